//! [`FuncBuilder`]: one core function under construction, with locals that are reused and blocks that are named.
//!
//! ```
//! # use fuse_abi::func::FuncBuilder;
//! # use wasm_encoder::{BlockType, ValType};
//! let mut f = FuncBuilder::new(&[ValType::I32]);
//! let counter = f.param(0);
//! let done = f.block(BlockType::Empty);
//! let again = f.loop_(BlockType::Empty);
//! f.get(counter).ins().i32_eqz();
//! f.br_if(done);
//! f.get(counter).i32_const(1).ins().i32_sub();
//! f.set(counter).br(again);
//! f.end().end();
//! f.finish();
//! ```

use crate::opts::{FuncIndex, GlobalIndex, MemoryIndex};
use wasm_encoder::{BlockType, Catch, Function, InstructionSink, MemArg, ValType};

/// A parameter or a local of the function that a [`FuncBuilder`] builds.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Local {
    index: u32,
    ty: ValType,
}

impl Local {
    /// The core type of the local.
    pub fn ty(self) -> ValType {
        self.ty
    }

    /// Its position, for instructions that `FuncBuilder` has no word for.
    pub fn index(self) -> u32 {
        self.index
    }
}

/// A block that a branch can name, whatever the depth it is named from.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[must_use = "a block that nothing branches to can be left out"]
pub struct Label(u32);

/// A function body under construction.
///
/// Straight-line instructions go through [`FuncBuilder::ins`]. Blocks go through this type's own methods, which is how
/// it knows the depth a [`Label`] stands at.
pub struct FuncBuilder {
    params: Vec<ValType>,
    locals: Vec<ValType>,
    free: Vec<Local>,
    depth: u32,
    code: Vec<u8>,
    /// A `local.set` and the length of the code before and after it.
    last_set: Option<(Local, usize, usize)>,
}

impl FuncBuilder {
    /// An empty function with these parameters.
    pub fn new(params: &[ValType]) -> Self {
        Self {
            params: params.to_vec(),
            locals: Vec::new(),
            free: Vec::new(),
            depth: 0,
            code: Vec::new(),
            last_set: None,
        }
    }

    /// The parameter at `position`.
    pub fn param(&self, position: usize) -> Local {
        Local {
            index: index(position),
            ty: self.params[position],
        }
    }

    /// All parameters in order.
    pub fn params(&self) -> Vec<Local> {
        (0..self.params.len())
            .map(|position| self.param(position))
            .collect()
    }

    /// A local of type `ty` that holds nothing in particular: it may have been used before.
    pub fn local(&mut self, ty: ValType) -> Local {
        if let Some(position) = self.free.iter().rposition(|local| local.ty == ty) {
            return self.free.swap_remove(position);
        }
        let index = index(self.params.len() + self.locals.len());
        self.locals.push(ty);
        Local { index, ty }
    }

    /// Gives `local` back, for a later [`FuncBuilder::local`] to hand out again.
    ///
    /// Freeing is about the size of the frame only, so a local that lives as long as its function need not be freed.
    pub fn free(&mut self, local: Local) {
        assert!(
            !self.is_param(local),
            "only locals are freed, and {local:?} is a parameter"
        );
        assert!(!self.free.contains(&local), "{local:?} is freed once");
        self.free.push(local);
    }

    /// Whether `local` is a parameter.
    pub fn is_param(&self, local: Local) -> bool {
        (local.index as usize) < self.params.len()
    }

    /// Appends instructions other than the structured ones.
    pub fn ins(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.code)
    }

    /// `local.get`; right after a `local.set` of the same local, both are one `local.tee`.
    pub fn get(&mut self, local: Local) -> &mut Self {
        match self.last_set.take() {
            Some((set, start, end)) if set == local && end == self.code.len() => {
                self.code.truncate(start);
                self.ins().local_tee(local.index);
            }
            _ => _ = self.ins().local_get(local.index),
        }
        self
    }

    /// `local.get` of each, in order.
    pub fn get_all(&mut self, locals: &[Local]) -> &mut Self {
        for &local in locals {
            self.get(local);
        }
        self
    }

    /// `local.set`
    pub fn set(&mut self, local: Local) -> &mut Self {
        let start = self.code.len();
        self.ins().local_set(local.index);
        self.last_set = Some((local, start, self.code.len()));
        self
    }

    /// `local.tee`
    pub fn tee(&mut self, local: Local) -> &mut Self {
        self.ins().local_tee(local.index);
        self
    }

    /// Pops a `ty` into a local of its own.
    pub fn save(&mut self, ty: ValType) -> Local {
        let local = self.local(ty);
        self.set(local);
        local
    }

    /// Pops values of these types, the last one first, into locals of their own; gives them in the order of `types`.
    pub fn save_all(&mut self, types: &[ValType]) -> Vec<Local> {
        let locals: Vec<Local> = types.iter().map(|&ty| self.local(ty)).collect();
        for &local in locals.iter().rev() {
            self.set(local);
        }
        locals
    }

    /// `i32.const`, of the bits of `value`.
    pub fn u32_const(&mut self, value: u32) -> &mut Self {
        self.ins().i32_const(value.cast_signed());
        self
    }

    /// `i32.const`
    pub fn i32_const(&mut self, value: i32) -> &mut Self {
        self.ins().i32_const(value);
        self
    }

    /// `global.get`
    pub fn global_get(&mut self, global: GlobalIndex) -> &mut Self {
        self.ins().global_get(global.0);
        self
    }

    /// `global.set`
    pub fn global_set(&mut self, global: GlobalIndex) -> &mut Self {
        self.ins().global_set(global.0);
        self
    }

    /// `call`
    pub fn call(&mut self, func: FuncIndex) -> &mut Self {
        self.ins().call(func.0);
        self
    }

    /// Opens a block; a branch to it goes to its end.
    pub fn block(&mut self, ty: BlockType) -> Label {
        self.ins().block(ty);
        self.open()
    }

    /// Opens a loop; a branch to it goes to its start.
    pub fn loop_(&mut self, ty: BlockType) -> Label {
        self.ins().loop_(ty);
        self.open()
    }

    /// Opens an `if` without a name; it consumes an `i32`.
    pub fn if_(&mut self, ty: BlockType) -> &mut Self {
        self.ins().if_(ty);
        self.depth += 1;
        self
    }

    /// Goes on to the second half of the innermost `if`.
    pub fn else_(&mut self) -> &mut Self {
        self.ins().else_();
        self
    }

    /// Opens a `try_table` whose exceptions, all of them, go to `catch` without a value.
    pub fn try_table_catch_all(&mut self, ty: BlockType, catch: Label) -> Label {
        let label = self.relative(catch);
        self.ins().try_table(ty, [Catch::All { label }]);
        self.open()
    }

    /// Closes the innermost block.
    pub fn end(&mut self) -> &mut Self {
        self.depth = self.depth.checked_sub(1).expect("every end closes a block");
        self.ins().end();
        self
    }

    /// `br`
    pub fn br(&mut self, label: Label) -> &mut Self {
        let depth = self.relative(label);
        self.ins().br(depth);
        self
    }

    /// `br_if`
    pub fn br_if(&mut self, label: Label) -> &mut Self {
        let depth = self.relative(label);
        self.ins().br_if(depth);
        self
    }

    /// `br_table`
    pub fn br_table(&mut self, labels: &[Label], default: Label) -> &mut Self {
        let depths: Vec<u32> = labels.iter().map(|&label| self.relative(label)).collect();
        let default = self.relative(default);
        self.ins().br_table(depths, default);
        self
    }

    /// The finished body.
    pub fn finish(mut self) -> Function {
        assert_eq!(self.depth, 0, "every block is closed");
        self.ins().end();
        let mut function = Function::new_with_locals_types(self.locals);
        function.raw(self.code);
        function
    }

    fn open(&mut self) -> Label {
        self.depth += 1;
        Label(self.depth)
    }

    fn relative(&self, label: Label) -> u32 {
        self.depth
            .checked_sub(label.0)
            .expect("a branch names a block that is still open")
    }
}

/// The memory operand of an access of `1 << align_log2` bytes at `offset` in `memory`.
pub fn memarg(memory: MemoryIndex, offset: u32, align_log2: u32) -> MemArg {
    MemArg {
        offset: offset.into(),
        align: align_log2,
        memory_index: memory.0,
    }
}

fn index(position: usize) -> u32 {
    u32::try_from(position).expect("fewer than 2^32 locals")
}
