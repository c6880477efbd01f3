//! Debug info of the inputs, which is about code at other places, is never in an output.

use fuse_core::explain::Part;
use fuse_core::{Options, Shape, fuse};
use wasmparser::{Encoding, Parser, Payload};

/// The custom sections of core modules, and of components, that say where code comes from.
const SECTIONS: [&str; 12] = [
    ".debug_abbrev",
    ".debug_addr",
    ".debug_info",
    ".debug_line",
    ".debug_line_str",
    ".debug_loclists",
    ".debug_ranges",
    ".debug_rnglists",
    ".debug_str",
    "build_id",
    "external_debug_info",
    "sourceMappingURL",
];

/// What custom sections an output has: names, and who made it.
const KEPT: [&str; 3] = ["component-name", "name", "producers"];

/// A composition whose components and modules all have all of the sections.
fn composition() -> Vec<u8> {
    let sections: String = SECTIONS
        .iter()
        .map(|name| format!("(@custom \"{name}\" \"\\01\\02\\03\")\n"))
        .collect();
    let text = format!(
        r#"(component
            {sections}
            (component $callee
                {sections}
                (core module $m
                    {sections}
                    (func $unused)
                    (func $f (export "f")))
                (core instance $i (instantiate $m))
                (func (export "f") (canon lift (core func $i "f"))))
            (component $caller
                (import "f" (func $f))
                (core func $f (canon lower (func $f)))
                (core module $m
                    {sections}
                    (import "" "f" (func $f))
                    (func $run (export "run") (call $f)))
                (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
                (func (export "run") (canon lift (core func $i "run"))))
            (instance $callee (instantiate $callee))
            (instance $caller (instantiate $caller (with "f" (func $callee "f"))))
            (export "run" (func $caller "run")))"#
    );
    wat::parse_str(text).expect("the text is well formed")
}

/// The custom sections of everything in `bytes`, each with whether it is one of a core module.
fn custom_sections(bytes: &[u8]) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut around = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.expect("the bytes are valid") {
            Payload::Version { encoding, .. } => around.push(encoding),
            Payload::End(_) => _ = around.pop(),
            Payload::CustomSection(section) => {
                let in_module = around.last() == Some(&Encoding::Module);
                found.push((section.name().to_string(), in_module));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn outputs_have_none() {
    let input = composition();
    let before = custom_sections(&input);
    for name in SECTIONS {
        let count = before.iter().filter(|(other, _)| other == name).count();
        assert_eq!(count, 4, "{name}");
    }
    for shape in [Shape::Component, Shape::Core] {
        for names in [true, false] {
            let mut options = Options::default();
            options.shape = shape;
            options.names = names;
            let output = fuse(&input, &options)
                .expect("the composition can be fused")
                .bytes;
            let after = custom_sections(&output);
            for (name, _) in &after {
                assert!(KEPT.contains(&name.as_str()), "{shape:?}: {name}");
            }
            let module_names = after
                .iter()
                .any(|(name, in_module)| *in_module && name == "name");
            assert_eq!(module_names, names, "{shape:?}");
        }
    }
}

#[test]
fn the_explanation_counts_it() {
    let input = composition();
    let fused = fuse(&input, &Options::default()).expect("the composition can be fused");
    let sizes = fused
        .plan
        .explanation()
        .sizes
        .as_ref()
        .expect("it was made");
    let (_, debug_info) = sizes
        .parts
        .iter()
        .find(|(part, _)| *part == Part::DebugInfo)
        .expect("every part is there");
    // The length of each name, then the name and three bytes.
    let one: usize = SECTIONS.iter().map(|name| 1 + name.len() + 3).sum();
    assert_eq!((debug_info.before, debug_info.after), (4 * one, 0));
    let sum = |of: fn(&fuse_core::explain::Change) -> usize| -> usize {
        sizes.parts.iter().map(|(_, change)| of(change)).sum()
    };
    assert_eq!(sum(|change| change.before), input.len());
    assert_eq!(sum(|change| change.after), fused.bytes.len());
    assert_eq!(sizes.total.after, fused.bytes.len());
}
