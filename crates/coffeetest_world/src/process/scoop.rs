//! Scoops: a bowl that is dipped below the surface of what a vessel holds comes out full.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::Vessel;

use super::mouth::{Discs, Epoch, Whole};
use super::wiring::{Dips, Household, Mouths, Process};
use crate::physics::{Physics, RigidBody, WorldPose};

/// A bowl with less room than this is full, ml.
const FULL_ML: f64 = 0.1;
/// Least upward part of a bowl's normal when it is dipped.
const UPRIGHT: f32 = 0.5;

/// On a tool that stirs: its bowl is held so that it takes nothing up.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Stirs;

/// Fills bowls that are below a surface.
pub(super) fn dip_scoops(
    (physics, epoch, household): (Res<Physics>, Res<Epoch>, Res<Household>),
    tools: Query<(Entity, &Dips, &Mouths, &RigidBody), Without<Stirs>>,
    mouths: Whole,
    poses: Query<&WorldPose>,
    mut machines: Query<&mut Process>,
    mut discs: ResMut<Discs>,
) {
    for (tool, dips, own, body) in &tools {
        let mouth = own.0[dips.0];
        let Vessel::Store(bowl) = mouth.vessel else { continue };
        let (Ok(pose), false) = (poses.get(mouth.part), physics.is_asleep(body.0)) else { continue };
        if (pose.0.rotation * Vec3::Z).z < UPRIGHT {
            continue;
        }
        discs.refresh(*epoch, &household, &mouths, &poses);
        let rim = pose.0.transform_point(mouth.at);
        let Some(disc) = discs.around(rim, Some((tool, dips.0))) else { continue };
        let Vessel::Store(from) = disc.vessel else { continue };
        let Ok(source) = machines.get(disc.thing) else { continue };
        let held = source.0.store(from);
        if f64::from(disc.height_m(rim)) >= held.level_m() || held.volume_ml() <= 0.0 {
            continue;
        }
        let density_kg_ml = held.mass_kg() / held.volume_ml();
        let Ok(filled) = machines.get(tool) else { continue };
        let room_ml = filled.0.store(bowl).cap_ml() - filled.0.store(bowl).volume_ml();
        if room_ml < FULL_ML {
            continue;
        }
        let thing = disc.thing;
        let Ok(mut source) = machines.get_mut(thing) else { continue };
        let taken = source.0.store_mut(from).take_kg(room_ml * density_kg_ml);
        if let Ok(mut filled) = machines.get_mut(tool) {
            filled.0.pour_in(mouth.vessel, &taken);
        }
    }
}
