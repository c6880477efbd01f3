//! Runs a composition as it is and fused, and says which of five things came of it.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Result;
use fuse_core::{Error, Options};
use fuse_tests::host::{Entry, Host, Invocation};
use serde::Serialize;

/// How long either form may run; the longest composition takes well under a second on an idle machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What came of a composition.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The fused form ran as the composed one did.
    Agrees,
    /// Fusion refused it, saying why.
    Unsupported,
    /// The fused form did not run as the composed one did.
    Differs,
    /// Fusion failed in another way than by refusing.
    FuseFailed,
    /// The composed form does not run on this host, so there is nothing to compare with.
    Skipped,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Agrees => "agrees",
            Verdict::Unsupported => "unsupported",
            Verdict::Differs => "differs",
            Verdict::FuseFailed => "fuse-failed",
            Verdict::Skipped => "skipped",
        })
    }
}

/// A verdict, and why it is not "agrees".
pub struct Judgement {
    pub verdict: Verdict,
    pub reason: String,
}

impl Judgement {
    fn new(verdict: Verdict, reason: impl Into<String>) -> Judgement {
        Judgement {
            verdict,
            reason: reason.into(),
        }
    }
}

/// Runs `function` of `composed` before and after fusion.
pub fn judge(composed: &[u8], function: &str) -> Result<Judgement> {
    let host = Host::with_limit(LIMIT)?;
    let invocation = Invocation::new(Entry::Export(function.to_owned()));
    let expected = match host
        .load(composed)
        .and_then(|program| host.run(&program, &invocation))
    {
        Ok(outcome) if outcome.succeeded() => outcome,
        Ok(outcome) => return Ok(Judgement::new(Verdict::Skipped, outcome.ending.to_string())),
        Err(error) => return Ok(Judgement::new(Verdict::Skipped, format!("{error:#}"))),
    };
    let fused = match fuse(composed) {
        Ok(fused) => fused,
        Err(judgement) => return Ok(judgement),
    };
    Ok(
        match host
            .load(&fused)
            .and_then(|program| host.run(&program, &invocation))
        {
            Ok(outcome) => match expected.difference(&outcome) {
                None => Judgement::new(Verdict::Agrees, ""),
                Some(difference) => Judgement::new(Verdict::Differs, difference),
            },
            Err(error) => Judgement::new(
                Verdict::Differs,
                format!("the fused component does not load: {error:#}"),
            ),
        },
    )
}

/// Fuses, and catches what fusion must not do: panic.
fn fuse(composed: &[u8]) -> Result<Vec<u8>, Judgement> {
    let message = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&message);
    panic::set_hook(Box::new(move |info| {
        *told.lock().expect("no panic within a panic") = info.to_string()
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        fuse_core::fuse(composed, &Options::default())
    }));
    drop(panic::take_hook());
    match result {
        Ok(Ok(fused)) => Ok(fused.bytes),
        Ok(Err(error @ Error::Unsupported { .. })) => {
            Err(Judgement::new(Verdict::Unsupported, error.to_string()))
        }
        Ok(Err(error)) => Err(Judgement::new(Verdict::FuseFailed, error.to_string())),
        Err(_) => {
            let message = message.lock().expect("the hook has returned").clone();
            Err(Judgement::new(Verdict::FuseFailed, message))
        }
    }
}
