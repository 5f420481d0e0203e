//! While coffee and water meet: starting, pouring on, waiting, stopping in time.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;
use coffeetest_task::action::{Action, Claim};

use coffeetest_world::seat::accepts;

use crate::graph::{Drive, Graph};
use crate::op::Op;
use crate::step::Step;
use crate::stock;
use crate::survey::Item;
use crate::trial::{Deed, Trial};
use crate::way::{Coffee, Drink, Hot, Place, Water};

/// Dissolved coffee that counts as a beginning, kg.
const TRACE_KG: f64 = 2e-4;
/// A drink with less dissolved coffee than this is none yet, kg/kg.
const THIN: f64 = 0.004;
/// Share of the coffee that has to dissolve among grounds that steep.
const STEEPED: f64 = 0.175;
/// A machine that was started gives coffee within this time, s.
const SOON_S: f64 = 300.0;
/// Coffee that is boiled with its grounds is done from here, °C.
const BOILED_C: f64 = 86.0;
/// And has been on a fire when it is warmer than this, °C.
const WARM_C: f64 = 45.0;
/// A drink is hot enough to be poured out of what it was made in from here, °C; a boiler with less water is dry, ml.
const SIPPED_C: f64 = 68.0;
const DRY_ML: f64 = 5.0;
/// What is pumped, and what falls, is left alone for so long, s.
const PUMPS_S: f64 = 30.0;
const DRIPS_S: f64 = 300.0;
/// How long a machine may take until coffee flows, s; one that drips cold water.
const PATIENCE_S: f64 = 600.0;
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
    fn place_water_kg(&self) -> f64 {
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
    fn steeps(&self) -> bool {
        matches!(self.brewer().spec.comps.get(self.plan.way.place.name()), Some(Comp::Bed(bed)) if bed.steep)
    }

    /// Whether coffee comes out of the brewer if it is left alone.
    fn comes_by_itself(&self) -> bool {
        let brewer = self.brewer();
        let trial = brewer.machine.as_ref().map(Trial::of);
        trial.is_some_and(|trial| crate::brew::comes(&brewer.spec, trial, &self.plan.way, self.most_s(SOON_S)))
    }

    /// How long coffee may take to come, s: cold water takes its time.
    fn most_s(&self, hot_s: f64) -> f64 {
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

    fn dissolved(&self, store: &str) -> bool {
        let way = &self.plan.way;
        let water = self.holds_kg(way.brewer, store, Species::Water);
        let solids = self.holds_kg(way.brewer, store, Species::Solids);
        water > 0.9 * way.recipe.water_kg && solids > 0.85 * way.recipe.grounds_kg
    }

    fn is_steeped(&self, store: &str) -> bool {
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
    fn is_heated_by(&self, fire: &crate::way::Fire) -> bool {
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
    fn plunger_open(&self) -> f32 {
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

    /// The step with which coffee and water meet.
    pub(crate) fn commit(&self, op: &Op) -> Action {
        match op {
            Op::Start { thing, .. } => self.started(*thing),
            Op::Light { fire, .. } => {
                let free = self.empty_hand();
                free.or_else(|| self.lit(fire)).unwrap_or(Action::Wait { seconds: 2.0 })
            }
            Op::Pour { source, .. } => self.poured(source),
            _ => self.attend(),
        }
    }

    /// Switches a machine on, by what a rehearsal found to make coffee.
    fn started(&self, thing: Entity) -> Action {
        if let Some(action) = self.empty_hand() {
            return action;
        }
        let deed = self.rehearsed_start(thing);
        deed.map_or_else(
            || Action::Done {
                claim: Claim::Impossible,
                reason: Some("nothing that can be done there makes coffee".into()),
            },
            |deed| self.deed(thing, &deed),
        )
    }

    /// The first deed of the way on which coffee comes out of a machine as it is.
    fn rehearsed_start(&self, thing: Entity) -> Option<Deed> {
        let item = self.item(thing);
        let trial = Trial::of(item.machine.as_ref()?);
        let best = crate::brew::start(&item.spec, trial, &self.plan.way, self.most_s(PATIENCE_S))?;
        best.into_iter().next()
    }

    /// Coffee is being made: what has to be done to that, and otherwise something useful.
    pub(crate) fn attend(&self) -> Action {
        let way = &self.plan.way;
        match &way.water {
            Water::Own { fire: None, .. } => {
                let flows = self.drink_solids_kg() > TRACE_KG || self.read(way.brewer, way.place.name(), "q") > 1e-6;
                if flows {
                    return self.meanwhile();
                }
                match self.rehearsed_start(way.brewer) {
                    Some(Deed::Wait(seconds)) if seconds > 6.0 => self.meanwhile(),
                    Some(deed) => self.deed(way.brewer, &deed),
                    None => self.meanwhile(),
                }
            }
            Water::Own { fire: Some(_), .. } => self.meanwhile(),
            Water::Poured(source) => self.attend_poured(source),
            Water::Within { fire } => self.attend_within(fire.as_ref()),
            Water::Heated => self.attend_heated(),
            Water::None => self.meanwhile(),
        }
    }

    fn attend_poured(&self, source: &Hot) -> Action {
        let way = &self.plan.way;
        let there_kg =
            self.place_water_kg() + if matches!(way.drink, Drink::Below { .. }) { 1e-3 * self.drink_ml() } else { 0.0 };
        if there_kg < 0.95 * way.recipe.water_kg {
            return self.poured(source);
        }
        self.settle()
    }

    /// The water is in: stirring, steeping, pressing.
    fn settle(&self) -> Action {
        let way = &self.plan.way;
        if way.drink == Drink::Cup && self.brewer().seated_in.is_some() {
            return self.take(way.brewer);
        }
        if let Some(action) = self.stirred() {
            return action;
        }
        if let Some(action) = self.empty_hand() {
            return action;
        }
        if let Some(action) = self.plunger_in() {
            return action;
        }
        if let Some((_, part, open)) = self.plunger() {
            let ready = match &way.place {
                Place::Store(store) => self.is_steeped(store),
                Place::Bed(bed) => self.read(way.brewer, bed, "extracted") > STEEPED,
            };
            if ready && open > 0.05 {
                return self.pushed(part);
            }
        }
        Action::Wait { seconds: 10.0 }
    }

    /// What a plunger hangs on is where it acts, with the plunger up.
    fn plunger_in(&self) -> Option<Action> {
        let brewer = self.brewer();
        let (joint, part, open) = self.plunger()?;
        let seat = brewer.spec.comps.values().find_map(|comp| match comp {
            Comp::Piston(piston) if piston.joint == joint => piston.seat.clone(),
            _ => None,
        })?;
        let body = Graph(&brewer.spec).resident(&seat)?;
        if brewer.seats.get(&seat).copied().flatten().is_some() {
            return None;
        }
        if open < crate::wish::OPEN && !self.holds_part(*brewer.parts.get(body)?) {
            let pull = self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Pull { target }));
            if self.is_worth(&pull) {
                return Some(pull);
            }
        }
        self.homed(brewer.entity, body, &seat)
    }

    /// Whether the plunger, if there is one, is down where it acts.
    fn is_pressed(&self) -> bool {
        if self.plunger().is_none() {
            return true;
        }
        self.plunger_in().is_none() && self.plunger_open() <= 0.05
    }

    fn pushed(&self, part: Entity) -> Action {
        self.on(part, |target| Action::Push { target })
    }

    /// What is in the place is stirred once, where that helps and can be done.
    fn stirred(&self) -> Option<Action> {
        let way = &self.plan.way;
        self.plan.ops.iter().find(|op| matches!(op, Op::Stir { .. }))?;
        let tool = stock::stirrer(self.survey)?;
        let action = self.at(way.brewer, way.place.name(), |target| Action::Stir { target, seconds: None });
        if self.tries.succeeded(&action) || !self.is_worth(&action) {
            return None;
        }
        if !self.holds(tool) {
            return Some(self.take(tool));
        }
        Some(action)
    }

    fn attend_within(&self, fire: Option<&crate::way::Fire>) -> Action {
        let way = &self.plan.way;
        if let Coffee::Soluble { .. } = &way.coffee {
            return self.attend_soluble(fire);
        }
        if let Some(action) = self.left_over() {
            return action;
        }
        match fire {
            Some(_) => self.stirred().or_else(|| self.empty_hand()).unwrap_or(Action::Wait { seconds: 3.0 }),
            None if self.is_steeped(way.place.name()) && self.is_pressed() => {
                let chilled = self.chilled().or_else(|| self.empty_hand()).or_else(|| self.doors_shut());
                chilled.unwrap_or(Action::Wait { seconds: 600.0 })
            }
            None if self.is_steeped(way.place.name()) => self.settle(),
            None => self.stirred().or_else(|| self.empty_hand()).unwrap_or(Action::Wait { seconds: 1800.0 }),
        }
    }

    /// Coffee has come into water that the brewer heated: the heat goes off, it steeps.
    fn attend_heated(&self) -> Action {
        let way = &self.plan.way;
        if let Some(action) = self.switched_off(way.brewer).or_else(|| self.left_over()) {
            return action;
        }
        if self.is_steeped(way.place.name()) {
            return self.settle();
        }
        self.stirred().or_else(|| self.empty_hand()).unwrap_or(Action::Wait { seconds: 10.0 })
    }

    /// What of the preparation comes after coffee and cold water have met: parts put back, the fire below.
    fn left_over(&self) -> Option<Action> {
        self.plan.ops.iter().find_map(|op| match op {
            Op::Sweeten { thing, place, kg } => self.sweetened(*thing, place, *kg),
            Op::Home { thing, part, seat } => self.homed(*thing, part, seat),
            Op::OnFire { thing, fire } => self.on_fire(*thing, fire),
            Op::Light { fire, .. } => self.empty_hand().or_else(|| self.lit(fire)),
            _ => None,
        })
    }

    /// Water is heated in the cup; then the powder comes in.
    fn attend_soluble(&self, fire: Option<&crate::way::Fire>) -> Action {
        let way = &self.plan.way;
        let store = way.place.name();
        let heats = fire.is_some_and(|fire| self.is_heated_by(fire));
        // What is taken off the fire stays hot enough for a while.
        let enough_c = stock::HOT_C + if heats { 6.0 } else { -14.0 };
        let hot = self.read(way.brewer, store, "temp_c") > enough_c;
        if let Some(fire) = fire {
            if !hot && self.is_on(fire.stove) {
                return self.empty_hand().unwrap_or(Action::Wait { seconds: 5.0 });
            }
            if hot && let Some(action) = self.switched_off(fire.stove) {
                return action;
            }
            let inside = self.brewer().seated_in.as_ref().is_some_and(|(host, _)| *host == fire.stove);
            if inside {
                let doors = self.item(fire.stove).moving.iter();
                let shut = doors.filter(|(comp, ..)| !crate::graph::Graph(&self.item(fire.stove).spec).works(comp));
                if let Some((_, door, _)) = shut.into_iter().find(|(.., open)| *open < crate::wish::OPEN) {
                    return self.open(*door);
                }
                return self.take(way.brewer);
            }
            if self.holds(way.brewer) {
                return self.put_down(self.item(fire.stove).at);
            }
        }
        let dosed = self.dosed(way.brewer, store, &way.coffee, way.recipe.grounds_kg);
        dosed.or_else(|| self.stirred()).or_else(|| self.empty_hand()).unwrap_or(Action::Wait { seconds: 5.0 })
    }

    /// Pours hot water onto the coffee, as much as the place takes at once.
    fn poured(&self, source: &Hot) -> Action {
        let way = &self.plan.way;
        let there_kg =
            self.place_water_kg() + if matches!(way.drink, Drink::Below { .. }) { 1e-3 * self.drink_ml() } else { 0.0 };
        let missing_kg = way.recipe.water_kg - there_kg;
        let (vessel, store) = match (source, source.vessel()) {
            (_, Some(vessel)) => vessel,
            (Hot::Outlet { thing, .. }, _) => return self.drawn(*thing, missing_kg),
            _ => return Action::Wait { seconds: 1.0 },
        };
        if let Place::Bed(bed) = &way.place {
            let room_ml =
                self.bed_room_ml(bed) - self.read(way.brewer, bed, "ml") - 1.0 * self.read(way.brewer, bed, "held_g");
            if room_ml < 25.0 {
                return Action::Wait { seconds: 4.0 };
            }
            let dry = self.place_water_kg() < 0.004;
            let first_ml = if dry { 3.0 * 1e3 * way.recipe.grounds_kg } else { f64::INFINITY };
            let ml = (1e3 * missing_kg).min(room_ml).min(first_ml).max(5.0);
            return self.pour_ml((vessel, store), bed, ml);
        }
        self.pour_ml((vessel, store), way.place.name(), 1e3 * missing_kg)
    }

    fn pour_ml(&self, (vessel, store): (Entity, &str), place: &str, ml: f64) -> Action {
        let way = &self.plan.way;
        if let Some(action) = self.bare(way.brewer, place).filter(|_| !self.holds(vessel)) {
            return action;
        }
        if let Some(opener) = self.stopper(vessel) {
            return opener;
        }
        let whole = Graph(&self.item(vessel).spec).carried(store) == Some("body");
        if let Some((plug, true)) = self.plug_of(self.item(vessel)).filter(|_| whole) {
            return self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug }));
        }
        if !self.holds(vessel) {
            return self.take_vessel(vessel, store);
        }
        self.at(way.brewer, place, |into| Action::Pour {
            from: None,
            into,
            amount_ml: Some(ml.round().max(1.0)),
            rate_ml_s: None,
        })
    }

    /// A lid that has to be opened before a vessel without a lip can be poured from.
    fn stopper(&self, vessel: Entity) -> Option<Action> {
        let item = self.item(vessel);
        if self.holds(vessel) {
            return None;
        }
        let lid = item.spec.comps.values().find_map(|comp| match comp {
            Comp::Store(store) if store.lip.is_none() => store.lid.clone(),
            _ => None,
        })?;
        let (_, part, open) = item.moving.iter().find(|(comp, ..)| *comp == lid)?;
        (*open < crate::wish::OPEN).then(|| self.open(*part))
    }

    /// Draws hot water from a thing's outlet into the cup in the hand.
    fn drawn(&self, thing: Entity, missing_kg: f64) -> Action {
        let way = &self.plan.way;
        if let Some(action) = self.drawn_by_hand(thing, missing_kg) {
            return action;
        }
        if !self.holds(way.brewer) {
            return self.take(way.brewer);
        }
        let amount_ml = Some((1e3 * missing_kg).max(5.0).round());
        self.on(thing, |tap| Action::Fill { item: None, tap, amount_ml })
    }

    /// Where the cup can stand under the outlet it is put there, and the thing worked as was found out on a copy.
    fn drawn_by_hand(&self, thing: Entity, missing_kg: f64) -> Option<Action> {
        let (host, cup) = (self.item(thing), self.brewer());
        let seat = host.spec.seats.keys().find(|seat| {
            let resident = Graph(&host.spec).resident(seat).is_some();
            !resident && accepts(&host.spec, seat, &cup.spec, "body")
        })?;
        if cup.seated_in.as_ref().is_none_or(|(at, _)| *at != thing) {
            if self.holds(cup.entity) {
                let insert = self.at(thing, seat, |into| Action::Insert { item: None, into });
                return self.is_worth(&insert).then_some(insert);
            }
            return Some(self.take(cup.entity));
        }
        let trial = Trial::of(host.machine.as_ref()?);
        let before_kg = trial.out.mass_kg();
        let flows = |trial: &Trial| trial.out.mass_kg() > before_kg + 1e-3;
        let enough = |trial: &Trial| trial.out.mass_kg() > before_kg + missing_kg;
        // It may have to get hot again first.
        let soon = self.rehearsed(thing, &flows, 3.0).or_else(|| self.rehearsed(thing, &flows, SOON_S));
        match soon? {
            Deed::Wait(_) if trial.flows() => Some(self.watched(trial, &enough)),
            deed => Some(self.sustained(thing, &deed, &enough)),
        }
    }

    /// Waits while something flows, until there is enough of it.
    fn watched(&self, mut trial: Trial, enough: &dyn Fn(&Trial) -> bool) -> Action {
        trial.run(PUMPS_S, |trial| enough(trial) || !trial.flows());
        Action::Wait { seconds: (20.0 * trial.time_s.max(0.5)).ceil() / 20.0 }
    }

    /// How much liquid a bed holds before it runs over, with a margin, ml.
    fn bed_room_ml(&self, bed: &str) -> f64 {
        match self.brewer().spec.comps.get(bed) {
            Some(Comp::Bed(spec)) => 0.8 * spec.cap_ml.unwrap_or(4.4 * spec.cap_g),
            _ => 100.0,
        }
    }

    /// While it brews: a cup is fetched, doors are shut.
    pub(crate) fn meanwhile(&self) -> Action {
        let drinks = |item: &Item| stock::is_cup(item) && item.holds_kg(Species::Solids) > 1e-4;
        let in_cup = self.plan.way.receiver().is_some_and(|vessel| stock::is_cup(self.item(vessel)));
        let served = self.survey.items.iter().any(drinks) || in_cup || self.plan.way.drink == Drink::Cup;
        if !served && let Some(action) = self.cup_out() {
            return action;
        }
        let wait = || Action::Wait { seconds: self.patience_s() };
        self.doors_shut().or_else(|| self.empty_hand()).unwrap_or_else(wait)
    }

    /// How long nothing has to be looked at, s: with a pump, until a copy of the machine has given a cupful.
    fn patience_s(&self) -> f64 {
        let way = &self.plan.way;
        let seconds = match (&way.water, &self.brewer().machine) {
            (Water::Own { drive: drive @ (Drive::Pump | Drive::Fall), fire: None, .. }, Some(machine)) => {
                let most_s = if *drive == Drive::Fall { DRIPS_S } else { PUMPS_S };
                let missing_kg = 1e-3 * (way.recipe.cup_ml - self.drink_ml());
                let mut trial = Trial::of(machine);
                let begun = self.drink_solids_kg() > TRACE_KG;
                trial.run(most_s, |trial| {
                    let ended = begun && trial.time_s > 1.0 && !trial.flows();
                    ended || trial.out.mass_kg() >= missing_kg || trial.machine.is_asleep()
                });
                trial.time_s
            }
            (Water::Own { drive: Drive::Steam, .. } | Water::Within { fire: Some(_) }, _) => 4.0,
            _ => 10.0,
        };
        (20.0 * seconds.max(0.5)).ceil() / 20.0
    }
}
