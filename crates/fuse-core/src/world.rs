//! Compares the worlds of two components: what they import and export, under which names, in which order, with which types.
//!
//! Both are validated by one validator, as if they were nested in a component around them, so that core types can be compared by
//! identity; function bodies are passed over. Component-level types are equal if they have the same structure. Resource types
//! are equal if they came up in the same place first, as everything that is imported and exported is gone through in order.

use std::collections::{HashMap, HashSet};
use wasmparser::collections::IndexMap;
use wasmparser::component_types::{
    AliasableResourceId, ComponentAnyTypeId, ComponentCoreModuleTypeId, ComponentDefinedType,
    ComponentDefinedTypeId, ComponentEntityType, ComponentFuncTypeId, ComponentInstanceTypeId,
    ComponentItem, ComponentType, ComponentTypeId, ComponentValType, ResourceId,
};
use wasmparser::types::{EntityType, Types};
use wasmparser::{BinaryReaderError, Encoding, Parser, Validator};

type Items = IndexMap<String, ComponentItem>;
/// Where two worlds differ, the innermost part last.
type Same = Result<(), Vec<String>>;

/// The version in the header of a component.
const COMPONENT_VERSION: u16 = 0xd;

/// Checks that the components `input` and `output` have the same world.
///
/// # Errors
///
/// The first difference, or why one of the two is not a valid component.
pub fn compare(input: &[u8], output: &[u8]) -> Result<(), String> {
    let types = validate_both(input, output)?;
    let (input, output) = (types.component_at(0), types.component_at(1));
    let mut comparison = Comparison {
        types: &types,
        forth: HashMap::new(),
        back: HashMap::new(),
        equal: HashSet::new(),
    };
    comparison.component(input, output).map_err(|mut path| {
        path.reverse();
        path.join(": ")
    })
}

fn validate_both(input: &[u8], output: &[u8]) -> Result<Types, String> {
    let mut validator = Validator::new_with_features(crate::verify::features());
    let outer = |e: BinaryReaderError| format!("cannot nest components: {e}");
    validator
        .version(COMPONENT_VERSION, Encoding::Component, &(0..8))
        .map_err(outer)?;
    for (bytes, which) in [(input, "input"), (output, "output")] {
        validator.component_section(&(0..0)).map_err(outer)?;
        validate(&mut validator, bytes).map_err(|e| format!("the {which} is invalid: {e}"))?;
    }
    validator.end(0).map_err(outer)
}

fn validate(validator: &mut Validator, bytes: &[u8]) -> Result<(), BinaryReaderError> {
    for payload in Parser::new(0).parse_all(bytes) {
        validator.payload(&payload?)?;
    }
    Ok(())
}

/// The comparison of a type of the input, `a`, with one of the output, `b`.
struct Comparison<'t> {
    types: &'t Types,
    /// The resource types that stand for each other.
    forth: HashMap<ResourceId, ResourceId>,
    back: HashMap<ResourceId, ResourceId>,
    /// Pairs of types that are known to be equal.
    equal: HashSet<(ComponentDefinedTypeId, ComponentDefinedTypeId)>,
}

impl Comparison<'_> {
    fn component(&mut self, a: ComponentTypeId, b: ComponentTypeId) -> Same {
        let (a, b) = (&self.types[a], &self.types[b]);
        self.items("import", &a.imports, &b.imports)?;
        self.items("export", &a.exports, &b.exports)?;
        let bound = |ty: &ComponentType| {
            ty.imported_resources
                .iter()
                .chain(&ty.defined_resources)
                .map(|(id, _)| *id)
                .collect::<Vec<_>>()
        };
        self.forget(&bound(a), &bound(b));
        Ok(())
    }

    fn instance(&mut self, a: ComponentInstanceTypeId, b: ComponentInstanceTypeId) -> Same {
        let (a, b) = (&self.types[a], &self.types[b]);
        self.items("export", &a.exports, &b.exports)?;
        self.forget(&a.defined_resources, &b.defined_resources);
        Ok(())
    }

    /// Forgets resources that only the type just compared knows: it may come again, and then its resources are new again.
    fn forget(&mut self, a: &[ResourceId], b: &[ResourceId]) {
        self.forth.retain(|id, _| !a.contains(id));
        self.back.retain(|id, _| !b.contains(id));
        if !a.is_empty() {
            self.equal.clear();
        }
    }

    fn items(&mut self, what: &str, a: &Items, b: &Items) -> Same {
        for ((name, item), (other, theirs)) in a.iter().zip(b) {
            if name != other {
                return differs(format!("{what} `{name}`"), format!("{what} `{other}`"));
            }
            let said = |item: &ComponentItem| {
                format!(
                    "{:?}",
                    (&item.implements, &item.version_suffix, &item.external_id)
                )
            };
            same(said(item), said(theirs))
                .or_else(|e| within(format!("attributes of {what} `{name}`"), e))?;
            self.entity(item.ty, theirs.ty)
                .or_else(|e| within(format!("{what} `{name}`"), e))?;
        }
        match (a.get_index(b.len()), b.get_index(a.len())) {
            (Some((name, _)), _) => differs(format!("{what} `{name}`"), "the end".to_string()),
            (_, Some((name, _))) => differs("the end".to_string(), format!("{what} `{name}`")),
            (None, None) => Ok(()),
        }
    }

    fn entity(&mut self, a: ComponentEntityType, b: ComponentEntityType) -> Same {
        use ComponentEntityType as E;
        match (a, b) {
            (E::Module(a), E::Module(b)) => self.module(a, b),
            (E::Func(a), E::Func(b)) => self.func(a, b),
            (E::Type { created: a, .. }, E::Type { created: b, .. }) => self.any(a, b),
            (E::Instance(a), E::Instance(b)) => self.instance(a, b),
            (E::Component(a), E::Component(b)) => self.component(a, b),
            (a, b) => differs(entity_kind(a).to_string(), entity_kind(b).to_string()),
        }
    }

    fn any(&mut self, a: ComponentAnyTypeId, b: ComponentAnyTypeId) -> Same {
        use ComponentAnyTypeId as A;
        match (a, b) {
            (A::Resource(a), A::Resource(b)) => self.resource(a, b),
            (A::Defined(a), A::Defined(b)) => self.defined(a, b),
            (A::Func(a), A::Func(b)) => self.func(a, b),
            (A::Instance(a), A::Instance(b)) => self.instance(a, b),
            (A::Component(a), A::Component(b)) => self.component(a, b),
            (a, b) => differs(type_kind(a).to_string(), type_kind(b).to_string()),
        }
    }

    fn resource(&mut self, a: AliasableResourceId, b: AliasableResourceId) -> Same {
        let (a, b) = (a.resource(), b.resource());
        match (self.forth.get(&a), self.back.get(&b)) {
            (None, None) => {
                self.forth.insert(a, b);
                self.back.insert(b, a);
                Ok(())
            }
            (Some(&known), _) if known == b => Ok(()),
            (Some(_), Some(_)) => differs(
                "one resource seen before".to_string(),
                "another one".to_string(),
            ),
            (Some(_), None) => differs(
                "a resource seen before".to_string(),
                "a new one".to_string(),
            ),
            (None, Some(_)) => differs("a new resource".to_string(), "one seen before".to_string()),
        }
    }

    fn func(&mut self, a: ComponentFuncTypeId, b: ComponentFuncTypeId) -> Same {
        let (a, b) = (&self.types[a], &self.types[b]);
        same(format!("async {}", a.async_), format!("async {}", b.async_))?;
        let names = |params: &[(_, _)]| {
            params
                .iter()
                .map(|(name, _)| format!("{name}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        same(
            format!("params {}", names(&a.params)),
            format!("params {}", names(&b.params)),
        )?;
        for ((name, a), (_, b)) in a.params.iter().zip(&b.params) {
            self.value(*a, *b)
                .or_else(|e| within(format!("param `{name}`"), e))?;
        }
        self.optional(a.result, b.result)
            .or_else(|e| within("result".to_string(), e))
    }

    fn optional(&mut self, a: Option<ComponentValType>, b: Option<ComponentValType>) -> Same {
        match (a, b) {
            (Some(a), Some(b)) => self.value(a, b),
            (a, b) => same(
                format!("some type {}", a.is_some()),
                format!("some type {}", b.is_some()),
            ),
        }
    }

    fn value(&mut self, a: ComponentValType, b: ComponentValType) -> Same {
        use ComponentValType as V;
        match (a, b) {
            (V::Type(a), V::Type(b)) => self.defined(a, b),
            (a, b) => same(self.primitive(a), self.primitive(b)),
        }
    }

    /// A primitive type, whether or not it has an index of its own.
    fn primitive(&self, ty: ComponentValType) -> String {
        match ty {
            ComponentValType::Primitive(ty) => ty.to_string(),
            ComponentValType::Type(id) => match &self.types[id] {
                ComponentDefinedType::Primitive(ty) => ty.to_string(),
                ty => value_kind(ty),
            },
        }
    }

    fn defined(&mut self, a: ComponentDefinedTypeId, b: ComponentDefinedTypeId) -> Same {
        if self.equal.contains(&(a, b)) {
            return Ok(());
        }
        let (from, to) = (&self.types[a], &self.types[b]);
        same(value_kind(from), value_kind(to))?;
        let parts = parts(from).into_iter().zip(parts(to));
        for (a, b) in parts {
            self.optional(a, b)
                .or_else(|e| within(value_kind(from), e))?;
        }
        if let (Some(a), Some(b)) = (handle(from), handle(to)) {
            self.resource(a, b)?;
        }
        self.equal.insert((a, b));
        Ok(())
    }

    fn module(&mut self, a: ComponentCoreModuleTypeId, b: ComponentCoreModuleTypeId) -> Same {
        let (a, b) = (&self.types[a], &self.types[b]);
        let imports = |ty: &wasmparser::component_types::ModuleType| {
            ty.imports
                .iter()
                .map(|((module, name), ty)| format!("import {module:?} {name:?} {}", core(ty)))
                .collect::<Vec<_>>()
        };
        let exports = |ty: &wasmparser::component_types::ModuleType| {
            ty.exports
                .iter()
                .map(|(name, ty)| format!("export {name:?} {}", core(ty)))
                .collect::<Vec<_>>()
        };
        same_set(imports(a), imports(b))?;
        same_set(exports(a), exports(b))
    }
}

fn differs(a: String, b: String) -> Same {
    Err(vec![format!("the input has {a}, the output {b}")])
}

fn same(a: String, b: String) -> Same {
    if a == b { Ok(()) } else { differs(a, b) }
}

/// Compares descriptions of items whose order does not matter.
fn same_set(mut a: Vec<String>, mut b: Vec<String>) -> Same {
    a.sort();
    b.sort();
    same(a.join(", "), b.join(", "))
}

fn within(place: String, mut path: Vec<String>) -> Same {
    path.push(place);
    Err(path)
}

/// A core type; the validator gives equal function types the same identity.
fn core(ty: &EntityType) -> String {
    format!("{ty:?}")
}

fn entity_kind(ty: ComponentEntityType) -> &'static str {
    match ty {
        ComponentEntityType::Module(_) => "a core module",
        ComponentEntityType::Func(_) => "a function",
        ComponentEntityType::Value(_) => "a value",
        ComponentEntityType::Type { .. } => "a type",
        ComponentEntityType::Instance(_) => "an instance",
        ComponentEntityType::Component(_) => "a component",
    }
}

fn type_kind(ty: ComponentAnyTypeId) -> &'static str {
    match ty {
        ComponentAnyTypeId::Resource(_) => "a resource type",
        ComponentAnyTypeId::Defined(_) => "a value type",
        ComponentAnyTypeId::Func(_) => "a function type",
        ComponentAnyTypeId::Instance(_) => "an instance type",
        ComponentAnyTypeId::Component(_) => "a component type",
    }
}

/// What a type is but for the types in it.
fn value_kind(ty: &ComponentDefinedType) -> String {
    use ComponentDefinedType as D;
    let list = |names: Vec<&str>| names.join(" ");
    match ty {
        D::Primitive(ty) => ty.to_string(),
        D::Record(record) => format!(
            "record {}",
            list(record.fields.keys().map(|name| name.as_str()).collect())
        ),
        D::Variant(variant) => format!(
            "variant {}",
            list(variant.cases.keys().map(|name| name.as_str()).collect())
        ),
        D::List { .. } => "list".to_string(),
        D::Map { .. } => "map".to_string(),
        D::FixedLengthList { length, .. } => format!("list of {length}"),
        D::Tuple(tuple) => format!("tuple of {}", tuple.types.len()),
        D::Flags(names) => format!(
            "flags {}",
            list(names.iter().map(|name| name.as_str()).collect())
        ),
        D::Enum(names) => format!(
            "enum {}",
            list(names.iter().map(|name| name.as_str()).collect())
        ),
        D::Option { .. } => "option".to_string(),
        D::Result { .. } => "result".to_string(),
        D::Own(_) => "own".to_string(),
        D::Borrow(_) => "borrow".to_string(),
        D::Future { .. } => "future".to_string(),
        D::Stream { .. } => "stream".to_string(),
    }
}

/// The types that a type is made of, in order.
fn parts(ty: &ComponentDefinedType) -> Vec<Option<ComponentValType>> {
    use ComponentDefinedType as D;
    match ty {
        D::Primitive(_) | D::Flags(_) | D::Enum(_) | D::Own(_) | D::Borrow(_) => Vec::new(),
        D::Record(record) => record.fields.values().map(|ty| Some(*ty)).collect(),
        D::Variant(variant) => variant.cases.values().map(|case| case.ty).collect(),
        D::Tuple(tuple) => tuple.types.iter().map(|ty| Some(*ty)).collect(),
        D::List { element: ty, .. }
        | D::FixedLengthList { element: ty, .. }
        | D::Option { ty, .. } => vec![Some(*ty)],
        D::Map { key, value, .. } => vec![Some(*key), Some(*value)],
        D::Result { ok, err, .. } => vec![*ok, *err],
        D::Future { ty, .. } | D::Stream { ty, .. } => vec![*ty],
    }
}

/// The resource that a handle type is about.
fn handle(ty: &ComponentDefinedType) -> Option<AliasableResourceId> {
    match ty {
        ComponentDefinedType::Own(resource) | ComponentDefinedType::Borrow(resource) => {
            Some(*resource)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    /// Says how two components differ, which they must.
    fn difference(input: &str, output: &str) -> String {
        let parse =
            |text: &str| wat::parse_str(format!("(component {text})")).expect("the text is right");
        super::compare(&parse(input), &parse(input)).expect("a component has its own world");
        super::compare(&parse(input), &parse(output)).expect_err("the worlds differ")
    }

    fn check(input: &str, output: &str, expected: &str) {
        let found = difference(input, output);
        assert!(found.contains(expected), "{found}");
        difference(output, input);
    }

    #[test]
    fn names_and_order() {
        let f = r#"(import "f" (func))"#;
        check(f, "", "the input has import `f`, the output the end");
        check(
            &format!(r#"{f} (import "g" (func))"#),
            &format!(r#"(import "g" (func)) {f}"#),
            "the output import `g`",
        );
        check(
            f,
            r#"(import "f" (external-id "x") (func))"#,
            "attributes of import `f`",
        );
        check(
            f,
            r#"(import "f" (instance))"#,
            "a function, the output an instance",
        );
        check(
            r#"(import "i" (instance (export "f" (func))))"#,
            r#"(import "i" (instance))"#,
            "import `i`: ",
        );
    }

    #[test]
    fn value_types() {
        let f = |ty: &str| format!(r#"(import "f" (func (param "x" {ty})))"#);
        check(
            &f("u8"),
            &f("s8"),
            "import `f`: param `x`: the input has u8, the output s8",
        );
        check(
            &f("(list u8)"),
            &f("(list u8 4)"),
            "the input has list, the output list of 4",
        );
        check(
            &f("(option (tuple u8 u8))"),
            &f("(option (tuple u8 s8))"),
            "option: tuple of 2: the input has u8",
        );
        check(&f("(result (error u8))"), &f("(result u8)"), "param `x`");
        check(
            &f("u8"),
            r#"(import "f" (func (param "y" u8)))"#,
            "params x",
        );
        check(
            &f("u8"),
            r#"(import "f" (func (param "x" u8) (result u8)))"#,
            "import `f`: result",
        );
        check(
            &f("u8"),
            r#"(import "f" (func async (param "x" u8)))"#,
            "async",
        );
        let t = |ty: &str| format!(r#"(type $t {ty}) (import "t" (type (eq $t)))"#);
        check(
            &t(r#"(record (field "a" u8))"#),
            &t(r#"(record (field "b" u8))"#),
            "record a",
        );
        check(&t(r#"(enum "a")"#), &t(r#"(flags "a")"#), "enum a");
    }

    #[test]
    fn resources() {
        let two = r#"(import "r" (type $r (sub resource))) (import "s" (type $s (sub resource)))"#;
        let one = r#"(import "r" (type $r (sub resource))) (import "s" (type $s (eq $r)))"#;
        check(
            two,
            one,
            "import `s`: the input has a new resource, the output one seen before",
        );
        let f = |r: &str| format!(r#"{two} (import "f" (func (param "x" (own {r}))))"#);
        check(
            &f("$r"),
            &f("$s"),
            "param `x`: the input has one resource seen before, the output another one",
        );
    }

    #[test]
    fn module_types() {
        let m = |ty: &str| format!(r#"(import "m" (core module {ty}))"#);
        check(
            &m(r#"(export "f" (func))"#),
            &m(r#"(export "f" (func (param i32)))"#),
            "import `m`",
        );
        check(
            &m(r#"(import "a" "b" (memory 1))"#),
            &m(r#"(import "a" "b" (memory 2))"#),
            "import `m`",
        );
        let same = m(r#"(export "f" (func)) (export "g" (func))"#);
        let parse =
            |text: &str| wat::parse_str(format!("(component {text})")).expect("the text is right");
        super::compare(
            &parse(&same),
            &parse(&m(r#"(export "g" (func)) (export "f" (func))"#)),
        )
        .expect("no order");
    }
}
