//! The Python module `coffeetest._core`: a thin layer of newtypes over the benchmark.

use pyo3::prelude::*;

mod action;
mod agent;
mod catalog;
mod episode;
mod error;
mod evaluate;
mod json;
mod observation;
mod replay;
mod scenes;
mod score;

#[pymodule]
mod _core {
    use super::*;

    #[pymodule_export]
    use super::action::parse_action;
    #[pymodule_export]
    use super::catalog::{list_agents, list_kinds, list_names, list_suites, list_verbs};
    #[pymodule_export]
    use super::episode::{Episode, StepResult};
    #[pymodule_export]
    use super::error::{
        ActionError, CoffeetestError, EpisodeError, KeyFileError, RunFolderError, SceneError, TraceError,
        UnknownNameError,
    };
    #[pymodule_export]
    use super::evaluate::evaluate;
    #[pymodule_export]
    use super::observation::{BodyState, HeardSound, Observation, Outcome, SeenThing, Task};
    #[pymodule_export]
    use super::replay::{ReplayReport, replay};
    #[pymodule_export]
    use super::score::Score;

    #[pymodule_export]
    const ACTION_SCHEMA: &str = coffeetest_eval::task::action::ACTION_SCHEMA;
    #[pymodule_export]
    const EPISODE_SCHEMA: &str = coffeetest_eval::row::ROW_SCHEMA;
    #[pymodule_export]
    const TICK_S: f64 = coffeetest_eval::task::world::sim::TICK_S;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
