//! What Python gives as an action: words, a mapping, or an object that knows its own JSON.

use coffeetest_eval::task::action::Action;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};

use crate::error::OrRaise;
use crate::json;

/// The action in words or in JSON. Whether it is one, the episode will say.
pub fn said(action: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = action.cast::<PyString>() {
        return text.extract();
    }
    if let Ok(mapping) = action.cast::<PyMapping>() {
        return json::from_python(mapping);
    }
    if let Ok(method) = action.getattr("to_json") {
        return method.call0()?.extract();
    }
    let kind = action.get_type().name()?;
    Err(PyTypeError::new_err(format!("an action is text, a mapping or a coffeetest.Action, not {kind}")))
}

/// Reads an action in English or in JSON and gives it as a mapping; raises `ActionError` if it is none.
#[pyfunction]
pub fn parse_action(py: Python<'_>, text: &str) -> PyResult<Py<PyAny>> {
    let action = if text.trim_start().starts_with('{') { Action::from_json(text) } else { Action::parse(text) };
    json::to_python(py, &action.or_raise()?)
}
