//! Beds: where grounds lie, water passes and coffee is made.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Lid, Read, State, flag, is_slow};
use crate::bed::Bed;
use crate::ledger::Totals;
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::{End, Pipe};
use crate::machine::{Machine, Outputs, Vessel};
use crate::mixture::Part;

/// A bed of grounds (E12–E15, E24–E27).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BedSpec {
    /// Cross-section, m².
    pub area: f64,
    /// Dry grounds that fit, g.
    pub cap_g: f64,
    /// Liquid that fits, free and held together, before it runs over the rim, ml; 4.4 ml per gram of `cap_g` if not
    /// given.
    #[serde(default)]
    pub cap_ml: Option<f64>,
    /// Water kept back per dry mass, g/g.
    pub hold: f64,
    /// Mixed cells in a row, 1–4: 1 for gravity, 4 for pressure.
    pub cells: u8,
    /// Share of the grounds that the water reaches, 0–1.
    pub even: f64,
    /// Share of the flow that passes beside the grounds, 0–1.
    pub bypass: f64,
    /// The filter slot below it.
    pub filter: String,
    /// What runs over the rim goes to this store, or `outside`.
    pub overflow_to: String,
    /// The seat of the removable part that the bed is in. While that is empty, water falls past the bed.
    #[serde(default)]
    pub seat: Option<String>,
    /// The `Joint` or `Seat` that shuts it, so that nothing falls out when it leans.
    #[serde(default)]
    pub lid: Option<String>,
    /// Whether all liquid stands among the grounds and steeps (E27), until it drains or is pressed out.
    #[serde(default)]
    pub steep: bool,
    /// Heat capacity of its holder, J/K.
    #[serde(default = "holder_j_k")]
    pub c_wall: f64,
    /// Heat loss to the room, W/K.
    #[serde(default = "holder_w_k")]
    pub ua: f64,
}

fn holder_j_k() -> f64 {
    60.0
}

fn holder_w_k() -> f64 {
    0.5
}

/// A bed with its way.
#[derive(Clone, Debug)]
pub(crate) struct BedPlan {
    pub slot: usize,
    pub pipe: Pipe,
    /// The store that takes what runs over; none for the outside.
    pub overflow: Option<usize>,
    pub seat: Option<usize>,
    pub lid: Option<Lid>,
}

impl Component for BedSpec {
    type Plan = BedPlan;
    type State = Bed;

    const VARS: &'static [(&'static str, Read)] = &[
        ("ml", |m, i| m.parts.beds[i].pool_ml()),
        ("dose_g", |m, i| m.parts.beds[i].dose_kg() * 1e3),
        ("held_g", |m, i| m.parts.beds[i].held_kg() * 1e3),
        ("temp_c", |m, i| m.parts.beds[i].temp_c()),
        ("extracted", |m, i| m.parts.beds[i].extracted()),
        ("q", |m, i| m.parts.beds[i].out_kg_s()),
        ("tamped", |m, i| flag(m.parts.beds[i].is_tamped())),
    ];

    fn check(&self, c: &mut Check) {
        c.above("area", self.area);
        c.above("cap_g", self.cap_g);
        c.above("cap_ml", self.cap_ml.unwrap_or(1.0));
        c.range("hold", self.hold, 0.0, 10.0);
        c.range("cells", f64::from(self.cells), 1.0, 4.0);
        c.range("even", self.even, 0.0, 1.0);
        c.range("bypass", self.bypass, 0.0, 1.0);
        c.range("c_wall", self.c_wall, 0.0, 1e6);
        c.range("ua", self.ua, 0.0, 1e6);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<BedPlan> {
        let slot = b.kind(name, &self.filter, Kind::Filter, "filter");
        let seat = self.seat.as_ref().and_then(|s| b.kind(name, s, Kind::Seat, "seat"));
        let overflow = if self.overflow_to == "outside" {
            None
        } else {
            b.kind(name, &self.overflow_to, Kind::Store, "store, or `outside`,")
        };
        let lid = self.lid.as_ref().and_then(|lid| Lid::plan(name, lid, b));
        let pipe = b.bed_pipe(name);
        Some(BedPlan { slot: slot?, pipe: pipe?, overflow, seat, lid })
    }

    fn state(&self, room_c: f64) -> Bed {
        Bed::new(self, room_c)
    }
}

impl State for Bed {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        self.hash_state(feed);
    }

    fn add_to(&self, totals: &mut Totals) {
        Bed::add_to(self, totals);
    }

    fn set_temp_c(&mut self, temp_c: f64) {
        Bed::set_temp_c(self, temp_c);
    }

    fn is_quiet(&self) -> bool {
        self.is_still() && is_slow(self.drift_k_s())
    }
}

impl Machine {
    /// Whether the part that holds a bed has been taken out.
    pub(crate) fn is_bed_away(&self, bed: usize) -> bool {
        self.program.plans.beds[bed].seat.is_some_and(|s| !self.inputs.seats[s].occupied)
    }

    /// One step of a bed: what runs through it goes its way.
    pub(crate) fn step_bed(&mut self, b: usize, out: &mut Outputs, dt_s: f64) {
        let plan = &self.program.plans.beds[b];
        let most_m3_s = if self.is_bed_away(b) { 0.0 } else { self.pipe_m3_s(&plan.pipe) };
        let (end, overflow, slot) = (plan.pipe.end, plan.overflow, plan.slot);
        let piece = self.parts.slots[slot].piece;
        let pressed = self.parts.beds[b].is_pressed();
        let sprays = plan.seat.filter(|_| pressed).map_or(0.0, |seat| self.leak(Lid::Seat(seat)));
        let mut flow = self.parts.beds[b].step(piece.as_ref(), most_m3_s, &self.inputs.air, &mut self.ledger, dt_s);
        let wet = !self.parts.beds[b].is_still() || self.parts.beds[b].has_liquid();
        self.wear(slot, wet, dt_s);
        if sprays > 0.0 && !flow.out.is_empty() {
            out.overflows.push((Vessel::Bed(b), flow.out.take(Part::All, sprays)));
            out.dirty = true;
        }
        if !flow.out.is_empty() {
            self.deliver(&flow.out, end, out, dt_s);
        }
        if !flow.overflow.is_empty() {
            match overflow {
                Some(store) => self.deliver(&flow.overflow, End::Store(store), out, dt_s),
                None => {
                    out.overflows.push((Vessel::Bed(b), flow.overflow));
                    out.dirty = true;
                }
            }
        }
    }
}
