//! Where emitted functions go.

use crate::opts::{FuncIndex, TypeIndex};
use wasm_encoder::{Function, ValType};

/// The module under construction, as far as code generation needs it.
///
/// A function is declared before it is defined, so that its final index can be called while its own body,
/// or the body of a function it calls, is still being written. Every declared function is defined once.
pub trait CodeSink {
    /// The index of the core function type `params -> results`.
    fn func_type(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex;

    /// Reserves the next function index for a function of type `ty`; `name` goes into the name section.
    fn declare(&mut self, name: &str, ty: TypeIndex) -> FuncIndex;

    /// Gives a declared function its body.
    fn define(&mut self, func: FuncIndex, body: Function);
}
