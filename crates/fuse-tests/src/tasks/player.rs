//! Tells tasks what to do as a script says, and writes down what they tell.

use super::guest::Root;
use super::native::{Master, State};
use super::op::{Func, Inst, Op, Verb};
use super::rules::Past;
use super::trace::{Ask, End, Seen, Trace};
use super::view::View;

/// A script that is run.
#[derive(Debug)]
pub struct Player {
    root: Root,
    script: Vec<Op>,
    next: usize,
    seen: Vec<Seen>,
    end: Option<End>,
}

impl Player {
    /// A script of which nothing has been run.
    pub fn new(root: Root, script: &[Op]) -> Player {
        Player {
            root,
            script: script.to_vec(),
            next: 0,
            seen: Vec::new(),
            end: None,
        }
    }

    /// What the task that asks shall do; nothing if the run ends here.
    pub fn step(&mut self, ask: Ask) -> Option<Op> {
        if self.end.is_some() {
            return None;
        }
        self.seen.push(Seen::Asked(ask));
        let op = self.script.get(self.next).copied();
        self.next += 1;
        match op {
            None => self.end = Some(End::Over),
            Some(op) if ends(self.root, ask.inst(), op) => self.end = Some(End::Returned),
            Some(_) => return op,
        }
        None
    }

    /// A resource was destroyed.
    pub fn note(&mut self, rep: u32) {
        self.seen.push(Seen::Destroyed(rep));
    }

    /// What there was to see, where `end` is how the run ended if the script did not end it.
    pub fn trace(self, end: impl FnOnce() -> End) -> Trace {
        Trace {
            seen: self.seen,
            end: self.end.unwrap_or_else(end),
        }
    }
}

/// Whether an operation ends what the host called: what others do after that depends on the host.
pub fn ends(root: Root, inst: Inst, op: Op) -> bool {
    match root {
        Root::Sync => inst == Inst::A && op.verb == Verb::Leave,
        Root::Callback => op.verb == Verb::Return(Func::Run),
    }
}

impl Master for Player {
    fn step(&mut self, ask: Ask, _: &State) -> Option<Op> {
        Player::step(self, ask)
    }

    fn note(&mut self, rep: u32) {
        Player::note(self, rep);
    }
}

/// A script that is run to find out whether it keeps to the rules.
#[derive(Debug)]
pub struct Referee {
    player: Player,
    past: Past,
    /// Whether it does so far.
    pub fair: bool,
}

impl Referee {
    /// A script of which nothing has been run.
    pub fn new(root: Root, script: &[Op]) -> Referee {
        Referee {
            player: Player::new(root, script),
            past: Past::default(),
            fair: true,
        }
    }
}

impl Master for Referee {
    fn step(&mut self, ask: Ask, state: &State) -> Option<Op> {
        let view = View(state);
        self.past.learn(ask);
        let op = self.player.step(ask)?;
        self.fair &= self.past.allows(view, ask.inst(), op);
        self.past.tell(ask, op, view);
        self.fair.then_some(op)
    }

    fn note(&mut self, rep: u32) {
        self.player.note(rep);
    }
}
