//! Reads the process graphs under `tests/data`.
#![allow(dead_code)]

pub mod rig;

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
    parse(match name {
        "drip_12" => include_str!("../data/drip_12.ron"),
        "kettle_e_17" => include_str!("../data/kettle_e_17.ron"),
        "moka_3" => include_str!("../data/moka_3.ron"),
        "pod" => include_str!("../data/pod.ron"),
        "espresso" => include_str!("../data/espresso.ron"),
        other => panic!("tests/data holds no {other}.ron"),
    })
}
