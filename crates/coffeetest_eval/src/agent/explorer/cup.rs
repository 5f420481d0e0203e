//! The cup at the end: filled, served and looked at.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::notion::has;
use super::words;

/// How much goes into a mug, a small one, and an espresso cup, ml.
const MUG_ML: f64 = 240.0;
const SMALL_ML: f64 = 160.0;

impl Life {
    /// How much was asked for, ml.
    pub(super) fn wanted_ml(&self) -> f64 {
        if has(&self.order, words::SMALL) { SMALL_ML } else { MUG_ML }
    }

    /// Brings the coffee in a vessel to the cup and the cup to a table; gives whether coffee is seen in it there.
    pub(super) async fn serve(&mut self, vessel: &Name, cup: &Name, machine: Option<&Name>) -> bool {
        if vessel != cup {
            if !self.fill_cup(vessel, cup).await {
                return false;
            }
            match machine {
                Some(machine) if machine != vessel => self.insert(machine).await,
                _ => self.put_down().await,
            };
            self.free_hand().await;
        } else if !self.stands(cup) && self.take(cup).await {
            self.put_down().await;
        }
        if let Some(machine) = machine {
            self.switch_off(machine).await;
        }
        self.shut_doors(None).await;
        self.inspect(cup).await && self.stands(cup)
    }

    /// Looks into a cup from near; gives whether there is coffee in it.
    pub(super) async fn inspect(&mut self, cup: &Name) -> bool {
        self.look(cup).await;
        if !self.has_brown(cup) {
            self.act(Action::GoTo { target: cup.clone() }).await;
            self.look(cup).await;
        }
        if !self.has_brown(cup) && self.set_on_table(cup).await {
            self.look(cup).await;
        }
        self.has_brown(cup)
    }

    /// Puts a cup where it can be filled: the first of all that can be taken.
    pub(super) async fn ready_cup(&mut self) -> Option<Name> {
        for cup in self.cups() {
            if self.set_out(&cup).await {
                return Some(cup);
            }
        }
        None
    }

    /// Pours from a vessel into the cup; if that cannot be done where the cup stands, on a table.
    async fn fill_cup(&mut self, vessel: &Name, cup: &Name) -> bool {
        let amount_ml = Some(self.wanted_ml());
        if !self.take(vessel).await {
            return false;
        }
        if self.pour(cup, &[], amount_ml).await {
            return true;
        }
        let full_g = self.now.body.load_g;
        self.put_down().await && self.set_on_table(cup).await && self.take(vessel).await && {
            // Some may have gone over already.
            let left_ml = amount_ml.map(|ml| ml - f64::from(full_g - self.now.body.load_g).max(0.0));
            self.pour(cup, &[], left_ml).await
        }
    }

    /// Whether a cup stands on a counter or a table.
    fn stands(&self, cup: &Name) -> bool {
        let on =
            |state: &String| (state.starts_with("on ") && has(state, words::SURFACES)) && !state.contains("spilled");
        self.memory.get(cup).is_some_and(|known| known.seen.state.iter().any(on))
    }

    /// Stirs in a cup, if there is something to stir with.
    pub(super) async fn stir(&mut self, cup: &Name) {
        let Some(spoon) = self.scoop() else { return };
        if self.take(&spoon).await {
            self.act(Action::Stir { target: cup.clone(), seconds: None }).await;
        }
        self.free_hand().await;
    }
}
