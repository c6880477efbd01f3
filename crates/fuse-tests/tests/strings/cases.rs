//! The strings that the tests copy.

use crate::model::{UTF16_TAG, latin1, utf16};
use fuse_abi::opts::StringEncoding;

/// A string as it lies in memory, whether it is valid or not.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    pub bytes: Vec<u8>,
    pub tagged: u32,
}

/// Code points at both ends of each length and range that an encoding knows.
const BOUNDARIES: [char; 18] = [
    '\0',
    '\x7f',
    '\u{80}',
    '\u{bf}',
    '\u{c0}',
    '\u{ff}',
    '\u{100}',
    '\u{7ff}',
    '\u{800}',
    '\u{fff}',
    '\u{1000}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{ffff}',
    '\u{1_0000}',
    '\u{3_ffff}',
    '\u{4_0000}',
    '\u{10_ffff}',
];

/// Texts of every length and mixture that a fast path could get wrong.
pub fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let ascii: String = ('!'..='~').cycle().take(300).collect();
    texts.extend((1..=140).map(|length| ascii[..length].to_owned()));
    for ch in BOUNDARIES {
        for before in (0..=18).chain([31, 32, 63, 64, 65, 127, 128]) {
            for after in (0..=10).chain([16, 31, 64]) {
                texts.push(format!("{}{ch}{}", &ascii[..before], &ascii[..after]));
            }
        }
        for other in BOUNDARIES {
            texts.push(format!("{ch}{other}{other}{ch}"));
            texts.push(format!("{other}{}{ch}{other}{}", &ascii[..7], &ascii[..8]));
        }
        texts.extend((1..40).map(|count| String::from(ch).repeat(count)));
    }
    let mut random = Random(1);
    texts.extend((0..500).map(|_| random.text()));
    texts
}

/// `text` as a string of `encoding`; both ways if that has two.
pub fn encoded(text: &str, encoding: StringEncoding) -> Vec<Case> {
    let wide = Case {
        bytes: utf16(text),
        tagged: count(text.encode_utf16()),
    };
    match encoding {
        StringEncoding::Utf8 => vec![Case {
            bytes: text.into(),
            tagged: count(text.bytes()),
        }],
        StringEncoding::Utf16 => vec![wide],
        StringEncoding::CompactUtf16 => {
            let narrow = text.chars().all(|ch| u8::try_from(ch).is_ok());
            let narrow = narrow.then(|| Case {
                bytes: latin1(text),
                tagged: count(text.chars()),
            });
            narrow
                .into_iter()
                .chain([Case {
                    tagged: wide.tagged | UTF16_TAG,
                    ..wide
                }])
                .collect()
        }
    }
}

/// Strings of `encoding` that are hardly ever valid.
pub fn malformed(encoding: StringEncoding) -> Vec<Case> {
    match encoding {
        StringEncoding::Utf8 => malformed_utf8(),
        StringEncoding::Utf16 => malformed_utf16(),
        StringEncoding::CompactUtf16 => malformed_utf16()
            .into_iter()
            .map(|case| Case {
                tagged: case.tagged | UTF16_TAG,
                ..case
            })
            .collect(),
    }
}

/// Sequences of each length with each byte at the ends of the ranges that matter, complete and truncated, in front of,
/// behind and between ASCII.
fn malformed_utf8() -> Vec<Case> {
    const LEADS: [u8; 17] = [
        0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
        0xf8, 0xff,
    ];
    const OTHERS: [u8; 8] = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xc0];
    let mut sequences: Vec<Vec<u8>> = LEADS.iter().map(|&lead| vec![lead]).collect();
    for length in 1..4 {
        let longer: Vec<Vec<u8>> = sequences
            .iter()
            .filter(|sequence| sequence.len() == length)
            .flat_map(|sequence| {
                OTHERS
                    .iter()
                    .map(move |&other| [&sequence[..], &[other]].concat())
            })
            .collect();
        sequences.extend(longer);
    }
    let around = [(0, 0), (1, 0), (0, 1), (7, 0), (5, 9), (17, 3)];
    let cases = sequences.iter().flat_map(|sequence| {
        around.map(|(before, after)| {
            [&vec![b'a'; before], &sequence[..], &vec![b'z'; after]].concat()
        })
    });
    cases
        .map(|bytes| Case {
            tagged: count(&bytes),
            bytes,
        })
        .collect()
}

fn malformed_utf16() -> Vec<Case> {
    const UNITS: [u16; 10] = [
        0x41, 0xff, 0x100, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff,
    ];
    let mut cases = Vec::new();
    for first in UNITS {
        for second in UNITS {
            for (before, after) in [(0, 0), (1, 0), (0, 1), (3, 0), (2, 3), (9, 2)] {
                let ascii = |count| std::iter::repeat_n(0x61, count);
                let units: Vec<u16> = ascii(before)
                    .chain([first, second])
                    .chain(ascii(after))
                    .collect();
                cases.push(units);
            }
        }
        cases.push(vec![first]);
    }
    let bytes = |units: Vec<u16>| units.into_iter().flat_map(u16::to_le_bytes).collect();
    cases
        .into_iter()
        .map(|units| Case {
            tagged: count(&units),
            bytes: bytes(units),
        })
        .collect()
}

fn count(units: impl IntoIterator) -> u32 {
    u32::try_from(units.into_iter().count()).expect("test strings are short")
}

/// Numbers without a pattern, the same in every run (a linear congruential generator with Knuth's constants).
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 40).expect("24 bits") % limit
    }

    /// Up to 200 code points, in runs of the same kind.
    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(8) {
            let last = [0x7f, 0xff, 0x7ff, 0xffff, 0x10_ffff][self.below(5) as usize];
            for _ in 0..self.below(25) {
                text.extend(char::from_u32(self.below(last + 1)));
            }
        }
        text
    }

    /// A case with some bytes changed.
    pub fn damage(&mut self, case: &Case) -> Case {
        let mut case = case.clone();
        for _ in 0..=self.below(2) {
            if let Some(length) = u32::try_from(case.bytes.len())
                .ok()
                .filter(|&length| length > 0)
            {
                let at = self.below(length) as usize;
                case.bytes[at] = u8::try_from(self.below(0x100)).expect("below");
            }
        }
        case
    }
}
