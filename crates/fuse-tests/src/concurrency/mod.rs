//! Runs a component composed and fused under one script of an embedder that calls, answers and gives up when it likes.
//!
//! The guest is always the same: three instances of an actor, a component that runs programs of small operations, each
//! the peer of the one before it (`guest`, `program`). A `case` is their programs and a script for the host. The
//! host records everything that it sees and lets nothing happen that the script does not say (`drive`): it starts
//! calls, answers those of its own functions, reads and writes by its ends of streams and futures (`ends`), and in
//! between drives the event loop until nothing moves. Two traces of the same case are alike (`trace`) or fusion has
//! changed something.

pub mod case;
mod copying;
mod drive;
mod element;
mod ends;
mod guest;
mod host;
mod passes;
mod program;
pub mod trace;

use anyhow::bail;
use case::Case;
use guest::Needs;
use host::Host;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use trace::Trace;
use wasmparser::{Parser, Payload};
use wasmtime::component::Component;

/// The host, and the two forms of every guest that a case has needed.
pub struct Stage {
    host: Host,
    guests: Mutex<HashMap<Needs, Guest>>,
}

/// The two forms of a guest.
#[derive(Clone)]
struct Guest {
    composed: Component,
    /// The message says why there is none.
    fused: Result<Component, Arc<str>>,
}

impl Stage {
    /// A stage on which nothing has been run.
    ///
    /// # Errors
    ///
    /// If the machine cannot be compiled for.
    pub fn new() -> anyhow::Result<Stage> {
        Ok(Stage {
            host: Host::new()?,
            guests: Mutex::default(),
        })
    }

    /// What there is to see when the case runs composed.
    ///
    /// # Errors
    ///
    /// If the guest cannot be made.
    pub fn composed(&self, case: &Case) -> anyhow::Result<Trace> {
        let guest = self.guest(case.needs)?;
        drive::run(&self.host, &guest.composed, case)
    }

    /// What there is to see when the case runs fused.
    ///
    /// # Errors
    ///
    /// If the guest cannot be made, or fused.
    pub fn fused(&self, case: &Case) -> anyhow::Result<Trace> {
        match self.guest(case.needs)?.fused {
            Ok(fused) => drive::run(&self.host, &fused, case),
            Err(reason) => bail!("the guest does not fuse: {reason}"),
        }
    }

    fn guest(&self, needs: Needs) -> anyhow::Result<Guest> {
        // A case that panics has not left a guest half made.
        let mut guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(guest) = guests.get(&needs) {
            return Ok(guest.clone());
        }
        let bytes = guest::compose(needs)?;
        let guest = Guest {
            composed: self.host.compile(&bytes)?,
            fused: self
                .fuse(&bytes)
                .map_err(|error| format!("{error:#}").into()),
        };
        guests.insert(needs, guest.clone());
        Ok(guest)
    }

    fn fuse(&self, composed: &[u8]) -> anyhow::Result<Component> {
        let fused = fuse_core::fuse(composed, &fuse_core::Options::default())?.bytes;
        // A component that is left inside would run as it does composed.
        for payload in Parser::new(0).parse_all(&fused) {
            if matches!(payload?, Payload::ComponentSection { .. }) {
                bail!("there is a component in the fused one");
            }
        }
        self.host.compile(&fused)
    }
}
