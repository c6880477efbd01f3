//! Whatever the type: elements of streams arrive as specified, and mistakes in them trap.

use super::model::handles::Transfers;
use super::model::lift::Lift;
use super::model::lower::{Lower, Who};
use super::model::{Heap, Noise, Value, value};
use super::support::handles::{CALLEE, CALLER};
use super::{MEMORY_PAGES, State, exported, guests, random, support};
use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_abi::layout;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, Type, TypeTable};
use wasmi::{Engine, Memory, MemoryType, Module, Store, TrapCode, Val};

/// A write to a stream that a read waits for.
struct Copy {
    types: TypeTable,
    /// It takes the element.
    func: FuncTypeId,
    element: Option<Type>,
    values: Vec<Value>,
    encodings: (StringEncoding, StringEncoding),
    noise: u64,
    mistake_after: Option<u32>,
}

#[test]
fn elements_arrive_as_specified() {
    arbtest(|u| {
        run(&copy(u, None)?);
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(3_000);
}

#[test]
fn mistakes_in_elements_trap() {
    arbtest(|u| {
        let after = u.int_in_range(0..=20)?;
        run(&copy(u, Some(after))?);
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(2_000);
}

fn copy(u: &mut Unstructured<'_>, mistake_after: Option<u32>) -> Result<Copy> {
    let mut types = TypeTable::default();
    let func = random::func_type(u, &mut types)?;
    let element = types.func(func).params.last().map(|param| param.ty);
    let count = u.int_in_range(0..=10)?;
    let encodings = (random::encoding(u)?, random::encoding(u)?);
    let noise = u.arbitrary()?;
    let values = element.into_iter().flat_map(|ty| vec![ty; count]);
    let values = values.map(|ty| value(u, &types, ty));
    Ok(Copy {
        values: values.collect::<Result<_>>()?,
        types,
        func,
        element,
        encodings,
        noise,
        mistake_after,
    })
}

fn run(copy: &Copy) {
    let types = &copy.types;
    let module = support::within::module(types, copy.func, copy.encodings.0, copy.encodings.1);
    support::validate(&module);
    let engine = Engine::default();
    let module = Module::new(&engine, &module[..]).unwrap();
    let mut store = Store::new(&engine, State::default());
    let mut memory = || Memory::new(&mut store, MemoryType::new(MEMORY_PAGES, None)).unwrap();
    let (caller, callee) = (memory(), memory());

    let Some(element) = copy.element else {
        return;
    };
    let layout = layout::of(types, element);
    let count = u32::try_from(copy.values.len()).unwrap();
    let buffer = [0, 0, layout.align, count * layout.size];
    let mut heap = Heap {
        next: 64,
        ..Heap::default()
    };
    let dst = heap.realloc(callee.data_mut(&mut store), buffer);
    heap.calls.clear();
    store.data_mut().callee = heap.clone();
    let mut written = heap.clone();
    let memory = caller.data_mut(&mut store);
    let src = written.realloc(memory, buffer);
    let mut lower = Lower {
        types,
        memory,
        heap: &mut written,
        encoding: copy.encodings.0,
        who: Who::Guest {
            noise: Noise(Some(copy.noise)),
            mistake_after: copy.mistake_after,
            mistaken: false,
        },
    };
    lower.store_all(&copy.values, element, src);
    let mistaken = lower.has_mistaken();

    let linker = guests(&module, &mut store, caller, callee);
    let copies = exported(&linker, &module, &mut store, "copy");
    let args = [src, dst, count].map(|word| Val::I32(word.cast_signed()));
    if let Err(error) = copies.call(&mut store, &args, &mut []) {
        let unreachable = Some(TrapCode::UnreachableCodeReached);
        assert_eq!(error.as_trap_code(), unreachable, "{error}");
        assert!(mistaken, "nothing was wrong, but it trapped");
        return;
    }
    assert!(!mistaken, "something was wrong, but it did not trap");

    let mut transfers = Transfers::default();
    let tys = vec![element; copy.values.len()];
    let values = transfers.values(types, (&copy.values, &tys), (CALLER, CALLEE));
    assert_eq!(store.data().transfers, transfers);
    let mut lower = Lower {
        types,
        memory: &mut vec![0; MEMORY_PAGES as usize * 0x1_0000],
        heap: &mut heap,
        encoding: copy.encodings.1,
        who: Who::Spec {
            src: copy.encodings.0,
        },
    };
    lower.store_all(&values, element, dst);
    assert_eq!(store.data().callee.calls, heap.calls);
    let lift = Lift {
        types,
        memory: callee.data(&store),
        encoding: copy.encodings.1,
    };
    let arrived = lift.load_all(element, dst, count);
    assert_eq!(arrived, Value::Sequence(values));
}
