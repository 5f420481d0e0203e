//! Simulating a trace again.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use coffeetest_eval::task::replay as task;
use coffeetest_eval::task::trace::Trace;
use coffeetest_eval::task::world::sim::TICK_S;
use pyo3::prelude::*;

use crate::error::OrRaise;
use crate::scenes;

/// Simulates the trace in a file again and compares every hash, every outcome, the record and the score.
#[pyfunction]
#[pyo3(signature = (path, *, scenes=None, key=None))]
pub fn replay(py: Python<'_>, path: PathBuf, scenes: Option<PathBuf>, key: Option<PathBuf>) -> PyResult<ReplayReport> {
    let library = scenes::load_with_key(py, scenes.as_deref(), key.as_deref())?;
    let file = BufReader::new(File::open(path)?);
    py.detach(|| Trace::read(file)).or_raise().and_then(|trace| {
        let report = py.detach(|| task::replay(&library, &trace)).or_raise()?;
        Ok(ReplayReport(report))
    })
}

/// What came of a replay.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct ReplayReport(task::ReplayReport);

#[pymethods]
impl ReplayReport {
    #[getter]
    fn same(&self) -> bool {
        self.0.differs.is_none()
    }

    #[getter]
    fn difference(&self) -> Option<String> {
        self.0.differs.as_ref().map(ToString::to_string)
    }

    #[getter]
    fn steps(&self) -> usize {
        self.0.steps
    }

    #[getter]
    fn hashes(&self) -> usize {
        self.0.agreed
    }

    #[getter]
    fn time_s(&self) -> f64 {
        self.0.ticks as f64 * TICK_S
    }

    fn __bool__(&self) -> bool {
        self.same()
    }

    fn __repr__(&self) -> String {
        let same = if self.same() { "True" } else { "False" };
        format!("ReplayReport(same={same}, steps={}, hashes={})", self.0.steps, self.0.agreed)
    }
}
