//! A pool of worker threads that pull numbered jobs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::agent::words;

/// What came of a job: its result, or the words of its panic.
pub type JobResult<T> = Result<T, String>;

/// Does every job on one of `workers` threads and hands each result to `finished` on this thread, in the order in
/// which they finish. A job that panics harms no other. Once `stop` is set no job is begun; a job may also watch it
/// and give `None`, and is then not handed over. If `finished` fails, the rest is dropped and its error returned.
pub fn run<T: Send, E>(
    jobs: &[u64],
    workers: usize,
    stop: &AtomicBool,
    work: impl Fn(u64) -> Option<T> + Sync,
    mut finished: impl FnMut(u64, JobResult<T>) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers.clamp(1, jobs.len().max(1)) {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let result = match catch_unwind(AssertUnwindSafe(|| work(*job))) {
                        Ok(Some(value)) => Ok(value),
                        Ok(None) => continue,
                        Err(panic) => Err(words(panic.as_ref())),
                    };
                    if send.send((*job, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (job, result) in receive {
            if let Err(error) = finished(job, result) {
                stop.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use super::*;

    fn collect(workers: usize, work: impl Fn(u64) -> Option<u64> + Sync) -> BTreeMap<u64, JobResult<u64>> {
        let jobs: Vec<u64> = (0..50).collect();
        let mut results = BTreeMap::new();
        let stop = AtomicBool::new(false);
        let done: Result<(), Infallible> = run(&jobs, workers, &stop, work, |job, result| {
            assert!(results.insert(job, result).is_none(), "job {job} was done twice");
            Ok(())
        });
        assert!(done.is_ok());
        results
    }

    #[test]
    fn every_job_is_done_once_whatever_the_number_of_workers() {
        for workers in [0, 1, 2, 7, 100] {
            let results = collect(workers, |job| Some(job * job));
            assert_eq!(results.len(), 50);
            assert!(results.iter().all(|(job, result)| *result == Ok(job * job)));
        }
    }

    #[test]
    fn a_panic_costs_its_own_job_only() {
        let results = collect(3, |job| if job == 20 { panic!("job {job} fell over") } else { Some(job) });
        assert_eq!(results.len(), 50);
        assert_eq!(results[&20], Err("panicked: job 20 fell over".to_owned()));
        assert_eq!(results.values().filter(|result| result.is_ok()).count(), 49);
    }

    #[test]
    fn a_stop_keeps_what_is_finished_and_begins_nothing_new() {
        let jobs: Vec<u64> = (0..50).collect();
        let stop = AtomicBool::new(false);
        let mut finished = Vec::new();
        let work = |job| {
            if job == 10 {
                stop.store(true, Ordering::Relaxed);
                return None;
            }
            Some(job)
        };
        let done: Result<(), Infallible> = run(&jobs, 1, &stop, work, |job, _| {
            finished.push(job);
            Ok(())
        });
        assert!(done.is_ok());
        assert_eq!(finished, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn a_disk_that_is_full_ends_the_run() {
        let jobs: Vec<u64> = (0..1000).collect();
        let stop = AtomicBool::new(false);
        let done = run(&jobs, 2, &stop, Some, |job, _| if job > 3 { Err("the disk is full") } else { Ok(()) });
        assert_eq!(done, Err("the disk is full"));
        assert!(stop.load(Ordering::Relaxed));
    }
}
