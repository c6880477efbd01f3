//! Times the calls of one component, as it is and fused, so that a change in the machine's speed meets both.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use cpu_time::ThreadTime;
use wasmtime::component::{Component, Linker, TypedFunc};
use wasmtime::{Engine, Store};

/// How many calls both forms make first, to compare what they return.
const CHECKED_CALLS: u32 = 1000;

/// How samples are taken.
#[derive(Copy, Clone)]
pub struct Sampling {
    /// How many of each form.
    pub samples: usize,
    /// How long one takes, more or less.
    pub length: Duration,
}

/// What a call costs, in nanoseconds, sorted; as many composed samples as fused ones.
pub struct Times {
    pub composed: Vec<f64>,
    pub fused: Vec<f64>,
}

/// A component of which `run` makes many calls from one instance to another.
struct Subject {
    store: Store<()>,
    run: TypedFunc<(u32, u32), (u32,)>,
    size: u32,
}

/// Measures both forms with values of `size`.
pub fn measure(
    engine: &Engine,
    composed: &[u8],
    fused: &[u8],
    size: u32,
    sampling: Sampling,
) -> Result<Times> {
    let mut composed =
        Subject::new(engine, composed, size).context("failed to prepare the composed component")?;
    let mut fused =
        Subject::new(engine, fused, size).context("failed to prepare the fused component")?;
    let (expected, found) = (composed.call(CHECKED_CALLS)?, fused.call(CHECKED_CALLS)?);
    ensure!(
        expected == found,
        "the checksums differ: composed {expected:#x}, fused {found:#x}"
    );

    let composed_calls = composed.calibrate(sampling.length)?;
    let fused_calls = fused.calibrate(sampling.length)?;
    let mut times = Times {
        composed: Vec::new(),
        fused: Vec::new(),
    };
    for _ in 0..sampling.samples {
        times.composed.push(composed.sample(composed_calls)?);
        times.fused.push(fused.sample(fused_calls)?);
    }
    times.composed.sort_unstable_by(f64::total_cmp);
    times.fused.sort_unstable_by(f64::total_cmp);
    Ok(times)
}

impl Times {
    /// The median of the composed samples.
    pub fn composed(&self) -> f64 {
        self.composed[self.composed.len() / 2]
    }

    /// The median of the fused samples.
    pub fn fused(&self) -> f64 {
        self.fused[self.fused.len() / 2]
    }

    /// How many times faster fused is.
    pub fn ratio(&self) -> f64 {
        self.composed() / self.fused()
    }
}

impl Subject {
    fn new(engine: &Engine, bytes: &[u8], size: u32) -> Result<Subject> {
        let component = Component::from_binary(engine, bytes)?;
        let mut store = Store::new(engine, ());
        let instance = Linker::new(engine).instantiate(&mut store, &component)?;
        let run = instance.get_typed_func(&mut store, "run")?;
        Ok(Subject { store, run, size })
    }

    fn call(&mut self, calls: u32) -> Result<u32> {
        let (checksum,) = self.run.call(&mut self.store, (calls, self.size))?;
        Ok(checksum)
    }

    /// Processor time, which a busy machine does not stretch as it does the time on the clock.
    fn time(&mut self, calls: u32) -> Result<Duration> {
        let start = ThreadTime::now();
        self.call(calls)?;
        Ok(start.elapsed())
    }

    /// Finds how many calls take `length`.
    fn calibrate(&mut self, length: Duration) -> Result<u32> {
        let mut calls = CHECKED_CALLS;
        loop {
            let time = self.time(calls)?;
            if time * 4 >= length {
                let calls = f64::from(calls) * length.as_secs_f64() / time.as_secs_f64();
                return Ok(calls as u32);
            }
            calls = calls
                .checked_mul(2)
                .context("a call takes no time at all")?;
        }
    }

    /// Nanoseconds a call, over so many calls.
    fn sample(&mut self, calls: u32) -> Result<f64> {
        Ok(self.time(calls)?.as_secs_f64() * 1e9 / f64::from(calls))
    }
}
