//! Validates bytes, function bodies on every core at once.

use crate::Shape;
use crate::error::{Error, Result};
use crate::world;
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
    validate_bodies(bodies).map_err(internal)?;
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

/// Validates function bodies; of several errors, the one that comes first in the input is returned.
pub fn validate_bodies(bodies: Vec<Body<'_>>) -> Result<(), BinaryReaderError> {
    let threads = std::thread::available_parallelism()
        .map_or(1, |n| n.get())
        .min(8);
    let total: usize = bodies.iter().map(|(_, b)| b.as_bytes().len()).sum();
    let share = total / threads + 1;
    let mut chunks: Vec<Vec<Body<'_>>> = vec![Vec::new()];
    let mut size = 0;
    for body in bodies {
        size += body.1.as_bytes().len();
        chunks.last_mut().expect("one chunk at least").push(body);
        if size >= share {
            chunks.push(Vec::new());
            size = 0;
        }
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = chunks
            .into_iter()
            .map(|chunk| scope.spawn(|| validate_chunk(chunk)))
            .collect();
        workers
            .into_iter()
            .try_for_each(|w| w.join().expect("validation does not panic"))
    })
}

fn validate_chunk(bodies: Vec<Body<'_>>) -> Result<(), BinaryReaderError> {
    let mut allocations = FuncValidatorAllocations::default();
    for (func, body) in bodies {
        let mut validator = func.into_validator(allocations);
        validator.validate(&body)?;
        allocations = validator.into_allocations();
    }
    Ok(())
}
