//! What is in view: things and their parts, by lines of sight.

use bevy::prelude::{Entity, World};
use coffeetest_scene::BodyPart;
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, Pose, RigidBody, WorldPose};
use coffeetest_world::thing::{Part, ThingOf};

use crate::outline;
use crate::state::{State, states};
use crate::view::View;

/// A thing or one of its parts in view.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The body.
    pub entity: Entity,
    /// The thing that it is, or that it is a part of.
    pub thing: Entity,
    /// Where its frame is in the world.
    pub pose: Pose,
    /// The middle of the box around it, in the world.
    pub centre: Vec3,
    /// Extent of the box around it along the axes of the world, m.
    pub size_m: Vec3,
    /// What can be seen of its state.
    pub states: Vec<State>,
}

/// All that is in one of the views and not hidden behind something, in entity order.
pub fn visible(world: &World, views: &[View]) -> Vec<Seen> {
    let physics = world.resource::<Physics>();
    let Some(mut query) = world.try_query::<(Entity, &Part, &WorldPose, &RigidBody)>() else { return Vec::new() };
    let mut bodies: Vec<(Entity, &Part, Pose, RigidBody)> =
        query.iter(world).map(|(entity, part, pose, body)| (entity, part, pose.0, *body)).collect();
    bodies.sort_by_key(|(entity, ..)| *entity);
    let mut seen = Vec::new();
    for (entity, part, pose, body) in bodies {
        let Some(of) = world.get::<ThingOf>(part.thing) else { continue };
        let Some(spec) = of.spec.bodies.get(&part.name) else { continue };
        if !is_in_sight(world, views, entity, part.thing, spec, &pose) {
            continue;
        }
        let (low, high) = physics.bounds(body.0).unwrap_or((pose.translation, pose.translation));
        seen.push(Seen {
            entity,
            thing: part.thing,
            pose,
            centre: 0.5 * (low + high),
            size_m: high - low,
            states: states(world, views, entity, of, &part.name),
        });
    }
    seen
}

/// Whether a line of sight reaches the body. Of a thing as a whole any part will do: who sees the door of a cabinet
/// sees the cabinet.
fn is_in_sight(world: &World, views: &[View], entity: Entity, thing: Entity, spec: &BodyPart, pose: &Pose) -> bool {
    let physics = world.resource::<Physics>();
    let is_it = |hit: Entity| {
        hit == entity || (entity == thing && world.get::<Part>(hit).is_some_and(|part| part.thing == thing))
    };
    let (middle, radius_m) = outline::ball(&spec.shapes);
    let middle = pose.transform_point(middle);
    views.iter().filter(|view| view.may_frame(middle, radius_m)).any(|view| {
        outline::points(&spec.shapes)
            .any(|point| view.sees(physics, pose.transform_point(point), Filter::default(), is_it))
    })
}
