//! Stores: anything that holds matter.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, is_slow};
use crate::curve;
use crate::ledger::Totals;
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::Test;
use crate::machine::{Machine, Outputs, Vessel};
use crate::spec::Guard;
use crate::store::Store;

/// A vessel, tank or basin (E1–E4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSpec {
    /// Volume up to the rim, ml.
    pub cap_ml: f64,
    /// Its inner shape.
    pub curve: Curve,
    /// Heat capacity of its walls, J/K.
    pub c_wall: f64,
    /// Heat loss of its walls to the room, W/K.
    pub ua: f64,
    /// Open surface, m².
    #[serde(default)]
    pub a_evap: f64,
    /// What share of the open surface's loss remains under the lid, 0–1.
    #[serde(default = "one")]
    pub lid_factor: f64,
    /// The `Joint` or `Seat` that is its lid. With one, `lid_factor` counts only while that is closed (seated), and an
    /// open lid counts as 1. Without one, `lid_factor` always counts.
    #[serde(default)]
    pub lid: Option<String>,
    /// How it is closed against pressure.
    #[serde(default)]
    pub vent: Vent,
    /// Lowest mark, ml.
    #[serde(default)]
    pub min_ml: f64,
    /// Highest mark, ml; the capacity if not given.
    #[serde(default)]
    pub max_ml: Option<f64>,
    /// Its pouring lip; without one it pours over its whole rim.
    #[serde(default)]
    pub lip: Option<Lip>,
    /// What keeps the grounds back when it is poured from.
    #[serde(default)]
    pub strain: Option<Strain>,
    /// Height of the foam that coffee throws up near boiling, as a share of the liquid's height.
    #[serde(default)]
    pub foam: Option<f64>,
    /// The seat of the removable part that it is in. While that is empty, what flows to it goes astray.
    #[serde(default)]
    pub seat: Option<String>,
    /// The `Seat` or `Joint` that seals a store with a `Sealed` vent: it leaks as far as that is not tight.
    #[serde(default)]
    pub sealed_by: Option<String>,
}

/// A mesh through which a store is poured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strain {
    /// The filter slot with the mesh.
    pub filter: String,
    /// The mesh is in the way while this holds.
    pub when: Guard,
    /// Liquid that stays with the grounds, g/g.
    pub hold: f64,
}

fn one() -> f64 {
    1.0
}

/// A store's inner shape, metres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Curve {
    /// Upright cylinder: radius, height.
    Cyl(f64, f64),
    /// Box: two sides, height.
    Box(f64, f64, f64),
    /// Points (height m, volume ml), both rising, the first at height 0.
    Table(Vec<(f64, f64)>),
}

/// How a store is closed against pressure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Vent {
    /// At the pressure of the room.
    #[default]
    Open,
    /// Closed up to the pressure of its relief valve, bar above the room.
    Sealed(f64),
}

/// A pouring lip: width m, discharge coefficient, height above the floor of the store m (E30).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lip(pub f64, pub f64, pub f64);

/// What lids or seals a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lid {
    Joint(usize),
    Seat(usize),
}

/// A store in the program.
#[derive(Clone, Debug)]
pub(crate) struct StorePlan {
    /// Highest mark, ml.
    pub max_ml: f64,
    pub lid: Option<Lid>,
    /// The seat of the part that it is in.
    pub seat: Option<usize>,
    /// What seals it.
    pub seal: Option<Lid>,
    pub strain: Option<StrainPlan>,
}

/// A mesh through which a store is poured.
#[derive(Clone, Debug)]
pub(crate) struct StrainPlan {
    pub slot: usize,
    pub when: Test,
    pub hold: f64,
}

impl Component for StoreSpec {
    type Plan = StorePlan;
    type State = Store;

    const VARS: &'static [(&'static str, Read)] = &[
        ("ml", |m, i| m.parts.stores[i].volume_ml()),
        ("g", |m, i| m.parts.stores[i].mass_kg() * 1e3),
        ("temp_c", |m, i| m.parts.stores[i].temp_c()),
        ("steam_g_s", |m, i| m.parts.stores[i].steam_kg_s() * 1e3),
        ("level_m", |m, i| m.parts.stores[i].level_m()),
        ("fill", |m, i| m.parts.stores[i].volume_ml() / m.program.plans.stores[i].max_ml),
        ("tds", |m, i| m.parts.stores[i].tds()),
        ("foam_m", |m, i| m.parts.stores[i].foam_m()),
        ("p_bar", |m, i| m.parts.stores[i].gauge_pa() * 1e-5),
    ];

    fn check(&self, c: &mut Check) {
        c.above("cap_ml", self.cap_ml);
        c.above("max_ml", self.max_ml.unwrap_or(1.0));
        if let Some(Lip(width, cd, height)) = self.lip {
            c.above("the lip's width", width);
            c.above("the lip's coefficient", cd);
            c.above("the lip's height", height);
        }
        c.range("c_wall", self.c_wall, 0.0, 1e6);
        c.range("ua", self.ua, 0.0, 1e6);
        c.range("a_evap", self.a_evap, 0.0, 10.0);
        c.range("lid_factor", self.lid_factor, 0.0, 1.0);
        c.range("min_ml", self.min_ml, 0.0, self.cap_ml);
        c.range("foam", self.foam.unwrap_or(0.0), 0.0, 10.0);
        c.range("the strain's hold", self.strain.as_ref().map_or(0.0, |strain| strain.hold), 0.0, 10.0);
        if let Vent::Sealed(bar) = self.vent {
            c.range("the relief pressure", bar, 0.01, 100.0);
        }
        if let Some(fault) = curve::fault(&self.curve) {
            c.wrong(format!("curve: {fault}"));
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<StorePlan> {
        if self.sealed_by.is_some() && self.vent == Vent::Open {
            b.wiring(name, "has sealed_by, but its vent is Open; write vent: Sealed(bar)".into());
        }
        let strain = self.strain.as_ref().and_then(|strain| {
            let slot = b.kind(name, &strain.filter, Kind::Filter, "filter");
            let when = b.guard(name, &strain.when);
            Some(StrainPlan { slot: slot?, when: when?, hold: strain.hold })
        });
        Some(StorePlan {
            max_ml: self.max_ml.unwrap_or(self.cap_ml),
            lid: self.lid.as_ref().and_then(|lid| Lid::plan(name, lid, b)),
            seat: self.seat.as_ref().and_then(|s| b.kind(name, s, Kind::Seat, "seat")),
            seal: self.sealed_by.as_ref().and_then(|seal| Lid::plan(name, seal, b)),
            strain,
        })
    }

    fn state(&self, room_c: f64) -> Store {
        Store::new(self, room_c)
    }
}

impl Lid {
    pub(super) fn plan(place: &str, name: &str, b: &mut Builder) -> Option<Lid> {
        match b.find(place, name)? {
            (Kind::Joint, i) => Some(Lid::Joint(i)),
            (Kind::Seat, i) => Some(Lid::Seat(i)),
            (kind, _) => {
                b.wrong_kind(place, name, kind, "joint or seat");
                None
            }
        }
    }
}

impl State for Store {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        self.hash_state(feed);
    }

    fn add_to(&self, totals: &mut Totals) {
        Store::add_to(self, totals);
    }

    fn set_temp_c(&mut self, temp_c: f64) {
        Store::set_temp_c(self, temp_c);
    }

    fn is_quiet(&self) -> bool {
        Store::is_quiet(self) && is_slow(self.drift_k_s())
    }
}

impl Machine {
    /// Whether the part that a store is in has been taken out.
    pub(crate) fn is_store_away(&self, store: usize) -> bool {
        self.program.plans.stores[store].seat.is_some_and(|s| !self.inputs.seats[s].occupied)
    }

    /// Whether a store has no lid, or that is shut.
    pub(crate) fn is_lid_shut(&self, store: usize) -> bool {
        self.program.plans.stores[store].lid.is_none_or(|lid| self.is_on(lid))
    }

    /// Whether a lid or a seal keeps in what a vessel holds, however it leans.
    pub fn keeps_in(&self, vessel: Vessel) -> bool {
        let lid = match vessel {
            Vessel::Store(s) => self.program.plans.stores[s].lid.or(self.program.plans.stores[s].seal),
            Vessel::Bed(b) => self.program.plans.beds[b].lid,
        };
        lid.is_some_and(|lid| self.is_on(lid))
    }

    fn is_on(&self, lid: Lid) -> bool {
        match lid {
            Lid::Joint(j) => self.inputs.joints[j].closed,
            Lid::Seat(s) => self.inputs.seats[s].occupied,
        }
    }

    /// One step of every store.
    pub(crate) fn step_stores(&mut self, dt_s: f64) {
        let air = self.inputs.air;
        for i in 0..self.parts.stores.len() {
            let shut = self.is_lid_shut(i);
            let leak = self.program.plans.stores[i].seal.map_or(0.0, |seal| self.leak(seal));
            let store = &mut self.parts.stores[i];
            store.set_leak(leak);
            store.step(&air, self.air_vapour_kg_m3, shut, &mut self.ledger, dt_s);
        }
    }

    /// Lets out what runs over rims and through cracks.
    pub(crate) fn overflow(&mut self, out: &mut Outputs, dt_s: f64) {
        for (i, store) in self.parts.stores.iter_mut().enumerate() {
            if let Some(drip) = store.drip(dt_s) {
                out.overflows.push((Vessel::Store(i), drip));
                out.dirty = true;
            }
            if let Some(excess) = store.overflow() {
                out.overflows.push((Vessel::Store(i), excess));
                out.dirty = true;
            }
            if let Some(foam) = store.foam_over() {
                out.overflows.push((Vessel::Store(i), foam));
                out.dirty = true;
            }
        }
    }
}
