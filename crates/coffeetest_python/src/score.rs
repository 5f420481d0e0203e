//! What an episode was worth, as a Python object.

use coffeetest_eval::task::score;
use pyo3::prelude::*;

use crate::json;

/// What an episode was worth.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct Score(pub score::Score);

#[pymethods]
impl Score {
    #[getter]
    fn score(&self) -> f64 {
        self.0.score
    }

    #[getter]
    fn success(&self) -> bool {
        self.0.success
    }

    #[getter]
    fn cup(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        json::to_python(py, &self.0.cup)
    }

    #[getter]
    fn household(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        json::to_python(py, &self.0.household)
    }

    #[getter]
    fn penalty(&self) -> f64 {
        self.0.penalty
    }

    #[getter]
    fn progress(&self) -> f64 {
        self.0.progress
    }

    #[getter]
    fn efficiency(&self) -> Option<f64> {
        self.0.efficiency
    }

    #[getter]
    fn honesty(&self) -> Option<f64> {
        self.0.honesty
    }

    #[getter]
    fn hard_fail(&self) -> Option<&str> {
        self.0.hard_fail.as_deref()
    }

    fn to_dict(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        json::to_python(py, &self.0)
    }

    fn __repr__(&self) -> String {
        let success = if self.0.success { "True" } else { "False" };
        format!("Score(score={:.1}, success={success}, progress={:.2})", self.0.score, self.0.progress)
    }
}
