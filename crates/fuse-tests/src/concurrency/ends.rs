//! The host's ends of streams and futures: which there are, and what the script lets them do.
//!
//! An end has a name: the number that the guest gave when it passed or asked for it, or the name of the call that
//! returned it. A reading end takes elements as far as it has been allowed to, a writing one gives them so. How many
//! elements the guest came with, and what was taken or given, is recorded.

use super::copying::Here;
use super::element::{Element, Value};
use super::host::Shared;
use super::trace::Event;
use std::task::{Poll, Waker};
use wasmtime::component::{
    ComponentType, FutureAny, FutureReader, Lift, Lower, StreamAny, StreamReader, StreamResult, Val,
};
use wasmtime::error::Context as _;
use wasmtime::{AsContextMut, Result, bail};

/// What the script lets an end do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Leave {
    /// Take so many more elements.
    Take(u32),
    /// Take so many more elements, but not say so before it is `Free`.
    Hold(u32),
    /// Say what it has held.
    Free,
    /// Take nothing more, and be dropped.
    Close,
    /// Give so many more elements, as many at a time as the guest wants.
    Give(u32),
    /// Give so many elements the next time, whatever the guest wants.
    Push(u32),
    /// Give nothing more when all is given, and be dropped.
    End,
    /// Not heed that the guest wants to cancel.
    Insist,
}

/// A readable end that the host has and has done nothing with.
#[derive(Debug)]
pub(super) enum Held {
    Stream(StreamAny),
    Future(FutureAny),
}

/// What a readable end is of: a stream or a future.
pub(super) trait Readable: ComponentType + Lift + Lower + Send + Sync + 'static {
    const NAME: &'static str;
    fn held(self) -> Held;
    fn of(held: Held) -> Result<Self>;
    /// One whose other end is `name`.
    fn made(store: impl AsContextMut<Data = Shared>, name: &str) -> Result<Self>;
}

/// An end by which the host reads or writes, or has done so.
pub(super) struct End {
    name: String,
    reads: bool,
    /// How many elements it may still take or give.
    pub(super) left: u32,
    /// How many it gives the next time, whatever the guest wants.
    pub(super) pushed: u32,
    /// How many it has given.
    pub(super) given: u32,
    pub(super) holds: bool,
    pub(super) closes: bool,
    pub(super) insists: bool,
    /// Whether the guest waits for it, and how many it has taken meanwhile.
    pub(super) copying: Option<Copying>,
    waker: Option<Waker>,
    over: bool,
}

/// A copy for which the guest has come.
#[derive(Clone, Copy, Default)]
pub(super) struct Copying {
    pub(super) taken: u32,
    told_to_finish: bool,
}

impl End {
    fn new(name: &str, reads: bool) -> End {
        End {
            name: name.to_owned(),
            reads,
            left: 0,
            pushed: 0,
            given: 0,
            holds: false,
            closes: false,
            insists: false,
            copying: None,
            waker: None,
            over: false,
        }
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Take(count) | Leave::Give(count) => self.left += count,
            Leave::Hold(count) => {
                self.left += count;
                self.holds = true;
            }
            Leave::Free => {
                self.holds = false;
                self.insists = false;
            }
            Leave::Close | Leave::End => self.closes = true,
            Leave::Push(count) => self.pushed += count,
            Leave::Insist => self.insists = true,
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Shared {
    fn end_added(&self, end: End) -> usize {
        let ends = &mut self.world().ends;
        ends.push(end);
        ends.len() - 1
    }

    /// Keeps a readable end under a name.
    pub(super) fn keep(&self, name: &str, held: Held) {
        self.world().kept.push((name.to_owned(), held));
    }

    /// The readable end of that name, if it is kept, out of the host's hands.
    fn taken_back(&self, name: &str) -> Option<Held> {
        let kept = &mut self.world().kept;
        let place = kept.iter().position(|(kept, _)| kept == name)?;
        Some(kept.remove(place).1)
    }

    /// Where the oldest end of that name is that is still one of the host's.
    fn end(&self, name: &str, reads: bool) -> Result<usize> {
        let world = self.world();
        let mut ends = world.ends.iter();
        ends.position(|end| end.name == name && end.reads == reads && !end.over)
            .with_context(|| format!("the host has no such end as `{name}`"))
    }

    pub(super) fn said(&self, end: usize, what: &str) {
        let mut world = self.world();
        if !world.over {
            let text = format!("{} {what}", world.ends[end].name);
            world.saw(Event::Host(text));
        }
    }

    /// The guest comes, or goes on waiting, or wants to be let go.
    pub(super) fn comes(&self, end: usize, how_many: &str, finish: bool, waker: &Waker) {
        let mut said = Vec::new();
        {
            let end = &mut self.world().ends[end];
            if end.copying.is_none() {
                let verb = if end.reads {
                    "is offered"
                } else {
                    "is asked for"
                };
                said.push(format!("{verb} {how_many}"));
            }
            let copying = end.copying.get_or_insert_default();
            if finish && !copying.told_to_finish {
                copying.told_to_finish = true;
                said.push("is told to finish".to_owned());
            }
            end.waker = Some(waker.clone());
        }
        for what in said {
            self.said(end, &what);
        }
    }

    pub(super) fn goes(&self, end: usize, result: StreamResult) -> Poll<Result<StreamResult>> {
        let end = &mut self.world().ends[end];
        end.copying = None;
        end.waker = None;
        Poll::Ready(Ok(result))
    }

    pub(super) fn let_go(&self, end: usize) {
        self.world().ends[end].over = true;
        self.said(end, "is let go");
    }
}

/// Lets an end do something; what is kept begins to read, or is dropped.
pub(super) fn leave(
    mut store: impl AsContextMut<Data = Shared>,
    name: &str,
    leave: Leave,
) -> Result<()> {
    let shared = store.as_context().data().clone();
    let kept = match side(leave) {
        Some(true) => shared.taken_back(name),
        _ => None,
    };
    match (kept, leave) {
        (None, _) => leave_without_store(&shared, name, leave)?,
        (Some(Held::Stream(mut stream)), Leave::Close) => stream.close(&mut store)?,
        (Some(Held::Future(mut future)), Leave::Close) => future.close(&mut store)?,
        (Some(held), _) => {
            let end = pipe(&mut store, name, held)?;
            shared.world().ends[end].leave(leave);
        }
    }
    Ok(())
}

/// Whether the host has an end that can do this.
pub(super) fn has(shared: &Shared, name: &str, leave: Leave) -> bool {
    let kept = |name| shared.world().kept.iter().any(|(kept, _)| kept == name);
    which(shared, name, leave).is_ok() || (side(leave) == Some(true) && kept(name))
}

fn which(shared: &Shared, name: &str, leave: Leave) -> Result<usize> {
    match side(leave) {
        Some(reads) => shared.end(name, reads),
        None => shared.end(name, true).or_else(|_| shared.end(name, false)),
    }
}

/// The same for an end that is not kept.
pub(super) fn leave_without_store(shared: &Shared, name: &str, leave: Leave) -> Result<()> {
    let end = which(shared, name, leave)?;
    shared.world().ends[end].leave(leave);
    Ok(())
}

/// Whether it is a reading end that does this, if not both do.
fn side(leave: Leave) -> Option<bool> {
    match leave {
        Leave::Take(_) | Leave::Hold(_) | Leave::Close => Some(true),
        Leave::Give(_) | Leave::Push(_) | Leave::End => Some(false),
        Leave::Free | Leave::Insist => None,
    }
}

/// Lets a readable end read; gives where it is.
pub(super) fn pipe(
    mut store: impl AsContextMut<Data = Shared>,
    name: &str,
    held: Held,
) -> Result<usize> {
    let shared = store.as_context().data().clone();
    let element = shared.world().element.context("the guest has elements")?;
    let end = shared.end_added(End::new(name, true));
    match element {
        Element::Nothing => piped::<()>(&mut store, shared, end, held)?,
        Element::U8 => piped::<u8>(&mut store, shared, end, held)?,
        Element::U32 => piped::<u32>(&mut store, shared, end, held)?,
        Element::String => piped::<String>(&mut store, shared, end, held)?,
        Element::Tuple => piped::<(String, Vec<u16>)>(&mut store, shared, end, held)?,
    }
    Ok(end)
}

fn piped<T: Value>(
    store: impl AsContextMut<Data = Shared>,
    shared: Shared,
    end: usize,
    held: Held,
) -> Result<()> {
    let here = Here::<T>::new(shared, end);
    match held {
        Held::Stream(stream) => stream.try_into_stream_reader::<T>()?.pipe(store, here),
        Held::Future(future) => future.try_into_future_reader::<T>()?.pipe(store, here),
    }
}

/// A readable end for the guest: the one that is kept under that name, or one whose other end gets the name.
pub(super) fn readable<R: Readable>(
    store: impl AsContextMut<Data = Shared>,
    name: &str,
) -> Result<R> {
    let kept = store.as_context().data().taken_back(name);
    match kept {
        Some(held) => R::of(held),
        None => R::made(store, name),
    }
}

/// The same as a value.
pub(super) fn gift(store: impl AsContextMut<Data = Shared>, name: &str, of: &str) -> Result<Val> {
    Ok(match of {
        StreamAny::NAME => Val::Stream(readable(store, name)?),
        FutureAny::NAME => Val::Future(readable(store, name)?),
        _ => bail!("there are no ends of a {of}"),
    })
}

impl Readable for StreamAny {
    const NAME: &'static str = "stream";

    fn held(self) -> Held {
        Held::Stream(self)
    }

    fn of(held: Held) -> Result<StreamAny> {
        match held {
            Held::Stream(stream) => Ok(stream),
            Held::Future(_) => bail!("what is kept is a future"),
        }
    }

    fn made(mut store: impl AsContextMut<Data = Shared>, name: &str) -> Result<StreamAny> {
        let shared = store.as_context().data().clone();
        let element = shared.world().element.context("the guest has elements")?;
        let end = shared.end_added(End::new(name, false));
        Ok(match element {
            Element::Nothing => stream::<()>(&mut store, shared, end)?,
            Element::U8 => stream::<u8>(&mut store, shared, end)?,
            Element::U32 => stream::<u32>(&mut store, shared, end)?,
            Element::String => stream::<String>(&mut store, shared, end)?,
            Element::Tuple => stream::<(String, Vec<u16>)>(&mut store, shared, end)?,
        })
    }
}

fn stream<T: Value>(
    mut store: impl AsContextMut<Data = Shared>,
    shared: Shared,
    end: usize,
) -> Result<StreamAny> {
    StreamReader::new(&mut store, Here::<T>::new(shared, end))?.try_into_stream_any(store)
}

impl Readable for FutureAny {
    const NAME: &'static str = "future";

    fn held(self) -> Held {
        Held::Future(self)
    }

    fn of(held: Held) -> Result<FutureAny> {
        match held {
            Held::Future(future) => Ok(future),
            Held::Stream(_) => bail!("what is kept is a stream"),
        }
    }

    fn made(mut store: impl AsContextMut<Data = Shared>, name: &str) -> Result<FutureAny> {
        let shared = store.as_context().data().clone();
        let element = shared.world().element.context("the guest has elements")?;
        let end = shared.end_added(End::new(name, false));
        Ok(match element {
            Element::Nothing => future::<()>(&mut store, shared, end)?,
            Element::U8 => future::<u8>(&mut store, shared, end)?,
            Element::U32 => future::<u32>(&mut store, shared, end)?,
            Element::String => future::<String>(&mut store, shared, end)?,
            Element::Tuple => future::<(String, Vec<u16>)>(&mut store, shared, end)?,
        })
    }
}

fn future<T: Value>(
    mut store: impl AsContextMut<Data = Shared>,
    shared: Shared,
    end: usize,
) -> Result<FutureAny> {
    FutureReader::new(&mut store, Here::<T>::new(shared, end))?.try_into_future_any(store)
}
