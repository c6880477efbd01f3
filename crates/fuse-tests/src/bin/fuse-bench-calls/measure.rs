//! Times the calls of one component, as it is and fused, so that a change in the machine's speed meets both.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use cpu_time::ThreadTime;
use tokio::runtime::{Builder, Runtime};
use wasmtime::component::{Component, InstancePre, Linker, TypedFunc};
use wasmtime::{Engine, Store};

use crate::rows::Row;

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

/// What one of what the row counts costs, in nanoseconds, sorted; as many composed samples as fused ones.
pub struct Times {
    pub composed: Vec<f64>,
    pub fused: Vec<f64>,
}

/// A component whose `run` makes many calls from one instance to another.
struct Program<'a> {
    engine: &'a Engine,
    instance: InstancePre<()>,
    runtime: Runtime,
    size: u32,
    /// How many calls are made in one store at most.
    most: Option<u32>,
}

/// A fresh instance of it, in a store of its own.
struct Subject<'a> {
    program: &'a Program<'a>,
    store: Store<()>,
    run: TypedFunc<(u32, u32), (u32,)>,
    /// What the first calls returned.
    checksum: u32,
}

/// Measures both forms of `row`.
pub fn measure(
    engine: &Engine,
    composed: &[u8],
    fused: &[u8],
    row: &Row,
    sampling: Sampling,
) -> Result<Times> {
    let composed = Program::new(engine, composed, row.size, row.most)
        .context("failed to prepare the composed component")?;
    let fused = Program::new(engine, fused, row.size, None)
        .context("failed to prepare the fused component")?;
    let expected = composed
        .subject()
        .context("failed to call the composed component")?
        .checksum;
    let found = fused
        .subject()
        .context("failed to call the fused component")?
        .checksum;
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
    let each = f64::from(row.each);
    for _ in 0..sampling.samples {
        times.composed.push(composed.sample(composed_calls)? / each);
        times.fused.push(fused.sample(fused_calls)? / each);
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

impl<'a> Program<'a> {
    fn new(engine: &'a Engine, bytes: &[u8], size: u32, most: Option<u32>) -> Result<Program<'a>> {
        let component = Component::from_binary(engine, bytes)?;
        Ok(Program {
            engine,
            instance: Linker::new(engine).instantiate_pre(&component)?,
            runtime: Builder::new_current_thread().build()?,
            size,
            most,
        })
    }

    /// An instance that has made a few calls, so that all that one call needs is there.
    fn subject(&self) -> Result<Subject<'_>> {
        let mut store = Store::new(self.engine, ());
        let (run, checksum) = self.runtime.block_on(async {
            let instance = self.instance.instantiate_async(&mut store).await?;
            let run = instance.get_typed_func::<(u32, u32), (u32,)>(&mut store, "run")?;
            let (checksum,) = run
                .call_async(&mut store, (CHECKED_CALLS, self.size))
                .await?;
            anyhow::Ok((run, checksum))
        })?;
        Ok(Subject {
            program: self,
            store,
            run,
            checksum,
        })
    }

    /// Finds how many calls take `length`, or as many as there may be.
    fn calibrate(&self, length: Duration) -> Result<u32> {
        let most = |calls: u32| self.most.map_or(calls, |most| most.min(calls));
        let mut calls = most(CHECKED_CALLS);
        loop {
            let time = self.subject()?.time(calls)?;
            if time * 4 >= length {
                let fitting = f64::from(calls) * length.as_secs_f64() / time.as_secs_f64();
                return Ok(most((fitting as u32).max(1)));
            }
            let more = most(
                calls
                    .checked_mul(2)
                    .context("a call takes no time at all")?,
            );
            if more == calls {
                return Ok(calls);
            }
            calls = more;
        }
    }

    /// Nanoseconds a call, over so many calls.
    fn sample(&self, calls: u32) -> Result<f64> {
        Ok(self.subject()?.time(calls)?.as_secs_f64() * 1e9 / f64::from(calls))
    }
}

impl Subject<'_> {
    /// Processor time, which a busy machine does not stretch as it does the time on the clock.
    fn time(mut self, calls: u32) -> Result<Duration> {
        let call = self
            .run
            .call_async(&mut self.store, (calls, self.program.size));
        let start = ThreadTime::now();
        self.program.runtime.block_on(call)?;
        Ok(start.elapsed())
    }
}
