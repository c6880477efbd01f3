//! Random calls of the runtime's functions, one by one, natively and compiled to wasm: results, traps and memory must be the same.

use super::runtime::{Blob, Native, Runtime};
use arbtest::arbitrary::{Result, Unstructured};
use fuse_handles::rt::layout::{MAX_SLOTS, own_tag, table_header};
use fuse_handles::{Intrinsic, Trap};

/// The tables and types that calls choose among.
const TABLES: u32 = 3;
const TYPES: u32 = 3;
/// Handles are mostly less.
const HANDLES: u32 = 40;

/// Makes calls of `data`, and says how many.
///
/// # Panics
///
/// If the two forms of the runtime do not agree.
pub fn check(data: &[u8]) -> usize {
    let u = &mut Unstructured::new(data);
    let (mut native, mut blob) = (Native::new(), Blob::new());
    let mut calls = Vec::new();
    while !u.is_empty() {
        let lends = native.call(Intrinsic::Lends, &[]);
        let lends = lends.expect("counting does not trap") as u32;
        let (intrinsic, args) = call(u, lends).expect("random bytes make a call, however few");
        calls.push((intrinsic.name(), args.clone()));
        let [expected, found]: [std::result::Result<u64, Trap>; 2] =
            [native.call(intrinsic, &args), blob.call(intrinsic, &args)];
        assert_eq!(expected, found, "the last of {calls:?}");
    }
    let (words, bytes) = (native.words(), blob.bytes());
    assert_eq!(words.len() * 4, bytes.len(), "memory after {calls:?}");
    for (position, (word, bytes)) in words.iter().zip(bytes.chunks(4)).enumerate() {
        let address = position * 4;
        assert_eq!(word.to_le_bytes(), bytes, "{address} after {calls:?}");
    }
    calls.len()
}

/// One call; a mark is at most `lends`.
fn call(u: &mut Unstructured<'_>, lends: u32) -> Result<(Intrinsic, Vec<u32>)> {
    let intrinsic = *u.choose(&Intrinsic::ALL)?;
    let table = table_header(u.int_in_range(0..=TABLES - 1)?);
    let tag = own_tag(u.int_in_range(0..=TYPES - 1)?);
    let args = match intrinsic {
        Intrinsic::OwnAdd | Intrinsic::BorrowAdd => vec![table, tag, u.arbitrary()?],
        Intrinsic::OwnTake
        | Intrinsic::Rep
        | Intrinsic::Lend
        | Intrinsic::Drop
        | Intrinsic::HostOwnLeave => vec![table, tag, handle(u)?],
        Intrinsic::OwnMove => {
            let dst = table_header(u.int_in_range(0..=TABLES - 1)?);
            vec![table, dst, tag, handle(u)?]
        }
        Intrinsic::Lends => Vec::new(),
        Intrinsic::LendsEnd => vec![u.int_in_range(0..=lends)?],
        Intrinsic::HostOwnEnter | Intrinsic::HostBorrowEnter => vec![table, tag, outer(u)?],
        Intrinsic::HostRelease => vec![outer(u)?],
        Intrinsic::Stash => vec![u.arbitrary()?, u.arbitrary()?, u.arbitrary()?],
    };
    Ok((intrinsic, args))
}

fn handle(u: &mut Unstructured<'_>) -> Result<u32> {
    match u.ratio(1, 50)? {
        true => u.arbitrary(),
        false => u.int_in_range(0..=HANDLES),
    }
}

/// A handle of the host's: small, but for some that make the runtime's set of them grow.
fn outer(u: &mut Unstructured<'_>) -> Result<u32> {
    match u.int_in_range(0..=50)? {
        0 => u.int_in_range(0..=100_000),
        1 => u.int_in_range(MAX_SLOTS..=u32::MAX),
        _ => u.int_in_range(0..=HANDLES),
    }
}
