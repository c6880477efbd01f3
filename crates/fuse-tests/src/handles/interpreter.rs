//! What the instances of `scripted.wat` and the adapters between them do, in terms of the runtime.

use super::op::Inst::{self, B, C};
use super::op::Resource::{self, R1, R2, R3};
use super::op::{Func, Op};
use super::runtime::Runtime;
use super::{Fault, Seen};
use fuse_handles::rt::layout::{own_tag, table, table_header};
use fuse_handles::{Intrinsic, Trap};

/// Representations of `r3` from here on name a handle that the destructor drops.
pub const DROPS: u32 = 1000;

/// The three instances, over the runtime that keeps their handles.
pub struct Interpreter<R> {
    pub runtime: R,
    /// What is kept of every destructor's call.
    log: u32,
}

type Result<T> = std::result::Result<T, Fault>;

impl From<Trap> for Fault {
    fn from(trap: Trap) -> Fault {
        Fault::Runtime(trap)
    }
}

/// The address of an instance's table.
pub fn header(inst: Inst) -> u32 {
    table_header(match inst {
        Inst::A => 0,
        Inst::B => 1,
        Inst::C => 2,
    })
}

/// The tag of a type's owned handles.
pub fn tag(ty: Resource) -> u32 {
    own_tag(ty.number())
}

impl<R: Runtime> Interpreter<R> {
    /// Instances without handles.
    pub fn new(runtime: R) -> Self {
        Interpreter { runtime, log: 0 }
    }

    /// Does what `op` asks for.
    pub fn run(&mut self, op: &Op) -> Result<Seen> {
        let result = self.operate(op)?;
        Ok(Seen {
            result,
            log: self.log,
        })
    }

    fn operate(&mut self, op: &Op) -> Result<u32> {
        let (at, to) = (op.driver.at, op.driver.callee);
        let words = op.words;
        let list = &words[..op.count as usize];
        match op.driver.func {
            Func::New(ty) => self.word(Intrinsic::OwnAdd, &[header(at), tag(ty), words[0]]),
            Func::Rep(ty) => self.word(Intrinsic::Rep, &[header(at), tag(ty), words[0]]),
            Func::Drop(ty) => self.drop(at, ty, words[0]).map(|()| 0),
            Func::Take(ty) => self.own(at, to, ty, words[0]),
            Func::See(ty) => self.see(at, to, ty, words[0], op.way),
            Func::Give(ty) => self.own(to, at, ty, words[0]),
            Func::TakeList => self.owns(at, to, list).map(|list| fold(&list)),
            Func::SeeList => self.see_list(at, to, list, op.way),
            Func::GiveList => self.owns(to, at, list).map(|list| fold(&list)),
            Func::OwnBorrow(ty) => self.own_borrow(at, to, ty, words[0], words[1], op.way),
            Func::BorrowOwn(ty) => self.borrow_own(at, to, ty, words[0], words[1], op.way),
            Func::OwnBorrow12 => self.own_borrow12(at, to, words[0], words[1], op.way),
            Func::Nested => self.nested(at, to, words, op.count),
            Func::Mixed => self.mixed(at, to, words, op.count, op.way),
            Func::Forward => {
                let handle = self.own(at, C, R1, words[0])?;
                self.own(C, B, R1, handle)
            }
            Func::Fetch => {
                let handle = self.own(B, C, R1, words[0])?;
                self.own(C, at, R1, handle)
            }
            Func::ForwardList => {
                let handles = self.owns(at, C, list)?;
                self.owns(C, B, &handles).map(|list| fold(&list))
            }
            Func::FetchList => {
                let handles = self.owns(B, C, list)?;
                self.owns(C, at, &handles).map(|list| fold(&list))
            }
        }
    }

    fn see(&mut self, at: Inst, to: Inst, ty: Resource, handle: u32, way: u32) -> Result<u32> {
        self.call(to, false, |this| {
            let handle = this.borrow(at, to, ty, handle, false)?;
            if to == ty.home() {
                return Ok(handle);
            }
            let other = if ty == R1 { R2 } else { R1 };
            let seen = match way {
                1 => this.see(to, B, ty, handle, 0)?,
                _ => handle,
            };
            match way {
                2 => return Ok(seen),
                3 => this.drop(to, ty, handle)?,
                4 => drop(this.own(to, B, ty, handle)?),
                5 => this.drop(to, other, handle)?,
                _ => {}
            }
            this.drop(to, ty, handle)?;
            Ok(seen)
        })
    }

    fn see_list(&mut self, at: Inst, to: Inst, handles: &[u32], way: u32) -> Result<u32> {
        self.call(to, false, |this| {
            let mut handles = handles
                .iter()
                .map(|handle| this.borrow(at, to, R1, *handle, false))
                .collect::<Result<Vec<_>>>()?;
            let mut seen = fold(&handles);
            if to == R1.home() {
                return Ok(seen);
            }
            if way & 1 != 0 {
                seen = this.see_list(to, B, &handles, 0)?;
            }
            if way & 2 != 0 {
                handles.reverse();
            }
            if way & 4 != 0 {
                handles.pop();
            }
            for handle in handles {
                this.drop(to, R1, handle)?;
            }
            Ok(seen)
        })
    }

    fn own_borrow(
        &mut self,
        at: Inst,
        to: Inst,
        ty: Resource,
        own: u32,
        borrow: u32,
        way: u32,
    ) -> Result<u32> {
        self.call(to, true, |this| {
            let own = this.own(at, to, ty, own)?;
            let borrow = this.borrow(at, to, ty, borrow, true)?;
            let mut seen = fold(&[own, borrow]);
            if to != ty.home() {
                if way == 1 {
                    seen = this.own_borrow(to, B, ty, own, borrow, 0)?;
                }
                this.finish(own, borrow, way)?;
            }
            Ok(seen)
        })
    }

    fn borrow_own(
        &mut self,
        at: Inst,
        to: Inst,
        ty: Resource,
        borrow: u32,
        own: u32,
        way: u32,
    ) -> Result<u32> {
        self.call(to, true, |this| {
            let borrow = this.borrow(at, to, ty, borrow, true)?;
            let own = this.own(at, to, ty, own)?;
            let mut seen = fold(&[borrow, own]);
            if to != ty.home() {
                if way == 1 {
                    seen = this.borrow_own(to, B, ty, borrow, own, 0)?;
                }
                this.finish(own, borrow, way)?;
            }
            Ok(seen)
        })
    }

    /// What C does in the end with what it was passed of `r1`.
    fn finish(&mut self, own: u32, borrow: u32, way: u32) -> Result<()> {
        if way == 3 {
            self.drop(C, R1, own)?;
        }
        if way != 2 {
            self.drop(C, R1, borrow)?;
        }
        Ok(())
    }

    fn own_borrow12(&mut self, at: Inst, to: Inst, own: u32, borrow: u32, way: u32) -> Result<u32> {
        self.call(to, false, |this| {
            let own = this.own(at, to, R1, own)?;
            let borrow = this.borrow(at, to, R2, borrow, false)?;
            if to == C && way != 2 {
                this.drop(to, R2, borrow)?;
            }
            Ok(fold(&[own, borrow]))
        })
    }

    fn nested(&mut self, at: Inst, to: Inst, words: [u32; 4], count: u32) -> Result<u32> {
        let lists = [&words[..1], &words[1..3], &words[3..]];
        let folds = lists[..count as usize]
            .iter()
            .map(|list| self.owns(at, to, list).map(|list| fold(&list)))
            .collect::<Result<Vec<_>>>()?;
        Ok(fold(&folds))
    }

    fn mixed(&mut self, at: Inst, to: Inst, words: [u32; 4], count: u32, way: u32) -> Result<u32> {
        let [a, b, c, d] = words;
        let records = [
            (a, way & 1 != 0, way & 2 != 0, c),
            (d, way & 4 != 0, false, 7),
        ];
        self.call(to, true, |this| {
            let (mut seen, mut borrows) = (Vec::new(), Vec::new());
            for (own, lends, owns, other) in &records[..count as usize] {
                seen.push(this.own(at, to, R1, *own)?);
                if *lends {
                    let borrow = this.borrow(at, to, R1, b, true)?;
                    seen.push(borrow);
                    borrows.push(borrow);
                }
                seen.push(if *owns {
                    this.own(at, to, R2, *other)?
                } else {
                    *other
                });
            }
            if to == C && way & 8 == 0 {
                for borrow in borrows {
                    this.drop(to, R1, borrow)?;
                }
            }
            Ok(fold(&seen))
        })
    }

    /// *canon resource.drop*, with the destructors of `scripted.wat`.
    fn drop(&mut self, at: Inst, ty: Resource, handle: u32) -> Result<()> {
        let dropped = self
            .runtime
            .call(Intrinsic::Drop, &[header(at), tag(ty), handle])?;
        if dropped >> 32 == 0 {
            assert_eq!(dropped, 0, "there is no handle of the host's");
            return Ok(());
        }
        let rep = dropped as u32;
        match ty {
            R1 => self.note(1, rep),
            R2 => {}
            R3 => {
                self.note(3, rep);
                if rep >= DROPS {
                    self.drop(C, R1, rep - DROPS)?;
                }
            }
        }
        Ok(())
    }

    fn note(&mut self, ty: u32, rep: u32) {
        self.log = fold(&[self.log, ty, rep]);
    }

    /// Passes an owned handle.
    fn own(&mut self, src: Inst, dst: Inst, ty: Resource, handle: u32) -> Result<u32> {
        self.word(
            Intrinsic::OwnMove,
            &[header(src), header(dst), tag(ty), handle],
        )
    }

    /// Passes a list of owned handles of `r1`.
    fn owns(&mut self, src: Inst, dst: Inst, handles: &[u32]) -> Result<Vec<u32>> {
        handles
            .iter()
            .map(|handle| self.own(src, dst, R1, *handle))
            .collect()
    }

    /// Passes a borrowed handle; `lending` says whether the function has owned ones of the type as well.
    fn borrow(
        &mut self,
        src: Inst,
        dst: Inst,
        ty: Resource,
        handle: u32,
        lending: bool,
    ) -> Result<u32> {
        let read = if lending {
            Intrinsic::Lend
        } else {
            Intrinsic::Rep
        };
        let rep = self.word(read, &[header(src), tag(ty), handle])?;
        if dst == ty.home() {
            return Ok(rep);
        }
        self.word(Intrinsic::BorrowAdd, &[header(dst), tag(ty), rep])
    }

    /// A call that passes borrowed handles: none of them may be left in the end.
    fn call<T>(
        &mut self,
        to: Inst,
        lending: bool,
        body: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let mark = if lending {
            Some(self.word(Intrinsic::Lends, &[])?)
        } else {
            None
        };
        let result = body(self)?;
        if self.runtime.load(header(to) + table::BORROWS) != 0 {
            return Err(Fault::Borrows);
        }
        if let Some(mark) = mark {
            self.word(Intrinsic::LendsEnd, &[mark])?;
        }
        Ok(result)
    }

    /// Calls an intrinsic that gives a word.
    fn word(&mut self, intrinsic: Intrinsic, args: &[u32]) -> Result<u32> {
        let word = self.runtime.call(intrinsic, args)?;
        Ok(u32::try_from(word).expect("all others give one word"))
    }
}

/// The fold of `scripted.wat`.
fn fold(words: &[u32]) -> u32 {
    let fold = |sum: u32, word: &u32| sum.wrapping_mul(31).wrapping_add(*word);
    words.iter().fold(0, fold)
}
