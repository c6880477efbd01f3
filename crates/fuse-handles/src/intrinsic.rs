//! The functions that the compiled runtime exports and imports, by name and signature.

/// A function that the compiled runtime exports. All parameters and results are `i32` unless said otherwise.
///
/// `table` is the address of a [table header](crate::rt::layout); `tag` the [tag](crate::rt::layout::own_tag) of owned handles of the
/// resource type that is meant; `index` a handle.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Intrinsic {
    /// `(table, tag, rep) -> index`: adds an owned handle.
    OwnAdd,
    /// `(table, tag, index) -> rep`: removes an owned handle that is not lent (CanonicalABI, `lift_own`).
    OwnTake,
    /// `(src_table, dst_table, tag, index) -> index`: moves an owned handle that is not lent to another table.
    OwnMove,
    /// `(table, tag, index) -> rep`: reads a handle, owned or borrowed.
    Rep,
    /// `(table, tag, index) -> rep`: as `Rep`, and counts a lend if the handle is owned, until `LendsEnd` (CanonicalABI, `lift_borrow`).
    Lend,
    /// `() -> mark`: how many lends are outstanding.
    Lends,
    /// `(mark)`: ends the lends made since `Lends` gave `mark`.
    LendsEnd,
    /// `(table, tag, rep) -> index`: adds a borrowed handle and counts it in the table's `borrows` (CanonicalABI, `lower_borrow`).
    BorrowAdd,
    /// `(table, tag, index) -> i64`: removes a handle (CanonicalABI, *canon resource.drop*). For an owned one the result is
    /// `1 << 32 | rep`; for a borrowed one it is the host's handle that has to be dropped with it, or 0.
    Drop,
    /// `(table, tag, handle) -> index`: adds an owned handle that the host gave by its own index `handle`, which must not be held yet.
    HostOwnEnter,
    /// `(table, tag, handle) -> index`: the same for a borrowed handle, which is dropped together with ours.
    HostBorrowEnter,
    /// `(table, tag, index) -> handle`: removes an owned handle of the host's that is not lent, and gives the host's own index.
    HostOwnLeave,
    /// `(table, tag, index) -> handle`: gives the host's own index for an owned handle that is not lent; it is lent, and removed when the host
    /// has started the call that it is passed to.
    HostOwnOffer,
    /// `(handle)`: forgets that a handle of the host's is held.
    HostRelease,
    /// `(address, ours, theirs)`: remembers that the word at `address` of a guest memory is to be `theirs` while the host looks, then
    /// `ours` again.
    Stash,
    /// `(old, old_size, align, new_size) -> address`: what copies into the runtime's memory call as `realloc`. All blocks are kept in a list
    /// until they are taken from there.
    ScratchRealloc,
    /// `() -> block`: takes the list, by the block allocated last, or 0.
    ScratchTake,
    /// `(block)`: frees a list that was taken.
    ScratchFree,
    /// `(old, old_size, align, new_size) -> address`: what the host calls as `realloc` of the runtime's memory.
    ResultRealloc,
    /// `(address, length)`: frees what a string or a list lies in that the host has allocated, if it has elements.
    ResultFree,
    /// `(table, length) -> index`: adds an error context; its debug message is the one block in the list, which is taken.
    ErrorContextNew,
    /// `(table, index) -> context`: the address of an [error context](crate::rt::layout::error_context).
    ErrorContextFind,
    /// `(src_table, dst_table, index) -> index`: adds another handle to an error context (CanonicalABI, `lift_error_context` and
    /// `lower_error_context`).
    ErrorContextCopy,
    /// `(table, index)`: *canon error-context.drop*.
    ErrorContextDrop,
}

impl Intrinsic {
    /// All of them.
    pub const ALL: [Intrinsic; 24] = [
        Intrinsic::OwnAdd,
        Intrinsic::OwnTake,
        Intrinsic::OwnMove,
        Intrinsic::Rep,
        Intrinsic::Lend,
        Intrinsic::Lends,
        Intrinsic::LendsEnd,
        Intrinsic::BorrowAdd,
        Intrinsic::Drop,
        Intrinsic::HostOwnEnter,
        Intrinsic::HostBorrowEnter,
        Intrinsic::HostOwnLeave,
        Intrinsic::HostOwnOffer,
        Intrinsic::HostRelease,
        Intrinsic::Stash,
        Intrinsic::ScratchRealloc,
        Intrinsic::ScratchTake,
        Intrinsic::ScratchFree,
        Intrinsic::ResultRealloc,
        Intrinsic::ResultFree,
        Intrinsic::ErrorContextNew,
        Intrinsic::ErrorContextFind,
        Intrinsic::ErrorContextCopy,
        Intrinsic::ErrorContextDrop,
    ];

    /// The name under which the compiled runtime exports it.
    pub fn name(self) -> &'static str {
        match self {
            Intrinsic::OwnAdd => "own-add",
            Intrinsic::OwnTake => "own-take",
            Intrinsic::OwnMove => "own-move",
            Intrinsic::Rep => "rep",
            Intrinsic::Lend => "lend",
            Intrinsic::Lends => "lends",
            Intrinsic::LendsEnd => "lends-end",
            Intrinsic::BorrowAdd => "borrow-add",
            Intrinsic::Drop => "drop",
            Intrinsic::HostOwnEnter => "host-own-enter",
            Intrinsic::HostBorrowEnter => "host-borrow-enter",
            Intrinsic::HostOwnLeave => "host-own-leave",
            Intrinsic::HostOwnOffer => "host-own-offer",
            Intrinsic::HostRelease => "host-release",
            Intrinsic::Stash => "stash",
            Intrinsic::ScratchRealloc => "scratch-realloc",
            Intrinsic::ScratchTake => "scratch-take",
            Intrinsic::ScratchFree => "scratch-free",
            Intrinsic::ResultRealloc => "result-realloc",
            Intrinsic::ResultFree => "result-free",
            Intrinsic::ErrorContextNew => "error-context-new",
            Intrinsic::ErrorContextFind => "error-context-find",
            Intrinsic::ErrorContextCopy => "error-context-copy",
            Intrinsic::ErrorContextDrop => "error-context-drop",
        }
    }

    /// How many `i32` parameters it has.
    pub fn params(self) -> usize {
        match self {
            Intrinsic::Lends | Intrinsic::ScratchTake => 0,
            Intrinsic::LendsEnd | Intrinsic::HostRelease | Intrinsic::ScratchFree => 1,
            Intrinsic::ResultFree
            | Intrinsic::ErrorContextNew
            | Intrinsic::ErrorContextFind
            | Intrinsic::ErrorContextDrop => 2,
            Intrinsic::OwnMove | Intrinsic::ScratchRealloc | Intrinsic::ResultRealloc => 4,
            _ => 3,
        }
    }
}

/// Why the runtime traps; the compiled runtime imports a function that does not return for each.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trap {
    /// The index is of no handle.
    UnknownHandle,
    /// The handle is of another type.
    WrongHandleType,
    /// The handle is borrowed where an owned one is needed.
    NotOwned,
    /// The handle is lent.
    Lent,
    /// The host gave a handle that is held already.
    HeldHandle,
    /// A table has as many handles as it may have, or the runtime's memory does not grow any more.
    TooManyHandles,
    /// The running task is not one that may return or be cancelled by a built-in.
    NotResolving,
    /// `task.return` was called with another type or other options than those of the running task.
    ResultType,
    /// The task has returned or was cancelled before.
    AlreadyResolved,
    /// The task still has handles that it borrowed.
    BorrowOutlivesTask,
    /// `task.cancel` without a cancellation that was delivered.
    NotCancelled,
    /// A task is at its end and has not returned.
    NotReturned,
    /// A callback returned no code that there is.
    CallbackCode,
    /// A task whose function is not of async type has to wait.
    CannotBlock,
    /// Everything that could go on waits for something that lies below it on the stack.
    Deadlock,
    /// A subtask is dropped whose resolution was not delivered, or cancelled whose resolution was.
    NotDelivered,
    /// A subtask is cancelled a second time.
    CancelledTwice,
    /// The waitable is in a set.
    InWaitableSet,
    /// A function waits on the stack for the waitable.
    Awaited,
    /// The waitable set has members, or a task waits on it.
    SetInUse,
    /// `backpressure.inc` or `backpressure.dec` once too often.
    Backpressure,
    /// The end of the stream or the future is in use, or there is nothing more to come.
    EndBusy,
    /// There is no copy to cancel.
    NotCopying,
    /// The writable end of a future is dropped before a value was written.
    FutureUnwritten,
    /// A component instance reads values other than numbers that it wrote itself.
    SameInstance,
}

impl Trap {
    /// All of them.
    pub const ALL: [Trap; 25] = [
        Trap::UnknownHandle,
        Trap::WrongHandleType,
        Trap::NotOwned,
        Trap::Lent,
        Trap::HeldHandle,
        Trap::TooManyHandles,
        Trap::NotResolving,
        Trap::ResultType,
        Trap::AlreadyResolved,
        Trap::BorrowOutlivesTask,
        Trap::NotCancelled,
        Trap::NotReturned,
        Trap::CallbackCode,
        Trap::CannotBlock,
        Trap::Deadlock,
        Trap::NotDelivered,
        Trap::CancelledTwice,
        Trap::InWaitableSet,
        Trap::Awaited,
        Trap::SetInUse,
        Trap::Backpressure,
        Trap::EndBusy,
        Trap::NotCopying,
        Trap::FutureUnwritten,
        Trap::SameInstance,
    ];

    /// The module name of the imports.
    pub const MODULE: &'static str = "trap";

    /// The name under which the compiled runtime imports the function that traps.
    pub fn name(self) -> &'static str {
        match self {
            Trap::UnknownHandle => "unknown-handle",
            Trap::WrongHandleType => "wrong-handle-type",
            Trap::NotOwned => "not-owned",
            Trap::Lent => "lent",
            Trap::HeldHandle => "held-handle",
            Trap::TooManyHandles => "too-many-handles",
            Trap::NotResolving => "not-resolving",
            Trap::ResultType => "result-type",
            Trap::AlreadyResolved => "already-resolved",
            Trap::BorrowOutlivesTask => "borrow-outlives-task",
            Trap::NotCancelled => "not-cancelled",
            Trap::NotReturned => "not-returned",
            Trap::CallbackCode => "callback-code",
            Trap::CannotBlock => "cannot-block",
            Trap::Deadlock => "deadlock",
            Trap::NotDelivered => "not-delivered",
            Trap::CancelledTwice => "cancelled-twice",
            Trap::InWaitableSet => "in-waitable-set",
            Trap::Awaited => "awaited",
            Trap::SetInUse => "set-in-use",
            Trap::Backpressure => "backpressure",
            Trap::EndBusy => "end-busy",
            Trap::NotCopying => "not-copying",
            Trap::FutureUnwritten => "future-unwritten",
            Trap::SameInstance => "same-instance",
        }
    }
}
