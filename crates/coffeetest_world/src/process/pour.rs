//! Vessels that lean pour over their lips, carried ones slosh (E28–E33 of the process model).

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_brew::pour::{Flow, dribble_fraction};
use coffeetest_brew::slosh::{Slosh, frequency_hz};
use coffeetest_brew::{Machine, Mixture, Part as Share, Store, Vessel};

use super::land::{Origin, Parcel, Streams};
use super::stream::exit_velocity;
use super::wiring::{Broken, Household, Load, Motion, Motions, Mouth, Mouths, Process};
use crate::physics::{Physics, Pose, RigidBody, WorldPose};
use crate::schedule::Stillness;
use crate::sim::TICK_S;

/// Leaning less than this, nothing pours that does not run over anyway, rad.
const LEAST_TILT: f32 = 0.03;
/// Beyond this lean a vessel pours and what its contents swing counts no more, rad.
const CARRIED_TILT: f32 = 0.35;
/// Wet grounds fall out of a bed or off a filter that leans more than this, rad.
const DUMP_TILT: f32 = 1.05;
/// A jolt of the engine's contacts counts as no more than this, m/s².
const MOST_ACCEL_M_S2: f64 = 6.0;
/// Swinging below this angle and rate has died down, rad and rad/s.
const STILL_SLOSH: f64 = 1e-3;

/// Whether some vessel leaned or swung in the last tick.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(super) struct Unrest(bool);

impl Unrest {
    /// Whether some did.
    pub fn is_there(self) -> bool {
        self.0
    }
}

/// Lets every vessel that leans or swings pour.
pub(super) fn pour_vessels(
    (physics, stillness, household): (Res<Physics>, Res<Stillness>, Res<Household>),
    mut vessels: Query<(&mut Process, &Mouths, &mut Motions, Has<Broken>)>,
    poses: Query<&WorldPose>,
    bodies: Query<&RigidBody>,
    mut unrest: ResMut<Unrest>,
    mut streams: ResMut<Streams>,
) {
    if stillness.is_paused() && !unrest.0 {
        return;
    }
    unrest.0 = false;
    for &thing in &household.vessels {
        let Ok((mut process, mouths, mut motions, broken)) = vessels.get_mut(thing) else { continue };
        for (index, mouth) in mouths.0.iter().enumerate() {
            let Ok(pose) = poses.get(mouth.part) else { continue };
            let motion = &mut motions.bypass_change_detection().0[index];
            let moves = bodies.get(mouth.part).is_ok_and(|body| !physics.is_asleep(body.0));
            if moves || motion.sloshing {
                let body = bodies.get(mouth.part).map(|body| body.0);
                let (linear, angular) = body.map_or((Vec3::ZERO, Vec3::ZERO), |body| physics.velocity(body));
                let velocity = linear + angular.cross(pose.0.rotation * mouth.at);
                swing(&process.0, mouth, motion, if moves { velocity } else { Vec3::ZERO });
            }
            let lean = Lean::of(&pose.0, motion);
            unrest.0 |= motion.sloshing || lean.tilt > LEAST_TILT;
            if broken {
                empty(&mut process.0, mouth, index, thing, &pose.0, &mut streams);
            } else if lean.tilt > LEAST_TILT && (mouth.spout || !process.0.keeps_in(mouth.vessel)) {
                pour(&mut process.0, mouth, index, thing, &pose.0, &lean, &mut streams);
            }
        }
    }
}

/// How a vessel leans, its swinging contents included.
struct Lean {
    /// From the vertical, rad.
    tilt: f32,
    /// Level direction.
    toward: Vec3,
}

impl Lean {
    fn of(pose: &Pose, motion: &Motion) -> Lean {
        let up = pose.rotation * Vec3::Z;
        let level = up.truncate();
        let tilt = libm::atan2f(level.length(), up.z);
        let toward = level.normalize_or(Vec2::X);
        if !motion.sloshing || tilt > CARRIED_TILT {
            return Lean { tilt, toward: toward.extend(0.0) };
        }
        let both = toward * tilt;
        let [x, y] = motion.slosh.angle_rad;
        let effective = motion.slosh.effective_tilt_rad([f64::from(both.x), f64::from(both.y)]) as f32;
        let toward = (both - Vec2::new(x as f32, y as f32)).normalize_or(toward);
        Lean { tilt: effective, toward: toward.extend(0.0) }
    }
}

/// Moves the swinging surface of a liquid on by one tick.
fn swing(machine: &Machine, mouth: &Mouth, motion: &mut Motion, velocity: Vec3) {
    let before = std::mem::replace(&mut motion.velocity, velocity);
    let Vessel::Store(store) = mouth.vessel else { return };
    let store = machine.store(store);
    if store.flow() != Flow::Liquid {
        (motion.slosh, motion.sloshing) = (Slosh::default(), false);
        return;
    }
    let accel = (velocity - before).as_dvec3() / TICK_S;
    // The surface swings to where it is level in the vessel's own gravity, which leans against the acceleration.
    let sideways = accel.truncate().clamp_length_max(MOST_ACCEL_M_S2);
    let up = accel.z.clamp(-MOST_ACCEL_M_S2, MOST_ACCEL_M_S2);
    let frequency = frequency_hz(store.rim().radius_m, store.level_m());
    motion.slosh.step(frequency, [-sideways.x, -sideways.y], up, TICK_S);
    let swings = |x: &f64| x.abs() > STILL_SLOSH;
    motion.sloshing = motion.slosh.angle_rad.iter().chain(&motion.slosh.rate_rad_s).any(swings);
    if !motion.sloshing {
        motion.slosh = Slosh::default();
    }
}

fn pour(
    machine: &mut Machine,
    mouth: &Mouth,
    index: usize,
    thing: Entity,
    pose: &Pose,
    lean: &Lean,
    streams: &mut Streams,
) {
    let lip = lip(pose, mouth, lean.toward);
    match mouth.vessel {
        Vessel::Store(store) => {
            let tilt = f64::from(lean.tilt);
            let held: &Store = machine.store(store);
            if held.pour_rate_kg_s(tilt) <= 0.0 {
                return;
            }
            let (flow, speed) = (held.flow(), held.pour_speed_m_s(tilt) as f32);
            let mut mixture = machine.pour(store, tilt, TICK_S);
            if flow == Flow::Liquid && !mouth.spout {
                let outside = mixture.take(Share::All, dribble_fraction(mixture.volume_ml() / TICK_S));
                if !outside.is_empty() {
                    streams.0.push(Parcel {
                        mixture: outside,
                        thing,
                        origin: Origin::Outside { mouth: Some(index), at: lip },
                    });
                }
            }
            if !mixture.is_empty() {
                let velocity = exit_velocity(lean.tilt, lean.toward, speed);
                streams.0.push(Parcel { mixture, thing, origin: Origin::Lip { mouth: index, at: lip, velocity } });
            }
        }
        Vessel::Bed(bed) if lean.tilt > DUMP_TILT && !machine.bed(bed).contents().is_empty() => {
            let mixture = machine.bed_mut(bed).lift_out();
            let velocity = exit_velocity(lean.tilt, lean.toward, 0.1);
            streams.0.push(Parcel { mixture, thing, origin: Origin::Lip { mouth: index, at: lip, velocity } });
        }
        Vessel::Bed(_) => {}
    }
}

/// The lowest point of a mouth's rim: what pointed in the level direction of leaning has turned down with the vessel.
fn lip(pose: &Pose, mouth: &Mouth, toward: Vec3) -> Vec3 {
    let normal = pose.rotation * Vec3::Z;
    let along = Quat::from_rotation_arc(Vec3::Z, normal) * toward;
    pose.transform_point(mouth.at) + along * mouth.radius_m
}

/// Everything leaves a vessel that is broken.
fn empty(machine: &mut Machine, mouth: &Mouth, index: usize, thing: Entity, pose: &Pose, streams: &mut Streams) {
    let mixture = match mouth.vessel {
        Vessel::Store(store) if machine.store(store).mass_kg() > 0.0 => machine.store_mut(store).take(Share::All, 1.0),
        Vessel::Bed(bed) if !machine.bed(bed).contents().is_empty() => machine.bed_mut(bed).lift_out(),
        _ => return,
    };
    let at = pose.translation + Vec3::Z * 0.02;
    streams.0.push(Parcel { mixture, thing, origin: Origin::Outside { mouth: Some(index), at } });
}

/// What lies on a loose filter falls off when that leans.
pub(super) fn tip_filters(mut filters: Query<(Entity, &mut Load, &WorldPose)>, mut streams: ResMut<Streams>) {
    for (thing, mut load, pose) in &mut filters {
        if load.encloses || load.mixture.is_empty() || (pose.0.rotation * Vec3::Z).z > libm::cosf(DUMP_TILT) {
            continue;
        }
        let mixture = std::mem::replace(&mut load.mixture, Mixture::EMPTY);
        streams.0.push(Parcel { mixture, thing, origin: Origin::Outside { mouth: None, at: pose.0.translation } });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use coffeetest_brew::Species;
    use coffeetest_brew::spec::{Comp, Curve, StoreSpec, Vent};

    use super::*;
    use crate::process::wiring::Inside;

    fn mug(ml: f64) -> (Machine, Mouth) {
        let spec = StoreSpec {
            cap_ml: 350.0,
            curve: Curve::Cyl(0.036, 0.086),
            c_wall: 290.0,
            ua: 0.25,
            a_evap: 0.004,
            lid_factor: 1.0,
            lid: None,
            vent: Vent::Open,
            min_ml: 0.0,
            max_ml: None,
            lip: None,
            strain: None,
            foam: None,
            seat: None,
            sealed_by: None,
        };
        let comps = BTreeMap::from([("mug".to_owned(), Comp::Store(spec))]);
        let mut machine = Machine::new(&comps, &[], &[]).expect("a mug is sound");
        machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 1e-3 * ml, 20.0));
        let mouth = Mouth {
            vessel: Vessel::Store(0),
            part: Entity::PLACEHOLDER,
            at: Vec3::new(0.0, 0.0, 0.091),
            radius_m: 0.036,
            floor_m: 0.005,
            inside: Inside::Round(0.036),
            spout: false,
        };
        (machine, mouth)
    }

    /// Largest effective tilt, rad, of a mug whose speed swings with a frequency.
    fn worst_tilt(speed_m_s: f32, hz: f32) -> f32 {
        let (machine, mouth) = mug(280.0);
        let mut motion = Motion::default();
        let mut worst = 0.0_f32;
        for tick in 0..100 {
            let phase = std::f32::consts::TAU * hz * tick as f32 * TICK_S as f32;
            swing(&machine, &mouth, &mut motion, Vec3::X * speed_m_s * libm::sinf(phase));
            worst = worst.max(Lean::of(&Pose::IDENTITY, &motion).tilt);
        }
        worst
    }

    #[test]
    fn a_mug_shaken_near_its_own_frequency_swings_more_than_one_carried_smoothly() {
        let (shaken, smooth) = (worst_tilt(0.05, 3.5), worst_tilt(0.05, 0.5));
        assert!(shaken > 0.3 && smooth < 0.05, "{shaken} {smooth}");
    }

    #[test]
    fn a_mug_that_stands_still_stops_swinging() {
        let (machine, mouth) = mug(200.0);
        let mut motion = Motion::default();
        swing(&machine, &mouth, &mut motion, Vec3::X * 0.2);
        assert!(motion.sloshing);
        for _ in 0..400 {
            swing(&machine, &mouth, &mut motion, Vec3::X * 0.2);
        }
        assert!(!motion.sloshing && Lean::of(&Pose::IDENTITY, &motion).tilt == 0.0);
    }

    #[test]
    fn the_lip_goes_down_with_the_vessel_also_beyond_level() {
        let (_, mouth) = mug(200.0);
        for deg in [10.0_f32, 80.0, 90.0, 100.0, 150.0] {
            let turn = Quat::from_rotation_y(deg.to_radians());
            let pose = Pose::from_parts(Vec3::new(1.0, 2.0, 0.5), turn);
            let expected = pose.transform_point(mouth.at + Vec3::X * mouth.radius_m);
            assert!((lip(&pose, &mouth, Vec3::X) - expected).length() < 1e-5, "{deg}");
        }
    }
}
