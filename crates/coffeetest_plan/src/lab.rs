//! A whole brew on a copy of a machine with everything about it as it should be: what it would give.

use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{FilterPiece, Mixture, Species, Vessel};
use coffeetest_scene::Thing;

use crate::brew;
use crate::trial::{Deed, Trial};
use crate::way::{Drink, Way};

/// Tap water, °C.
const TAP_C: f64 = 15.0;
/// A machine may take this long until coffee flows, s.
const PATIENCE_S: f64 = 900.0;
/// A brew is followed for so long, s.
const LASTS_S: f64 = 1200.0;

/// What comes of a brew.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// What was done to start it.
    pub deeds: Vec<Deed>,
    /// What is in the cup.
    pub cup: Mixture,
    /// What ran over a rim, kg.
    pub spilled_kg: f64,
}

/// A machine with the water, the coffee and the filter of a way put in. `piece` is the kind of thing that is put into
/// the slot.
pub(crate) fn filled(thing: &Thing, way: &Way, root: &str, piece: Option<&Thing>) -> Option<Trial> {
    let mut trial = bare(thing)?;
    fill(&mut trial, root, way.recipe.water_kg);
    if let Some(slot) = &way.slot {
        put_piece(&mut trial, slot, piece);
    }
    let with_piece = piece.map_or(0.0, crate::stock::load_of);
    dose(&mut trial, thing, way, if with_piece > 0.0 { with_piece } else { way.recipe.grounds_kg });
    Some(trial)
}

/// The machine alone, with what is in its stores from the start.
pub(crate) fn bare(thing: &Thing) -> Option<Trial> {
    let mut machine = coffeetest_brew::Machine::new(&thing.comps, &thing.links, &thing.ctrl).ok()?;
    for content in &thing.contents {
        let species = Species::parse(&content.substance)?;
        if let Some(store) = machine.index(Kind::Store, &content.store) {
            let mix = Mixture::of(species, 1e-3 * content.mass_g, content.temp_c.unwrap_or(TAP_C));
            machine.pour_in(Vessel::Store(store), &mix);
        }
    }
    Some(Trial::of(&machine).ideal(thing))
}

/// Water comes into a store.
pub(crate) fn fill(trial: &mut Trial, store: &str, kg: f64) {
    if let Some(store) = trial.machine.index(Kind::Store, store) {
        trial.machine.pour_in(Vessel::Store(store), &Mixture::of(Species::Water, kg, TAP_C));
    }
}

/// A new piece comes into a slot.
pub(crate) fn put_piece(trial: &mut Trial, slot: &str, piece: Option<&Thing>) {
    let spec = piece.and_then(|piece| {
        piece.comps.values().find_map(|comp| match comp {
            Comp::Filter(spec) => Some(spec),
            _ => None,
        })
    });
    if let (Some(slot), Some(spec)) = (trial.machine.index(Kind::Filter, slot), spec) {
        trial.machine.put_filter(slot, FilterPiece::new(spec));
    }
}

/// Coffee comes where it is brewed: beans into the hopper of a mill of the machine's own, else grounds.
pub(crate) fn dose(trial: &mut Trial, thing: &Thing, way: &Way, kg: f64) {
    use crate::way::Coffee;
    let at = match &way.coffee {
        Coffee::OwnMill { .. } if !way.is_ground_apart(thing) => return,
        _ => way.place.name(),
    };
    let mix = Mixture::fresh_grounds(kg, way.recipe.d50_um, trial.inputs.air.temp_c);
    if let Some(bed) = trial.machine.index(Kind::Bed, at) {
        trial.machine.pour_in(Vessel::Bed(bed), &mix);
    } else if let Some(store) = trial.machine.index(Kind::Store, at) {
        trial.machine.pour_in(Vessel::Store(store), &mix);
    }
}

/// Beans come into the hopper of a machine's own mill.
pub(crate) fn load(trial: &mut Trial, thing: &Thing, grinder: &str, kg: f64) {
    let Some(Comp::Grinder(spec)) = thing.comps.get(grinder) else { return };
    if let Some(hopper) = trial.machine.index(Kind::Store, &spec.hopper) {
        trial.machine.pour_in(Vessel::Store(hopper), &Mixture::of(Species::Beans, kg, trial.inputs.air.temp_c));
    }
}

/// Starts a machine and lets it run until there is a cupful, or nothing comes any more.
pub(crate) fn run(thing: &Thing, mut trial: Trial, way: &Way) -> Option<Made> {
    let deeds = brew::start(thing, trial.clone(), way, PATIENCE_S)?;
    deeds.iter().for_each(|deed| trial.act(deed, thing));
    let stops = crate::graph::Graph(thing).is_stopped_by_hand(way);
    let (end_s, mut quiet_s, mut last_kg) = (trial.time_s + LASTS_S, 0.0, 0.0);
    while trial.time_s < end_s && quiet_s < 25.0 {
        trial.run(0.5, |_| false);
        let now_kg = collected(&trial, way).mass_kg();
        quiet_s = if (now_kg - last_kg).abs() > 1e-5 { 0.0 } else { quiet_s + 0.5 };
        last_kg = now_kg;
        if stops && 1e3 * now_kg > 0.98 * way.recipe.cup_ml {
            break;
        }
    }
    Some(Made { deeds, cup: collected(&trial, way), spilled_kg: trial.spilled_kg })
}

/// The drink where it collects.
fn collected(trial: &Trial, way: &Way) -> Mixture {
    match &way.drink {
        Drink::Own { store } => {
            let store = trial.machine.index(Kind::Store, store);
            store.map_or(Mixture::EMPTY, |store| trial.machine.store(store).contents())
        }
        _ => trial.out,
    }
}
