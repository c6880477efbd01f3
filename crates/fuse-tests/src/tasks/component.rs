//! The component on the host, composed or fused.

use super::guest::Root;
use super::op::Op;
use super::player::Player;
use super::trace::{Ask, End, Trace};
use anyhow::{Context as _, Result};
use std::panic::{self, AssertUnwindSafe};
use tokio::runtime::{Builder, Runtime};
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{Config, Engine, Store, StoreContextMut, Trap};

/// How much a run may do, in the host's own units: one that takes more does not end.
const FUEL: u64 = 1 << 28;

/// A component, ready to be instantiated for each script.
pub struct Puppets {
    pre: InstancePre<Player>,
    root: Root,
    runtime: Runtime,
}

/// The host, for both forms of the component.
pub fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config
        .wasm_component_model_async(true)
        .wasm_component_model_more_async_builtins(true)
        .wasm_multi_memory(true)
        .consume_fuel(true);
    Ok(Engine::new(&config)?)
}

impl Puppets {
    /// Compiles a form of the component.
    pub fn new(engine: &Engine, root: Root, component: &[u8]) -> Result<Puppets> {
        let component = Component::new(engine, component)?;
        let mut linker = Linker::new(engine);
        linker.root().func_wrap("step", step)?;
        linker.root().func_wrap(
            "note",
            |mut store: StoreContextMut<'_, Player>, (rep,): (u32,)| {
                store.data_mut().note(rep);
                Ok(())
            },
        )?;
        Ok(Puppets {
            root,
            pre: linker.instantiate_pre(&component)?,
            runtime: Builder::new_current_thread()
                .build()
                .context("failed to start the host's event loop")?,
        })
    }

    /// Runs a script in an instance of its own.
    pub fn run(&self, script: &[Op]) -> Trace {
        let mut store = Store::new(self.pre.engine(), Player::new(self.root, script));
        store.set_fuel(FUEL).expect("the engine counts");
        let result = panic::catch_unwind(AssertUnwindSafe(|| {
            self.runtime.block_on(async {
                let instance = self.pre.instantiate_async(&mut store).await?;
                let run = instance.get_typed_func::<(), (u32,)>(&mut store, "run")?;
                run.call_async(&mut store, ()).await
            })
        }));
        store.into_data().trace(|| match result {
            Ok(Ok(_)) => End::Returned,
            Ok(Err(error)) => end(&error),
            Err(_) => End::Panic,
        })
    }
}

/// A task asks.
fn step(
    mut store: StoreContextMut<'_, Player>,
    (who, why, x, y, sum): (u32, u32, u32, u32, u32),
) -> wasmtime::Result<(u64,)> {
    let ask = Ask {
        who,
        why,
        x,
        y,
        sum,
    };
    match store.data_mut().step(ask) {
        Some(op) => Ok((op.encode(),)),
        None => Err(wasmtime::Error::msg("the script is over")),
    }
}

/// What an error means for the run.
fn end(error: &wasmtime::Error) -> End {
    let text = format!("{error:?}");
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => End::Endless,
        Some(Trap::AsyncDeadlock) => End::Deadlock,
        _ if text.contains("deadlock") => End::Deadlock,
        _ => End::Trap(text),
    }
}
