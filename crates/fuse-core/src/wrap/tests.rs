//! Encodes components around a stand-in for the fused module and compares worlds.

mod asynchronous;
mod corpus;
mod stand_in;
mod worlds;

use crate::boundary::{Boundary, CoreImport, Source};
use crate::graph::instantiate;
use crate::read::read;
use stand_in::StandIn;
use wasm_encoder::{EntityType, HeapType, MemoryType, RefType, TableType};
use wasmparser::{Validator, WasmFeatures};

/// Encodes `input` again and gives the output, once it is valid and has the same world.
fn wrap(input: &[u8]) -> Result<Vec<u8>, String> {
    let tree = read(input).map_err(|e| format!("read: {e}"))?;
    let graph = instantiate(&tree).map_err(|e| format!("graph: {e}"))?;
    let stand_in = StandIn::new(&graph);
    let output = super::encode(
        &graph,
        &stand_in.boundary,
        &|def| stand_in.index(def),
        stand_in.module.as_deref(),
    );
    crate::world::compare(input, &output)?;
    Ok(output)
}

/// Checks that `output` asks for nothing that a host has to be asked to switch on, but for what is common.
fn check_base(output: &[u8]) {
    let extra = WasmFeatures::CM_MORE_ASYNC_BUILTINS
        .union(WasmFeatures::CM_ASYNC_STACKFUL)
        .union(WasmFeatures::CM_THREADING)
        .union(WasmFeatures::CM_ERROR_CONTEXT);
    Validator::new_with_features(crate::verify::features().difference(extra))
        .validate_all(output)
        .expect("the base of async is enough");
}

/// A table whose element type has an index needs the fused module's types around it.
#[test]
fn provided_memory_and_tables() {
    let fused = wat::parse_str(
        r#"(module
            (type $f (func (param i64)))
            (type $g (func))
            (import "p" "t0" (table 1 (ref null $g)))
            (import "p" "m" (memory i64 1 2 shared))
            (import "p" "t1" (table 2 3 externref))
            (import "p" "t2" (table 2 3 externref)))"#,
    )
    .expect("the text is right");
    let provided = |name: &str, ty| CoreImport {
        presets: Vec::new(),
        module: "p".into(),
        name: name.into(),
        source: Source::Provided,
        ty,
    };
    let table = |element_type, minimum, maximum| {
        EntityType::Table(TableType {
            element_type,
            table64: false,
            minimum,
            maximum,
            shared: false,
        })
    };
    let of_type = RefType {
        nullable: true,
        heap_type: HeapType::Concrete(1),
    };
    let memory = MemoryType {
        minimum: 1,
        maximum: Some(2),
        memory64: true,
        shared: true,
        page_size_log2: None,
    };
    let boundary = Boundary {
        imports: vec![
            provided("t0", table(of_type, 1, None)),
            provided("m", EntityType::Memory(memory)),
            provided("t1", table(RefType::EXTERNREF, 2, Some(3))),
            provided("t2", table(RefType::EXTERNREF, 2, Some(3))),
        ],
        ..Boundary::default()
    };
    let input = wat::parse_str("(component)").expect("the text is right");
    let tree = read(&input).expect("an empty component is valid");
    let graph = instantiate(&tree).expect("an empty component is supported");
    let output = super::encode(
        &graph,
        &boundary,
        &|_| unreachable!("no options"),
        Some(&fused),
    );
    crate::world::compare(&input, &output).expect("the worlds are the same");
}
