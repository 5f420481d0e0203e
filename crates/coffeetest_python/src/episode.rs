//! One episode, as a Python object.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use coffeetest_eval::task::episode as task;
use coffeetest_eval::task::score::Ended;
use pyo3::prelude::*;

use crate::action;
use crate::error::OrRaise;
use crate::observation::{Observation, Outcome, Task};
use crate::score::Score;
use crate::{json, scenes};

/// One attempt at making coffee in one home. Other Python threads run while it simulates.
#[pyclass(frozen, module = "coffeetest")]
pub struct Episode(Mutex<task::Episode>);

impl Episode {
    fn lock(&self) -> MutexGuard<'_, task::Episode> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the episode while other Python threads run.
    fn apart<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut task::Episode) -> T + Send) -> T {
        py.detach(|| work(&mut self.lock()))
    }
}

#[pymethods]
impl Episode {
    #[new]
    #[pyo3(signature = (suite="first", index=0, seed=0, *, agent="unnamed", max_steps=None, max_invalid=None, scenes=None, key=None))]
    fn new(
        py: Python<'_>,
        suite: &str,
        index: u64,
        seed: u64,
        agent: &str,
        max_steps: Option<u64>,
        max_invalid: Option<u64>,
        scenes: Option<PathBuf>,
        key: Option<PathBuf>,
    ) -> PyResult<Episode> {
        let library = scenes::load_with_key(py, scenes.as_deref(), key.as_deref())?;
        let setup = task::Setup {
            agent: agent.to_owned(),
            max_steps: max_steps.unwrap_or(task::Setup::MAX_STEPS),
            max_invalid: max_invalid.unwrap_or(task::Setup::MAX_INVALID),
            ..task::Setup::new(suite, index, seed)
        };
        let episode = py.detach(|| task::Episode::new(&library, setup)).or_raise()?;
        Ok(Episode(Mutex::new(episode)))
    }

    fn reset(&self, py: Python<'_>) -> Observation {
        self.apart(py, |episode| Observation(episode.reset().clone()))
    }

    fn step(&self, py: Python<'_>, action: &Bound<'_, PyAny>) -> PyResult<StepResult> {
        let said = action::said(action)?;
        Ok(StepResult(self.apart(py, |episode| episode.step_said(&said))))
    }

    fn break_off(&self, py: Python<'_>) {
        self.apart(py, task::Episode::break_off);
    }

    #[getter]
    fn task(&self, py: Python<'_>) -> Task {
        self.apart(py, |episode| Task(episode.task().clone()))
    }

    #[getter]
    fn observation(&self, py: Python<'_>) -> Observation {
        self.apart(py, |episode| Observation(episode.observation().clone()))
    }

    #[getter]
    fn ended(&self, py: Python<'_>) -> Option<&'static str> {
        self.apart(py, |episode| episode.ended()).map(ended_name)
    }

    #[getter]
    fn score(&self, py: Python<'_>) -> Option<Score> {
        self.apart(py, |episode| episode.score().cloned()).map(Score)
    }

    #[getter]
    fn steps(&self, py: Python<'_>) -> u64 {
        self.apart(py, |episode| episode.counts().steps)
    }

    #[getter]
    fn invalid_actions(&self, py: Python<'_>) -> u64 {
        self.apart(py, |episode| episode.counts().invalid)
    }

    #[getter]
    fn failed_actions(&self, py: Python<'_>) -> u64 {
        self.apart(py, |episode| episode.counts().failed)
    }

    #[getter]
    fn tick(&self, py: Python<'_>) -> u64 {
        self.apart(py, |episode| episode.tick())
    }

    #[getter]
    fn time_s(&self, py: Python<'_>) -> f64 {
        self.apart(py, |episode| episode.elapsed_s())
    }

    #[getter]
    fn world_hash(&self, py: Python<'_>) -> String {
        self.apart(py, |episode| episode.world_hash().to_string())
    }

    fn record(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let record = self.apart(py, |episode| episode.record().cloned());
        record.map(|record| json::to_python(py, &record)).transpose()
    }

    fn trace(&self, py: Python<'_>) -> String {
        self.apart(py, |episode| episode.trace().to_json_lines())
    }

    fn save_trace(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let file = BufWriter::new(File::create(path)?);
        self.apart(py, |episode| episode.trace().write_to(file)).or_raise()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.apart(py, |episode| {
            let header = episode.header();
            let (suite, index, seed) = (&header.suite, header.episode, header.seed);
            format!("Episode({suite:?}, index={index}, seed={seed}, time_s={:.2})", episode.elapsed_s())
        })
    }
}

/// How an episode ended, as in its row.
pub fn ended_name(ended: Ended) -> &'static str {
    match ended {
        Ended::Done => "done",
        Ended::TimeLimit => "time_limit",
        Ended::StepLimit => "step_limit",
        Ended::BrokenOff => "broken_off",
    }
}

/// What came of one step.
#[pyclass(frozen, module = "coffeetest")]
pub struct StepResult(task::StepResult);

#[pymethods]
impl StepResult {
    #[getter]
    fn observation(&self) -> Observation {
        Observation(self.0.observation.clone())
    }

    #[getter]
    fn outcome(&self) -> Outcome {
        Outcome(self.0.outcome.clone())
    }

    #[getter]
    fn invalid(&self) -> bool {
        self.0.invalid
    }

    #[getter]
    fn ended(&self) -> Option<&'static str> {
        self.0.ended.map(ended_name)
    }

    #[getter]
    fn terminated(&self) -> bool {
        self.0.ended == Some(Ended::Done)
    }

    #[getter]
    fn truncated(&self) -> bool {
        self.0.ended.is_some_and(|ended| ended != Ended::Done)
    }

    fn __repr__(&self) -> String {
        format!("StepResult(outcome={:?}, ended={:?})", self.0.outcome.text, self.ended())
    }
}
