//! Strings in the encodings of the canonical ABI.

use super::Heap;
use arbtest::arbitrary::{Result, Unstructured};
use fuse_abi::opts::StringEncoding;

/// A string, and whether a guest of encoding `latin1+utf16` keeps it in UTF-16 though it need not.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    wide: bool,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

const TAG: u32 = 1 << 31;

#[derive(Copy, Clone, PartialEq)]
enum Simple {
    Utf8,
    Utf16,
    Latin1,
}

impl Text {
    /// Any text: often ASCII up to some point.
    pub fn arbitrary(u: &mut Unstructured<'_>) -> Result<Self> {
        let mut text = String::new();
        for (most, highest) in [
            (40, 0x7f),
            (3, 0xff),
            (20, 0x7f),
            (3, 0xffff),
            (3, 0x10_ffff),
            (9, 0x7f),
        ] {
            for _ in 0..u.int_in_range(0..=most)? {
                text.extend(char::from_u32(u.int_in_range(0..=highest)?));
            }
            if u.ratio(1, 3)? {
                break;
            }
        }
        Ok(Self {
            text,
            wide: u.arbitrary()?,
        })
    }

    fn is_latin1(&self) -> bool {
        self.text.chars().all(|char| u32::from(char) < 0x100)
    }

    /// How a guest with this encoding has it.
    fn simple(&self, encoding: StringEncoding) -> Simple {
        match encoding {
            StringEncoding::Utf8 => Simple::Utf8,
            StringEncoding::Utf16 => Simple::Utf16,
            StringEncoding::CompactUtf16 if self.wide || !self.is_latin1() => Simple::Utf16,
            StringEncoding::CompactUtf16 => Simple::Latin1,
        }
    }

    fn encode(&self, simple: Simple) -> Vec<u8> {
        match simple {
            Simple::Utf8 => self.text.clone().into_bytes(),
            Simple::Utf16 => self
                .text
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            Simple::Latin1 => self
                .text
                .chars()
                .map(|char| u8::try_from(char).unwrap())
                .collect(),
        }
    }

    /// Its bytes, their alignment and its tagged length, as a guest would pass it.
    pub fn passed(&self, encoding: StringEncoding) -> (Vec<u8>, u32, u32) {
        let simple = self.simple(encoding);
        let bytes = self.encode(simple);
        let align = if encoding == StringEncoding::Utf8 {
            1
        } else {
            2
        };
        let units = len(&bytes) / if simple == Simple::Utf16 { 2 } else { 1 };
        let tagged = encoding == StringEncoding::CompactUtf16 && simple == Simple::Utf16;
        (bytes, align, if tagged { units | TAG } else { units })
    }

    /// Its bytes as they must be read.
    pub fn decode(memory: &[u8], ptr: u32, tagged: u32, encoding: StringEncoding) -> Self {
        let utf16 = |units: u32| {
            assert_eq!(ptr % 2, 0);
            let bytes = super::bytes(memory, ptr, 2 * units);
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
                .collect();
            String::from_utf16(&units).unwrap()
        };
        let text = match encoding {
            StringEncoding::Utf8 => {
                String::from_utf8(super::bytes(memory, ptr, tagged).to_vec()).unwrap()
            }
            StringEncoding::Utf16 => utf16(tagged),
            StringEncoding::CompactUtf16 if tagged & TAG != 0 => utf16(tagged ^ TAG),
            StringEncoding::CompactUtf16 => super::bytes(memory, ptr, tagged)
                .iter()
                .map(|&byte| char::from(byte))
                .collect(),
        };
        Self { text, wide: false }
    }

    /// CanonicalABI, *Storing*: `store_string_into_range`.
    pub fn store(
        &self,
        memory: &mut [u8],
        heap: &mut Heap,
        src: StringEncoding,
        dst: StringEncoding,
    ) -> (u32, u32) {
        let simple = self.simple(src);
        let units = self.passed(src).2 & !TAG;
        match (dst, simple) {
            (StringEncoding::Utf8, Simple::Utf8) => {
                self.store_copy(memory, heap, (1, 1), Simple::Utf8, units)
            }
            (StringEncoding::Utf8, Simple::Utf16) => {
                self.store_to_utf8(memory, heap, units, 3 * units)
            }
            (StringEncoding::Utf8, Simple::Latin1) => {
                self.store_to_utf8(memory, heap, units, 2 * units)
            }
            (StringEncoding::Utf16, Simple::Utf8) => self.store_utf8_to_utf16(memory, heap, units),
            (StringEncoding::Utf16, _) => {
                self.store_copy(memory, heap, (2, 2), Simple::Utf16, units)
            }
            (StringEncoding::CompactUtf16, Simple::Latin1) => {
                self.store_copy(memory, heap, (1, 2), Simple::Latin1, units)
            }
            (StringEncoding::CompactUtf16, Simple::Utf16)
                if src == StringEncoding::CompactUtf16 =>
            {
                self.store_probably_utf16(memory, heap, units)
            }
            (StringEncoding::CompactUtf16, _) => self.store_to_compact(memory, heap, units),
        }
    }

    fn store_copy(
        &self,
        memory: &mut [u8],
        heap: &mut Heap,
        (unit, align): (u32, u32),
        simple: Simple,
        units: u32,
    ) -> (u32, u32) {
        let ptr = heap.realloc(memory, [0, 0, align, unit * units]);
        write(memory, ptr, &self.encode(simple));
        (ptr, units)
    }

    fn store_to_utf8(
        &self,
        memory: &mut [u8],
        heap: &mut Heap,
        units: u32,
        worst: u32,
    ) -> (u32, u32) {
        let mut ptr = heap.realloc(memory, [0, 0, 1, units]);
        let bytes = self.encode(Simple::Utf8);
        if !self.text.is_ascii() {
            ptr = heap.realloc(memory, [ptr, units, 1, worst]);
            write(memory, ptr, &bytes);
            if worst > len(&bytes) {
                ptr = heap.realloc(memory, [ptr, worst, 1, len(&bytes)]);
            }
        }
        write(memory, ptr, &bytes);
        (ptr, len(&bytes))
    }

    fn store_utf8_to_utf16(&self, memory: &mut [u8], heap: &mut Heap, units: u32) -> (u32, u32) {
        let mut ptr = heap.realloc(memory, [0, 0, 2, 2 * units]);
        let bytes = self.encode(Simple::Utf16);
        if len(&bytes) < 2 * units {
            ptr = heap.realloc(memory, [ptr, 2 * units, 2, len(&bytes)]);
        }
        write(memory, ptr, &bytes);
        (ptr, len(&bytes) / 2)
    }

    fn store_to_compact(&self, memory: &mut [u8], heap: &mut Heap, units: u32) -> (u32, u32) {
        let mut ptr = heap.realloc(memory, [0, 0, 2, units]);
        if self.is_latin1() {
            let bytes = self.encode(Simple::Latin1);
            if len(&bytes) < units {
                ptr = heap.realloc(memory, [ptr, units, 2, len(&bytes)]);
            }
            write(memory, ptr, &bytes);
            return (ptr, len(&bytes));
        }
        ptr = heap.realloc(memory, [ptr, units, 2, 2 * units]);
        let bytes = self.encode(Simple::Utf16);
        if 2 * units > len(&bytes) {
            ptr = heap.realloc(memory, [ptr, 2 * units, 2, len(&bytes)]);
        }
        write(memory, ptr, &bytes);
        (ptr, (len(&bytes) / 2) | TAG)
    }

    /// As engines do, this asks for an alignment of 2 in the end, where the specification has 1: a result that makes
    /// use of that could not be loaded again.
    fn store_probably_utf16(&self, memory: &mut [u8], heap: &mut Heap, units: u32) -> (u32, u32) {
        let mut ptr = heap.realloc(memory, [0, 0, 2, 2 * units]);
        let bytes = self.encode(Simple::Utf16);
        if !self.is_latin1() {
            write(memory, ptr, &bytes);
            return (ptr, (len(&bytes) / 2) | TAG);
        }
        let bytes = self.encode(Simple::Latin1);
        ptr = heap.realloc(memory, [ptr, 2 * units, 2, len(&bytes)]);
        write(memory, ptr, &bytes);
        (ptr, len(&bytes))
    }
}

fn write(memory: &mut [u8], ptr: u32, bytes: &[u8]) {
    memory[ptr as usize..][..bytes.len()].copy_from_slice(bytes);
}

fn len(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}
