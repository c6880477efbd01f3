//! `cargo fuse new`: makes a small workspace that is ready to fuse.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::NewArgs;
use crate::exit::{ExitCode, Failure};
use crate::interrupt::Uninterrupted;
use crate::messages::Message;
use crate::output::folder_of as above;
use crate::progress::Shell;

/// The files of the workspace; `{{name}}` stands for the command's name.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("template/workspace.toml")),
    ("README.md", include_str!("template/README.md")),
    (".gitignore", include_str!("template/gitignore")),
    ("wit/greeting.wit", include_str!("template/greeting.wit")),
    ("command/Cargo.toml", include_str!("template/command.toml")),
    ("command/src/main.rs", include_str!("template/command.rs")),
    ("greeter/Cargo.toml", include_str!("template/greeter.toml")),
    ("greeter/src/lib.rs", include_str!("template/greeter.rs")),
];

/// The names of folders that cargo makes where it puts commands.
const FORBIDDEN: [&str; 4] = ["build", "deps", "examples", "incremental"];

/// Makes the workspace that `args` describe.
pub(crate) fn new(args: &NewArgs, shell: &Shell) -> Result<(), Failure> {
    let path = args.path.as_path();
    let name = match &args.name {
        Some(name) => name.clone(),
        None => folder_name(path)?,
    };
    check_name(&name)?;
    if path.symlink_metadata().is_ok() {
        return Err(ExitCode::Usage
            .error(format!("`{}` is there already", path.display()))
            .help("choose a folder that is not there yet"));
    }
    write(path, &name).map_err(|error| {
        ExitCode::Write
            .error(format!("failed to make `{}`", path.display()))
            .because(error)
            .help("check that the folder above it is writable")
    })?;
    shell.status(
        "Created",
        format!("workspace `{}`: a command and a library", path.display()),
    );
    shell.status(
        "Try",
        format!("`cargo fuse run -- world` in `{}`", path.display()),
    );
    shell.message(&Message::Created { name: &name, path })
}

/// Writes the files; they are all there or none is.
fn write(path: &Path, name: &str) -> io::Result<()> {
    let above = above(path);
    fs::create_dir_all(above)?;
    let unfinished = {
        let mut calm = Uninterrupted::begin();
        let folder = tempfile::Builder::new()
            .prefix(".fuse-")
            .tempdir_in(above)?;
        calm.add(folder.path());
        folder
    };
    // The folder of a temporary file is private, and this one is to become an ordinary one.
    let folder = unfinished.path().join("workspace");
    for (file, template) in FILES {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().expect("a file lies in a folder"))?;
        fs::write(file, template.replace("{{name}}", name))?;
    }
    fs::rename(folder, path)
}

/// The name of the folder at `path`.
fn folder_name(path: &Path) -> Result<String, Failure> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(ToOwned::to_owned).ok_or_else(|| {
        ExitCode::Usage
            .error(format!("`{}` is no name for a command", path.display()))
            .help("choose one with `--name`")
    })
}

/// Fails unless cargo takes `name` as the name of a package.
fn check_name(name: &str) -> Result<(), Failure> {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let goes_on = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if FORBIDDEN.contains(&name) {
        return Err(ExitCode::Usage
            .error(format!("cargo builds no command that is called `{name}`"))
            .help("choose another name with `--name`"));
    }
    if starts && name.chars().all(goes_on) {
        return Ok(());
    }
    Err(ExitCode::Usage
        .error(format!("`{name}` is no name for a command"))
        .help("use lower-case letters, digits, `-` and `_`, a letter first; `--name` gives another name than the folder's"))
}
