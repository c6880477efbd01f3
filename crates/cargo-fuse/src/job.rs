//! One thing to fuse, from its parts to its files.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use fuse_core::{Fused, FusionPlan, Options, Shape};

use crate::cli::{Emit, FuseArgs};
use crate::compose::compose;
use crate::exit::{ExitCode, Failure};
use crate::host::Hosts;
use crate::import_map;
use crate::inputs::{Part, blame};
use crate::output::{self, Outputs};
use crate::progress::Shell;
use crate::wiring::Remedy;

/// What to fuse and how.
pub(crate) struct Job {
    /// What to call it.
    pub(crate) name: String,
    /// The socket, then everything that plugs in.
    pub(crate) parts: Vec<Part>,
    /// The imports that stay.
    pub(crate) hosts: Hosts,
    /// Who decided on the above.
    pub(crate) remedy: Remedy,
    /// Whether to write a name section.
    pub(crate) names: bool,
    /// Where outputs go when the command line does not say.
    pub(crate) folder: Option<PathBuf>,
}

impl Job {
    /// Composes, fuses and writes what the command line asks for; nothing is written unless all of it could be made.
    pub(crate) fn run(mut self, args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<()> {
        let outputs = Outputs::choose(args, &self.name, self.folder.as_deref())?;
        if let (Some(folder), None) = (&self.folder, &args.output) {
            output::make_folder(folder)?;
        }
        outputs.check(&self.parts)?;
        shell.start(3);
        let result = self.make(args, shell, &outputs);
        shell.finish();
        result
    }

    fn make(&mut self, args: &FuseArgs, shell: &Shell, outputs: &Outputs) -> anyhow::Result<()> {
        let started = Instant::now();
        let composed = self.composed(shell)?;
        shell.advance();

        let fused = self.forms(shell, &composed, outputs)?;
        if args.emits(Emit::Plan) {
            match fused.first() {
                Some((_, made)) => print(&made.plan)?,
                None => print(&self.planned(shell, &composed)?)?,
            }
        }
        shell.advance();

        let mut files: Vec<(&Path, &[u8])> = Vec::new();
        files.extend(
            fused
                .iter()
                .filter_map(|(shape, made)| Some((outputs.file(form(*shape))?, &*made.bytes))),
        );
        files.extend(outputs.file(Emit::Composed).map(|path| (path, &*composed)));
        let map = outputs.import_map().map(|path| {
            let (shape, made) = fused
                .first()
                .expect("an import map is one of something fused");
            (path, import_map::json(&made.imports, *shape))
        });
        files.extend(map.iter().map(|(path, text)| (*path, text.as_bytes())));
        shell.step("Writing", &self.name);
        output::write(&files)?;
        shell.finish();
        for (path, bytes) in files {
            let seconds = started.elapsed().as_secs_f32();
            shell.status(
                "Finished",
                format!(
                    "{} ({}) in {seconds:.2}s",
                    path.display(),
                    size(bytes.len())
                ),
            );
        }
        Ok(())
    }

    /// Every form in which the fused component is needed, the component before the core module; the import map needs some form.
    fn forms(
        &self,
        shell: &Shell,
        composed: &[u8],
        outputs: &Outputs,
    ) -> anyhow::Result<Vec<(Shape, Fused)>> {
        let mut shapes: Vec<Shape> = [Shape::Component, Shape::Core]
            .into_iter()
            .filter(|shape| outputs.file(form(*shape)).is_some())
            .collect();
        if shapes.is_empty() && outputs.import_map().is_some() {
            shapes.push(Shape::Component);
        }
        let mut forms = Vec::new();
        for shape in shapes {
            forms.push((shape, self.fused(shell, composed, shape)?));
        }
        if let Some((_, made)) = forms.first() {
            for left in import_map::left_to_the_host(&made.imports) {
                shell.detail("Leaving", format!("{left} to the host"));
            }
        }
        Ok(forms)
    }

    /// The one component that the parts make.
    fn composed(&mut self, shell: &Shell) -> anyhow::Result<Vec<u8>> {
        if let ([only], Hosts::Everything) = (self.parts.as_mut_slice(), &self.hosts) {
            return Ok(std::mem::take(&mut only.bytes));
        }
        let plugs: Vec<&str> = self.parts[1..]
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        if !plugs.is_empty() {
            shell.status(
                "Composing",
                format!("{} with {}", self.name, plugs.join(", ")),
            );
        }
        shell.step("Composing", &self.name);
        let context = format!("failed to compose `{}`", self.name);
        let (parts, hosts, remedy) = (&mut self.parts, &self.hosts, self.remedy);
        panic::catch_unwind(AssertUnwindSafe(|| compose(parts, hosts, remedy)))
            .map_err(|_| internal("composing"))
            .and_then(|result| result)
            .context(context)
    }

    fn fused(&self, shell: &Shell, composed: &[u8], shape: Shape) -> anyhow::Result<Fused> {
        let form = if shape == Shape::Core {
            " into a core module"
        } else {
            ""
        };
        shell.status(
            "Fusing",
            format!("{} ({}){form}", self.name, size(composed.len())),
        );
        shell.step("Fusing", &self.name);
        self.guarded("fusing", || fuse_core::fuse(composed, &self.options(shape)))
    }

    fn planned(&self, shell: &Shell, composed: &[u8]) -> anyhow::Result<FusionPlan> {
        shell.step("Planning", &self.name);
        self.guarded("planning", || {
            fuse_core::plan(composed, &self.options(Shape::Component))
        })
    }

    fn options(&self, shape: Shape) -> Options {
        let mut options = Options::default();
        options.shape = shape;
        options.names = self.names;
        options
    }

    /// Runs a step of the fuser, where a panic is a mistake of ours and an invalid composition one of the inputs.
    fn guarded<T>(
        &self,
        stage: &str,
        step: impl FnOnce() -> fuse_core::Result<T>,
    ) -> anyhow::Result<T> {
        let result = match panic::catch_unwind(AssertUnwindSafe(step)) {
            Ok(result) => result.map_err(|error| self.explained(error)),
            Err(_) => Err(internal(stage).into()),
        };
        result.with_context(|| match self.parts.as_slice() {
            [only] => format!("failed to fuse {only}"),
            _ => format!("failed to fuse the composition of `{}`", self.name),
        })
    }

    /// `error` with the file it comes from, where that can be told.
    fn explained(&self, error: fuse_core::Error) -> anyhow::Error {
        match (&error, blame(&self.parts)) {
            (fuse_core::Error::Invalid(_), Some(failure)) => failure.into(),
            (fuse_core::Error::Internal { .. }, _) => ExitCode::Internal
                .error("the fused component is wrong, so it was not written")
                .because(error)
                .help(REPORT)
                .into(),
            _ => error.into(),
        }
    }
}

/// The kind of output that has `shape`.
fn form(shape: Shape) -> Emit {
    match shape {
        Shape::Component => Emit::Component,
        Shape::Core => Emit::Core,
    }
}

/// What to do about a mistake of ours.
const REPORT: &str = "this is a mistake of cargo-fuse and not of the components; please report it with the composed \
                      component, which `--emit composed` writes";

/// The error for a panic, whose message the panic hook has printed.
fn internal(stage: &str) -> Failure {
    ExitCode::Internal
        .error(format!("internal error while {stage}, see above"))
        .help(REPORT)
}

/// Prints the plan on stdout.
fn print(plan: &FusionPlan) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{plan}")
        .and_then(|()| stdout.flush())
        .map_err(|error| {
            ExitCode::Write
                .error("failed to print the plan")
                .because(error)
                .help("check where stdout goes")
        })
}

/// A number of bytes for people.
fn size(bytes: usize) -> String {
    indicatif::HumanBytes(bytes as u64).to_string()
}
