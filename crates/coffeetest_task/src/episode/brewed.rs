//! What was brewed, for the record: bed by bed, and where grounds stood in water.

use bevy::prelude::World;
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{Mixture, Species, extract};
use coffeetest_scene::Wrong;
use coffeetest_world::process::{self, BedState};
use coffeetest_world::thing::ThingOf;

use super::book::{self, Book};
use super::setup::Stage;
use crate::score::Brew;

/// Every bed into which coffee was put, and every vessel in which grounds have given something.
pub(super) fn brews(world: &World, stage: &Stage, book: &Book) -> Vec<Brew> {
    let beds = process::beds(world).into_iter().filter(|bed| bed.dose_kg > 0.0).map(|bed| Brew {
        bed: format!("{}.{}", book::name_of(world, bed.thing), bed.bed),
        dose_kg: bed.dose_kg,
        solids_out_kg: bed.solids_out_kg,
        water_out_kg: bed.water_out_kg,
        d50_um: bed.d50_um,
        metal_filter: bed.metal_filter,
        spent: is_spent(world, stage, book, &bed),
    });
    beds.chain(steeped(world)).collect()
}

/// Whether all that was brewed in a bed is a used pod that was in it at the start.
fn is_spent(world: &World, stage: &Stage, book: &Book, bed: &BedState) -> bool {
    const NOTHING_KG: f64 = 1e-3;
    let laid_kg = book.laid_kg.get(&(bed.thing, bed.bed.clone())).copied().unwrap_or_default();
    let Some(of) = world.get::<ThingOf>(bed.thing) else { return false };
    let Some(Comp::Bed(spec)) = of.spec.comps.get(&bed.bed) else { return false };
    let was_used =
        stage.arrangement.faults.iter().any(|(_, trouble)| {
            trouble.thing == of.instance && trouble.what == Wrong::UsedPodInside(spec.filter.clone())
        });
    was_used && bed.dose_kg - laid_kg < NOTHING_KG
}

/// Stores with grounds from which something has been dissolved.
fn steeped(world: &World) -> Vec<Brew> {
    let mut all = Vec::new();
    for (thing, _) in process::machines(world) {
        let Some(of) = world.get::<ThingOf>(thing) else { continue };
        for store in process::stores(world, thing) {
            let Some((dose_kg, solids_out_kg)) = given(&store.contents) else { continue };
            let has_mesh = |comp: &Comp| matches!(comp, Comp::Store(spec) if spec.strain.is_some());
            all.push(Brew {
                bed: format!("{}.{}", of.instance, store.store),
                dose_kg,
                solids_out_kg,
                water_out_kg: store.contents.kg(Species::Water),
                d50_um: store.contents.grounds().d50_um,
                metal_filter: of.spec.comps.get(&store.store).is_some_and(has_mesh),
                spent: false,
            });
        }
    }
    all
}

/// The dose that grounds were before anything left them, and what has left them, kg; nothing of fresh ones. What cannot
/// be dissolved stays.
fn given(mix: &Mixture) -> Option<(f64, f64)> {
    /// Grounds that a person would notice, kg.
    const NOTICED_KG: f64 = 0.5e-3;
    /// Less than this share is nothing that water has done.
    const TOUCHED: f64 = 0.01;
    let grounds_kg = mix.kg(Species::Grounds);
    let soluble_kg: f64 = mix.grounds().pools_kg.iter().sum();
    let dose_kg = (grounds_kg - soluble_kg) / (1.0 - extract::READY - extract::BOUND);
    let given_kg = dose_kg - grounds_kg;
    (grounds_kg > NOTICED_KG && given_kg > TOUCHED * dose_kg).then_some((dose_kg, given_kg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_grounds_have_given_nothing_and_spent_ones_what_they_lack() {
        let fresh = Mixture::of(Species::Grounds, 0.055, 20.0);
        assert_eq!(given(&fresh), None);
        assert_eq!(given(&Mixture::of(Species::Water, 0.055, 20.0)), None);
    }
}
