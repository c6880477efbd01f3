//! Rewrites one directive so that its component is the fused one.

use super::{Extent, Fuser, Output, split};
use fuse_core::Error;
use std::fmt::Write as _;
use std::panic;
use wast::parser::{self, ParseBuffer};
use wast::token::Id;
use wast::{QuoteWat, Wast, WastDirective, WastExecute, Wat};

/// What became of a directive.
#[derive(Debug, Default)]
pub struct Fused {
    /// The directive to run instead, if it is not the same.
    text: Option<String>,
    /// Whether it instantiates a component, which then is the one that is invoked.
    pub starts_instance: bool,
    /// What happened to its component, if it has one that should be fused.
    pub component: Option<Outcome>,
    /// Why fusing it was wrong.
    pub mistake: Option<String>,
}

/// What fusing a component gave.
#[derive(Debug)]
pub enum Outcome {
    /// Other bytes, fused that far.
    Changed(Extent),
    /// The same bytes, fused that far.
    Unchanged(Extent),
    /// A refusal, with its reason; the component runs as written.
    Unsupported(String),
    /// A mistake; the component runs as written.
    Failed,
}

impl Fused {
    /// The text to run, where `original` is the directive as written.
    pub fn text<'a>(&'a self, original: &'a str) -> &'a str {
        self.text.as_deref().unwrap_or(original)
    }

    fn replace(&mut self, component: &[u8], fuser: &Fuser, text: impl FnOnce(&str) -> String) {
        let (bytes, outcome) = match fuse(component, fuser) {
            Ok(Output { bytes, extent }) if bytes == component => {
                (bytes, Outcome::Unchanged(extent))
            }
            Ok(Output { bytes, extent }) => (bytes, Outcome::Changed(extent)),
            Err(Refusal::Unsupported(reason)) => (component.to_vec(), Outcome::Unsupported(reason)),
            Err(Refusal::Mistake(mistake)) => {
                self.mistake = Some(mistake);
                (component.to_vec(), Outcome::Failed)
            }
        };
        self.component = Some(outcome);
        self.text = Some(text(&string_literal(&bytes)));
    }
}

/// The directive to run in the fused run in place of `directive`, which is one top-level form.
///
/// Text that does not parse stays as it is: the host has the last word on it, in both runs.
pub fn rewrite(directive: &str, fuser: &Fuser) -> Fused {
    let mut fused = Fused::default();
    let Ok(buffer) = ParseBuffer::new(directive) else {
        return fused;
    };
    let Ok(mut script) = parser::parse::<Wast<'_>>(&buffer) else {
        return fused;
    };
    let [parsed] = script.directives.as_mut_slice() else {
        return fused;
    };
    match parsed {
        WastDirective::Module(wat) => {
            fused.starts_instance = true;
            if let Some(bytes) = component(wat) {
                let name = name(wat.name());
                fused.replace(&bytes, fuser, |literal| {
                    format!("(component {name} binary {literal})")
                });
            }
        }
        WastDirective::ModuleDefinition(wat) => {
            if let Some(bytes) = component(wat) {
                let name = name(wat.name());
                fused.replace(&bytes, fuser, |literal| {
                    format!("(component definition {name} binary {literal})")
                });
            }
        }
        WastDirective::ModuleInstance { .. } => fused.starts_instance = true,
        WastDirective::AssertTrap {
            exec: WastExecute::Wat(wat @ Wat::Component(_)),
            ..
        } => {
            if let Ok(bytes) = wat.encode() {
                fused.replace(&bytes, fuser, |literal| {
                    format!("(assert_trap (component binary {literal}) \"\")")
                });
            }
        }
        WastDirective::AssertUnlinkable {
            module: wat @ Wat::Component(_),
            ..
        } => {
            if let Ok(bytes) = wat.encode() {
                fused.replace(&bytes, fuser, |literal| {
                    format!("(assert_unlinkable (component binary {literal}) \"\")")
                });
            }
        }
        WastDirective::AssertTrap { .. }
        | WastDirective::AssertExhaustion { .. }
        | WastDirective::AssertSuspension { .. } => {
            fused.text = split::without_message(directive).ok()
        }
        WastDirective::AssertInvalid { module, .. }
        | WastDirective::AssertMalformed { module, .. } => {
            fused.mistake = component(module).and_then(|bytes| accepts_invalid(&bytes, fuser));
        }
        _ => {}
    }
    fused
}

/// The bytes of `wat`, if it is a component that can be encoded.
fn component(wat: &mut QuoteWat<'_>) -> Option<Vec<u8>> {
    match wat {
        QuoteWat::Wat(Wat::Component(_)) | QuoteWat::QuoteComponent(..) => wat.encode().ok(),
        QuoteWat::Wat(Wat::Module(_)) | QuoteWat::QuoteModule(..) => None,
    }
}

fn name(id: Option<Id<'_>>) -> String {
    id.map(|id| format!("${:?}", id.name())).unwrap_or_default()
}

fn string_literal(bytes: &[u8]) -> String {
    let mut literal = String::with_capacity(bytes.len() * 3 + 2);
    literal.push('"');
    for byte in bytes {
        write!(literal, "\\{byte:02x}").expect("writing to a string");
    }
    literal.push('"');
    literal
}

/// Why there are no fused bytes.
enum Refusal {
    /// The component has something that is not fused.
    Unsupported(String),
    /// Fusion is wrong.
    Mistake(String),
}

fn fuse(component: &[u8], fuser: &Fuser) -> Result<Output, Refusal> {
    match catch(|| fuser(component))? {
        Ok(output) => Ok(output),
        Err(error @ Error::Unsupported { .. }) => Err(Refusal::Unsupported(error.to_string())),
        // The host validates with an older release of the validator, and some rules have changed since.
        Err(error @ Error::Invalid(_)) if validate(component).is_err() => {
            Err(Refusal::Unsupported(format!("validator skew: {error}")))
        }
        Err(error) => Err(Refusal::Mistake(error.to_string())),
    }
}

/// What is wrong about fusing `component`, which the script says is not valid, if something is.
///
/// An error is right. So is success if the fuser's own release of the validator accepts the bytes.
fn accepts_invalid(component: &[u8], fuser: &Fuser) -> Option<String> {
    match catch(|| fuser(component)) {
        Err(Refusal::Unsupported(panic) | Refusal::Mistake(panic)) => Some(panic),
        Ok(Err(error @ Error::Internal { .. })) => Some(error.to_string()),
        Ok(Ok(_)) if validate(component).is_err() => Some("an invalid component was fused".into()),
        Ok(_) => None,
    }
}

fn validate(component: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
        .validate_all(component)
        .map(|_| ())
}

fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Refusal> {
    panic::catch_unwind(panic::AssertUnwindSafe(run)).map_err(|payload| {
        Refusal::Mistake(format!(
            "fusing panicked: {}",
            super::runner::panic_message(&*payload)
        ))
    })
}
