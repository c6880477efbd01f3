//! Types as text, in the notation of WIT; resources by identity.

use crate::types::{Def, FuncType, FuncTypeId, Type, TypeTable};

impl TypeTable {
    /// `ty` written out in full.
    pub fn display(&self, ty: Type) -> String {
        match ty {
            Type::Bool => "bool".into(),
            Type::S8 => "s8".into(),
            Type::U8 => "u8".into(),
            Type::S16 => "s16".into(),
            Type::U16 => "u16".into(),
            Type::S32 => "s32".into(),
            Type::U32 => "u32".into(),
            Type::S64 => "s64".into(),
            Type::U64 => "u64".into(),
            Type::F32 => "f32".into(),
            Type::F64 => "f64".into(),
            Type::Char => "char".into(),
            Type::String => "string".into(),
            Type::ErrorContext => "error-context".into(),
            Type::Def(_) => {
                self.display_def(self.def(ty).expect("a compound type has a definition"))
            }
        }
    }

    /// The function type `id` written out in full: `async (a: u32) -> string`.
    pub fn display_func(&self, id: FuncTypeId) -> String {
        let FuncType {
            params,
            result,
            async_,
        } = self.func(id);
        let params = join(
            params
                .iter()
                .map(|param| format!("{}: {}", param.name, self.display(param.ty))),
        );
        let result = result.map_or_else(String::new, |ty| format!(" -> {}", self.display(ty)));
        let async_ = if *async_ { "async " } else { "" };
        format!("{async_}({params}){result}")
    }

    fn display_def(&self, def: &Def) -> String {
        let one = |name: &str, ty: Type| format!("{name}<{}>", self.display(ty));
        let optional = |ty: &Option<Type>| ty.map_or_else(|| "_".into(), |ty| self.display(ty));
        match def {
            Def::List(ty) => one("list", *ty),
            Def::FixedList(ty, len) => format!("list<{}, {len}>", self.display(*ty)),
            Def::Map(key, value) => {
                format!("map<{}, {}>", self.display(*key), self.display(*value))
            }
            Def::Record(fields) => {
                let fields = join(
                    fields
                        .iter()
                        .map(|field| format!("{}: {}", field.name, self.display(field.ty))),
                );
                format!("record {{ {fields} }}")
            }
            Def::Tuple(items) => {
                format!("tuple<{}>", join(items.iter().map(|&ty| self.display(ty))))
            }
            Def::Variant(cases) => {
                let cases = join(cases.iter().map(|case| match case.ty {
                    Some(ty) => format!("{}({})", case.name, self.display(ty)),
                    None => case.name.to_string(),
                }));
                format!("variant {{ {cases} }}")
            }
            Def::Enum(names) => format!("enum {{ {} }}", names.join(", ")),
            Def::Option(ty) => one("option", *ty),
            Def::Result {
                ok: None,
                err: None,
            } => "result".into(),
            Def::Result { ok, err: None } => format!("result<{}>", optional(ok)),
            Def::Result { ok, err } => format!("result<{}, {}>", optional(ok), optional(err)),
            Def::Flags(names) => format!("flags {{ {} }}", names.join(", ")),
            Def::Own(resource) => format!("own<{resource}>"),
            Def::Borrow(resource) => format!("borrow<{resource}>"),
            Def::Stream(ty) => ty.map_or_else(|| "stream".into(), |ty| one("stream", ty)),
            Def::Future(ty) => ty.map_or_else(|| "future".into(), |ty| one("future", ty)),
        }
    }
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
