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
    }
}

/// The value, or a trap.
#[inline(always)]
pub fn unwrap<T>(result: Result<T, Trap>) -> T {
    match result {
        Ok(value) => value,
        Err(Trap::UnknownHandle) => import::unknown_handle(),
        Err(Trap::WrongHandleType) => import::wrong_handle_type(),
        Err(Trap::NotOwned) => import::not_owned(),
        Err(Trap::Lent) => import::lent(),
        Err(Trap::HeldHandle) => import::held_handle(),
        Err(Trap::TooManyHandles) => import::too_many_handles(),
    }
}
