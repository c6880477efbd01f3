//! The runtime of handle tables in its two forms: compiled natively, and compiled to wasm.

use fuse_handles::rt::{self, Arena, Memory};
use fuse_handles::{Intrinsic, Trap};
use std::path::Path;
use std::sync::LazyLock;
use wasmi::{Caller, Engine, Error, ExternType, Func, Linker, Module, Store, Val};

/// What the tables of all instances are kept by.
pub trait Runtime {
    /// Calls the function that `intrinsic` names.
    fn call(&mut self, intrinsic: Intrinsic, args: &[u32]) -> Result<u64, Trap>;

    /// The word at `address` of its memory.
    fn load(&self, address: u32) -> u32;
}

/// As compiled for the machine that runs the tests.
pub struct Native {
    memory: Arena,
}

/// The most pages that the native runtime's memory may have.
const MAX_PAGES: u32 = 256;

impl Native {
    /// A runtime without handles.
    pub fn new() -> Native {
        Native {
            memory: Arena::new(MAX_PAGES),
        }
    }

    /// All of its memory.
    pub fn words(&self) -> &[u32] {
        self.memory.words()
    }
}

impl Runtime for Native {
    fn call(&mut self, intrinsic: Intrinsic, args: &[u32]) -> Result<u64, Trap> {
        let memory = &mut self.memory;
        let word = match (intrinsic, args) {
            (Intrinsic::OwnAdd, &[table, tag, rep]) => rt::own_add(memory, table, tag, rep)?,
            (Intrinsic::OwnTake, &[table, tag, index]) => rt::own_take(memory, table, tag, index)?,
            (Intrinsic::OwnMove, &[src, dst, tag, index]) => {
                rt::own_move(memory, src, dst, tag, index)?
            }
            (Intrinsic::Rep, &[table, tag, index]) => rt::rep(memory, table, tag, index)?,
            (Intrinsic::Lend, &[table, tag, index]) => rt::lend(memory, table, tag, index)?,
            (Intrinsic::Lends, &[]) => rt::lends(memory),
            (Intrinsic::LendsEnd, &[mark]) => {
                rt::lends_end(memory, mark);
                0
            }
            (Intrinsic::BorrowAdd, &[table, tag, rep]) => rt::borrow_add(memory, table, tag, rep)?,
            (Intrinsic::Drop, &[table, tag, index]) => return rt::drop(memory, table, tag, index),
            (Intrinsic::HostOwnEnter, &[table, tag, handle]) => {
                rt::host_own_enter(memory, table, tag, handle)?
            }
            (Intrinsic::HostBorrowEnter, &[table, tag, handle]) => {
                rt::host_borrow_enter(memory, table, tag, handle)?
            }
            (Intrinsic::HostOwnLeave, &[table, tag, index]) => {
                rt::host_own_leave(memory, table, tag, index)?
            }
            (Intrinsic::HostOwnOffer, &[table, tag, index]) => {
                rt::host_own_offer(memory, table, tag, index)?
            }
            (Intrinsic::HostRelease, &[handle]) => {
                rt::host_release(memory, handle)?;
                0
            }
            (Intrinsic::Stash, &[address, ours, theirs]) => {
                rt::stash(memory, address, ours, theirs)?;
                0
            }
            (Intrinsic::ScratchRealloc, &[old, old_size, align, new_size]) => {
                rt::scratch_realloc(memory, old, old_size, align, new_size)?
            }
            (Intrinsic::ScratchTake, &[]) => rt::scratch_take(memory),
            (Intrinsic::ScratchFree, &[block]) => {
                rt::scratch_free(memory, block);
                0
            }
            (Intrinsic::ResultRealloc, &[old, old_size, align, new_size]) => {
                rt::result_realloc(memory, old, old_size, align, new_size)?
            }
            (Intrinsic::ResultFree, &[address, length]) => {
                rt::result_free(memory, address, length);
                0
            }
            (Intrinsic::ErrorContextNew, &[table, length]) => {
                rt::error_context_new(memory, table, length)?
            }
            (Intrinsic::ErrorContextFind, &[table, index]) => {
                rt::error_context_find(memory, table, index)?
            }
            (Intrinsic::ErrorContextCopy, &[src, dst, index]) => {
                rt::error_context_copy(memory, src, dst, index)?
            }
            (Intrinsic::ErrorContextDrop, &[table, index]) => {
                rt::error_context_drop(memory, table, index)?;
                0
            }
            (intrinsic, args) => unreachable!("{} {args:?}", intrinsic.name()),
        };
        Ok(word.into())
    }

    fn load(&self, address: u32) -> u32 {
        self.memory.load(address, 0)
    }
}

/// As compiled to wasm, for the fused module; a small interpreter runs it.
pub struct Blob {
    store: Store<Option<Trap>>,
    memory: wasmi::Memory,
    /// By their position in `Intrinsic::ALL`.
    funcs: Vec<Func>,
}

/// The compiled runtime, and where its traps go.
struct Compiled {
    module: Module,
    linker: Linker<Option<Trap>>,
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuse-core/src/runtime/fuse-rt.wasm");
    let bytes = std::fs::read(path).expect("the compiled runtime is in the tree");
    let engine = Engine::default();
    let module = Module::new(&engine, bytes).expect("it is a module");
    let mut linker = Linker::new(&engine);
    for trap in Trap::ALL {
        let raise = move |mut caller: Caller<'_, Option<Trap>>| -> Result<(), Error> {
            *caller.data_mut() = Some(trap);
            Err(Error::new(trap.name()))
        };
        linker
            .func_wrap(Trap::MODULE, trap.name(), raise)
            .expect("each trap has a name of its own");
    }
    // What handles do asks neither the fused code nor the host for anything.
    for import in module.imports() {
        if let ExternType::Func(ty) = import.ty()
            && import.module() != Trap::MODULE
        {
            let name = import.name().to_owned();
            let never = move |_: Caller<'_, Option<Trap>>, _: &[Val], _: &mut [Val]| {
                Err(Error::new(format!("`{name}` is called")))
            };
            linker
                .func_new(import.module(), import.name(), ty.clone(), never)
                .expect("each import has a name of its own");
        }
    }
    Compiled { module, linker }
});

impl Blob {
    /// A runtime without handles.
    pub fn new() -> Blob {
        let Compiled { module, linker } = &*COMPILED;
        let mut store = Store::new(module.engine(), None);
        let instance = linker
            .instantiate_and_start(&mut store, module)
            .expect("all that it imports is there");
        let memory = instance
            .exports(&store)
            .find_map(|export| export.into_memory());
        let memory = memory.expect("it exports its memory");
        let funcs = Intrinsic::ALL
            .map(|intrinsic| instance.get_func(&store, intrinsic.name()))
            .map(|func| func.expect("it exports every intrinsic"));
        Blob {
            store,
            memory,
            funcs: funcs.to_vec(),
        }
    }

    /// All of its memory.
    pub fn bytes(&self) -> &[u8] {
        self.memory.data(&self.store)
    }
}

impl Runtime for Blob {
    fn call(&mut self, intrinsic: Intrinsic, args: &[u32]) -> Result<u64, Trap> {
        let position = Intrinsic::ALL.iter().position(|other| *other == intrinsic);
        let func = self.funcs[position.expect("`ALL` has them all")];
        let args: Vec<_> = args.iter().map(|arg| Val::I32(arg.cast_signed())).collect();
        let mut results = vec![Val::I32(0); func.ty(&self.store).results().len()];
        match func.call(&mut self.store, &args, &mut results) {
            Ok(()) => Ok(results.first().map_or(0, |result| match result {
                Val::I32(word) => word.cast_unsigned().into(),
                Val::I64(words) => words.cast_unsigned(),
                other => unreachable!("{other:?}"),
            })),
            Err(error) => {
                let reason = self.store.data_mut().take();
                Err(reason.unwrap_or_else(|| panic!("{}: {error}", intrinsic.name())))
            }
        }
    }

    fn load(&self, address: u32) -> u32 {
        let mut word = [0; 4];
        self.memory
            .read(&self.store, address as usize, &mut word)
            .expect("an address in the runtime's memory");
        u32::from_le_bytes(word)
    }
}
