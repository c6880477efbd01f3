//! The composition of a case, in the text format.

use super::layout::{self, Core};
use super::store::{self, Flat};
use super::types::Ty;
use super::{Case, Side};

/// The name of a field, a case or a flag.
pub fn label(index: usize) -> String {
    format!("x{index}")
}

/// The composition: both components, instantiated, with the caller's functions exported.
pub fn composition(case: &Case) -> String {
    let mut names = Names::default();
    let funcs: Vec<Func> = case
        .funcs
        .iter()
        .map(|params| Func::new(params, &mut names))
        .collect();
    let (imported, exported) = (names.text("import"), names.text("export"));
    let callee = callee(&funcs, &case.callee);
    let caller = caller(&funcs, &case.caller);
    let types = each(0..names.definitions.len(), |n| {
        format!(r#"(with "t{n}" (type $t{n}))"#)
    });
    let with = each(0..funcs.len(), |n| {
        format!(r#"(with "f{n}" (func $callee "f{n}"))"#)
    });
    let exports = each(funcs.iter().enumerate(), |(n, func)| {
        format!(
            "  (export \"f{n}\" (func $caller \"f{n}\") (func {}))\n",
            func.ty
        )
    });
    format!(
        "(component\n{exported}  (component $callee\n{imported}{callee})\n  (component $caller\n{imported}{caller})
  (instance $callee (instantiate $callee {types}))
  (instance $caller (instantiate $caller {types} {with}))
{exports})\n"
    )
}

/// The caller alone, which imports the callee's functions.
pub fn caller_alone(case: &Case) -> String {
    let mut names = Names::default();
    let funcs: Vec<Func> = case
        .funcs
        .iter()
        .map(|params| Func::new(params, &mut names))
        .collect();
    let imported = names.text("import");
    format!("(component\n{imported}{})\n", caller(&funcs, &case.caller))
}

fn each<T>(items: impl Iterator<Item = T>, text: impl FnMut(T) -> String) -> String {
    items.map(text).collect()
}

/// The definitions of the types that need a name.
#[derive(Default)]
struct Names {
    definitions: Vec<String>,
}

impl Names {
    /// All of them, each imported or exported under the name that the others use.
    fn text(&self, verb: &str) -> String {
        each(
            self.definitions.iter().enumerate(),
            |(n, definition)| match verb {
                "import" => format!(
                    "    (type $t{n}' {definition}) (import \"t{n}\" (type $t{n} (eq $t{n}')))\n"
                ),
                _ => {
                    format!("  (type $t{n}' {definition}) (export $t{n} \"t{n}\" (type $t{n}'))\n")
                }
            },
        )
    }

    fn define(&mut self, definition: String) -> String {
        self.definitions.push(definition);
        format!("$t{}", self.definitions.len() - 1)
    }

    /// How to refer to `ty`.
    fn refer(&mut self, ty: &Ty) -> String {
        let labels = |count: u32| each(0..count as usize, |n| format!(" \"{}\"", label(n)));
        match ty {
            Ty::Bool => "bool".into(),
            Ty::S8 => "s8".into(),
            Ty::U8 => "u8".into(),
            Ty::S16 => "s16".into(),
            Ty::U16 => "u16".into(),
            Ty::S32 => "s32".into(),
            Ty::U32 => "u32".into(),
            Ty::S64 => "s64".into(),
            Ty::U64 => "u64".into(),
            Ty::F32 => "f32".into(),
            Ty::F64 => "f64".into(),
            Ty::Char => "char".into(),
            Ty::String => "string".into(),
            Ty::List(element) => format!("(list {})", self.refer(element)),
            Ty::FixedLengthList(element, count) => {
                format!("(list {} {count})", self.refer(element))
            }
            Ty::Map(key, value) => format!("(map {} {})", self.refer(key), self.refer(value)),
            Ty::Tuple(fields) => format!(
                "(tuple{})",
                each(fields.iter(), |ty| format!(" {}", self.refer(ty)))
            ),
            Ty::Option(some) => format!("(option {})", self.refer(some)),
            Ty::Result(ok, error) => {
                let ok = ok
                    .as_ref()
                    .map_or_else(String::new, |ty| format!(" {}", self.refer(ty)));
                let error = error
                    .as_ref()
                    .map_or_else(String::new, |ty| format!(" (error {})", self.refer(ty)));
                format!("(result{ok}{error})")
            }
            Ty::Record(fields) => {
                let fields = each(fields.iter().enumerate(), |(n, ty)| {
                    format!(" (field \"{}\" {})", label(n), self.refer(ty))
                });
                self.define(format!("(record{fields})"))
            }
            Ty::Variant(cases) => {
                let cases = each(cases.iter().enumerate(), |(n, ty)| {
                    let payload = ty
                        .as_ref()
                        .map_or_else(String::new, |ty| format!(" {}", self.refer(ty)));
                    format!(" (case \"{}\"{payload})", label(n))
                });
                self.define(format!("(variant{cases})"))
            }
            Ty::Enum(count) => self.define(format!("(enum{})", labels(*count))),
            Ty::Flags(count) => self.define(format!("(flags{})", labels(*count))),
        }
    }
}

/// One function, as both components see it.
struct Func {
    /// Its component type.
    ty: String,
    /// Its parameters, as one value if there is one, and as a tuple if there are more.
    result: Option<Ty>,
    /// Its core parameters.
    core_params: Vec<Core>,
    /// Its core result, where it is lifted.
    core_result: Option<Core>,
}

impl Func {
    fn new(params: &[Ty], names: &mut Names) -> Func {
        let references: Vec<_> = params.iter().map(|ty| names.refer(ty)).collect();
        let result = match params {
            [] => None,
            [ty] => Some(ty.clone()),
            tys => Some(Ty::Tuple(tys.to_vec())),
        };
        let params = each(references.iter().enumerate(), |(n, ty)| {
            format!("(param \"p{n}\" {ty}) ")
        });
        let result_ref = match references.as_slice() {
            [] => String::new(),
            [one] => format!("(result {one})"),
            all => format!("(result (tuple {}))", all.join(" ")),
        };
        let flat = result.as_ref().map_or_else(Vec::new, layout::flat);
        Func {
            ty: params + &result_ref,
            core_result: match flat.as_slice() {
                [] => None,
                [core] => Some(*core),
                _ => Some(Core::I32),
            },
            core_params: if flat.len() > layout::MAX_FLAT_PARAMS {
                vec![Core::I32]
            } else {
                flat
            },
            result,
        }
    }

    /// Whether the result is returned through memory.
    fn by_pointer(&self) -> Option<&Ty> {
        self.result.as_ref().filter(|ty| layout::flat(ty).len() > 1)
    }

    /// Whether the parameters are, too.
    fn is_spilled(&self) -> bool {
        self.result
            .as_ref()
            .is_some_and(|ty| layout::flat(ty).len() > layout::MAX_FLAT_PARAMS)
    }

    fn core_params_text(&self) -> String {
        each(self.core_params.iter(), |core| {
            format!("(param {}) ", core.name())
        })
    }

    fn core_result_text(&self) -> String {
        self.core_result
            .map_or_else(String::new, |core| format!("(result {})", core.name()))
    }
}

/// Where the result of each of `funcs` is stored, and where the heap starts.
fn areas(funcs: &[Func]) -> (Vec<u32>, u32) {
    let mut end = 16;
    let areas = funcs
        .iter()
        .map(|func| {
            let size = func.by_pointer().map_or(0, layout::size);
            let start = end;
            end = (end + size).next_multiple_of(8);
            start
        })
        .collect();
    (areas, end)
}

/// A memory, its allocator, and a post-return function for each core result.
fn libc(heap: u32, side: &Side) -> String {
    let scribble = if side.scribbles {
        format!(
            "(memory.fill (i32.const 16) (i32.const 0xa5) (i32.sub (global.get $next) (i32.const 16)))
        (global.set $next (i32.const {heap}))"
        )
    } else {
        String::new()
    };
    let posts = each(
        [Core::I32, Core::I64, Core::F32, Core::F64].into_iter(),
        |core| {
            let name = core.name();
            format!("      (func (export \"post-{name}\") (param {name}) {scribble})\n")
        },
    );
    format!(
        r#"      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const {heap}))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $p i32)
        (local.set $p (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $next (i32.add (i32.add (local.get $p) (local.get $size)) (i32.const 1)))
        (if (i32.gt_u (global.get $next) (i32.shl (memory.size) (i32.const 16)))
          (then (drop (memory.grow (i32.add (i32.shr_u (local.get $size) (i32.const 16)) (i32.const 1))))))
        (memory.copy (local.get $p) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
        (local.get $p))
{posts}"#
    )
}

/// The lifts of `funcs` from the core instances `libc` and `main`.
fn lifts(funcs: &[Func], side: &Side) -> String {
    each(funcs.iter().enumerate(), |(n, func)| {
        let post_return = func.core_result.map_or_else(String::new, |core| {
            format!("(post-return (core func $libc \"post-{}\"))", core.name())
        });
        format!(
            "    (func (export \"f{n}\") {} (canon lift (core func $main \"f{n}\") string-encoding={}
      (memory (core memory $libc \"mem\")) (realloc (core func $libc \"realloc\")) {post_return}))\n",
            func.ty, side.encoding
        )
    })
}

/// A component whose functions return their parameters.
fn callee(funcs: &[Func], side: &Side) -> String {
    let (areas, heap) = areas(funcs);
    let bodies = each(funcs.iter().zip(&areas).enumerate(), |(n, (func, area))| {
        let mut body = String::new();
        match func.by_pointer() {
            Some(ty) if !func.is_spilled() => {
                let locals = func.core_params.iter().enumerate();
                let flat: Vec<_> = locals
                    .map(|(n, core)| Flat {
                        expr: format!("(local.get {n})"),
                        core: *core,
                    })
                    .collect();
                store::store(ty, &flat, *area, &mut body);
                body.push_str(&format!("(i32.const {area})"));
            }
            // One value, or a pointer to them all, which is a pointer to the result, too.
            _ if func.result.is_some() => body.push_str("(local.get 0)"),
            _ => {}
        }
        format!(
            "      (func (export \"f{n}\") {}{}\n{body})\n",
            func.core_params_text(),
            func.core_result_text()
        )
    });
    format!(
        "    (core module $libc\n{})
    (core instance $libc (instantiate $libc))
    (core module $main
      (import \"libc\" \"mem\" (memory 1))\n{bodies})
    (core instance $main (instantiate $main (with \"libc\" (instance $libc))))\n{}",
        libc(heap, side),
        lifts(funcs, side)
    )
}

/// A component whose functions call the callee's.
fn caller(funcs: &[Func], side: &Side) -> String {
    let (areas, heap) = areas(funcs);
    let imports = each(funcs.iter().enumerate(), |(n, func)| {
        format!(
            "    (import \"f{n}\" (func $f{n} {}))
    (core func $f{n} (canon lower (func $f{n}) string-encoding={}
      (memory (core memory $libc \"mem\")) (realloc (core func $libc \"realloc\"))))\n",
            func.ty, side.encoding
        )
    });
    let core_imports = each(funcs.iter().enumerate(), |(n, func)| {
        let result = match func.by_pointer() {
            Some(_) => "(param i32)".to_owned(),
            None => func.core_result_text(),
        };
        format!(
            "      (import \"\" \"f{n}\" (func $f{n} {}{result}))\n",
            func.core_params_text()
        )
    });
    let bodies = each(funcs.iter().zip(&areas).enumerate(), |(n, (func, area))| {
        let params = each(0..func.core_params.len(), |n| format!("(local.get {n}) "));
        let body = match func.by_pointer() {
            Some(_) => format!("(call $f{n} {params}(i32.const {area})) (i32.const {area})"),
            None => format!("(call $f{n} {params})"),
        };
        format!(
            "      (func (export \"f{n}\") {}{} {body})\n",
            func.core_params_text(),
            func.core_result_text()
        )
    });
    let args = each(0..funcs.len(), |n| {
        format!("(export \"f{n}\" (func $f{n}))")
    });
    format!(
        "    (core module $libc\n{})
    (core instance $libc (instantiate $libc))\n{imports}    (core module $main\n{core_imports}{bodies})
    (core instance $main (instantiate $main (with \"\" (instance {args}))))\n{}",
        libc(heap, side),
        lifts(funcs, side)
    )
}
