//! Interned component value and function types, as the canonical ABI sees them.
//!
//! Types are structural: two types are equal exactly when their [`Type`]s are. Resources are opaque
//! [`ResourceId`]s that the crate's user hands out, one per resource *identity*.
//!
//! A type's layout, its flat form and the places of its handles are worked out when it is interned, from those of its
//! parts: types that share parts, to any depth, cost no more than their text.

use crate::entity::PrimaryMap;
use crate::entity_id;
use crate::flat;
use crate::layout::{self, Layout};
use crate::uses::{self, HandlePlaces};
use std::collections::HashMap;
use std::ops::Index;
use wasm_encoder::ValType;

entity_id! {
    /// A compound type in a [`TypeTable`].
    DefId, "type";
    /// A function type in a [`TypeTable`].
    FuncTypeId, "functype";
    /// A resource type, by identity.
    ResourceId, "resource";
}

/// A component value type.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// `bool`
    Bool,
    /// `s8`
    S8,
    /// `u8`
    U8,
    /// `s16`
    S16,
    /// `u16`
    U16,
    /// `s32`
    S32,
    /// `u32`
    U32,
    /// `s64`
    S64,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `char`
    Char,
    /// `string`
    String,
    /// `error-context`
    ErrorContext,
    /// Everything with structure.
    Def(DefId),
}

impl Type {
    /// Whether it is of numbers (CanonicalABI, `none_or_number_type`).
    pub fn is_number(self) -> bool {
        match self {
            Type::S8
            | Type::U8
            | Type::S16
            | Type::U16
            | Type::S32
            | Type::U32
            | Type::S64
            | Type::U64
            | Type::F32
            | Type::F64 => true,
            Type::Bool | Type::Char | Type::String | Type::ErrorContext | Type::Def(_) => false,
        }
    }
}

/// A compound component value type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Def {
    /// `list<T>`
    List(Type),
    /// `list<T, N>`
    FixedList(Type, u32),
    /// `map<K, V>`
    Map(Type, Type),
    /// `record`
    Record(Box<[Field]>),
    /// `tuple`
    Tuple(Box<[Type]>),
    /// `variant`
    Variant(Box<[Case]>),
    /// `enum`, by case name
    Enum(Box<[Box<str>]>),
    /// `option<T>`
    Option(Type),
    /// `result<T, E>`
    Result {
        /// Payload of `ok`.
        ok: Option<Type>,
        /// Payload of `err`.
        err: Option<Type>,
    },
    /// `flags`, by label
    Flags(Box<[Box<str>]>),
    /// `own<R>`
    Own(ResourceId),
    /// `borrow<R>`
    Borrow(ResourceId),
    /// `stream<T>`
    Stream(Option<Type>),
    /// `future<T>`
    Future(Option<Type>),
}

impl Def {
    /// The types of the fields, if this is a record or a tuple.
    pub fn fields(&self) -> Option<Vec<Type>> {
        match self {
            Def::Record(fields) => Some(fields.iter().map(|field| field.ty).collect()),
            Def::Tuple(fields) => Some(fields.to_vec()),
            _ => None,
        }
    }

    /// The type of what goes through, if this is a stream or a future that has one.
    pub fn element(&self) -> Option<Type> {
        match self {
            Def::Stream(element) | Def::Future(element) => *element,
            _ => None,
        }
    }

    /// The payloads of the cases, if this is a variant or one of its specialisations.
    pub fn cases(&self) -> Option<Vec<Option<Type>>> {
        match self {
            Def::Variant(cases) => Some(cases.iter().map(|case| case.ty).collect()),
            Def::Enum(labels) => Some(vec![None; labels.len()]),
            Def::Option(some) => Some(vec![None, Some(*some)]),
            Def::Result { ok, err } => Some(vec![*ok, *err]),
            _ => None,
        }
    }
}

/// A field of a record.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Field {
    /// Its label.
    pub name: Box<str>,
    /// Its type.
    pub ty: Type,
}

/// A case of a variant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Case {
    /// Its label.
    pub name: Box<str>,
    /// Its payload.
    pub ty: Option<Type>,
}

/// The type of a component function.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FuncType {
    /// Parameter names and types.
    pub params: Box<[Field]>,
    /// The result, if there is one.
    pub result: Option<Type>,
    /// Whether the type is `async`.
    pub async_: bool,
}

impl FuncType {
    /// The types of the parameters.
    pub fn param_types(&self) -> Vec<Type> {
        self.params.iter().map(|param| param.ty).collect()
    }
}

/// Owner of all compound and function types.
#[derive(Default, Debug)]
pub struct TypeTable {
    defs: PrimaryMap<DefId, Def>,
    layouts: PrimaryMap<DefId, Layout>,
    flats: PrimaryMap<DefId, Option<Box<[ValType]>>>,
    handles: PrimaryMap<DefId, HandlePlaces>,
    def_ids: HashMap<Def, DefId>,
    funcs: PrimaryMap<FuncTypeId, FuncType>,
    func_ids: HashMap<FuncType, FuncTypeId>,
}

impl TypeTable {
    /// The type equal to `def`.
    pub fn intern(&mut self, def: Def) -> Type {
        if let Some(&id) = self.def_ids.get(&def) {
            return Type::Def(id);
        }
        if let Def::Map(key, value) = def {
            self.intern(Def::Tuple([key, value].into()));
        }
        self.layouts.push(layout::of_def(self, &def));
        self.flats.push(flat::of_def(self, &def));
        self.handles.push(uses::of_def(self, &def));
        let id = self.defs.push(def.clone());
        self.def_ids.insert(def, id);
        Type::Def(id)
    }

    /// The function type equal to `func`.
    pub fn intern_func(&mut self, func: FuncType) -> FuncTypeId {
        *self
            .func_ids
            .entry(func)
            .or_insert_with_key(|func| self.funcs.push(func.clone()))
    }

    /// The structure of `ty`, or `None` for a primitive type.
    pub fn def(&self, ty: Type) -> Option<&Def> {
        match ty {
            Type::Def(id) => Some(&self.defs[id]),
            _ => None,
        }
    }

    /// The type of the elements, if `def` is a list or a map (CanonicalABI, *Despecialization*).
    pub fn list_element(&self, def: &Def) -> Option<Type> {
        match def {
            Def::List(element) => Some(*element),
            Def::Map(key, value) => {
                Some(Type::Def(self.def_ids[&Def::Tuple([*key, *value].into())]))
            }
            _ => None,
        }
    }

    /// See [`layout::of`].
    pub(crate) fn layout(&self, id: DefId) -> Layout {
        self.layouts[id]
    }

    /// See [`flat::of`].
    pub(crate) fn flat(&self, id: DefId) -> Option<&[ValType]> {
        self.flats[id].as_deref()
    }

    /// See [`TypeTable::handle_places`].
    pub(crate) fn def_handle_places(&self, id: DefId) -> HandlePlaces {
        self.handles[id]
    }

    /// The function type `id`.
    pub fn func(&self, id: FuncTypeId) -> &FuncType {
        &self.funcs[id]
    }
}

impl Index<DefId> for TypeTable {
    type Output = Def;
    fn index(&self, id: DefId) -> &Def {
        &self.defs[id]
    }
}
