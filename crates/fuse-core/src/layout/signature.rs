//! The core types of the functions that fusion adds.

use crate::graph::InstanceGraph;
use crate::plan::{ChannelOp, Edge};
use fuse_abi::flat;
use fuse_async::{Output, Signature};
use wasm_encoder::ValType;

/// Parameters and results.
pub type CoreSignature = (Vec<ValType>, Vec<ValType>);

/// That of a function which the runtime exports or imports.
pub fn of(signature: Signature) -> CoreSignature {
    let results = match signature.result {
        Output::None => vec![],
        Output::I32 => vec![ValType::I32],
        Output::I64 => vec![ValType::I64],
    };
    (vec![ValType::I32; signature.params], results)
}

/// The core arguments of a call over `edge`, as the caller passes them, without its return pointer.
pub fn args(graph: &InstanceGraph<'_>, edge: Edge) -> Vec<ValType> {
    let (ty, max) = match edge.lower {
        Some(lower) => {
            let lower = &graph.lowers[lower];
            (lower.ty, flat::max_params(lower.opts.async_))
        }
        None => (graph.lifts[edge.lift].ty, flat::max_params(false)),
    };
    let func = graph.types.func(ty);
    flat::params(&graph.types, func, max).unwrap_or_else(|| vec![ValType::I32])
}

/// That of [`Emitted::Begin`](super::Emitted::Begin).
pub fn begin(graph: &InstanceGraph<'_>, edge: Edge) -> CoreSignature {
    let mut params = vec![ValType::I32];
    params.extend(args(graph, edge));
    (params, vec![ValType::I32])
}

/// That of a built-in of the host's on ends of streams and futures (CanonicalABI, *canon stream.new* and those behind it).
pub fn channel(graph: &InstanceGraph<'_>, op: ChannelOp) -> CoreSignature {
    let (params, results) = match op {
        ChannelOp::New(_) => (0, vec![ValType::I64]),
        ChannelOp::Copy(_) if op.channel(graph).future => (2, vec![ValType::I32]),
        ChannelOp::Copy(_) => (3, vec![ValType::I32]),
        ChannelOp::Cancel { .. } => (1, vec![ValType::I32]),
        ChannelOp::Drop(_) => (1, vec![]),
    };
    (vec![ValType::I32; params], results)
}
