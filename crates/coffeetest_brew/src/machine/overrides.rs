//! What can be wrong with a machine from the start: overrides of the state that it would otherwise begin in (§1.4).

use super::fault::{Fault, MachineError};
use super::program::Event;
use super::{Kind, Machine, Outputs};
use crate::comp::Comp;
use crate::filter::Wear;
use crate::mixture::Mixture;
use crate::species::Species;

/// One thing that is not as it should be. Names are those of components.
#[derive(Clone, Debug, PartialEq)]
pub enum Override {
    /// Scale takes this share of the heat flow of this heater and of what it feeds, 0–1.
    Scaled(String, f64),
    /// This indicator shows nothing.
    Dead(String),
    /// This control does nothing, whatever is done to it.
    Stuck(String),
    /// Wear takes this share of the tightness of this seat or joint, 0–1.
    Worn(String, f64),
    /// This key, that is held for a lock, has been held.
    Locked(String),
    /// This counter stands at its limit.
    Full(String),
    /// The controller is in this state.
    State(String),
    /// This store leaks, ml/s.
    Leaks(String, f64),
    /// This store is empty.
    Empty(String),
    /// There is this much of that in this store besides what it holds, kg, as warm as the room.
    Holds(String, Species, f64),
    /// This store is filled with water to its highest mark.
    Filled(String),
    /// What is the first substance in this store is the second instead, as when somebody filled salt into a sugar jar.
    Swapped(String, Species, Species),
    /// Neither beans nor grounds in this store have caffeine.
    Decaf(String),
    /// What lies on this filter slot has been brewed, and so has its piece.
    Brewed(String),
}

impl Machine {
    /// Lets something be wrong. What comes and goes with it is booked as water from the mains and as spilt.
    ///
    /// # Errors
    /// A name that no component has, or one of another kind.
    pub fn apply(&mut self, what: &Override) -> Result<(), MachineError> {
        self.wake();
        self.change(what).map_err(|fault| MachineError(vec![fault]))
    }

    fn change(&mut self, what: &Override) -> Result<(), Fault> {
        match what {
            Override::Scaled(name, share) => {
                let heater = self.named(name, Kind::Heater)?;
                self.parts.heaters[heater].scale(*share);
            }
            Override::Dead(name) => {
                let indicator = self.named(name, Kind::Indicator)?;
                self.parts.indicators[indicator].dead = true;
            }
            Override::Stuck(name) => {
                let control = self.named(name, Kind::Control)?;
                self.parts.controls[control].stuck = true;
            }
            Override::Worn(name, share) => match self.program.names.get(name) {
                Some((Kind::Seat, seat)) => self.parts.seats[seat].worn = *share,
                _ => {
                    let joint = self.named(name, Kind::Joint)?;
                    self.parts.joints[joint].worn = *share;
                }
            },
            Override::Locked(name) => {
                let key = self.named(name, Kind::Control)?;
                self.fire(Some((key, Event::Held)), &mut Outputs::default());
            }
            Override::Full(name) => {
                let counter = self.named(name, Kind::Counter)?;
                self.parts.counters[counter].n = self.parts.counters[counter].limit;
            }
            Override::State(name) => {
                let states = &self.program.states;
                self.state = states.iter().position(|s| s == name).ok_or_else(|| Fault::Wiring {
                    place: "ctrl".into(),
                    what: format!("there is no state `{name}`; it has {states:?}"),
                })?;
            }
            Override::Brewed(name) => self.brew_through(name)?,
            Override::Leaks(name, ml_s) => {
                let store = self.named(name, Kind::Store)?;
                self.parts.stores[store].crack(ml_s * 1e-6);
            }
            Override::Empty(name)
            | Override::Holds(name, ..)
            | Override::Filled(name)
            | Override::Swapped(name, ..)
            | Override::Decaf(name) => {
                let store = self.named(name, Kind::Store)?;
                self.change_contents(store, what);
            }
        }
        Ok(())
    }

    fn named(&self, name: &str, kind: Kind) -> Result<usize, Fault> {
        let mut faults = Vec::new();
        let index = self.program.names.find_kind(name, name, kind, Comp::KINDS[kind as usize], &mut faults);
        index.ok_or_else(|| faults.remove(0))
    }

    fn change_contents(&mut self, index: usize, what: &Override) {
        let room_c = self.inputs.air.temp_c;
        let (store, ledger) = (&mut self.parts.stores[index], &mut self.ledger);
        let added = match what {
            Override::Empty(_) => {
                ledger.spill.add(&store.take_kg(f64::INFINITY));
                return;
            }
            Override::Swapped(_, from, to) => {
                let mut contents = store.take_kg(f64::INFINITY);
                let gained_j = contents.swap(*from, *to, ledger);
                ledger.ambient_j -= gained_j;
                store.pour_in(&contents);
                return;
            }
            Override::Decaf(_) => {
                let mix = store.mix_mut();
                let before_kg = mix.caffeine_within_kg();
                *mix = mix.decaffeinated();
                ledger.turned_kg[Species::Caffeine.index()] -= before_kg - mix.caffeine_within_kg();
                return;
            }
            Override::Holds(_, species, kg) => Mixture::of(*species, *kg, room_c),
            _ => {
                let missing_ml = self.program.plans.stores[index].max_ml - store.volume_ml();
                Mixture::of(Species::Water, missing_ml.max(0.0) * 1e-3, room_c)
            }
        };
        ledger.mains.add(&added);
        store.pour_in(&added);
    }

    fn brew_through(&mut self, name: &str) -> Result<(), Fault> {
        let slot = self.named(name, Kind::Filter)?;
        if let Some(piece) = &mut self.parts.slots[slot].piece {
            piece.wear = Wear::Used;
        }
        if let Some(bed) = self.bed_on(slot) {
            let fresh = self.parts.beds[bed].lift_out();
            let brewed = fresh.brewed();
            self.ledger.spill.add(&fresh);
            self.ledger.mains.add(&brewed);
            let surplus = self.parts.beds[bed].pour_in(&brewed);
            self.ledger.spill.add(&surplus);
        }
        Ok(())
    }
}
