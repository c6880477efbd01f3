//! Canonical definitions: lifts, lowers and built-ins with their options.

use super::instantiate::Interpreter;
use super::items::FrameId;
use super::trim;
use super::types::TypeReader;
use super::{Builtin, CoreDef, FuncDef, GraphOpts, Lift, Lower};
use crate::error::Result;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::FuncTypeId;
use wasmparser::component_types::ComponentAnyTypeId;
use wasmparser::{CanonicalFunction, CanonicalOption};

impl<'a> Interpreter<'a> {
    pub(super) fn canon(&mut self, frame: FrameId, canon: &'a CanonicalFunction) -> Result<()> {
        let owner = self.frames[frame].instance;
        match canon {
            CanonicalFunction::Lift {
                core_func_index,
                type_index,
                options,
            } => {
                let ComponentAnyTypeId::Func(id) =
                    self.types(frame).component_any_type_at(*type_index)
                else {
                    unreachable!("the lift was validated")
                };
                let ty = self.func_type(frame, id);
                let func = self.frames[frame].core.funcs[*core_func_index as usize];
                let mut opts = self.opts(frame, self.passes(ty), options)?;
                trim::lift(&self.graph.types, ty, &mut opts);
                let lift = self.graph.lifts.push(Lift {
                    owner,
                    func,
                    ty,
                    opts,
                });
                self.frames[frame].funcs.push(FuncDef::Lift(lift));
            }
            CanonicalFunction::Lower {
                func_index,
                options,
            } => {
                let callee = self.frames[frame].funcs[*func_index as usize];
                let id = self.types(frame).component_function_at(*func_index);
                let ty = self.func_type(frame, id);
                let mut opts = self.opts(frame, self.passes(ty), options)?;
                trim::lower(&self.graph.types, ty, &mut opts);
                let core_ty = self.next_core_type(frame);
                let lower = self.graph.lowers.push(Lower {
                    owner,
                    callee,
                    ty,
                    core_ty,
                    opts,
                });
                self.name_lower(frame, lower, *func_index);
                self.frames[frame].core.funcs.push(CoreDef::Lower(lower));
            }
            builtin => {
                let kind = self.builtin(frame, builtin)?;
                let core_ty = self.next_core_type(frame);
                let id = self.graph.builtins.push(Builtin {
                    owner,
                    kind,
                    core_ty,
                });
                self.frames[frame].core.funcs.push(CoreDef::Builtin(id));
            }
        }
        Ok(())
    }

    /// The type of the core function that is about to be defined.
    fn next_core_type(&self, frame: FrameId) -> wasmparser::types::CoreTypeId {
        let index = self.frames[frame].core.funcs.len() as u32;
        self.types(frame).as_ref().core_function_at(index)
    }

    fn func_type(
        &mut self,
        frame: FrameId,
        id: wasmparser::component_types::ComponentFuncTypeId,
    ) -> FuncTypeId {
        let types = self.types(frame);
        TypeReader {
            table: &mut self.graph.types,
            types,
            frame: &mut self.frames[frame],
        }
        .func(id)
    }

    /// Whether something is passed to or returned from a function of type `ty`.
    fn passes(&self, ty: FuncTypeId) -> bool {
        let func = self.graph.types.func(ty);
        !func.params.is_empty() || func.result.is_some()
    }

    /// Canonical options; `passes` is whether they say how values are passed.
    pub(super) fn opts(
        &self,
        frame: FrameId,
        passes: bool,
        options: &[CanonicalOption],
    ) -> Result<GraphOpts<'a>> {
        let core = &self.frames[frame].core;
        let func = |index: &u32| Some(core.funcs[*index as usize]);
        let mut opts = GraphOpts::default();
        for option in options {
            match option {
                CanonicalOption::UTF8 => opts.encoding = StringEncoding::Utf8,
                CanonicalOption::UTF16 => opts.encoding = StringEncoding::Utf16,
                CanonicalOption::CompactUTF16 => opts.encoding = StringEncoding::CompactUtf16,
                CanonicalOption::Memory(index) => {
                    self.check_memory(frame, *index)?;
                    opts.memory = Some(core.memories[*index as usize]);
                }
                CanonicalOption::Realloc(index) => opts.realloc = func(index),
                CanonicalOption::PostReturn(index) => opts.post_return = func(index),
                CanonicalOption::Callback(index) => opts.callback = func(index),
                CanonicalOption::Async => opts.async_ = true,
                // Where nothing is passed, the two forms of the canonical ABI are one.
                CanonicalOption::CoreType(_) | CanonicalOption::Gc => {
                    if passes {
                        return Err(self.unsupported(frame, "the GC form of the canonical ABI"));
                    }
                }
            }
        }
        Ok(opts)
    }

    pub(super) fn check_memory(&self, frame: FrameId, index: u32) -> Result<()> {
        let ty = self.types(frame).as_ref().memory_at(index);
        if ty.memory64 {
            return Err(self.unsupported(frame, "a 64-bit memory in canonical options"));
        }
        if ty.page_size_log2.is_some_and(|log2| log2 != 16) {
            return Err(
                self.unsupported(frame, "a custom page size of a memory in canonical options")
            );
        }
        Ok(())
    }
}
