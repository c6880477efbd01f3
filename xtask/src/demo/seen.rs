//! What is seen of a run, and whether two runs let the same be seen.

use super::examples::Ending;
use super::folder::{self, Contents};
use super::run::HostKind;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::Output;

/// The code with which every host ends when it could not run the program.
const NOT_RUN: i32 = 2;

/// The code with which every host ends when the program trapped or took too long.
const STOPPED: i32 = 134;

/// What the wasmtime program says, as of a trap, when the program took too long.
const INTERRUPTED: &str = "wasm trap: interrupt";

impl HostKind {
    /// What it says about a trap, before the engine's words.
    fn trap(self) -> &'static str {
        match self {
            HostKind::Own => "the program traps: ",
            HostKind::Wasmtime => "Error: failed to run main module",
        }
    }
}

/// Everything that is seen of a run.
pub struct Seen {
    code: i32,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    files: Contents,
}

impl Seen {
    /// Takes what a run on `host` printed, and what lies in the program's folder after it, if it sees one.
    pub fn new(output: Output, folder: Option<&Path>, host: HostKind) -> Result<Seen> {
        let code = output.status.code();
        let mut seen = Seen {
            code: code.context("the host was ended by a signal")?,
            stdout: output.stdout,
            stderr: output.stderr,
            files: match folder {
                Some(folder) => folder::read(folder)?,
                None => Contents::new(),
            },
        };
        match seen.code {
            NOT_RUN => bail!("{}", String::from_utf8_lossy(&seen.stderr).trim_end()),
            STOPPED => seen.forget_engine(host)?,
            // The wasmtime program leaves so when a function of the host failed.
            1 if seen.engine(host).is_some() => {
                seen.code = STOPPED;
                seen.forget_engine(host)?;
            }
            _ => {}
        }
        Ok(seen)
    }

    /// Drops the engine's words about a trap, on which two forms of a program need not agree.
    fn forget_engine(&mut self, host: HostKind) -> Result<()> {
        match (self.engine(host), self.find(INTERRUPTED)) {
            (Some(start), None) => self.stderr.truncate(start),
            _ => bail!("the program took too long"),
        }
        Ok(())
    }

    /// Where the engine's words about a trap begin.
    fn engine(&self, host: HostKind) -> Option<usize> {
        self.find(host.trap())
    }

    fn find(&self, words: &str) -> Option<usize> {
        let starts = |at: &usize| self.stderr[*at..].starts_with(words.as_bytes());
        (0..self.stderr.len()).find(starts)
    }

    /// How the run ended.
    pub fn ending(&self) -> Ending {
        match self.code {
            0 => Ending::Success,
            STOPPED => Ending::Trap,
            _ => Ending::Failure,
        }
    }

    /// Prints what the program printed, where it printed it.
    pub fn show(&self) -> Result<()> {
        std::io::stdout().write_all(&self.stdout)?;
        std::io::stdout().flush()?;
        std::io::stderr().write_all(&self.stderr)?;
        Ok(())
    }

    /// The first thing in which `fused` is not like this run of the composed program, in words.
    pub fn difference(&self, fused: &Seen) -> Option<String> {
        if self.code != fused.code {
            return Some(format!(
                "composed, it ends with {self}; fused, with {fused}"
            ));
        }
        let outputs = [
            ("standard output", &self.stdout, &fused.stdout),
            ("standard error", &self.stderr, &fused.stderr),
        ];
        for (name, composed, fused) in outputs {
            if composed != fused {
                return Some(differ(name, composed, fused));
            }
        }
        let paths = self.files.keys().chain(fused.files.keys());
        for path in paths {
            let name = format!("the file `{}`", path.display());
            match (self.files.get(path), fused.files.get(path)) {
                (Some(composed), Some(fused)) if composed == fused => {}
                (Some(composed), Some(fused)) => return Some(differ(&name, composed, fused)),
                (None, _) => return Some(format!("only the fused form makes {name}")),
                (_, None) => return Some(format!("only the composed form makes {name}")),
            }
        }
        None
    }
}

fn differ(name: &str, composed: &[u8], fused: &[u8]) -> String {
    format!(
        "{name} differs; composed:\n{}\nfused:\n{}",
        String::from_utf8_lossy(composed),
        String::from_utf8_lossy(fused)
    )
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ending() {
            Ending::Trap => f.write_str("a trap"),
            Ending::Success | Ending::Failure => write!(f, "exit code {}", self.code),
        }?;
        write!(
            f,
            ", {} bytes printed, {} bytes in files",
            self.stdout.len() + self.stderr.len(),
            self.files.values().map(Vec::len).sum::<usize>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn seen(code: i32, stdout: &str, stderr: &str, files: &[(&str, &str)]) -> Seen {
        let file = |(path, text): &(&str, &str)| (PathBuf::from(path), text.as_bytes().to_vec());
        Seen {
            code,
            stdout: stdout.into(),
            stderr: stderr.into(),
            files: files.iter().map(file).collect(),
        }
    }

    #[test]
    fn each_thing_that_is_seen_counts() {
        let composed = seen(0, "a", "b", &[("c", "d")]);
        let differs = |fused: Seen| composed.difference(&fused).is_some();
        assert!(!differs(seen(0, "a", "b", &[("c", "d")])));
        assert!(differs(seen(1, "a", "b", &[("c", "d")])));
        assert!(differs(seen(0, "", "b", &[("c", "d")])));
        assert!(differs(seen(0, "a", "", &[("c", "d")])));
        assert!(differs(seen(0, "a", "b", &[("c", "")])));
        assert!(differs(seen(0, "a", "b", &[])));
        assert!(differs(seen(0, "a", "b", &[("c", "d"), ("e", "")])));
    }

    #[test]
    fn the_words_of_the_engine_do_not_count() {
        let mut trapped = seen(STOPPED, "", "help\nthe program traps: stack\noverflow", &[]);
        trapped
            .forget_engine(HostKind::Own)
            .expect("it says that it trapped");
        assert_eq!(trapped.stderr, b"help\n");
        let mut late = seen(STOPPED, "", "the program does not end in time", &[]);
        assert!(late.forget_engine(HostKind::Own).is_err());
        let said = "help\nError: failed to run main module `a.wasm`\n\nCaused by:\n    wasm trap: ";
        let mut trapped = seen(
            STOPPED,
            "",
            &format!("{said}wasm `unreachable` instruction executed"),
            &[],
        );
        trapped
            .forget_engine(HostKind::Wasmtime)
            .expect("it says that it trapped");
        assert_eq!(trapped.stderr, b"help\n");
        let mut late = seen(STOPPED, "", &format!("{said}interrupt"), &[]);
        assert!(late.forget_engine(HostKind::Wasmtime).is_err());
    }
}
