//! Filters: the slots of beds, and the pieces that go there.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::filter::{FilterPiece, Wear};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// Time without flow after which a wet filter counts as used, s (assumed).
const USED_AFTER_S: f64 = 120.0;

/// A filter slot and the filter it is made for; on a filter piece, that piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterSpec {
    /// Pore size, µm.
    pub pore_um: f64,
    /// Share of the fines that pass, 0–1.
    pub fines_pass: f64,
    /// Whether a piece is thrown away after use.
    pub consumable: bool,
    /// Flow resistance, 1/m.
    pub r_m: f64,
    /// Tags of pieces that fit; empty on a piece.
    #[serde(default)]
    pub accepts: Vec<String>,
}

/// A filter slot in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlotPlan {
    /// Whether its pieces are thrown away after use.
    pub is_consumable: bool,
}

/// What sits in a filter slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub piece: Option<FilterPiece>,
    /// How long nothing has run through it, s.
    pub still_s: f64,
}

impl Component for FilterSpec {
    type Plan = SlotPlan;
    type State = Slot;

    const VARS: &'static [(&'static str, Read)] = &[
        ("present", |m, i| flag(m.parts.slots[i].piece.is_some())),
        ("wet", |m, i| flag(m.parts.slots[i].piece.is_some_and(|p| p.wear != Wear::Dry))),
        ("used", |m, i| flag(m.parts.slots[i].piece.is_some_and(|p| p.wear == Wear::Used))),
    ];

    fn check(&self, c: &mut Check) {
        c.range("fines_pass", self.fines_pass, 0.0, 1.0);
        c.range("r_m", self.r_m, 0.0, 1e15);
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<SlotPlan> {
        Some(SlotPlan { is_consumable: self.consumable })
    }

    fn state(&self, _: f64) -> Slot {
        Slot { piece: self.accepts.is_empty().then(|| FilterPiece::new(self)), still_s: 0.0 }
    }
}

impl State for Slot {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.piece.map_or(0, |p| p.wear as u64 + 1));
        feed(self.still_s.to_bits());
    }
}

impl Machine {
    /// What flows through a piece, or has stopped to, wears it.
    pub(crate) fn wear(&mut self, slot: usize, flows: bool, dt_s: f64) {
        let slot = &mut self.parts.slots[slot];
        let Some(piece) = &mut slot.piece else { return };
        if flows {
            slot.still_s = 0.0;
            if piece.wear == Wear::Dry {
                piece.wear = Wear::Wet;
            }
        } else if piece.wear == Wear::Wet {
            slot.still_s += dt_s;
            if slot.still_s >= USED_AFTER_S {
                piece.wear = Wear::Used;
            }
        }
    }
}
