//! The manifest of a bare core module, as a host reads it: nothing here comes from the crate that writes it.

use serde::Deserialize;

/// The version that is understood.
pub const VERSION: u32 = 1;

/// What a host needs to know of a module.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    pub version: u32,
    pub initialize: Option<String>,
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
    pub resources: Vec<Resource>,
    pub types: Vec<ValueType>,
}

#[derive(Debug, Deserialize)]
pub struct Import {
    pub module: String,
    pub name: String,
    #[serde(flatten)]
    pub kind: ImportKind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a manifest has few of these and most are functions"
)]
pub enum ImportKind {
    Function(Function),
    ResourceNew {
        resource: usize,
    },
    ResourceRep {
        resource: usize,
    },
    ResourceDrop {
        resource: usize,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a manifest has few of these and most are functions"
)]
pub enum Export {
    Function {
        name: String,
        #[serde(flatten)]
        function: Function,
    },
    #[serde(other)]
    Other,
}

/// A function of the world, and how values get across.
#[derive(Clone, Debug, Deserialize)]
pub struct Function {
    pub interface: Option<String>,
    pub function: String,
    pub params: Vec<Param>,
    pub result: Option<TypeRef>,
    pub abi: Abi,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Param {
    #[serde(rename = "type")]
    pub ty: TypeRef,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Abi {
    #[serde(rename = "async")]
    pub is_async: bool,
    pub string_encoding: Encoding,
    pub memory: Option<String>,
    pub realloc: Option<String>,
    pub post_return: Option<String>,
    pub params_area: Option<Area>,
    pub return_area: Option<Area>,
}

#[derive(Copy, Clone, Debug, Deserialize)]
pub enum Encoding {
    #[serde(rename = "utf8")]
    Utf8,
    #[serde(rename = "utf16")]
    Utf16,
    #[serde(rename = "latin1+utf16")]
    Latin1Utf16,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Area {
    pub size: u32,
    pub align: u32,
    pub offsets: Vec<u32>,
}

#[derive(Debug, Deserialize)]
pub struct Resource {
    pub home: Home,
    pub dtor: Option<String>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Home {
    Host,
    Module,
}

/// A type where it is used: a primitive by name, any other by its position.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum TypeRef {
    Primitive(Primitive),
    Defined(usize),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Primitive {
    Bool,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    Char,
    String,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoreType {
    I32,
    I64,
    F32,
    F64,
}

#[derive(Debug, Deserialize)]
pub struct ValueType {
    pub size: u32,
    pub align: u32,
    pub flat: Option<Vec<CoreType>>,
    #[serde(flatten)]
    pub kind: Kind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    Record {
        fields: Vec<Field>,
    },
    Tuple {
        fields: Vec<Field>,
    },
    Variant(Cases),
    Enum(Cases),
    Option(Cases),
    Result(Cases),
    Flags {
        labels: Vec<String>,
    },
    List {
        element: TypeRef,
        stride: u32,
    },
    Map {
        element: TypeRef,
        stride: u32,
    },
    FixedList {
        element: TypeRef,
        length: u32,
        stride: u32,
    },
    Own {
        resource: usize,
    },
    Borrow {
        resource: usize,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub struct Field {
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub ty: TypeRef,
    pub offset: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cases {
    pub discriminant: u32,
    pub payload_offset: u32,
    pub cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub struct Case {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: Option<TypeRef>,
}

impl Manifest {
    /// The exported function of this name.
    pub fn export(&self, interface: Option<&str>, name: &str) -> Option<(&str, &Function)> {
        self.exports.iter().find_map(|export| match export {
            Export::Function {
                name: core,
                function,
            } if function.interface.as_deref() == interface && function.function == name => {
                Some((core.as_str(), function))
            }
            _ => None,
        })
    }

    pub fn size(&self, ty: TypeRef) -> u32 {
        match ty {
            TypeRef::Defined(index) => self.types[index].size,
            TypeRef::Primitive(Primitive::String) => 8,
            TypeRef::Primitive(ty) => primitive_align(ty),
        }
    }

    pub fn align(&self, ty: TypeRef) -> u32 {
        match ty {
            TypeRef::Defined(index) => self.types[index].align,
            TypeRef::Primitive(ty) => primitive_align(ty),
        }
    }

    /// The core values that a value is passed as.
    pub fn flat(&self, ty: TypeRef) -> Vec<CoreType> {
        match ty {
            TypeRef::Defined(index) => {
                let flat = self.types[index].flat.clone();
                flat.expect("what is passed flat has a flat form")
            }
            TypeRef::Primitive(Primitive::String) => vec![CoreType::I32, CoreType::I32],
            TypeRef::Primitive(Primitive::S64 | Primitive::U64) => vec![CoreType::I64],
            TypeRef::Primitive(Primitive::F32) => vec![CoreType::F32],
            TypeRef::Primitive(Primitive::F64) => vec![CoreType::F64],
            TypeRef::Primitive(_) => vec![CoreType::I32],
        }
    }
}

/// The alignment of a primitive type, which is its size save for strings.
fn primitive_align(ty: Primitive) -> u32 {
    match ty {
        Primitive::Bool | Primitive::S8 | Primitive::U8 => 1,
        Primitive::S16 | Primitive::U16 => 2,
        Primitive::S64 | Primitive::U64 | Primitive::F64 => 8,
        _ => 4,
    }
}
