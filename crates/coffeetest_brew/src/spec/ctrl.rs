//! The controller: a table of transitions, with guards as a tree instead of an expression language.

use serde::{Deserialize, Serialize};

/// A condition on the variables `comp.var` of a machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Guard {
    /// Always.
    True,
    /// All hold.
    All(Vec<Guard>),
    /// One holds.
    Any(Vec<Guard>),
    /// Does not hold.
    Not(Box<Guard>),
    /// The variable is at least this.
    Ge(String, f64),
    /// The variable is below this.
    Lt(String, f64),
    /// The variable is not zero.
    Is(String),
}

/// One row: in this state, on this trigger, if the guard holds, act and go to the next state.
///
/// The first row's state is the one a machine starts in. Rows are tried in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CtrlRow(
    /// State.
    pub String,
    /// Trigger.
    pub Trigger,
    /// Guard.
    pub Guard,
    /// Actions.
    pub Vec<Action>,
    /// Next state.
    pub String,
);

/// What makes a row fire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// The control was moved to this position, or, springing back, was `pressed`, `released`, or `held` for its time.
    Event(String, String),
    /// This holds.
    When(Guard),
    /// The timer has run out.
    After(String),
}

/// What a row does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// Switches a heater.
    Heat(String, HeatTo),
    /// Opens a valve that has neither `opens_when` nor `opens_with`.
    Open(String),
    /// Shuts such a valve.
    Shut(String),
    /// Starts a timer from zero.
    Start(String),
    /// Adds this many seconds to a timer's limit, and starts it if it stands; `Start` sets the limit back.
    Add(String, f64),
    /// Stops a timer and sets it back to zero.
    Halt(String),
    /// Throws a control to a position.
    Latch(String, String),
    /// Runs a pump; its `moved_ml` counts from zero.
    Run(String),
    /// Stops a pump.
    Stop(String),
    /// Counts up.
    Inc(String),
    /// Sets a counter to zero.
    Reset(String),
    /// Sets the machine's mode, which guards read as `mode.NAME`.
    Mode(String),
    /// Runs a grinder for this long, s.
    Grind(String, f64),
    /// Presses the grounds of a bed together.
    Tamp(String),
    /// Throws what lies in a bed into a store.
    Eject(String, String),
}

/// What a heater is switched to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum HeatTo {
    /// On, under its thermostat.
    On,
    /// Off.
    Off,
    /// On, its thermostat set to this, °C: closes 2 K below and opens at it.
    Set(f64),
    /// On, at this share of its power, 0–1.
    Level(f64),
}
