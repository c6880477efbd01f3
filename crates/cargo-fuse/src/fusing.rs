//! Calls the composer and the fuser, and says whose mistake it is when one of them fails.

use anyhow::Context;
use fuse_core::{Error, Options, Shape};
use fuse_split::Split;

use crate::compose::compose;
use crate::exit::ExitCode;
use crate::host::Hosts;
use crate::inputs::blame;
use crate::job::Job;
use crate::mistake::{REPORT, guarded};
use crate::progress::Shell;
use crate::shown::shown;
use crate::split;
use crate::wac;

impl Job {
    /// The one component that the parts make; takes their bytes.
    pub(crate) fn composed(&mut self, shell: &Shell) -> anyhow::Result<Vec<u8>> {
        if let ([only], Hosts::Everything) = (self.parts.as_mut_slice(), &self.hosts) {
            return Ok(std::mem::take(&mut only.bytes));
        }
        let plugs: Vec<&str> = self.parts[1..]
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        match &self.wac {
            Some(file) => shell.status(
                "Composing",
                format!("{} by {}", self.name, shown(&file.path)),
            ),
            None if plugs.is_empty() => {}
            None => shell.status(
                "Composing",
                format!("{} with {}", self.name, plugs.join(", ")),
            ),
        }
        shell.step("Composing", &self.name);
        let context = format!("failed to compose `{}`", self.name);
        let (parts, hosts, remedy) = (&mut self.parts, &self.hosts, self.remedy);
        let composition = || match &self.wac {
            Some(file) => wac::compose(parts, file, hosts, remedy),
            None => compose(parts, hosts, remedy),
        };
        guarded("composing", composition)
            .and_then(|result| result)
            .context(context)
    }

    /// `composed`, fused in the form `shape`: whole, or in parts where that is allowed and need be.
    pub(crate) fn fused(
        &self,
        shell: &Shell,
        composed: &[u8],
        shape: Shape,
    ) -> anyhow::Result<Split> {
        let form = if shape == Shape::Core {
            " into a core module"
        } else {
            ""
        };
        let size = indicatif::HumanBytes(composed.len() as u64);
        shell.status("Fusing", format!("{} ({size}){form}", self.name));
        shell.step("Fusing", &self.name);
        let options = self.options(shape);
        self.fuser("fusing", || {
            if shape == Shape::Core || self.settings.require_full.value {
                return fuse_core::fuse(composed, &options).map(Split::from);
            }
            let split = fuse_split::fuse(composed, &options)?;
            if split.is_fused() || !split.kept.is_empty() {
                return Ok(split);
            }
            // One component in which nothing can be fused is no use to anybody; this says why.
            fuse_core::fuse(composed, &options).map(Split::from)
        })
    }

    /// The text of the plan for `composed`.
    pub(crate) fn planned(&self, shell: &Shell, composed: &[u8]) -> anyhow::Result<String> {
        shell.step("Planning", &self.name);
        let options = self.options(Shape::Component);
        let in_parts = !self.settings.require_full.value;
        let plan = self.fuser("planning", || match fuse_core::plan(composed, &options) {
            Ok(plan) => Ok(Some(plan.to_string())),
            Err(Error::Unsupported { .. }) if in_parts => Ok(None),
            Err(error) => Err(error),
        })?;
        match plan {
            Some(plan) => Ok(plan),
            None => Ok(split::plan(&self.fused(
                shell,
                composed,
                Shape::Component,
            )?)),
        }
    }

    fn options(&self, shape: Shape) -> Options {
        let mut options = Options::default();
        options.shape = shape;
        options.names = self.settings.names.value;
        options
    }

    /// Runs a step of the fuser, where a panic is a mistake of ours and an invalid composition one of the inputs.
    fn fuser<T>(
        &self,
        doing: &str,
        step: impl FnOnce() -> fuse_core::Result<T>,
    ) -> anyhow::Result<T> {
        let result = match guarded(doing, step) {
            Ok(result) => result.map_err(|error| self.explained(error)),
            Err(mistake) => Err(mistake.into()),
        };
        result.with_context(|| match self.parts.as_slice() {
            [only] => format!("failed to fuse {only}"),
            _ => format!("failed to fuse the composition of `{}`", self.name),
        })
    }

    /// `error` with the file it comes from, where that can be told.
    fn explained(&self, error: Error) -> anyhow::Error {
        match (&error, blame(&self.parts)) {
            (Error::Invalid(_), Some(failure)) => failure.into(),
            (Error::Internal { .. }, _) => ExitCode::Internal
                .error("the fused component is wrong, so it was not written")
                .because(error)
                .help(REPORT)
                .into(),
            (Error::Unsupported { feature, at, help }, _) => ExitCode::Unsupported
                .error(format!("{at}: {feature} is not supported"))
                .help(*help)
                .into(),
            _ => error.into(),
        }
    }
}
