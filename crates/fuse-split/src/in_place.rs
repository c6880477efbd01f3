//! Replaces components that are nested in one which is more than wiring; everything else of it stays as it is.

use crate::wiring::Wiring;
use std::collections::BTreeMap;
use wasm_encoder::{Component, RawSection};
use wasmparser::{BinaryReaderError, Parser};

/// `component`, whose wiring is `wiring`, with some of its nested components replaced, by their index.
pub fn replace(
    component: &[u8],
    wiring: &Wiring<'_>,
    replacements: &BTreeMap<usize, Vec<u8>>,
) -> Result<Vec<u8>, BinaryReaderError> {
    let mut out = Component::new();
    let mut end = 0;
    for payload in Parser::new(0).parse_all(component) {
        let Some((id, range)) = payload?.as_section() else {
            continue;
        };
        let range = range.start as usize..range.end as usize;
        // Sections of what is nested come after the section that it is.
        if range.start < end {
            continue;
        }
        end = range.end;
        let nested = wiring.components.iter().position(|n| n.range == range);
        let replacement = nested.and_then(|index| replacements.get(&index));
        let data = match replacement {
            Some(bytes) => bytes,
            None => &component[range],
        };
        out.section(&RawSection { id, data });
    }
    Ok(out.finish())
}
