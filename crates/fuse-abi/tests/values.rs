//! Whatever the types, options and values: what the adapter passes on is what the specification says, with the same
//! calls of `realloc`; and whatever mistake a guest makes, it traps. The like of values that cross to the host is in
//! `exchanged`, that of elements of streams in `streamed`, that of what is given to `task.return` in `relayed`, and that of what comes back by another
//! call in `passed`.

mod exchanged;
mod model;
mod passed;
mod random;
mod relayed;
mod streamed;
mod support;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_abi::flat::{self, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_abi::layout;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{Def, Field, FuncType as ComponentFuncType, FuncTypeId, Type, TypeTable};
use model::handles::Transfers;
use model::lift::Lift;
use model::lower::{Flat, Lower, Who};
use model::{Heap, Noise, Value};
use std::sync::Arc;
use support::adapter::{RETURNED, Side};
use support::handles::{CALLEE, CALLER};
use wasm_encoder::ValType;
use wasmi::{
    Caller, Engine, Extern, F32, F64, Func, FuncType, Linker, Memory, MemoryType, Module, Store,
    TrapCode, Val,
};

const MEMORY_PAGES: u32 = 64;

/// One call: what is passed and what comes back.
struct Call {
    types: TypeTable,
    func: FuncTypeId,
    params: Vec<Type>,
    results: Vec<Type>,
    args: Vec<Value>,
    result: Vec<Value>,
    caller: StringEncoding,
    callee: StringEncoding,
    /// Whether the caller lowers, and the callee lifts, with `async`.
    async_: (bool, bool),
    noise: u64,
    /// What goes wrong, if anything does, and after how many places where it could.
    wrong: Option<(Wrong, u32)>,
}

#[derive(Copy, Clone, PartialEq, Debug)]
enum Wrong {
    Args,
    Result,
    CallerRealloc,
    CalleeRealloc,
}

/// What the host functions keep.
#[derive(Default)]
struct State {
    caller: Heap,
    callee: Heap,
    /// What the callee was called with, and the calls of its `realloc` until then.
    received: Option<(Vec<Flat>, Vec<[u32; 4]>)>,
    /// Whether a guest made the mistake it was to make.
    mistaken: bool,
    transfers: Transfers,
    /// What was given back: addresses and lengths.
    freed: Vec<(u32, u32)>,
}

impl AsMut<Transfers> for State {
    fn as_mut(&mut self) -> &mut Transfers {
        &mut self.transfers
    }
}

#[test]
fn values_arrive_as_specified() {
    arbtest(|u| {
        run(&Arc::new(call(u, None)?));
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 13)
    .budget_ms(5_000);
}

#[test]
fn mistakes_trap() {
    arbtest(|u| {
        let wrong = *u.choose(&[
            Wrong::Args,
            Wrong::Result,
            Wrong::CallerRealloc,
            Wrong::CalleeRealloc,
        ])?;
        let after = u.int_in_range(0..=20)?;
        run(&Arc::new(call(u, Some((wrong, after)))?));
        Ok(())
    })
    .size_min(1 << 8)
    .size_max(1 << 13)
    .budget_ms(5_000);
}

#[test]
fn values_spill_where_they_should() {
    const SIXTEEN: [usize; 6] = [0, 1, 4, 5, 16, 17];
    let bytes: Vec<u8> = (0..=255).cycle().take(4000).collect();
    for (params, results) in SIXTEEN.into_iter().flat_map(|a| SIXTEEN.map(|b| (a, b))) {
        for async_ in [(false, false), (false, true), (true, false), (true, true)] {
            let mut types = TypeTable::default();
            let param = Field {
                name: "p".into(),
                ty: Type::Char,
            };
            let result = Def::Tuple(vec![Type::S16; results].into());
            let result = (results > 0).then(|| types.intern(result));
            let func = types.intern_func(ComponentFuncType {
                params: vec![param; params].into(),
                result,
                async_: true,
            });
            let u = &mut Unstructured::new(&bytes);
            let call = call_of(u, types, func, None).unwrap();
            run(&Arc::new(Call { async_, ..call }));
        }
    }
}

fn call(u: &mut Unstructured<'_>, wrong: Option<(Wrong, u32)>) -> Result<Call> {
    let mut types = TypeTable::default();
    let func = random::func_type(u, &mut types)?;
    call_of(u, types, func, wrong)
}

/// Any call of `func`.
fn call_of(
    u: &mut Unstructured<'_>,
    types: TypeTable,
    func: FuncTypeId,
    wrong: Option<(Wrong, u32)>,
) -> Result<Call> {
    let params: Vec<Type> = types
        .func(func)
        .params
        .iter()
        .map(|param| param.ty)
        .collect();
    let results: Vec<Type> = types.func(func).result.into_iter().collect();
    let (caller, callee) = (random::encoding(u)?, random::encoding(u)?);
    let async_ = u.arbitrary()?;
    let noise = u.arbitrary()?;
    let result = results
        .iter()
        .map(|&ty| model::value(u, &types, ty))
        .collect::<Result<_>>()?;
    let args = params
        .iter()
        .map(|&ty| model::value(u, &types, ty))
        .collect::<Result<_>>()?;
    Ok(Call {
        types,
        func,
        params,
        results,
        args,
        result,
        caller,
        callee,
        async_,
        noise,
        wrong,
    })
}

impl Call {
    fn after(&self, wrong: Wrong) -> Option<u32> {
        self.wrong
            .and_then(|(which, after)| (which == wrong).then_some(after))
    }

    fn guest(&self, wrong: Wrong) -> Who {
        Who::Guest {
            noise: Noise(Some(self.noise)),
            mistake_after: self.after(wrong),
            mistaken: false,
        }
    }

    fn result_is_spilled(&self) -> bool {
        let max = self.max_results();
        flat::of_all(&self.types, self.results.iter().copied(), max).is_none()
    }

    /// CanonicalABI, *canon lower*: `max_flat_params`.
    fn max_params(&self) -> usize {
        match self.async_.0 {
            true => MAX_FLAT_ASYNC_PARAMS,
            false => MAX_FLAT_PARAMS,
        }
    }

    /// CanonicalABI, *canon lower*: `max_flat_results`.
    fn max_results(&self) -> usize {
        match self.async_.0 {
            true => 0,
            false => MAX_FLAT_RESULTS,
        }
    }

    /// What the result is lifted from, by *canon lift* or by *canon task.return*.
    fn max_returned(&self) -> usize {
        match self.async_.1 {
            true => MAX_FLAT_PARAMS,
            false => MAX_FLAT_RESULTS,
        }
    }

    /// The caller lowers its arguments, the return pointer among them; gives that separately, too.
    fn pass(&self, memory: &mut [u8], state: &mut State) -> (Vec<Flat>, Option<u32>) {
        let who = self.guest(Wrong::Args);
        let mut lower = Lower {
            types: &self.types,
            memory,
            heap: &mut state.caller,
            encoding: self.caller,
            who,
        };
        let mut flats = lower.values(&self.args, &self.params, self.max_params(), None);
        let mut retptr = None;
        if self.result_is_spilled() {
            let tuple = layout::record(&self.types, &self.results);
            let ptr = lower
                .heap
                .realloc(lower.memory, [0, 0, tuple.align, tuple.size]);
            let ptr = lower.pointer(ptr, tuple.align);
            flats.push(Flat(ValType::I32, ptr.into()));
            retptr = Some(ptr);
        }
        state.mistaken |= lower.has_mistaken();
        state.caller.calls.clear();
        (flats, retptr)
    }

    /// The callee takes note of its arguments and lowers its result.
    fn answer(&self, received: Vec<Flat>, memory: &mut [u8], state: &mut State) -> Vec<Flat> {
        state.received = Some((received, std::mem::take(&mut state.callee.calls)));
        state.callee.fails_after = None;
        let who = self.guest(Wrong::Result);
        let mut lower = Lower {
            types: &self.types,
            memory,
            heap: &mut state.callee,
            encoding: self.callee,
            who,
        };
        let flats = lower.values(&self.result, &self.results, self.max_returned(), None);
        state.mistaken |= lower.has_mistaken();
        flats
    }

    /// What the specification lowers: core values and calls of `realloc`.
    fn specified(
        &self,
        (values, types): (&[Value], &[Type]),
        (src, dst): (StringEncoding, StringEncoding),
        max_flat: usize,
        out: Option<u32>,
        mut heap: Heap,
    ) -> (Vec<Flat>, Vec<[u32; 4]>) {
        let mut memory = vec![0; MEMORY_PAGES as usize * 0x1_0000];
        let who = Who::Spec { src };
        let mut lower = Lower {
            types: &self.types,
            memory: &mut memory,
            heap: &mut heap,
            encoding: dst,
            who,
        };
        (lower.values(values, types, max_flat, out), heap.calls)
    }
}

fn run(call: &Arc<Call>) {
    let side = |encoding, async_| Side {
        encoding: Some(encoding),
        async_,
    };
    let caller = side(call.caller, call.async_.0);
    let callee = side(call.callee, call.async_.1);
    let module = support::adapter::module(&call.types, call.func, caller, callee);
    support::validate(&module);
    let engine = Engine::default();
    let module = Module::new(&engine, &module[..]).unwrap();
    let heap = Heap {
        next: 64,
        ..Heap::default()
    };
    let mut store = Store::new(
        &engine,
        State {
            caller: heap.clone(),
            callee: heap,
            ..State::default()
        },
    );
    let mut memory = || Memory::new(&mut store, MemoryType::new(MEMORY_PAGES, None)).unwrap();
    let (caller, callee) = (memory(), memory());

    let (memory, state) = caller.data_and_store_mut(&mut store);
    let (args, retptr) = call.pass(memory, state);
    state.caller.fails_after = call.after(Wrong::CallerRealloc);
    let (caller_heap, callee_heap) = (state.caller.clone(), state.callee.clone());
    state.callee.fails_after = call.after(Wrong::CalleeRealloc);

    let adapter = instantiate(call, &module, &mut store, caller, callee);
    let mut results: Vec<Val> = adapter
        .ty(&store)
        .results()
        .iter()
        .map(|&ty| Val::default_for_ty(ty))
        .collect();
    let args: Vec<Val> = args.into_iter().map(to_val).collect();
    let outcome = adapter.call(&mut store, &args, &mut results);

    let state = store.data();
    let wrong = state.mistaken || state.caller.failed || state.callee.failed;
    if let Err(error) = outcome {
        assert_eq!(
            error.as_trap_code(),
            Some(TrapCode::UnreachableCodeReached),
            "{error}"
        );
        assert!(wrong, "nothing was wrong, but it trapped");
        return;
    }
    assert!(!wrong, "something was wrong, but it did not trap");

    let mut transfers = Transfers::default();
    let args = transfers.values(&call.types, (&call.args, &call.params), (CALLER, CALLEE));
    let result = transfers.values(&call.types, (&call.result, &call.results), (CALLEE, CALLER));
    assert_eq!(state.transfers, transfers);

    let src_dst = (call.caller, call.callee);
    let expected = call.specified(
        (&args, &call.params),
        src_dst,
        MAX_FLAT_PARAMS,
        None,
        callee_heap,
    );
    let received = state.received.as_ref().unwrap();
    assert_eq!(*received, expected);
    let lift = Lift {
        types: &call.types,
        memory: callee.data(&store),
        encoding: call.callee,
    };
    assert_eq!(
        lift.values(&received.0, &call.params, MAX_FLAT_PARAMS, None),
        args
    );

    let heap = Heap {
        fails_after: None,
        ..caller_heap
    };
    let src_dst = (call.callee, call.caller);
    let expected = call.specified(
        (&result, &call.results),
        src_dst,
        call.max_results(),
        retptr,
        heap,
    );
    let mut results: Vec<Flat> = results.iter().map(from_val).collect();
    if call.async_.0 {
        assert_eq!(results.pop(), Some(Flat(ValType::I32, RETURNED.into())));
    }
    assert_eq!((results.clone(), state.caller.calls.clone()), expected);
    let lift = Lift {
        types: &call.types,
        memory: caller.data(&store),
        encoding: call.caller,
    };
    assert_eq!(
        lift.values(&results, &call.results, call.max_results(), retptr),
        result
    );
}

fn instantiate(
    call: &Arc<Call>,
    module: &Module,
    store: &mut Store<State>,
    caller: Memory,
    callee: Memory,
) -> Func {
    let mut linker = guests(module, store, caller, callee);
    let import = module
        .imports()
        .find(|import| import.name() == "function")
        .unwrap();
    let ty: FuncType = import.ty().func().unwrap().clone();
    let call = Arc::clone(call);
    let function = Func::new(&mut *store, ty, move |mut context, params, results| {
        let (memory, state) = callee.data_and_store_mut(&mut context);
        let answer = call.answer(params.iter().map(from_val).collect(), memory, state);
        for (result, flat) in results.iter_mut().zip(answer) {
            *result = to_val(flat);
        }
        Ok(())
    });
    linker.define("callee", "function", function).unwrap();
    exported(&linker, module, store, "adapter")
}

fn exported(linker: &Linker<State>, module: &Module, store: &mut Store<State>, name: &str) -> Func {
    let instance = linker.instantiate_and_start(&mut *store, module).unwrap();
    let export = instance.get_export(&*store, name);
    export.and_then(Extern::into_func).unwrap()
}

/// What the two guests provide: memories, allocators and handles.
fn guests(
    module: &Module,
    store: &mut Store<State>,
    caller: Memory,
    callee: Memory,
) -> Linker<State> {
    let mut linker = Linker::new(module.engine());
    linker.define("caller", "memory", caller).unwrap();
    linker.define("callee", "memory", callee).unwrap();
    let realloc = move |mut context: Caller<'_, State>,
                        old: u32,
                        old_size: u32,
                        align: u32,
                        new_size: u32| {
        let (memory, state) = caller.data_and_store_mut(&mut context);
        state
            .caller
            .realloc(memory, [old, old_size, align, new_size])
    };
    linker
        .define("caller", "realloc", Func::wrap(&mut *store, realloc))
        .unwrap();
    let realloc = move |mut context: Caller<'_, State>,
                        old: u32,
                        old_size: u32,
                        align: u32,
                        new_size: u32| {
        let (memory, state) = callee.data_and_store_mut(&mut context);
        state
            .callee
            .realloc(memory, [old, old_size, align, new_size])
    };
    linker
        .define("callee", "realloc", Func::wrap(&mut *store, realloc))
        .unwrap();
    define_transfers(&mut linker, store, module);
    linker
}

/// Defines whatever of the module `handles` is imported to transfer handles.
fn define_transfers<T: AsMut<Transfers> + 'static>(
    linker: &mut Linker<T>,
    store: &mut Store<T>,
    module: &Module,
) {
    let imports = module.imports();
    let transfers =
        imports.filter(|import| import.module() == "handles" && import.name() != "stash");
    for import in transfers {
        let name = import.name().to_owned();
        let transfer = move |mut context: Caller<'_, T>, handle: u32| {
            context.data_mut().as_mut().transfer(&name, handle)
        };
        let transfer = Func::wrap(&mut *store, transfer);
        linker.define("handles", import.name(), transfer).unwrap();
    }
}

fn to_val(Flat(ty, bits): Flat) -> Val {
    match ty {
        ValType::I32 => Val::I32(bits as i32),
        ValType::I64 => Val::I64(bits.cast_signed()),
        ValType::F32 => Val::F32(F32::from_bits(bits as u32)),
        ValType::F64 => Val::F64(F64::from_bits(bits)),
        other => panic!("no flat value has type {other:?}"),
    }
}

fn from_val(val: &Val) -> Flat {
    match *val {
        Val::I32(bits) => Flat(ValType::I32, bits.cast_unsigned().into()),
        Val::I64(bits) => Flat(ValType::I64, bits.cast_unsigned()),
        Val::F32(float) => Flat(ValType::F32, float.to_bits().into()),
        Val::F64(float) => Flat(ValType::F64, float.to_bits()),
        ref other => panic!("{other:?} is no flat value"),
    }
}
