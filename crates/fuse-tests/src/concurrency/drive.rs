//! The script's run: acts, and between them the event loop driven until nothing moves.

use super::case::{Act, Case};
use super::ends::{self, Held};
use super::guest::NAMES;
use super::host::{Host, LIMIT, Shared};
use super::program::WORDS;
use super::trace::{Event, Trace};
use anyhow::{Context as _, bail, ensure};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;
use wasmtime::Store;
use wasmtime::component::{Accessor, Component, Func, Instance, Val};

/// Runs a case with one form of its guest.
pub(super) fn run(host: &Host, guest: &Component, case: &Case) -> anyhow::Result<Trace> {
    let mut store = host.store();
    let shared = store.data().clone();
    shared.world().element = case.needs.element;
    let instance = Drive::new().finish(host.link(guest)?.instantiate_async(&mut store))??;
    load(&mut store, instance, case)?;
    let mut deeds = Vec::new();
    for step in &case.script {
        let mut of_step = Vec::new();
        for act in &step.acts {
            of_step.push(deed(&mut store, instance, act)?);
        }
        deeds.push(of_step);
    }
    if case.alone {
        perform_alone(&mut store, &shared, case, deeds)?;
    } else {
        perform(&mut store, &shared, case, deeds)?;
    }
    let trace = std::mem::take(&mut shared.world().trace);
    Ok(trace)
}

/// Puts the programs into the actors' memories.
fn load(store: &mut Store<Shared>, instance: Instance, case: &Case) -> anyhow::Result<()> {
    let name = format!("{}-load", NAMES[0]);
    let load = instance.get_typed_func::<(u32, u32, u32), ()>(&mut *store, &name)?;
    for program in &case.programs {
        let who = u32::try_from(program.actor)?;
        for (at, word) in program.words.iter().enumerate() {
            let at = u32::try_from(program.number * WORDS + at)?;
            Drive::new().finish(load.call_async(&mut *store, (who, at, *word)))??;
        }
    }
    Ok(())
}

/// An act, with what it needs of the instance.
enum Deed {
    Start {
        call: String,
        func: Func,
        params: Vec<Val>,
        /// The name of the end that comes last among the parameters, and what it is of.
        gift: Option<(String, &'static str)>,
    },
    /// An act that needs nothing.
    Act(Act),
    /// Look whether tasks are left.
    Look,
    /// Name the calls that are left, and come to an end.
    End,
}

fn deed(store: &mut Store<Shared>, instance: Instance, act: &Act) -> anyhow::Result<Deed> {
    Ok(match act.clone() {
        Act::Start {
            call,
            export,
            program,
            gift,
        } => Deed::Start {
            gift: gift.map(|name| {
                let of = if export.ends_with("future") {
                    "future"
                } else {
                    "stream"
                };
                (name, of)
            }),
            call,
            func: instance
                .get_func(store, &export)
                .with_context(|| format!("the guest has no export `{export}`"))?,
            params: vec![Val::U32(program)],
        },
        act @ (Act::Answer { .. } | Act::Drop { .. } | Act::Leave { .. }) => Deed::Act(act),
    })
}

/// Carries out the deeds of each step, and lets the event loop run dry after each.
fn perform(
    store: &mut Store<Shared>,
    shared: &Shared,
    case: &Case,
    deeds: Vec<Vec<Deed>>,
) -> anyhow::Result<()> {
    let desk = Mutex::new(VecDeque::new());
    let drive = Drive::new();
    let ended = {
        let mut event_loop = pin!(
            store.run_concurrent(async |accessor| { embedder(accessor, shared, &desk).await })
        );
        let mut ended = None;
        for (step, deeds) in case.script.iter().zip(deeds) {
            shared.world().step(&step.text);
            drive.raise();
            put(&desk, deeds);
            ended = drive.until_rest(event_loop.as_mut())?;
            if ended.is_none() {
                drive.raise();
                put(&desk, [Deed::Look]);
                ended = drive.until_rest(event_loop.as_mut())?;
            }
            if ended.is_some() {
                break;
            }
        }
        if ended.is_none() {
            drive.raise();
            put(&desk, [Deed::End]);
            ended = drive.until_rest(event_loop.as_mut())?;
        }
        // What is dropped with the event loop is nothing that the guest gives up.
        shared.world().over = true;
        ended
    };
    match ended.context("the event loop goes on after its end")? {
        Ok(result) => result,
        Err(error) => {
            shared.world().trapped(&error);
            Ok(())
        }
    }
}

/// Makes the only call, and carries out the other deeds while it lasts.
fn perform_alone(
    store: &mut Store<Shared>,
    shared: &Shared,
    case: &Case,
    deeds: Vec<Vec<Deed>>,
) -> anyhow::Result<()> {
    let mut deeds = case.script.iter().zip(deeds);
    let (step, first) = deeds.next().context("there is no step")?;
    let Ok(
        [
            Deed::Start {
                call,
                func,
                params,
                gift: None,
            },
        ],
    ) = <[Deed; 1]>::try_from(first)
    else {
        bail!("the first step is one call");
    };
    shared.world().step(&step.text);
    let drive = Drive::new();
    let mut results = [Val::Bool(false)];
    let ended = {
        let mut only = pin!(func.call_async(&mut *store, &params, &mut results));
        let mut ended = drive.until_rest(only.as_mut())?;
        for (step, deeds) in deeds {
            if ended.is_some() {
                break;
            }
            shared.world().step(&step.text);
            for deed in deeds {
                match deed {
                    Deed::Act(act @ Act::Answer { .. }) => answer(shared, &act)?,
                    Deed::Act(Act::Leave { end, leave, .. }) => {
                        ends::leave_without_store(shared, &end, leave)?;
                    }
                    _ => bail!("the only call can only be answered"),
                }
            }
            ended = drive.until_rest(only.as_mut())?;
        }
        shared.world().over = ended.is_none();
        ended
    };
    let mut world = shared.world();
    match ended {
        None => world.saw(Event::Open { calls: vec![call] }),
        Some(Ok(())) => world.saw(Event::Returned {
            call,
            value: shown(&results),
        }),
        Some(Err(error)) => world.trapped(&error),
    }
    world.over = true;
    Ok(())
}

fn shown(values: &[Val]) -> String {
    let one = |value: &Val| match value {
        Val::U32(number) => number.to_string(),
        Val::Stream(_) => "a stream".to_owned(),
        Val::Future(_) => "a future".to_owned(),
        other => format!("{other:?}"),
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn put(desk: &Mutex<VecDeque<Deed>>, deeds: impl IntoIterator<Item = Deed>) {
    desk.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .extend(deeds);
}

/// A call that has been made: its name, and the future that has its result.
type Call<'a> = (
    String,
    Pin<Box<dyn Future<Output = wasmtime::Result<Vec<Val>>> + Send + 'a>>,
);

/// What the embedder does within the event loop: takes deeds from the desk, and polls its calls.
async fn embedder(
    accessor: &Accessor<Shared>,
    shared: &Shared,
    desk: &Mutex<VecDeque<Deed>>,
) -> anyhow::Result<()> {
    let mut calls: Vec<Call<'_>> = Vec::new();
    poll_fn(|cx| {
        loop {
            let deed = desk
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            match deed {
                None => break,
                Some(Deed::End) => {
                    if !calls.is_empty() {
                        let calls = calls.iter().map(|(name, _)| name.clone()).collect();
                        shared.saw(Event::Open { calls });
                    }
                    return Poll::Ready(Ok(()));
                }
                Some(deed) => obey(accessor, shared, deed, &mut calls, cx)?,
            }
            if poll_calls(shared, &mut calls, cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
        }
        poll_calls(shared, &mut calls, cx).map(Ok)
    })
    .await
}

fn obey<'a>(
    accessor: &'a Accessor<Shared>,
    shared: &Shared,
    deed: Deed,
    calls: &mut Vec<Call<'a>>,
    cx: &mut Context<'_>,
) -> anyhow::Result<()> {
    match deed {
        Deed::Start {
            call,
            func,
            mut params,
            gift,
        } => {
            if let Some((name, of)) = gift {
                params.push(accessor.with(|access| ends::gift(access, &name, of))?);
            }
            let future = async move {
                let mut results = [Val::Bool(false)];
                func.call_concurrent(accessor, &params, &mut results)
                    .await?;
                Ok(results.to_vec())
            };
            calls.push((call, Box::pin(future)));
        }
        Deed::Act(Act::Drop { call }) => {
            let before = calls.len();
            calls.retain(|(name, _)| *name != call);
            ensure!(calls.len() < before, "there is no call `{call}` to drop");
        }
        Deed::Act(Act::Leave { end, leave, must }) => {
            if must || ends::has(shared, &end, leave) {
                accessor.with(|access| ends::leave(access, &end, leave))?;
            }
        }
        Deed::Act(act) => answer(shared, &act)?,
        Deed::Look => {
            let busy = accessor.poll_no_interesting_tasks(cx).is_pending();
            shared.saw(Event::Rested { busy });
        }
        Deed::End => unreachable!("the caller comes to an end itself"),
    }
    Ok(())
}

/// Lets a call of `work` return, if that is what the act is.
fn answer(shared: &Shared, act: &Act) -> anyhow::Result<()> {
    if let Act::Answer {
        argument,
        value,
        must,
    } = *act
    {
        let answered = shared.answer(argument, value);
        ensure!(answered || !must, "no call of `work {argument}` waits");
    }
    Ok(())
}

/// Polls every call once, in the order in which they were made; ready if one has trapped, which ends the run.
fn poll_calls(shared: &Shared, calls: &mut Vec<Call<'_>>, cx: &mut Context<'_>) -> Poll<()> {
    let mut trapped = None;
    calls.retain_mut(|(call, future)| match future.as_mut().poll(cx) {
        Poll::Pending => true,
        Poll::Ready(Ok(values)) => {
            for value in &values {
                match value {
                    Val::Stream(stream) => shared.keep(call, Held::Stream(stream.clone())),
                    Val::Future(future) => shared.keep(call, Held::Future(future.clone())),
                    _ => {}
                }
            }
            shared.saw(Event::Returned {
                call: call.clone(),
                value: shown(&values),
            });
            false
        }
        Poll::Ready(Err(error)) => {
            trapped.get_or_insert(error);
            false
        }
    });
    match trapped {
        Some(error) => {
            shared.world().trapped(&error);
            Poll::Ready(())
        }
        None => Poll::Pending,
    }
}

/// Polls a future by hand: it has come to a rest when it is pending and nobody has woken it.
struct Drive {
    flag: Arc<Flag>,
    until: Instant,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Drive {
    fn new() -> Drive {
        Drive {
            flag: Arc::new(Flag(AtomicBool::new(true))),
            until: Instant::now() + LIMIT,
        }
    }

    /// Lets the next poll happen although nobody wakes the future.
    fn raise(&self) {
        self.flag.0.store(true, Ordering::SeqCst);
    }

    /// Polls until the future is ready or rests.
    fn until_rest<F: Future>(&self, mut future: Pin<&mut F>) -> anyhow::Result<Option<F::Output>> {
        let waker = Waker::from(Arc::clone(&self.flag));
        let mut cx = Context::from_waker(&waker);
        while self.flag.0.swap(false, Ordering::SeqCst) {
            ensure!(
                Instant::now() < self.until,
                "no rest after {} s",
                LIMIT.as_secs()
            );
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return Ok(Some(output));
            }
        }
        Ok(None)
    }

    /// Polls a future that depends on nothing outside until it is ready.
    fn finish<F: Future>(&self, future: F) -> anyhow::Result<F::Output> {
        self.until_rest(pin!(future))?
            .context("a call that waits for nobody does not return")
    }
}
