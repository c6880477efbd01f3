//! Random scripts: operations that succeed, because their handles are chosen among those that exist, and in the end some that may not.

use super::interpreter::{DROPS, Interpreter, header, tag};
use super::op::Inst::{B, C};
use super::op::Resource::{self, R1, R2, R3};
use super::op::{Driver, Func, Inst, Op};
use super::runtime::{Native, Runtime};
use arbtest::arbitrary::{Result, Unstructured};
use fuse_handles::rt::layout::{slot, table};

/// How many operations may come before one that is meant to trap.
const CAREFUL: [usize; 8] = [5, 10, 20, 40, 80, 150, 300, 2000];
/// How many may come after that, in case none of them traps.
const FORGING: usize = 200;
/// Handles that are chosen blindly are at most this.
const BLIND: u32 = 12;

/// Makes a script of `u`. It ends with an operation that traps, where `u` ends, or where it is long enough.
pub fn arbitrary(u: &mut Unstructured<'_>) -> Result<Vec<Op>> {
    let drivers = Driver::all();
    let (news, others): (Vec<_>, Vec<_>) = drivers
        .into_iter()
        .partition(|driver| matches!(driver.func, Func::New(_)));
    let careful = *u.choose(&CAREFUL)?;
    let mut model = Interpreter::new(Native::new());
    let mut script = Vec::new();
    while script.len() < careful + FORGING && !u.is_empty() {
        let drivers = if u.ratio(1, 5)? { &news } else { &others };
        let driver = *u.choose(drivers)?;
        let mut words = Words {
            u,
            model: &model,
            forges: script.len() >= careful,
            chosen: Vec::new(),
        };
        // An operation needs handles that need not exist.
        let Some(op) = words.op(driver)? else {
            continue;
        };
        script.push(op);
        if model.run(&op).is_err() {
            break;
        }
    }
    Ok(script)
}

/// The words of one operation, as they are chosen.
struct Words<'a, 'b> {
    u: &'a mut Unstructured<'b>,
    model: &'a Interpreter<Native>,
    /// Whether handles and ways of doing things may be chosen that trap.
    forges: bool,
    /// The handles so far, and whether they are passed owned.
    chosen: Vec<(u32, bool)>,
}

/// A handle that an operation needs.
#[derive(Copy, Clone)]
struct Need {
    /// Whose.
    at: Inst,
    ty: Resource,
    /// Whether it is passed owned; a borrowed one may be passed several times.
    owned: bool,
}

impl Words<'_, '_> {
    /// An operation, unless there are no handles for it.
    fn op(&mut self, driver: Driver) -> Result<Option<Op>> {
        let mut op = Op {
            driver,
            words: [0; 4],
            count: 0,
            way: self.way(driver)?,
        };
        op.count = match driver.func {
            Func::TakeList
            | Func::SeeList
            | Func::GiveList
            | Func::ForwardList
            | Func::FetchList => self.u.int_in_range(0..=4)?,
            Func::Nested => self.u.int_in_range(0..=3)?,
            Func::Mixed => self.u.int_in_range(0..=2)?,
            _ => 0,
        };
        if let Func::New(ty) = driver.func {
            op.words[0] = self.rep(ty)?;
            return Ok(Some(op));
        }
        for (position, need) in needs(&op) {
            let Some(handle) = self.handle(need)? else {
                return Ok(None);
            };
            op.words[position] = handle;
            self.chosen.push((handle, need.owned));
        }
        Ok(Some(op))
    }

    fn rep(&mut self, ty: Resource) -> Result<u32> {
        if ty == R3 && self.forges && self.u.ratio(1, 8)? {
            let dropped = self.handle(Need {
                at: C,
                ty: R1,
                owned: true,
            })?;
            return Ok(DROPS + dropped.unwrap_or(BLIND));
        }
        self.u.int_in_range(0..=9)
    }

    /// A handle, mostly one that is needed.
    fn handle(&mut self, need: Need) -> Result<Option<u32>> {
        if self.forges && self.u.ratio(1, 8)? {
            return self.forged(need.at).map(Some);
        }
        let taken = |handle: &u32| {
            let clash = |(other, owned): &(u32, bool)| other == handle && (*owned || need.owned);
            self.chosen.iter().any(clash)
        };
        let candidates: Vec<_> = handles(&self.model.runtime, need.at, need.ty)
            .into_iter()
            .filter(|handle| !taken(handle))
            .collect();
        match candidates.as_slice() {
            [] => Ok(None),
            candidates => self.u.choose(candidates).copied().map(Some),
        }
    }

    /// Any number, a handle of any type, or one that is passed already.
    fn forged(&mut self, at: Inst) -> Result<u32> {
        let any = [R1, R2, R3].map(|ty| handles(&self.model.runtime, at, ty));
        let passed = self.chosen.iter().map(|(handle, _)| *handle).collect();
        match self
            .u
            .choose(&[any.concat(), passed, Vec::new()])?
            .as_slice()
        {
            [] => self.u.int_in_range(0..=BLIND),
            candidates => self.u.choose(candidates).copied(),
        }
    }

    /// One of the ways that `scripted.wat` knows for the function.
    fn way(&mut self, driver: Driver) -> Result<u32> {
        let (good, bad): (&[u32], &[u32]) = match (driver.func, driver.callee) {
            (Func::See(R1 | R2), C) => (&[0, 1], &[2, 3, 4, 5]),
            (Func::SeeList, C) => (&[0, 1, 2, 3], &[4, 5, 6, 7]),
            (Func::OwnBorrow(R1) | Func::BorrowOwn(R1), C) => (&[0, 1, 3], &[2]),
            (Func::OwnBorrow12, C) => (&[0], &[2]),
            (Func::Mixed, C) => (&[0, 1, 2, 3, 4, 5, 6, 7], &[9, 12, 15]),
            (Func::Mixed, _) => (&[0, 1, 2, 3, 4, 5, 6, 7], &[]),
            _ => (&[0], &[]),
        };
        if self.forges && !bad.is_empty() && self.u.ratio(1, 3)? {
            return self.u.choose(bad).copied();
        }
        self.u.choose(good).copied()
    }
}

/// Which words of an operation are handles, and what they should be of.
fn needs(op: &Op) -> Vec<(usize, Need)> {
    let Driver { at, callee, func } = op.driver;
    let own = |at, ty| Need {
        at,
        ty,
        owned: true,
    };
    let borrow = |ty| Need {
        at,
        ty,
        owned: false,
    };
    let all = |needs: Vec<Need>| needs.into_iter().enumerate().collect();
    let list = |need| all(vec![need; op.count as usize]);
    match func {
        Func::New(_) => Vec::new(),
        Func::Rep(ty) | Func::Drop(ty) | Func::Take(ty) => all(vec![own(at, ty)]),
        Func::See(ty) => all(vec![borrow(ty)]),
        Func::Give(ty) => all(vec![own(callee, ty)]),
        Func::TakeList | Func::ForwardList => list(own(at, R1)),
        Func::SeeList => list(borrow(R1)),
        Func::GiveList => list(own(callee, R1)),
        Func::FetchList => list(own(B, R1)),
        Func::OwnBorrow(ty) => all(vec![own(at, ty), borrow(ty)]),
        Func::BorrowOwn(ty) => all(vec![borrow(ty), own(at, ty)]),
        Func::OwnBorrow12 => all(vec![own(at, R1), borrow(R2)]),
        Func::Nested => all(vec![own(at, R1); [0, 1, 3, 4][op.count as usize]]),
        Func::Mixed => {
            let (first, second) = (op.count > 0, op.count > 1);
            let lends = first && op.way & 1 != 0 || second && op.way & 4 != 0;
            let needs = [
                (first, own(at, R1)),
                (lends, borrow(R1)),
                (first && op.way & 2 != 0, own(at, R2)),
                (second, own(at, R1)),
            ];
            let needs = needs.into_iter().enumerate();
            needs
                .filter_map(|(position, (needed, need))| needed.then_some((position, need)))
                .collect()
        }
        Func::Forward => all(vec![own(at, R1)]),
        Func::Fetch => all(vec![own(B, R1)]),
    }
}

/// The owned handles that an instance has of a type.
fn handles(runtime: &Native, at: Inst, ty: Resource) -> Vec<u32> {
    let header = header(at);
    let base = runtime.load(header + table::BASE);
    (1..runtime.load(header + table::LEN))
        .filter(|index| runtime.load(base + index * slot::SIZE + slot::TAG) == tag(ty))
        .collect()
}
