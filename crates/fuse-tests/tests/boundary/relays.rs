//! Functions of async type of the host's that take handles in memory, and return what the host has to allocate room for: they are called by way
//! of the runtime's memory, by an instance that goes on meanwhile or by one that waits.

use crate::subject::{Subject, engine, forms_of, func, list, numbers, text};
use std::future::{Future, poll_fn};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};
use wasmtime::component::{Accessor, Component, Func, Linker, Resource, ResourceType, Val};
use wasmtime::{Engine, ResourceLimiter, Store};

/// A resource of the host's; its representation is all there is.
struct H;
type Handle = Resource<H>;

/// What the host has seen, in order, and how large the memories are.
#[derive(Default)]
struct Seen {
    log: Vec<String>,
    bytes: usize,
}

impl ResourceLimiter for Seen {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.bytes += desired - current;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

/// Is ready when it was asked that often.
struct Later(u32);

impl Future for Later {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// What `open-at` does with `how`.
const FOUND: u8 = 0;
const NO_REASON: u8 = 1;
const REASON: u8 = 2;
/// As [`FOUND`] and [`REASON`], and nothing is written down.
const QUIETLY: u8 = 3;
const REASON_QUIETLY: u8 = 4;

fn note(accessor: &Accessor<Seen>, text: String) {
    accessor.with(|mut access| access.get().log.push(text));
}

/// The host's functions; those that are not told when to return do so when they were asked `turns` times.
fn linker(engine: &Engine, turns: u32) -> Linker<Seen> {
    let mut linker = Linker::<Seen>::new(engine);
    let mut host = linker.instance("host").unwrap();
    host.resource("h", ResourceType::host::<H>(), |mut store, rep| {
        if rep < 1_000_000 {
            store.data_mut().log.push(format!("dropped {rep}"));
        }
        Ok(())
    })
    .unwrap();
    host.func_wrap("make", |_, (rep,): (u32,)| Ok((Handle::new_own(rep),)))
        .unwrap();
    type OpenAt = (Handle, u8, String, u8);
    host.func_wrap_concurrent("open-at", |accessor, (it, turns, path, how): OpenAt| {
        assert!(!it.owned());
        let rep = it.rep();
        if how < QUIETLY {
            note(accessor, format!("open {rep} {path} {how}"));
        }
        Box::pin(async move {
            Later(turns.into()).await;
            if how < QUIETLY {
                note(accessor, format!("opened {path}"));
            }
            Ok((match how {
                FOUND => Ok(Handle::new_own(rep * 100 + path.len() as u32)),
                QUIETLY => Ok(Handle::new_own(1_000_000)),
                NO_REASON => Err(None),
                _ => Err(Some(format!("no {path}"))),
            },))
        })
    })
    .unwrap();
    type Exchange = (Vec<Handle>, Vec<(Handle, String)>);
    host.func_wrap_concurrent("exchange", move |accessor, (hs, extra): Exchange| {
        assert!(hs.iter().all(Handle::owned) && !extra.iter().any(|(h, _)| h.owned()));
        let sum: u32 = extra.iter().map(|(h, _)| h.rep()).sum();
        let texts: Vec<String> = extra.into_iter().map(|(_, text)| text).collect();
        let all = texts.join("+");
        note(accessor, format!("exchange {} {sum} {all}", hs.len()));
        let new = hs.into_iter().enumerate().map(|(n, h)| {
            let text = if n % 3 == 2 {
                String::new()
            } else {
                format!("{n}{all}")
            };
            (Handle::new_own(h.rep() + sum), text)
        });
        let new: Vec<_> = new.collect();
        Box::pin(async move {
            Later(turns).await;
            Ok((new,))
        })
    })
    .unwrap();
    type Merge = (Handle, Handle, u32, u32, u32);
    host.func_wrap_concurrent("merge", move |_, (a, b, c, d, e): Merge| {
        assert!(a.owned() && !b.owned());
        let merged = Handle::new_own(a.rep() * 10 + b.rep() + 1000 * (c + d + e));
        Box::pin(async move {
            Later(turns).await;
            Ok((merged,))
        })
    })
    .unwrap();
    host.func_wrap_concurrent("poll", move |_, (hs,): (Vec<Handle>,)| {
        let all = hs
            .iter()
            .fold(0u32, |sum, h| sum.wrapping_mul(31).wrapping_add(h.rep()));
        Box::pin(async move {
            Later(turns).await;
            Ok((all,))
        })
    })
    .unwrap();
    host.func_wrap_concurrent("close", move |accessor, (hs,): (Vec<Handle>,)| {
        let all: Vec<u32> = hs.iter().map(Resource::rep).collect();
        note(accessor, format!("close {all:?}"));
        Box::pin(async move {
            Later(turns).await;
            Ok(())
        })
    })
    .unwrap();
    type Names = (u32, u32, u32, u32, u32);
    host.func_wrap_concurrent("names", move |_, (a, b, c, d, e): Names| {
        let names: Vec<String> = (0..a)
            .map(|n| "é".repeat((n * b + c) as usize % 50))
            .collect();
        let last = format!("{d}/{e}");
        Box::pin(async move {
            Later(turns).await;
            Ok((names.into_iter().chain([last]).collect::<Vec<_>>(),))
        })
    })
    .unwrap();
    linker
}

fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

fn subject(engine: &Engine, turns: u32, component: &Component) -> Subject<Seen> {
    let mut store = Store::new(engine, Seen::default());
    store.limiter(|seen| seen);
    let linker = linker(engine, turns);
    let instance = wait_for(linker.instantiate_async(&mut store, component)).unwrap();
    Subject { store, instance }
}

/// How the instance lowers the functions.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum How {
    GoesOn,
    Waits,
}

/// The two forms of a component that lowers as `how` says.
fn relays(how: How, encoding: &str) -> [(&'static str, Vec<u8>); 2] {
    let lowered = match how {
        How::GoesOn => text("relays-goes-on"),
        How::Waits => text("relays-waits"),
    };
    let encoded = format!("string-encoding={encoding} (memory (core memory $libc \"mem\"))");
    let options = format!("{encoded} (realloc (core func $libc \"realloc\"))");
    let lowered = lowered
        .replace("OPTS", &options)
        .replace("ENCODED", &encoded);
    let whole = text("relays").replace("LOWERED", &lowered);
    forms_of(&whole.replace("HOST", &text("relays-host")))
}

/// Runs a test on both forms, in each encoding, with a host that returns at once and one that does not; what the test gives is the same for both.
fn each_how(hows: &[How], test: impl Fn(&mut Subject<Seen>) -> Vec<String>) {
    let engine = engine();
    for &how in hows {
        for encoding in ["utf8", "utf16", "latin1+utf16"] {
            for turns in [0, 1, 3] {
                let [composed, fused] = relays(how, encoding).map(|(form, bytes)| {
                    eprintln!("{form}, {how:?}, {encoding}, {turns} turns");
                    let component = Component::from_binary(&engine, &bytes).unwrap();
                    let mut it = subject(&engine, turns, &component);
                    let mut seen = test(&mut it);
                    seen.append(&mut it.store.data_mut().log);
                    seen
                });
                assert_eq!(composed, fused);
            }
        }
    }
}

fn each(test: impl Fn(&mut Subject<Seen>) -> Vec<String>) {
    each_how(&[How::GoesOn, How::Waits], test);
}

/// A call: the function, what else to do, and its parameters.
type Call = (&'static str, u64, Vec<Val>);

/// Behind the parameters, and behind the result.
fn pad() -> Val {
    Val::Tuple(vec![Val::U64(0); 16])
}

/// What a call gives: the last state, and the result.
fn shown(results: &[Val]) -> String {
    match results {
        [Val::Tuple(parts)] => {
            let Val::U64(state) = parts[0] else {
                panic!("{parts:?}")
            };
            format!("{state} {}", plain(&parts[1]))
        }
        [] => String::new(),
        [other] => plain(other),
        other => panic!("{other:?}"),
    }
}

/// A value in few characters.
fn plain(value: &Val) -> String {
    let all = |values: &[Val]| values.iter().map(plain).collect::<Vec<_>>().join(", ");
    match value {
        Val::U32(number) => number.to_string(),
        Val::String(text) if text.len() > 40 => {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            format!("{} bytes {:x}", text.len(), hasher.finish())
        }
        Val::String(text) => format!("{text:?}"),
        Val::List(values) => format!("[{}]", all(values)),
        Val::Tuple(values) => format!("({})", all(values)),
        Val::Result(Ok(Some(value))) => format!("ok {}", plain(value)),
        Val::Result(Err(Some(value))) => format!("error {}", plain(value)),
        Val::Option(Some(value)) => plain(value),
        Val::Option(None) => "none".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// Makes calls at the same time, and gives what each returns.
fn at_once(it: &mut Subject<Seen>, calls: Vec<Call>) -> wasmtime::Result<Vec<String>> {
    let calls: Vec<(Func, Vec<Val>)> = calls
        .into_iter()
        .map(|(name, ctrl, mut args)| {
            args.insert(0, Val::U64(ctrl));
            args.push(pad());
            let func = func(&mut it.store, &it.instance, &format!("relays#{name}"));
            (func, args)
        })
        .collect();
    run_all(it, calls)
}

fn run_all(it: &mut Subject<Seen>, calls: Vec<(Func, Vec<Val>)>) -> wasmtime::Result<Vec<String>> {
    let results: Vec<Vec<Val>> = calls
        .iter()
        .map(|(func, _)| vec![Val::Bool(false); func.ty(&it.store).results().len()])
        .collect();
    let run = it.store.run_concurrent(async |accessor| {
        let mut pending: Vec<_> = calls
            .iter()
            .zip(results)
            .map(|((func, args), mut results)| {
                let call = async move {
                    func.call_concurrent(accessor, args, &mut results).await?;
                    Ok::<_, wasmtime::Error>(shown(&results))
                };
                (Box::pin(call), None)
            })
            .collect();
        poll_fn(|cx| {
            let mut open = false;
            for (call, result) in &mut pending {
                if result.is_none() {
                    match call.as_mut().poll(cx) {
                        Poll::Ready(Ok(shown)) => *result = Some(shown),
                        Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                        Poll::Pending => open = true,
                    }
                }
            }
            match open {
                true => Poll::Pending,
                false => Poll::Ready(Ok(())),
            }
        })
        .await?;
        let results = pending.into_iter().map(|(_, result)| result);
        Ok(results
            .map(|result| result.expect("all are ready"))
            .collect())
    });
    wait_for(run)?
}

fn one(it: &mut Subject<Seen>, call: Call) -> wasmtime::Result<String> {
    Ok(at_once(it, vec![call])?.remove(0))
}

/// Calls a function that has nothing but its parameters.
fn bare(it: &mut Subject<Seen>, name: &str, args: &[Val]) -> wasmtime::Result<String> {
    let func = func(&mut it.store, &it.instance, &format!("relays#{name}"));
    if name == "repeat" || func.ty(&it.store).async_() {
        return Ok(run_all(it, vec![(func, args.to_vec())])?.remove(0));
    }
    let mut results = vec![Val::Bool(false); func.ty(&it.store).results().len()];
    wait_for(func.call_async(&mut it.store, args, &mut results))?;
    Ok(shown(&results))
}

/// Makes handles to these representations; their numbers have to be as expected.
fn make<const N: usize>(it: &mut Subject<Seen>, expected: [(u32, u32); N]) {
    for (rep, handle) in expected {
        let made = bare(it, "make", &[Val::U32(rep)]).unwrap();
        assert_eq!(made, handle.to_string());
    }
}

fn string(text: &str) -> Val {
    Val::String(text.into())
}

fn open(ctrl: u64, it: u32, turns: u8, path: &str, how: u8) -> Call {
    let args = vec![Val::U32(it), Val::U8(turns), string(path), Val::U8(how)];
    ("open-at", ctrl, args)
}

fn exchange(ctrl: u64, hs: &[u32], extra: &[(u32, &str)]) -> Call {
    let extra = extra
        .iter()
        .map(|(h, text)| Val::Tuple(vec![Val::U32(*h), string(text)]));
    let args = vec![numbers(hs.iter().copied()), list(extra)];
    ("exchange", ctrl, args)
}

fn merge(ctrl: u64, a: u32, b: u32) -> Call {
    ("merge", ctrl, [a, b, 3, 4, 5].map(Val::U32).to_vec())
}

fn poll(ctrl: u64, hs: &[u32]) -> Call {
    ("poll", ctrl, vec![numbers(hs.iter().copied())])
}

fn close(ctrl: u64, hs: &[u32]) -> Call {
    ("close", ctrl, vec![numbers(hs.iter().copied())])
}

fn names(args: [u32; 5]) -> Call {
    ("names", 0, args.map(Val::U32).to_vec())
}

#[test]
fn what_the_host_allocates_gets_to_the_caller() {
    let long = "ab\u{e9}\u{65e5}\u{1f600}".repeat(2000);
    each(|it| {
        make(it, [(7, 1)]);
        let mut seen = vec![];
        for turns in [0, 1, 4] {
            for path in ["", "a", "n\u{e9}", "\u{65e5}\u{672c}", &long] {
                for how in [FOUND, NO_REASON, REASON] {
                    seen.push(one(it, open(0, 1, turns, path, how)).unwrap());
                }
            }
        }
        assert_eq!(seen[0], "2 ok 2");
        assert_eq!(seen[1], "2 error none");
        assert_eq!(seen[2], "2 error \"no \"");
        assert_eq!(seen[8], "2 error \"no n\u{e9}\"");
        assert_eq!(seen[3], "2 ok 3");
        for count in [0, 1, 60] {
            seen.push(one(it, names([count, 7, 1, 4, 5])).unwrap());
        }
        assert_eq!(seen[45], "2 [\"4/5\"]");
        assert_eq!(seen[46], "2 [\"\u{e9}\", \"4/5\"]");
        seen
    });
}

#[test]
fn handles_in_lists_leave_and_arrive() {
    each(|it| {
        make(it, [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
        let mut seen = vec![];
        let mut call = |it: &mut _, call| {
            seen.push(one(it, call).unwrap());
            handles(&seen[seen.len() - 1])
        };
        call(it, exchange(0, &[], &[]));
        call(it, exchange(0, &[], &[(3, "x"), (3, ""), (1, "\u{e9}z")]));
        let new = call(it, exchange(0, &[4, 2, 5], &[(3, "x"), (1, "\u{65e5}")]));
        call(it, poll(0, &[1, 3, new[2], new[0], new[1]]));
        let merged = call(it, merge(0, new[0], 1))[0];
        call(it, poll(0, &[1, merged, 1]));
        call(it, poll(0, &[]));
        call(it, close(0, &[new[1], 1]));
        call(it, close(0, &[]));
        call(it, close(0, &[new[2]]));
        call(it, poll(0, &[3, merged]));
        assert_eq!(new.len(), 3);
        seen
    });
}

/// The numbers of the handles in what [`exchange`] or [`merge`] has returned.
fn handles(shown: &str) -> Vec<u32> {
    let (_, result) = shown.split_once(' ').expect("a state and a result");
    let parts: Vec<&str> = match result.strip_prefix('[') {
        Some(list) => list.split('(').skip(1).collect(),
        None => vec![result],
    };
    let number = |part: &&str| part.split(',').next().map(str::parse);
    let numbers = parts.iter().filter_map(number);
    numbers
        .collect::<Result<_, _>>()
        .expect("handles are numbers")
}

#[test]
fn mistaken_handles_trap() {
    let mistakes = [
        open(0, 3, 0, "path", FOUND),
        exchange(0, &[1, 1], &[]),
        exchange(0, &[1], &[(1, "lent and given away")]),
        exchange(0, &[1], &[(3, "not there")]),
        exchange(0, &[3], &[]),
        merge(0, 1, 1),
        merge(0, 1, 3),
        poll(0, &[2, 0]),
        close(0, &[2, 1, 2]),
    ];
    for mistake in mistakes {
        each(|it| {
            make(it, [(1, 1), (2, 2)]);
            assert!(one(it, mistake.clone()).is_err(), "{mistake:?}");
            vec![]
        });
    }
}

#[test]
fn calls_overlap_and_end_in_another_order() {
    each_how(&[How::GoesOn], |it| {
        make(it, [(1, 1), (2, 2), (3, 3), (4, 4)]);
        let two = vec![
            open(0, 1, 5, "first", REASON),
            open(0, 2, 2, "second", FOUND),
        ];
        let mut seen = at_once(it, two).unwrap();
        assert_eq!(seen[0], "2 error \"no first\"");
        let turns = |n: u8| (u32::from(n) * 37 % 100) as u8;
        let many = (0..100).map(|n: u8| match n % 4 {
            0 => open(0, 1, turns(n), &format!("{n}"), FOUND),
            1 => open(0, 2, turns(n), &"\u{e9}".repeat(n.into()), REASON),
            2 => open(0, 1, turns(n), "", NO_REASON),
            _ => names([n.into(), 3, 1, 2, 3]),
        });
        seen.extend(at_once(it, many.collect()).unwrap());
        let others = vec![
            exchange(0, &[3, 4], &[(1, "one"), (2, "two")]),
            poll(0, &[1, 2]),
            open(0, 2, 1, "path", REASON),
        ];
        seen.extend(at_once(it, others).unwrap());
        seen
    });
}

#[test]
fn cancelled_calls_leave_nothing_behind() {
    each_how(&[How::GoesOn], |it| {
        make(it, [(1, 1), (2, 2), (3, 3), (4, 4)]);
        let mut seen = vec![];
        for turns in [0, 3] {
            seen.push(one(it, open(1, 1, turns, "path", REASON)).unwrap());
        }
        assert_eq!(seen[1], "4 ok 0", "it was cancelled before it returned");
        seen.push(one(it, exchange(1, &[2], &[(1, "x")])).unwrap());
        seen.push(one(it, merge(1, 3, 1)).unwrap());
        seen.push(one(it, close(1, &[4])).unwrap());
        let mixed = (0..20).map(|n| open((n % 2).into(), 1, 1 + n % 5, &format!("{n}"), REASON));
        seen.extend(at_once(it, mixed.collect()).unwrap());
        seen.push(bare(it, "make", &[Val::U32(9)]).unwrap());
        seen
    });
}

#[test]
fn what_is_lent_cannot_be_dropped() {
    let dropped = |turns: u8| {
        let outcomes = relays(How::GoesOn, "utf8").map(|(_, bytes)| {
            let engine = engine();
            let component = Component::from_binary(&engine, &bytes).unwrap();
            let it = &mut subject(&engine, 0, &component);
            make(it, [(1, 1)]);
            one(it, open(2, 1, turns, "path", FOUND)).map_err(drop)
        });
        assert_eq!(outcomes[0], outcomes[1]);
        outcomes[1].clone()
    };
    assert_eq!(dropped(0), Ok("2 ok 2".to_owned()));
    assert_eq!(dropped(3), Err(()));
}

/// Opens a file many times: the memories are as large after them as after a few.
#[track_caller]
fn check_memory(how: How, turns: u8, times: u32) {
    let engine = engine();
    let [_, (_, fused)] = relays(how, "utf16");
    let component = Component::from_binary(&engine, &fused).unwrap();
    let it = &mut subject(&engine, 0, &component);
    make(it, [(1, 1)]);
    for what in [QUIETLY, REASON_QUIETLY] {
        let args = |times| [Val::U32(1), Val::U8(turns), Val::U8(what), Val::U32(times)];
        bare(it, "repeat", &args(100)).unwrap();
        let few = it.store.data().bytes;
        bare(it, "repeat", &args(times)).unwrap();
        assert_eq!(it.store.data().bytes, few);
    }
}

#[test]
fn blocks_are_used_again() {
    for how in [How::GoesOn, How::Waits] {
        check_memory(how, 0, 1_000_000);
        check_memory(how, 1, 20_000);
    }
}
