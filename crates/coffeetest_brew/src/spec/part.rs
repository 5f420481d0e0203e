//! Parts that hands touch: controls, joints, seats, plugs and sockets.

use serde::{Deserialize, Serialize};

use super::Guard;

/// What is printed on a part, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// What a finger operates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlSpec {
    /// How it moves.
    pub class: ControlClass,
    /// Travel, mm (degrees for levers and rotary ones).
    pub travel: f64,
    /// Force that operates it, N (N·m for rotary ones).
    pub force: f64,
    /// Its positions by name, the resting one first. One that springs back has a single position.
    pub states: Vec<String>,
    /// What is printed on it.
    #[serde(default)]
    pub labels: Label,
    /// While this holds it is locked: it moves, and does nothing.
    #[serde(default)]
    pub lock: Option<Guard>,
    /// How long it must be held down to be `held`, s.
    #[serde(default = "long_press_s")]
    pub hold_s: f64,
}

fn long_press_s() -> f64 {
    3.0
}

/// How a control moves (§1.3 of the process model).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlClass {
    /// Capacitive; springs back.
    Touch,
    /// Under a foil; springs back.
    Membrane,
    /// Springs back.
    PushMomentary,
    /// Stays in until pushed again.
    PushLatching,
    /// Tips between two positions.
    Rocker,
    /// A kettle's lever, thrown back by its bimetal.
    KettleLever,
    /// Turns from notch to notch: its positions lie evenly over its travel.
    RotaryDetent,
    /// Turns freely and stays: its position is read as `open`, 0–1.
    ValveKnob,
    /// Pushed in and turned: its positions lie evenly over its travel.
    GasKnob,
}

impl ControlClass {
    /// Whether it springs back and so only gives `pressed` events.
    pub const fn is_momentary(self) -> bool {
        matches!(self, ControlClass::Touch | ControlClass::Membrane | ControlClass::PushMomentary)
    }

    /// Whether it is turned by a hand that holds it, instead of pressed.
    pub const fn turns(self) -> bool {
        matches!(self, ControlClass::RotaryDetent | ControlClass::ValveKnob | ControlClass::GasKnob)
    }
}

/// What a hand swings, slides or screws: lids, doors, drawers, levers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointSpec {
    /// How it moves.
    pub kind: JointKind,
    /// Closed end and open end, degrees or, for slides, metres.
    pub range: (f64, f64),
    /// Force that moves it at the handle, N.
    pub force: f64,
    /// Extra force that frees it from its closed end, N.
    pub latch_n: f64,
    /// Whether the appliance itself feels that it is closed.
    pub sensor: bool,
    /// While this holds it cannot be closed.
    #[serde(default)]
    pub blocked: Option<Guard>,
    /// Whether moving it takes a second hand, which keeps the rest from coming along.
    #[serde(default)]
    pub two_hands: bool,
}

/// How a joint moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JointKind {
    /// Swings about an axis, degrees.
    Hinge,
    /// Slides along an axis, metres.
    Slide,
    /// Screws on, degrees.
    Screw,
}

/// Where another part sits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatSpec {
    /// Tags of the parts that fit.
    pub accepts: Vec<String>,
    /// How far from its place a part still sits, mm.
    pub tol_mm: f64,
    /// How far turned a part still sits, degrees.
    pub tol_deg: f64,
    /// Force that pushes a part in, N.
    pub insert_n: f64,
    /// Force that pulls it out, N.
    pub retain_n: f64,
    /// Whether the appliance itself feels the part.
    pub sensor: bool,
    /// How far a part is turned about the seat's axis until it is tight: bayonets and threads, degrees. Seated it is
    /// loose; it comes out only when turned back.
    #[serde(default)]
    pub twist_deg: f64,
    /// Torque that tightens it, N·m.
    #[serde(default)]
    pub twist_nm: f64,
    /// Whether turning it takes a second hand, which keeps the rest from coming along.
    #[serde(default)]
    pub two_hands: bool,
}

/// The plug on the cord.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlugSpec {
    /// Rated voltage, V.
    pub v: f64,
    /// Length of the cord, m.
    pub cord_m: f64,
}

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
