//! Handles: resources, streams, futures and error contexts.
//!
//! A handle of a resource that the host defines is the same index on both sides, since all instances of a fused
//! component share the table that the host keeps for it. No other handle reaches code generation: the planner refuses
//! them.

use super::Walk;
use super::place::Place;
use super::scalar::Scalar;
use crate::types::ResourceId;
use wasm_encoder::ValType::I32;

impl Walk<'_, '_> {
    pub(super) fn own(&mut self, _resource: ResourceId, src: Place<'_>, dst: Place<'_>) {
        self.scalar(Scalar::Bits(I32), src, dst);
    }

    pub(super) fn borrow(&mut self, _resource: ResourceId, src: Place<'_>, dst: Place<'_>) {
        self.scalar(Scalar::Bits(I32), src, dst);
    }

    pub(super) fn stream(&mut self) {
        panic!("streams are refused when planning");
    }

    pub(super) fn future(&mut self) {
        panic!("futures are refused when planning");
    }

    pub(super) fn error_context(&mut self) {
        panic!("error contexts are refused when planning");
    }
}
