//! What stands for a handle on the other side of a copy: the walker asks, the owner of the handle tables answers.

use crate::entity_id;
use crate::func::{FuncBuilder, Local};
use crate::types::{Def, DefId, ResourceId, Type, TypeTable};

entity_id! {
    /// The handle table of a component instance.
    TableId, "table";
}

/// Who holds the handles that occur among the values of one side.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Holder {
    /// A component instance.
    Table(TableId),
    /// A component instance, and handles that are borrowed from it count as lent until the call ends.
    Lending(TableId),
    /// The host, which knows handles by indices of its own.
    Host,
}

impl Holder {
    /// The component instance's table; `None` for the host.
    pub fn table(self) -> Option<TableId> {
        match self {
            Holder::Table(table) | Holder::Lending(table) => Some(table),
            Holder::Host => None,
        }
    }
}

/// What a handle is of.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Handle {
    /// `own<R>`
    Own(ResourceId),
    /// `borrow<R>`
    Borrow(ResourceId),
    /// The readable end of a `stream`, by the whole type.
    Stream(DefId),
    /// The readable end of a `future`, by the whole type.
    Future(DefId),
    /// `error-context`
    ErrorContext,
}

impl Handle {
    /// What values of type `ty` are if they are handles.
    pub fn of(types: &TypeTable, ty: Type) -> Option<Self> {
        match ty {
            Type::ErrorContext => Some(Handle::ErrorContext),
            Type::Def(id) => match types[id] {
                Def::Own(resource) => Some(Handle::Own(resource)),
                Def::Borrow(resource) => Some(Handle::Borrow(resource)),
                Def::Stream(_) => Some(Handle::Stream(id)),
                Def::Future(_) => Some(Handle::Future(id)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The resource type, if it is of a resource.
    pub fn resource(self) -> Option<ResourceId> {
        match self {
            Handle::Own(resource) | Handle::Borrow(resource) => Some(resource),
            Handle::Stream(_) | Handle::Future(_) | Handle::ErrorContext => None,
        }
    }
}

/// Writes the code by which handles get from one holder to another.
pub trait Handles {
    /// Pops a handle of `src`, which loses it unless it is lent or an error context, and pushes the same of `dst` (CanonicalABI,
    /// `lift_own`, `lift_borrow`, `lift_stream`, `lift_future`, `lift_error_context` and their counterparts). What lies below it on
    /// the stack stays.
    fn pass(&self, f: &mut FuncBuilder, handle: Handle, src: Holder, dst: Holder);

    /// Remembers that the word at `address` of a guest memory, now `ours`, is to be `theirs` while the host looks at it.
    ///
    /// The two are equal for a word that leads to handles and must stay what it is. When all are written, each word
    /// has to be the `theirs` of every time it was stashed, or else the host would not find what was found here.
    fn stash(&self, f: &mut FuncBuilder, address: Local, ours: Local, theirs: Local);
}

/// For functions whose types have no handles.
#[derive(Debug)]
pub struct NoHandles;

impl Handles for NoHandles {
    fn pass(&self, _: &mut FuncBuilder, handle: Handle, _: Holder, _: Holder) {
        panic!("nobody holds a {handle:?}");
    }

    fn stash(&self, _: &mut FuncBuilder, _: Local, _: Local, _: Local) {
        panic!("there are no handles to stash");
    }
}
