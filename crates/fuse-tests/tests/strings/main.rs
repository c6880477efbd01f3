//! The string transcoders against a model of the canonical ABI, and the model against a composed component.
//!
//! What must agree is all that a guest can observe: the string, its tagged length, and the calls of `realloc`.

mod cases;
mod composed;
mod model;
mod module;

use cases::{Case, Random};
use composed::Composed;
use fuse_abi::memory::MAX_STRING_BYTE_LENGTH;
use fuse_abi::opts::StringEncoding;
use model::{Guest, UTF16_TAG};
use module::{ENCODINGS, Transcoders};

const PAGE: u32 = 65536;

/// Where most cases put their source; far enough from the start for a read before it to be seen.
const SOURCE: u32 = 1026;

/// How many bytes a string of `dst` has.
fn byte_length(dst: StringEncoding, tagged: u32) -> u32 {
    match dst {
        StringEncoding::Utf8 => tagged,
        StringEncoding::Utf16 => 2 * tagged,
        StringEncoding::CompactUtf16 if tagged & UTF16_TAG != 0 => 2 * (tagged ^ UTF16_TAG),
        StringEncoding::CompactUtf16 => tagged,
    }
}

fn slice(guest: &Guest, dst: StringEncoding, ptr: u32, tagged: u32) -> &[u8] {
    &guest.memory[ptr as usize..][..byte_length(dst, tagged) as usize]
}

/// Copies the string at `ptr` by the transcoder and by the model, and compares.
fn check_at(
    transcoders: &mut Transcoders,
    src: StringEncoding,
    dst: StringEncoding,
    string: (u32, u32),
    guest: &Guest,
) {
    let (mut expected_guest, mut actual_guest) = (guest.clone(), guest.clone());
    let expected = model::transcode(
        (src, transcoders.src_memory()),
        string,
        dst,
        &mut expected_guest,
    );
    let actual = transcoders.run((src, dst), string, &mut actual_guest);
    let context = || format!("{src:?} to {dst:?} of {string:x?}");
    match (expected, actual) {
        (Ok((ptr, tagged)), Ok(actual)) => {
            assert_eq!((ptr, tagged), actual, "{}", context());
            assert_eq!(expected_guest.calls, actual_guest.calls, "{}", context());
            assert_eq!(
                slice(&expected_guest, dst, ptr, tagged),
                slice(&actual_guest, dst, ptr, tagged),
                "{}",
                context()
            );
        }
        (Err(reason), Err(stub)) => assert_eq!(format!("[trap] {reason}"), stub, "{}", context()),
        (expected, actual) => panic!("{}: expected {expected:?}, got {actual:?}", context()),
    }
}

/// The same for a string that is put into memory first. What is behind it there would complete one that is truncated.
fn check(
    transcoders: &mut Transcoders,
    src: StringEncoding,
    dst: StringEncoding,
    case: &Case,
    guest: &Guest,
) {
    let start = SOURCE as usize;
    let memory = transcoders.src_memory();
    let end = start + case.bytes.len();
    memory[start..end].copy_from_slice(&case.bytes);
    let completion: &[u8] = if src == StringEncoding::Utf8 {
        &[0x80]
    } else {
        &[0x00, 0xdc]
    };
    memory[end..].fill(0);
    memory[end..][..completion.len()].copy_from_slice(completion);
    check_at(transcoders, src, dst, (SOURCE, case.tagged), guest);
}

fn for_each_pair(mut run: impl FnMut(StringEncoding, StringEncoding)) {
    for src in ENCODINGS {
        for dst in ENCODINGS {
            run(src, dst);
        }
    }
}

#[test]
fn texts_arrive_with_the_calls_of_realloc_that_the_abi_prescribes() {
    let mut transcoders = Transcoders::new(1, 1);
    let guest = Guest::new(PAGE as usize);
    let texts = cases::texts();
    for_each_pair(|src, dst| {
        for case in texts.iter().flat_map(|text| cases::encoded(text, src)) {
            check(&mut transcoders, src, dst, &case, &guest);
        }
    });
}

#[test]
fn a_realloc_that_loses_the_bytes_is_seen_to_do_so() {
    let mut transcoders = Transcoders::new(1, 1);
    let guest = Guest {
        copies: false,
        ..Guest::new(PAGE as usize)
    };
    for_each_pair(|src, dst| {
        for case in cases::texts()
            .iter()
            .step_by(7)
            .flat_map(|text| cases::encoded(text, src))
        {
            check(&mut transcoders, src, dst, &case, &guest);
        }
    });
}

#[test]
fn malformed_strings_trap() {
    let mut transcoders = Transcoders::new(1, 1);
    let guest = Guest::new(PAGE as usize);
    for_each_pair(|src, dst| {
        for case in cases::malformed(src) {
            check(&mut transcoders, src, dst, &case, &guest);
        }
    });
}

#[test]
fn damaged_strings_trap_exactly_if_they_are_malformed() {
    let mut transcoders = Transcoders::new(1, 1);
    let guest = Guest::new(PAGE as usize);
    let mut random = Random(2);
    for_each_pair(|src, dst| {
        for case in cases::texts()
            .iter()
            .flat_map(|text| cases::encoded(text, src))
            .step_by(3)
        {
            check(&mut transcoders, src, dst, &random.damage(&case), &guest);
        }
    });
}

#[test]
fn pointers_and_lengths_are_checked() {
    let mut transcoders = Transcoders::new(1, 1);
    transcoders.src_memory().fill(0x20);
    let guest = Guest::new(PAGE as usize);
    let longest = MAX_STRING_BYTE_LENGTH;
    let lengths = [
        0,
        1,
        7,
        8,
        9,
        longest / 2,
        longest / 2 + 1,
        longest,
        longest + 1,
        u32::MAX / 2,
        u32::MAX,
    ];
    let pointers = [
        0,
        1,
        PAGE - 18,
        PAGE - 17,
        PAGE - 9,
        PAGE - 8,
        PAGE - 1,
        PAGE,
        PAGE + 1,
        PAGE + 2,
        u32::MAX - 1,
        u32::MAX,
    ];
    for_each_pair(|src, dst| {
        for string in pointers
            .iter()
            .flat_map(|&ptr| lengths.map(|length| (ptr, length)))
        {
            check_at(&mut transcoders, src, dst, string, &guest);
            check_at(
                &mut transcoders,
                src,
                dst,
                (string.0, string.1 ^ UTF16_TAG),
                &guest,
            );
        }
    });
}

#[test]
fn what_realloc_returns_is_checked() {
    let mut transcoders = Transcoders::new(1, 1);
    let results = [
        0,
        1,
        PAGE - 40,
        PAGE - 13,
        PAGE - 12,
        PAGE - 1,
        PAGE,
        PAGE + 2,
        u32::MAX - 1,
        u32::MAX,
    ];
    let texts = ["", "plain", "plain é", "plain é ж", "ж", "𐍈 plain"];
    for_each_pair(|src, dst| {
        for case in texts.iter().flat_map(|text| cases::encoded(text, src)) {
            for rogue in (0..3).flat_map(|call| results.map(|result| (call, result))) {
                let guest = Guest {
                    copies: false,
                    rogue: Some(rogue),
                    ..Guest::new(PAGE as usize)
                };
                check(&mut transcoders, src, dst, &case, &guest);
            }
        }
    });
}

#[test]
fn a_string_may_end_where_a_memory_of_4_gib_ends() {
    let mut transcoders = Transcoders::new(1 << 16, 1);
    let guest = Guest::new(PAGE as usize);
    let texts = [
        "plain text of some length.",
        "é and so on.",
        "漢字かな交じり",
    ];
    for_each_pair(|src, dst| {
        for case in texts.iter().flat_map(|text| cases::encoded(text, src)) {
            let memory = transcoders.src_memory();
            let start = memory.len() - case.bytes.len();
            memory[start..].copy_from_slice(&case.bytes);
            let start = u32::try_from(start).expect("4 GiB");
            check_at(&mut transcoders, src, dst, (start, case.tagged), &guest);
            check_at(&mut transcoders, src, dst, (start, case.tagged + 1), &guest);
        }
    });
}

#[test]
fn the_model_agrees_with_a_composed_component() {
    let engine = wasmtime::Engine::default();
    let guest = Guest::new(PAGE as usize);
    for_each_pair(|src, dst| {
        let mut composed = Composed::new(&engine, src, dst);
        let texts = cases::texts();
        let cases = texts
            .iter()
            .step_by(13)
            .flat_map(|text| cases::encoded(text, src));
        for case in cases.chain(cases::malformed(src).into_iter().step_by(29)) {
            let mut guest = guest.clone();
            let mut memory = vec![0; PAGE as usize];
            memory[SOURCE as usize..][..case.bytes.len()].copy_from_slice(&case.bytes);
            let string = (SOURCE, case.tagged);
            let expected = model::transcode((src, &memory), string, dst, &mut guest).ok();
            let expected = expected.map(|(ptr, tagged)| {
                (
                    ptr,
                    tagged,
                    slice(&guest, dst, ptr, tagged).to_vec(),
                    guest.calls.clone(),
                )
            });
            let actual = composed.run(&case.bytes, string, |tagged| byte_length(dst, tagged));
            assert_eq!(expected, actual, "{src:?} to {dst:?} of {case:?}");
        }
    });
}
