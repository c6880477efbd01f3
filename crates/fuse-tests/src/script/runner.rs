//! The host: wasmtime with every proposal on, and its script runner, fed one directive at a time.

use std::any::Any;
use std::panic;
use wasmtime::{Config, Engine};
use wasmtime_wast::{Async, SpectestConfig, WastContext};

/// An engine with every proposal on that a component of a script may use.
///
/// # Errors
///
/// If the host cannot do what is asked of it.
pub fn engine() -> anyhow::Result<Engine> {
    let mut config = Config::new();
    config
        .shared_memory(true)
        .wasm_component_model_async(true)
        .wasm_component_model_async_stackful(true)
        .wasm_component_model_more_async_builtins(true)
        .wasm_component_model_threading(true)
        .wasm_component_model_error_context(true)
        .wasm_component_model_fixed_length_lists(true)
        .wasm_component_model_gc(true)
        .wasm_component_model_map(true)
        .wasm_component_model_implements(true)
        .wasm_custom_page_sizes(true)
        .wasm_exceptions(true)
        .wasm_function_references(true)
        .wasm_gc(true)
        .wasm_memory64(true)
        .wasm_multi_memory(true)
        .wasm_relaxed_simd(true)
        .wasm_tail_call(true)
        .wasm_threads(true)
        .wasm_wide_arithmetic(true);
    Ok(Engine::new(&config)?)
}

/// One run of a script.
pub struct Runner {
    context: WastContext,
}

impl Runner {
    /// A run in which nothing has been defined but what the host provides.
    pub fn new(engine: &Engine) -> anyhow::Result<Self> {
        let mut context = WastContext::new(engine, Async::Yes, |_| {});
        context.generate_dwarf(false);
        // Releases of the validator word their errors differently, which says nothing about fusion.
        context.ignore_error_messages(true);
        context.register_spectest(&SpectestConfig {
            use_shared_memory: true,
            suppress_prints: true,
        })?;
        context.register_wasmtime()?;
        Ok(Runner { context })
    }

    /// Runs one directive after all that ran before; the error says why it failed.
    pub fn run(&mut self, directive: &str) -> Result<(), String> {
        let result = panic::catch_unwind(panic::AssertUnwindSafe(|| {
            self.context.run_wast("directive", directive.as_bytes())
        }));
        match result {
            Ok(Ok(())) => Ok(()),
            // The outermost message is the file and the line, of which there is one.
            Ok(Err(error)) => {
                let chain: Vec<_> = error.chain().map(ToString::to_string).collect();
                let reasons = if chain.len() > 1 {
                    &chain[1..]
                } else {
                    &chain[..]
                };
                Err(reasons
                    .join(": ")
                    .lines()
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(" "))
            }
            Err(payload) => Err(format!("the host panicked: {}", panic_message(&*payload))),
        }
    }
}

/// The text of a caught panic.
pub fn panic_message(payload: &(dyn Any + Send)) -> String {
    match (
        payload.downcast_ref::<&str>(),
        payload.downcast_ref::<String>(),
    ) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => "no message".to_owned(),
    }
}
