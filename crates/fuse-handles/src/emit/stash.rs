//! What the host is shown in a guest's memory in place of what the guest wrote.

use crate::rt::layout::{RETURN_AREA, STASH, stack};
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_abi::opts::MemoryIndex;
use wasm_encoder::{BlockType, MemArg, ValType};

/// The words of one guest memory that differ from what the guest wrote while the host looks at them; see [`Intrinsic::Stash`](crate::Intrinsic::Stash).
///
/// The host looks once, before it calls anything or writes anything. So whoever runs next restores all that is stashed: the guest's
/// `realloc`, or else the code after the call.
#[derive(Copy, Clone, Debug)]
pub struct Stash {
    /// The memory of the runtime.
    pub runtime: MemoryIndex,
    /// The memory of the guest.
    pub guest: MemoryIndex,
}

/// Words of an entry of the stash.
const ENTRY: u32 = 3;

impl Stash {
    /// Writes what the host is to see to all that is stashed. If the host writes its result to memory that it is given, then `area` says
    /// where, and how many bytes.
    ///
    /// Entries may overlap. If an address is stashed twice with the same word, nothing is wrong; but if one entry changes what another one
    /// says that the host is to see, the host would look where nobody has looked for handles, and `overlap` is to trap.
    pub fn show(
        &self,
        f: &mut FuncBuilder,
        area: Option<(Local, u32)>,
        overlap: impl FnOnce(&mut FuncBuilder),
    ) {
        f.i32_const(0);
        match area {
            Some((address, _)) => f.get(address),
            None => f.i32_const(0),
        };
        f.ins().i32_store(self.own(RETURN_AREA));
        f.i32_const(0).u32_const(area.map_or(0, |(_, bytes)| bytes));
        f.ins().i32_store(self.own(RETURN_AREA + 4));
        self.each(f, |f, entry| {
            self.word(f, entry, 0);
            self.word(f, entry, 2);
            f.ins().i32_store(memarg(self.guest, 0, 2));
        });
        self.each(f, |f, entry| {
            self.word(f, entry, 0);
            f.ins().i32_load(memarg(self.guest, 0, 2));
            self.word(f, entry, 2);
            f.ins().i32_ne();
            f.if_(BlockType::Empty);
            overlap(f);
            f.end();
        });
    }

    /// Writes what the guest wrote to all that is stashed, but for what lies in the return area, and forgets it.
    pub fn restore(&self, f: &mut FuncBuilder) {
        self.each(f, |f, entry| {
            self.word(f, entry, 0);
            self.head(f, RETURN_AREA);
            f.ins().i32_sub();
            self.head(f, RETURN_AREA + 4);
            f.ins().i32_ge_u();
            f.if_(BlockType::Empty);
            self.word(f, entry, 0);
            self.word(f, entry, 1);
            f.ins().i32_store(memarg(self.guest, 0, 2));
            f.end();
        });
        f.i32_const(0).i32_const(0);
        f.ins().i32_store(self.own(STASH + stack::LEN));
    }

    /// Runs `body` for the address of each entry.
    fn each(&self, f: &mut FuncBuilder, body: impl FnOnce(&mut FuncBuilder, Local)) {
        let entry = f.local(ValType::I32);
        let end = f.local(ValType::I32);
        self.head(f, STASH + stack::BASE);
        f.tee(entry);
        self.head(f, STASH + stack::LEN);
        f.ins().i32_const(2).i32_shl().i32_add();
        f.set(end);
        let done = f.block(BlockType::Empty);
        let again = f.loop_(BlockType::Empty);
        f.get(entry).get(end).ins().i32_ge_u();
        f.br_if(done);
        body(f, entry);
        f.get(entry).u32_const(4 * ENTRY).ins().i32_add();
        f.set(entry).br(again).end().end();
        f.free(entry);
        f.free(end);
    }

    /// Pushes word `word` of an entry: the address, what the guest wrote, what the host is to see.
    fn word(&self, f: &mut FuncBuilder, entry: Local, word: u32) {
        f.get(entry).ins().i32_load(self.own(4 * word));
    }

    /// Pops the one entry there is, and pushes its word that stands for what the guest wrote.
    pub fn pop_ours(&self, f: &mut FuncBuilder) {
        f.i32_const(0).i32_const(0);
        f.ins().i32_store(self.own(STASH + stack::LEN));
        self.head(f, STASH + stack::BASE);
        f.ins().i32_load(self.own(4));
    }

    /// Pushes a word at a fixed address.
    fn head(&self, f: &mut FuncBuilder, address: u32) {
        f.i32_const(0).ins().i32_load(self.own(address));
    }

    fn own(&self, offset: u32) -> MemArg {
        memarg(self.runtime, offset, 2)
    }
}
