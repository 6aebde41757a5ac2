//! The units of a simulation shared out among threads: each takes what is next to do.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use engine::simulate::{Plan, Tally};

/// As many as there are cores.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Runs every unit on so many threads. `progress` hears of each unit that is done.
pub fn run(plan: &Plan, threads: usize, mut progress: impl FnMut(&Tally)) -> Vec<Tally> {
    let next = AtomicUsize::new(0);
    let (done, tallies) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, plan.units()) {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= plan.units() || done.send(plan.run(number)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        tallies.iter().inspect(|tally| progress(tally)).collect()
    })
}
