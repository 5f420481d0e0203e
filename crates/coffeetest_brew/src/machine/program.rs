//! What never changes while a machine runs: its names, pipes, compiled guards and controller table.

use super::Machine;
use super::names::Names;
use super::var::Var;
use crate::comp::{ControlSpec, Plans};
use crate::spec::HeatTo;

/// All that is fixed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub names: Names,
    /// States of the controller, the first one at the start.
    pub states: Vec<String>,
    /// Names of the modes.
    pub modes: Vec<String>,
    pub rows: Vec<Row>,
    /// The controls as their data have them, whose positions are variables.
    pub controls: Vec<ControlSpec>,
    /// Heaters that heat a line.
    pub line_heaters: Vec<usize>,
    pub plans: Plans,
}

/// A compiled guard.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    True,
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Ge(Var, f64),
    Lt(Var, f64),
    Is(Var),
}

impl Test {
    pub fn holds(&self, m: &Machine) -> bool {
        match self {
            Test::True => true,
            Test::All(list) => list.iter().all(|t| t.holds(m)),
            Test::Any(list) => list.iter().any(|t| t.holds(m)),
            Test::Not(t) => !t.holds(m),
            Test::Ge(var, x) => var.read(m) >= *x,
            Test::Lt(var, x) => var.read(m) < *x,
            Test::Is(var) => var.read(m) != 0.0,
        }
    }
}

/// A compiled controller row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub state: usize,
    pub trigger: When,
    pub guard: Test,
    pub actions: Vec<Act>,
    pub next: usize,
}

/// A compiled trigger.
#[derive(Clone, Debug)]
pub(crate) enum When {
    /// A control came to a position, or was pressed.
    Event(usize, Event),
    /// A guard holds.
    Holds(Test),
    /// A timer has run out.
    After(usize),
}

/// What happened to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Moved(usize),
    Pressed,
    Released,
    Held,
}

/// A compiled action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Act {
    Heat(usize, HeatTo),
    Valve(usize, bool),
    Run(usize, bool),
    Start(usize),
    Add(usize, f64),
    Halt(usize),
    Inc(usize),
    Reset(usize),
    Tamp(usize),
    Mode(usize),
    Grind(usize, f64),
    Eject(usize, usize),
    Latch(usize, usize),
}

/// Where flow ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Store(usize),
    Bed(usize),
    Outlet(usize),
    Drain,
}

/// The way from a mover or bed to where its flow ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pipe {
    pub valves: Vec<usize>,
    pub end: End,
}

/// What is turned or slid by hand, and whose position something follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Joint(usize),
    Control(usize),
}
