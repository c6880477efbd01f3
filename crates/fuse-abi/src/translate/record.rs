//! Records and tuples, a function's parameters among them, and fixed-length lists.

use super::Walk;
use super::place::{Address, Place};
use crate::layout;
use crate::types::Type;
use wasm_encoder::ValType::I32;

/// The least size in bytes of neighbouring fields that are copied together.
///
/// A short record has often just been stored field by field. A load that spans several of those stores has to wait until they
/// have left the processor's store buffer, which costs more than it saves.
const LONG_RUN: u32 = 64;

impl Walk<'_, '_> {
    /// Copies the fields of a record.
    pub(super) fn fields(&mut self, fields: &[Type], src: Place<'_>, dst: Place<'_>) {
        if let (Place::Memory(src), Place::Memory(dst)) = (src, dst) {
            return self.fields_in_memory(fields, src, dst);
        }
        let srcs = src.fields(self.types(), fields);
        let dsts = dst.fields(self.types(), fields);
        for ((&field, src), dst) in fields.iter().zip(srcs).zip(dsts) {
            self.translate(field, src, dst);
        }
    }

    /// Copies the fields of a record from memory to memory: a long run of neighbours that are plain bytes, with no padding
    /// between them, as one; any other field by itself.
    fn fields_in_memory(&mut self, fields: &[Type], src: Address, dst: Address) {
        let offsets = layout::field_offsets(self.types(), fields);
        let align = layout::record(self.types(), fields).align;
        let mut position = 0;
        while let Some(&field) = fields.get(position) {
            let start = offsets[position];
            let (mut next, mut end) = (position, start);
            while let Some(&field) = fields.get(next)
                && offsets[next] == end
                && self.emitter.cost(field).plain
            {
                end = end.saturating_add(layout::of(self.types(), field).size);
                next += 1;
            }
            let size = end - start;
            if size < LONG_RUN {
                self.translate(
                    field,
                    Place::Memory(src.plus(start)),
                    Place::Memory(dst.plus(start)),
                );
                position += 1;
                continue;
            }
            let align = align.min(1 << start.trailing_zeros().min(3));
            self.copy_bytes(size, align, src.plus(start), dst.plus(start));
            position = next;
        }
    }

    /// Copies a `list<element, count>`, which lies in place like a tuple.
    pub(super) fn fixed_list(&mut self, element: Type, count: u32, src: Place<'_>, dst: Place<'_>) {
        let (Place::Memory(src), Place::Memory(dst)) = (src, dst) else {
            // A fixed-length list on the stack is short.
            return self.fields(&vec![element; count as usize], src, dst);
        };
        let layout = layout::of(self.types(), element);
        let bytes = layout.size.saturating_mul(count);
        if self.emitter.cost(element).plain {
            return self.copy_bytes(bytes, layout.align, src, dst);
        }
        if count == 1 {
            return self.translate(element, Place::Memory(src), Place::Memory(dst));
        }
        self.push_address(src);
        let src_cursor = self.f.save(I32);
        self.push_address(dst);
        let dst_cursor = self.f.save(I32);
        self.f.get(src_cursor).u32_const(bytes).ins().i32_add();
        let end = self.f.save(I32);
        self.element_loop(element, src_cursor, dst_cursor, end);
        for local in [src_cursor, dst_cursor, end] {
            self.f.free(local);
        }
    }
}
