//! A runner that runs nothing: it says how it was called, and does what the program's arguments ask for.

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// The first argument of this program when it is the runner of a target.
pub const FLAG: &str = "--as-runner";
/// What this program is called when it is found on the `PATH`.
pub const NAME: &str = "wasmtime";
/// The version that it then says it has; without one it says nothing, and with `broken` it fails.
pub const VERSION: &str = "CLI_TEST_WASMTIME";
/// The options that it lists.
const OPTIONS: &str = "Available options:\n\n  -W   gc[=y|n] -- Configures it.\n  -S   p3[=y|n] -- Enables it.\n  -S  cwd=val -- Sets it.\n";

/// Acts as a runner if it was called as one.
pub fn run() -> Option<ExitCode> {
    let args: Vec<String> = env::args().collect();
    let (own, args) = args.split_first()?;
    if Path::new(own).file_stem()? == NAME {
        return Some(match args {
            [flag] if flag == "--version" => version(),
            [_, word] if word == "help" => {
                print!("{OPTIONS}");
                ExitCode::SUCCESS
            }
            args => act(NAME, args),
        });
    }
    match args {
        [flag, args @ ..] if flag == FLAG => Some(act("runner", args)),
        _ => None,
    }
}

/// Says which version of wasmtime it is.
fn version() -> ExitCode {
    match env::var(VERSION).as_deref() {
        Ok("broken") => return ExitCode::from(3),
        Ok(version) => println!("{NAME} {version} (0123abcde 2026-11-02)"),
        Err(_) => {}
    }
    ExitCode::SUCCESS
}

/// Says how it was called; among the arguments behind the file, `exit=N` asks for an exit code, `size` and `complain` for the number of
/// bytes of the component, on stdout and on stderr, `fail` for that as a place in what wasmtime says when a function of the host fails.
fn act(name: &str, args: &[String]) -> ExitCode {
    let file = args
        .iter()
        .position(|arg| arg.ends_with(".wasm"))
        .expect("a runner is given a component");
    let component = Path::new(&args[file]);
    let size = fs::read(component).expect("the component is there").len();
    let shown = component.file_name().expect("a file has a name");
    println!(
        "{name} {} [{}] {}",
        args[..file].join(" "),
        shown.to_string_lossy(),
        args[file + 1..].join(" ")
    );
    let mut code = ExitCode::SUCCESS;
    for arg in &args[file + 1..] {
        match arg.split_once('=') {
            Some(("exit", number)) => {
                code = ExitCode::from(number.parse::<u8>().expect("a code is a number"));
            }
            _ if arg == "size" => println!("{size} bytes of wasm"),
            _ if arg == "fail" => {
                eprintln!(
                    "Error: failed to run main module `{}`\n\n{size:#x}",
                    shown.display()
                )
            }
            _ if arg == "complain" => eprintln!("{size} bytes of wasm"),
            _ => {}
        }
    }
    code
}
