//! How much linear memory the calls of a benchmark's fixture need, when there are few and when there are many.

use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, ResourceLimiter, Store};

/// After so many calls there is room for all that one call needs.
const FEW: u32 = 1000;

/// Bytes of all linear memories of a component.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Sizes {
    /// After a thousand calls.
    pub few: usize,
    /// After as many calls more as were asked for.
    pub many: usize,
}

/// Counts the bytes of all memories of a store.
#[derive(Default)]
struct Meter {
    bytes: usize,
}

impl ResourceLimiter for Meter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.bytes += desired - current;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

/// Makes `calls` calls with values of `size` in `component`, which exports the function `run` of a fixture.
///
/// # Errors
///
/// If it is not such a component, or traps.
pub fn sizes(engine: &Engine, component: &[u8], size: u32, calls: u32) -> anyhow::Result<Sizes> {
    let component = Component::from_binary(engine, component)?;
    let mut store = Store::new(engine, Meter::default());
    store.limiter(|meter| meter);
    let instance = Linker::new(engine).instantiate(&mut store, &component)?;
    let run = instance.get_typed_func::<(u32, u32), (u32,)>(&mut store, "run")?;
    run.call(&mut store, (FEW, size))?;
    let few = store.data().bytes;
    run.call(&mut store, (calls, size))?;
    let many = store.data().bytes;
    Ok(Sizes { few, many })
}
