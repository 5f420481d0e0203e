//! Seats: where other parts sit.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;

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

/// A seat in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeatPlan {
    /// Whether what sits there has to be turned until it is tight.
    pub twists: bool,
}

/// The seal of a seat or joint.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SealState {
    /// What wear takes of its tightness, 0–1.
    pub worn: f64,
}

impl SealState {
    /// What wear leaves of its tightness, 0–1.
    pub fn left(&self) -> f64 {
        (1.0 - self.worn).clamp(0.0, 1.0)
    }
}

impl State for SealState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.worn.to_bits());
    }
}

impl Component for SeatSpec {
    type Plan = SeatPlan;
    type State = SealState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("seated", |m, i| flag(m.inputs.seats[i].occupied)),
        ("tight", Machine::seat_tight),
        ("ferrous", |m, i| flag(m.inputs.seats[i].occupied && m.inputs.seats[i].ferrous)),
        ("metal", |m, i| flag(m.inputs.seats[i].occupied && m.inputs.seats[i].metal)),
        ("d_m", |m, i| if m.inputs.seats[i].occupied { m.inputs.seats[i].base_d_m } else { 0.0 }),
    ];

    fn check(&self, c: &mut Check) {
        c.range("twist_deg", self.twist_deg, 0.0, 3600.0);
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<SeatPlan> {
        Some(SeatPlan { twists: self.twist_deg > 0.0 })
    }

    fn state(&self, _: f64) -> SealState {
        SealState::default()
    }
}

impl Machine {
    /// How tight what sits in a seat is, 0–1; without a twist it is at once.
    pub(crate) fn seat_tight(&self, index: usize) -> f64 {
        let seat = &self.inputs.seats[index];
        let worn = self.parts.seats[index].left();
        match (seat.occupied, self.program.plans.seats[index].twists) {
            (false, _) => 0.0,
            (true, false) => worn,
            (true, true) => seat.tight.clamp(0.0, 1.0) * worn,
        }
    }
}
