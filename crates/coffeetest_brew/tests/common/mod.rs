//! Reads the process graphs under `tests/data`.
#![allow(dead_code)]

use std::collections::BTreeMap;

use coffeetest_brew::spec::{Comp, CtrlRow};
use serde::Deserialize;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graph {
    pub comps: BTreeMap<String, Comp>,
    pub links: Vec<(String, String)>,
    pub ctrl: Vec<CtrlRow>,
}

/// Parses a graph as scenes do.
pub fn parse(text: &str) -> Graph {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .unwrap_or_else(|e| panic!("{e}"))
}

/// The named graph of `tests/data`.
pub fn graph(name: &str) -> Graph {
    let path = format!("{}/tests/data/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")))
}
