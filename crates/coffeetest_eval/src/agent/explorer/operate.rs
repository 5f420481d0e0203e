//! Buttons that are pressed, and what is seen and heard of it.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::memory::Known;
use super::notion::has;
use super::words;

/// How long it is waited between two looks, s.
const GLANCE_S: f64 = 15.0;
/// Longest that a machine may take to brew and to warm up, and how long drops fall after that, in looks.
const MOST_LOOKS: u32 = 36;
const WARM_LOOKS: u32 = 12;
const QUIET_LOOKS: u32 = 2;

impl Life {
    /// Buttons of a machine that may be pressed, those that wake it first, then those that fit the order.
    pub(super) fn buttons(&self, machine: &Name) -> Vec<Name> {
        let mut all: Vec<(u32, Name)> = Vec::new();
        for part in self.memory.parts(machine) {
            let is_one = part.is_a(words::BUTTONS) && !part.is("open") && !part.is("closed") && !part.is("ajar");
            if is_one && !has(&part.label, words::OTHER) {
                all.push((self.rank(part), part.name().clone()));
            }
        }
        all.sort_by_key(|(rank, _)| *rank);
        all.into_iter().map(|(_, name)| name).collect()
    }

    fn rank(&self, button: &Known) -> u32 {
        let wants = |sizes: &[&str]| has(&self.order, sizes) && has(&button.label, sizes);
        match () {
            () if has(&button.label, words::POWER) => 0,
            () if wants(words::SMALL) || wants(words::LARGE) => 1,
            () if has(&button.label, words::BREW) && !has(&button.label, words::SMALL) => 2,
            () if has(&button.label, words::BREW) => 3,
            () => 4,
        }
    }

    /// Looks at the buttons whose labels have not been read yet.
    pub(super) async fn read_buttons(&mut self, machine: &Name) {
        self.look(machine).await;
        for button in self.buttons(machine) {
            if self.memory.get(&button).is_some_and(|known| known.label.is_empty()) {
                self.look(&button).await;
            }
        }
    }

    /// Whether a machine is at work, by what is heard and seen of it.
    pub(super) fn is_busy(&self, machine: &Name) -> bool {
        let sounds = self.now.sounds.iter().any(|sound| sound.goes_on && has(&sound.name, words::BUSY));
        sounds || self.memory.look(machine).iter().any(|state| state == "something runs out of it")
    }

    /// Sees to it that a plug that lies about is in a socket.
    pub(super) async fn plug_in(&mut self, thing: &Name) {
        for plug in self.parts_that_are(thing, words::PLUGS, "in no socket") {
            self.free_hand().await;
            for outlet in self.outlets(thing).into_iter().take(3) {
                if self.act(Action::Plug { plug: Some(plug.clone()), outlet }).await {
                    break;
                }
            }
            self.free_hand().await;
        }
    }

    /// Sockets, those nearest to a thing first.
    fn outlets(&self, thing: &Name) -> Vec<Name> {
        let Some(at) = self.memory.get(thing).map(|known| known.seen.place_m) else { return Vec::new() };
        let gap = |known: &Known| {
            let [x, y, _] = known.seen.place_m;
            (x - at[0]) * (x - at[0]) + (y - at[1]) * (y - at[1])
        };
        let mut all: Vec<&Known> =
            self.memory.things().into_iter().filter(|known| known.is_a(words::OUTLETS)).collect();
        all.sort_by(|a, b| gap(a).total_cmp(&gap(b)));
        all.into_iter().map(|known| known.name().clone()).collect()
    }

    /// Presses a button, and gives whether anything looks or sounds different after it.
    pub(super) async fn try_button(&mut self, machine: &Name, button: &Name) -> bool {
        let before = self.memory.look(machine);
        if !self.press(button).await {
            return false;
        }
        self.look(machine).await;
        self.memory.look(machine) != before || self.is_busy(machine)
    }

    /// Waits until a machine that warms up or rinses is ready.
    pub(super) async fn await_ready(&mut self, machine: &Name) {
        for _ in 0..WARM_LOOKS {
            self.look(machine).await;
            let waits = |state: &String| has(&state.to_lowercase(), words::WAITING);
            if !self.is_busy(machine) && !self.memory.look(machine).iter().any(waits) {
                return;
            }
            self.wait(GLANCE_S).await;
        }
    }

    /// Waits while a machine is heard or seen to be at work.
    pub(super) async fn watch(&mut self, machine: &Name) {
        let mut quiet = 0;
        for _ in 0..MOST_LOOKS {
            self.look(machine).await;
            quiet = if self.is_busy(machine) { 0 } else { quiet + 1 };
            if quiet > 1 || !self.wait(GLANCE_S).await {
                return;
            }
        }
    }

    /// Waits while coffee drips into a carafe: until the machine sputters as its tank runs dry, or for long enough.
    pub(super) async fn watch_carafe(&mut self, machine: &Name, carafe: &Name) -> bool {
        let (mut ends, mut after) = (false, 0);
        for _ in 0..MOST_LOOKS {
            self.wait(GLANCE_S).await;
            self.look(machine).await;
            let sputters = self.now.sounds.iter().any(|sound| has(&sound.name, words::LAST));
            ends |= sputters;
            after = if ends && !sputters { after + 1 } else { 0 };
            if after >= QUIET_LOOKS {
                break;
            }
        }
        self.has_brown(carafe)
    }

    /// Whether a vessel was last seen with coffee in it.
    pub(super) fn has_brown(&self, vessel: &Name) -> bool {
        self.memory.hollows(vessel).any(|(_, contents)| has(contents, words::BROWN))
    }

    /// Whether a button only switches a machine on and off.
    pub(super) fn is_power(&self, button: &Name) -> bool {
        self.memory.get(button).is_some_and(|known| self.rank(known) == 0)
    }

    /// Turns the knobs of a thing this far, %.
    pub(super) async fn turn(&mut self, thing: &Name, percent: f64) {
        let knobs: Vec<Name> = self
            .memory
            .parts(thing)
            .iter()
            .filter(|part| part.is_a(words::KNOBS))
            .map(|part| part.name().clone())
            .collect();
        for target in knobs {
            self.act(Action::Turn { target, to: None, percent: Some(percent) }).await;
        }
    }

    /// Switches off what it has switched on.
    pub(super) async fn switch_off(&mut self, machine: &Name) {
        let power = self.buttons(machine).into_iter().find(|button| self.is_power(button));
        if let Some(button) = power {
            self.press(&button).await;
        }
    }
}
