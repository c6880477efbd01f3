//! Value types by number, with what is needed to read and write their values: layouts and flat forms.

use super::gather::resource_index;
use fuse_abi::types::{Def, DefId, ResourceId, Type, TypeTable};
use fuse_abi::{flat, layout};
use indexmap::IndexSet;
use serde::Serialize;
use std::collections::HashMap;

/// A type where it is used.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum TypeRef {
    /// A primitive type, by its name in WIT.
    Primitive(&'static str),
    /// A position in [`Manifest::types`](super::Manifest::types).
    Defined(usize),
}

/// A value type that is not primitive.
#[derive(Clone, Debug, Serialize)]
pub struct ValueType {
    /// What it is made of.
    #[serde(flatten)]
    pub kind: ValueKind,
    /// How many bytes a value takes in memory.
    pub size: u32,
    /// The alignment of a value in memory, a power of two.
    pub align: u32,
    /// The core values that a value is passed as; none if they are more than any function passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat: Option<Vec<String>>,
}

/// What a value type is made of.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ValueKind {
    /// `record`
    Record {
        /// In order.
        fields: Vec<Field>,
    },
    /// `tuple`
    Tuple {
        /// In order.
        fields: Vec<Field>,
    },
    /// `variant`
    Variant(Cases),
    /// `enum`
    Enum(Cases),
    /// `option`
    Option(Cases),
    /// `result`
    Result(Cases),
    /// `flags`, from the lowest bit up.
    Flags {
        /// In order.
        labels: Vec<String>,
    },
    /// `list`
    List {
        /// The type of the elements.
        element: TypeRef,
        /// How far elements are apart.
        stride: u32,
    },
    /// `list` of fixed length
    FixedList {
        /// The type of the elements.
        element: TypeRef,
        /// How many there are.
        length: u32,
        /// How far elements are apart.
        stride: u32,
    },
    /// `map`: in memory, a list of pairs.
    Map {
        /// The pair of key and value.
        element: TypeRef,
        /// How far pairs are apart.
        stride: u32,
    },
    /// `own`
    Own {
        /// The position in [`Manifest::resources`](super::Manifest::resources).
        resource: usize,
    },
    /// `borrow`
    Borrow {
        /// The position in [`Manifest::resources`](super::Manifest::resources).
        resource: usize,
    },
    /// `stream`
    Stream {
        /// The type of the elements.
        #[serde(skip_serializing_if = "Option::is_none")]
        element: Option<TypeRef>,
    },
    /// `future`
    Future {
        /// The type of the element.
        #[serde(skip_serializing_if = "Option::is_none")]
        element: Option<TypeRef>,
    },
}

/// A field of a record or a tuple.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name; none in a tuple.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// Where it begins.
    pub offset: u32,
}

/// The cases of a variant or one of its specialisations.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cases {
    /// How many bytes the number of the case takes, at offset 0.
    pub discriminant: u32,
    /// Where the payload of every case begins.
    pub payload_offset: u32,
    /// In order.
    pub cases: Vec<Case>,
}

/// A case of a variant.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The type of its payload.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeRef>,
}

/// Types under construction.
pub(super) struct Types<'t> {
    table: &'t TypeTable,
    known: HashMap<DefId, usize>,
    pub(super) types: Vec<ValueType>,
    pub(super) resources: IndexSet<ResourceId>,
}

impl<'t> Types<'t> {
    pub(super) fn new(table: &'t TypeTable) -> Self {
        Types {
            table,
            known: HashMap::new(),
            types: Vec::new(),
            resources: IndexSet::new(),
        }
    }

    /// `ty`, which is added with all that it is made of if it is not there.
    pub(super) fn add(&mut self, ty: Type) -> TypeRef {
        let id = match ty {
            Type::Def(id) => id,
            primitive => return TypeRef::Primitive(primitive_name(primitive)),
        };
        if let Some(&known) = self.known.get(&id) {
            return TypeRef::Defined(known);
        }
        let kind = self.kind(&self.table[id]);
        let room = layout::of(self.table, ty);
        let words = |flat: &[wasm_encoder::ValType]| flat.iter().map(core_type).collect();
        self.types.push(ValueType {
            kind,
            size: room.size,
            align: room.align,
            flat: flat::of(self.table, ty).map(words),
        });
        self.known.insert(id, self.types.len() - 1);
        TypeRef::Defined(self.types.len() - 1)
    }

    fn optional(&mut self, ty: Option<Type>) -> Option<TypeRef> {
        ty.map(|ty| self.add(ty))
    }

    fn kind(&mut self, def: &Def) -> ValueKind {
        let named = |names: &[Box<str>]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        match def {
            Def::Record(fields) => {
                let names = fields.iter().map(|field| Some(field.name.to_string()));
                let fields = self.fields(names.collect(), def);
                ValueKind::Record { fields }
            }
            Def::Tuple(types) => {
                let fields = self.fields(vec![None; types.len()], def);
                ValueKind::Tuple { fields }
            }
            Def::Variant(cases) => {
                let names = cases.iter().map(|case| case.name.to_string()).collect();
                ValueKind::Variant(self.cases(names, def))
            }
            Def::Enum(labels) => ValueKind::Enum(self.cases(named(labels), def)),
            Def::Option(_) => {
                ValueKind::Option(self.cases(vec!["none".into(), "some".into()], def))
            }
            Def::Result { .. } => {
                ValueKind::Result(self.cases(vec!["ok".into(), "err".into()], def))
            }
            Def::Flags(labels) => ValueKind::Flags {
                labels: named(labels),
            },
            Def::List(_) | Def::Map(..) => {
                let item = self
                    .table
                    .list_element(def)
                    .expect("lists and maps have elements");
                let (element, stride) = (self.add(item), layout::of(self.table, item).size);
                match def {
                    Def::Map(..) => ValueKind::Map { element, stride },
                    _ => ValueKind::List { element, stride },
                }
            }
            Def::FixedList(item, length) => ValueKind::FixedList {
                element: self.add(*item),
                length: *length,
                stride: layout::of(self.table, *item).size,
            },
            Def::Own(id) => ValueKind::Own {
                resource: resource_index(&mut self.resources, *id),
            },
            Def::Borrow(id) => ValueKind::Borrow {
                resource: resource_index(&mut self.resources, *id),
            },
            Def::Stream(element) => ValueKind::Stream {
                element: self.optional(*element),
            },
            Def::Future(element) => ValueKind::Future {
                element: self.optional(*element),
            },
        }
    }

    fn fields(&mut self, names: Vec<Option<String>>, def: &Def) -> Vec<Field> {
        let types = def.fields().expect("records and tuples have fields");
        let offsets = layout::field_offsets(self.table, &types);
        let fields = names.into_iter().zip(types).zip(offsets);
        fields
            .map(|((name, ty), offset)| Field {
                name,
                ty: self.add(ty),
                offset,
            })
            .collect()
    }

    fn cases(&mut self, names: Vec<String>, def: &Def) -> Cases {
        let payloads = def.cases().expect("variants have cases");
        let room = layout::variant(self.table, &payloads);
        let cases = names.into_iter().zip(payloads);
        Cases {
            discriminant: room.discriminant,
            payload_offset: room.payload_offset,
            cases: cases
                .map(|(name, ty)| Case {
                    name,
                    ty: self.optional(ty),
                })
                .collect(),
        }
    }
}

/// A core type in the words of the text format; flat forms have no other.
pub(super) fn core_type(ty: &wasm_encoder::ValType) -> String {
    match ty {
        wasm_encoder::ValType::I32 => "i32",
        wasm_encoder::ValType::I64 => "i64",
        wasm_encoder::ValType::F32 => "f32",
        wasm_encoder::ValType::F64 => "f64",
        other => unreachable!("{other:?} is in no flat form"),
    }
    .to_string()
}

fn primitive_name(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::S8 => "s8",
        Type::U8 => "u8",
        Type::S16 => "s16",
        Type::U16 => "u16",
        Type::S32 => "s32",
        Type::U32 => "u32",
        Type::S64 => "s64",
        Type::U64 => "u64",
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Char => "char",
        Type::String => "string",
        Type::ErrorContext => "error-context",
        Type::Def(id) => unreachable!("{id} is not primitive"),
    }
}
