//! Strings: which transcoder copies one, and where its words come from and go to.

use super::Walk;
use super::place::Place;
use crate::strings::Transcode;
use wasm_encoder::ValType::I32;

impl Walk<'_, '_> {
    /// Copies a string; the transcoder makes all checks and all allocations.
    pub(super) fn string(&mut self, src: Place<'_>, dst: Place<'_>) {
        if self.src.free.is_none() {
            self.push_range(src);
            return self.transcoded(dst);
        }
        let (address, length) = self.hold_range(src);
        self.f.get(address.local).get(length.local);
        self.transcoded(dst);
        self.free_source(address.local, length.local);
        self.release(length);
        self.release(address);
    }

    /// Pops the two words of a string, and copies that.
    fn transcoded(&mut self, dst: Place<'_>) {
        let transcoder = self.emitter.transcoder(Transcode {
            src: self.src.encoding,
            dst: self.dst.encoding,
            src_memory: self.src.memory(),
            dst_memory: self.dst.memory(),
            dst_realloc: self.dst.realloc(),
        });
        self.f.call(transcoder);
        if let Place::Stack(locals) = dst {
            for &local in locals.iter().rev() {
                self.set_flat(local, I32);
            }
            return;
        }
        let code_units = self.hold();
        let ptr = self.hold();
        self.set_range(dst, ptr.local, code_units.local);
        self.release(ptr);
        self.release(code_units);
    }
}
