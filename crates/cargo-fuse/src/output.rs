//! Where the outputs go, and how they get there whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::cli::{Emit, FuseArgs};
use crate::exit::{ExitCode, Failure};
use crate::inputs::Part;

/// The file of each kind of output.
#[derive(Debug)]
pub(crate) struct Outputs {
    files: Vec<(Emit, PathBuf)>,
    import_map: Option<PathBuf>,
}

impl Outputs {
    /// The files that the command line asks for: `--output`, else `<name>.wasm` in `folder`; further kinds lie beside it.
    pub(crate) fn choose(
        args: &FuseArgs,
        name: &str,
        folder: Option<&Path>,
    ) -> Result<Outputs, Failure> {
        let kinds: Vec<Emit> = [Emit::Component, Emit::Composed, Emit::Core]
            .into_iter()
            .filter(|kind| args.emits(*kind))
            .collect();
        let files = match (kinds.as_slice(), &args.output, folder) {
            ([], None, _) => Vec::new(),
            ([], Some(_), _) => {
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
        Ok(Outputs {
            files,
            import_map: args.emit_import_map.clone(),
        })
    }

    /// The file for `kind`, if it was asked for.
    pub(crate) fn file(&self, kind: Emit) -> Option<&Path> {
        self.files
            .iter()
            .find(|(other, _)| *other == kind)
            .map(|(_, path)| path.as_path())
    }

    /// The file for the import map, if it was asked for.
    pub(crate) fn import_map(&self) -> Option<&Path> {
        self.import_map.as_deref()
    }

    /// Fails if an output would replace one of `inputs` or another output, or has no folder to lie in.
    pub(crate) fn check(&self, inputs: &[Part]) -> Result<(), Failure> {
        for (_, output) in &self.files {
            check_one(output, "--output", inputs)?;
        }
        let Some(import_map) = &self.import_map else {
            return Ok(());
        };
        check_one(import_map, "--emit-import-map", inputs)?;
        match self
            .files
            .iter()
            .find(|(_, output)| is_same(output, import_map))
        {
            None => Ok(()),
            Some((_, output)) => Err(ExitCode::Usage
                .error(format!(
                    "`{}` is to be both the import map and another output",
                    output.display()
                ))
                .help("choose another file with `--emit-import-map`")),
        }
    }
}

/// Fails if `output`, which `flag` names, would replace one of `inputs`, or has no folder to lie in.
fn check_one(output: &Path, flag: &str, inputs: &[Part]) -> Result<(), Failure> {
    let real = output.canonicalize();
    let is_output = |input: &&Part| match (input.path.canonicalize(), &real) {
        (Ok(input), Ok(output)) => input == *output,
        _ => false,
    };
    if let Some(input) = inputs.iter().find(is_output) {
        return Err(ExitCode::Usage
            .error(format!(
                "the output `{}` is the input {input}",
                output.display()
            ))
            .help(format!("choose another file with `{flag}`")));
    }
    let cannot = |reason: String, help: String| {
        Err(ExitCode::Write
            .error(format!("failed to write `{}`", output.display()))
            .because(reason)
            .help(help))
    };
    let folder = folder_of(output);
    if !folder.is_dir() {
        return cannot(
            format!("there is no folder `{}`", folder.display()),
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
pub(crate) fn write(files: &[(&Path, &[u8])]) -> Result<(), Failure> {
    let cannot = |path: &Path, error: std::io::Error| {
        ExitCode::Write
            .error(format!("failed to write `{}`", path.display()))
            .because(error)
            .help("check that the folder is writable and that the disk has room")
    };
    let mut written = Vec::new();
    for (path, bytes) in files {
        let mut file = temporary(folder_of(path)).map_err(|error| cannot(path, error))?;
        file.write_all(bytes).map_err(|error| cannot(path, error))?;
        written.push((path, file));
    }
    for (path, file) in written {
        file.persist(path)
            .map_err(|error| cannot(path, error.error))?;
    }
    Ok(())
}

/// The folder that `path` lies in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the folder that outputs go to when nobody names a file.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        ExitCode::Write
            .error(format!("failed to make `{}`", folder.display()))
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
