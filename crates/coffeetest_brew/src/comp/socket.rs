//! Sockets: where plugs go.

use serde::{Deserialize, Serialize};

use super::{Component, Read, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// A mains socket: a seat for one plug.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocketSpec {
    /// Voltage when its circuit is live, V.
    pub v: f64,
    /// The `Control` on it whose last position switches it on, if it has one.
    #[serde(default)]
    pub switch: Option<String>,
    /// How far from its place a plug still goes in, mm.
    #[serde(default = "socket_tol_mm")]
    pub tol_mm: f64,
    /// How far turned a plug still goes in, degrees.
    #[serde(default = "socket_tol_deg")]
    pub tol_deg: f64,
    /// Force that pushes a plug in, N (20–60).
    #[serde(default = "socket_insert_n")]
    pub insert_n: f64,
    /// Force that pulls it out, N (15–50).
    #[serde(default = "socket_retain_n")]
    pub retain_n: f64,
}

fn socket_tol_mm() -> f64 {
    5.0
}

fn socket_tol_deg() -> f64 {
    10.0
}

fn socket_insert_n() -> f64 {
    30.0
}

fn socket_retain_n() -> f64 {
    20.0
}

impl Component for SocketSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] = &[("live", |m, i| flag(m.inputs.sockets[i].live))];

    fn check(&self, c: &mut Check) {
        c.above("v", self.v);
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<()> {
        Some(())
    }

    fn state(&self, _: f64) {}
}
