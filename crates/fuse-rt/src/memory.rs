//! The module's own memory: the one place of the project with memory accesses that nothing checks.
//!
//! An address that is wrong can do no more than a wrong index into an array of words: the memory is this module's alone, Rust keeps
//! nothing in it (neither a stack nor statics, which `cargo xtask build-rt` checks), and wasm traps beyond its end.

use core::arch::wasm32;
use core::ptr;
use fuse_handles::rt::Memory;

/// The memory, from address 0 on.
pub struct Linear;

fn pointer(address: u32) -> *mut u32 {
    ptr::with_exposed_provenance_mut(address as usize)
}

/// The pointer to a word of a record.
fn word(address: u32, offset: u32) -> *mut u32 {
    // SAFETY: a record does not reach beyond the memory, so the sum does not overflow.
    unsafe { pointer(address).byte_add(offset as usize) }
}

impl Memory for Linear {
    #[inline(always)]
    fn load(&self, address: u32, offset: u32) -> u32 {
        // SAFETY: no Rust value lies in the memory; the runtime asks for aligned words within it.
        unsafe { word(address, offset).read() }
    }

    #[inline(always)]
    fn store(&mut self, address: u32, offset: u32, value: u32) {
        // SAFETY: no Rust value lies in the memory; the runtime asks for aligned words within it.
        unsafe { word(address, offset).write(value) }
    }

    #[inline(always)]
    fn copy(&mut self, dst: u32, src: u32, size: u32) {
        // SAFETY: no Rust value lies in the memory; both are blocks of the heap with room for `size` bytes, and not the same one.
        unsafe { ptr::copy_nonoverlapping(pointer(src), pointer(dst), size as usize / 4) }
    }

    #[inline(always)]
    fn clear(&mut self, address: u32, size: u32) {
        // SAFETY: no Rust value lies in the memory; these are words of one block of the heap.
        unsafe { pointer(address).write_bytes(0, size as usize / 4) }
    }

    #[inline(always)]
    fn pages(&self) -> u32 {
        wasm32::memory_size(0) as u32
    }

    #[inline(always)]
    fn grow(&mut self, pages: u32) -> bool {
        wasm32::memory_grow(0, pages as usize) != usize::MAX
    }
}
