//! The host's side: the engine, and functions that record that they are called and return when they are told to.

use super::element::Element;
use super::ends::{self, End, Held, Readable};
use super::trace::{Event, Reason, Seen, Trace};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use wasmtime::component::{Component, FutureAny, InstancePre, Linker, LinkerInstance, StreamAny};
use wasmtime::{Engine, Store};

/// How long a case may take, in ticks of the engine's clock.
pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// How often a timer is asked before it fires: others run as often meanwhile.
const PATIENCE: u32 = 200;

/// `work` returns its argument at once if that is this or more.
const AT_ONCE: u32 = 200;

/// An engine and the functions that a guest imports.
pub(super) struct Host {
    pub(super) engine: Engine,
    linker: Linker<Shared>,
}

/// What the host knows of a run; the store, the host's functions and the script share it.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<World>>);

#[derive(Default)]
pub(super) struct World {
    pub(super) trace: Trace,
    /// The calls of host functions so far.
    imports: Vec<Import>,
    /// The ends of streams and futures by which the host reads or writes, or has done so.
    pub(super) ends: Vec<End>,
    /// The readable ends that the host has and has done nothing with, by name.
    pub(super) kept: Vec<(String, Held)>,
    /// What elements they have, if the guest passes any.
    pub(super) element: Option<Element>,
    /// Whether the run is over, and what is dropped is not given up by the guest.
    pub(super) over: bool,
}

/// A call of a host function.
struct Import {
    argument: Option<u32>,
    state: State,
    waker: Option<Waker>,
}

/// How far a call has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waits,
    /// It returns this when it is asked next.
    Answered(u32),
    Over,
}

impl Shared {
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.0
            .lock()
            .expect("nothing panics with the world in its hands")
    }

    pub(super) fn saw(&self, event: Event) {
        self.world().saw(event);
    }

    /// Lets the oldest call of `work` with this argument return that still waits; says whether there is one.
    pub(super) fn answer(&self, argument: u32, value: u32) -> bool {
        let mut world = self.world();
        let mut calls = world.imports.iter_mut();
        let call = calls.find(|call| call.argument == Some(argument) && call.state == State::Waits);
        let Some(call) = call else {
            return false;
        };
        call.state = State::Answered(value);
        if let Some(waker) = call.waker.take() {
            waker.wake();
        }
        true
    }

    fn called(&self, argument: Option<u32>, state: State) -> usize {
        self.saw(Event::Called { argument });
        self.waits(argument, state)
    }

    fn waits(&self, argument: Option<u32>, state: State) -> usize {
        let mut world = self.world();
        world.imports.push(Import {
            argument,
            state,
            waker: None,
        });
        world.imports.len() - 1
    }
}

impl World {
    pub(super) fn saw(&mut self, event: Event) {
        let step = self.trace.steps.last_mut();
        step.expect("nothing happens before the first step")
            .events
            .push(event);
    }

    pub(super) fn step(&mut self, text: &str) {
        self.trace.steps.push(Seen {
            text: text.to_owned(),
            events: Vec::new(),
        });
    }

    /// A host function's call is dropped before it has returned.
    fn gave_up(&mut self, argument: Option<u32>) {
        if !self.over {
            self.saw(Event::Cancelled { argument });
        }
    }

    pub(super) fn trapped(&mut self, error: &wasmtime::Error) {
        self.saw(Event::Trapped(Reason(error.root_cause().to_string())));
    }
}

impl Host {
    pub(super) fn new() -> anyhow::Result<Host> {
        let mut config = crate::host::config();
        config
            .epoch_interruption(true)
            .cranelift_opt_level(wasmtime::OptLevel::None);
        let engine = Engine::new(&config)?;
        let mut linker = Linker::<Shared>::new(&engine);
        let mut root = linker.root();
        root.func_wrap("log", |store, (who, what, value): (u32, u32, u32)| {
            store.data().saw(Event::Said { who, what, value });
            Ok(())
        })?;
        root.func_wrap(
            "event",
            |store, (who, code, p1, p2): (u32, u32, u32, u32)| {
                store.data().saw(Event::Heard { who, code, p1, p2 });
                Ok(())
            },
        )?;
        root.func_wrap_concurrent("work", |accessor, (n,): (u32,)| {
            let shared = accessor.with(|mut access| access.get().clone());
            let state = if n < AT_ONCE {
                State::Waits
            } else {
                State::Answered(n)
            };
            let import = shared.called(Some(n), state);
            let work = Work { shared, import };
            Box::pin(async move { Ok((work.await,)) })
        })?;
        root.func_wrap_concurrent("timer", |accessor, (): ()| {
            let shared = accessor.with(|mut access| access.get().clone());
            shared.called(None, State::Over);
            let timer = Timer {
                shared,
                left: PATIENCE,
            };
            Box::pin(async move {
                timer.await;
                Ok(())
            })
        })?;
        passing::<StreamAny>(&mut root)?;
        passing::<FutureAny>(&mut root)?;
        let clock = engine.weak();
        std::thread::spawn(move || {
            while let Some(engine) = clock.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(Duration::from_secs(1));
            }
        });
        Ok(Host { engine, linker })
    }

    pub(super) fn compile(&self, bytes: &[u8]) -> anyhow::Result<Component> {
        Ok(Component::from_binary(&self.engine, bytes)?)
    }

    pub(super) fn link(&self, component: &Component) -> anyhow::Result<InstancePre<Shared>> {
        Ok(self.linker.instantiate_pre(component)?)
    }

    pub(super) fn store(&self) -> Store<Shared> {
        let mut store = Store::new(&self.engine, Shared::default());
        store.set_epoch_deadline(LIMIT.as_secs());
        store
    }
}

/// The functions with which the guest passes readable ends to the host and gets some from it.
fn passing<R: Readable>(root: &mut LinkerInstance<'_, Shared>) -> anyhow::Result<()> {
    let of = R::NAME;
    root.func_wrap(&format!("keep-{of}"), move |store, (n, end): (u32, R)| {
        store.data().saw(Event::Host(format!("keep-{of} {n}")));
        store.data().keep(&n.to_string(), end.held());
        Ok(())
    })?;
    root.func_wrap(&format!("take-{of}"), move |store, (n, end): (u32, R)| {
        store.data().saw(Event::Host(format!("take-{of} {n}")));
        ends::pipe(store, &n.to_string(), end.held())?;
        Ok(())
    })?;
    root.func_wrap_concurrent(
        &format!("send-{of}"),
        move |accessor, (n, end): (u32, R)| {
            let work = accessor.with(|mut access| {
                let shared = access.get().clone();
                shared.saw(Event::Host(format!("send-{of} {n}")));
                let import = shared.waits(Some(n), State::Waits);
                ends::pipe(access, &n.to_string(), end.held())?;
                wasmtime::error::Ok(Work { shared, import })
            });
            Box::pin(async move { Ok((work?.await,)) })
        },
    )?;
    root.func_wrap(&format!("give-{of}"), move |store, (n,): (u32,)| {
        store.data().saw(Event::Host(format!("give-{of} {n}")));
        Ok((ends::readable::<R>(store, &n.to_string())?,))
    })?;
    root.func_wrap_concurrent(&format!("find-{of}"), move |accessor, (n,): (u32,)| {
        let shared = accessor.with(|mut access| access.get().clone());
        shared.saw(Event::Host(format!("find-{of} {n}")));
        let import = shared.waits(Some(n), State::Waits);
        let work = Work { shared, import };
        Box::pin(async move {
            work.await;
            let end = accessor.with(|access| ends::readable::<R>(access, &n.to_string()))?;
            Ok((end,))
        })
    })?;
    root.func_wrap(&format!("back-{of}"), move |store, (n, end): (u32, R)| {
        store.data().saw(Event::Host(format!("back-{of} {n}")));
        Ok((end,))
    })?;
    Ok(())
}

/// A call that returns when the script says so.
struct Work {
    shared: Shared,
    import: usize,
}

impl Future for Work {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let call = &mut self.shared.world().imports[self.import];
        match call.state {
            State::Answered(value) => {
                call.state = State::Over;
                Poll::Ready(value)
            }
            State::Waits => {
                call.waker = Some(cx.waker().clone());
                Poll::Pending
            }
            State::Over => unreachable!("a future is not asked again"),
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let mut world = self.shared.world();
        let call = &mut world.imports[self.import];
        if call.state != State::Over {
            call.state = State::Over;
            let argument = call.argument;
            world.gave_up(argument);
        }
    }
}

/// A call that returns after some rounds of the event loop, whatever else goes on.
struct Timer {
    shared: Shared,
    left: u32,
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.left == 0 {
            self.shared.saw(Event::Fired);
            return Poll::Ready(());
        }
        self.left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if self.left > 0 {
            self.shared.world().gave_up(None);
        }
    }
}
