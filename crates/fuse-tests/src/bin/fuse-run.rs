//! `fuse-run`: runs a component, or runs its composed and its fused form and says whether they are alike.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Parser, Subcommand};
use fuse_tests::host::{Ending, Entry, Host, Invocation, Outcome, Program};

/// Runs components on the embedded wasmtime.
#[derive(Parser)]
#[command(name = "fuse-run")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a component; print what it prints and leave with its exit code.
    Run {
        /// The component.
        file: PathBuf,
        #[command(flatten)]
        given: Given,
    },
    /// Run the composed and the fused form of a component; exit code 1 if they are not alike, 2 if that cannot be told.
    Compare {
        /// The component before fusion.
        composed: PathBuf,
        /// The component after fusion.
        fused: PathBuf,
        /// How often each is run for the times; the median is shown.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        runs: u32,
        #[command(flatten)]
        given: Given,
    },
}

/// What the program is given.
#[derive(Args)]
struct Given {
    /// Call this exported function, which has no parameters, instead of `wasi:cli/run`: NAME or INTERFACE#NAME.
    #[arg(long, value_name = "EXPORT")]
    invoke: Option<String>,
    /// Let the program see a folder.
    #[arg(long, value_name = "HOST::GUEST", value_parser = dir)]
    dir: Vec<(PathBuf, String)>,
    /// Set a variable of the program's environment.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    env: Vec<(String, String)>,
    /// Let the program read this file as its standard input.
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,
    /// Stop a run after this many seconds.
    #[arg(long, value_name = "SECONDS")]
    limit: Option<u64>,
    /// The program's arguments, behind `--` if the first looks like an option.
    #[arg(trailing_var_arg = true)]
    args: Vec<String>,
}

/// What `compare` leaves with when it could not compare; 1 is for forms that differ.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Run { file, given } => run(&file, &given),
        Command::Compare {
            composed,
            fused,
            runs,
            given,
        } => compare(&composed, &fused, runs, &given),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(FAILED)
    })
}

fn run(file: &Path, given: &Given) -> Result<ExitCode> {
    let host = given.host()?;
    let invocation = given.invocation(file)?;
    let (_, program) = load(&host, file)?;
    let outcome = host
        .run(&program, &invocation)
        .with_context(|| format!("failed to run `{}`", file.display()))?;
    print(&outcome)?;
    Ok(match outcome.ending {
        Ending::Exited(code) => ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)),
        Ending::Returned(ref values) => {
            if !values.is_empty() {
                println!("{}", outcome.ending);
            }
            ExitCode::SUCCESS
        }
        Ending::Trapped(_) | Ending::TimedOut => {
            eprintln!("the program {}", outcome.ending);
            ExitCode::from(134)
        }
    })
}

/// One of the two forms, with all its runs.
struct Form {
    name: &'static str,
    size: usize,
    compile: Duration,
    outcome: Outcome,
    instantiate: Duration,
    run: Duration,
}

fn compare(composed: &Path, fused: &Path, runs: u32, given: &Given) -> Result<ExitCode> {
    let host = given.host()?;
    // Both see the name of the composed file, or a program that prints its name would differ.
    let invocation = given.invocation(composed)?;
    let composed = Form::measure("composed", &host, composed, &invocation, runs)?;
    let fused = Form::measure("fused", &host, fused, &invocation, runs)?;

    if let Ending::TimedOut = composed.outcome.ending {
        bail!("the composed component does not end in time, so there is nothing to compare with");
    }
    let difference = composed.outcome.difference(&fused.outcome);
    match difference {
        None => show("composed and fused, which are identical", &composed.outcome)?,
        Some(_) => {
            show("composed", &composed.outcome)?;
            show("fused", &fused.outcome)?;
        }
    }
    println!(
        "{:<10} {:>12} {:>12} {:>12} {:>12}",
        "", "bytes", "compile", "instantiate", "run"
    );
    for form in [&composed, &fused] {
        println!(
            "{:<10} {:>12} {:>12} {:>12} {:>12}",
            form.name,
            form.size,
            time(form.compile),
            time(form.instantiate),
            time(form.run)
        );
    }
    println!("(instantiate and run: median of {runs}, on wasmtime with Cranelift)");
    match difference {
        None => {
            println!("verdict: agrees");
            Ok(ExitCode::SUCCESS)
        }
        Some(difference) => {
            println!("verdict: differs: {difference}");
            Ok(ExitCode::FAILURE)
        }
    }
}

impl Form {
    fn measure(
        name: &'static str,
        host: &Host,
        file: &Path,
        invocation: &Invocation,
        runs: u32,
    ) -> Result<Form> {
        let (size, program) = load(host, file)?;
        let outcomes = (0..runs)
            .map(|_| host.run(&program, invocation))
            .collect::<Result<Vec<Outcome>>>()
            .with_context(|| format!("failed to run `{}`", file.display()))?;
        Ok(Form {
            name,
            size,
            compile: program.compile,
            instantiate: median(outcomes.iter().map(|outcome| outcome.instantiate)),
            run: median(outcomes.iter().map(|outcome| outcome.run)),
            outcome: outcomes
                .into_iter()
                .next()
                .expect("there is at least one run"),
        })
    }
}

impl Given {
    fn host(&self) -> Result<Host> {
        match self.limit {
            Some(seconds) => Host::with_limit(Duration::from_secs(seconds)),
            None => Host::new(),
        }
    }

    fn invocation(&self, file: &Path) -> Result<Invocation> {
        let mut invocation = Invocation::new(match &self.invoke {
            Some(name) => Entry::Export(name.clone()),
            None => Entry::Command,
        });
        let Some(name) = file.file_name() else {
            bail!("`{}` is not a file", file.display());
        };
        invocation.args = [name.to_string_lossy().into_owned()]
            .into_iter()
            .chain(self.args.iter().cloned())
            .collect();
        invocation.env.clone_from(&self.env);
        invocation.dirs.clone_from(&self.dir);
        if let Some(file) = &self.stdin {
            invocation.stdin = std::fs::read(file)
                .with_context(|| format!("failed to read the input `{}`", file.display()))?;
        }
        Ok(invocation)
    }
}

fn load(host: &Host, file: &Path) -> Result<(usize, Program)> {
    let bytes =
        std::fs::read(file).with_context(|| format!("failed to read `{}`", file.display()))?;
    let program = host
        .load(&bytes)
        .with_context(|| format!("failed to load `{}`", file.display()))?;
    Ok((bytes.len(), program))
}

/// Prints what a program printed, where it printed it.
fn print(outcome: &Outcome) -> Result<()> {
    std::io::stdout().write_all(&outcome.stdout)?;
    std::io::stdout().flush()?;
    std::io::stderr().write_all(&outcome.stderr)?;
    Ok(())
}

fn show(title: &str, outcome: &Outcome) -> Result<()> {
    println!("--- output of {title} ---");
    print(outcome)?;
    if !outcome.stdout.is_empty() && !outcome.stdout.ends_with(b"\n") {
        println!();
    }
    println!("--- {} ---", outcome.ending);
    Ok(())
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn time(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    match micros {
        ..1e3 => format!("{micros:.1} µs"),
        1e3..1e6 => format!("{:.2} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}

fn dir(text: &str) -> Result<(PathBuf, String)> {
    let (host, guest) = text.split_once("::").unwrap_or((text, text));
    if host.is_empty() || guest.is_empty() {
        bail!("expected HOST::GUEST, or one folder for both");
    }
    Ok((host.into(), guest.into()))
}

fn variable(text: &str) -> Result<(String, String)> {
    let (name, value) = text.split_once('=').context("expected NAME=VALUE")?;
    Ok((name.into(), value.into()))
}
