//! `coffeetest replay`: simulates traces again and compares every hash.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coffeetest_eval::clock::Stopwatch;
use coffeetest_eval::task::replay;
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::trace::Trace;
use coffeetest_eval::task::world::sim::TICK_S;

use crate::fault::{Fault, plural};
use crate::scenes::{self, Given};

/// Simulate recorded episodes again, and compare every hash.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Traces, as in the folder `traces` of a run.
    #[arg(required = true, value_name = "TRACE")]
    traces: Vec<PathBuf>,
}

pub fn run(args: Args, given: &Given) -> Result<ExitCode, Fault> {
    let library = scenes::load(given)?;
    let mut failed = 0;
    for path in &args.traces {
        match check(&library, path) {
            Ok(line) => println!("{}: {line}", path.display()),
            Err(why) => {
                failed += 1;
                eprintln!("{}: {why}", path.display());
            }
        }
    }
    if args.traces.len() > 1 {
        let n = args.traces.len();
        println!("{} of {n} trace{} replayed to the last bit", n - failed, plural(n));
    }
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What to say of a trace: how much of it agreed, or why it did not.
fn check(library: &Library, path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let trace = Trace::read(BufReader::new(file)).map_err(|error| error.to_string())?;
    let watch = Stopwatch::start();
    let report = replay(library, &trace).map_err(|error| error.to_string())?;
    if let Some(difference) = report.differs {
        let version = &trace.header.version;
        let by =
            if version == env!("CARGO_PKG_VERSION") { String::new() } else { format!(" (made by version {version})") };
        return Err(format!("{difference}{by}"));
    }
    Ok(format!(
        "the same: {} step{}, {:.1} min simulated in {:.1} s, {} hashes agree",
        report.steps,
        plural(report.steps),
        report.ticks as f64 * TICK_S / 60.0,
        watch.elapsed_s(),
        report.agreed
    ))
}
