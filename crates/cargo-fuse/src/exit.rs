//! The exit codes, and the errors that choose one of them.

use std::error::Error as StdError;
use std::fmt;

/// What the process ends with; each class of error has its own.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Everything asked for was made.
    Success,
    /// The command line makes no sense.
    Usage,
    /// A mistake of cargo-fuse itself.
    Internal,
    /// A tool or target that the build needs is missing.
    Setup,
    /// A member did not build.
    Build,
    /// `cargo metadata` failed.
    Metadata,
    /// The configuration is wrong.
    Configuration,
    /// An input cannot be read or is not a valid component.
    Input,
    /// The components do not fit together.
    Composition,
    /// An input has something that cannot be fused.
    Unsupported,
    /// The output could not be written.
    Write,
    /// The user wanted no more of it.
    Interrupted,
    /// A program that was run ended with this code, which none of the classes has.
    Child(u8),
}

impl ExitCode {
    /// Every code, in order.
    pub(crate) const ALL: [ExitCode; 12] = [
        ExitCode::Success,
        ExitCode::Usage,
        ExitCode::Internal,
        ExitCode::Setup,
        ExitCode::Build,
        ExitCode::Metadata,
        ExitCode::Configuration,
        ExitCode::Input,
        ExitCode::Composition,
        ExitCode::Unsupported,
        ExitCode::Write,
        ExitCode::Interrupted,
    ];

    /// The code as the system has it.
    pub(crate) fn number(self) -> u8 {
        match self {
            ExitCode::Success => 0,
            ExitCode::Usage => 2,
            ExitCode::Internal => 70,
            ExitCode::Setup => 96,
            ExitCode::Build => 101,
            ExitCode::Metadata => 102,
            ExitCode::Configuration => 103,
            ExitCode::Input => 104,
            ExitCode::Composition => 105,
            ExitCode::Unsupported => 106,
            ExitCode::Write => 107,
            ExitCode::Interrupted => 130,
            ExitCode::Child(code) => code,
        }
    }

    /// This class, or the code that a child ended with if no class has it.
    pub(crate) fn or_of_child(self, code: Option<i32>) -> ExitCode {
        match code.map(u8::try_from) {
            Some(Ok(code)) if ExitCode::ALL.iter().all(|class| class.number() != code) => {
                ExitCode::Child(code)
            }
            _ => self,
        }
    }

    /// What the code means, in a few words.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            ExitCode::Success => "everything asked for was made",
            ExitCode::Usage => "the command line makes no sense",
            ExitCode::Internal => "a mistake of cargo-fuse itself; please report it",
            ExitCode::Setup => "a tool or target that the build needs is missing",
            ExitCode::Build => "a member did not build; another code if the build ended with that",
            ExitCode::Metadata => "`cargo metadata` failed",
            ExitCode::Configuration => {
                "the configuration is wrong, or names something that is not there"
            }
            ExitCode::Input => "an input cannot be read, or is not a valid component",
            ExitCode::Composition => "the components do not fit together",
            ExitCode::Unsupported => "a component has something that cannot be fused",
            ExitCode::Write => "the output could not be written",
            ExitCode::Interrupted => "interrupted with Ctrl-C or asked to end",
            ExitCode::Child(_) => "a program that was run ended with this code",
        }
    }

    /// An error of this class.
    pub(crate) fn error(self, message: impl Into<String>) -> Failure {
        Failure {
            code: self,
            message: message.into(),
            help: None,
            source: None,
        }
    }

    /// The class of `error`; one that nobody classified is a mistake of ours.
    pub(crate) fn of(error: &anyhow::Error) -> ExitCode {
        error.chain().find_map(class).unwrap_or(ExitCode::Internal)
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        std::process::ExitCode::from(code.number())
    }
}

/// The class of one link of an error's chain, if it has one.
fn class(cause: &(dyn StdError + 'static)) -> Option<ExitCode> {
    if let Some(failure) = cause.downcast_ref::<Failure>() {
        return Some(failure.code);
    }
    Some(match cause.downcast_ref::<fuse_core::Error>()? {
        fuse_core::Error::NotAComponent { .. } | fuse_core::Error::Invalid(_) => ExitCode::Input,
        fuse_core::Error::Unsupported { .. } => ExitCode::Unsupported,
        _ => ExitCode::Internal,
    })
}

/// An error with its class and, where there is something to do, the remedy.
#[derive(Debug)]
pub(crate) struct Failure {
    code: ExitCode,
    message: String,
    help: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    /// Adds what the user can do about it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what made it happen.
    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What the user can do about it.
    pub(crate) fn remedy(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
