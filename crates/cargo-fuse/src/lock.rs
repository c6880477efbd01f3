//! One run at a time in a target folder, so that each fuses what it built itself.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use crate::exit::{ExitCode, Failure};
use crate::progress::Shell;
use crate::shown::shown;

/// The file in the target folder that runs lock; it is empty and stays.
const NAME: &str = ".cargo-fuse-lock";

/// A locked target folder; it is free again when this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Locks `folder`, making it if need be; waits while another run has it.
    pub(crate) fn take(folder: &Path, shell: &Shell) -> Result<Lock, Failure> {
        let path = folder.join(NAME);
        let cannot = |error: io::Error| {
            ExitCode::Write
                .error(format!("failed to lock `{}`", shown(folder)))
                .because(error)
                .help("check that the target folder is writable, or choose another with `--target-dir`")
        };
        fs::create_dir_all(folder).map_err(cannot)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(cannot)?;
        let locked = match file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => {
                shell.status("Blocking", "waiting for file lock on the target folder");
                file.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
        };
        match locked {
            Ok(()) => Ok(Lock { _file: Some(file) }),
            // Some network file systems have no locks. As with cargo, whoever builds on one of these sees to it alone.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Lock { _file: None }),
            Err(error) => Err(cannot(error)),
        }
    }
}
