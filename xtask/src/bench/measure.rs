//! Time and peak memory of programs that are run several times in turn.

use crate::child;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// A program under measurement.
pub struct Candidate {
    /// Its row in the table.
    pub label: &'static str,
    /// What is run.
    pub command: Command,
}

/// The median run of a program.
pub struct Measured {
    /// Its row in the table.
    pub label: &'static str,
    /// Median wall time.
    pub wall: Duration,
    /// Median time on a processor, which says more on a busy machine.
    pub cpu: Duration,
    /// Median peak resident memory in bytes.
    pub peak: u64,
}

/// Runs every candidate `runs` times, interleaved so that all meet the same machine, after one
/// run each that is not counted.
pub fn measure(candidates: &mut [Candidate], runs: usize) -> Result<Vec<Measured>> {
    if runs == 0 {
        bail!("a measurement needs at least one run");
    }
    // This run also shows what a program says if it fails.
    for candidate in candidates.iter_mut() {
        child::stdout(&mut candidate.command)?;
    }
    let mut samples = vec![Vec::new(); candidates.len()];
    for _ in 0..runs {
        for (candidate, samples) in candidates.iter_mut().zip(&mut samples) {
            samples.push(run_once(&mut candidate.command)?);
        }
    }
    let rows = candidates.iter().zip(samples);
    Ok(rows
        .map(|(candidate, samples)| Measured {
            label: candidate.label,
            wall: median(samples.iter().map(|sample| sample.wall)),
            cpu: median(samples.iter().map(|sample| sample.cpu)),
            peak: median(samples.iter().map(|sample| sample.peak)),
        })
        .collect())
}

/// What one run used.
#[derive(Clone)]
struct Sample {
    wall: Duration,
    cpu: Duration,
    peak: u64,
}

fn run_once(command: &mut Command) -> Result<Sample> {
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let child = command
        .spawn()
        .with_context(|| format!("failed to start `{}`", child::name(command)))?;
    let used = child.wait4().context("failed to wait for a program")?;
    let wall = start.elapsed();
    if !used.status.success() {
        bail!("`{}` failed ({})", child::name(command), used.status);
    }
    Ok(Sample {
        wall,
        cpu: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
    })
}

/// The middle one, or the lower of the two middle ones.
fn median<T: Ord>(samples: impl Iterator<Item = T>) -> T {
    let mut samples: Vec<T> = samples.collect();
    samples.sort();
    let middle = (samples.len() - 1) / 2;
    samples.swap_remove(middle)
}
