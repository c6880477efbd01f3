//! The functions that trap, imported one by one so that a backtrace names the reason.

use fuse_handles::Trap;

/// They have the names that [`Trap::name`] gives, in the module [`Trap::MODULE`]; `cargo xtask build-rt` checks it.
mod import {
    #[link(wasm_import_module = "trap")]
    unsafe extern "C" {
        #[link_name = "unknown-handle"]
        pub safe fn unknown_handle() -> !;
        #[link_name = "wrong-handle-type"]
        pub safe fn wrong_handle_type() -> !;
        #[link_name = "not-owned"]
        pub safe fn not_owned() -> !;
        #[link_name = "lent"]
        pub safe fn lent() -> !;
        #[link_name = "held-handle"]
        pub safe fn held_handle() -> !;
        #[link_name = "too-many-handles"]
        pub safe fn too_many_handles() -> !;
        #[link_name = "not-resolving"]
        pub safe fn not_resolving() -> !;
        #[link_name = "result-type"]
        pub safe fn result_type() -> !;
        #[link_name = "already-resolved"]
        pub safe fn already_resolved() -> !;
        #[link_name = "borrow-outlives-task"]
        pub safe fn borrow_outlives_task() -> !;
        #[link_name = "not-cancelled"]
        pub safe fn not_cancelled() -> !;
        #[link_name = "not-returned"]
        pub safe fn not_returned() -> !;
        #[link_name = "callback-code"]
        pub safe fn callback_code() -> !;
        #[link_name = "cannot-block"]
        pub safe fn cannot_block() -> !;
        #[link_name = "deadlock"]
        pub safe fn deadlock() -> !;
        #[link_name = "not-delivered"]
        pub safe fn not_delivered() -> !;
        #[link_name = "cancelled-twice"]
        pub safe fn cancelled_twice() -> !;
        #[link_name = "in-waitable-set"]
        pub safe fn in_waitable_set() -> !;
        #[link_name = "awaited"]
        pub safe fn awaited() -> !;
        #[link_name = "set-in-use"]
        pub safe fn set_in_use() -> !;
        #[link_name = "backpressure"]
        pub safe fn backpressure() -> !;
        #[link_name = "end-busy"]
        pub safe fn end_busy() -> !;
        #[link_name = "not-copying"]
        pub safe fn not_copying() -> !;
        #[link_name = "future-unwritten"]
        pub safe fn future_unwritten() -> !;
        #[link_name = "same-instance"]
        pub safe fn same_instance() -> !;
    }
}

/// The value, or a trap.
#[inline(always)]
pub fn unwrap<T>(result: Result<T, Trap>) -> T {
    match result {
        Ok(value) => value,
        Err(trap) => raise(trap),
    }
}

/// As [`unwrap`], but shorter where there are many reasons.
#[inline(always)]
pub fn unwrap_any<T>(result: Result<T, Trap>) -> T {
    match result {
        Ok(value) => value,
        Err(trap) => raise_any(trap),
    }
}

#[cold]
#[inline(never)]
fn raise_any(trap: Trap) -> ! {
    raise(trap)
}

/// Traps.
#[inline(always)]
fn raise(trap: Trap) -> ! {
    match trap {
        Trap::UnknownHandle => import::unknown_handle(),
        Trap::WrongHandleType => import::wrong_handle_type(),
        Trap::NotOwned => import::not_owned(),
        Trap::Lent => import::lent(),
        Trap::HeldHandle => import::held_handle(),
        Trap::TooManyHandles => import::too_many_handles(),
        Trap::NotResolving => import::not_resolving(),
        Trap::ResultType => import::result_type(),
        Trap::AlreadyResolved => import::already_resolved(),
        Trap::BorrowOutlivesTask => import::borrow_outlives_task(),
        Trap::NotCancelled => import::not_cancelled(),
        Trap::NotReturned => import::not_returned(),
        Trap::CallbackCode => import::callback_code(),
        Trap::CannotBlock => import::cannot_block(),
        Trap::Deadlock => import::deadlock(),
        Trap::NotDelivered => import::not_delivered(),
        Trap::CancelledTwice => import::cancelled_twice(),
        Trap::InWaitableSet => import::in_waitable_set(),
        Trap::Awaited => import::awaited(),
        Trap::SetInUse => import::set_in_use(),
        Trap::Backpressure => import::backpressure(),
        Trap::EndBusy => import::end_busy(),
        Trap::NotCopying => import::not_copying(),
        Trap::FutureUnwritten => import::future_unwritten(),
        Trap::SameInstance => import::same_instance(),
    }
}
