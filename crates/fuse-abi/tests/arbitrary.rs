//! Whatever the types and options, the code is valid; and it is no longer than the types.

mod random;
mod support;

use arbtest::arbtest;
use fuse_abi::opts::StringEncoding::Utf8;
use fuse_abi::types::{Case, Def, Field, FuncType, ResourceId, Type, TypeTable};
use support::adapter::Side;

#[test]
fn any_code_is_valid() {
    arbtest(|u| {
        let mut types = TypeTable::default();
        let func = random::func_type(u, &mut types)?;
        let (caller, callee) = (random::encoding(u)?, random::encoding(u)?);
        for async_ in [(false, false), (false, true), (true, false), (true, true)] {
            let side = |encoding, async_| Side {
                encoding: Some(encoding),
                async_,
            };
            let passed = support::passed::module(&types, func, side(caller, async_.0), callee);
            support::validate(&passed);
            let (caller, callee) = (side(caller, async_.0), side(callee, async_.1));
            support::validate(&support::adapter::module(&types, func, caller, callee));
        }
        for async_ in [false, true] {
            support::validate(&support::exchange::module(&types, func, async_));
        }
        support::validate(&support::within::module(&types, func, caller, callee));
        Ok(())
    })
    .size_min(1 << 7)
    .size_max(1 << 12)
    .budget_ms(4_000);
}

#[test]
fn shared_types_are_not_unfolded() {
    let mut types = TypeTable::default();
    // The most layers that a type of one flat value can be in and still have a flat form.
    let flat = layers(&mut types, 15);
    let deep = layers(&mut types, 40);
    let list = types.intern(Def::List(deep));
    for (param, result) in [(flat, flat), (list, list)] {
        let func = types.intern_func(FuncType {
            params: [field("p", param)].into(),
            result: Some(result),
            async_: false,
        });
        for module in [
            support::adapter::module(&types, func, Utf8.into(), Utf8.into()),
            support::exchange::module(&types, func, false),
            support::within::module(&types, func, Utf8, Utf8),
            support::passed::module(&types, func, Utf8.into(), Utf8),
        ] {
            support::validate(&module);
            assert!(module.len() < 200_000, "{} bytes", module.len());
        }
    }
}

/// A handle in so many layers of variants, each of which has three ways to it.
fn layers(types: &mut TypeTable, count: usize) -> Type {
    let mut ty = types.intern(Def::Own(ResourceId(0)));
    for _ in 0..count {
        let mut ways = vec![ty];
        for name in ["a", "b"] {
            ways.push(types.intern(Def::Record([field(name, ty)].into())));
        }
        let cases = ways.into_iter().map(|ty| Case {
            name: "way".into(),
            ty: Some(ty),
        });
        ty = types.intern(Def::Variant(cases.collect()));
    }
    ty
}

fn field(name: &str, ty: Type) -> Field {
    Field {
        name: name.into(),
        ty,
    }
}
