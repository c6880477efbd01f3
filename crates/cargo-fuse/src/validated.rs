//! Says which features of WebAssembly an output is not valid without.
//!
//! The fuser has found the output valid with all features that it knows. To find the ones in use takes longer, so this is done only
//! for those who want to know.

use wasmparser::{Validator, WasmFeatures};

use crate::cli::{Emit, FuseArgs};
use crate::exit::Failure;
use crate::features::spelt;
use crate::messages::Message;
use crate::progress::Shell;

/// Tells the features of `output`, which is `name` in the form `kind`, if anybody wants to know.
pub(crate) fn tell(
    args: &FuseArgs,
    shell: &Shell,
    name: &str,
    kind: Emit,
    output: &[u8],
) -> Result<(), Failure> {
    if !args.validate && !shell.is_verbose() && !shell.is_json() {
        return Ok(());
    }
    let features = features(output);
    let form = if kind == Emit::Core {
        " as a core module"
    } else {
        ""
    };
    let listed = match features.as_slice() {
        [] => "no feature beyond WebAssembly 1.0".to_owned(),
        features => features.join(", "),
    };
    let line = format!("{name}{form}, which uses {listed}");
    if args.validate {
        shell.status("Validated", line);
    } else {
        shell.detail("Validated", line);
    }
    shell.message(&Message::Validated {
        name,
        kind: kind.as_str(),
        features: &features,
    })
}

/// The features that `output`, which is valid, uses beyond WebAssembly's first version; by the names that the configuration has for them.
fn features(output: &[u8]) -> Vec<String> {
    let base = WasmFeatures::WASM1;
    let used = used(output, base).difference(base);
    used.iter_names().map(|(name, _)| spelt(name)).collect()
}

/// The least set of features beyond `base` that `output` is valid with.
fn used(output: &[u8], base: WasmFeatures) -> WasmFeatures {
    let valid = |features| Validator::new_with_features(features).validate_all(output);
    let mut used = base;
    while let Err(error) = valid(used) {
        let missing = error
            .missing_wasm_feature()
            .filter(|feature| !used.contains(*feature));
        // The validator does not always know what it misses: then it is something that the output is not valid without.
        used |= missing.unwrap_or_else(|| {
            let mut others = WasmFeatures::all().difference(used).iter();
            let needed = others.find(|feature| {
                let without = fuse_core::encode::features().difference(*feature);
                valid(without).is_err()
            });
            needed.expect("the output is valid with all features and not without these")
        });
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(module: &str, expected: &[&str]) {
        let bytes = wat::parse_str(module).expect("the module is well formed");
        assert_eq!(features(&bytes), expected, "{module}");
    }

    #[test]
    fn exactly_the_features_that_are_used_are_told() {
        check("(module (memory 1) (func (export \"f\")))", &[]);
        check("(module (memory 1) (memory 1))", &["multi-memory"]);
        check(
            "(module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))))",
            &["bulk-memory-opt"],
        );
        check(
            "(module (func (result i32) (i32.extend8_s (i32.const 0))))",
            &["sign-extension"],
        );
        check(
            "(component (core module (func (result i32 i32) unreachable)))",
            &["multi-value", "component-model"],
        );
        check(
            "(component (type (func async)))",
            &["component-model", "cm-async"],
        );
    }
}
