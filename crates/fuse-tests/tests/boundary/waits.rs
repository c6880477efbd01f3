//! Functions of async type of the host's that an instance waits for: the outer component lowers them in another way than the instance does.

use crate::subject::{Subject, engine, forms_of, func, list, numbers, text};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasmtime::component::{Component, Linker, Resource, ResourceType, Val};
use wasmtime::{Engine, Store};

/// A resource of the host's; its representation is all there is.
struct H;
type Handle = Resource<H>;

/// What the host was told by functions that return nothing, and the representations that were dropped.
#[derive(Default)]
struct Told {
    numbers: Vec<(u8, u64, f32, f64, i32)>,
    dropped: Vec<u32>,
}

/// Bytes of the instance's memory.
const MEMORY: u32 = 16 << 16;

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

/// The host's functions, which return when they were asked `turns` times.
fn linker(engine: &Engine, turns: u32) -> Linker<Told> {
    let mut linker = Linker::<Told>::new(engine);
    let mut host = linker.instance("host").unwrap();
    host.resource("h", ResourceType::host::<H>(), |mut store, rep| {
        store.data_mut().dropped.push(rep);
        Ok(())
    })
    .unwrap();
    host.func_wrap("make", |_, (rep,): (u32,)| Ok((Handle::new_own(rep),)))
        .unwrap();
    host.func_wrap_concurrent(
        "numbers",
        move |accessor, args: (u8, u64, f32, f64, i32)| {
            accessor.with(|mut access| access.get().numbers.push(args));
            Box::pin(async move {
                Later(turns).await;
                Ok(())
            })
        },
    )
    .unwrap();
    macro_rules! later {
        ($($name:literal: $args:pat => $ty:ty => $result:expr;)*) => {$(
            host.func_wrap_concurrent($name, move |_, $args: $ty| {
                let result = $result;
                Box::pin(async move {
                    Later(turns).await;
                    Ok((result,))
                })
            })
            .unwrap();
        )*};
    }
    later! {
        "double": (a,) => (u64,) => a.wrapping_mul(2);
        "half": (a,) => (f32,) => a / 2.0;
        "third": (a,) => (f64,) => a / 3.0;
        "odd": (a,) => (u32,) => if a % 2 == 1 { Ok::<(), ()>(()) } else { Err(()) };
        "last": (a,) => (String,) => a.chars().last().unwrap_or('?');
        "length": (a, b, c) => (String, String, u64) => (a.len() * 100 + b.len()) as u32 + c as u32;
        "sum": (a, b, c) => (Vec<(u8, u64)>, Vec<String>, Option<u64>) => {
            let pairs: u64 = a.iter().map(|(a, b)| u64::from(*a) * b).sum();
            let texts: usize = b.iter().map(String::len).sum();
            pairs + 1000 * texts as u64 + c.unwrap_or(7)
        };
        "split": (a, b, c, d, e) => (u32, u32, u32, u32, u32) => {
            (a as u8, u64::from(b) << 32 | u64::from(c), (d != 0).then_some(e as u16))
        };
        "merge": (a, b, c, d, e) => (Handle, Handle, u32, u32, u32) => {
            assert!(a.owned() && !b.owned());
            Handle::new_own(a.rep() * 10 + b.rep() + 1000 * (c + d + e))
        };
        "poll": (hs,) => (Vec<Handle>,) => hs.iter().fold(0, |sum, h| sum * 100 + h.rep());
    }
    // Types that have no form in Rust here.
    host.func_new_concurrent("turn", move |_, _, args, results| {
        let Val::Enum(step) = &args[0] else {
            panic!("{args:?}")
        };
        let turned = match step.as_str() {
            "up" => "left",
            "left" => "down",
            _ => "up",
        };
        results[0] = Val::Enum(turned.into());
        Box::pin(async move {
            Later(turns).await;
            Ok(())
        })
    })
    .unwrap();
    host.func_new_concurrent("many", move |_, _, args, results| {
        let sum = args.iter().fold(0u64, |sum, arg| match arg {
            Val::U8(a) => sum.wrapping_mul(31).wrapping_add(u64::from(*a)),
            Val::U64(a) => sum.wrapping_mul(31).wrapping_add(*a),
            other => panic!("{other:?}"),
        });
        results[0] = Val::U64(sum);
        Box::pin(async move {
            Later(turns).await;
            Ok(())
        })
    })
    .unwrap();
    linker
}

/// An instance of a component.
fn subject(engine: &Engine, turns: u32, component: &Component) -> Subject<Told> {
    let mut store = Store::new(engine, Told::default());
    let linker = linker(engine, turns);
    let instance = wait_for(linker.instantiate_async(&mut store, component)).unwrap();
    Subject { store, instance }
}

fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

/// Calls a function of the instance, and waits for it.
fn call(it: &mut Subject<Told>, name: &str, args: &[Val]) -> wasmtime::Result<Val> {
    let func = func(&mut it.store, &it.instance, &format!("waits#{name}"));
    let mut results = vec![Val::Bool(false); func.ty(&it.store).results().len()];
    wait_for(func.call_async(&mut it.store, args, &mut results))?;
    Ok(results.pop().unwrap_or(Val::Bool(true)))
}

/// Runs a test on both forms, in each encoding, with a host that returns at once and one that does not.
fn each(test: impl Fn(&mut Subject<Told>)) {
    let engine = engine();
    let text = text("waits");
    for encoding in ["utf8", "utf16", "latin1+utf16"] {
        for (form, bytes) in forms_of(&text.replace("ENCODING", encoding)) {
            let component = Component::from_binary(&engine, &bytes).unwrap();
            for turns in [0, 1, 3] {
                eprintln!("{form}, {encoding}, {turns} turns");
                test(&mut subject(&engine, turns, &component));
            }
        }
    }
}

fn string(text: &str) -> Val {
    Val::String(text.into())
}

#[test]
fn numbers_go_to_the_host_and_come_back() {
    each(|it| {
        for n in [0, 1, 200] {
            let given = (n, u64::MAX - u64::from(n), 0.5, -1.25, -i32::from(n));
            let args = [
                Val::U8(given.0),
                Val::U64(given.1),
                Val::Float32(given.2),
                Val::Float64(given.3),
                Val::S32(given.4),
            ];
            assert_eq!(call(it, "numbers", &args).unwrap(), Val::Bool(true));
            assert_eq!(it.store.data_mut().numbers.pop(), Some(given));
        }
        let large = (1 << 63) + 5;
        let double = call(it, "double", &[Val::U64(large)]).unwrap();
        assert_eq!(double, Val::U64(10));
        let half = call(it, "half", &[Val::Float32(3.0)]).unwrap();
        assert_eq!(half, Val::Float32(1.5));
        let third = call(it, "third", &[Val::Float64(1.0)]).unwrap();
        assert_eq!(third, Val::Float64(1.0 / 3.0));
    });
}

#[test]
fn cases_come_back() {
    each(|it| {
        for (step, turned) in [("up", "left"), ("left", "down"), ("down", "up")] {
            let found = call(it, "turn", &[Val::Enum(step.into())]).unwrap();
            assert_eq!(found, Val::Enum(turned.into()));
        }
        let odd = call(it, "odd", &[Val::U32(3)]).unwrap();
        assert_eq!(odd, Val::Result(Ok(None)));
        let even = call(it, "odd", &[Val::U32(4)]).unwrap();
        assert_eq!(even, Val::Result(Err(None)));
    });
}

#[test]
fn strings_and_lists_are_read_where_they_were_copied_to() {
    let long = "ab\u{e9}\u{65e5}\u{1f600}".repeat(2000);
    each(|it| {
        for (given, last) in [
            ("", '?'),
            ("fuse", 'e'),
            ("n\u{e9}", '\u{e9}'),
            (&long, '\u{1f600}'),
        ] {
            let found = call(it, "last", &[string(given)]).unwrap();
            assert_eq!(found, Val::Char(last));
            let args = [string(given), string("n\u{e9}"), Val::U64(5)];
            let length = call(it, "length", &args).unwrap();
            assert_eq!(length, Val::U32(given.len() as u32 * 100 + 3 + 5));
        }
        let pairs = (0..300).map(|n| Val::Tuple(vec![Val::U8(n as u8), Val::U64(n << 32)]));
        let texts = (0..50).map(|n| string(&"\u{e9}".repeat(n)));
        for (c, seven) in [(None, 7), (Some(8), 8)] {
            let option = Val::Option(c.map(|c| Box::new(Val::U64(c))));
            let args = [list(pairs.clone()), list(texts.clone()), option];
            let sum: u64 = (0..300).map(|n| u64::from(n as u8) * (n << 32)).sum();
            let expected = sum + 1000 * 2 * (49 * 50 / 2) + seven;
            assert_eq!(call(it, "sum", &args).unwrap(), Val::U64(expected));
        }
    });
}

#[test]
fn results_in_memory_get_there() {
    each(|it| {
        for (d, option) in [(0, None), (1, Some(Box::new(Val::U16(0xabcd))))] {
            let args = [0x101, 2, 3, d, 0xabcd].map(Val::U32);
            let expected = [Val::U8(1), Val::U64((2 << 32) + 3), Val::Option(option)];
            let found = call(it, "split", &args).unwrap();
            assert_eq!(found, Val::Tuple(expected.into()));
        }
        let args: Vec<_> = (0..17)
            .map(|n| match n % 2 {
                0 => Val::U8(n),
                _ => Val::U64(u64::from(n) << 40),
            })
            .collect();
        let expected = (0..17).fold(0u64, |sum, n| {
            let arg = if n % 2 == 0 { n } else { n << 40 };
            sum.wrapping_mul(31).wrapping_add(arg)
        });
        assert_eq!(call(it, "many", &args).unwrap(), Val::U64(expected));
        // The last places where they fit.
        assert!(call(it, "split-to", &[Val::U32(MEMORY - 24)]).is_ok());
        assert!(call(it, "many-at", &[Val::U32(MEMORY - 136)]).is_ok());
    });
}

#[test]
fn handles_leave_and_arrive() {
    each(|it| {
        for (rep, handle) in [(1, 1), (2, 2), (3, 3)] {
            let made = call(it, "make", &[Val::U32(rep)]).unwrap();
            assert_eq!(made, Val::U32(handle));
        }
        let merged = call(it, "merge", &[Val::U32(2), Val::U32(3)]).unwrap();
        assert_eq!(merged, Val::U32(2));
        let polled = call(it, "poll", &[numbers([3, 1, 3])]).unwrap();
        assert_eq!(polled, Val::U32(3_01_03));
        let polled = call(it, "poll", &[numbers([2])]).unwrap();
        assert_eq!(polled, Val::U32(12023));
        assert!(it.store.data().dropped.is_empty());
        let gone = call(it, "poll", &[numbers([1, 4])]);
        assert!(gone.is_err());
    });
    each(|it| {
        call(it, "make", &[Val::U32(1)]).unwrap();
        assert!(call(it, "merge", &[Val::U32(1), Val::U32(1)]).is_err());
    });
}

#[test]
fn what_does_not_fit_traps() {
    let pointers = [
        ("split-to", MEMORY - 16),
        ("split-to", 68),
        ("many-at", MEMORY - 128),
        ("many-at", 68),
    ];
    let pointers = pointers.map(|(name, at)| (name, vec![Val::U32(at)]));
    let strings = [(MEMORY, 1), (MEMORY - 1, 2), (0, u32::MAX)];
    let strings = strings.map(|(at, units)| ("last-at", vec![Val::U32(at), Val::U32(units)]));
    for (name, args) in pointers.iter().chain(&strings) {
        each(|it| assert!(call(it, name, args).is_err(), "{name} {args:?}"));
    }
}
