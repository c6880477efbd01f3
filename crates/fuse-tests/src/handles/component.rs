//! The component of `scripted.wat` on the host, composed or fused.

use super::op::{Driver, Op};
use super::{Fault, Seen, Trace};
use fuse_handles::Trap;
use wasmtime::component::{
    Component, ComponentExportIndex, Instance, InstancePre, Linker, TypedFunc,
};
use wasmtime::{Engine, Result, Store};

type Words = (u32, u32, u32, u32, u32, u32);
type Export = TypedFunc<Words, (u32,)>;

/// A component, ready to be instantiated for each script.
pub struct Scripted {
    pre: InstancePre<()>,
    drivers: Vec<(Driver, ComponentExportIndex)>,
    log: ComponentExportIndex,
}

impl Scripted {
    /// Compiles a component of the world of `scripted.wat`.
    pub fn new(engine: &Engine, component: &[u8]) -> Result<Scripted> {
        let component = Component::new(engine, component)?;
        let export = |name: &str| {
            let index = component.get_export_index(None, name);
            index.unwrap_or_else(|| panic!("there is no export `{name}`"))
        };
        Ok(Scripted {
            drivers: Driver::all()
                .into_iter()
                .map(|driver| (driver, export(&driver.name())))
                .collect(),
            log: export("b-log"),
            pre: Linker::new(engine).instantiate_pre(&component)?,
        })
    }

    /// Runs a script in an instance of its own.
    pub fn run(&self, script: &[Op]) -> Trace {
        let mut store = Store::new(self.pre.engine(), ());
        let instance = self
            .pre
            .instantiate(&mut store)
            .expect("instantiation does nothing that could fail");
        let log = func(&mut store, &instance, &self.log);
        let mut funcs: Vec<Option<Export>> = vec![None; self.drivers.len()];
        let mut trace = Trace::default();
        for op in script {
            let position = self
                .drivers
                .iter()
                .position(|(driver, _)| *driver == op.driver)
                .expect("`Driver::all` has them all");
            let (_, index) = &self.drivers[position];
            let func = funcs[position].get_or_insert_with(|| func(&mut store, &instance, index));
            let [a, b, c, d] = op.words;
            let words = (a, b, c, d, op.count, op.way);
            match call(&mut store, func, words)
                .and_then(|result| Ok((result, call(&mut store, &log, (0, 0, 0, 0, 0, 0))?)))
            {
                Ok((result, log)) => trace.seen.push(Seen { result, log }),
                Err(error) => {
                    trace.fault = Some(fault(&error));
                    break;
                }
            }
        }
        trace
    }
}

fn func(store: &mut Store<()>, instance: &Instance, index: &ComponentExportIndex) -> Export {
    instance
        .get_typed_func(store, index)
        .expect("all exports have the same type")
}

fn call(store: &mut Store<()>, func: &Export, words: Words) -> Result<u32> {
    func.call(store, words).map(|(result,)| result)
}

/// What the host means, or the name of the fused component's function that trapped.
fn fault(error: &wasmtime::Error) -> Fault {
    let text = format!("{error:?}");
    let meanings = [
        ("unknown handle index", Fault::Runtime(Trap::UnknownHandle)),
        (
            "used with the wrong type",
            Fault::Runtime(Trap::WrongHandleType),
        ),
        ("own resource from a borrow", Fault::Runtime(Trap::NotOwned)),
        (
            "borrowed handle as an owned one",
            Fault::Runtime(Trap::NotOwned),
        ),
        ("owned resource while borrowed", Fault::Runtime(Trap::Lent)),
        ("handle while it is lent", Fault::Runtime(Trap::Lent)),
        ("borrow handles still remain", Fault::Borrows),
    ];
    let meaning = meanings.into_iter().find(|(words, _)| text.contains(words));
    meaning.map_or(Fault::Other(text), |(_, fault)| fault)
}
