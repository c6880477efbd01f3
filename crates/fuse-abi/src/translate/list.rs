//! Lists and maps: one check of each side's range, one allocation, then one copy or one loop.

use super::Walk;
use super::place::{Address, Held, Place};
use crate::func::Local;
use crate::layout;
use crate::memory::{Bytes, MAX_LIST_BYTE_LENGTH};
use crate::trap::TrapReason;
use crate::types::Type;
use wasm_encoder::BlockType;
use wasm_encoder::ValType::I32;

impl Walk<'_, '_> {
    /// Copies a `list<element>`.
    pub(super) fn list(&mut self, element: Type, src: Place<'_>, dst: Place<'_>) {
        let (src_ptr, len) = self.hold_range(src);
        let dst_ptr = self.range(element, src_ptr.local, len.local);
        self.set_range(dst, dst_ptr, len.local);
        self.f.free(dst_ptr);
        self.release(len);
        self.release(src_ptr);
    }

    /// Copies `len` elements at `src_ptr`, here or by a call; gives the local that says where to.
    pub(super) fn range(&mut self, element: Type, src_ptr: Local, len: Local) -> Local {
        match self.fuel.checked_sub(self.emitter.list_cost(element)) {
            Some(fuel) => {
                self.fuel = fuel;
                self.inlined_range(element, src_ptr, len)
            }
            None => self.outlined_range(element, src_ptr, len),
        }
    }

    /// Copies `len` elements at `src_ptr` to where the destination's `realloc` says, which it returns
    /// (CanonicalABI, *Loading*: `load_list_from_range`; *Storing*: `store_list_into_range`).
    pub(super) fn inlined_range(&mut self, element: Type, src_ptr: Local, len: Local) -> Local {
        let layout = layout::of(self.types(), element);
        self.f
            .get(len)
            .u32_const(MAX_LIST_BYTE_LENGTH / layout.size)
            .ins()
            .i32_gt_u();
        self.emitter.trap_if(self.f, TrapReason::ListTooLong);
        let bytes = self.hold_bytes(len, layout.size);
        let (src, dst) = (self.src, self.dst);
        let range = Bytes::Local(bytes.local);
        self.emitter
            .check_aligned(self.f, src_ptr, layout.align, TrapReason::UnalignedList);
        self.emitter.check_in_bounds(
            self.f,
            src.memory(),
            src_ptr,
            range,
            TrapReason::ListOutOfBounds,
        );
        let dst_ptr =
            self.emitter
                .allocate(self.f, dst.memory(), dst.realloc(), layout.align, range);
        self.copy_range(element, src_ptr, dst_ptr, bytes.local);
        self.release(bytes);
        self.free_source(src_ptr, len);
        dst_ptr
    }

    /// Copies `count` elements at `src_ptr` to `dst_ptr` (CanonicalABI, *Loading*: `load_list_from_valid_range`; *Storing*:
    /// `store_list_into_valid_range`).
    pub(super) fn valid_range(
        &mut self,
        element: Type,
        src_ptr: Local,
        dst_ptr: Local,
        count: Local,
    ) {
        let size = layout::of(self.types(), element).size;
        let bytes = self.hold_bytes(count, size);
        self.copy_range(element, src_ptr, dst_ptr, bytes.local);
        self.release(bytes);
    }

    /// How many bytes `count` elements of `size` bytes have.
    fn hold_bytes(&mut self, count: Local, size: u32) -> Held {
        if size == 1 {
            return Held::there(count);
        }
        self.f.get(count).u32_const(size).ins().i32_mul();
        self.hold()
    }

    /// Copies the elements in `bytes` bytes.
    fn copy_range(&mut self, element: Type, src_ptr: Local, dst_ptr: Local, bytes: Local) {
        if self.emitter.cost(element).plain {
            let (src, dst) = (self.src.memory().0, self.dst.memory().0);
            self.f.get(dst_ptr).get(src_ptr).get(bytes);
            self.f.ins().memory_copy(dst, src);
        } else {
            self.elements(element, src_ptr, dst_ptr, bytes);
        }
    }

    /// Copies the elements in `bytes` bytes one by one.
    fn elements(&mut self, element: Type, src_ptr: Local, dst_ptr: Local, bytes: Local) {
        self.f.get(bytes).if_(BlockType::Empty);
        self.f.get(src_ptr);
        let src_cursor = self.f.save(I32);
        self.f.get(dst_ptr);
        let dst_cursor = self.f.save(I32);
        self.f.get(src_ptr).get(bytes).ins().i32_add();
        let end = self.f.save(I32);
        self.element_loop(element, src_cursor, dst_cursor, end);
        self.f.end();
        for local in [src_cursor, dst_cursor, end] {
            self.f.free(local);
        }
    }

    /// Copies elements, of which there is at least one, until the cursor of the source comes to `end`.
    ///
    /// The whole range was checked, so the elements need no check of where they lie. `end` may have wrapped around to
    /// zero, and then so does the cursor.
    pub(super) fn element_loop(
        &mut self,
        element: Type,
        src_cursor: Local,
        dst_cursor: Local,
        end: Local,
    ) {
        let size = layout::of(self.types(), element).size;
        let again = self.f.loop_(BlockType::Empty);
        let src = Place::Memory(Address::new(src_cursor));
        let dst = Place::Memory(Address::new(dst_cursor));
        self.translate(element, src, dst);
        self.f.get(dst_cursor).u32_const(size).ins().i32_add();
        self.f.set(dst_cursor);
        self.f.get(src_cursor).u32_const(size).ins().i32_add();
        self.f.tee(src_cursor).get(end).ins().i32_ne();
        self.f.br_if(again);
        self.f.end();
    }
}
