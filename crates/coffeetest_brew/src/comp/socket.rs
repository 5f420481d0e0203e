//! Sockets: where plugs go.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, flag};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// A mains socket: a seat for one plug.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocketSpec {
    /// Voltage when its circuit is live, V.
    pub v: f64,
    /// Tags of the plugs that fit.
    #[serde(default = "flat_pins")]
    pub accepts: Vec<String>,
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

fn flat_pins() -> Vec<String> {
    vec!["plug_a".into()]
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

/// A socket in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SocketPlan {
    switch: Option<usize>,
}

impl Component for SocketSpec {
    type Plan = SocketPlan;
    type State = ();

    const VARS: &'static [(&'static str, Read)] =
        &[("live", |m, i| flag(m.inputs.sockets[i].live && m.is_socket_on(i)))];

    fn check(&self, c: &mut Check) {
        c.above("v", self.v);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<SocketPlan> {
        let switch = self.switch.as_ref().and_then(|s| b.kind(name, s, Kind::Control, "control"));
        Some(SocketPlan { switch })
    }

    fn state(&self, _: f64) {}
}

impl Machine {
    /// Whether a socket is switched on; one without a switch always is.
    pub fn is_socket_on(&self, index: usize) -> bool {
        self.socket_switch(index).is_none_or(|switch| self.is_switched_on(switch))
    }

    /// The control that switches a socket, if it has one.
    pub fn socket_switch(&self, index: usize) -> Option<usize> {
        self.program.plans.sockets[index].switch
    }
}
