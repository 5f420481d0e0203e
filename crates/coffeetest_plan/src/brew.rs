//! Which of several ways to start a machine makes the cup that was asked for.

use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_scene::Thing;

use crate::graph::Graph;
use crate::rehearse::{Aim, ways};
use crate::trial::{Deed, Trial};
use crate::way::{Drink, Way};

/// Dissolved coffee that shows that coffee comes, kg.
const COMES_KG: f64 = 2e-4;
/// A start after which more than this runs over is none, kg.
const SPILL_KG: f64 = 2e-3;
/// What comes out of a machine that heats is at least so warm, °C.
const WARM_C: f64 = 55.0;
/// And better so warm; so much less is as bad as a cup of twice the volume, K.
const HOT_C: f64 = 74.0;
const COOL_K: f64 = 20.0;
/// Share of the coffee that is to dissolve.
const YIELD: f64 = 0.2;
/// What being off in strength weighs, beside being off in volume.
const STRENGTH_WEIGHT: f64 = 0.5;
/// How long a brew is followed to see how much it gives, s.
const LASTS_S: f64 = 900.0;

/// Coffee that came out of a machine or into the store where it collects, since the rehearsal began, kg of solids.
fn solids_kg(trial: &Trial, way: &Way) -> f64 {
    match &way.drink {
        Drink::Own { store } => match trial.machine.index(Kind::Store, store) {
            Some(store) => trial.machine.store(store).kg(Species::Solids),
            None => 0.0,
        },
        _ => trial.solids_kg(),
    }
}

/// Whether coffee comes out of a machine within some time, s, if it is left alone.
pub(crate) fn comes(thing: &Thing, mut trial: Trial, way: &Way, within_s: f64) -> bool {
    let reached = aim(thing, &trial, way);
    trial.run(within_s, |trial| reached(trial) || trial.machine.is_asleep()) && reached(&trial)
}

/// Coffee comes, warm if the machine heats, and nothing runs over.
fn aim<'a>(thing: &Thing, now: &Trial, way: &'a Way) -> impl Fn(&Trial) -> bool + use<'a> {
    let (before_kg, spilled_kg) = (solids_kg(now, way), now.spilled_kg);
    // A store that collects the drink warms up in time.
    let hot = Graph(thing).has_heater() && !matches!(way.drink, Drink::Own { .. });
    move |trial: &Trial| {
        let comes = solids_kg(trial, way) > before_kg + COMES_KG;
        comes && trial.spilled_kg < spilled_kg + SPILL_KG && (!hot || trial.out.temp_c() > WARM_C)
    }
}

/// What to do to a machine as it is so that coffee comes; of several equally short ways the one after which the cup
/// is nearest to what was asked for.
pub(crate) fn start(thing: &Thing, trial: Trial, way: &Way, patience_s: f64) -> Option<Vec<Deed>> {
    let reached = aim(thing, &trial, way);
    let found = ways(thing, trial, &Aim { reached: &reached, patience_s });
    if found.len() < 2 {
        return found.into_iter().next().map(|(deeds, _)| deeds);
    }
    let judged = found.into_iter().map(|(deeds, trial)| (off(thing, trial, way), deeds));
    judged.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, deeds)| deeds)
}

/// How far the cup that a machine gives is off what was asked for: in volume what comes if nobody stops it, in strength
/// and warmth what has come when the cup is full.
fn off(thing: &Thing, trial: Trial, way: &Way) -> f64 {
    let (cup_kg, asked) = (1e-3 * way.recipe.cup_ml, YIELD * way.recipe.strength);
    let (mut tds, mut temp_c) = (0.0, HOT_C);
    let end = followed(trial, |trial| {
        if trial.out.mass_kg() < cup_kg || tds == 0.0 {
            (tds, temp_c) = (trial.out.tds(), trial.out.temp_c());
        }
    });
    let volume = (end.out.mass_kg() / cup_kg - 1.0).abs();
    let cool = if Graph(thing).has_heater() { (HOT_C - temp_c).max(0.0) / COOL_K } else { 0.0 };
    volume + STRENGTH_WEIGHT * (tds / asked - 1.0).abs().min(1.0) + cool
}

/// Clear water that comes out beyond this is a rinse, kg.
const RINSE_KG: f64 = 5e-3;
/// A machine may take this long until it is ready to be told to brew, s.
const READY_S: f64 = 600.0;

/// The first of what is to be done to a machine if clear water comes out of it before the last thing that a hand does to
/// make it brew; nothing if no such water comes.
pub(crate) fn rinse(thing: &Thing, now: &Trial, way: &Way) -> Option<Deed> {
    let deeds = start(thing, now.clone(), way, READY_S)?;
    let mut begun = now.clone();
    begun.act(deeds.first()?, thing);
    if comes(thing, begun, way, READY_S) {
        return None;
    }
    let mut trial = now.clone();
    let last = deeds.iter().rposition(|deed| !matches!(deed, Deed::Wait(_)))?;
    let (before_kg, solids_kg) = (trial.out.mass_kg(), trial.solids_kg());
    deeds[..last].iter().for_each(|deed| trial.act(deed, thing));
    let clear = trial.solids_kg() < solids_kg + COMES_KG && trial.out.mass_kg() > before_kg + RINSE_KG;
    clear.then(|| deeds.first().cloned()).flatten()
}

/// A machine that brews, followed until nothing comes any more; it is looked at every second.
fn followed(mut trial: Trial, mut look: impl FnMut(&Trial)) -> Trial {
    let (end_s, mut last_kg, mut quiet_s) = (trial.time_s + LASTS_S, trial.out.mass_kg(), 0.0);
    while trial.time_s < end_s && quiet_s < 20.0 {
        let before_s = trial.time_s;
        trial.run(1.0, |_| false);
        look(&trial);
        let now_kg = trial.out.mass_kg();
        quiet_s = if now_kg > last_kg + 1e-5 { 0.0 } else { quiet_s + trial.time_s - before_s };
        last_kg = now_kg;
    }
    trial
}
