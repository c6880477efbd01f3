//! Runs a bare core module on wasmi, knowing nothing of it but its manifest.
//!
//! [`CoreHost`] lifts and lowers values of any type between the module and a [`Provider`], which has the functions that the module's
//! world imports. [`wasi::Wasi`] is one. Functions of async type are beyond it.

mod flat;
mod guest;
mod handles;
#[expect(
    missing_docs,
    reason = "docs/core.md says what the keys of a manifest mean"
)]
pub mod manifest;
mod memory;
mod value;
pub mod wasi;

pub use value::{Object, Value};

use flat::Flat;
use guest::{Guest, destroy, mistake};
use handles::Handles;
use manifest::{Function, Import, ImportKind, Manifest, VERSION};
use std::collections::HashSet;
use std::sync::Arc;
use wasmi::{
    AsContextMut, Caller, Engine, Error, ExternType, Instance, Linker, Module, Store, Val,
};

/// The functions that a module's world imports.
pub trait Provider: Send {
    /// Calls one with lifted values.
    ///
    /// # Errors
    ///
    /// If the program is to end.
    fn call(
        &mut self,
        interface: Option<&str>,
        name: &str,
        args: Vec<Value>,
    ) -> Result<Option<Value>, Error>;

    /// Drops a resource of the host.
    fn dropped(&mut self, id: u32);
}

/// What belongs to an instance of a module.
pub struct State {
    manifest: Arc<Manifest>,
    provider: Box<dyn Provider>,
    handles: Handles,
    instance: Option<Instance>,
}

impl State {
    fn instance(&self) -> Instance {
        self.instance
            .expect("nothing runs before the module is instantiated")
    }
}

/// A module, ready to be called.
pub struct CoreHost {
    store: Store<State>,
}

impl CoreHost {
    /// Instantiates `module`, which `manifest` describes, and runs what has to run first.
    ///
    /// # Errors
    ///
    /// If the manifest or the module cannot be read, or the module traps.
    pub fn new(
        module: &[u8],
        manifest: &str,
        provider: impl Provider + 'static,
    ) -> anyhow::Result<CoreHost> {
        let manifest: Manifest = serde_json::from_str(manifest)?;
        anyhow::ensure!(
            manifest.version == VERSION,
            "the manifest's version is unknown"
        );
        let engine = Engine::default();
        let module = Module::new(&engine, module)?;
        let manifest = Arc::new(manifest);
        let state = State {
            manifest: manifest.clone(),
            provider: Box::new(provider),
            handles: Handles::default(),
            instance: None,
        };
        let mut store = Store::new(&engine, state);
        let mut linker = Linker::new(&engine);
        let mut provided = HashSet::new();
        for import in module.imports() {
            let ExternType::Func(ty) = import.ty().clone() else {
                anyhow::bail!("the module imports something that is no function");
            };
            let (module, name) = (import.module(), import.name());
            anyhow::ensure!(
                provided.insert((module, name)),
                "`{name}` is imported twice"
            );
            let described = manifest
                .imports
                .iter()
                .position(|known| (known.module.as_str(), known.name.as_str()) == (module, name));
            let Some(index) = described else {
                anyhow::bail!("the manifest says nothing of `{module}` `{name}`");
            };
            linker.func_new(module, name, ty, move |caller, params, results| {
                provide(caller, index, params, results)
            })?;
        }
        let instance = linker.instantiate_and_start(&mut store, &module)?;
        store.data_mut().instance = Some(instance);
        let mut host = CoreHost { store };
        if let Some(name) = &manifest.initialize {
            let initialize = instance.get_func(&host.store, name);
            let initialize = initialize.expect("the module exports what the manifest says");
            initialize.call(&mut host.store, &[], &mut [])?;
        }
        Ok(host)
    }

    /// Calls an exported function.
    ///
    /// # Errors
    ///
    /// If it traps or breaks the rules.
    pub fn call(
        &mut self,
        interface: Option<&str>,
        name: &str,
        args: &[Value],
    ) -> Result<Option<Value>, Error> {
        let manifest = self.store.data().manifest.clone();
        let found = manifest.export(interface, name);
        let (core, function) = found.unwrap_or_else(|| panic!("no export {interface:?} `{name}`"));
        if function.abi.is_async {
            return Err(mistake("this host knows no tasks"));
        }
        self.store.data_mut().handles.calls.push(0);
        let mut guest = Guest::new(self.store.as_context_mut(), &function.abi);
        let params = lower_args(&mut guest, function, args)?;
        let func = guest.func(core);
        let mut results = vec![Val::I32(0); func.ty(&guest.ctx).results().len()];
        func.call(&mut guest.ctx, &params, &mut results)?;
        let value = match (function.result, &function.abi.return_area) {
            (None, _) => None,
            (Some(ty), None) => Some(guest.lift(ty, &mut Flat::from(results.clone()))?),
            (Some(ty), Some(_)) => {
                let at = results[0].i32().expect("an address").cast_unsigned();
                Some(guest.load(ty, at)?)
            }
        };
        if let Some(post_return) = &function.abi.post_return {
            let post_return = guest.func(post_return);
            post_return.call(&mut guest.ctx, &results, &mut [])?;
        }
        match self.store.data_mut().handles.calls.pop() {
            Some(0) => Ok(value),
            _ => Err(mistake("borrowed handles were not dropped")),
        }
    }

    /// Drops a resource that a call has returned.
    ///
    /// # Errors
    ///
    /// If its destructor traps.
    pub fn release(&mut self, object: &Object) -> Result<(), Error> {
        destroy(&mut self.store, object)
    }
}

fn lower_args(
    guest: &mut Guest<'_>,
    function: &Function,
    args: &[Value],
) -> Result<Vec<Val>, Error> {
    assert_eq!(
        args.len(),
        function.params.len(),
        "as many arguments as parameters"
    );
    let params = function.params.iter().zip(args);
    let mut core = Vec::new();
    let Some(area) = &function.abi.params_area else {
        for (param, value) in params {
            guest.lower(param.ty, value, &mut core)?;
        }
        return Ok(core);
    };
    let at = guest.allocate(area.align, area.size)?;
    for ((param, value), offset) in params.zip(&area.offsets) {
        guest.store(param.ty, value, at + offset)?;
    }
    Ok(vec![Val::I32(at.cast_signed())])
}

/// What the import at `index` of the manifest does.
fn provide(
    mut caller: Caller<'_, State>,
    index: usize,
    params: &[Val],
    results: &mut [Val],
) -> Result<(), Error> {
    let manifest = caller.data().manifest.clone();
    let Import { name, kind, .. } = &manifest.imports[index];
    let first = || params[0].i32().expect("a handle or a representation");
    match kind {
        ImportKind::Function(function) if !function.abi.is_async => {
            provide_func(caller, function, params, results)
        }
        ImportKind::ResourceNew { resource } => {
            let (resource, rep) = (*resource, first());
            let object = Object::Module { resource, rep };
            results[0] = Val::I32(caller.data_mut().handles.own(resource, object));
            Ok(())
        }
        ImportKind::ResourceRep { resource } => {
            let object = caller.data().handles.get(*resource, first());
            match object.map_err(mistake)? {
                Object::Module { rep, .. } => results[0] = Val::I32(rep),
                Object::Host(_) => return Err(mistake("only the module's resources have one")),
            }
            Ok(())
        }
        ImportKind::ResourceDrop { resource } => {
            let handles = &mut caller.data_mut().handles;
            let dropped = handles.remove(*resource, first()).map_err(mistake)?;
            match dropped.owned {
                true => destroy(caller, &dropped.object),
                false => Ok(()),
            }
        }
        _ => Err(mistake(format!("this host does not provide `{name}`"))),
    }
}

fn provide_func(
    mut caller: Caller<'_, State>,
    function: &Function,
    params: &[Val],
    results: &mut [Val],
) -> Result<(), Error> {
    let mut guest = Guest::new(caller.as_context_mut(), &function.abi);
    let mut core: Flat = params.iter().cloned().collect();
    let return_at = function
        .abi
        .return_area
        .as_ref()
        .map(|_| core.pop_back().expect("a pointer behind the parameters"));
    let types = function.params.iter().map(|param| param.ty);
    let args: Vec<Value> = match &function.abi.params_area {
        None => types
            .map(|ty| guest.lift(ty, &mut core))
            .collect::<Result<_, _>>()?,
        Some(area) => {
            let at = core[0].i32().expect("an address").cast_unsigned();
            let places = types.zip(&area.offsets);
            places
                .map(|(ty, offset)| guest.load(ty, at + offset))
                .collect::<Result<_, _>>()?
        }
    };
    let provider = &mut guest.ctx.data_mut().provider;
    let value = provider.call(function.interface.as_deref(), &function.function, args)?;
    let (Some(ty), Some(value)) = (function.result, value) else {
        return Ok(());
    };
    match return_at {
        Some(at) => guest.store(ty, &value, at.i32().expect("an address").cast_unsigned()),
        None => {
            let mut flat = Vec::new();
            guest.lower(ty, &value, &mut flat)?;
            results.clone_from_slice(&flat);
            Ok(())
        }
    }
}
