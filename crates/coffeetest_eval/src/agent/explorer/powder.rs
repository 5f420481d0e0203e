//! Coffee from its pack to where it is brewed.

use coffeetest_task::action::{Action, Name};

use super::life::Life;

impl Life {
    /// Moves powder or beans from a pack into the hollow of a thing that is called like one of these, g.
    pub(super) async fn spoon(&mut self, pack: &Name, into: &Name, hollows: &[&str], amount_g: f64) -> bool {
        let Some(scoop) = self.scoop() else { return false };
        self.bring_out(pack).await;
        self.free_hand().await;
        self.uncover(pack).await;
        if !self.take(&scoop).await {
            return false;
        }
        let mut worked = false;
        for step in 0..3 {
            let target = self.hollow(into, hollows).unwrap_or_else(|| into.clone());
            let action = Action::Scoop { from: pack.clone(), into: target, amount_g: Some(amount_g) };
            worked = self.act(action).await;
            if worked {
                break;
            }
            if self.learn_hollows(into) {
                continue;
            }
            let Some(place) = self.surfaces().into_iter().nth(step) else { break };
            self.act(Action::GoTo { target: place }).await;
        }
        self.free_hand().await;
        self.cover(pack).await;
        worked
    }

    /// Puts what stands behind a door on a counter.
    pub(super) async fn bring_out(&mut self, thing: &Name) {
        if self.memory.get(thing).is_some_and(|known| known.behind.is_some()) && self.take(thing).await {
            self.put_down().await;
            self.shut_doors(None).await;
        }
    }

    /// Takes one piece out of a pack: a filter, a pod.
    pub(super) async fn piece(&mut self, pack: &Name) -> bool {
        self.take(pack).await || self.now.holding.is_some()
    }
}
