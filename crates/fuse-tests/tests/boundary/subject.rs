//! One form of a component, in a store of its own, with its exports called by name.

use fuse_tests::host;
use std::fs;
use std::path::Path;
use wasmtime::component::{Component, Func, Instance, Linker, ResourceAny, Val};
use wasmtime::{Engine, Store};

/// A component as it is and fused, under names for messages.
pub fn forms(fixture: &str) -> [(&'static str, Vec<u8>); 2] {
    forms_of(&text(fixture))
}

/// The text of a fixture.
pub fn text(fixture: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/boundary/{fixture}.wat"));
    fs::read_to_string(path).unwrap()
}

/// The same for a component's text.
pub fn forms_of(text: &str) -> [(&'static str, Vec<u8>); 2] {
    let composed = wat::parse_str(text).unwrap();
    let fused = fuse_core::fuse(&composed, &fuse_core::Options::default()).unwrap();
    assert_ne!(composed, fused.bytes, "it is fused");
    [("composed", composed), ("fused", fused.bytes)]
}

pub fn engine() -> Engine {
    Engine::new(&host::config()).unwrap()
}

/// An instance and its store.
pub struct Subject<T: 'static> {
    pub store: Store<T>,
    pub instance: Instance,
}

impl<T: 'static> Subject<T> {
    pub fn new(engine: &Engine, linker: &Linker<T>, bytes: &[u8], data: T) -> Self {
        let component = Component::from_binary(engine, bytes).unwrap();
        let mut store = Store::new(engine, data);
        let instance = linker.instantiate(&mut store, &component).unwrap();
        Subject { store, instance }
    }

    /// The exported function `name`, or `name` of the exported instance `i` if it is `i#name`.
    pub fn func(&mut self, name: &str) -> Func {
        func(&mut self.store, &self.instance, name)
    }

    pub fn call(&mut self, name: &str, args: &[Val]) -> wasmtime::Result<Val> {
        let func = self.func(name);
        let mut results = vec![Val::Bool(false); func.ty(&self.store).results().len()];
        func.call(&mut self.store, args, &mut results)?;
        Ok(results.pop().unwrap_or(Val::Bool(true)))
    }

    /// Calls a function that returns a number.
    pub fn number(&mut self, name: &str, args: &[Val]) -> u32 {
        match self.call(name, args).unwrap() {
            Val::U32(number) => number,
            other => panic!("{name} returns {other:?}"),
        }
    }

    /// Calls a function that returns a list of numbers.
    pub fn numbers(&mut self, name: &str, args: &[Val]) -> Vec<u32> {
        match self.call(name, args).unwrap() {
            Val::List(values) => values
                .into_iter()
                .map(|value| match value {
                    Val::U32(number) => number,
                    other => panic!("{name} returns {other:?} in a list"),
                })
                .collect(),
            other => panic!("{name} returns {other:?}"),
        }
    }

    /// Calls a function that returns a handle.
    pub fn handle(&mut self, name: &str, args: &[Val]) -> ResourceAny {
        match self.call(name, args).unwrap() {
            Val::Resource(handle) => handle,
            other => panic!("{name} returns {other:?}"),
        }
    }
}

pub fn func<T>(store: &mut Store<T>, instance: &Instance, name: &str) -> Func {
    let (parent, name) = match name.split_once('#') {
        Some((parent, name)) => {
            let (_, parent) = instance.get_export(&mut *store, None, parent).unwrap();
            (Some(parent), name)
        }
        None => (None, name),
    };
    let (_, export) = instance
        .get_export(&mut *store, parent.as_ref(), name)
        .unwrap();
    instance.get_func(&mut *store, export).unwrap()
}

pub fn list(values: impl IntoIterator<Item = Val>) -> Val {
    Val::List(values.into_iter().collect())
}

pub fn numbers(values: impl IntoIterator<Item = u32>) -> Val {
    list(values.into_iter().map(Val::U32))
}
