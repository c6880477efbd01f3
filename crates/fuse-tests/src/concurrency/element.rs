//! Elements of the streams and futures that a guest's functions take and return.

use std::fmt::Write as _;
use wasmtime::component::{ComponentType, Lift, Lower};

/// What kind of element a guest's streams and futures have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Element {
    /// None at all.
    Nothing,
    /// A byte.
    U8,
    /// A word.
    U32,
    /// A string.
    String,
    /// A tuple with a string and a list of numbers of 16 bits.
    Tuple,
}

/// How many elements an actor has to write.
const WRITTEN: u32 = 64;

/// Where strings and lists that are written lie, as many bytes as `WRITTEN` of them may need.
const POINTED_TO: u32 = 3072;

impl Element {
    /// The element that a case names.
    pub(super) fn named(name: &str) -> Option<Element> {
        Some(match name {
            "nothing" => Element::Nothing,
            "u8" => Element::U8,
            "u32" => Element::U32,
            "string" => Element::String,
            "tuple" => Element::Tuple,
            _ => return None,
        })
    }

    /// As a case names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Element::Nothing => "nothing",
            Element::U8 => "u8",
            Element::U32 => "u32",
            Element::String => "string",
            Element::Tuple => "tuple",
        }
    }

    /// Its type in text, with a space before it if there is one.
    pub(super) fn ty(self) -> &'static str {
        match self {
            Element::Nothing => "",
            Element::U8 => " u8",
            Element::U32 => " u32",
            Element::String => " string",
            Element::Tuple => " (tuple string (list u16))",
        }
    }

    /// Whether it can be copied within a component in every way.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Element::Nothing | Element::U8 | Element::U32)
    }

    /// The option with which memory is made for it.
    pub(super) fn realloc(self) -> &'static str {
        match self {
            Element::Nothing | Element::U8 | Element::U32 => "",
            Element::String | Element::Tuple => " (realloc $realloc)",
        }
    }

    /// Its size in memory.
    fn size(self) -> u32 {
        match self {
            Element::Nothing => 0,
            Element::U8 => 1,
            Element::U32 => 4,
            Element::String => 8,
            Element::Tuple => 16,
        }
    }

    /// A core module that puts what is written into the memory, and exports the element's size and how it is summed up.
    pub(super) fn module(self) -> String {
        let digest = match self {
            Element::Nothing => "(i32.const 1)",
            Element::U8 => "(i32.load8_u (local.get $at))",
            Element::U32 => "(i32.load (local.get $at))",
            Element::String => {
                "(call $bytes (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))"
            }
            Element::Tuple => {
                "(i32.add
                  (call $bytes (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
                  (i32.mul (i32.const 7)
                    (call $bytes
                      (i32.load offset=8 (local.get $at))
                      (i32.shl (i32.load offset=12 (local.get $at)) (i32.const 1)))))"
            }
        };
        format!(
            r#"(core module $element
  (import "libc" "memory" (memory 1))
  (global (export "size") i32 (i32.const {size}))
  (data (i32.const 1024) "{written}")
  (data (i32.const {POINTED_TO}) "{pointed_to}")
  (func $bytes (param $at i32) (param $length i32) (result i32)
    (local $sum i32)
    (local.set $sum (local.get $length))
    (loop $next
      (if (local.get $length)
        (then
          (local.set $sum
            (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u (local.get $at))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $length (i32.sub (local.get $length) (i32.const 1)))
          (br $next))))
    (local.get $sum))
  (func (export "digest") (param $at i32) (result i32) {digest}))
"#,
            size = self.size(),
            written = escaped(&self.written()),
            pointed_to = escaped(&letters()),
        )
    }

    /// The elements that actors write, as they lie in memory.
    fn written(self) -> Vec<u8> {
        let words = |words: &[u32]| -> Vec<u8> {
            words.iter().flat_map(|word| word.to_le_bytes()).collect()
        };
        (0..WRITTEN)
            .flat_map(|n| match self {
                Element::Nothing => Vec::new(),
                Element::U8 => letters()[n as usize..][..1].to_vec(),
                Element::U32 => words(&[1000 + n]),
                Element::String => words(&[POINTED_TO + n, n % 5]),
                Element::Tuple => words(&[POINTED_TO + n, n % 3, POINTED_TO + 2 * n, n % 4]),
            })
            .collect()
    }
}

fn letters() -> Vec<u8> {
    (b'a'..=b'z').cycle().take(512).collect()
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "\\{byte:02x}").expect("a string takes everything");
        text
    })
}

/// An element in the host's hands.
pub(super) trait Value: ComponentType + Lift + Lower + Send + Sync + 'static {
    /// The element that the host writes at this place of a stream.
    fn nth(place: u32) -> Self;

    /// What a trace says of it.
    fn shown(&self) -> String;
}

impl Value for () {
    fn nth(_: u32) {}

    fn shown(&self) -> String {
        "()".to_owned()
    }
}

impl Value for u8 {
    fn nth(place: u32) -> u8 {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place as usize % 26]
    }

    fn shown(&self) -> String {
        char::from(*self).to_string()
    }
}

impl Value for u32 {
    fn nth(place: u32) -> u32 {
        0x0100_0000 + place
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for String {
    fn nth(place: u32) -> String {
        (0..place % 4)
            .map(|at| char::from(u8::nth(place + at)))
            .collect()
    }

    fn shown(&self) -> String {
        format!("{self:?}")
    }
}

impl Value for (String, Vec<u16>) {
    fn nth(place: u32) -> (String, Vec<u16>) {
        let numbers = (0..place % 3).map(|at| u16::from(u8::nth(place + at)) << 4);
        (String::nth(place + 1), numbers.collect())
    }

    fn shown(&self) -> String {
        format!("{self:?}")
    }
}
