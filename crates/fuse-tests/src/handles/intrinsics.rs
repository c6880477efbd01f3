//! Random calls of the runtime's functions, one by one, natively and compiled to wasm: results, traps and memory must be the same.

use super::runtime::{Blob, Native, Runtime};
use arbtest::arbitrary::{Result, Unstructured};
use fuse_handles::rt::layout::scratch::HEAD;
use fuse_handles::rt::layout::{MAX_SLOTS, SCRATCH, own_tag, table_header};
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
    let (mut taken, mut result) = (0, None);
    while !u.is_empty() {
        let lends = native.call(Intrinsic::Lends, &[]);
        let state = State {
            lends: lends.expect("counting does not trap") as u32,
            copied: native.load(SCRATCH),
            taken,
            result,
        };
        let (intrinsic, args) = call(u, state).expect("random bytes make a call, however few");
        calls.push((intrinsic.name(), args.clone()));
        let [expected, found]: [std::result::Result<u64, Trap>; 2] =
            [native.call(intrinsic, &args), blob.call(intrinsic, &args)];
        assert_eq!(expected, found, "the last of {calls:?}");
        match (intrinsic, expected) {
            (Intrinsic::ScratchTake, Ok(block)) => taken = block as u32,
            (Intrinsic::ScratchFree, _) => taken = 0,
            (Intrinsic::ResultRealloc, Ok(address)) => result = Some((address as u32, args[3])),
            (Intrinsic::ResultFree, _) => result = None,
            _ => {}
        }
    }
    let (words, bytes) = (native.words(), blob.bytes());
    assert_eq!(words.len() * 4, bytes.len(), "memory after {calls:?}");
    for (position, (word, bytes)) in words.iter().zip(bytes.chunks(4)).enumerate() {
        let address = position * 4;
        assert_eq!(word.to_le_bytes(), bytes, "{address} after {calls:?}");
    }
    calls.len()
}

/// What the emitter sees to: arguments that the runtime trusts are chosen by it.
struct State {
    /// How many lends are outstanding.
    lends: u32,
    /// The block of a copy that was allocated last, or 0.
    copied: u32,
    /// The list of blocks that was taken and not freed, or 0.
    taken: u32,
    /// Where the host has what it copies now, and how many bytes there are.
    result: Option<(u32, u32)>,
}

/// One call.
fn call(u: &mut Unstructured<'_>, state: State) -> Result<(Intrinsic, Vec<u32>)> {
    let intrinsic = match *u.choose(&Intrinsic::ALL)? {
        Intrinsic::ErrorContextNew if state.copied == 0 => Intrinsic::ScratchRealloc,
        Intrinsic::ScratchTake if state.taken != 0 => Intrinsic::ScratchFree,
        Intrinsic::ResultFree if state.result.is_none() => Intrinsic::ResultRealloc,
        intrinsic => intrinsic,
    };
    let table = table_header(u.int_in_range(0..=TABLES - 1)?);
    let tag = own_tag(u.int_in_range(0..=TYPES - 1)?);
    let args = match intrinsic {
        Intrinsic::OwnAdd | Intrinsic::BorrowAdd => vec![table, tag, u.arbitrary()?],
        Intrinsic::OwnTake
        | Intrinsic::Rep
        | Intrinsic::Lend
        | Intrinsic::Drop
        | Intrinsic::HostOwnLeave
        | Intrinsic::HostOwnOffer => vec![table, tag, handle(u)?],
        Intrinsic::OwnMove => {
            let dst = table_header(u.int_in_range(0..=TABLES - 1)?);
            vec![table, dst, tag, handle(u)?]
        }
        Intrinsic::Lends => Vec::new(),
        Intrinsic::LendsEnd => vec![u.int_in_range(0..=state.lends)?],
        Intrinsic::HostOwnEnter | Intrinsic::HostBorrowEnter => vec![table, tag, outer(u)?],
        Intrinsic::HostRelease => vec![outer(u)?],
        Intrinsic::Stash => vec![u.arbitrary()?, u.arbitrary()?, u.arbitrary()?],
        Intrinsic::ScratchRealloc => {
            let again = state.copied != 0 && u.arbitrary()?;
            let old = if again { state.copied + HEAD } else { 0 };
            vec![old, 0, 1, size(u)?]
        }
        Intrinsic::ScratchTake => Vec::new(),
        Intrinsic::ScratchFree => vec![state.taken],
        Intrinsic::ResultRealloc => match state.result {
            Some((old, old_size)) if u.arbitrary()? => vec![old, old_size, 1, size(u)?],
            _ => vec![0, 0, 1, size(u)?],
        },
        Intrinsic::ResultFree => {
            let (address, size) = state.result.expect("there is something to free");
            vec![address, size]
        }
        Intrinsic::ErrorContextNew => vec![table, u.arbitrary()?],
        Intrinsic::ErrorContextFind | Intrinsic::ErrorContextDrop => vec![table, handle(u)?],
        Intrinsic::ErrorContextCopy => {
            let dst = table_header(u.int_in_range(0..=TABLES - 1)?);
            vec![table, dst, handle(u)?]
        }
    };
    Ok((intrinsic, args))
}

fn handle(u: &mut Unstructured<'_>) -> Result<u32> {
    match u.ratio(1, 50)? {
        true => u.arbitrary(),
        false => u.int_in_range(0..=HANDLES),
    }
}

/// Bytes of a copy: few, but for some that fit nowhere.
fn size(u: &mut Unstructured<'_>) -> Result<u32> {
    match u.ratio(1, 50)? {
        true => u.int_in_range(u32::MAX / 2..=u32::MAX),
        false => u.int_in_range(0..=200),
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
