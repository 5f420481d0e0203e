//! What is wrong in a home from the start: the arrangement is changed before it is built, the machines after.

use std::collections::BTreeSet;

use bevy::prelude::*;
use coffeetest_brew::machine::Override;
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{Species, Wear};
use coffeetest_scene::{Arrangement, Attach, Content, Placed, Shape, Thing, Wrong};

use super::account::Books;
use super::equip::filter_piece;
use super::mains;
use super::wiring::{Load, Process};
use crate::math::Vec3;
use crate::physics::{Filter, Physics, Pose, WorldPose};
use crate::seat::accepts;
use crate::sim::pose_of;
use crate::spawn;
use crate::thing::{Moving, Role, Seats, ThingOf, riders_of};

/// The arrangement as it is with its faults: what is missing is taken out, vessels hold what they should not.
pub(crate) fn prepare(arrangement: &Arrangement) -> Arrangement {
    let mut home = arrangement.clone();
    let mut gone = BTreeSet::new();
    for (thing, trouble) in &arrangement.faults {
        let Some(spec) = home.placed.get(*thing).map(|placed| placed.thing.clone()) else { continue };
        match &trouble.what {
            Wrong::Unplugged => home.seated.retain(|((what, body), _)| what != thing || !is_plug(&spec, body)),
            Wrong::TankEmpty(store) | Wrong::NoBeans(store) => empty(&mut home.placed[*thing], store),
            Wrong::TrayFull(store) => {
                empty(&mut home.placed[*thing], store);
                if let Some(Comp::Store(tray)) = spec.comps.get(store) {
                    hold(&mut home.placed[*thing], store, Species::Water, tray.max_ml.unwrap_or(tray.cap_ml));
                }
            }
            Wrong::StaleWater(store, mass_g) => {
                empty(&mut home.placed[*thing], store);
                hold(&mut home.placed[*thing], store, Species::Water, *mass_g);
            }
            Wrong::SoapResidue(store, mass_g) => hold(&mut home.placed[*thing], store, Species::Soap, *mass_g),
            Wrong::SaltInSugarJar(store) => {
                let sugar =
                    |content: &&mut Content| content.store == *store && content.substance == Species::Sugar.name();
                let found = home.placed[*thing].contents.iter_mut().filter(sugar);
                found.for_each(|content| content.substance = Species::Salt.name().into());
            }
            Wrong::FilterMissing(slot) => {
                let fits = |other: &Thing| filter_piece(other).is_some() && accepts(&spec, slot, other, "body");
                gone.extend((0..home.placed.len()).filter(|other| fits(&home.placed[*other].thing)));
            }
            Wrong::UsedPodInside(slot) => put_pod(&mut home, *thing, &spec, slot),
            _ => {}
        }
    }
    without(home, &gone)
}

fn is_plug(thing: &Thing, body: &str) -> bool {
    thing.bodies.get(body).is_some_and(|body| matches!(body.attach, Some(Attach::Cord { .. })))
}

fn empty(placed: &mut Placed, store: &str) {
    placed.contents.retain(|content| content.store != store);
}

fn hold(placed: &mut Placed, store: &str, species: Species, mass_g: f64) {
    let (store, substance) = (store.to_owned(), species.name().to_owned());
    placed.contents.push(Content { store, substance, mass_g, temp_c: None, d50_um: None, decaf: false });
}

/// Puts a pod of a kind that is in the home into a slot.
fn put_pod(home: &mut Arrangement, thing: usize, spec: &Thing, slot: &str) {
    let is_pod =
        |kind: &Thing| filter_piece(kind).is_some() && !kind.contents.is_empty() && accepts(spec, slot, kind, "body");
    let loose = home.placed.iter().map(|placed| (&placed.id, &placed.thing));
    let pod = loose.chain(home.dispensed.iter()).find(|(_, kind)| is_pod(kind));
    let Some((id, kind)) = pod.map(|(id, kind)| (id.clone(), kind.clone())) else { return };
    let (at, yaw, contents) = (home.placed[thing].at, home.placed[thing].yaw, kind.contents.clone());
    let name = format!("{}_{slot}_used", home.placed[thing].name);
    home.placed.push(Placed { name, id, thing: kind, at, yaw, contents });
    home.seated.retain(|(_, (host, seat))| *host != thing || seat != slot);
    home.seated.push(((home.placed.len() - 1, "body".into()), (thing, slot.into())));
}

/// The arrangement without some things, and without what is to be taken of them from packs.
fn without(home: Arrangement, gone: &BTreeSet<usize>) -> Arrangement {
    if gone.is_empty() {
        return home;
    }
    let mut new = vec![None; home.placed.len()];
    let kept = (0..home.placed.len()).filter(|at| !gone.contains(at));
    kept.clone().enumerate().for_each(|(now, was)| new[was] = Some(now));
    let seated = home
        .seated
        .iter()
        .filter_map(|((what, body), (host, seat))| Some(((new[*what]?, body.clone()), (new[*host]?, seat.clone()))));
    let circuits = home.circuits.iter().filter_map(|((panel, comp), outlets)| {
        Some(((new[*panel]?, comp.clone()), outlets.iter().filter_map(|outlet| new[*outlet]).collect()))
    });
    let faults = home.faults.iter().filter_map(|(thing, trouble)| Some((new[*thing]?, trouble.clone())));
    Arrangement {
        seated: seated.collect(),
        circuits: circuits.collect(),
        faults: faults.collect(),
        placed: kept.map(|at| home.placed[at].clone()).collect(),
        ..home
    }
}

/// Brings the machines of a new home into the state that its faults say.
pub(crate) fn apply(world: &mut World, arrangement: &Arrangement, things: &[Entity]) {
    for (number, trouble) in &arrangement.faults {
        let Some((&thing, placed)) = things.get(*number).zip(arrangement.placed.get(*number)) else { continue };
        match &trouble.what {
            Wrong::SocketOff(socket) => {
                if let Some(Comp::Socket(spec)) = placed.thing.comps.get(socket)
                    && let Some(switch) = &spec.switch
                {
                    mains::throw(world, thing, switch, 0);
                }
            }
            Wrong::BreakerOpen(circuit) => {
                if let Some(Comp::Circuit(spec)) = placed.thing.comps.get(circuit) {
                    mains::throw(world, thing, &spec.lever, 0);
                }
            }
            Wrong::ChildLock(control) => {
                mains::throw(world, thing, control, usize::MAX);
                if let Some(mut process) = world.get_mut::<Process>(thing)
                    && is_key(&placed.thing, control)
                {
                    let _ = process.0.apply(&Override::Locked(control.clone()));
                }
            }
            Wrong::WrongVoltage(volts) => mains::set_volts(world, thing, *volts),
            Wrong::LidAjar(joint) => open_a_little(world, thing, joint),
            Wrong::FilterMissing(slot) => empty_packs(world, arrangement, things, &placed.thing, slot),
            Wrong::UsedPodInside(slot) => wear_out(world, thing, slot),
            other => {
                if let (Some(what), Some(mut process)) = (change_of(other), world.get_mut::<Process>(thing)) {
                    // The checks of a scene know the names.
                    let _ = process.0.apply(&what);
                }
            }
        }
    }
}

/// Moves what should sit in a seat to a free place beside its thing; gives whether anything was moved. Once everything
/// stands where it stands.
pub(crate) fn stand_aside(world: &mut World, arrangement: &Arrangement, things: &[Entity]) -> bool {
    let mut moved = false;
    for (number, trouble) in &arrangement.faults {
        let Wrong::TankUnseated(seat) = &trouble.what else { continue };
        let Some(&thing) = things.get(*number) else { continue };
        let part = world.get::<Seats>(thing).and_then(|seats| *seats.occupants.get(seat)?);
        let Some((part, by_m)) = part.and_then(|part| Some((part, place_beside(world, thing, part)?))) else {
            continue;
        };
        spawn::vacate(world, part);
        let mut all = riders_of(world, part);
        all.push(part);
        for body in all {
            let pose = Pose::from_translation(by_m) * pose_of(world, body);
            spawn::put_at(world, body, pose);
        }
        moved = true;
    }
    moved
}

/// How far a part is to be moved to stand free beside a thing, on what that stands on, m.
fn place_beside(world: &World, thing: Entity, part: Entity) -> Option<Vec3> {
    /// Free air around it, m.
    const GAP_M: f32 = 0.02;
    const AWAY_M: [f32; 5] = [0.04, 0.08, 0.14, 0.22, 0.32];
    /// How uneven what it stands on may be, m.
    const EVEN_M: f32 = 0.005;
    let physics = world.resource::<Physics>();
    let (host_low, host_high) = physics.bounds(spawn::body_of(world, thing))?;
    let (low, high) = physics.bounds(spawn::body_of(world, part))?;
    let (half, host_half) = (0.5 * (high - low), 0.5 * (host_high - host_low));
    let (middle, host_middle) = (0.5 * (low + high), 0.5 * (host_low + host_high));
    let mut own = riders_of(world, part);
    own.push(part);
    let filter = Filter { without_robot: true, without_held: true, without: &own };
    let below = |x: f32, y: f32| {
        let from = Vec3::new(x, y, host_low.z + 0.02);
        physics.ray(from, Vec3::NEG_Z, 0.2, filter).map(|hit| from.z - hit.distance_m)
    };
    let sides = [Vec3::X, Vec3::NEG_X, Vec3::NEG_Y, Vec3::Y];
    AWAY_M.iter().flat_map(|away| sides.map(|side| (side, away))).find_map(|(side, away)| {
        let at = host_middle + side * ((host_half + half).dot(side.abs()) + away);
        let floor = below(at.x, at.y)?;
        let corners = [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)];
        let even = corners
            .iter()
            .all(|(x, y)| below(at.x + x * half.x, at.y + y * half.y).is_some_and(|z| (z - floor).abs() < EVEN_M));
        let size = 2.0 * (half + Vec3::splat(GAP_M));
        let room = Shape::Box { size: size.to_array(), at: [0.0; 3] };
        let stands = Pose::from_translation(Vec3::new(at.x, at.y, floor + 0.002));
        let free = even && physics.overlap(&room, &stands, filter).is_none();
        free.then(|| Vec3::new(at.x - middle.x, at.y - middle.y, floor + 0.001 - low.z))
    })
}

/// Whether a control springs back, and so only gives events.
fn is_key(thing: &Thing, control: &str) -> bool {
    matches!(thing.comps.get(control), Some(Comp::Control(spec)) if spec.class.is_momentary())
}

/// Leaves a lid a little open.
fn open_a_little(world: &mut World, thing: Entity, joint: &str) {
    /// Share of the way.
    const AJAR: f32 = 0.15;
    let Some(of) = world.get::<ThingOf>(thing) else { return };
    let is_it = |part: &&Entity| {
        world.get::<Moving>(**part).is_some_and(|moving| moving.role == Role::Joint && moving.comp == joint)
    };
    let Some(&part) = of.parts.values().find(is_it) else { return };
    let Some(mut moving) = world.get::<Moving>(part).cloned() else { return };
    let (carrier, body) = (spawn::body_of(world, moving.carrier), spawn::body_of(world, part));
    let travel = moving.range.0 + AJAR * (moving.range.1 - moving.range.0);
    let pose = spawn::throw(&mut world.resource_mut::<Physics>(), carrier, body, &mut moving, travel);
    world.entity_mut(part).insert((moving, WorldPose(pose)));
}

/// What a fault changes in the machine alone.
fn change_of(fault: &Wrong) -> Option<Override> {
    Some(match fault {
        Wrong::GroundsBinFull(counter) | Wrong::DescaleDue(counter) => Override::Full(counter.clone()),
        Wrong::Scaled(heater, share) => Override::Scaled(heater.clone(), *share),
        Wrong::BulbDead(indicator) => Override::Dead(indicator.clone()),
        Wrong::ButtonStuck(control) => Override::Stuck(control.clone()),
        Wrong::SealWorn(seal, leak) => Override::Worn(seal.clone(), *leak),
        Wrong::ClockSetAuto(state) => Override::State(state.clone()),
        Wrong::DecafInCoffeeJar(store) => Override::Decaf(store.clone()),
        Wrong::CarafeCracked(store, ml_s) => Override::Leaks(store.clone(), *ml_s),
        _ => return None,
    })
}

/// Takes the last piece out of every pack of what fits a slot.
fn empty_packs(world: &mut World, arrangement: &Arrangement, things: &[Entity], host: &Thing, slot: &str) {
    for (&thing, placed) in things.iter().zip(&arrangement.placed) {
        let Some(pack) = &placed.thing.pack else { continue };
        let fits = arrangement.dispensed.get(&pack.item).is_some_and(|item| accepts(host, slot, item, "body"));
        if let Some(mut left) = world.get_mut::<crate::thing::PackLeft>(thing).filter(|_| fits) {
            left.count = 0;
        }
    }
}

/// Makes what sits in a slot one that has been brewed.
fn wear_out(world: &mut World, thing: Entity, slot: &str) {
    let pod = world.get::<Seats>(thing).and_then(|seats| *seats.occupants.get(slot)?);
    let Some(pod) = pod else { return };
    let Some(mut load) = world.get_mut::<Load>(pod) else { return };
    let (fresh, spent) = (load.mixture, load.mixture.brewed());
    load.piece.wear = Wear::Used;
    load.mixture = spent;
    world.resource_mut::<Books>().exchange(pod, &fresh, &spent);
}
