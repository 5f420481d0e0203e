//! Hot water: from a kettle that is boiled, or from a flask.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::notion::has;
use super::words;

/// What is boiled at least, ml.
const KETTLE_ML: f64 = 500.0;
/// How long a kettle may take, in looks, and the time between those, s.
const BOIL_LOOKS: u32 = 30;
const GLANCE_S: f64 = 15.0;

impl Life {
    /// Sees to it that there is hot water in something.
    pub(super) async fn heat(&mut self, source: &Name, cup: &Name) -> bool {
        match self.memory.get(source).is_some_and(|known| known.is_a(words::KETTLES)) {
            true => self.boil(source, cup).await,
            false => true,
        }
    }

    /// Fills a kettle and boils it.
    async fn boil(&mut self, kettle: &Name, cup: &Name) -> bool {
        self.free_hand().await;
        self.uncover(kettle).await;
        self.look(kettle).await;
        if !self.supply(cup, kettle, KETTLE_ML).await {
            return false;
        }
        self.free_hand().await;
        self.cover(kettle).await;
        self.plug_in(kettle).await;
        self.turn(kettle, 100.0).await;
        let Some(button) = self.buttons(kettle).first().cloned() else { return self.boil_on_stove(kettle).await };
        self.press(&button).await;
        self.act(Action::GoTo { target: kettle.clone() }).await;
        self.look(kettle).await;
        let pressed = self.memory.look(&button);
        let mut was_lit = false;
        for look in 0..BOIL_LOOKS {
            if !self.wait(GLANCE_S).await {
                return false;
            }
            self.look(kettle).await;
            let steams = self.memory.look(kettle).iter().any(|state| has(state, words::STEAMS));
            let went_out = was_lit && self.has_lamp(kettle, " off") && !self.has_lamp(kettle, " lit");
            was_lit |= self.has_lamp(kettle, " lit");
            if look > 0 && (steams || went_out || self.is_moved(&button, &pressed)) {
                return true;
            }
        }
        false
    }

    /// Whether a lamp of a thing is seen that is lit, or off.
    fn has_lamp(&self, thing: &Name, how: &str) -> bool {
        self.memory.look(thing).iter().any(|state| state.ends_with(how))
    }

    /// Whether a switch stands elsewhere than it did.
    fn is_moved(&self, button: &Name, before: &[String]) -> bool {
        let position = |state: &&String| state.starts_with("set to ");
        let now = self.memory.look(button);
        now.iter().find(position) != before.iter().find(position)
    }

    /// Takes the hot water into the hand: the whole kettle, off its cord, or the jug off its base.
    pub(super) async fn take_hot(&mut self, source: &Name) -> bool {
        if !self.free_hand().await {
            return false;
        }
        for jug in self.parts_that_are(source, words::JUGS, &format!("in {source}")) {
            if self.act(Action::Remove { target: jug }).await {
                return true;
            }
        }
        if self.take(source).await {
            return true;
        }
        self.pull_plug(source).await;
        self.take(source).await
    }

    /// Pulls the plug of a thing.
    pub(super) async fn pull_plug(&mut self, thing: &Name) {
        if let Some(plug) = self.part(thing, words::PLUGS)
            && self.act(Action::Unplug { plug }).await
        {
            self.free_hand().await;
        }
    }

    /// Puts the hot water back on its base, or anywhere.
    pub(super) async fn put_back(&mut self, source: &Name) {
        let Some(held) = self.now.holding.clone() else { return };
        if held != *source {
            self.insert(source).await;
        }
        self.free_hand().await;
    }
}
