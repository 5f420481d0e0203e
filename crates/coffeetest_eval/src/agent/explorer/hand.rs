//! Taking things and putting them down again.

use coffeetest_task::action::{Action, Name, Relation};

use super::life::Life;
use super::words;

impl Life {
    /// Takes a thing into the empty hand; a door in front of it is opened, and others are closed.
    pub(super) async fn take(&mut self, thing: &Name) -> bool {
        if self.now.holding.as_ref() == Some(thing) {
            return true;
        }
        if !self.free_hand().await {
            return false;
        }
        let behind = self.memory.get(thing).and_then(|known| known.behind.clone());
        self.shut_doors(behind.as_ref()).await;
        if let Some(door) = behind
            && !self.ajar.contains(&door)
        {
            self.open_door(&door).await;
        }
        for _ in 0..2 {
            if self.act(Action::Pick { target: thing.clone() }).await {
                self.weigh(thing);
                return true;
            }
            if self.now.holding.is_some() {
                return self.now.holding.as_ref() == Some(thing);
            }
            self.walk(0).await;
        }
        false
    }

    /// Opens a door of a cabinet, to be closed later.
    pub(super) async fn open_door(&mut self, door: &Name) -> bool {
        self.ajar.insert(door.clone());
        let opened = self.open(door).await;
        if !opened {
            self.ajar.remove(door);
        }
        opened
    }

    /// Feels how heavy a thing is, at first and now.
    fn weigh(&mut self, thing: &Name) {
        let load_g = self.now.body.load_g;
        let felt = self.weights.entry(thing.clone()).or_insert((load_g, load_g));
        felt.1 = load_g;
    }

    /// Whether something has come into a cup since it was first taken, by its weight when it was last.
    pub(super) fn is_filled(&self, cup: &Name) -> bool {
        const SIP_G: f32 = 20.0;
        self.weights.get(cup).is_some_and(|(first_g, last_g)| last_g - first_g >= SIP_G)
    }

    /// Puts a thing on a table, where one sees into it.
    pub(super) async fn set_on_table(&mut self, thing: &Name) -> bool {
        let Some(table) = self.thing(words::TABLES) else { return false };
        self.take(thing).await
            && (self.act(Action::Place { item: None, target: table, relation: Relation::On }).await
                || self.put_down().await)
    }

    /// Puts down what the hand holds: a spoon into its stand, anything else on the nearest free counter.
    pub(super) async fn free_hand(&mut self) -> bool {
        let Some(held) = self.now.holding.clone() else { return true };
        let is_spoon = self.memory.get(&held).is_some_and(|known| known.is_a(words::SCOOPS));
        if is_spoon
            && let Some(stand) = self.thing(words::STANDS)
            && self.insert(&stand).await
        {
            return true;
        }
        self.put_down().await
    }

    /// Puts what the hand holds on a counter.
    pub(super) async fn put_down(&mut self) -> bool {
        self.put_down_at(0).await
    }

    /// Puts what the hand holds on a counter that is not one of the nearest.
    pub(super) async fn put_down_at(&mut self, skip: usize) -> bool {
        for surface in self.surfaces().into_iter().skip(skip).take(5) {
            self.act(Action::Place { item: None, target: surface, relation: Relation::On }).await;
            if self.now.holding.is_none() {
                return true;
            }
        }
        false
    }

    /// Puts what the hand holds into its seat in a thing.
    pub(super) async fn insert(&mut self, into: &Name) -> bool {
        self.act(Action::Insert { item: None, into: into.clone() }).await
            || self.act(Action::Insert { item: None, into: into.clone() }).await
    }

    /// Closes the doors that it has opened, but for one; needs the hand.
    pub(super) async fn shut_doors(&mut self, but: Option<&Name>) {
        for door in self.ajar.clone() {
            if Some(&door) != but && self.close(&door).await {
                self.ajar.remove(&door);
            }
        }
    }

    /// Opens the lids of a thing that are closed; gives whether all are open then.
    pub(super) async fn uncover(&mut self, thing: &Name) -> bool {
        let mut all = true;
        for lid in self.parts_that_are(thing, words::LIDS, "closed") {
            all &= self.open(&lid).await;
        }
        all
    }

    /// Closes the lids of a thing.
    pub(super) async fn cover(&mut self, thing: &Name) {
        for state in ["open", "ajar"] {
            for lid in self.parts_that_are(thing, words::LIDS, state) {
                self.close(&lid).await;
            }
        }
    }

    /// The first part of a thing that is of one of these kinds.
    pub(super) fn part(&self, thing: &Name, kinds: &[&str]) -> Option<Name> {
        self.memory.parts(thing).into_iter().find(|part| part.is_a(kinds)).map(|part| part.name().clone())
    }

    /// Parts of these kinds that look so.
    pub(super) fn parts_that_are(&self, thing: &Name, kinds: &[&str], state: &str) -> Vec<Name> {
        let parts = self.memory.parts(thing).into_iter();
        parts.filter(|part| part.is_a(kinds) && part.is(state)).map(|part| part.name().clone()).collect()
    }
}
