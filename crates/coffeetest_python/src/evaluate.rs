//! A run with an agent written in Python, or with one by name.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use coffeetest_eval::agent::{self, Player};
use coffeetest_eval::folder::{FolderError, RunFolder};
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::play::Match;
use coffeetest_eval::row::Row;
use coffeetest_eval::task::episode::{Setup, scene_digest};
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::{run, table};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::agent::{Factory, PythonAgent};
use crate::error::OrRaise;
use crate::{json, scenes};

/// How often Python is asked whether somebody pressed Ctrl-C.
const ASK_EVERY: Duration = Duration::from_millis(50);
/// How long an interrupted run may take to come to rest before it is left behind.
const REST_WITHIN: Duration = Duration::from_secs(2);

/// Plays the episodes that are missing in a run folder; gives all its rows, and the table of them.
///
/// `agent` is a callable that makes an agent for an episode, or `None` for the built-in agent `name`. What is not given
/// is as in the run that is resumed, or as on the command line.
#[pyfunction]
#[pyo3(signature = (agent, name, *, suite, episodes, seed, jobs, out, resume, act_timeout_s, max_steps, scenes, key, on_episode))]
pub fn evaluate(
    py: Python<'_>,
    agent: Option<Py<PyAny>>,
    name: String,
    suite: Option<String>,
    episodes: Option<u64>,
    seed: Option<u64>,
    jobs: usize,
    out: PathBuf,
    resume: bool,
    act_timeout_s: Option<f64>,
    max_steps: Option<u64>,
    scenes: Option<PathBuf>,
    key: Option<PathBuf>,
    on_episode: Option<Py<PyAny>>,
) -> PyResult<(Py<PyAny>, String)> {
    let library = scenes::load_with_key(py, scenes.as_deref(), key.as_deref())?;
    let before = if resume { Some(RunFolder::open(&out).or_raise()?.manifest().plan.clone()) } else { None };
    let before = before.as_ref();
    let suite = suite.or(before.map(|plan| plan.suite.clone())).unwrap_or_else(|| "first".into());
    library.staging(&suite, 0).or_raise()?;
    let tasks = library.suite(&suite).or_raise()?.task_names().map(str::to_owned).collect();
    let plan = Plan {
        suite,
        scenes: scene_digest(&library).to_string(),
        agent: name,
        seed: seed.or(before.map(|plan| plan.seed)).unwrap_or(0),
        episodes: episodes.or(before.map(|plan| plan.episodes)).unwrap_or(20),
        max_steps: max_steps.or(before.map(|plan| plan.max_steps)).unwrap_or(Setup::MAX_STEPS),
        tasks,
    };
    let player = player(agent, &plan, act_timeout_s)?;
    let manifest = Manifest::new(plan);
    let folder = if resume { RunFolder::resume(&out, &manifest) } else { RunFolder::create(&out, manifest) };
    let folder = watch(py, start(folder.or_raise()?, library, jobs, player), on_episode.as_ref())?.or_raise()?;
    let rows: Vec<&Row> = folder.rows().values().collect();
    let plan = &folder.manifest().plan;
    let title = format!("suite {}, agent {}, seed {}", plan.suite, plan.agent, plan.seed);
    Ok((json::to_python(py, &rows)?, table::render(&title, rows)))
}

/// Makes a player for an episode.
type MakePlayer = Box<dyn Fn() -> Player + Send + Sync>;

fn player(agent: Option<Py<PyAny>>, plan: &Plan, limit_s: Option<f64>) -> PyResult<MakePlayer> {
    let Some(agent) = agent else {
        let (entry, seed) = (agent::find(&plan.agent).or_raise()?, plan.seed);
        return Ok(Box::new(move || (entry.make)(seed)));
    };
    let factory: Factory = Arc::new(agent);
    let limit = limit_s.map(Duration::try_from_secs_f64).transpose();
    let limit = limit.map_err(|error| PyValueError::new_err(format!("act_timeout_s: {error}")))?;
    Ok(Box::new(move || Player::observing(PythonAgent::new(factory.clone())).limited(limit)))
}

/// A run on a thread of its own.
struct Running {
    stop: Arc<AtomicBool>,
    news: Receiver<News>,
}

enum News {
    Finished(Box<Row>),
    Over(Box<Result<RunFolder, FolderError>>),
}

impl Running {
    /// What it says next; other Python threads run meanwhile.
    fn next(&mut self, py: Python<'_>, within: Duration) -> Result<News, RecvTimeoutError> {
        let news = &mut self.news;
        py.detach(move || news.recv_timeout(within))
    }
}

fn start(mut folder: RunFolder, library: Arc<Library>, jobs: usize, player: MakePlayer) -> Running {
    let stop = Arc::new(AtomicBool::new(false));
    let (send, news) = channel();
    let stopped = stop.clone();
    std::thread::spawn(move || {
        let plan = folder.manifest().plan.clone();
        let game = Match { library: &library, plan: &plan, player: &*player, folder: folder.path().to_owned() };
        let play = |episode| game.play(episode, &stopped);
        // Nobody listens any more once the caller has left; the run itself goes on to its end.
        let tell = |row: &Row| drop(send.send(News::Finished(Box::new(row.clone()))));
        let over = run::run(&mut folder, jobs, &stopped, play, |episode| game.blank(episode), tell);
        drop(send.send(News::Over(Box::new(over.map(|()| folder)))));
    });
    Running { stop, news }
}

/// Waits until the run is over. Ctrl-C stops it, and an exception from `on_episode` too; finished episodes are kept.
fn watch(
    py: Python<'_>,
    mut running: Running,
    on_episode: Option<&Py<PyAny>>,
) -> PyResult<Result<RunFolder, FolderError>> {
    loop {
        let heard = match running.next(py, ASK_EVERY) {
            Ok(News::Over(folder)) => return Ok(*folder),
            Ok(News::Finished(row)) => tell(py, on_episode, &row),
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => return Err(PyRuntimeError::new_err("the run's thread has ended")),
        };
        if let Err(error) = heard.and_then(|()| py.check_signals()) {
            running.stop.store(true, Ordering::Relaxed);
            while let Ok(News::Finished(_)) = running.next(py, REST_WITHIN) {}
            return Err(error);
        }
    }
}

fn tell(py: Python<'_>, on_episode: Option<&Py<PyAny>>, row: &Row) -> PyResult<()> {
    match on_episode {
        Some(call) => call.call1(py, (json::to_python(py, row)?,)).map(drop),
        None => Ok(()),
    }
}
