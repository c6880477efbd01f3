//! The component at the bottom: it exports `journal`, with `std::fs` behind it. cargo-component builds it.

#[expect(warnings, reason = "cargo-component writes it")]
mod bindings;

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use bindings::exports::notebook::notes::journal::{Guest, GuestLog, LogBorrow, OutputStream};

/// What a line that is not a note begins with.
const REMARK: &str = "-- ";

/// The most that a stream takes in one `blocking-write-and-flush`.
const BLOCK: usize = 4096;

static OPEN: AtomicU32 = AtomicU32::new(0);

struct Journal;

impl Guest for Journal {
    type Log = Log;

    fn gather(from: Vec<LogBorrow<'_>>, into: LogBorrow<'_>) -> Result<u32, String> {
        let into: &Log = into.get();
        let mut count = 0;
        for log in &from {
            let log: &Log = log.get();
            for note in log.notes()? {
                into.append(format!("{note} ({})", log.path))?;
                count += 1;
            }
        }
        Ok(count)
    }
}

/// What a handle of a `log` stands for.
struct Log {
    path: String,
    /// The file, open for writing, and how many notes were added; nothing before the first.
    written: RefCell<Option<(File, u32)>>,
}

impl GuestLog for Log {
    fn new(path: String) -> Log {
        OPEN.fetch_add(1, Ordering::Relaxed);
        Log {
            path,
            written: RefCell::new(None),
        }
    }

    fn path(&self) -> String {
        self.path.clone()
    }

    fn append(&self, note: String) -> Result<(), String> {
        let mut written = self.written.borrow_mut();
        let (file, added) = match &mut *written {
            Some(written) => written,
            nothing => {
                let file = File::options().append(true).create(true).open(&self.path);
                nothing.insert((file.map_err(|error| self.explain(error))?, 0))
            }
        };
        writeln!(file, "{note}").map_err(|error| self.explain(error))?;
        *added += 1;
        Ok(())
    }

    fn notes(&self) -> Result<Vec<String>, String> {
        let text = fs::read_to_string(&self.path).map_err(|error| self.explain(error))?;
        let notes = text.lines().filter(|line| !line.starts_with(REMARK));
        Ok(notes.map(str::to_owned).collect())
    }

    fn copy(&self, to: &OutputStream) -> Result<u64, String> {
        let bytes = fs::read(&self.path).map_err(|error| self.explain(error))?;
        for block in bytes.chunks(BLOCK) {
            to.blocking_write_and_flush(block)
                .map_err(|error| error.to_string())?;
        }
        Ok(bytes.len() as u64)
    }

    fn open_count() -> u32 {
        OPEN.load(Ordering::Relaxed)
    }
}

impl Log {
    fn explain(&self, error: std::io::Error) -> String {
        format!("`{}`: {error}", self.path)
    }
}

/// Runs when a component drops its handle, whichever component that is.
impl Drop for Log {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
        if let Some((file, added)) = self.written.get_mut() {
            // There is nobody to tell that the remark could not be written.
            let _ = writeln!(file, "{REMARK}{added} added");
        }
    }
}

bindings::export!(Journal with_types_in bindings);
