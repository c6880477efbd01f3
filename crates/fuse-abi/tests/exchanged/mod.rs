//! Whatever crosses to or from the host: handles change, where and when they should, and nothing else does.

use super::model::handles::Transfers;
use super::model::lower::{Flat, Lower, Who};
use super::model::{Heap, Noise, Value, value};
use super::support::handles::GUEST;
use super::{MEMORY_PAGES, define_transfers, from_val, random, support, to_val};
use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_abi::flat::{self, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_abi::handles::Holder;
use fuse_abi::layout;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{Def, Field, FuncType, FuncTypeId, ResourceId, Type, TypeTable};
use std::mem;
use std::sync::Arc;
use wasm_encoder::ValType;
use wasmi::{
    Caller, Engine, Extern, Func, Linker, Memory, MemoryType, Module, Store, TrapCode, Val,
};

/// One call between a guest and the host.
struct Call {
    types: TypeTable,
    func: FuncTypeId,
    params: Vec<Type>,
    results: Vec<Type>,
    args: Vec<Value>,
    result: Vec<Value>,
    /// Whether it is the guest that calls.
    lowered: bool,
    /// Whether it is lowered, or lifted, with `async`.
    async_: bool,
    noise: u64,
    /// After how many places where that is possible each side makes a mistake, if any.
    mistake_after: Option<u32>,
}

/// What the host functions keep.
#[derive(Default)]
struct State {
    heap: Heap,
    /// What is to arrive next.
    passed: Option<Passed>,
    transfers: Transfers,
    stash: Vec<[u32; 3]>,
}

impl AsMut<Transfers> for State {
    fn as_mut(&mut self) -> &mut Transfers {
        &mut self.transfers
    }
}

/// Core values and the memory with what they point to.
type Written = (Vec<Flat>, Vec<u8>);

/// Values on their way from one side to the other.
struct Passed {
    /// What was written.
    ours: Written,
    /// The same with the handles of the other side.
    theirs: Written,
    /// The core values of `theirs` without noise.
    quiet: Vec<Flat>,
    transfers: Transfers,
    leaving: bool,
}

#[test]
fn only_handles_change() {
    arbtest(|u| {
        run(&Arc::new(call(u, None)?));
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 13)
    .budget_ms(4_000);
}

#[test]
fn mistakes_are_left_to_the_host() {
    arbtest(|u| {
        let after = u.int_in_range(0..=20)?;
        run(&Arc::new(call(u, Some(after))?));
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 12)
    .budget_ms(2_000);
}

#[test]
fn pointers_that_are_handles_too_are_stashed_as_both() {
    let mut types = TypeTable::default();
    let own = types.intern(Def::Own(ResourceId(0)));
    let inner = types.intern(Def::List(own));
    let outer = types.intern(Def::List(inner));
    let param = Field {
        name: "lists".into(),
        ty: outer,
    };
    let func = types.intern_func(FuncType {
        params: [param].into(),
        result: None,
        async_: false,
    });
    let call = Arc::new(Call {
        types,
        func,
        params: vec![outer],
        results: vec![],
        args: vec![],
        result: vec![],
        lowered: true,
        async_: false,
        noise: 0,
        mistake_after: Some(0),
    });
    let (mut store, memory, exchange) = instantiate(&call);
    // The list at 64 has one element, which is the very pointer of that list.
    memory.write(&mut store, 64, &[64, 0, 0, 0, 1]).unwrap();
    let args = [Val::I32(64), Val::I32(1)];
    exchange.call(&mut store, &args, &mut []).unwrap();
    let theirs = Transfers::default().transfer("own resource0 table2 host", 64);
    let expected = [[64, 64, 64], [68, 1, 1], [64, 64, theirs]];
    assert_eq!(store.data().stash, expected);
}

fn call(u: &mut Unstructured<'_>, mistake_after: Option<u32>) -> Result<Call> {
    let mut types = TypeTable::default();
    let func = random::func_type(u, &mut types)?;
    let params = types.func(func).params.iter();
    let params: Vec<Type> = params.map(|param| param.ty).collect();
    let results: Vec<Type> = types.func(func).result.into_iter().collect();
    let (lowered, async_, noise) = (u.arbitrary()?, u.arbitrary()?, u.arbitrary()?);
    let mut values = |tys: &[Type]| -> Result<Vec<Value>> {
        tys.iter().map(|&ty| value(u, &types, ty)).collect()
    };
    Ok(Call {
        result: values(&results)?,
        args: values(&params)?,
        types,
        func,
        params,
        results,
        lowered,
        async_,
        noise,
        mistake_after,
    })
}

impl Call {
    /// The caller writes its arguments.
    fn pass(&self, memory: &mut [u8], heap: &mut Heap) -> Passed {
        let args = (&self.args[..], &self.params[..]);
        let mut passed = self.write(args, self.max_params(), None, self.lowered, memory, heap);
        if self.lowered && self.result_is_spilled() {
            let tuple = layout::record(&self.types, &self.results);
            let retptr = heap.realloc(memory, [0, 0, tuple.align, tuple.size]);
            let flats = [&mut passed.ours.0, &mut passed.theirs.0, &mut passed.quiet];
            for flats in flats {
                flats.push(Flat(ValType::I32, retptr.into()));
            }
        }
        passed
    }

    /// The callee writes its result.
    fn answer(&self, received: &[Flat], memory: &mut [u8], heap: &mut Heap) -> Passed {
        let retptr = received.last().map(|flat| flat.1 as u32);
        let retptr = retptr.filter(|_| self.lowered && self.result_is_spilled());
        let result = (&self.result[..], &self.results[..]);
        self.write(
            result,
            self.max_results(),
            retptr,
            !self.lowered,
            memory,
            heap,
        )
    }

    fn result_is_spilled(&self) -> bool {
        let max = self.max_results();
        flat::of_all(&self.types, self.results.iter().copied(), max).is_none()
    }

    fn max_params(&self) -> usize {
        match self.lowered && self.async_ {
            true => MAX_FLAT_ASYNC_PARAMS,
            false => MAX_FLAT_PARAMS,
        }
    }

    fn max_results(&self) -> usize {
        match (self.async_, self.lowered) {
            (false, _) => MAX_FLAT_RESULTS,
            (true, true) => 0,
            (true, false) => MAX_FLAT_PARAMS,
        }
    }

    fn write(
        &self,
        (values, tys): (&[Value], &[Type]),
        max_flat: usize,
        out: Option<u32>,
        leaving: bool,
        memory: &mut [u8],
        heap: &mut Heap,
    ) -> Passed {
        let lower = |values: &[Value], noise, memory: &mut [u8], heap: &mut Heap| {
            let mut lower = Lower {
                types: &self.types,
                memory,
                heap,
                encoding: StringEncoding::Utf8,
                who: Who::Guest {
                    noise: Noise(noise),
                    mistake_after: self.mistake_after,
                    mistaken: false,
                },
            };
            lower.values(values, tys, max_flat, out)
        };
        let sides = if leaving {
            (GUEST, Holder::Host)
        } else {
            (Holder::Host, GUEST)
        };
        let mut transfers = Transfers::default();
        let others = transfers.values(&self.types, (values, tys), sides);
        let mut other_memory = memory.to_vec();
        let quiet = lower(&others, None, &mut memory.to_vec(), &mut heap.clone());
        let theirs = lower(
            &others,
            Some(self.noise),
            &mut other_memory,
            &mut heap.clone(),
        );
        let ours = lower(values, Some(self.noise), memory, heap);
        Passed {
            quiet,
            ours: (ours, memory.to_vec()),
            theirs: (theirs, other_memory),
            transfers,
            leaving,
        }
    }

    /// The values that were passed have arrived.
    fn receive(&self, received: &[Flat], memory: &mut [u8], state: &mut State) {
        let passed = state.passed.take().unwrap();
        let stash = mem::take(&mut state.stash);
        let transfers = mem::take(&mut state.transfers);
        if self.mistake_after.is_some() {
            return;
        }
        assert_eq!(transfers, passed.transfers);
        // What guests leave in the upper half of 32 bits that are joined with 64 need not stay.
        let kept = received.iter().zip(&passed.theirs.0).zip(&passed.quiet);
        let expected: Vec<Flat> = kept
            .map(
                |((&Flat(_, received), &Flat(ty, theirs)), &Flat(_, quiet))| {
                    let wrapped = theirs & 0xffff_ffff | quiet & !0xffff_ffff;
                    Flat(ty, if received == wrapped { wrapped } else { theirs })
                },
            )
            .collect();
        assert_eq!(received, expected);
        if !passed.leaving {
            assert_eq!(stash, [[0; 3]; 0]);
            assert!(memory == passed.theirs.1, "handles that enter are written");
            return;
        }
        assert!(
            memory == passed.ours.1,
            "handles that leave are not written"
        );
        for &[address, ours, theirs] in &stash {
            assert_eq!(word(memory, address), &ours.to_le_bytes());
            word(memory, address).copy_from_slice(&theirs.to_le_bytes());
        }
        assert!(memory == passed.theirs.1, "handles that leave are stashed");
        for &[address, ours, theirs] in &stash {
            assert_eq!(word(memory, address), &theirs.to_le_bytes());
            word(memory, address).copy_from_slice(&ours.to_le_bytes());
        }
    }
}

fn word(memory: &mut [u8], address: u32) -> &mut [u8] {
    &mut memory[address as usize..][..4]
}

fn run(call: &Arc<Call>) {
    let (mut store, memory, exchange) = instantiate(call);
    let (bytes, state) = memory.data_and_store_mut(&mut store);
    let passed = call.pass(bytes, &mut state.heap);
    let args: Vec<Val> = passed.ours.0.iter().copied().map(to_val).collect();
    state.passed = Some(passed);
    let results = exchange.ty(&store);
    let results = results.results().iter();
    let mut results: Vec<Val> = results.map(|&ty| Val::default_for_ty(ty)).collect();
    if let Err(error) = exchange.call(&mut store, &args, &mut results) {
        assert_eq!(
            error.as_trap_code(),
            Some(TrapCode::MemoryOutOfBounds),
            "{error}"
        );
        assert!(call.mistake_after.is_some(), "nothing was wrong");
        return;
    }
    let (bytes, state) = memory.data_and_store_mut(&mut store);
    let mut results: Vec<Flat> = results.iter().map(from_val).collect();
    if call.lowered && call.async_ {
        results.pop().expect("the state of the subtask is returned");
    }
    call.receive(&results, bytes, state);
}

fn instantiate(call: &Arc<Call>) -> (Store<State>, Memory, Func) {
    let engine = Engine::default();
    let module = support::exchange::module(&call.types, call.func, call.async_);
    support::validate(&module);
    let module = Module::new(&engine, &module[..]).unwrap();
    let heap = Heap {
        next: 64,
        ..Heap::default()
    };
    let state = State {
        heap,
        ..State::default()
    };
    let mut store = Store::new(&engine, state);
    let memory = Memory::new(&mut store, MemoryType::new(MEMORY_PAGES, None)).unwrap();
    let mut linker = Linker::new(&engine);
    linker.define("guest", "memory", memory).unwrap();
    define_transfers(&mut linker, &mut store, &module);
    let stash = |mut context: Caller<'_, State>, address: u32, ours: u32, theirs: u32| {
        context.data_mut().stash.push([address, ours, theirs]);
    };
    let stash = Func::wrap(&mut store, stash);
    linker.define("handles", "stash", stash).unwrap();
    for import in module
        .imports()
        .filter(|import| import.name() == "function")
    {
        let call = Arc::clone(call);
        let ty = import.ty().func().unwrap().clone();
        let function = Func::new(&mut store, ty, move |mut context, params, results| {
            let (bytes, state) = memory.data_and_store_mut(&mut context);
            if state.passed.is_none() {
                return Ok(());
            }
            let received: Vec<Flat> = params.iter().map(from_val).collect();
            call.receive(&received, bytes, state);
            let answer = call.answer(&received, bytes, &mut state.heap);
            for (result, &flat) in results.iter_mut().zip(&answer.ours.0) {
                *result = to_val(flat);
            }
            state.passed = Some(answer);
            Ok(())
        });
        linker
            .define(import.module(), import.name(), function)
            .unwrap();
    }
    let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
    let name = if call.lowered { "lowered" } else { "lifted" };
    let exchange = instance.get_export(&store, name);
    let exchange = exchange.and_then(Extern::into_func).unwrap();
    (store, memory, exchange)
}
