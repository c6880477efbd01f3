//! The canonical built-ins of tasks, waitables and streams that the fused module imports.
//!
//! Nothing here asks for more of the host than the base of the component model's async features.

use super::Wrapper;
use super::core::encoding;
use crate::graph::LiftId;
use fuse_async::HostFunc;
use wasm_encoder::{CanonicalOption, ValType};

impl Wrapper<'_, '_> {
    /// A built-in that the runtime calls.
    pub(super) fn host_func(&mut self, func: HostFunc) -> u32 {
        match func {
            HostFunc::SetNew => self.out().waitable_set_new(),
            HostFunc::SetWait => {
                let memory = self.runtime_memory();
                self.out().waitable_set_wait(false, memory)
            }
            HostFunc::SetPoll => {
                let memory = self.runtime_memory();
                self.out().waitable_set_poll(false, memory)
            }
            HostFunc::SetDrop => self.out().waitable_set_drop(),
            HostFunc::Join => self.out().waitable_join(),
            HostFunc::SubtaskCancel => self.out().subtask_cancel(false),
            HostFunc::SubtaskDrop => self.out().subtask_drop(),
            HostFunc::TaskCancel => self.out().task_cancel(),
            HostFunc::ThreadYield => self.out().thread_yield(false),
            HostFunc::ContextGet => self.out().context_get(ValType::I32, 0),
            HostFunc::ContextSet => self.out().context_set(ValType::I32, 0),
            HostFunc::StreamNew => {
                let ty = self.unit_stream();
                self.out().stream_new(ty)
            }
            HostFunc::StreamRead => {
                let ty = self.unit_stream();
                self.out().stream_read(ty, [CanonicalOption::Async])
            }
            HostFunc::StreamWrite => {
                let ty = self.unit_stream();
                self.out().stream_write(ty, [CanonicalOption::Async])
            }
            HostFunc::StreamDropReadable => {
                let ty = self.unit_stream();
                self.out().stream_drop_readable(ty)
            }
            HostFunc::StreamDropWritable => {
                let ty = self.unit_stream();
                self.out().stream_drop_writable(ty)
            }
        }
    }

    /// `task.return` with the result type and the options of an exported function: the host holds them equal to those of the lift.
    pub(super) fn task_return(&mut self, id: LiftId) -> u32 {
        let graph = self.graph;
        let lift = &graph.lifts[id];
        let result = self.structural_optional(graph.types.func(lift.ty).result);
        let mut options = vec![encoding(lift.opts.encoding)];
        options.extend(
            lift.opts
                .memory
                .map(|def| CanonicalOption::Memory(self.memory(def))),
        );
        self.out().task_return(result, options)
    }

    pub(super) fn runtime_memory(&mut self) -> u32 {
        self.memory(self.graph.runtime_memory())
    }

    /// The type `stream`, without an element.
    fn unit_stream(&mut self) -> u32 {
        if let Some(known) = self.unit_stream {
            return known;
        }
        let (index, encoder) = self.out().type_defined(None);
        encoder.stream(None);
        self.unit_stream = Some(index);
        index
    }
}
