//! `coffeetest eval`: plays the episodes of a suite with an agent.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use coffeetest_eval::agent::{self, AgentEntry};
use coffeetest_eval::clock::{Stopwatch, stamp, unix_time_s};
use coffeetest_eval::folder::RunFolder;
use coffeetest_eval::host::cores;
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::play::Match;
use coffeetest_eval::task::episode::{Setup, scene_digest};
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::{run as runner, table};

use crate::fault::{Fault, plural};
use crate::progress::Progress;
use crate::scenes::{self, Given};

/// Exit code of a program that was interrupted, as shells give it.
const INTERRUPTED: u8 = 130;

/// Play the episodes of a suite with an agent, and report how it did.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The suite [default: first].
    #[arg(long, conflicts_with = "resume")]
    suite: Option<String>,
    /// The agent [default: reference].
    #[arg(long, conflicts_with = "resume")]
    agent: Option<String>,
    /// How many episodes [default: 20].
    #[arg(long, value_name = "N", conflicts_with = "resume", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    episodes: Option<u64>,
    /// Seed of the run: the same seed gives the same homes [default: 0].
    #[arg(long, conflicts_with = "resume")]
    seed: Option<u64>,
    /// Folder for the results [default: a new one in `runs`].
    #[arg(long, value_name = "DIR", conflicts_with = "resume")]
    out: Option<PathBuf>,
    /// Go on with the run in this folder.
    #[arg(long, value_name = "DIR")]
    resume: Option<PathBuf>,
    /// Episodes that are played at the same time [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=4096))]
    jobs: Option<u64>,
}

pub fn run(args: Args, given: &Given) -> Result<ExitCode, Fault> {
    let library = scenes::load(given)?;
    let mut folder = open(&args, &library)?;
    let plan = folder.manifest().plan.clone();
    let entry = agent::find(&plan.agent)?;
    let stop = stop_on_interrupt();
    let jobs = args.jobs.map_or_else(cores, |jobs| jobs as usize);
    let watch = Stopwatch::start();
    let mut progress = Progress::new(plan.episodes, folder.rows().values());
    let before = folder.rows().len();
    play(&mut folder, &library, entry, jobs, &stop, &mut progress)?;
    progress.finish();
    report(&folder, before, watch.elapsed_s());
    Ok(exit_code(&folder, &stop))
}

fn open(args: &Args, library: &Library) -> Result<RunFolder, Fault> {
    let scenes = scene_digest(library).to_string();
    if let Some(path) = &args.resume {
        let plan = Plan { scenes, ..RunFolder::open(path)?.manifest().plan.clone() };
        return Ok(RunFolder::resume(path, &Manifest::new(plan))?);
    }
    let suite = args.suite.clone().unwrap_or_else(|| "first".into());
    // A wrong name must leave no folder behind.
    library.staging(&suite, 0)?;
    let tasks = library.suite(&suite)?.task_names().map(str::to_owned).collect();
    let plan = Plan {
        suite,
        scenes,
        agent: args.agent.clone().unwrap_or_else(|| "reference".into()),
        seed: args.seed.unwrap_or(0),
        episodes: args.episodes.unwrap_or(20),
        max_steps: Setup::MAX_STEPS,
        tasks,
    };
    agent::find(&plan.agent)?;
    let path = args.out.clone().unwrap_or_else(|| fresh_folder(&plan));
    Ok(RunFolder::create(&path, Manifest::new(plan))?)
}

/// A folder that is not there yet.
fn fresh_folder(plan: &Plan) -> PathBuf {
    let name = format!("{}-{}-{}", stamp(unix_time_s()), plan.suite.replace('/', "-"), plan.agent);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut paths = std::iter::once(name.clone()).chain(numbered).map(|name| Path::new("runs").join(name));
    paths.find(|path| !path.exists()).unwrap_or_else(|| Path::new("runs").join(name))
}

/// A flag that Ctrl-C sets; a second Ctrl-C ends the program at once.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        eprintln!("\nstopping: finished episodes are kept (press Ctrl-C again to leave at once)");
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("coffeetest: Ctrl-C will not be caught: {error}");
    }
    stop
}

fn play(
    folder: &mut RunFolder,
    library: &Library,
    entry: &AgentEntry,
    jobs: usize,
    stop: &AtomicBool,
    progress: &mut Progress,
) -> Result<(), Fault> {
    let plan = folder.manifest().plan.clone();
    let player = || (entry.make)(plan.seed);
    let game = Match { library, plan: &plan, player: &player, folder: folder.path().to_owned() };
    let blank = |episode| game.blank(episode);
    runner::run(folder, jobs, stop, |episode| game.play(episode, stop), blank, |row| progress.add(row))?;
    Ok(())
}

fn report(folder: &RunFolder, before: usize, wall_s: f64) {
    let plan = &folder.manifest().plan;
    let rows = folder.rows();
    let played = rows.len() - before;
    let title = format!("suite {}, agent {}, seed {}", plan.suite, plan.agent, plan.seed);
    println!("{}", table::render(&title, rows.values()));
    let kept = if before > 0 { format!(" ({before} were there before)") } else { String::new() };
    println!("{played} episode{} played in {wall_s:.1} s{kept}", plural(played));
    println!("results in {}", folder.path().display());
    let missing = plan.episodes.saturating_sub(rows.len() as u64);
    if missing > 0 {
        println!("{missing} of {} not played; go on with", plan.episodes);
        println!("  coffeetest eval --resume {}", folder.path().display());
    }
}

fn exit_code(folder: &RunFolder, stop: &AtomicBool) -> ExitCode {
    let unfinished = (folder.rows().len() as u64) < folder.manifest().plan.episodes;
    if unfinished && stop.load(Ordering::Relaxed) {
        ExitCode::from(INTERRUPTED)
    } else if folder.rows().values().any(|row| row.error.is_some()) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
