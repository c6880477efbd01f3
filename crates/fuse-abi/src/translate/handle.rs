//! Handles: resources, streams, futures and error contexts.

use super::Walk;
use super::place::Place;
use super::scalar::Scalar;
use crate::handles::Handle;
use wasm_encoder::ValType::I32;

impl Walk<'_, '_> {
    /// Passes a handle on.
    pub(super) fn handle(&mut self, handle: Handle, src: Place<'_>, dst: Place<'_>) {
        self.scalar_by(Scalar::Bits(I32), src, dst, |walk| walk.convert(handle));
    }

    /// Pops a handle of the source and pushes that of the destination.
    pub(super) fn convert(&mut self, handle: Handle) {
        if self.stays() {
            return;
        }
        let (src, dst) = (self.src.holder(), self.dst.holder());
        self.emitter.handles().pass(self.f, handle, src, dst);
    }
}
