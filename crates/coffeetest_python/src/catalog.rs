//! What there is: suites, agents, verbs, kinds and names of things.

use std::collections::BTreeSet;
use std::path::PathBuf;

use coffeetest_eval::agent::AGENTS;
use coffeetest_eval::task::action::VERBS;
use pyo3::prelude::*;

use crate::scenes;

/// Ids of the suites, sorted.
#[pyfunction]
#[pyo3(signature = (*, scenes=None))]
pub fn list_suites(py: Python<'_>, scenes: Option<PathBuf>) -> PyResult<Vec<String>> {
    Ok(scenes::load(py, scenes.as_deref())?.suites().map(|(id, _)| id.to_owned()).collect())
}

/// Names of the agents that come with the benchmark.
#[pyfunction]
pub fn list_agents() -> Vec<&'static str> {
    AGENTS.iter().map(|agent| agent.name).collect()
}

/// Every verb with how it is said and what it does.
#[pyfunction]
pub fn list_verbs() -> Vec<(&'static str, &'static str, &'static str)> {
    VERBS.iter().map(|verb| (verb.name, verb.usage, verb.purpose)).collect()
}

/// All nouns by which observations may call a thing or a part, sorted.
#[pyfunction]
#[pyo3(signature = (*, scenes=None))]
pub fn list_kinds(py: Python<'_>, scenes: Option<PathBuf>) -> PyResult<BTreeSet<String>> {
    let library = scenes::load(py, scenes.as_deref())?;
    let parts = library.things().flat_map(|(_, thing)| {
        thing.bodies.iter().map(|(name, body)| body.kind.clone().unwrap_or_else(|| name.clone()))
    });
    let things = library.things().map(|(_, thing)| thing.kind.clone());
    Ok(things.chain(parts).collect())
}

/// All names by which observations may call a thing or a part, in English and in Chinese, sorted.
#[pyfunction]
#[pyo3(signature = (*, scenes=None))]
pub fn list_names(py: Python<'_>, scenes: Option<PathBuf>) -> PyResult<BTreeSet<(String, String)>> {
    let library = scenes::load(py, scenes.as_deref())?;
    let parts = library.things().flat_map(|(_, thing)| thing.bodies.values().filter_map(|body| body.name.as_ref()));
    let things = library.things().map(|(_, thing)| &thing.name);
    Ok(things.chain(parts).map(|name| (name.en.clone(), name.zh.clone())).collect())
}
