//! Ways to a cup of coffee, the simplest first: what each needs, and how it is done.

use coffeetest_task::action::Name;

use super::life::Life;
use super::notion::{Form, has};
use super::words;

/// Instant coffee for a cup, g; water for it, and what is boiled for that, ml.
const INSTANT_G: f64 = 2.4;
const INSTANT_ML: f64 = 200.0;
const KETTLE_ML: f64 = 500.0;
/// How long a kettle may take, in looks of 15 s.
const BOIL_LOOKS: u32 = 30;

/// A way to a cup of coffee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is there already, in a bottle.
    Ready { bottle: Name },
    /// A machine does it.
    Machine { machine: Name, form: Form, coffee: Name },
    /// Hot water on soluble powder.
    Instant { coffee: Name, heat: Name },
}

/// The ways for which everything has been seen.
pub(super) fn ways(life: &Life) -> Vec<Way> {
    let mut all = Vec::new();
    all.extend(life.coffee(Form::Ready).map(|bottle| Way::Ready { bottle }));
    for form in [Form::Pod, Form::Ground, Form::Beans] {
        let has_scoop = form == Form::Pod || life.scoop().is_some();
        if let (Some(machine), Some(coffee), true) = (life.machine(), life.coffee(form), has_scoop) {
            all.push(Way::Machine { machine, form, coffee });
        }
    }
    let heat = life.thing(words::FLASKS).or_else(|| life.thing(words::KETTLES));
    if let (Some(coffee), Some(heat)) = (life.coffee(Form::Instant), heat) {
        all.push(Way::Instant { coffee, heat });
    }
    all
}

impl Way {
    /// Whether nothing more need be looked for.
    pub(super) fn is_complete(&self, life: &Life) -> bool {
        match self {
            Way::Machine { machine, form: Form::Ground, .. } => {
                life.filter().is_some() || life.carafe(machine).is_none()
            }
            _ => true,
        }
    }

    /// Goes it; gives whether a cup of coffee stands there in the end.
    pub(super) async fn go(&self, life: &mut Life, cup: &Name) -> bool {
        match self {
            Way::Ready { bottle } => {
                life.bring_out(cup).await;
                life.serve(bottle, cup, None).await
            }
            Way::Machine { machine, form, coffee } => {
                let Some(vessel) = life.brew(machine, *form, coffee, cup).await else { return false };
                life.serve(&vessel, cup, Some(machine)).await
            }
            Way::Instant { coffee, heat } => life.dissolve(coffee, heat, cup).await,
        }
    }
}

impl Life {
    async fn dissolve(&mut self, coffee: &Name, heat: &Name, cup: &Name) -> bool {
        self.bring_out(cup).await;
        if self.memory.get(heat).is_some_and(|known| known.is_a(words::KETTLES)) && !self.boil(heat, cup).await {
            return false;
        }
        let is_jar = self.memory.get(coffee).is_some_and(|known| known.says(&["jar", "tin"]));
        let powdered = match is_jar {
            true => self.spoon(coffee, cup, &[], INSTANT_G).await,
            false => self.empty_sachet(coffee, cup).await,
        };
        if !powdered || !self.take(heat).await || !self.pour(cup, &[], Some(INSTANT_ML)).await {
            return false;
        }
        self.put_down().await;
        self.stir(cup).await;
        self.serve(cup, cup, None).await
    }

    /// Pours a sachet out of its box into the cup.
    async fn empty_sachet(&mut self, sachets: &Name, cup: &Name) -> bool {
        self.piece(sachets).await && self.pour(cup, &[], None).await && self.free_hand().await
    }

    /// Fills a kettle and boils it.
    async fn boil(&mut self, kettle: &Name, cup: &Name) -> bool {
        self.plug_in(kettle).await;
        self.free_hand().await;
        self.uncover(kettle).await;
        self.look(kettle).await;
        if !self.supply(cup, kettle, KETTLE_ML).await {
            return false;
        }
        self.free_hand().await;
        self.cover(kettle).await;
        let Some(button) = self.buttons(kettle).first().cloned() else { return false };
        self.press(&button).await;
        self.look(kettle).await;
        let pressed = self.memory.look(&button);
        for look in 0..BOIL_LOOKS {
            if !self.wait(15.0).await {
                return false;
            }
            self.look(kettle).await;
            let steams = self.memory.look(kettle).iter().any(|state| has(state, &["steam rises"]));
            if look > 0 && (steams || self.memory.look(&button) != pressed) {
                return true;
            }
        }
        false
    }
}
