//! Water from the tap into what needs it.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::notion::has;
use super::words;

/// As much as is carried in a cup without spilling, ml.
const CUP_ML: f64 = 250.0;

impl Life {
    /// Carries water to a hollow of a thing with a vessel until this much is in it, ml. The vessel stays in the hand.
    pub(super) async fn supply(&mut self, vessel: &Name, into: &Name, water_ml: f64) -> bool {
        let empty_g = self.weights.get(vessel).map(|(first_g, _)| *first_g);
        let mut missing_ml = water_ml;
        for _ in 0..4 {
            if missing_ml < 20.0 {
                break;
            }
            let Some(drawn_ml) = self.draw(vessel, missing_ml).await else { break };
            if !self.pour(into, words::TANKS, None).await {
                break;
            }
            missing_ml -= drawn_ml;
        }
        // What could not be poured in is no part of the drink.
        if self.now.holding.is_some()
            && empty_g.is_some_and(|empty_g| self.now.body.load_g > empty_g + 10.0)
            && let Some(sink) = self.thing(words::TAPS)
        {
            self.pour(&sink, &[], None).await;
        }
        missing_ml < 0.5 * water_ml
    }

    /// Fills a vessel at the tap; gives how much came, ml.
    pub(super) async fn draw(&mut self, vessel: &Name, water_ml: f64) -> Option<f64> {
        let tap = self.thing(words::TAPS)?;
        if !self.take(vessel).await {
            return None;
        }
        let is_small = self.memory.get(vessel).is_some_and(|known| known.is_a(words::CUPS));
        let wanted_ml = if is_small { water_ml.min(CUP_ML) } else { water_ml };
        let empty_g = self.now.body.load_g;
        for step in 0..3 {
            if !self.take(vessel).await {
                return None;
            }
            let missing_ml = wanted_ml - f64::from(self.now.body.load_g - empty_g);
            if missing_ml < 0.3 * wanted_ml {
                break;
            }
            let amount_ml = Some(missing_ml.round());
            if self.act(Action::Fill { item: None, tap: tap.clone(), amount_ml }).await {
                break;
            }
            self.walk(step).await;
        }
        let gained_g = f64::from(self.now.body.load_g - empty_g);
        (gained_g > 10.0).then_some(gained_g)
    }

    /// Goes to another place: from there the arm may reach.
    pub(super) async fn walk(&mut self, step: usize) {
        if let Some(place) = self.surfaces().into_iter().nth(step + 1) {
            self.act(Action::GoTo { target: place }).await;
        }
    }

    /// Pours from what the hand holds into the hollow of a thing that is called like one of these.
    pub(super) async fn pour(&mut self, into: &Name, hollows: &[&str], amount_ml: Option<f64>) -> bool {
        for step in 0..3 {
            let Some(target) = self.aim(into, hollows) else { return false };
            if self.act(Action::pour(target, amount_ml)).await {
                return true;
            }
            if !self.learn_hollows(into) {
                self.walk(step).await;
            }
        }
        false
    }

    /// What to speak of to mean the hollow of a thing that is called like one of these; nothing if it has none.
    pub(super) fn aim(&self, thing: &Name, called: &[&str]) -> Option<Name> {
        let own = self.hollow(thing, called);
        own.or_else(|| (!self.memory.knows_hollows(thing)).then(|| thing.clone()))
    }

    /// The hollow of a thing that is called like one of these words, the first of them first.
    fn hollow(&self, thing: &Name, called: &[&str]) -> Option<Name> {
        let all: Vec<String> = self.memory.hollows(thing).map(|(hollow, _)| hollow.to_owned()).collect();
        let found = called.iter().find_map(|word| all.iter().find(|hollow| has(hollow, &[word])))?;
        Name::new(&format!("{thing}.{found}")).ok()
    }

    /// Hollows whose names were told because it was not clear which was meant.
    pub(super) fn learn_hollows(&mut self, thing: &Name) -> bool {
        let Some((_, names)) = self.said().split_once("say which: ") else { return false };
        let names: Vec<String> = names.split(", ").map(|name| name.trim_matches('`').to_owned()).collect();
        for name in &names {
            self.memory.hear_of(thing, name.rsplit('.').next().unwrap_or(name));
        }
        !names.is_empty()
    }
}
