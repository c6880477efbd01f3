//! Work on every processor at once.

use std::num::NonZero;

/// The least weight that is worth a thread.
const MIN_SHARE: usize = 64 * 1024;

/// The most threads: beyond these the rest of the work is what takes the time.
const MAX_THREADS: usize = 8;

/// Splits `items` into runs of about the same weight and gives what `work` makes of each run, in the order of the items.
pub fn in_runs<T: Send, R: Send>(
    items: Vec<T>,
    weight: impl Fn(&T) -> usize,
    work: impl Fn(Vec<T>) -> R + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let total: usize = items.iter().map(&weight).sum();
    let share = (total / threads.min(MAX_THREADS) + 1).max(MIN_SHARE);
    let mut runs = vec![Vec::new()];
    let mut size = 0;
    for item in items {
        if size >= share {
            runs.push(Vec::new());
            size = 0;
        }
        size += weight(&item);
        runs.last_mut().expect("one run at least").push(item);
    }
    if runs.len() == 1 {
        return runs.into_iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let start = |run| {
            let work = &work;
            scope.spawn(move || work(run))
        };
        let workers: Vec<_> = runs.into_iter().map(start).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, R>| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(join).collect()
    })
}
