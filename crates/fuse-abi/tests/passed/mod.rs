//! Whatever the type: a result that is passed on arrives as specified, and what its strings and lists lay in is freed, once each.

use super::model::handles::Transfers;
use super::model::lift::Lift;
use super::model::lower::{Flat, Lower, Who};
use super::model::{Heap, Noise, Value, value};
use super::support::adapter::Side;
use super::support::handles::{CALLEE, CALLER};
use super::{MEMORY_PAGES, State, exported, from_val, guests, random, support};
use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_abi::flat::MAX_FLAT_RESULTS;
use fuse_abi::layout;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, Type, TypeTable};
use wasmi::{Caller, Engine, Func, Memory, MemoryType, Module, Store, TrapCode, Val};

/// A result that the callee has in memory.
struct Passed {
    types: TypeTable,
    func: FuncTypeId,
    ty: Type,
    value: Value,
    caller: Side,
    encodings: (StringEncoding, StringEncoding),
    noise: u64,
    mistake_after: Option<u32>,
}

#[test]
fn results_are_passed_on_and_freed() {
    arbtest(|u| {
        if let Some(passed) = passed(u, None)? {
            run(&passed);
        }
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(3_000);
}

#[test]
fn mistakes_in_what_is_passed_on_trap() {
    arbtest(|u| {
        let after = u.int_in_range(0..=10)?;
        if let Some(passed) = passed(u, Some(after))? {
            run(&passed);
        }
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(2_000);
}

/// A result, if the function has one.
fn passed(u: &mut Unstructured<'_>, mistake_after: Option<u32>) -> Result<Option<Passed>> {
    let mut types = TypeTable::default();
    let func = random::func_type(u, &mut types)?;
    let Some(ty) = types.func(func).result else {
        return Ok(None);
    };
    let encodings = (random::encoding(u)?, random::encoding(u)?);
    let caller = Side {
        async_: u.arbitrary()?,
        ..Side::from(encodings.0)
    };
    let (noise, value) = (u.arbitrary()?, value(u, &types, ty)?);
    Ok(Some(Passed {
        types,
        func,
        ty,
        value,
        caller,
        encodings,
        noise,
        mistake_after,
    }))
}

fn run(passed: &Passed) {
    let Passed {
        types, func, ty, ..
    } = passed;
    let module = support::passed::module(types, *func, passed.caller, passed.encodings.1);
    support::validate(&module);
    let engine = Engine::default();
    let module = Module::new(&engine, &module[..]).unwrap();
    let mut store = Store::new(&engine, State::default());
    let mut memory = || Memory::new(&mut store, MemoryType::new(MEMORY_PAGES, None)).unwrap();
    let (caller, callee) = (memory(), memory());

    let layout = layout::of(types, *ty);
    let room = [0, 0, layout.align, layout.size];
    let mut heap = Heap {
        next: 64,
        ..Heap::default()
    };
    let to = heap.realloc(caller.data_mut(&mut store), room);
    heap.calls.clear();
    store.data_mut().caller = heap.clone();
    let mut returned = heap.clone();
    let at = returned.realloc(callee.data_mut(&mut store), room);
    returned.calls.clear();
    let start = returned.next;
    let mut lower = Lower {
        types,
        memory: callee.data_mut(&mut store),
        heap: &mut returned,
        encoding: passed.encodings.1,
        who: Who::Guest {
            noise: Noise(Some(passed.noise)),
            mistake_after: passed.mistake_after,
            mistaken: false,
        },
    };
    lower.store_all(std::slice::from_ref(&passed.value), *ty, at);
    let mistaken = lower.has_mistaken();

    let mut linker = guests(&module, &mut store, caller, callee);
    let free = |mut context: Caller<'_, State>, address: u32, length: u32| {
        context.data_mut().freed.push((address, length));
    };
    let free = Func::wrap(&mut store, free);
    linker.define("callee", "free", free).unwrap();
    let pass = exported(&linker, &module, &mut store, "pass");
    let results = pass.ty(&store);
    let results = results.results().iter();
    let mut results: Vec<Val> = results.map(|&ty| Val::default_for_ty(ty)).collect();
    let args = [at, to].map(|word| Val::I32(word.cast_signed()));
    if let Err(error) = pass.call(&mut store, &args, &mut results) {
        let unreachable = Some(TrapCode::UnreachableCodeReached);
        assert_eq!(error.as_trap_code(), unreachable, "{error}");
        assert!(mistaken, "nothing was wrong, but it trapped");
        return;
    }
    assert!(!mistaken, "something was wrong, but it did not trap");

    // The topmost bit is no part of a string's length.
    let mut freed = store.data().freed.clone();
    freed.retain(|(_, length)| length << 1 != 0);
    let mut freed: Vec<u32> = freed.into_iter().map(|(address, _)| address).collect();
    freed.sort_unstable();
    assert_eq!(freed, blocks(start, &returned.calls));

    let mut transfers = Transfers::default();
    let (values, tys) = (std::slice::from_ref(&passed.value), [*ty]);
    let values = transfers.values(types, (values, &tys), (CALLEE, CALLER));
    assert_eq!(store.data().transfers, transfers);
    let max = if passed.caller.async_ {
        0
    } else {
        MAX_FLAT_RESULTS
    };
    let mut memory = vec![0; MEMORY_PAGES as usize * 0x1_0000];
    let mut lower = Lower {
        types,
        memory: &mut memory,
        heap: &mut heap,
        encoding: passed.encodings.0,
        who: Who::Spec {
            src: passed.encodings.1,
        },
    };
    let flats = lower.values(&values, &tys, max, Some(to));
    assert_eq!(store.data().caller.calls, heap.calls);
    let results: Vec<Flat> = results.iter().map(from_val).collect();
    assert_eq!(results, flats);
    if results.is_empty() {
        let lift = Lift {
            types,
            memory: caller.data(&store),
            encoding: passed.encodings.0,
        };
        assert_eq!(lift.load_all(*ty, to, 1), Value::Sequence(values));
    }
}

/// Where the blocks lie that have a size, allocated from `start` on by these calls.
fn blocks(start: u32, calls: &[[u32; 4]]) -> Vec<u32> {
    let mut next = start;
    let places = calls.iter().filter_map(|&[_, _, align, size]| {
        let place = next.next_multiple_of(align);
        next = place + size;
        (size > 0).then_some(place)
    });
    places.collect()
}
