//! Where the outputs go, and how they get there whole or not at all.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::cli::{Emit, FuseArgs, Goal, MessageFormat};
use crate::config::Settings;
use crate::core_manifest;
use crate::exit::{ExitCode, Failure};
use crate::inputs::Part;
use crate::interrupt::Uninterrupted;
use crate::shown::shown;

/// The file of each kind of output.
#[derive(Debug)]
pub(crate) struct Outputs {
    files: Vec<(Emit, PathBuf)>,
    core_manifest: Option<PathBuf>,
    import_map: Option<PathBuf>,
}

impl Outputs {
    /// The files that are asked for: the output that is set, else `<name>.wasm` in `folder`; further kinds lie beside it.
    pub(crate) fn choose(
        args: &FuseArgs,
        settings: &Settings,
        name: &str,
        folder: Option<&Path>,
    ) -> Result<Outputs, Failure> {
        let kinds: Vec<Emit> = [Emit::Component, Emit::Composed, Emit::Core]
            .into_iter()
            .filter(|kind| settings.emits(*kind))
            .collect();
        let output = settings.output.as_ref();
        // What the configuration says about a file does not keep the command line from asking for none.
        let in_vain = output.is_some_and(|output| output.origin.is_flag());
        let files = match (kinds.as_slice(), output.map(|output| &output.value), folder) {
            ([], _, _) if !in_vain => Vec::new(),
            ([], _, _) => {
                return Err(ExitCode::Usage
                    .error("`--emit plan` prints to stdout and takes no `--output`")
                    .help("redirect stdout, or add `component` to `--emit`"));
            }
            ([only], Some(path), _) => vec![(*only, path.clone())],
            (_, Some(path), _) => kinds
                .iter()
                .map(|kind| (*kind, beside(path, *kind)))
                .collect(),
            (_, None, Some(folder)) => {
                let path = folder.join(format!("{name}.wasm"));
                kinds
                    .iter()
                    .map(|kind| (*kind, beside(&path, *kind)))
                    .collect()
            }
            (_, None, None) => {
                return Err(ExitCode::Usage
                    .error("`--output` is missing")
                    .help("say where the fused component goes with `-o out.wasm`"));
            }
        };
        let core = files.iter().find(|(kind, _)| *kind == Emit::Core);
        // Nothing lies beside what is no file.
        let core = core.filter(|(_, path)| !is_special(path));
        let outputs = Outputs {
            core_manifest: core.map(|(_, path)| core_manifest::path(path)),
            files,
            import_map: args.emit_import_map.clone(),
        };
        outputs.check_stdout(args, settings)?;
        Ok(outputs)
    }

    /// Fails if an output is to go to stdout and cannot have it for itself, or is not for the eyes of whoever sees it.
    fn check_stdout(&self, args: &FuseArgs, settings: &Settings) -> Result<(), Failure> {
        let going = self.paths().filter(|path| is_stdout(path)).count();
        if going == 0 {
            return Ok(());
        }
        let output = settings.output.as_ref();
        let has_output = output.is_some_and(|output| is_stdout(&output.value));
        let others = [
            (
                "another output",
                going > 1 || (has_output && self.files.len() > 1),
            ),
            ("the plan", settings.emits(Emit::Plan)),
            ("the explanation", args.explain.is_some()),
            ("messages", args.shell.message_format == MessageFormat::Json),
        ];
        if let Some((other, _)) = others.iter().find(|(_, is_there)| *is_there) {
            return Err(ExitCode::Usage
                .error(format!("`-` is stdout, which {other} would go to as well"))
                .help("name a file instead of `-`"));
        }
        if has_output && args.goal == Goal::Write && std::io::stdout().is_terminal() {
            return Err(ExitCode::Usage
                .error("`-` is stdout, and a terminal cannot show what is no text")
                .help("redirect stdout, or name a file instead of `-`"));
        }
        Ok(())
    }

    /// The file for `kind`, if it was asked for.
    pub(crate) fn file(&self, kind: Emit) -> Option<&Path> {
        self.files
            .iter()
            .find(|(other, _)| *other == kind)
            .map(|(_, path)| path.as_path())
    }

    /// The file for the manifest of the bare core module, if that was asked for.
    pub(crate) fn core_manifest(&self) -> Option<&Path> {
        self.core_manifest.as_deref()
    }

    /// The file for the import map, if it was asked for.
    pub(crate) fn import_map(&self) -> Option<&Path> {
        self.import_map.as_deref()
    }

    /// Every file that is asked for.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.kinds().map(|(_, path)| path)
    }

    /// Every file that is asked for, with the word for what it is.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let files = self.files.iter();
        let files = files.map(|(kind, path)| (kind.as_str(), path.as_path()));
        let manifest = self.core_manifest().map(|path| ("core-manifest", path));
        let import_map = self.import_map().map(|path| ("import-map", path));
        files.chain(manifest).chain(import_map)
    }

    /// Fails if an output would replace one of `inputs`, of `sources` or another output, or has no folder to lie in.
    pub(crate) fn check(&self, inputs: &[Part], sources: &[PathBuf]) -> Result<(), Failure> {
        let check_one = |output: &Path, flag: &str| {
            refuse_source(output, flag, sources)?;
            check_one(output, flag, inputs)
        };
        for (_, output) in &self.files {
            check_one(output, "--output")?;
        }
        if let Some(manifest) = &self.core_manifest {
            check_one(manifest, "--output")?;
        }
        let Some(import_map) = &self.import_map else {
            return Ok(());
        };
        check_one(import_map, "--emit-import-map")?;
        let files = self.files.iter().map(|(_, path)| path);
        match files
            .chain(&self.core_manifest)
            .find(|output| is_same(output, import_map))
        {
            None => Ok(()),
            Some(output) => Err(ExitCode::Usage
                .error(format!(
                    "`{}` is to be both the import map and another output",
                    shown(output)
                ))
                .help("choose another file with `--emit-import-map`")),
        }
    }
}

/// Fails if `output`, which `flag` names, would replace one of `sources`.
fn refuse_source(output: &Path, flag: &str, sources: &[PathBuf]) -> Result<(), Failure> {
    match sources.iter().find(|source| is_same(output, source)) {
        None => Ok(()),
        Some(_) => Err(ExitCode::Usage
            .error(format!(
                "the output `{}` is a file that says how to make it",
                shown(output)
            ))
            .help(format!("choose another file with `{flag}`"))),
    }
}

/// Fails if `output`, which `flag` names, would replace one of `inputs`, or has no folder to lie in.
fn check_one(output: &Path, flag: &str, inputs: &[Part]) -> Result<(), Failure> {
    if is_stdout(output) {
        return Ok(());
    }
    let real = output.canonicalize();
    let is_output = |input: &&Part| match (input.path.canonicalize(), &real) {
        (Ok(input), Ok(output)) => input == *output,
        _ => false,
    };
    if let Some(input) = inputs.iter().find(is_output) {
        return Err(ExitCode::Usage
            .error(format!(
                "the output `{}` is the input {input}",
                shown(output)
            ))
            .help(format!("choose another file with `{flag}`")));
    }
    let cannot = |reason: String, help: String| {
        Err(ExitCode::Write
            .error(format!("failed to write `{}`", shown(output)))
            .because(reason)
            .help(help))
    };
    let folder = folder_of(output);
    if !folder.is_dir() {
        return cannot(
            format!("there is no folder `{}`", shown(folder)),
            format!("make the folder first, or choose another with `{flag}`"),
        );
    }
    if output.is_dir() {
        return cannot(
            "it is a folder".to_owned(),
            format!("name a file in it with `{flag}`"),
        );
    }
    Ok(())
}

/// Whether two paths, whose files need not be there yet, name one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        Some((
            folder_of(path).canonicalize().ok()?,
            path.file_name()?.to_owned(),
        ))
    };
    real(one).is_some_and(|one| Some(one) == real(other))
}

/// `path` for a component; its sibling with the kind in the extension for anything else.
fn beside(path: &Path, kind: Emit) -> PathBuf {
    match kind {
        Emit::Component | Emit::Plan => path.to_owned(),
        Emit::Composed => path.with_extension("composed.wasm"),
        Emit::Core => path.with_extension("core.wasm"),
    }
}

/// Writes each file in one step, so that whoever looks sees the old one or the new one; none if one cannot be written.
///
/// What is there and is no file, such as `/dev/stdout`, is written to as it is.
pub(crate) fn write(files: &[(&Path, &[u8])]) -> Result<(), Failure> {
    let (special, ordinary): (Vec<_>, Vec<_>) =
        files.iter().partition(|(path, _)| is_special(path));
    let mut ready = Vec::new();
    for (path, bytes) in ordinary {
        ready.push((path, write_beside(path, bytes)?));
    }
    for (path, bytes) in special {
        write_through(path, bytes).map_err(|error| cannot_write(path, error))?;
    }
    let _calm = Uninterrupted::begin();
    for (path, file) in ready {
        // A link stays, and what it leads to is replaced.
        file.persist(path.canonicalize().as_deref().unwrap_or(path))
            .map_err(|error| cannot_write(path, error.error))?;
    }
    Ok(())
}

/// A temporary file with `bytes` in the folder where `path` is to be.
fn write_beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Failure> {
    let real = path.canonicalize();
    let folder = folder_of(real.as_deref().unwrap_or(path));
    let mut file = {
        let mut calm = Uninterrupted::begin();
        let file = temporary(folder).map_err(|error| cannot_write(path, error))?;
        calm.add(file.path());
        file
    };
    // Some file systems notice only when asked that there is no room.
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| cannot_write(path, error))?;
    Ok(file)
}

/// Writes `bytes` to `path`, which is special.
fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if is_stdout(path) {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(bytes)?;
        return stdout.flush();
    }
    File::options().write(true).open(path)?.write_all(bytes)
}

/// Whether `path`, of the command line, stands for stdout.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether `path` is stdout, or there and neither a file nor a folder.
pub(crate) fn is_special(path: &Path) -> bool {
    let found = path.metadata();
    is_stdout(path) || found.is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn cannot_write(path: &Path, error: std::io::Error) -> Failure {
    ExitCode::Write
        .error(format!("failed to write `{}`", shown(path)))
        .because(error)
        .help("check that the folder is writable and that the disk has room")
}

/// The folder that `path` lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the folder that outputs go to when nobody names a file.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        ExitCode::Write
            .error(format!("failed to make `{}`", shown(folder)))
            .because(error)
            .help("check that the folder above it is writable")
    })
}

/// A temporary file in `folder` with the permissions of an ordinary one.
fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".fuse-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
