//! Finds out whether a component uses the component model's concurrency: async functions, options, built-ins or types.

use anyhow::Result;
use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentDefinedType, ComponentType,
    ComponentTypeDeclaration, InstanceTypeDeclaration, Parser, Payload,
};

/// Whether anything in `component`, at any depth, needs more than synchronous calls.
pub fn uses_async(component: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(component) {
        let found = match payload? {
            Payload::ComponentTypeSection(section) => any(section, |ty| async_type(&ty))?,
            Payload::ComponentCanonicalSection(section) => {
                any(section, |canonical| async_canonical(&canonical))?
            }
            _ => false,
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

fn any<T>(
    items: impl IntoIterator<Item = wasmparser::Result<T>>,
    is: impl Fn(T) -> bool,
) -> Result<bool> {
    for item in items {
        if is(item?) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn async_type(ty: &ComponentType<'_>) -> bool {
    match ty {
        ComponentType::Func(func) => func.async_,
        ComponentType::Defined(ty) => matches!(
            ty,
            ComponentDefinedType::Future(_) | ComponentDefinedType::Stream(_)
        ),
        ComponentType::Component(items) => items.iter().any(|item| match item {
            ComponentTypeDeclaration::Type(ty) => async_type(ty),
            _ => false,
        }),
        ComponentType::Instance(items) => items.iter().any(|item| match item {
            InstanceTypeDeclaration::Type(ty) => async_type(ty),
            _ => false,
        }),
        ComponentType::Resource { .. } => false,
    }
}

/// Everything but lifting, lowering and resources came with concurrency.
fn async_canonical(canonical: &CanonicalFunction) -> bool {
    match canonical {
        CanonicalFunction::Lift { options, .. } | CanonicalFunction::Lower { options, .. } => {
            options.iter().any(|option| {
                matches!(
                    option,
                    CanonicalOption::Async | CanonicalOption::Callback(_)
                )
            })
        }
        CanonicalFunction::ResourceNew { .. }
        | CanonicalFunction::ResourceDrop { .. }
        | CanonicalFunction::ResourceRep { .. }
        | CanonicalFunction::ThreadSpawnRef { .. }
        | CanonicalFunction::ThreadSpawnIndirect { .. }
        | CanonicalFunction::ThreadAvailableParallelism => false,
        _ => true,
    }
}
