//! [`Emitter`]: what the emission of one whole fused module shares, above all the functions that adapters call.

use crate::func::FuncBuilder;
use crate::handles::Handles;
use crate::opts::{FuncIndex, TypeIndex};
use crate::sink::CodeSink;
use crate::strings::{self, Transcode};
use crate::translate::{Cost, Helper};
use crate::trap::TrapReason;
use crate::types::{DefId, TypeTable};
use std::collections::HashMap;
use wasm_encoder::{BlockType, ValType};

/// Emits canonical ABI code into one module; adapters made by the same emitter share their helpers.
pub struct Emitter<'a> {
    types: &'a TypeTable,
    sink: &'a mut dyn CodeSink,
    handles: &'a dyn Handles,
    traps: HashMap<TrapReason, FuncIndex>,
    transcoders: HashMap<Transcode, FuncIndex>,
    pub(crate) helpers: HashMap<Helper, FuncIndex>,
    pub(crate) costs: HashMap<DefId, Cost>,
}

impl<'a> Emitter<'a> {
    /// An emitter that appends what it makes to `sink`.
    pub fn new(types: &'a TypeTable, sink: &'a mut dyn CodeSink, handles: &'a dyn Handles) -> Self {
        Self {
            types,
            sink,
            handles,
            traps: HashMap::new(),
            transcoders: HashMap::new(),
            helpers: HashMap::new(),
            costs: HashMap::new(),
        }
    }

    /// The types that code is emitted for.
    pub fn types(&self) -> &'a TypeTable {
        self.types
    }

    /// What writes the code that handles need.
    pub(crate) fn handles(&self) -> &'a dyn Handles {
        self.handles
    }

    /// Makes `stub`, which is to trap for `reason`, the function that [`Emitter::trap`] gives for it.
    pub fn use_trap(&mut self, reason: TrapReason, stub: FuncIndex) {
        self.traps.insert(reason, stub);
    }

    /// The index of the core function type `params -> results`, for blocks and indirect calls.
    pub fn func_type(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex {
        self.sink.func_type(params, results)
    }

    /// Reserves a function `params -> results` that the name section calls `name`.
    pub fn declare(&mut self, name: &str, params: &[ValType], results: &[ValType]) -> FuncIndex {
        let ty = self.sink.func_type(params, results);
        self.sink.declare(name, ty)
    }

    /// Gives a declared function its body.
    pub fn define(&mut self, func: FuncIndex, body: FuncBuilder) {
        self.sink.define(func, body.finish());
    }

    /// The function that traps for `reason`: a `call` of it never returns, which the caller says by `unreachable`.
    pub fn trap(&mut self, reason: TrapReason) -> FuncIndex {
        if let Some(&stub) = self.traps.get(&reason) {
            return stub;
        }
        let stub = self.declare(&format!("[trap] {reason}"), &[], &[]);
        let mut f = FuncBuilder::new(&[]);
        f.ins().unreachable();
        self.define(stub, f);
        self.traps.insert(reason, stub);
        stub
    }

    /// Traps for `reason`; what follows is not reached.
    pub fn trap_always(&mut self, f: &mut FuncBuilder, reason: TrapReason) {
        f.call(self.trap(reason)).ins().unreachable();
    }

    /// Pops an `i32` and traps for `reason` unless it is zero.
    pub fn trap_if(&mut self, f: &mut FuncBuilder, reason: TrapReason) {
        f.if_(BlockType::Empty);
        self.trap_always(f, reason);
        f.end();
    }

    /// The function that copies a string as `key` says.
    pub fn transcoder(&mut self, key: Transcode) -> FuncIndex {
        if let Some(&transcoder) = self.transcoders.get(&key) {
            return transcoder;
        }
        let transcoder = strings::emit(self, key);
        self.transcoders.insert(key, transcoder);
        transcoder
    }
}
