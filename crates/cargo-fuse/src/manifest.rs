//! A file of the configuration as text, so that an error can point at the line that is wrong.

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::exit::{ExitCode, Failure};
use crate::shown::shown;

/// The text of a manifest, or of another file that people write, and where it came from.
#[derive(Debug)]
pub(crate) struct Manifest {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Manifest {
    /// Reads the manifest at `path`.
    pub(crate) fn read(path: &Path) -> Result<Manifest, Failure> {
        let text = fs::read_to_string(path).map_err(|error| {
            ExitCode::Configuration
                .error(format!("failed to read `{}`", shown(path)))
                .because(error)
        })?;
        Ok(Manifest {
            path: path.to_owned(),
            text,
        })
    }

    /// The place of the bytes `span`.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let before = &self.text[..span.start];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let text = self.text[start..]
            .lines()
            .next()
            .expect("a span starts within the text")
            .to_owned();
        Place {
            file: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: self.text[start..span.start].chars().count() + 1,
            width: self.text[span]
                .lines()
                .next()
                .map_or(1, |line| line.chars().count().max(1)),
            text,
        }
    }
}

/// A place in a manifest.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    file: PathBuf,
    line: usize,
    column: usize,
    width: usize,
    text: String,
}

impl Place {
    /// The file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The line, from 1.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// The column, in characters from 1.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// The place as editors and compilers write it.
    pub(crate) fn location(&self) -> String {
        format!("{}:{}:{}", shown(&self.file), self.line, self.column)
    }

    /// An error about what stands here.
    pub(crate) fn error(&self, message: impl fmt::Display) -> Failure {
        ExitCode::Configuration.error(format!("{message}\n{self}"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(self.column - 1);
        writeln!(f, "{margin}--> {}", self.location())?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", self.text)?;
        write!(f, "{margin} | {indent}{}", "^".repeat(self.width))
    }
}
