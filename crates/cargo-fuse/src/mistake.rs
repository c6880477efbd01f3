//! Turns a panic, which is a mistake of cargo-fuse itself, into an error that says what happened, where, and whom to tell.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use crate::exit::{ExitCode, Failure};

/// What to do about a mistake of ours.
pub(crate) const REPORT: &str = concat!(
    "this is a mistake of cargo-fuse and not of the components; please report it at ",
    env!("CARGO_PKG_REPOSITORY"),
    "/issues with the composed component, which `--emit composed` writes"
);

/// What the first panic said. Workers of the fuser panic on threads of their own, so this is one for all threads.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics from printing by themselves: what they say becomes a part of the error.
pub(crate) fn watch() {
    panic::set_hook(Box::new(note));
}

/// Runs `step`; if it panics, the error says that this happened while `doing`.
pub(crate) fn guarded<T>(doing: &str, step: impl FnOnce() -> T) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(step)).map_err(|_| {
        let said = FIRST
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .unwrap_or_else(|| "nobody noted where".to_owned());
        ExitCode::Internal
            .error(format!("internal error while {doing}"))
            .because(said)
            .help(REPORT)
    })
}

/// Notes what the first panic says and where it is; those after it follow from it.
fn note(panic: &PanicHookInfo<'_>) {
    let message = panic
        .payload_as_str()
        .unwrap_or("a panic without a message");
    let place = panic
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let backtrace = Backtrace::capture();
    let mut said = format!("{message}\nat {place}");
    if backtrace.status() == BacktraceStatus::Captured {
        said += &format!("\n{backtrace}");
    }
    FIRST
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get_or_insert(said);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_with_its_place_and_a_request_to_report() {
        watch();
        let error = guarded("testing", || {
            std::thread::scope(|scope| {
                scope
                    .spawn(|| panic!("planned before layout"))
                    .join()
                    .unwrap_or_else(|panic| panic::resume_unwind(panic));
            });
        })
        .expect_err("it panics");
        let error = anyhow::Error::from(error);
        assert_eq!(ExitCode::of(&error), ExitCode::Internal);
        assert_eq!(error.to_string(), "internal error while testing");
        let cause = error.root_cause().to_string();
        assert!(cause.starts_with("planned before layout\nat "), "{cause}");
        assert!(cause.contains("mistake.rs:"), "{cause}");
        let failure: &Failure = error.downcast_ref().expect("it is a failure");
        let remedy = failure.remedy().expect("there is a remedy");
        assert!(remedy.contains("please report it at https://"), "{remedy}");
    }
}
