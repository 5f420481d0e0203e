//! What never changes while a machine runs: its names, pipes, compiled guards and controller table.

use super::Machine;
use super::names::Names;
use super::var::Var;
use crate::spec::{ControlSpec, MoverKind, Normally, Pattern};

/// All that is fixed.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub names: Names,
    /// States of the controller, the first one at the start.
    pub states: Vec<String>,
    pub rows: Vec<Row>,
    pub controls: Vec<ControlSpec>,
    pub heaters: Vec<Into>,
    pub movers: Vec<MoverPlan>,
    pub valves: Vec<ValvePlan>,
    pub beds: Vec<BedPlan>,
    pub outlets: Vec<Option<Test>>,
    pub indicators: Vec<IndicatorPlan>,
    /// Ranges of the joints.
    pub joints: Vec<(f64, f64)>,
    /// Limits of the timers, s.
    pub timers: Vec<f64>,
    /// Highest marks of the stores, ml.
    pub max_ml: Vec<f64>,
    /// Lids of the stores.
    pub lids: Vec<Option<Lid>>,
}

/// A compiled guard.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
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
pub(super) struct Row {
    pub state: usize,
    pub trigger: When,
    pub guard: Test,
    pub actions: Vec<Act>,
    pub next: usize,
}

/// A compiled trigger.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// A control came to a position, or was pressed.
    Event(usize, Event),
    /// A guard holds.
    Holds(Test),
    /// A timer has run out.
    After(usize),
}

/// What happened to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Moved(usize),
    Pressed,
}

/// A compiled action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Heat(usize, bool),
    Valve(usize, bool),
    Start(usize),
    Latch(usize, usize),
}

/// What a heater heats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Into {
    Store(usize),
    Line,
    Seat(usize),
}

/// Where flow ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Store(usize),
    Bed(usize),
    Outlet(usize),
    Drain,
}

/// The way from a mover or bed to where its flow ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pipe {
    pub valves: Vec<usize>,
    pub end: End,
}

/// A mover with its way.
#[derive(Clone, Debug)]
pub(super) struct MoverPlan {
    pub kind: MoverKind,
    /// The store it draws from; none for the mains.
    pub from: Option<usize>,
    /// The heater that drives it.
    pub heater: Option<usize>,
    pub pipe: Pipe,
}

/// A bed with its way.
#[derive(Clone, Debug)]
pub(super) struct BedPlan {
    pub slot: usize,
    pub pipe: Pipe,
    /// The store that takes what runs over; none for the outside.
    pub overflow: Option<usize>,
    pub seat: Option<usize>,
}

/// How a valve opens.
#[derive(Clone, Debug)]
pub(super) struct ValvePlan {
    pub cv_m3_s: f64,
    pub normally: Normally,
    pub drive: Drive,
}

/// What opens a valve.
#[derive(Clone, Debug)]
pub(super) enum Drive {
    /// A guard.
    Guard(Test),
    /// A joint's position.
    Joint(usize),
    /// The controller.
    Command,
}

/// A compiled indicator.
#[derive(Clone, Debug)]
pub(super) struct IndicatorPlan {
    pub rules: Vec<(Test, Pattern)>,
    /// The store seen through it.
    pub window: Option<usize>,
}

/// What lids a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lid {
    Joint(usize),
    Seat(usize),
}
