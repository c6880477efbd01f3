//! How much memory the calls of a benchmark's fixture need, when there are few and when there are many.

use std::fs;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, ResourceLimiter, Store};

/// After so many calls there is room for all that one call needs.
const FEW: u32 = 1000;

/// Bytes that a component needs.
#[derive(Copy, Clone, Debug)]
pub struct Sizes {
    /// All linear memories after a thousand calls.
    pub few: usize,
    /// The same after as many calls more as were asked for.
    pub many: usize,
    /// By how much the process has grown meanwhile, on systems that tell.
    pub process_grown: Option<usize>,
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

/// Makes `calls` calls with values of `size`, in one task, in `component`, which exports the function `run` of a fixture.
///
/// # Errors
///
/// If it is not such a component, or traps.
pub fn sizes(engine: &Engine, component: &[u8], size: u32, calls: u32) -> anyhow::Result<Sizes> {
    let component = Component::from_binary(engine, component)?;
    let mut store = Store::new(engine, Meter::default());
    store.limiter(|meter| meter);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let linker = Linker::new(engine);
        let instance = linker.instantiate_async(&mut store, &component).await?;
        let run = instance.get_typed_func::<(u32, u32), (u32,)>(&mut store, "run")?;
        run.call_async(&mut store, (FEW, size)).await?;
        let few = store.data().bytes;
        let before = resident();
        run.call_async(&mut store, (calls, size)).await?;
        let many = store.data().bytes;
        let process_grown = resident()
            .zip(before)
            .map(|(after, before)| after.saturating_sub(before));
        Ok(Sizes {
            few,
            many,
            process_grown,
        })
    })
}

/// Bytes of this process that are in memory; none on systems without the file that says so.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes = line.split_whitespace().nth(1)?;
    Some(kilobytes.parse::<usize>().ok()? << 10)
}
