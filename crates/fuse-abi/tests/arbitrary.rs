//! Whatever the types and options, the code is valid.

mod random;
mod support;

use arbtest::arbtest;

#[test]
fn any_adapter_is_valid() {
    arbtest(|u| {
        let mut types = fuse_abi::types::TypeTable::default();
        let func = random::func_type(u, &mut types)?;
        let (caller, callee) = (random::encoding(u)?, random::encoding(u)?);
        support::validate(&support::adapter(&types, func, Some(caller), Some(callee)));
        Ok(())
    })
    .size_min(1 << 7)
    .size_max(1 << 12)
    .budget_ms(4_000);
}
