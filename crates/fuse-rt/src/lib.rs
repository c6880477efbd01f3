//! The runtime of [`fuse_handles`] and [`fuse_async`], compiled to wasm: `cargo xtask build-rt`.
//!
//! Natively this crate is empty. As a wasm module it exports every [`Intrinsic`](fuse_handles::Intrinsic) of the one and
//! [`Intrinsic`](fuse_async::Intrinsic) of the other, imports the functions that trap, one for each reason, and what the asynchronous
//! runtime calls, and works in its own memory, where nothing else lies: no stack, no data, no allocator.

#![cfg_attr(target_family = "wasm", no_std)]

#[cfg(target_family = "wasm")]
mod export;
#[cfg(target_family = "wasm")]
mod memory;
#[cfg(target_family = "wasm")]
mod tasks;
#[cfg(target_family = "wasm")]
mod trap;
#[cfg(target_family = "wasm")]
mod world;

#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
