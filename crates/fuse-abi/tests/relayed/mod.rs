//! Whatever the type: what a function lifted without `async` returns is given to `task.return` with nothing changed but its form.

use super::model::lift::Lift;
use super::model::lower::{Flat, Lower, Who};
use super::model::{Heap, Noise, Value, value};
use super::{MEMORY_PAGES, State, exported, from_val, guests, random, support, to_val};
use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_abi::flat::{MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, Type, TypeTable};
use wasmi::{Engine, Memory, MemoryType, Module, Store, TrapCode, Val};

/// A result.
struct Returned {
    types: TypeTable,
    func: FuncTypeId,
    ty: Option<Type>,
    value: Option<Value>,
    encoding: StringEncoding,
    noise: u64,
    mistake_after: Option<u32>,
}

#[test]
fn results_are_relayed() {
    arbtest(|u| {
        run(&returned(u, None)?);
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(3_000);
}

#[test]
fn mistakes_in_results_are_left_to_the_host_or_trap() {
    arbtest(|u| {
        let after = u.int_in_range(0..=5)?;
        run(&returned(u, Some(after))?);
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(2_000);
}

fn returned(u: &mut Unstructured<'_>, mistake_after: Option<u32>) -> Result<Returned> {
    let mut types = TypeTable::default();
    let func = random::func_type(u, &mut types)?;
    let ty = types.func(func).result;
    let (encoding, noise) = (random::encoding(u)?, u.arbitrary()?);
    let value = ty.map(|ty| value(u, &types, ty)).transpose()?;
    Ok(Returned {
        types,
        func,
        ty,
        value,
        encoding,
        noise,
        mistake_after,
    })
}

fn run(returned: &Returned) {
    let Returned {
        types,
        func,
        encoding,
        ..
    } = returned;
    let module = support::within::module(types, *func, *encoding, *encoding);
    support::validate(&module);
    let engine = Engine::default();
    let module = Module::new(&engine, &module[..]).unwrap();
    let mut store = Store::new(&engine, State::default());
    let mut memory = || Memory::new(&mut store, MemoryType::new(MEMORY_PAGES, None)).unwrap();
    let (caller, callee) = (memory(), memory());
    let mut heap = Heap {
        next: 64,
        ..Heap::default()
    };
    // What a guest leaves in bits that have no meaning stays there in what is pointed to.
    let who = match returned.mistake_after {
        None => Who::Spec { src: *encoding },
        mistake_after => Who::Guest {
            noise: Noise(Some(returned.noise)),
            mistake_after,
            mistaken: false,
        },
    };
    let mut lower = Lower {
        types,
        memory: callee.data_mut(&mut store),
        heap: &mut heap,
        encoding: *encoding,
        who,
    };
    let (value, ty) = (returned.value.as_slice(), returned.ty.as_slice());
    let flats = lower.values(value, ty, MAX_FLAT_RESULTS, None);
    let mistaken = lower.has_mistaken();
    let before = callee.data(&store).to_vec();

    let linker = guests(&module, &mut store, caller, callee);
    let relay = exported(&linker, &module, &mut store, "relay");
    let results = relay.ty(&store);
    let results = results.results().iter();
    let mut results: Vec<Val> = results.map(|&ty| Val::default_for_ty(ty)).collect();
    let flats: Vec<Val> = flats.into_iter().map(to_val).collect();
    let outcome = relay.call(&mut store, &flats, &mut results);
    assert!(callee.data(&store) == before, "what is pointed to stays");
    assert_eq!(store.data().transfers, Default::default());
    if let Err(error) = outcome {
        let unreachable = Some(TrapCode::UnreachableCodeReached);
        assert_eq!(error.as_trap_code(), unreachable, "{error}");
        assert!(mistaken, "nothing was wrong, but it trapped");
        return;
    }
    if returned.mistake_after.is_some() {
        return;
    }
    let results: Vec<Flat> = results.iter().map(from_val).collect();
    let lift = Lift {
        types,
        memory: callee.data(&store),
        encoding: *encoding,
    };
    assert_eq!(lift.values(&results, ty, MAX_FLAT_PARAMS, None), value);
}
