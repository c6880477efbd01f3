//! The features of WebAssembly by name, and the refusal of outputs that use others than are allowed.

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef, Validator, WasmFeatures};

use crate::config::{Features, Valued};
use crate::exit::{ExitCode, Failure};

/// The sets of features that have a name of their own.
const SETS: &[(&str, WasmFeatures)] = &[
    ("wasm1", WasmFeatures::WASM1),
    ("wasm2", WasmFeatures::WASM2),
    ("wasm3", WasmFeatures::WASM3),
    ("lime1", WasmFeatures::LIME1),
];

/// What needs no permission: every engine has it, or it is what the output is.
const ALWAYS: WasmFeatures = WasmFeatures::WASM1.union(WasmFeatures::COMPONENT_MODEL);

/// The feature, or set of features, called `name`.
pub(crate) fn named(name: &str) -> Option<WasmFeatures> {
    let set = SETS.iter().find(|(set, _)| *set == name);
    set.map(|(_, features)| *features).or_else(|| {
        let mut all = WasmFeatures::all().iter_names();
        all.find(|(known, _)| spelt(known) == name)
            .map(|(_, feature)| feature)
    })
}

/// The name of every set and every feature.
pub(crate) fn names() -> impl Iterator<Item = String> {
    let sets = SETS.iter().map(|(name, _)| (*name).to_owned());
    let all = WasmFeatures::all();
    sets.chain(
        all.iter_names()
            .map(|(name, _)| spelt(name))
            .collect::<Vec<_>>(),
    )
}

/// A feature's name as the configuration has it.
pub(crate) fn spelt(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

/// Fails if `output`, which is valid and called `name`, uses a feature beyond `allowed`.
pub(crate) fn check(name: &str, output: &[u8], allowed: &Valued<Features>) -> Result<(), Failure> {
    let granted = allowed.value.set | ALWAYS;
    let Err(error) = Validator::new_with_features(granted).validate_all(output) else {
        return Ok(());
    };
    let missing = error.missing_wasm_feature().or_else(|| {
        // The validator does not always know what it misses: then it is what the output is not valid without.
        WasmFeatures::all()
            .difference(granted)
            .iter()
            .find(|feature| {
                let others = WasmFeatures::all().difference(*feature);
                Validator::new_with_features(others)
                    .validate_all(output)
                    .is_err()
            })
    });
    let missing = match missing.and_then(|feature| feature.iter_names().next()) {
        Some((name, _)) => format!("`{}`", spelt(name)),
        None => "a feature".to_owned(),
    };
    let message = format!(
        "the output of `{name}` uses {missing}, which `wasm-features` does not allow: {}",
        place(output, error.offset())
    );
    Err(ExitCode::Unsupported
        .error(message)
        .because(error.message().to_owned())
        .help(format!(
            "`{}` allows {}; add the feature there, or build the components without it",
            allowed.origin,
            if allowed.value.names.is_empty() {
                "none".to_owned()
            } else {
                allowed.value.names.join(", ")
            }
        )))
}

/// The place in `output` at `offset`: the function, where there is one.
fn place(output: &[u8], offset: u64) -> String {
    let at = format!("offset {offset:#x}");
    match function(output, offset) {
        Some((index, Some(name))) => format!("function {index} (`{name}`) at {at}"),
        Some((index, None)) => format!("function {index} at {at}"),
        None => format!("at {at}"),
    }
}

/// The index of the function whose body has the byte at `offset`, and its name if it has one.
fn function(output: &[u8], offset: u64) -> Option<(u32, Option<String>)> {
    let mut next = 0;
    let mut found = None;
    for payload in Parser::new(0).parse_all(output) {
        match payload.ok()? {
            Payload::Version { .. } if found.is_none() => next = 0,
            Payload::ImportSection(imports) if found.is_none() => {
                let funcs = imports.into_imports().filter(|import| {
                    let ty = import.as_ref().map(|import| import.ty);
                    matches!(ty, Ok(TypeRef::Func(_) | TypeRef::FuncExact(_)))
                });
                next = u32::try_from(funcs.count()).ok()?;
            }
            Payload::CodeSectionEntry(body) if found.is_none() => {
                if body.range().contains(&offset) {
                    found = Some(next);
                }
                next += 1;
            }
            Payload::CustomSection(section) => {
                if let (Some(index), KnownCustom::Name(names)) = (found, section.as_known()) {
                    return Some((index, name_of(names, index)));
                }
            }
            Payload::End(_) if found.is_some() => break,
            _ => {}
        }
    }
    found.map(|index| (index, None))
}

/// The name that `names` has for the function `index`.
fn name_of(names: wasmparser::NameSectionReader<'_>, index: u32) -> Option<String> {
    let functions = names.into_iter().find_map(|name| match name {
        Ok(Name::Function(functions)) => Some(functions),
        _ => None,
    })?;
    let mut named = functions.into_iter().flatten();
    let name = named.find(|naming| naming.index == index)?;
    Some(name.name.to_owned())
}
