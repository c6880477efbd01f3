//! The module as one call sees it: the memory and the allocator that the manifest names for that function.

use super::State;
use super::handles::Dropped;
use super::manifest::{Abi, Home, Manifest};
use super::value::{Object, Value};
use std::sync::Arc;
use wasmi::{AsContext, AsContextMut, Error, Func, Memory, StoreContextMut, Val};

/// The module during a call.
pub struct Guest<'c> {
    pub ctx: StoreContextMut<'c, State>,
    pub manifest: Arc<Manifest>,
    pub abi: Abi,
}

/// The error for something that the module or the manifest has wrong.
pub fn mistake(message: impl Into<String>) -> Error {
    Error::new(message.into())
}

impl<'c> Guest<'c> {
    pub fn new(ctx: StoreContextMut<'c, State>, abi: &Abi) -> Self {
        let manifest = ctx.data().manifest.clone();
        Guest {
            ctx,
            manifest,
            abi: abi.clone(),
        }
    }

    /// An exported function.
    pub fn func(&self, name: &str) -> Func {
        let func = self.ctx.data().instance().get_func(&self.ctx, name);
        func.unwrap_or_else(|| panic!("the module exports no function `{name}`"))
    }

    fn memory(&self) -> Memory {
        let name = self.abi.memory.as_deref();
        let name = name.expect("a function that passes something in memory has one");
        let memory = self.ctx.data().instance().get_memory(&self.ctx, name);
        memory.unwrap_or_else(|| panic!("the module exports no memory `{name}`"))
    }

    pub fn bytes(&self, at: u32, size: u64) -> Result<&[u8], Error> {
        let data = self.memory().data(self.ctx.as_context());
        let end = usize::try_from(u64::from(at) + size).expect("addresses fit");
        data.get(at as usize..end)
            .ok_or_else(|| mistake(format!("{size} bytes at {at:#x} leave the memory")))
    }

    pub fn write(&mut self, at: u32, bytes: &[u8]) -> Result<(), Error> {
        self.bytes(at, bytes.len() as u64)?;
        let memory = self.memory();
        memory.data_mut(&mut self.ctx)[at as usize..][..bytes.len()].copy_from_slice(bytes);
        Ok(())
    }

    /// Has the module allocate.
    pub fn allocate(&mut self, align: u32, size: u32) -> Result<u32, Error> {
        let name = self.abi.realloc.clone();
        let realloc = self.func(&name.expect("a function that is passed ranges has a realloc"));
        let args = [0, 0, align, size].map(|word: u32| Val::I32(word.cast_signed()));
        let mut result = [Val::I32(0)];
        realloc.call(&mut self.ctx, &args, &mut result)?;
        let at = result[0].i32().expect("an address").cast_unsigned();
        if !at.is_multiple_of(align) {
            return Err(mistake("realloc keeps no alignment"));
        }
        self.bytes(at, size.into())?;
        Ok(at)
    }

    pub fn lift_own(&mut self, resource: usize, handle: i32) -> Result<Value, Error> {
        let handles = &mut self.ctx.data_mut().handles;
        let Dropped { object, .. } = handles.remove(resource, handle).map_err(mistake)?;
        Ok(Value::Handle(object))
    }

    pub fn lift_borrow(&mut self, resource: usize, handle: i32) -> Result<Value, Error> {
        let object = self.ctx.data().handles.get(resource, handle);
        Ok(Value::Handle(object.map_err(mistake)?))
    }

    pub fn lower_own(&mut self, resource: usize, value: &Value) -> i32 {
        self.ctx.data_mut().handles.own(resource, object(value))
    }

    /// The module looks at a borrow of its own resource as it is.
    pub fn lower_borrow(&mut self, resource: usize, value: &Value) -> i32 {
        match (self.manifest.resources[resource].home, object(value)) {
            (Home::Module, Object::Module { rep, .. }) => rep,
            (_, object) => self.ctx.data_mut().handles.borrow(resource, object),
        }
    }
}

/// Drops a resource that nobody owns any more.
pub fn destroy(mut ctx: impl AsContextMut<Data = State>, object: &Object) -> Result<(), Error> {
    let mut ctx = ctx.as_context_mut();
    let (resource, rep) = match *object {
        Object::Host(id) => {
            ctx.data_mut().provider.dropped(id);
            return Ok(());
        }
        Object::Module { resource, rep } => (resource, rep),
    };
    let manifest = ctx.data().manifest.clone();
    let Some(dtor) = &manifest.resources[resource].dtor else {
        return Ok(());
    };
    let dtor = ctx.data().instance().get_func(&ctx, dtor);
    let dtor = dtor.expect("the module exports what the manifest says");
    dtor.call(&mut ctx, &[Val::I32(rep)], &mut [])
}

fn object(value: &Value) -> Object {
    match value {
        Value::Handle(object) => object.clone(),
        other => panic!("expected a handle, got {other:?}"),
    }
}
