//! What stands below an outlet.

use bevy::prelude::{Entity, World};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, WorldPose};
use coffeetest_world::thing::{Part, ThingOf};

/// Whether the opening of a vessel is below an outlet of a thing.
pub(super) fn receives(world: &World, of: &ThingOf, outlet: &str) -> bool {
    const DROP_M: f32 = 0.6;
    let spec = &of.spec.outlets[outlet];
    let Some(frame) = of.parts.get(&spec.body).and_then(|part| world.get::<WorldPose>(*part)) else { return false };
    let at = frame.0.transform_point(Vec3::from(spec.at));
    let own: Vec<Entity> = of.parts.values().copied().collect();
    let filter = Filter { without_robot: true, without_held: false, without: &own };
    let Some(hit) = world.resource::<Physics>().ray(at, Vec3::NEG_Z, DROP_M, filter) else { return false };
    let Some(part) = world.get::<Part>(hit.entity) else { return false };
    let (Some(of), Some(pose)) = (world.get::<ThingOf>(part.thing), world.get::<WorldPose>(hit.entity)) else {
        return false;
    };
    of.spec.openings.values().filter(|opening| opening.body == part.name).any(|opening| {
        let aside = pose.0.inverse_transform_point(at) - Vec3::from(opening.at);
        aside.truncate().length() < opening.radius_m && aside.z > 0.0
    })
}
