//! Steam wands: what they blow condenses in the liquid that their tip is in, or warms nothing but the room.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::machine::{Kind, WandInput};
use coffeetest_brew::{Ledger, Mixture, Species, Vessel};

use super::account::Books;
use super::mouth::{Discs, Epoch, Whole};
use super::wiring::{Household, Ports, Process};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::WorldPose;
use crate::thing::ThingOf;

/// Loudness of steam in the open and in a liquid at one metre, dB (assumed).
const STEAM_DB: [f32; 2] = [70.0, 62.0];
/// How hard steam stirs what it is blown into.
const STEAM_STIR: f64 = 0.6;

/// The tip of a wand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tip {
    pub part: Entity,
    /// In that body's frame.
    pub at: Vec3,
    /// Whether steam came out of it in the last tick.
    pub blows: bool,
}

/// On a thing with wands: their tips.
#[derive(Component, Clone, Debug)]
pub(super) struct Tips(pub Vec<Tip>);

/// The tips of a thing's wands.
pub(super) fn tips(of: &ThingOf, machine: &coffeetest_brew::Machine) -> Option<Tips> {
    let tip = |name: &String| {
        let outlet = of.spec.outlets.get(name);
        let body = outlet.map_or("body", |outlet| &outlet.body);
        let at = outlet.map_or(Vec3::ZERO, |outlet| Vec3::from(outlet.at));
        Some(Tip { part: *of.parts.get(body).or_else(|| of.parts.get("body"))?, at, blows: false })
    };
    let names = machine.names(Kind::Wand);
    let tips: Vec<Tip> = names.iter().filter_map(tip).collect();
    (!tips.is_empty()).then_some(Tips(tips))
}

/// Blows the steam of this tick, and tells machines whether the tips of their wands are in a liquid.
pub(super) fn blow_steam(
    (clock, epoch, household): (Res<Clock>, Res<Epoch>, Res<Household>),
    mut wands: Query<(Entity, &mut Tips)>,
    mouths: Whole,
    poses: Query<&WorldPose>,
    mut machines: Query<(&mut Process, &mut Ports)>,
    mut discs: ResMut<Discs>,
    mut books: ResMut<Books>,
    mut happenings: ResMut<Happenings>,
) {
    for (thing, mut tips) in &mut wands {
        for index in 0..tips.0.len() {
            let tip = tips.0[index];
            let Ok(pose) = poses.get(tip.part) else { continue };
            let point = pose.0.transform_point(tip.at);
            discs.refresh(*epoch, &household, &mouths, &poses);
            let into = discs.around(point, None).and_then(|disc| {
                let Vessel::Store(store) = disc.vessel else { return None };
                let (process, _) = machines.get(disc.thing).ok()?;
                let held = process.0.store(store);
                let under = held.volume_ml() > 0.0 && f64::from(disc.height_m(point)) < held.level_m();
                under.then_some((disc.thing, store))
            });
            let Ok((_, mut ports)) = machines.get_mut(thing) else { continue };
            let submerged = WandInput { submerged: into.is_some() };
            if ports.inputs.wands[index] != submerged {
                ports.inputs.wands[index] = submerged;
            }
            let (kg, heat_j) = ports.outputs.steam[index];
            let blows = kg > 0.0;
            if blows != tip.blows {
                tips.0[index].blows = blows;
                if blows {
                    let name = if into.is_some() { "frothing" } else { "hissing steam" };
                    let loudness_db = STEAM_DB[usize::from(into.is_some())];
                    let (name, from) = (name.to_owned(), Some(thing));
                    happenings.note(clock.tick, Happened::Sound { name, at: point, loudness_db, from });
                }
            }
            if !blows {
                continue;
            }
            if let Some((vessel, store)) = into
                && let Ok((mut process, _)) = machines.get_mut(vessel)
            {
                let store = process.0.store_mut(store);
                store.pour_in(&Mixture::of(Species::Water, kg, 0.0));
                store.heat(heat_j);
                store.stir(STEAM_STIR);
            } else {
                books.lose(&Ledger { steam_kg: kg, steam_j: heat_j, ..Ledger::default() });
            }
        }
    }
}
