//! Runs one component on the embedded wasmtime, with WASI 0.2 and 0.3, and keeps everything it lets be seen.
//!
//! Every oracle that needs WASI goes through [`Host`], so that a composed component and its fused form meet the same
//! engine, the same features and the same imports.

mod entry;
mod outcome;

use std::future::Future;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use wasmtime::component::{Component, Func, InstancePre, Linker, ResourceTable, Val};
use wasmtime::{Config, Engine, Store, Trap, WasmFeatures};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

pub use entry::Entry;
pub use outcome::{Ending, Outcome};

/// How much a program may print before the host calls it a failure.
const OUTPUT_LIMIT: usize = 64 << 20;

/// The configuration that every oracle compiles with: all that the component model's proposals need, for speed.
#[must_use]
pub fn config() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model_async(true)
        .wasm_component_model_async_stackful(true)
        .wasm_component_model_more_async_builtins(true)
        .wasm_component_model_error_context(true)
        .wasm_component_model_fixed_length_lists(true)
        .wasm_component_model_map(true)
        .wasm_component_model_threading(true)
        .wasm_multi_memory(true)
        .wasm_memory64(true)
        .wasm_tail_call(true)
        .wasm_function_references(true)
        .wasm_gc(true)
        .wasm_exceptions(true)
        .wasm_wide_arithmetic(true)
        .wasm_features(WasmFeatures::CUSTOM_PAGE_SIZES, true)
        .cranelift_opt_level(wasmtime::OptLevel::Speed);
    config
}

/// What a program is given.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// What is called.
    pub entry: Entry,
    /// The arguments, the program's name first.
    pub args: Vec<String>,
    /// The environment.
    pub env: Vec<(String, String)>,
    /// Folders of the machine, and the names under which the program sees them.
    pub dirs: Vec<(PathBuf, String)>,
    /// What the program reads from its standard input.
    pub stdin: Vec<u8>,
}

impl Invocation {
    /// Calls `entry` of a program that is told nothing but its name.
    #[must_use]
    pub fn new(entry: Entry) -> Invocation {
        Invocation {
            entry,
            args: vec!["program".into()],
            env: Vec::new(),
            dirs: Vec::new(),
            stdin: Vec::new(),
        }
    }
}

/// An engine, with WASI in its linker and a thread to drive what is asynchronous.
pub struct Host {
    engine: Engine,
    linker: Linker<State>,
    runtime: tokio::runtime::Runtime,
    limit: Option<Duration>,
}

/// A component that the engine has compiled and whose imports the linker has.
pub struct Program {
    component: Component,
    instance: InstancePre<State>,
    /// How long compilation took.
    pub compile: Duration,
}

struct State {
    wasi: WasiCtx,
    table: ResourceTable,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl Host {
    /// A host whose programs may run for as long as they like, at full speed.
    ///
    /// # Errors
    ///
    /// If the machine cannot be compiled for, or has no threads or sockets left.
    pub fn new() -> Result<Host> {
        Host::with_config(&config(), None)
    }

    /// A host that stops a program after `limit`; finding out whether to stop costs the program a little time.
    ///
    /// # Errors
    ///
    /// As for [`Host::new`].
    pub fn with_limit(limit: Duration) -> Result<Host> {
        let mut config = config();
        config.epoch_interruption(true);
        Host::with_config(&config, Some(limit))
    }

    fn with_config(config: &Config, limit: Option<Duration>) -> Result<Host> {
        let engine = Engine::new(config)?;
        let mut linker = Linker::new(&engine);
        wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
        wasmtime_wasi::p3::add_to_linker(&mut linker)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("failed to start the host's event loop")?;
        Ok(Host {
            engine,
            linker,
            runtime,
            limit,
        })
    }

    /// Compiles `component` and finds its imports.
    ///
    /// # Errors
    ///
    /// If it is not valid, or imports something that is neither WASI 0.2 nor WASI 0.3.
    pub fn load(&self, component: &[u8]) -> Result<Program> {
        let start = Instant::now();
        let component = Component::from_binary(&self.engine, component)?;
        let compile = start.elapsed();
        let instance = self.linker.instantiate_pre(&component)?;
        Ok(Program {
            component,
            instance,
            compile,
        })
    }

    /// Instantiates `program` and calls its entry once.
    ///
    /// # Errors
    ///
    /// If the program cannot be called as `invocation` says. That it traps is not an error but an [`Outcome`].
    pub fn run(&self, program: &Program, invocation: &Invocation) -> Result<Outcome> {
        let export = invocation.entry.find(&self.engine, &program.component)?;
        let stdout = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let stderr = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let wasi = wasi(invocation, &stdout, &stderr)?;
        let mut store = Store::new(
            &self.engine,
            State {
                wasi,
                table: ResourceTable::new(),
            },
        );
        if self.limit.is_some() {
            store.set_epoch_deadline(1);
        }
        let mut instantiate = Duration::ZERO;
        let mut run = Duration::ZERO;
        let call = async {
            let start = Instant::now();
            let instance = program.instance.instantiate_async(&mut store).await?;
            instantiate = start.elapsed();
            let func = instance
                .get_func(&mut store, export.index)
                .expect("the export was found as a function");
            let mut results = vec![Val::Bool(false); export.results];
            let start = Instant::now();
            let called = call(func, &mut store, &mut results).await;
            run = start.elapsed();
            called.map(|()| results)
        };
        let ending = match self.limited(call) {
            Some(result) => ending(result, &invocation.entry),
            None => Ending::TimedOut,
        };
        drop(store);
        let (stdout, stderr) = (stdout.contents().to_vec(), stderr.contents().to_vec());
        Ok(Outcome {
            stdout,
            stderr,
            ending,
            instantiate,
            run,
        })
    }

    /// Drives `future` until it is done or the host's limit is over.
    ///
    /// A program that computes is stopped by the engine's epoch, one that waits by the event loop's timer.
    fn limited<T>(
        &self,
        future: impl Future<Output = Result<T, wasmtime::Error>>,
    ) -> Option<Result<T, wasmtime::Error>> {
        let Some(limit) = self.limit else {
            return Some(self.runtime.block_on(future));
        };
        let (done, over) = mpsc::channel::<()>();
        let engine = self.engine.clone();
        let watch = thread::spawn(move || {
            if over.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                engine.increment_epoch();
            }
        });
        let result = self
            .runtime
            .block_on(async { tokio::time::timeout(limit, future).await });
        drop(done);
        watch.join().expect("the watch does nothing that panics");
        match result {
            Ok(Err(error)) if error.downcast_ref::<Trap>() == Some(&Trap::Interrupt) => None,
            Ok(result) => Some(result),
            Err(_elapsed) => None,
        }
    }
}

async fn call(
    func: Func,
    store: &mut Store<State>,
    results: &mut [Val],
) -> Result<(), wasmtime::Error> {
    func.call_async(store, &[], results).await
}

fn wasi(
    invocation: &Invocation,
    stdout: &MemoryOutputPipe,
    stderr: &MemoryOutputPipe,
) -> Result<WasiCtx> {
    let mut wasi = WasiCtxBuilder::new();
    wasi.args(&invocation.args)
        .envs(&invocation.env)
        .stdin(MemoryInputPipe::new(invocation.stdin.clone()))
        .stdout(stdout.clone())
        .stderr(stderr.clone())
        .allow_blocking_current_thread(true);
    for (host, guest) in &invocation.dirs {
        wasi.preopened_dir(host, guest, FsPerms::ReadWrite)
            .map_err(anyhow::Error::from)
            .with_context(|| format!("failed to open the folder `{}`", host.display()))?;
    }
    Ok(wasi.build())
}

/// What the end of a call means: leaving through `exit` is told as an error, and a command's result is its exit code.
fn ending(result: Result<Vec<Val>, wasmtime::Error>, entry: &Entry) -> Ending {
    match (result, entry) {
        (Ok(results), Entry::Command) => {
            Ending::Exited(i32::from(matches!(results[..], [Val::Result(Err(_))])))
        }
        (Ok(results), Entry::Export(_)) => Ending::Returned(results),
        (Err(error), _) => match error.downcast_ref::<I32Exit>() {
            Some(exit) => Ending::Exited(exit.0),
            None => Ending::Trapped(format!("{error:#}")),
        },
    }
}
