//! A kettle that is heated on a stove.

use coffeetest_task::action::{Action, Name, Setting};

use super::life::Life;
use super::notion::has;
use super::words;

/// How long water may take on a stove, in looks, and the time between those, s.
const LOOKS: u32 = 40;
const GLANCE_S: f64 = 15.0;

impl Life {
    /// Boils a kettle on a stove.
    pub(super) async fn boil_on_stove(&mut self, kettle: &Name) -> bool {
        for stove in self.things(words::STOVES) {
            let knobs: Vec<Name> = self
                .memory
                .parts(&stove)
                .iter()
                .filter(|part| part.is_a(words::KNOBS))
                .map(|part| part.name().clone())
                .collect();
            for knob in knobs {
                if self.boil_with(kettle, &stove, &knob).await {
                    return true;
                }
            }
        }
        false
    }

    /// Lights a place of the stove, sets the kettle there, and waits until it boils.
    async fn boil_with(&mut self, kettle: &Name, stove: &Name, knob: &Name) -> bool {
        self.act(Action::GoTo { target: stove.clone() }).await;
        self.look(knob).await;
        if !self.turn_to(knob, &["high", "on"], 100.0).await {
            return false;
        }
        let place = self.burning(stove).await;
        let mut boils = false;
        if let Some(place) = place
            && self.take(kettle).await
            && self.act(Action::Insert { item: None, into: place }).await
        {
            for _ in 0..LOOKS {
                self.wait(GLANCE_S).await;
                self.look(kettle).await;
                let steams = self.memory.look(kettle).iter().any(|state| has(state, words::STEAMS));
                boils = steams || self.now.sounds.iter().any(|sound| has(&sound.name, words::BOILS));
                if boils || self.is_late() {
                    break;
                }
            }
        }
        self.free_hand().await;
        self.turn_to(knob, &["off"], 0.0).await;
        boils
    }

    /// Where a flame is seen, or a plate glows.
    async fn burning(&mut self, stove: &Name) -> Option<Name> {
        for _ in 0..4 {
            self.look(stove).await;
            let look = self.memory.look(stove);
            let place =
                look.iter().filter_map(|state| state.split_once(": ")).find(|(_, what)| has(what, words::FIRES));
            if let Some((place, _)) = place {
                return Name::new(&format!("{stove}.{}", place.replace(' ', "_"))).ok();
            }
            self.wait(GLANCE_S).await;
        }
        None
    }

    /// Turns a knob to a position that is called so, or else this far.
    async fn turn_to(&mut self, knob: &Name, positions: &[&str], percent: f64) -> bool {
        let label = self.memory.get(knob).map(|known| known.label.clone()).unwrap_or_default();
        for position in positions.iter().filter(|position| label.contains(**position)) {
            let to = Setting::new(position).ok();
            if self.act(Action::Turn { target: knob.clone(), to, percent: None }).await {
                return true;
            }
        }
        self.act(Action::Turn { target: knob.clone(), to: None, percent: Some(percent) }).await
    }
}
