//! Resources of the host's in lists, tuples, options and results, held by two instances.

use crate::subject::{Subject, engine, forms, list, numbers};
use wasmtime::Engine;
use wasmtime::component::{Linker, Resource, ResourceAny, ResourceType, Val};

/// A resource of the host's; its representation is all there is.
struct H;
type Handle = Resource<H>;

/// The representations that were dropped, in order.
type Dropped = Vec<u32>;

fn reps(handles: &[Handle]) -> Vec<u32> {
    handles.iter().map(Resource::rep).collect()
}

fn linker(engine: &Engine) -> Linker<Dropped> {
    let mut linker = Linker::<Dropped>::new(engine);
    let mut host = linker.instance("host").unwrap();
    host.resource("h", ResourceType::host::<H>(), |mut store, rep| {
        store.data_mut().push(rep);
        Ok(())
    })
    .unwrap();
    host.func_wrap("make", |_, (rep,): (u32,)| Ok((Handle::new_own(rep),)))
        .unwrap();
    host.func_wrap("poll", |_, (hs,): (Vec<Handle>,)| Ok((reps(&hs),)))
        .unwrap();
    host.func_wrap("merge", |_, (hs,): (Vec<Handle>,)| {
        Ok((Handle::new_own(reps(&hs).into_iter().sum()),))
    })
    .unwrap();
    host.func_wrap("split", |_, (h,): (Handle,)| {
        let parts = [(h.rep() / 10, "tens"), (h.rep() % 10, "ones")];
        let parts = parts.map(|(rep, name)| (Handle::new_own(rep), name.to_owned()));
        Ok((Vec::from(parts),))
    })
    .unwrap();
    type Choice = (Option<Handle>, Result<Handle, Handle>);
    host.func_wrap("choose", |_, (a, b): Choice| {
        let number = |h: Option<&Handle>| h.map_or(0, Resource::rep);
        let sum =
            number(a.as_ref()) + number(b.as_ref().ok()) * 10 + number(b.as_ref().err()) * 100;
        Ok(((sum % 2 == 1).then(|| Handle::new_own(sum)),))
    })
    .unwrap();
    host.func_wrap("two", |_, (a, b): (Vec<Handle>, Vec<Handle>)| {
        Ok(([reps(&a), reps(&b)].concat(),))
    })
    .unwrap();
    host.func_new("many", |mut store, _, args, results| {
        let mut sum = 0;
        for arg in args {
            let Val::Resource(handle) = arg else {
                panic!("{arg:?}");
            };
            let handle = Handle::try_from_resource_any(*handle, &mut store)?;
            sum = sum * 3 + handle.rep();
        }
        results[0] = Val::U32(sum);
        Ok(())
    })
    .unwrap();
    linker
}

fn each(test: impl Fn(&mut Subject<Dropped>)) {
    let engine = engine();
    let linker = linker(&engine);
    for (form, bytes) in forms("hosts") {
        eprintln!("{form}");
        test(&mut Subject::new(&engine, &linker, &bytes, Vec::new()));
    }
}

/// Makes handles to these representations in the instance `name`; their numbers have to be as expected.
fn make<const N: usize>(it: &mut Subject<Dropped>, name: &str, expected: [(u32, u32); N]) {
    for (rep, handle) in expected {
        assert_eq!(it.number(&format!("{name}#make"), &[Val::U32(rep)]), handle);
    }
}

/// Makes a handle that the host holds.
fn handle(it: &mut Subject<Dropped>, rep: u32) -> Val {
    let handle = Handle::new_own(rep);
    Val::Resource(ResourceAny::try_from_resource(handle, &mut it.store).unwrap())
}

#[test]
fn lists_are_translated_for_the_host_alone() {
    each(|it| {
        make(it, "a", [(10, 1), (20, 2)]);
        make(it, "b", [(30, 1), (40, 2), (50, 3)]);
        make(it, "a", [(60, 3)]);
        let args = |it: &[u32]| [numbers(it.iter().copied())];
        assert!(it.numbers("a#poll", &args(&[])).is_empty());
        assert_eq!(it.numbers("a#poll", &args(&[3, 1, 3, 2])), [60, 10, 60, 20]);
        assert_eq!(it.numbers("b#poll", &args(&[3, 1, 2])), [50, 30, 40]);
        assert_eq!(
            it.numbers("b#poll-twice", &args(&[3, 1, 2, 1])),
            [3, 1, 2, 1]
        );
        assert_eq!(it.numbers("b#two", &args(&[3, 1])), [50, 30, 50, 30]);
        let many: Vec<u32> = [1, 3, 2, 1].repeat(500);
        let expected = [30, 50, 40, 30].repeat(500);
        assert_eq!(it.numbers("b#poll", &args(&many)), expected);
        assert_eq!(it.numbers("b#poll", &args(&many)), expected);
        assert!(it.store.data().is_empty());
    });
    each(|it| {
        make(it, "a", [(10, 1), (20, 2)]);
        make(it, "b", [(30, 1)]);
        assert!(it.call("b#poll", &[numbers([1, 2])]).is_err());
    });
}

#[test]
fn realloc_finds_lists_as_they_were() {
    each(|it| {
        make(it, "a", [(10, 1), (20, 2)]);
        make(it, "b", [(30, 1), (40, 2), (50, 3)]);
        // While the host lowers the result, realloc reads the list, writes to it, or has the result written over it.
        let watched = |what| [numbers([3, 1]), Val::U32(what)];
        assert_eq!(it.number("b#poll-watched", &watched(0)), 3);
        assert_eq!(it.number("b#poll-watched", &watched(1)), 3);
        assert_eq!(it.number("b#poll-watched", &watched(2)), 77);
        assert_eq!(it.number("b#poll-watched", &watched(3)), 50);
        assert_eq!(it.numbers("b#poll", &[numbers([3, 1, 2])]), [50, 30, 40]);
    });
}

#[test]
fn a_result_may_lie_over_a_parameter() {
    each(|it| {
        make(it, "a", [(10, 1), (20, 2)]);
        make(it, "b", [(30, 1), (40, 2), (50, 3)]);
        assert_eq!(it.numbers("b#poll-over", &[numbers([3, 1])]), [50, 30]);
        assert_eq!(it.numbers("b#poll", &[numbers([3, 1, 2])]), [50, 30, 40]);
    });
}

#[test]
fn lists_of_owned_handles_leave_and_arrive() {
    each(|it| {
        make(it, "a", [(100, 1)]);
        make(it, "b", [(31, 1), (42, 2), (53, 3)]);
        assert_eq!(it.number("b#merge", &[numbers([3, 1])]), 1);
        assert_eq!(it.numbers("b#poll", &[numbers([1, 2])]), [84, 42]);
        let split = it.call("b#split", &[Val::U32(1)]).unwrap();
        let part =
            |handle, name: &str| Val::Tuple(vec![Val::U32(handle), Val::String(name.into())]);
        assert_eq!(split, list([part(1, "tens"), part(3, "ones")]));
        assert_eq!(it.numbers("b#poll", &[numbers([1, 2, 3])]), [8, 42, 4]);
        assert_eq!(it.numbers("a#poll", &[numbers([1])]), [100]);
        it.call("b#drop", &[Val::U32(3)]).unwrap();
        assert_eq!(*it.store.data(), [4]);
    });
    each(|it| {
        make(it, "b", [(31, 1), (42, 2)]);
        assert!(it.call("b#merge", &[numbers([1, 2, 1])]).is_err());
    });
}

#[test]
fn cases_without_a_handle_have_none() {
    each(|it| {
        make(it, "a", [(1, 1), (1, 2)]);
        make(it, "b", [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
        let args = |cases: [u32; 4]| cases.map(Val::U32);
        assert_eq!(it.number("b#choose", &args([0, 99, 1, 1])), 0);
        assert_eq!(it.number("b#choose", &args([1, 3, 1, 1])), 103);
        assert_eq!(it.numbers("b#poll", &[numbers([3, 1])]), [103, 1]);
        assert_eq!(it.number("b#choose", &args([1, 5, 0, 2])), 102);
        assert_eq!(it.numbers("b#poll", &[numbers([2, 1, 4])]), [25, 1, 4]);
        assert!(it.call("b#poll", &[numbers([5])]).is_err());
    });
}

#[test]
fn parameters_in_memory_are_translated() {
    each(|it| {
        make(it, "a", [(9, 1), (9, 2), (9, 3)]);
        make(it, "b", [(1, 1), (2, 2), (3, 3), (4, 4)]);
        let handles: Vec<u32> = (0..17).map(|n| [3, 1, 2][n % 3]).collect();
        let mut args: Vec<_> = handles.iter().copied().map(Val::U32).collect();
        args[16] = Val::U32(4);
        let expected = handles[..16].iter().chain(&[4]);
        let expected = expected.fold(0, |sum: u32, handle| sum * 3 + handle);
        assert_eq!(it.number("b#many", &args), expected);
        assert_eq!(it.numbers("b#poll", &[numbers([1, 2, 3])]), [1, 2, 3]);
        assert_eq!(it.number("b#make", &[Val::U32(5)]), 4);
    });
}

#[test]
fn the_host_passes_lists_of_its_own() {
    each(|it| {
        make(it, "a", [(10, 1), (20, 2)]);
        make(it, "b", [(30, 1)]);
        let all: Vec<_> = (5..9).map(|rep| handle(it, rep)).collect();
        let lent = list([all[3].clone(), all[0].clone()]);
        assert_eq!(it.numbers("b#ask-all", std::slice::from_ref(&lent)), [2, 3]);
        assert_eq!(it.numbers("b#ask-all", std::slice::from_ref(&lent)), [3, 2]);
        let given = list([all[1].clone(), all[2].clone()]);
        assert_eq!(it.numbers("b#take-all", &[given]), [2, 3]);
        assert_eq!(it.numbers("b#poll", &[numbers([1, 2, 3])]), [30, 6, 7]);
        let back = it.call("b#give-all", &[numbers([3, 1])]).unwrap();
        assert_eq!(it.numbers("a#take-all", &[back]), [3, 4]);
        assert_eq!(
            it.numbers("a#poll", &[numbers([1, 2, 3, 4])]),
            [10, 20, 7, 30]
        );
        assert!(it.store.data().is_empty());
        it.call("a#drop", &[Val::U32(3)]).unwrap();
        it.call("b#drop", &[Val::U32(2)]).unwrap();
        assert_eq!(*it.store.data(), [7, 6]);

        let pair = Val::Tuple(vec![all[0].clone(), Val::String("zwölf".into())]);
        let Val::List(passed) = it.call("b#pass", &[list([pair])]).unwrap() else {
            panic!("a list");
        };
        let [Val::Tuple(pair)] = passed.as_slice() else {
            panic!("a tuple in {passed:?}");
        };
        assert_eq!(pair[1], Val::String("zwölf".into()));
        assert_eq!(it.numbers("a#take-all", &[list([pair[0].clone()])]), [3]);
        assert_eq!(it.numbers("a#poll", &[numbers([3])]), [5]);
    });
    each(|it| {
        let one = handle(it, 5);
        assert!(it.call("b#keep-borrowed", &[one]).is_err());
    });
    each(|it| {
        make(it, "a", [(10, 1)]);
        assert!(it.call("b#give-all", &[numbers([1])]).is_err());
    });
}
