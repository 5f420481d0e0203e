//! Beans that are ground before they are brewed.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::words;

/// How far a grinder's knob is turned for a filter, %.
const MEDIUM_PERCENT: f64 = 45.0;
/// How long a button is held down, s, and how often it is pressed.
const HOLD_S: f64 = 9.0;
const PRESSES: u32 = 5;
/// Pause between them, s.
const PAUSE_S: f64 = 12.0;

impl Life {
    /// Grinds beans and tips them onto the bed of a machine.
    pub(super) async fn grind(&mut self, beans: &Name, grinder: &Name, machine: &Name, dose_g: f64) -> bool {
        self.free_hand().await;
        self.uncover(grinder).await;
        self.look(grinder).await;
        if !self.spoon(beans, grinder, words::HOPPERS, dose_g).await {
            return false;
        }
        self.cover(grinder).await;
        self.plug_in(grinder).await;
        self.turn(grinder, MEDIUM_PERCENT).await;
        if !self.run_grinder(grinder).await {
            return false;
        }
        self.uncover(grinder).await;
        self.look(grinder).await;
        let Some(bin) = self.parts_that_are(grinder, words::BINS, &format!("in {grinder}")).into_iter().next() else {
            return false;
        };
        if !self.act(Action::Remove { target: bin }).await {
            return false;
        }
        let poured = self.pour(machine, words::BASKETS, None).await;
        self.insert(grinder).await;
        self.free_hand().await;
        self.cover(grinder).await;
        poured
    }

    /// Runs a grinder: one that grinds as long as it is pressed is held once, another pressed until nothing more comes.
    async fn run_grinder(&mut self, grinder: &Name) -> bool {
        let Some(target) = self.part(grinder, words::BUTTONS) else { return false };
        for _ in 0..PRESSES {
            if !self.act(Action::Press { target: target.clone(), seconds: None }).await {
                return false;
            }
            if !self.is_busy(grinder) {
                return self.act(Action::Press { target, seconds: Some(HOLD_S) }).await;
            }
            self.wait(PAUSE_S).await;
        }
        true
    }
}
