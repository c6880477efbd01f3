//! What a component has to do with the world around it: the names at its boundary.

use wasmparser::{Parser, Payload};

/// The names at the boundary of a component.
#[derive(Debug, Default)]
pub(crate) struct Outside {
    /// What it asks for.
    pub(crate) imports: Vec<String>,
    /// What it gives.
    pub(crate) exports: Vec<String>,
}

impl Outside {
    /// The names at the boundary of `component`, which is valid.
    pub(crate) fn of(component: &[u8]) -> Outside {
        let mut outside = Outside::default();
        let mut depth = 0;
        for payload in Parser::new(0).parse_all(component) {
            match payload.expect("the component was validated") {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        let import = import.expect("the component was validated");
                        outside.imports.push(import.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        let export = export.expect("the component was validated");
                        outside.exports.push(export.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        outside
    }

    /// Whether a name on either side is such a one.
    pub(crate) fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        self.imports
            .iter()
            .chain(&self.exports)
            .any(|name| is(name))
    }
}
