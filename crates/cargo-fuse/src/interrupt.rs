//! Takes temporary files and folders away when the user presses Ctrl-C, and lets what is being moved into place get there first.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, process};

use crate::exit::{ExitCode, Failure};

/// The temporary files and folders that were made; those that are in place by now or gone are no longer there under these names.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From here on an interrupt, a hang-up or a request to terminate leaves no temporary file behind.
pub(crate) fn watch() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        // Whoever holds this makes temporary files or moves them into place, and is soon done. It is never given back, so that
        // nobody makes another one.
        let paths = locked();
        for path in paths.iter() {
            // A file that is gone needs no removal, and about any other nobody is left to tell.
            let _ = match path.is_dir() {
                true => fs::remove_dir_all(path),
                false => fs::remove_file(path),
            };
        }
        process::exit(i32::from(ExitCode::Interrupted.number()));
    })
    .map_err(|error| {
        ExitCode::Internal
            .error("failed to watch for interrupts")
            .because(error)
    })
}

/// A time in which nothing is interrupted: for making temporary files and for moving them into place.
pub(crate) struct Uninterrupted(MutexGuard<'static, Vec<PathBuf>>);

impl Uninterrupted {
    /// Waits for others to be done.
    pub(crate) fn begin() -> Uninterrupted {
        Uninterrupted(locked())
    }

    /// Has `path` taken away if there is an interrupt later on.
    pub(crate) fn add(&mut self, path: &Path) {
        self.0.push(path.to_owned());
    }
}

fn locked() -> MutexGuard<'static, Vec<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}
