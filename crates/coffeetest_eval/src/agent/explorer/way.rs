//! Ways to a cup of coffee, the simplest first: what each needs, and how it is done.

use coffeetest_task::action::Name;

use super::life::Life;
use super::notion::{Form, has};
use super::words;

/// A way to a cup of coffee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is there already, in a bottle.
    Ready { bottle: Name },
    /// A machine does it.
    Machine { machine: Name, form: Form, coffee: Name },
    /// Hot water on soluble powder.
    Instant { coffee: Name, heat: Name },
    /// Hot water through a bag that hangs on the cup.
    DripBag { bags: Name, heat: Name },
    /// Hot water on grounds in a pot, whose plunger is pushed down.
    Plunger { pot: Name, coffee: Name, heat: Name },
    /// Hot water through grounds in a filter on the cup.
    PourOver { dripper: Name, coffee: Name, heat: Name },
}

/// The ways for which everything has been seen.
pub(super) fn ways(life: &Life) -> Vec<Way> {
    let ready = life.coffee(Form::Ready).map(|bottle| Way::Ready { bottle });
    // What is cold already is for those who asked for that, or for want of anything else.
    let (first, last) = if has(&life.order, words::COLD) { (ready, None) } else { (None, ready) };
    first.into_iter().chain(made(life)).chain(last).collect()
}

/// The ways of making it.
fn made(life: &Life) -> Vec<Way> {
    let mut all = Vec::new();
    let scoop = life.scoop();
    for form in [Form::Pod, Form::Ground, Form::Beans] {
        let can_fill = form == Form::Pod || scoop.is_some();
        if let (Some(machine), Some(coffee), true) = (life.machine(), life.coffee(form), can_fill) {
            all.push(Way::Machine { machine, form, coffee });
        }
    }
    let Some(heat) = life.thing(words::FLASKS).or_else(|| life.thing(words::KETTLES)) else { return all };
    let with = |coffee: Option<Name>| coffee.map(|coffee| (coffee, heat.clone()));
    all.extend(with(life.coffee(Form::DripBag)).map(|(bags, heat)| Way::DripBag { bags, heat }));
    all.extend(with(life.coffee(Form::Instant)).map(|(coffee, heat)| Way::Instant { coffee, heat }));
    if let (Some(pot), Some((coffee, heat))) = (life.called(words::PLUNGER_POTS), with(life.coffee(Form::Ground))) {
        all.push(Way::Plunger { pot, coffee, heat });
    }
    if let (Some(dripper), Some((coffee, heat))) = (life.thing(words::DRIPPERS), with(life.coffee(Form::Ground))) {
        all.push(Way::PourOver { dripper, coffee, heat });
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
            Way::PourOver { .. } => life.filter().is_some() && life.scoop().is_some(),
            Way::Plunger { .. } => life.scoop().is_some(),
            _ => true,
        }
    }

    /// Goes it; gives whether a cup of coffee stands there in the end.
    pub(super) async fn go(&self, life: &mut Life, cup: &Name) -> bool {
        let done = match self {
            Way::Ready { bottle } => life.serve(bottle, cup, None).await,
            Way::Machine { machine, form, coffee } => {
                let Some(vessel) = life.brew(machine, *form, coffee, cup).await else { return false };
                life.serve(&vessel, cup, Some(machine)).await
            }
            Way::Instant { coffee, heat } => life.dissolve(coffee, heat, cup).await,
            Way::DripBag { bags, heat } => life.drip_bag(bags, heat, cup).await,
            Way::Plunger { pot, coffee, heat } => life.plunge(pot, coffee, heat, cup).await,
            Way::PourOver { dripper, coffee, heat } => life.pour_over(dripper, coffee, heat, cup).await,
        };
        life.free_hand().await;
        done
    }
}
