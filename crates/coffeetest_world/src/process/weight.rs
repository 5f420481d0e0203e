//! What a vessel holds weighs: the engine is told when that changes.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::{Machine, Vessel};

use super::wiring::{Household, Motions, Mouth, Mouths, Process};
use crate::physics::{Physics, RigidBody};

/// Smaller changes are not passed on, kg.
const NOTICED_KG: f64 = 0.002;

/// Gives the contents' weight to bodies that move. (Telling the engine wakes a body, so resting ones wait.)
pub(super) fn weigh_contents(
    household: Res<Household>,
    mut physics: ResMut<Physics>,
    mut vessels: Query<(&Process, &Mouths, &mut Motions)>,
    bodies: Query<&RigidBody>,
) {
    for &thing in &household.vessels {
        let Ok((process, mouths, mut motions)) = vessels.get_mut(thing) else { continue };
        for (index, mouth) in mouths.0.iter().enumerate() {
            let Ok(body) = bodies.get(mouth.part) else { continue };
            let first = mouths.0[..index].iter().all(|other| other.part != mouth.part);
            if physics.is_asleep(body.0) || !first {
                continue;
            }
            let on_body = mouths.0.iter().filter(|other| other.part == mouth.part);
            let kg: f64 = on_body.map(|mouth| held(&process.0, mouth).0).sum();
            let known = &mut motions.bypass_change_detection().0[index].weight_kg;
            if (kg - *known).abs() > NOTICED_KG {
                *known = kg;
                let depth_m = held(&process.0, mouth).1 as f32;
                let at = Vec3::new(mouth.at.x, mouth.at.y, mouth.floor_m + 0.5 * depth_m);
                physics.set_contents(body.0, kg as f32, at, mouth.radius_m);
            }
        }
    }
}

/// Mass, kg, and depth, m, of what is in a vessel.
fn held(machine: &Machine, mouth: &Mouth) -> (f64, f64) {
    match mouth.vessel {
        Vessel::Store(store) => (machine.store(store).mass_kg(), machine.store(store).level_m()),
        Vessel::Bed(bed) => (machine.bed(bed).contents().mass_kg(), 0.02),
    }
}
