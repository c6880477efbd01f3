//! The manifest of a bare core module is as its schema says, and true: what it names is in the module.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wasmparser::{Parser, Payload};

/// Components of every kind.
const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuse-core/tests/fuse");
const SCHEMA: &str = include_str!("../../../docs/core-manifest.schema.json");

fn schema() -> Schema {
    Schema(serde_json::from_str(SCHEMA).expect("the schema is JSON"))
}

/// A JSON schema of few keywords; any other is refused.
struct Schema(Value);

impl Schema {
    fn validate(&self, value: &Value) -> Result<(), String> {
        self.check(&self.0, value, "", &mut HashSet::new())
    }

    /// Holds `value`, which is at `place`, against `schema`; the keys that `schema` speaks of are added to `known`.
    fn check(
        &self,
        schema: &Value,
        value: &Value,
        place: &str,
        known: &mut HashSet<String>,
    ) -> Result<(), String> {
        for (keyword, wanted) in schema.as_object().expect("a schema is an object") {
            let is = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" => true,
                // What depends on the other keywords comes last.
                "additionalProperties" | "unevaluatedProperties" => true,
                "$ref" => {
                    let name = wanted.as_str().expect("a reference is a string");
                    let name = name.strip_prefix('#').expect("a reference is to this file");
                    let found = self.0.pointer(name).expect("what is referred to is there");
                    self.check(found, value, place, known)?;
                    true
                }
                "type" => match wanted.as_str().expect("a type is a string") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64(),
                    other => panic!("unknown type `{other}`"),
                },
                "const" => value == wanted,
                "enum" => list(wanted).contains(value),
                "minimum" => value.as_u64() >= wanted.as_u64(),
                "maximum" => value.as_u64() <= wanted.as_u64(),
                "required" => list(wanted)
                    .iter()
                    .all(|key| value.get(key.as_str().expect("a key")).is_some()),
                "items" => {
                    for (index, item) in list(value).iter().enumerate() {
                        let place = format!("{place}/{index}");
                        self.check(wanted, item, &place, &mut HashSet::new())?;
                    }
                    true
                }
                "properties" => {
                    for (key, schema) in wanted.as_object().expect("schemas by key") {
                        known.insert(key.clone());
                        if let Some(value) = value.get(key) {
                            let place = format!("{place}/{key}");
                            self.check(schema, value, &place, &mut HashSet::new())?;
                        }
                    }
                    true
                }
                "oneOf" => self.one_of(list(wanted), value, place, known),
                other => panic!("unknown keyword `{other}`"),
            };
            if !is {
                return Err(format!("{place}: not as `{keyword}` says: {value}"));
            }
        }
        let closed = ["additionalProperties", "unevaluatedProperties"];
        if closed.iter().any(|keyword| schema.get(keyword).is_some()) {
            let keys = value.as_object().expect("an object").keys();
            if let Some(key) = keys.into_iter().find(|key| !known.contains(*key)) {
                return Err(format!("{place}: unknown key `{key}`"));
            }
        }
        Ok(())
    }

    /// Whether `value` is as exactly one of `schemas` says, whose keys are then added to `known`.
    fn one_of(
        &self,
        schemas: &[Value],
        value: &Value,
        place: &str,
        known: &mut HashSet<String>,
    ) -> bool {
        let mut found = 0;
        for schema in schemas {
            let mut keys = HashSet::new();
            if self.check(schema, value, place, &mut keys).is_ok() {
                found += 1;
                known.extend(keys);
            }
        }
        found == 1
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// The bare core module that `cargo fuse` makes of the component at `input`, with its manifest; else how it ends, with what it says.
fn made(input: &Path) -> Result<(Vec<u8>, Value), (Option<i32>, String)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let component = folder.path().join("component.wasm");
    let bytes = wat::parse_file(input).expect("the text is right");
    fs::write(&component, bytes).expect("the folder is writable");
    let module = folder.path().join("out.core.wasm");
    let manifest = module.with_extension("json");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"))
        .args(["fuse", "-q", "--emit", "core", "-o"])
        .args([&module, &component])
        .output()
        .expect("cargo-fuse starts");
    if !output.status.success() {
        let left = module.exists() || manifest.exists();
        assert!(!left, "a failure leaves something");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err((output.status.code(), said));
    }
    let text = fs::read_to_string(manifest).expect("there is a manifest");
    let manifest = serde_json::from_str(&text).expect("the manifest is JSON");
    Ok((fs::read(module).expect("there is a module"), manifest))
}

/// The names of the module's imports and of its exports.
fn names(module: &[u8]) -> (Vec<(String, String)>, HashSet<String>) {
    let (mut imports, mut exports) = (Vec::new(), HashSet::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.expect("the module is valid") {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.expect("the module is valid");
                    imports.push((import.module.to_string(), import.name.to_string()));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    exports.insert(export.expect("the module is valid").name.to_string());
                }
            }
            _ => {}
        }
    }
    (imports, exports)
}

/// Everything that `value` names as an export of the module.
fn named(value: &Value, found: &mut Vec<String>) {
    const KEYS: [&str; 7] = [
        "memory",
        "realloc",
        "post-return",
        "callback",
        "dtor",
        "initialize",
        "of",
    ];
    match value {
        Value::Array(values) => values.iter().for_each(|value| named(value, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str() {
                    Some(name) if KEYS.contains(&key.as_str()) => found.push(name.to_string()),
                    _ => named(value, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_manifest_is_as_the_schema_says_and_names_what_is_there() {
    let schema = schema();
    let mut count = 0;
    for case in fs::read_dir(INPUTS).expect("the folder of inputs") {
        let case = case.expect("an entry").path();
        let Ok((module, manifest)) = made(&case.join("input.wat")) else {
            continue;
        };
        count += 1;
        let case = case.display();
        if let Err(error) = schema.validate(&manifest) {
            panic!("{case}: {error}");
        }
        assert_eq!(manifest["module"], "out.core.wasm", "{case}");
        let (imports, exports) = names(&module);
        let unique: HashSet<_> = imports.iter().collect();
        assert_eq!(unique.len(), imports.len(), "{case}: {imports:?}");
        let entries = |key: &str| {
            manifest[key]
                .as_array()
                .expect("the schema says so")
                .clone()
        };
        let text = |value: &Value| value.as_str().expect("the schema says so").to_string();
        let described: Vec<_> = entries("imports")
            .iter()
            .map(|import| (text(&import["module"]), text(&import["name"])))
            .collect();
        assert_eq!(described, imports, "{case}");
        let mut found = Vec::new();
        named(&manifest, &mut found);
        let functions = entries("exports").into_iter();
        found.extend(
            functions
                .filter(|export| export["kind"] == "function")
                .map(|export| text(&export["name"])),
        );
        for name in found {
            assert!(
                exports.contains(&name),
                "{case}: no export `{name}` among {exports:?}"
            );
        }
    }
    assert!(count > 15, "only {count} components can be fused");
}

#[test]
fn what_only_a_component_can_export_is_refused() {
    let input = Path::new(INPUTS).join("exported-core-module/input.wat");
    let (code, said) = made(&input).expect_err("a core module exports no core module");
    assert_eq!(code, Some(106), "{said}");
    assert!(
        said.contains("an exported core module, in a bare core module, is not supported"),
        "{said}"
    );
    assert!(said.contains("make a component of it instead"), "{said}");
}

#[test]
fn the_schema_refuses_what_no_manifest_has() {
    let schema = schema();
    let manifest = |import: Value| {
        json!({
            "module": "a.wasm", "version": 1, "imports": [import], "exports": [], "resources": [], "types": [],
        })
    };
    let import = json!({ "module": "m", "name": "n", "kind": "resource-drop", "resource": 0 });
    assert!(schema.validate(&manifest(import.clone())).is_ok());
    for (key, value) in [
        ("kind", json!("resource-dropped")),
        ("resource", json!("0")),
        ("extra", json!(1)),
    ] {
        let mut wrong = import.clone();
        wrong[key] = value;
        assert!(schema.validate(&manifest(wrong)).is_err(), "{key}");
    }
}
