//! What a script can ask of the three instances of `scripted.wat`: one operation for each of its exports.

use std::fmt;
use std::iter;

/// A component instance.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Inst {
    /// Knows the types of the other two.
    A,
    /// Defines two types, and calls nobody.
    B,
    /// Defines one type, and knows those of B.
    C,
}

/// A resource type.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Resource {
    /// Of B, with a destructor.
    R1,
    /// Of B, without one.
    R2,
    /// Of C, with a destructor that may drop a handle of C.
    R3,
}

use Inst::{A, B, C};
use Resource::{R1, R2, R3};

impl Resource {
    /// The instance that defines it.
    pub fn home(self) -> Inst {
        match self {
            R1 | R2 => B,
            R3 => C,
        }
    }

    /// The number in its name.
    pub fn number(self) -> u32 {
        match self {
            R1 => 1,
            R2 => 2,
            R3 => 3,
        }
    }
}

/// What an operation does; `h` are handles of its first words.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Func {
    /// *resource.new* of the first word.
    New(Resource),
    /// *resource.rep* of `h`.
    Rep(Resource),
    /// *resource.drop* of `h`.
    Drop(Resource),
    /// Passes `h` owned.
    Take(Resource),
    /// Passes `h` borrowed.
    See(Resource),
    /// Gets the callee's `h` as an owned result.
    Give(Resource),
    /// Passes a list of owned `h`.
    TakeList,
    /// Passes a list of borrowed `h`.
    SeeList,
    /// Gets a list of the callee's `h`, owned.
    GiveList,
    /// Passes the first `h` owned and the second borrowed.
    OwnBorrow(Resource),
    /// Passes the first `h` borrowed and the second owned.
    BorrowOwn(Resource),
    /// Passes the first `h` owned and the second, of the other type, borrowed.
    OwnBorrow12,
    /// Passes a list of lists of owned `h`.
    Nested,
    /// Passes a list of records with owned, perhaps borrowed and perhaps owned `h`.
    Mixed,
    /// Passes `h` owned to C, which passes it on to B.
    Forward,
    /// Gets B's `h` through C.
    Fetch,
    /// Passes a list of owned `h` to C, which passes it on to B.
    ForwardList,
    /// Gets a list of B's `h` through C.
    FetchList,
}

/// An export of the component.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Driver {
    /// The instance that acts.
    pub at: Inst,
    /// The instance that it calls, or itself.
    pub callee: Inst,
    /// How.
    pub func: Func,
}

impl Driver {
    /// All of them.
    pub fn all() -> Vec<Driver> {
        let within = |at, func| Driver {
            at,
            callee: at,
            func,
        };
        let built_ins = [(B, R1), (B, R2), (C, R3)]
            .into_iter()
            .flat_map(|(at, ty)| [within(at, Func::New(ty)), within(at, Func::Rep(ty))]);
        let drops = [(A, R1), (A, R2), (A, R3), (B, R1), (B, R2)]
            .into_iter()
            .chain([(C, R1), (C, R2), (C, R3)])
            .map(|(at, ty)| within(at, Func::Drop(ty)));
        let calls = [(A, B), (A, C), (C, B)]
            .into_iter()
            .flat_map(|(at, callee)| COMMON.map(|func| Driver { at, callee, func }));
        let more = MORE.map(|func| Driver {
            at: A,
            callee: C,
            func,
        });
        built_ins.chain(drops).chain(calls).chain(more).collect()
    }

    /// The name of the export.
    pub fn name(self) -> String {
        let name = |inst| match inst {
            A => "a-",
            B => "b-",
            C => "c-",
        };
        let callee = iter::once(self.callee).filter(|callee| *callee != self.at);
        let instances: String = iter::once(self.at).chain(callee).map(name).collect();
        instances + &self.func.name()
    }
}

/// What B and C can be asked for.
const COMMON: [Func; 14] = [
    Func::Take(R1),
    Func::Take(R2),
    Func::See(R1),
    Func::See(R2),
    Func::Give(R1),
    Func::Give(R2),
    Func::TakeList,
    Func::SeeList,
    Func::GiveList,
    Func::OwnBorrow(R1),
    Func::BorrowOwn(R1),
    Func::OwnBorrow12,
    Func::Nested,
    Func::Mixed,
];

/// What only C can be asked for.
const MORE: [Func; 9] = [
    Func::Take(R3),
    Func::See(R3),
    Func::Give(R3),
    Func::OwnBorrow(R3),
    Func::BorrowOwn(R3),
    Func::Forward,
    Func::Fetch,
    Func::ForwardList,
    Func::FetchList,
];

impl Func {
    fn name(self) -> String {
        let of = |name: &str, ty: Resource| format!("{name}{}", ty.number());
        match self {
            Func::New(ty) => of("new", ty),
            Func::Rep(ty) => of("rep", ty),
            Func::Drop(ty) => of("drop", ty),
            Func::Take(ty) => of("take", ty),
            Func::See(ty) => of("see", ty),
            Func::Give(ty) => of("give", ty),
            Func::TakeList => "take-list1".to_owned(),
            Func::SeeList => "see-list1".to_owned(),
            Func::GiveList => "give-list1".to_owned(),
            Func::OwnBorrow(ty) => of("own-borrow", ty),
            Func::BorrowOwn(ty) => of("borrow-own", ty),
            Func::OwnBorrow12 => "own-borrow12".to_owned(),
            Func::Nested => "nested1".to_owned(),
            Func::Mixed => "mixed1".to_owned(),
            Func::Forward => "forward1".to_owned(),
            Func::Fetch => "fetch1".to_owned(),
            Func::ForwardList => "forward-list1".to_owned(),
            Func::FetchList => "fetch-list1".to_owned(),
        }
    }
}

/// One operation.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Op {
    /// What is called.
    pub driver: Driver,
    /// Handles, or a representation; those that it does not need are 0.
    pub words: [u32; 4],
    /// How many elements a list has.
    pub count: u32,
    /// What the callee does; `scripted.wat` says which ways there are.
    pub way: u32,
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.words;
        let name = self.driver.name();
        write!(f, "{name} {a} {b} {c} {d} {} {}", self.count, self.way)
    }
}
