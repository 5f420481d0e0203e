//! Doorways in view: openings in walls that a line of sight reaches.

use bevy::prelude::{Entity, World};
use coffeetest_world::floor_plan::Doorway;
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics};

use crate::view::View;

/// A doorway in view.
#[derive(Clone, Copy, Debug)]
pub struct SeenDoorway {
    /// Its entity.
    pub entity: Entity,
    /// Its middle on the floor.
    pub at: Vec3,
}

/// All doorways of which some part is in one of the views and not hidden, in entity order.
pub fn doorways(world: &World, views: &[View]) -> Vec<SeenDoorway> {
    let physics = world.resource::<Physics>();
    let Some(mut query) = world.try_query::<(Entity, &Doorway)>() else { return Vec::new() };
    let mut all: Vec<(Entity, Doorway)> = query.iter(world).map(|(entity, doorway)| (entity, *doorway)).collect();
    all.sort_by_key(|(entity, _)| *entity);
    let is_seen = |doorway: &Doorway| {
        points(doorway).any(|point| views.iter().any(|view| view.sees(physics, point, Filter::default(), |_| false)))
    };
    let seen = all.into_iter().filter(|(_, doorway)| is_seen(doorway));
    seen.map(|(entity, doorway)| SeenDoorway { entity, at: doorway.point(0.0, 0.0) }).collect()
}

/// Points of the opening that are looked for.
fn points(doorway: &Doorway) -> impl Iterator<Item = Vec3> {
    const ASIDE: [f32; 3] = [0.0, 0.7, -0.7];
    const HEIGHTS: [f32; 3] = [0.6, 0.3, 0.9];
    HEIGHTS.into_iter().flat_map(move |up| ASIDE.map(|aside| doorway.point(aside, up * doorway.height_m)))
}
