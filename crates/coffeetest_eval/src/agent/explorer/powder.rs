//! Coffee from its pack to where it is brewed.

use coffeetest_task::action::{Action, Name};

use super::life::Life;

impl Life {
    /// Moves powder or beans from a pack into the hollow of a thing that is called like one of these, g.
    pub(super) async fn spoon(&mut self, pack: &Name, into: &Name, hollows: &[&str], amount_g: f64) -> bool {
        let Some(scoop) = self.scoop() else { return false };
        self.bring_out(pack).await;
        let mut worked = false;
        for step in 0..4 {
            self.free_hand().await;
            if self.uncover(pack).await && self.take(&scoop).await {
                let Some(target) = self.aim(into, hollows) else { break };
                let action = |into| Action::Scoop { from: pack.clone(), into, amount_g: Some(amount_g) };
                worked = self.act(action(target)).await;
                if !worked && self.learn_hollows(into) {
                    let Some(target) = self.aim(into, hollows) else { break };
                    worked = self.act(action(target)).await;
                }
            }
            if worked || self.is_late() {
                break;
            }
            // Where it stands now, something may be in the way.
            if self.take(pack).await {
                self.put_down_at(step).await;
            }
        }
        self.free_hand().await;
        self.cover(pack).await;
        worked
    }

    /// Puts what stands behind a door on a counter.
    pub(super) async fn bring_out(&mut self, thing: &Name) {
        if self.memory.get(thing).is_some_and(|known| known.behind.is_some()) {
            self.set_out(thing).await;
        }
    }

    /// Puts a thing on a counter by its own hand, and closes what stood open for it.
    pub(super) async fn set_out(&mut self, thing: &Name) -> bool {
        let is_out = self.take(thing).await && self.put_down().await;
        self.shut_doors(None).await;
        is_out
    }

    /// Takes one piece out of a pack: a filter, a pod.
    pub(super) async fn piece(&mut self, pack: &Name) -> bool {
        self.take(pack).await || self.now.holding.is_some()
    }
}
