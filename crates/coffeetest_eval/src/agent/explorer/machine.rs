//! Coffee from a machine that pours water through it by itself.

use coffeetest_task::action::{Action, Name, Setting};

use super::life::Life;
use super::notion::Form;
use super::words;

/// Ground coffee for a litre, g, as is usual; water for a carafe and for a single cup, ml; beans for a hopper, g.
const DOSE_G_PER_L: f64 = 56.0;
const CARAFE_ML: f64 = 500.0;
const CUP_ML: f64 = 400.0;
const BEANS_G: f64 = 40.0;
/// How long a machine may need to begin, in looks, and the time between those, s.
const START_LOOKS: u32 = 4;
const START_S: f64 = 6.0;

impl Life {
    /// Makes coffee with a machine from what there is of coffee; gives the vessel that it is in.
    pub(super) async fn brew(&mut self, machine: &Name, form: Form, coffee: &Name, cup: &Name) -> Option<Name> {
        self.free_hand().await;
        self.uncover(machine).await;
        self.look(machine).await;
        let carafe = self.carafe(machine);
        // A percolator is its own carafe.
        let is_pot = self.buttons(machine).is_empty() && carafe.is_none();
        let receiver = if is_pot { machine.clone() } else { carafe.clone().unwrap_or_else(|| cup.clone()) };
        let water_ml = if carafe.is_some() { CARAFE_ML } else { CUP_ML };
        let carrier = carafe.clone().unwrap_or_else(|| self.carrier(cup));
        if !self.supply(&carrier, machine, water_ml).await {
            return None;
        }
        if carafe.is_some() {
            self.insert(machine).await;
        }
        self.free_hand().await;
        let filled = match form {
            Form::Beans if carafe.is_none() => self.spoon(coffee, machine, words::HOPPERS, BEANS_G).await,
            Form::Beans => self.grind_in(machine, coffee, 1e-3 * water_ml * DOSE_G_PER_L).await,
            Form::Ground => self.fill_basket(machine, coffee, 1e-3 * water_ml * DOSE_G_PER_L).await,
            _ => true,
        };
        if !filled {
            return None;
        }
        self.free_hand().await;
        self.cover(machine).await;
        self.plug_in(machine).await;
        self.run(machine, form, coffee, &receiver, carafe.is_some()).await.then_some(receiver)
    }

    /// What water is carried in: a mug, and the cup itself only if there is none.
    fn carrier(&self, cup: &Name) -> Name {
        let is_mug = |name: &&Name| self.memory.get(name).is_some_and(|known| known.is_a(words::MUGS));
        let mut all = self.cups();
        all.sort_by_key(|name| name != cup);
        all.iter().find(is_mug).unwrap_or(cup).clone()
    }

    /// A filter into the basket, and beans from a grinder on it.
    async fn grind_in(&mut self, machine: &Name, beans: &Name, dose_g: f64) -> bool {
        self.put_filter(machine).await;
        match self.thing(words::GRINDERS) {
            Some(grinder) => self.grind(beans, &grinder, machine, dose_g).await,
            None => false,
        }
    }

    /// A filter into the basket, and coffee on it.
    async fn fill_basket(&mut self, machine: &Name, coffee: &Name, dose_g: f64) -> bool {
        self.put_filter(machine).await;
        self.spoon(coffee, machine, words::BASKETS, dose_g).await
    }

    async fn put_filter(&mut self, machine: &Name) {
        if let Some(pack) = self.filter()
            && self.piece(&pack).await
        {
            self.insert(machine).await;
            self.free_hand().await;
        }
    }

    /// Wakes the machine, gives it its pod, and presses until coffee comes.
    async fn run(&mut self, machine: &Name, form: Form, coffee: &Name, receiver: &Name, has_carafe: bool) -> bool {
        self.act(Action::GoTo { target: machine.clone() }).await;
        self.read_buttons(machine).await;
        let Some(wake) = self.buttons(machine).first().cloned() else {
            self.watch_carafe(machine, receiver).await;
            self.pull_plug(machine).await;
            return true;
        };
        self.try_button(machine, &wake).await;
        if has_carafe {
            return self.watch_carafe(machine, receiver).await;
        }
        self.await_ready(machine).await;
        if form == Form::Pod && !self.load_pod(machine, coffee).await {
            return false;
        }
        if self.take(receiver).await {
            self.insert(machine).await;
        }
        self.free_hand().await;
        // By now it may have seen some more of them.
        self.read_buttons(machine).await;
        let brews: Vec<Name> =
            self.buttons(machine).into_iter().filter(|button| !self.is_power(button)).take(4).collect();
        for _ in 0..2 {
            for button in &brews {
                self.try_button(machine, button).await;
                self.await_start(machine).await;
                if self.is_busy(machine) {
                    self.watch(machine).await;
                    if self.take_out(receiver).await {
                        return true;
                    }
                    if self.take(receiver).await {
                        self.insert(machine).await;
                    }
                    self.free_hand().await;
                }
            }
            self.await_ready(machine).await;
        }
        self.take_out(receiver).await
    }

    /// Waits a little for a machine to begin.
    async fn await_start(&mut self, machine: &Name) {
        for _ in 0..START_LOOKS {
            if self.is_busy(machine) {
                return;
            }
            self.wait(START_S).await;
            self.look(machine).await;
        }
    }

    /// Takes a cup out of a machine and puts it on a counter; gives whether coffee is seen in it.
    async fn take_out(&mut self, cup: &Name) -> bool {
        self.free_hand().await;
        self.take(cup).await && (self.is_filled(cup) || self.has_brown(cup)) && self.put_down().await
    }

    /// Takes the holder out, puts a pod in, and twists it in again.
    async fn load_holder(&mut self, machine: &Name, holder: &Name, pods: &Name) -> bool {
        self.free_hand().await;
        if self.act(Action::Remove { target: holder.clone() }).await {
            self.put_down().await;
        }
        let loaded = self.piece(pods).await && self.insert(machine).await;
        self.free_hand().await;
        if !self.take(holder).await || !self.insert(machine).await {
            return false;
        }
        let to = Setting::new("tight").ok();
        self.act(Action::Turn { target: holder.clone(), to, percent: None }).await && loaded
    }

    /// Opens what a pod goes behind, puts one in, and closes it.
    async fn load_pod(&mut self, machine: &Name, pods: &Name) -> bool {
        if let Some(holder) = self.part(machine, words::PORTAFILTERS) {
            return self.load_holder(machine, &holder, pods).await;
        }
        let gates = self.parts_that_are(machine, words::GATES, "closed");
        for gate in &gates {
            self.open(gate).await;
        }
        self.look(machine).await;
        let loaded = self.piece(pods).await && self.insert(machine).await;
        self.free_hand().await;
        for gate in &gates {
            self.close(gate).await;
        }
        loaded
    }
}
