//! One thing to fuse, from its parts to its files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use fuse_core::Shape;
use fuse_split::Split;
use indexmap::IndexSet;

use crate::cli::{Emit, FuseArgs, Goal};
use crate::config::Settings;
use crate::core_manifest;
use crate::exit::Failure;
use crate::explain;
use crate::features;
use crate::fingerprint::{Freshness, Said};
use crate::host::Hosts;
use crate::import_map;
use crate::inputs::Part;
use crate::manifest::Manifest;
use crate::messages::{self, Message};
use crate::output::{self, Outputs};
use crate::progress::Shell;
use crate::record::{Record, absolute};
use crate::shown::{relative, shown};
use crate::split;
use crate::validated;
use crate::verify;
use crate::wiring::Remedy;

/// What was made, or could be.
pub(crate) struct Made {
    /// What it is called.
    pub(crate) name: String,
    /// The file of the fused component, if that was asked for.
    pub(crate) component: Option<PathBuf>,
    /// The target of its members, whose runner runs it.
    pub(crate) target: String,
}

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
    /// How to fuse it.
    pub(crate) settings: Settings,
    /// The file that says who satisfies whom, when plugs do not.
    pub(crate) wac: Option<Manifest>,
    /// Files besides the parts that say what to make.
    pub(crate) sources: Vec<PathBuf>,
    /// Where outputs go when nobody says otherwise, and what tells whether they are up to date.
    pub(crate) folder: Option<PathBuf>,
}

impl Job {
    /// Composes, fuses and writes what is asked for; nothing is written unless all of it could be made, or if it is there already.
    pub(crate) fn run(mut self, args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<Made> {
        let outputs = Outputs::choose(args, &self.settings, &self.name, self.folder.as_deref())?;
        let writes = args.goal == Goal::Write;
        if writes {
            if let Some(folder) = &self.folder {
                output::make_folder(folder)?;
            }
            if let Some(output) = self
                .settings
                .output
                .as_ref()
                .filter(|output| !output.origin.is_flag())
            {
                output::make_folder(output::folder_of(&output.value))?;
            }
            outputs.check(&self.parts, &self.sources)?;
        }
        let record = self.record(&outputs).filter(|_| writes);
        if let Some(said) = self.is_fresh(args, shell, record.as_ref()) {
            self.renew_rule(&outputs)?;
            repeat(&said, outputs.paths(), shell);
            self.tell_files(shell, &outputs, true)?;
            return Ok(self.made(&outputs));
        }
        shell.start(3);
        let result = self.make(args, shell, &outputs, record);
        shell.finish();
        result?;
        if writes {
            self.tell_files(shell, &outputs, false)?;
        }
        Ok(self.made(&outputs))
    }

    /// What was said about the outputs when they were made, if they are what would be made once more.
    fn is_fresh(&self, args: &FuseArgs, shell: &Shell, record: Option<&Record>) -> Option<Said> {
        match record?.check() {
            Freshness::Fresh(said) => {
                // To tell about it in detail takes making it.
                let tells = self.settings.emits(Emit::Plan)
                    || args.explain.is_some()
                    || args.validate
                    || args.verify;
                (!tells).then_some(said)
            }
            Freshness::Stale(reason) => {
                if let Some(reason) = reason {
                    shell.detail("Dirty", format!("{}: {reason}", self.name));
                }
                None
            }
        }
    }

    /// What others need to know about what was made.
    fn made(self, outputs: &Outputs) -> Made {
        Made {
            component: outputs.file(Emit::Component).map(relative),
            name: self.name,
            target: self.settings.target.value,
        }
    }

    /// Tells those who read messages about the files of `outputs`, which are there.
    fn tell_files(&self, shell: &Shell, outputs: &Outputs, fresh: bool) -> Result<(), Failure> {
        for (kind, path) in outputs.kinds() {
            shell.message(&Message::Artifact {
                name: &self.name,
                kind,
                path: &absolute(path),
                fresh,
            })?;
        }
        Ok(())
    }

    fn make(
        &mut self,
        args: &FuseArgs,
        shell: &Shell,
        outputs: &Outputs,
        record: Option<Record>,
    ) -> anyhow::Result<()> {
        let started = Instant::now();
        let composed = self.composed(shell)?;
        shell.advance();

        let fused = self.forms(args, shell, &composed, outputs)?;
        let said = fused
            .first()
            .map_or_else(Said::default, |(_, made)| said(made));
        said.tell(shell);
        if self.settings.emits(Emit::Plan) {
            let plan = match fused.first() {
                Some((_, made)) => split::plan(made),
                None => self.planned(shell, &composed)?,
            };
            match shell.is_json() {
                true => shell.message(&Message::Plan {
                    name: &self.name,
                    text: &plan,
                })?,
                false => messages::print_text(&plan)?,
            }
        }
        if let (Some(format), Some((_, made))) = (args.explain, fused.first()) {
            explain::tell(shell, &self.name, made, format)?;
        }
        for (shape, made) in &fused {
            validated::tell(args, shell, &self.name, form(*shape), &made.bytes)?;
        }
        if args.verify {
            let component = fused.iter().find(|(shape, _)| *shape == Shape::Component);
            let component = component.map(|(_, made)| made.bytes.as_slice());
            verify::verify(
                args,
                shell,
                &self.name,
                &self.settings,
                &composed,
                component,
            )?;
        }
        shell.advance();
        if args.goal == Goal::Check {
            let seconds = started.elapsed().as_secs_f32();
            shell.status("Checked", format!("{} in {seconds:.2}s", self.name));
            return Ok(());
        }

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
            (path, import_map::json(made, *shape))
        });
        files.extend(map.iter().map(|(path, text)| (*path, text.as_bytes())));
        let manifest = core_manifest(&fused, outputs);
        files.extend(manifest.iter().map(|(path, text)| (*path, text.as_bytes())));
        shell.step("Writing", &self.name);
        self.write(&files, record, said)?;
        shell.finish();
        for (path, bytes) in files {
            let seconds = started.elapsed().as_secs_f32();
            shell.status(
                "Finished",
                format!("{} in {seconds:.2}s", described(path, bytes.len() as u64)),
            );
        }
        Ok(())
    }

    /// Every form in which the fused component is needed, the component before the core module; the import map and explanations need some form.
    fn forms(
        &self,
        args: &FuseArgs,
        shell: &Shell,
        composed: &[u8],
        outputs: &Outputs,
    ) -> anyhow::Result<Vec<(Shape, Split)>> {
        let mut shapes: Vec<Shape> = [Shape::Component, Shape::Core]
            .into_iter()
            .filter(|shape| outputs.file(form(*shape)).is_some())
            .collect();
        if shapes.is_empty() && (outputs.import_map().is_some() || args.explain.is_some()) {
            shapes.push(Shape::Component);
        }
        let mut forms = Vec::new();
        for shape in shapes {
            let made = self.fused(shell, composed, shape)?;
            if let Some(allowed) = &self.settings.wasm_features {
                features::check(&self.name, &made.bytes, allowed)?;
            }
            forms.push((shape, made));
        }
        Ok(forms)
    }
}

/// What there is to say about `made`.
fn said(made: &Split) -> Said {
    let left: IndexSet<String> = split::modules(made)
        .flat_map(|(_, imports)| import_map::left_to_the_host(imports))
        .collect();
    Said {
        warnings: split::warnings(made),
        left: left.into_iter().collect(),
    }
}

/// Says of outputs that are up to date what was said when they were made.
fn repeat<'a>(said: &Said, outputs: impl Iterator<Item = &'a Path>, shell: &Shell) {
    said.tell(shell);
    for path in outputs {
        shell.status("Fresh", shown(path));
    }
}

/// The manifest of the bare core module, if that is asked for, and the file it goes to.
fn core_manifest<'a>(fused: &[(Shape, Split)], outputs: &'a Outputs) -> Option<(&'a Path, String)> {
    let (path, module) = (outputs.core_manifest()?, outputs.file(Emit::Core)?);
    let core = fused.iter().find(|(shape, _)| *shape == Shape::Core);
    let manifest = core.and_then(|(_, made)| made.manifest.as_ref());
    let manifest = manifest.expect("a bare core module comes with a manifest");
    Some((path, core_manifest::json(manifest, module)))
}

/// The kind of output that has `shape`.
fn form(shape: Shape) -> Emit {
    match shape {
        Shape::Component => Emit::Component,
        Shape::Core => Emit::Core,
    }
}

/// A file and its size, for people.
fn described(path: &Path, size: u64) -> String {
    let place = match output::is_stdout(path) {
        true => "stdout".to_owned(),
        false => shown(path),
    };
    format!("{place} ({})", indicatif::HumanBytes(size))
}
