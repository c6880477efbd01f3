//! A guest's resource that the host is given, lends, gives back and drops.

use crate::subject::{Subject, engine, forms, list, numbers};
use wasmtime::component::{Linker, ResourceAny, Val};

fn each(fixture: &str, test: impl Fn(&mut Subject<()>)) {
    let engine = engine();
    let linker = Linker::new(&engine);
    for (form, bytes) in forms(fixture) {
        eprintln!("{form}");
        test(&mut Subject::new(&engine, &linker, &bytes, ()));
    }
}

fn new(subject: &mut Subject<()>, rep: u32) -> ResourceAny {
    subject.handle("definer#new", &[Val::U32(rep)])
}

#[test]
fn a_handle_goes_out_and_comes_back() {
    each("guests", |it| {
        assert_eq!(it.number("definer#keep", &[Val::U32(5)]), 1);
        let (a, b) = (new(it, 70), new(it, 80));
        assert!(a.owned());
        assert_eq!(it.number("definer#rep", &[Val::Resource(a)]), 70);
        assert_eq!(it.number("definer#rep", &[Val::Resource(b)]), 80);
        assert_eq!(it.number("definer#rep", &[Val::Resource(a)]), 70);
        // Back in the definer it is a handle like any other, and nothing has been dropped.
        assert_eq!(it.number("definer#take", &[Val::Resource(b)]), 2);
        assert_eq!(it.number("definer#rep-of", &[Val::U32(2)]), 80);
        assert_eq!(it.number("definer#dropped", &[]), 0);
        let b = it.handle("definer#give", &[Val::U32(2)]);
        assert_eq!(it.number("definer#rep", &[Val::Resource(b)]), 80);
        assert_eq!(it.number("definer#keep", &[Val::U32(6)]), 2);
        assert_eq!(it.number("definer#take", &[Val::Resource(a)]), 3);
        it.call("definer#drop", &[Val::U32(3)]).unwrap();
        assert_eq!(it.number("definer#dropped", &[]), 70);
    });
}

#[test]
fn the_destructor_runs_when_the_host_drops() {
    each("guests", |it| {
        let (a, b) = (new(it, 70), new(it, 80));
        a.resource_drop(&mut it.store).unwrap();
        assert_eq!(it.number("definer#dropped", &[]), 70);
        assert_eq!(it.number("user#take", &[Val::Resource(b)]), 1);
        let b = it.handle("user#give", &[Val::U32(1)]);
        assert_eq!(it.number("definer#dropped", &[]), 70);
        b.resource_drop(&mut it.store).unwrap();
        assert_eq!(it.number("definer#dropped", &[]), 150);
        assert!(b.resource_drop(&mut it.store).is_err());
    });
}

#[test]
fn one_that_does_not_define_the_type_takes_it_too() {
    each("guests", |it| {
        let (a, b) = (new(it, 70), new(it, 80));
        assert_eq!(it.number("user#borrow", &[Val::Resource(b)]), 1080);
        assert_eq!(it.number("user#take", &[Val::Resource(a)]), 1);
        assert_eq!(it.number("user#borrow", &[Val::Resource(b)]), 2080);
        assert_eq!(it.number("user#take", &[Val::Resource(b)]), 2);
        it.call("user#drop", &[Val::U32(1)]).unwrap();
        assert_eq!(it.number("definer#dropped", &[]), 70);
        let b = it.handle("user#give", &[Val::U32(2)]);
        assert_eq!(it.number("definer#take", &[Val::Resource(b)]), 1);
        assert_eq!(it.number("definer#rep-of", &[Val::U32(1)]), 80);
    });
}

#[test]
fn what_is_gone_or_lent_cannot_be_passed() {
    each("guests", |it| {
        let (a, b) = (new(it, 70), new(it, 80));
        let pair = [Val::Resource(a), Val::Resource(b)];
        assert_eq!(it.number("definer#lend-take", &pair), 70_080);
        assert!(it.call("definer#rep", &[Val::Resource(b)]).is_err());
    });
    each("guests", |it| {
        let a = new(it, 70);
        let pair = [Val::Resource(a), Val::Resource(a)];
        assert!(it.call("definer#lend-take", &pair).is_err());
    });
    each("guests", |it| {
        let a = new(it, 70);
        let kept = it.call("user#keep-borrowed", &[Val::Resource(a)]);
        assert!(kept.is_err());
    });
    each("guests", |it| {
        assert_eq!(it.number("definer#keep", &[Val::U32(5)]), 1);
        assert!(it.call("user#give", &[Val::U32(1)]).is_err());
    });
}

#[test]
fn lists_of_handles_go_out_and_come_back() {
    each("guests", |it| {
        let all: Vec<_> = (1..=5).map(|n| Val::Resource(new(it, n * 10))).collect();
        let lent = list([4, 0, 4, 2].map(|n: usize| all[n].clone()));
        assert_eq!(it.numbers("definer#reps", &[lent]), [50, 10, 50, 30]);
        let given = list([3, 1, 0].map(|n: usize| all[n].clone()));
        assert_eq!(it.numbers("definer#take-all", &[given]), [1, 2, 3]);
        assert_eq!(it.number("definer#rep-of", &[Val::U32(1)]), 40);
        assert_eq!(it.number("definer#rep-of", &[Val::U32(3)]), 10);
        let back = it.call("definer#give-all", &[numbers([3, 1])]).unwrap();
        assert_eq!(it.numbers("definer#reps", &[back]), [10, 40]);
        assert_eq!(it.number("definer#keep", &[Val::U32(1)]), 1);
        assert_eq!(it.number("definer#dropped", &[]), 0);

        let pairs = [(4, "zwölf"), (2, "")].map(|(n, name): (usize, &str)| {
            Val::Tuple(vec![all[n].clone(), Val::String(name.into())])
        });
        let Val::List(passed) = it.call("user#pass", &[list(pairs)]).unwrap() else {
            panic!("a list");
        };
        let found: Vec<_> = passed
            .into_iter()
            .map(|pair| match pair {
                Val::Tuple(pair) => {
                    let rep = it.number("definer#rep", &pair[..1]);
                    (rep, pair[1].clone())
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [(50, "zwölf"), (30, "")];
        assert_eq!(
            found,
            expected.map(|(rep, name)| (rep, Val::String(name.into())))
        );
    });
}

#[test]
fn a_child_drops_what_its_parent_defines() {
    each("parent", |it| {
        let new = |it: &mut Subject<()>, rep| it.handle("new", &[Val::U32(rep)]);
        assert_eq!(it.number("keep", &[Val::U32(1)]), 1);
        let (a, b) = (new(it, 70), new(it, 80));
        assert_eq!(it.number("child-borrow", &[Val::Resource(b)]), 1);
        assert_eq!(it.number("child-take", &[Val::Resource(a)]), 1);
        assert_eq!(it.number("child-take", &[Val::Resource(b)]), 2);
        it.call("child-drop", &[Val::U32(1)]).unwrap();
        assert_eq!(it.number("dropped", &[]), 70);
        let b = it.handle("child-give", &[Val::U32(2)]);
        assert_eq!(it.number("rep", &[Val::Resource(b)]), 80);
        assert_eq!(it.number("dropped", &[]), 70);
    });
}
