//! The runtime: tasks, waitables and the scheduler, in a memory with 32-bit addresses.
//!
//! There is one function for each [`Intrinsic`](crate::Intrinsic), of the same name. They trust what the emitter computes (`instance`, `task`,
//! `tag`, `edge`); what a guest gives (`index`) is checked.
//!
//! On [`layout`] stand `queue`, `record` and `waitable`; `sched` lets one task go on, `block` and `host` are the two loops that call it.

mod block;
mod call;
mod cancel;
mod end;
mod event;
mod future;
mod gate;
mod host;
pub mod layout;
mod lends;
mod queue;
mod record;
mod sched;
mod set;
mod stream;
mod subtask;
mod task;
mod waitable;
mod world;

pub use block::thread_yield;
pub use call::{call_end, call_wait, sync_end, sync_enter};
pub use end::{copy_cancel, end_drop, end_move, pair_new};
pub use future::future_copy;
pub use gate::{backpressure_dec, backpressure_inc, task_enter};
pub use host::call::{host_call_await, host_call_end};
pub use host::end::{end_cancelled, end_copied, end_give, end_promote, end_take};
pub use host::root::{export_enter, export_leave, root_end, root_event, root_new, root_wait};
pub use lends::lends_keep;
pub use set::{join, set_drop, set_new, set_poll, set_wait};
pub use stream::stream_copy;
pub use subtask::{subtask_cancel, subtask_cancel_async, subtask_drop};
pub use task::{
    args_alloc, sync_task_enter, sync_task_leave, task_cancel, task_new, task_release,
    task_resolve, task_returning, task_start,
};
pub use world::World;
