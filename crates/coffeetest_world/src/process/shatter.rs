//! Things that break: a blow that takes more kinetic energy than they stand.

use bevy::prelude::*;

use super::wiring::{Broken, Fragile};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::{Physics, RigidBody, WorldPose};
use crate::thing::HeldBy;

/// Loudness of breaking china or glass at one metre, dB (assumed).
const SHATTER_DB: f32 = 85.0;

/// Breaks what was stopped too hard in this tick. The hand brakes gently: what it holds does not break by that.
pub(super) fn shatter(
    (clock, physics): (Res<Clock>, Res<Physics>),
    mut commands: Commands,
    mut fragile: Query<(Entity, &mut Fragile, &RigidBody, &WorldPose, Has<HeldBy>), Without<Broken>>,
    mut happenings: ResMut<Happenings>,
) {
    for (thing, mut fragile, body, pose, held) in &mut fragile {
        let now = if physics.is_asleep(body.0) { 0.0 } else { physics.velocity(body.0).0.length_squared() };
        let before = std::mem::replace(&mut fragile.speed_squared, now);
        let energy_j = 0.5 * physics.mass_kg(body.0) * (before - now);
        if held || energy_j < fragile.breaks_j {
            continue;
        }
        commands.entity(thing).insert(Broken);
        happenings.note(clock.tick, Happened::Broke { thing, energy_j });
        let (at, from) = (pose.0.translation, Some(thing));
        happenings.note(clock.tick, Happened::Sound { name: "shattering".into(), at, loudness_db: SHATTER_DB, from });
    }
}
