//! Validates bytes, function bodies on every core at once.

use crate::Shape;
use crate::error::{Error, Result};
use crate::{parallel, world};
use wasmparser::{
    BinaryReaderError, FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser,
    ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

/// The features an input may use: all that the parser knows but component-level values, which no host has.
pub fn features() -> WasmFeatures {
    WasmFeatures::all().difference(WasmFeatures::CM_VALUES)
}

/// Validates the fused `output` of `input`, and holds its world equal to the input's.
///
/// # Errors
///
/// [`Error::Internal`]: whatever is wrong here is this crate's mistake.
pub fn output(input: &[u8], output: &[u8], shape: Shape) -> Result<()> {
    let internal = |error: BinaryReaderError| Error::Internal {
        stage: "validating the output",
        message: format!("{} at offset {:#x}", error.message(), error.offset()),
    };
    let mut validator = Validator::new_with_features(features());
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(output) {
        if let ValidPayload::Func(func, body) = payload
            .and_then(|payload| validator.payload(&payload))
            .map_err(internal)?
        {
            bodies.push((func, body));
        }
    }
    validate_bodies(bodies, |_| ()).map_err(internal)?;
    match shape {
        Shape::Core => Ok(()),
        Shape::Component => world::compare(input, output).map_err(|message| Error::Internal {
            stage: "comparing the output's world with the input's",
            message,
        }),
    }
}

/// A function to validate.
pub type Body<'a> = (FuncToValidate<ValidatorResources>, FunctionBody<'a>);

/// Validates function bodies and gives what `look` makes of each, in order; of several errors, the one that comes first in the input
/// is returned.
pub fn validate_bodies<R: Send>(
    bodies: Vec<Body<'_>>,
    look: impl Fn(&FunctionBody<'_>) -> R + Sync,
) -> Result<Vec<R>, BinaryReaderError> {
    let weight = |(_, body): &Body<'_>| body.as_bytes().len();
    let runs = parallel::in_runs(bodies, weight, |run| {
        let mut allocations = FuncValidatorAllocations::default();
        let mut seen = Vec::with_capacity(run.len());
        for (func, body) in run {
            let mut validator = func.into_validator(allocations);
            validator.validate(&body)?;
            allocations = validator.into_allocations();
            seen.push(look(&body));
        }
        Ok(seen)
    });
    let runs: Vec<_> = runs.into_iter().collect::<Result<_, _>>()?;
    Ok(runs.into_iter().flatten().collect())
}
