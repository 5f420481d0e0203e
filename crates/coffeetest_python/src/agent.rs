//! An agent written in Python, as the runner sees it.

use std::sync::Arc;

use coffeetest_eval::agent::{Act, Agent, AgentError};
use coffeetest_eval::task::observation::{Observation, TaskInfo};
use pyo3::prelude::*;

use crate::action;
use crate::observation;

/// Makes an agent for an episode: a Python callable without arguments.
pub type Factory = Arc<Py<PyAny>>;

/// An agent written in Python. It is made when its episode begins, on the thread that it acts on.
pub struct PythonAgent {
    factory: Factory,
    agent: Option<Py<PyAny>>,
}

impl PythonAgent {
    /// An agent that is still to be made.
    pub fn new(factory: Factory) -> PythonAgent {
        PythonAgent { factory, agent: None }
    }
}

impl Agent for PythonAgent {
    fn reset(&mut self, task: &TaskInfo) -> Result<(), AgentError> {
        Python::attach(|py| {
            let agent = self.factory.call0(py)?;
            agent.call_method1(py, "reset", (observation::Task(task.clone()),))?;
            self.agent = Some(agent);
            Ok(())
        })
        .map_err(failed)
    }

    fn act(&mut self, observation: &Observation) -> Result<Act, AgentError> {
        let Some(agent) = &self.agent else {
            return Err(AgentError::Failed("the agent was not told that an episode begins".into()));
        };
        Python::attach(|py| {
            let answer = agent.call_method1(py, "act", (observation::Observation(observation.clone()),))?;
            action::said(answer.bind(py)).map(Act::Said)
        })
        .map_err(failed)
    }
}

/// What an exception said: its type, its words, and where it was raised.
fn failed(error: PyErr) -> AgentError {
    Python::attach(|py| {
        let place = error.traceback(py).and_then(|traceback| last_line(&traceback).ok());
        let place = place.map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
        AgentError::Failed(format!("{error}{place}"))
    })
}

/// File and line of the innermost frame.
fn last_line(traceback: &Bound<'_, pyo3::types::PyTraceback>) -> PyResult<(String, u64)> {
    let mut at = traceback.clone().into_any();
    loop {
        let next = at.getattr("tb_next")?;
        if next.is_none() {
            break;
        }
        at = next;
    }
    let file: String = at.getattr("tb_frame")?.getattr("f_code")?.getattr("co_filename")?.extract()?;
    let name = std::path::Path::new(&file).file_name().map_or(file.clone(), |name| name.to_string_lossy().into_owned());
    Ok((name, at.getattr("tb_lineno")?.extract()?))
}
