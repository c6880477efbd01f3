//! The same strings through a composed component: the oracle that the model itself is held against.

use crate::model::Guest;
use fuse_abi::opts::StringEncoding;
use wasmtime::component::{Component, Instance, Linker, TypedFunc};
use wasmtime::{Engine, Store};

/// What the callee was passed: pointer, tagged length, bytes, and the arguments of each `realloc` before.
pub type Passed = (u32, u32, Vec<u8>, Vec<[u32; 4]>);

/// Two components: one passes a string of its memory to the other, whose allocator behaves like a [`Guest`] and which
/// shows its memory.
pub struct Composed {
    component: Component,
    linker: Linker<()>,
    running: Running,
}

struct Running {
    store: Store<()>,
    instance: Instance,
}

/// Where the callee keeps the string it was passed; the log of its allocations is behind that.
const RESULT: u32 = 0;
const LOG: u32 = 16;

impl Composed {
    /// A caller with `src` strings and a callee with `dst` strings.
    pub fn new(engine: &Engine, src: StringEncoding, dst: StringEncoding) -> Self {
        let text = include_str!("composed.wat")
            .replace("SRC_ENCODING", name(src))
            .replace("DST_ENCODING", name(dst));
        let component = Component::new(engine, text).expect("the component is valid");
        let linker = Linker::new(engine);
        let running = Running::start(&component, &linker);
        Self {
            component,
            linker,
            running,
        }
    }

    /// Passes the string, which is `bytes` at `ptr` in the caller's memory. Gives what the callee was passed, with the
    /// string's `length(tagged)` bytes and the allocator's log; or `None` after a trap.
    pub fn run(
        &mut self,
        bytes: &[u8],
        (ptr, tagged): (u32, u32),
        length: impl Fn(u32) -> u32,
    ) -> Option<Passed> {
        let running = &mut self.running;
        for (address, &byte) in (ptr..).zip(bytes) {
            running
                .call::<(u32, u32), ()>("poke", (address, byte.into()))
                .expect("within memory");
        }
        if running
            .call::<(u32, u32), ()>("run", (ptr, tagged))
            .is_err()
        {
            self.running = Running::start(&self.component, &self.linker);
            return None;
        }
        let (ptr, tagged) = (running.peek(RESULT), running.peek(RESULT + 4));
        let bytes = (0..length(tagged))
            .map(|at| running.peek(ptr + at).to_le_bytes()[0])
            .collect();
        let entries = (running.peek(RESULT + 8) - LOG) / 16;
        let calls = (0..entries)
            .map(|entry| [0, 4, 8, 12].map(|at| running.peek(LOG + 16 * entry + at)))
            .collect();
        running
            .call::<(u32,), ()>("reset", (Guest::START,))
            .expect("no trap");
        Some((ptr, tagged, bytes, calls))
    }
}

impl Running {
    fn start(component: &Component, linker: &Linker<()>) -> Self {
        let mut store = Store::new(component.engine(), ());
        let instance = linker
            .instantiate(&mut store, component)
            .expect("no imports");
        let mut running = Self { store, instance };
        running
            .call::<(u32,), ()>("reset", (Guest::START,))
            .expect("no trap");
        running
    }

    fn peek(&mut self, address: u32) -> u32 {
        self.call::<(u32,), (u32,)>("peek", (address,))
            .expect("within memory")
            .0
    }

    fn call<P, R>(&mut self, name: &str, params: P) -> wasmtime::Result<R>
    where
        P: wasmtime::component::ComponentNamedList + wasmtime::component::Lower,
        R: wasmtime::component::ComponentNamedList + wasmtime::component::Lift,
    {
        let func: TypedFunc<P, R> = self
            .instance
            .get_typed_func(&mut self.store, name)
            .expect("an export");
        func.call(&mut self.store, params)
    }
}

fn name(encoding: StringEncoding) -> &'static str {
    match encoding {
        StringEncoding::Utf8 => "utf8",
        StringEncoding::Utf16 => "utf16",
        StringEncoding::CompactUtf16 => "latin1+utf16",
    }
}
