//! While coffee and water meet: starting, pouring on, waiting, stopping in time.

mod brewed;
mod onto;

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;
use coffeetest_task::action::{Action, Claim};

use crate::graph::{Drive, Graph};
use crate::op::Op;
use crate::step::Step;
use crate::stock;
use crate::survey::Item;
use crate::trial::{Deed, Trial};
use crate::way::{Coffee, Drink, Hot, Place, Water};

/// Dissolved coffee that counts as a beginning, kg.
const TRACE_KG: f64 = 2e-4;
/// Share of the coffee that has to dissolve among grounds that steep.
const STEEPED: f64 = 0.175;
/// A machine that was started gives coffee within this time, s.
const SOON_S: f64 = 300.0;
/// What is pumped, and what falls, is left alone for so long, s.
const PUMPS_S: f64 = 30.0;
const DRIPS_S: f64 = 300.0;
/// How long a machine may take until coffee flows, s.
const PATIENCE_S: f64 = 600.0;

impl Step<'_> {
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

    /// A plunger is drawn up while what it hangs on still sits: off it, the whole would come along.
    pub(crate) fn drawn_up(&self, thing: Entity, seat: &str) -> Option<Action> {
        let (joint, part, open) = self.plunger().filter(|_| thing == self.plan.way.brewer && !self.is_brewing())?;
        let hangs = self.brewer().spec.comps.values().any(|comp| match comp {
            Comp::Piston(piston) => piston.joint == joint && piston.seat.as_deref() == Some(seat),
            _ => false,
        });
        let pull = self.on(part, |target| Action::Pull { target });
        (hangs && open < crate::wish::OPEN && self.is_worth(&pull)).then_some(pull)
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
