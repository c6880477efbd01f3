//! The reasons for which emitted code traps, each a function whose name is all that a backtrace can show.

use std::fmt;

/// Why emitted code traps.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum TrapReason {
    /// A lower ran while its instance may not be left.
    CannotLeave,
    /// A lift ran while its instance may not be entered.
    CannotEnter,
    /// An exception reached the boundary between two instances.
    UncaughtException,
    /// A `char` above 0x10FFFF or in the surrogate range.
    InvalidChar,
    /// A discriminant that names no case.
    InvalidDiscriminant,
    /// A spilled parameters' or results' pointer is not aligned.
    UnalignedPointer,
    /// Spilled parameters or results reach beyond the end of memory.
    PointerOutOfBounds,
    /// A list's pointer is not aligned.
    UnalignedList,
    /// A list reaches beyond the end of memory.
    ListOutOfBounds,
    /// A list has more bytes than any list may have.
    ListTooLong,
    /// A string's pointer is not aligned.
    UnalignedString,
    /// A string reaches beyond the end of memory.
    StringOutOfBounds,
    /// A string has more bytes than any string may have.
    StringTooLong,
    /// A string is not valid in the UTF-8 its canonopts promise.
    InvalidUtf8,
    /// A string is not valid in the UTF-16 its canonopts promise.
    InvalidUtf16,
    /// What `realloc` returned is not aligned.
    UnalignedRealloc,
    /// What `realloc` returned reaches beyond the end of memory.
    ReallocOutOfBounds,
    /// An index is of no handle.
    UnknownHandle,
    /// A handle is of another type.
    WrongHandleType,
    /// A borrowed handle was passed as an owned one.
    NotOwned,
    /// A handle was moved or dropped while it is lent.
    Lent,
    /// A borrowed handle outlives the call that it was passed to.
    BorrowOutlivesCall,
    /// The host gave a handle that is held already.
    HeldHandle,
    /// A handle passed to the host lies where a pointer or a discriminant lies that leads to handles.
    HandlesOverlap,
    /// A table is full.
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
    /// More elements of a stream than there may be.
    BufferTooLong,
}

impl fmt::Display for TrapReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrapReason::CannotLeave => "cannot leave component instance",
            TrapReason::CannotEnter => "cannot enter component instance",
            TrapReason::UncaughtException => "uncaught exception",
            TrapReason::InvalidChar => "invalid char",
            TrapReason::InvalidDiscriminant => "invalid variant discriminant",
            TrapReason::UnalignedPointer => "unaligned pointer",
            TrapReason::PointerOutOfBounds => "pointer out of bounds",
            TrapReason::UnalignedList => "unaligned list",
            TrapReason::ListOutOfBounds => "list out of bounds",
            TrapReason::ListTooLong => "list too long",
            TrapReason::UnalignedString => "unaligned string",
            TrapReason::StringOutOfBounds => "string out of bounds",
            TrapReason::StringTooLong => "string too long",
            TrapReason::InvalidUtf8 => "invalid utf-8",
            TrapReason::InvalidUtf16 => "invalid utf-16",
            TrapReason::UnalignedRealloc => "unaligned realloc result",
            TrapReason::ReallocOutOfBounds => "realloc result out of bounds",
            TrapReason::UnknownHandle => "unknown handle index",
            TrapReason::WrongHandleType => "handle index used with the wrong type",
            TrapReason::NotOwned => "cannot pass a borrowed handle as an owned one",
            TrapReason::Lent => "cannot remove a handle while it is lent",
            TrapReason::BorrowOutlivesCall => "borrow handles still remain at the end of the call",
            TrapReason::HeldHandle => "handle of the host is held already",
            TrapReason::HandlesOverlap => "handles overlap what leads to handles",
            TrapReason::TooManyHandles => "too many handles",
            TrapReason::NotResolving => {
                "`task.return` or `task.cancel` of a function that was not lifted with `async`"
            }
            TrapReason::ResultType => "`task.return` with another type or options than the task's",
            TrapReason::AlreadyResolved => "the task has returned already",
            TrapReason::BorrowOutlivesTask => "borrow handles still remain when the task returns",
            TrapReason::NotCancelled => "`task.cancel` of a task that was not cancelled",
            TrapReason::NotReturned => "the task ended without a call of `task.return`",
            TrapReason::CallbackCode => "invalid callback code",
            TrapReason::CannotBlock => "cannot block a synchronous task before it returns",
            TrapReason::Deadlock => "deadlock of functions that block on one stack",
            TrapReason::NotDelivered => "the subtask has not resolved, or has been told so",
            TrapReason::CancelledTwice => "the subtask was cancelled before",
            TrapReason::InWaitableSet => "the waitable is in a waitable set",
            TrapReason::Awaited => "another function waits for the waitable",
            TrapReason::SetInUse => "the waitable set has members or waiters",
            TrapReason::Backpressure => "backpressure counter out of range",
            TrapReason::EndBusy => "the end of the stream or future is busy or done",
            TrapReason::NotCopying => "there is no copy to cancel",
            TrapReason::FutureUnwritten => {
                "the writable end of a future is dropped before a value was written"
            }
            TrapReason::SameInstance => "a component instance reads what it wrote itself",
            TrapReason::BufferTooLong => "buffer too long",
        })
    }
}
