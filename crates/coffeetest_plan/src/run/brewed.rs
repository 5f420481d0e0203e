//! Whether coffee and water have met, and whether the drink is ready where it collects.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;

use super::{SOON_S, STEEPED, TRACE_KG};
use crate::graph::{Drive, Graph};
use crate::op::Op;
use crate::step::Step;
use crate::trial::Trial;
use crate::way::{Coffee, Drink, Place, Water};

/// A drink with less dissolved coffee than this is none yet, kg/kg.
const THIN: f64 = 0.004;
/// Coffee that is boiled with its grounds is done from here, °C.
const BOILED_C: f64 = 86.0;
/// And has been on a fire when it is warmer than this, °C.
const WARM_C: f64 = 45.0;
/// A drink is hot enough to be poured out of what it was made in from here, °C; a boiler with less water is dry, ml.
const SIPPED_C: f64 = 68.0;
const DRY_ML: f64 = 5.0;
/// One that drips cold water may take this long until coffee flows, s.
const COLD_S: f64 = 3000.0;

impl Step<'_> {
    /// Dissolved coffee in what the drink collects in, kg.
    pub(crate) fn drink_solids_kg(&self) -> f64 {
        let way = &self.plan.way;
        match &way.drink {
            Drink::Own { store } => self.holds_kg(way.brewer, store, Species::Solids),
            Drink::Cup => self.item(way.brewer).holds_kg(Species::Solids),
            Drink::Below { .. } => self.served_cup().map_or(0.0, |cup| cup.holds_kg(Species::Solids)),
            Drink::Seated { vessel, .. } | Drink::Under { vessel, .. } => self.item(*vessel).holds_kg(Species::Solids),
        }
    }

    /// Volume of what the drink collects in, ml.
    pub(crate) fn drink_ml(&self) -> f64 {
        let way = &self.plan.way;
        match &way.drink {
            Drink::Own { store } => self.read(way.brewer, store, "ml"),
            Drink::Cup => self.item(way.brewer).stores.iter().map(|store| store.volume_ml).sum(),
            Drink::Below { vessel } => {
                let cup = self.served_cup().unwrap_or_else(|| self.item(*vessel));
                1e3 * cup.load_kg()
            }
            Drink::Seated { vessel, .. } | Drink::Under { vessel, .. } => 1e3 * self.item(*vessel).load_kg(),
        }
    }

    /// Water that is in the place itself, kg.
    pub(super) fn place_water_kg(&self) -> f64 {
        let way = &self.plan.way;
        match &way.place {
            Place::Bed(bed) => {
                1e-3 * (self.read(way.brewer, bed, "ml") + self.read(way.brewer, bed, "held_g")).max(0.0)
            }
            Place::Store(store) => self.holds_kg(way.brewer, store, Species::Water),
        }
    }

    /// Whether coffee and water have met.
    pub(crate) fn is_brewing(&self) -> bool {
        let way = &self.plan.way;
        match &way.water {
            Water::Own { fire: None, .. } => {
                let met = self.drink_solids_kg() > TRACE_KG || (self.steeps() && self.place_water_kg() > 0.01);
                met || (self.is_on(way.brewer) && self.comes_by_itself())
            }
            Water::Own { fire: Some(fire), .. } => self.is_on(fire.stove) || self.drink_solids_kg() > TRACE_KG,
            Water::Within { fire: Some(fire) } => {
                let warm = self.read(way.brewer, way.place.name(), "temp_c") > WARM_C;
                self.is_on(fire.stove) || self.drink_solids_kg() > TRACE_KG || warm
            }
            Water::Poured(_) => self.place_water_kg() > 0.004 || self.drink_solids_kg() > TRACE_KG,
            Water::Within { fire: None } | Water::Heated => self.drink_solids_kg() > TRACE_KG,
            Water::None => !matches!(way.coffee, Coffee::Packed),
        }
    }

    /// Whether water stays among the coffee until it is let out.
    pub(super) fn steeps(&self) -> bool {
        matches!(self.brewer().spec.comps.get(self.plan.way.place.name()), Some(Comp::Bed(bed)) if bed.steep)
    }

    /// Whether coffee comes out of the brewer if it is left alone.
    pub(super) fn comes_by_itself(&self) -> bool {
        let brewer = self.brewer();
        let trial = brewer.machine.as_ref().map(Trial::of);
        trial.is_some_and(|trial| crate::brew::comes(&brewer.spec, trial, &self.plan.way, self.most_s(SOON_S)))
    }

    /// How long coffee may take to come, s: cold water takes its time.
    pub(super) fn most_s(&self, hot_s: f64) -> f64 {
        let cold = matches!(self.plan.way.water, Water::Own { drive: Drive::Fall, .. });
        if cold && !Graph(&self.brewer().spec).has_heater() { COLD_S } else { hot_s }
    }

    /// Whether the drink is ready where it collects.
    pub(crate) fn is_brewed(&self) -> bool {
        let way = &self.plan.way;
        let ml = self.drink_ml();
        match (&way.water, &way.place) {
            (Water::None, _) => !matches!(way.coffee, Coffee::Packed),
            (Water::Own { feed, drive, .. }, place) => {
                let bed = place.name();
                if self.drink_solids_kg() < THIN * 1e-3 * way.recipe.cup_ml {
                    return false;
                }
                let still = self.read(way.brewer, bed, "q") < 2e-5 && self.read(way.brewer, bed, "ml") < 4.0;
                let root_ml = self.read(way.brewer, &feed.root, "ml");
                match drive {
                    Drive::Gravity => (still || ml > 1.15 * way.recipe.cup_ml) && root_ml < 8.0,
                    Drive::Pump | Drive::Fall => ml > 0.95 * way.recipe.cup_ml || (still && !self.is_pumping()),
                    Drive::Steam => {
                        // The steam that follows the water warms the drink, as long as there is some left to boil.
                        let warm = match &way.drink {
                            Drink::Own { store } => self.read(way.brewer, store, "temp_c") > SIPPED_C,
                            _ => true,
                        };
                        ((still && root_ml < 30.0) || root_ml < 12.0) && (warm || root_ml < DRY_ML)
                    }
                    Drive::Bubble => {
                        let Drink::Own { store } = &way.drink else { return still };
                        // It goes round until it is as strong as wished, or does so no more.
                        let share = self.read(way.brewer, store, "tds") / (way.recipe.strength * 0.19);
                        share > 0.95 || (share > 0.5 && !self.is_pumping())
                    }
                }
            }
            (_, Place::Bed(bed)) => {
                let poured_kg = self.place_water_kg() + 1e-3 * ml;
                let drained = self.read(way.brewer, bed, "q") < 3e-5 && self.read(way.brewer, bed, "ml") < 6.0;
                let lifted = self.served_cup().is_some_and(|cup| !self.is_on_vessel(way.brewer, cup.entity));
                (lifted && ml > 0.5 * way.recipe.cup_ml)
                    || (poured_kg > 0.94 * way.recipe.water_kg
                        && self.drink_solids_kg() > TRACE_KG
                        && drained
                        && self.is_pressed())
            }
            (_, Place::Store(store)) => {
                if matches!(way.coffee, Coffee::Soluble { .. }) {
                    return self.dissolved(store);
                }
                self.is_steeped(store) && self.is_pressed() && self.is_cold_enough(store)
            }
        }
    }

    pub(super) fn dissolved(&self, store: &str) -> bool {
        let way = &self.plan.way;
        let water = self.holds_kg(way.brewer, store, Species::Water);
        let solids = self.holds_kg(way.brewer, store, Species::Solids);
        water > 0.9 * way.recipe.water_kg && solids > 0.85 * way.recipe.grounds_kg
    }

    pub(super) fn is_steeped(&self, store: &str) -> bool {
        let way = &self.plan.way;
        let solids = self.holds_kg(way.brewer, store, Species::Solids);
        let grounds = self.holds_kg(way.brewer, store, Species::Grounds);
        let filled = self.place_water_kg() > 0.8 * way.recipe.water_kg;
        let temp_c = self.read(way.brewer, store, "temp_c");
        let boiled = match &way.water {
            // It has boiled when it is warm and no longer heated.
            Water::Within { fire: Some(fire) } => temp_c > BOILED_C || (temp_c > WARM_C && !self.is_heated_by(fire)),
            _ => true,
        };
        filled && solids > STEEPED * (solids + grounds) && boiled
    }

    /// Whether the brewer stands on a fire that burns.
    pub(super) fn is_heated_by(&self, fire: &crate::way::Fire) -> bool {
        let there =
            self.brewer().seated_in.as_ref().is_some_and(|(host, seat)| *host == fire.stove && *seat == fire.seat);
        there && self.is_on(fire.stove)
    }

    /// Whether a pump of the brewer runs.
    pub(crate) fn is_pumping(&self) -> bool {
        self.pump().is_some_and(|pump| self.read(self.plan.way.brewer, pump, "q") > 1e-5)
    }

    /// The mover that presses water through the coffee.
    pub(crate) fn pump(&self) -> Option<&str> {
        match &self.plan.way.water {
            Water::Own { feed, .. } => feed.movers.last().map(String::as_str),
            _ => None,
        }
    }

    /// How far the plunger over the place is up, 0 if there is none.
    pub(super) fn plunger_open(&self) -> f32 {
        self.plunger().map_or(0.0, |(.., open)| open)
    }

    /// The plunger over the place: its joint, its part, how far it is up.
    pub(crate) fn plunger(&self) -> Option<(String, Entity, f32)> {
        let brewer = self.brewer();
        let joint = self.plan.ops.iter().find_map(|op| match op {
            Op::Plunge { joint, .. } => Some(joint.clone()),
            _ => None,
        })?;
        let moved = brewer.moving.iter().find(|(comp, ..)| *comp == joint)?;
        Some((joint, moved.1, moved.2))
    }
}
