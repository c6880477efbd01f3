//! The same functions and values through a bare core module, whose host knows nothing but its manifest: once the module exports the
//! functions of a whole composition, once the caller imports those of the callee from the host.

use super::{CALLS, Case, values, wat};
use crate::core_host::{CoreHost, Provider, Value};
use arbtest::arbitrary::{Result, Unstructured};
use fuse_core::{Options, Shape};
use wasmtime::component::Val;

/// Makes a case of `u` and runs it both ways.
///
/// # Errors
///
/// If `u` has too little to make a case of.
///
/// # Panics
///
/// If a call returns something else than what it was given, or a component is refused.
pub fn check_core(u: &mut Unstructured<'_>) -> Result<()> {
    let case = Case::arbitrary(u)?;
    for text in [wat::composition(&case), wat::caller_alone(&case)] {
        let mut host = host(&text);
        for (index, params) in case.funcs.iter().enumerate() {
            for _ in 0..CALLS {
                let values: Vec<_> = params
                    .iter()
                    .map(|ty| values::arbitrary(ty, u).map(|value| lifted(&value)))
                    .collect::<Result<_>>()?;
                let returned = host
                    .call(None, &format!("f{index}"), &values)
                    .unwrap_or_else(|error| panic!("{error}\n{values:?}\n{text}"));
                assert_eq!(returned, echo(values), "{text}");
            }
        }
    }
    Ok(())
}

fn host(text: &str) -> CoreHost {
    let component = ::wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut options = Options::default();
    options.shape = Shape::Core;
    let fused =
        fuse_core::fuse(&component, &options).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let manifest = fused.manifest.expect("a bare core module has a manifest");
    let manifest = serde_json::to_string(&manifest).expect("every key is a string");
    CoreHost::new(&fused.bytes, &manifest, Echo).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What a function returns: its parameter, or a tuple of several.
fn echo(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 | 1 => values.pop(),
        _ => Some(Value::Record(values)),
    }
}

/// The host in the place of the callee.
struct Echo;

impl Provider for Echo {
    fn call(
        &mut self,
        interface: Option<&str>,
        name: &str,
        args: Vec<Value>,
    ) -> std::result::Result<Option<Value>, wasmi::Error> {
        assert!(
            interface.is_none() && name.starts_with('f'),
            "{interface:?} {name}"
        );
        Ok(echo(args))
    }

    fn dropped(&mut self, id: u32) {
        panic!("nobody has resource {id}");
    }
}

/// `value` as the host of core modules has it.
fn lifted(value: &Val) -> Value {
    let all = |values: &[Val]| values.iter().map(lifted).collect();
    let payload = |value: &Option<Box<Val>>| value.as_deref().map(lifted);
    match value {
        Val::Bool(value) => Value::Bool(*value),
        Val::S8(value) => Value::Signed((*value).into()),
        Val::U8(value) => Value::Unsigned((*value).into()),
        Val::S16(value) => Value::Signed((*value).into()),
        Val::U16(value) => Value::Unsigned((*value).into()),
        Val::S32(value) => Value::Signed((*value).into()),
        Val::U32(value) => Value::Unsigned((*value).into()),
        Val::S64(value) => Value::Signed(*value),
        Val::U64(value) => Value::Unsigned(*value),
        Val::Float32(value) => Value::F32(*value),
        Val::Float64(value) => Value::F64(*value),
        Val::Char(value) => Value::Char(*value),
        Val::String(value) => Value::String(value.clone()),
        Val::List(values) | Val::FixedLengthList(values) => Value::List(all(values)),
        Val::Map(pairs) => {
            let pairs = pairs.iter();
            let pair = |(key, value): &(Val, Val)| Value::Record(vec![lifted(key), lifted(value)]);
            Value::List(pairs.map(pair).collect())
        }
        Val::Record(fields) => {
            Value::Record(fields.iter().map(|(_, value)| lifted(value)).collect())
        }
        Val::Tuple(values) => Value::Record(all(values)),
        Val::Variant(name, value) => Value::case(name, payload(value)),
        Val::Enum(name) => Value::case(name, None),
        Val::Option(None) => Value::case("none", None),
        Val::Option(value) => Value::case("some", payload(value)),
        Val::Result(Ok(value)) => Value::case("ok", payload(value)),
        Val::Result(Err(value)) => Value::case("err", payload(value)),
        Val::Flags(labels) => Value::Flags(labels.clone()),
        other => panic!("no case has {other:?}"),
    }
}
