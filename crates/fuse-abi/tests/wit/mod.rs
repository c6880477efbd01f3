//! WIT types as the canonical ABI sees them.

use anyhow::{Result, ensure};
use fuse_abi::types::{Case, Def, Field, FuncType, FuncTypeId, ResourceId, Type, TypeTable};
use std::path::Path;
use wit_parser::{Handle, Resolve, TypeDefKind};

/// The only function of a WIT package.
pub fn parse(path: &Path, text: &str) -> Result<(TypeTable, FuncTypeId)> {
    let mut resolve = Resolve {
        all_features: true,
        ..Resolve::default()
    };
    resolve.push_str(path, text)?;
    let functions: Vec<_> = resolve
        .interfaces
        .iter()
        .flat_map(|(_, interface)| interface.functions.values())
        .collect();
    ensure!(
        functions.len() == 1,
        "a case has one function, not {}",
        functions.len()
    );
    let mut types = TypeTable::default();
    let params = functions[0].params.iter().map(|param| Field {
        name: param.name.as_str().into(),
        ty: intern(&resolve, &mut types, param.ty),
    });
    let params = params.collect();
    let result = functions[0]
        .result
        .map(|ty| intern(&resolve, &mut types, ty));
    let func = types.intern_func(FuncType {
        params,
        result,
        async_: false,
    });
    Ok((types, func))
}

fn intern(resolve: &Resolve, types: &mut TypeTable, ty: wit_parser::Type) -> Type {
    match ty {
        wit_parser::Type::Bool => Type::Bool,
        wit_parser::Type::U8 => Type::U8,
        wit_parser::Type::U16 => Type::U16,
        wit_parser::Type::U32 => Type::U32,
        wit_parser::Type::U64 => Type::U64,
        wit_parser::Type::S8 => Type::S8,
        wit_parser::Type::S16 => Type::S16,
        wit_parser::Type::S32 => Type::S32,
        wit_parser::Type::S64 => Type::S64,
        wit_parser::Type::F32 => Type::F32,
        wit_parser::Type::F64 => Type::F64,
        wit_parser::Type::Char => Type::Char,
        wit_parser::Type::String => Type::String,
        wit_parser::Type::ErrorContext => Type::ErrorContext,
        wit_parser::Type::Id(id) => intern_kind(resolve, types, &resolve.types[id].kind),
    }
}

fn intern_kind(resolve: &Resolve, types: &mut TypeTable, kind: &TypeDefKind) -> Type {
    let mut part = |ty: &wit_parser::Type| intern(resolve, types, *ty);
    let def = match kind {
        TypeDefKind::Type(ty) => return part(ty),
        TypeDefKind::Record(record) => Def::Record(
            record
                .fields
                .iter()
                .map(|field| Field {
                    name: field.name.as_str().into(),
                    ty: part(&field.ty),
                })
                .collect(),
        ),
        TypeDefKind::Tuple(tuple) => Def::Tuple(tuple.types.iter().map(part).collect()),
        TypeDefKind::Flags(flags) => Def::Flags(
            flags
                .flags
                .iter()
                .map(|flag| flag.name.as_str().into())
                .collect(),
        ),
        TypeDefKind::Enum(cases) => Def::Enum(
            cases
                .cases
                .iter()
                .map(|case| case.name.as_str().into())
                .collect(),
        ),
        TypeDefKind::Variant(variant) => Def::Variant(
            variant
                .cases
                .iter()
                .map(|case| Case {
                    name: case.name.as_str().into(),
                    ty: case.ty.as_ref().map(&mut part),
                })
                .collect(),
        ),
        TypeDefKind::Option(ty) => Def::Option(part(ty)),
        TypeDefKind::Result(result) => Def::Result {
            ok: result.ok.as_ref().map(&mut part),
            err: result.err.as_ref().map(&mut part),
        },
        TypeDefKind::List(ty) => Def::List(part(ty)),
        TypeDefKind::FixedLengthList(ty, count) => Def::FixedList(part(ty), *count),
        TypeDefKind::Map(key, value) => Def::Map(part(key), part(value)),
        TypeDefKind::Stream(ty) => Def::Stream(ty.as_ref().map(&mut part)),
        TypeDefKind::Future(ty) => Def::Future(ty.as_ref().map(&mut part)),
        TypeDefKind::Handle(Handle::Own(id)) => {
            Def::Own(ResourceId(u32::try_from(id.index()).unwrap()))
        }
        TypeDefKind::Handle(Handle::Borrow(id)) => {
            Def::Borrow(ResourceId(u32::try_from(id.index()).unwrap()))
        }
        other => panic!("no case has a {}", other.as_str()),
    };
    types.intern(def)
}
