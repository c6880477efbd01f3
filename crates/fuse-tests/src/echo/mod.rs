//! Random functions and values through a caller and a callee: what comes back must be what went in, composed and fused.
//!
//! A case is a composition of two components. The callee's functions return their parameters; the caller's functions pass
//! theirs on to the callee's and return what it returns. Each side has its own string encoding and an allocator that
//! keeps no alignment but the one it is asked for, and may overwrite all it has allocated in its post-return.

mod core;
mod layout;
mod store;
mod types;
mod values;
mod wat;

pub use core::check_core;

use arbtest::arbitrary::{Result, Unstructured};
use fuse_core::Options;
use types::Ty;
use wasmtime::component::{Component, Instance, Linker, Val};
use wasmtime::{Engine, Store};

/// How often each function is called.
const CALLS: usize = 3;

/// One composition.
#[derive(Debug)]
struct Case {
    /// The functions, by their parameters.
    funcs: Vec<Vec<Ty>>,
    caller: Side,
    callee: Side,
}

/// How one component goes about it.
#[derive(Debug)]
struct Side {
    /// The canonical option.
    encoding: &'static str,
    /// Whether post-return overwrites what was allocated.
    scribbles: bool,
}

impl Case {
    fn arbitrary(u: &mut Unstructured<'_>) -> Result<Case> {
        let funcs = (0..u.int_in_range(1..=3)?)
            .map(|_| types::params(u))
            .collect::<Result<_>>()?;
        Ok(Case {
            funcs,
            caller: Side::arbitrary(u)?,
            callee: Side::arbitrary(u)?,
        })
    }
}

impl Side {
    fn arbitrary(u: &mut Unstructured<'_>) -> Result<Side> {
        let encoding = u.choose(&["utf8", "utf16", "latin1+utf16"])?;
        Ok(Side {
            encoding,
            scribbles: u.arbitrary()?,
        })
    }
}

/// Makes a case of `u` and runs it both ways.
///
/// # Errors
///
/// If `u` has too little to make a case of.
///
/// # Panics
///
/// If a call returns something else than what it was given, or a component is refused.
pub fn check(engine: &Engine, u: &mut Unstructured<'_>) -> Result<()> {
    let case = Case::arbitrary(u)?;
    let text = wat::composition(&case);
    let composed = ::wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let fused = fuse_core::fuse(&composed, &Options::default())
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let (mut composed, mut fused) = (
        Run::new(engine, &composed, &text),
        Run::new(engine, &fused.bytes, &text),
    );
    for (index, params) in case.funcs.iter().enumerate() {
        for _ in 0..CALLS {
            let values: Vec<_> = params
                .iter()
                .map(|ty| values::arbitrary(ty, u))
                .collect::<Result<_>>()?;
            let expected = match values.as_slice() {
                [] => None,
                [value] => Some(value.clone()),
                values => Some(Val::Tuple(values.to_vec())),
            };
            assert_eq!(composed.call(index, &values), expected, "composed\n{text}");
            assert_eq!(fused.call(index, &values), expected, "fused\n{text}");
        }
    }
    Ok(())
}

/// An instance of a case's composition, whichever form it has.
struct Run<'a> {
    store: Store<()>,
    instance: Instance,
    /// What it was made of, for the report of a failure.
    text: &'a str,
}

impl<'a> Run<'a> {
    fn new(engine: &Engine, component: &[u8], text: &'a str) -> Self {
        let mut store = Store::new(engine, ());
        let instance = Component::new(engine, component)
            .and_then(|component| Linker::new(engine).instantiate(&mut store, &component))
            .unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        Run {
            store,
            instance,
            text,
        }
    }

    fn call(&mut self, index: usize, values: &[Val]) -> Option<Val> {
        let func = self
            .instance
            .get_func(&mut self.store, format!("f{index}"))
            .expect("an export for each function");
        let mut results = vec![Val::Bool(false); usize::from(!values.is_empty())];
        func.call(&mut self.store, values, &mut results)
            .unwrap_or_else(|error| panic!("{error:?}\n{values:?}\n{}", self.text));
        results.pop()
    }
}
