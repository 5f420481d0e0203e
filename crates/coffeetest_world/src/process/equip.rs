//! Gives things their processes: builds machines from data, hangs them on bodies, fills them.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, Curve, FilterSpec, HeatInto, JointKind};
use coffeetest_brew::{Air, FilterPiece, Machine, Mixture, Species, Totals, Vessel};
use coffeetest_scene::{Arrangement, Attach, Content, Mount, Thing, Tool};

use super::account::Books;
use super::wiring::{
    BedLog, BedLogs, CarriesMains, ControlPort, Dips, Fragile, Household, Inside, Jams, JointPort, Load, Motion,
    Motions, Mouth, Mouths, OutletPort, Over, PistonPort, PlatePort, Ports, Process, RunsOff, SeatPort, SeatRole,
};
use crate::Room;
use crate::thing::{ControlPiece, Moving, PlugPiece, ThingOf};

/// Gives all things of an arrangement their processes and contents, and opens the books.
pub(crate) fn fill(world: &mut World, arrangement: &Arrangement, things: &[Entity]) {
    for (&thing, placed) in things.iter().zip(&arrangement.placed) {
        build(world, thing, &placed.contents);
    }
    super::mains::wire(world, arrangement, things);
    super::trouble::apply(world, arrangement, things);
}

/// Gives a newly made thing its process.
pub(crate) fn equip(world: &mut World, thing: Entity) {
    let Some(of) = world.get::<ThingOf>(thing) else { return };
    let contents = of.spec.contents.clone();
    build(world, thing, &contents);
}

fn build(world: &mut World, entity: Entity, contents: &[Content]) {
    let Some(of) = world.get::<ThingOf>(entity).cloned() else { return };
    for (name, &part) in &of.parts {
        if runs_off(&of.spec, name) {
            world.entity_mut(part).insert(RunsOff);
        }
    }
    if let (Some(breaks_j), Mount::Free) = (of.spec.breaks_j, of.spec.mount) {
        world.entity_mut(entity).insert(Fragile { breaks_j, speed_squared: 0.0 });
    }
    if let Some(Tool::Cloth { holds_g }) = of.spec.tool {
        super::wipe::add_cloth(world, entity, holds_g);
    }
    if of.spec.comps.is_empty() {
        return;
    }
    // The checks of a scene build every machine, so this fails for no thing of a checked library.
    let Ok(mut machine) = Machine::new(&of.spec.comps, &of.spec.links, &of.spec.ctrl) else { return };
    let air = Air::at(world.resource::<Room>().ambient_c);
    machine.acclimatise(air);
    fill_machine(&mut machine, contents, air.temp_c);
    let mouths = mouths(&machine, &of);
    let ports = ports(&machine, &of, mouths.len(), air);
    for (name, &part) in &of.parts {
        hang(world, entity, &of.spec, &machine, name, part);
    }
    let load = load(&of.spec, contents, air.temp_c);
    let mut totals = Totals::default();
    totals.merge(&machine.totals());
    if let Some(load) = &load {
        totals.add(&load.mixture);
    }
    let logs = (0..machine.bed_count()).map(|_| BedLog::default()).collect();
    world.init_resource::<Household>();
    world.resource_mut::<Household>().add(entity, !mouths.is_empty());
    world.init_resource::<Books>();
    world.resource_mut::<Books>().open(entity, &totals, &machine, load.as_ref());
    let dips = dips(&machine, &mouths, &of.spec);
    let tips = super::steam::tips(&of, &machine);
    let mut at = world.entity_mut(entity);
    if let Some(load) = load {
        at.insert(load);
    }
    if let Some(dips) = dips {
        at.insert(dips);
    }
    if let Some(tips) = tips {
        at.insert(tips);
    }
    at.insert((Process(machine), ports, Motions(vec![Motion::default(); mouths.len()]), Mouths(mouths), BedLogs(logs)));
}

fn dips(machine: &Machine, mouths: &[Mouth], thing: &Thing) -> Option<Dips> {
    let Some(Tool::Scoop { store } | Tool::Spoon { store }) = &thing.tool else { return None };
    let bowl = Vessel::Store(machine.index(Kind::Store, store)?);
    mouths.iter().position(|mouth| mouth.vessel == bowl).map(Dips)
}

/// Whether liquid runs off a body: it is loose, not built in.
fn runs_off(thing: &Thing, body: &str) -> bool {
    let attach = thing.bodies.get(body).and_then(|body| body.attach.as_ref());
    thing.mount == Mount::Free || matches!(attach, Some(Attach::Seat { .. } | Attach::Cord { .. }))
}

fn fill_machine(machine: &mut Machine, contents: &[Content], room_c: f64) {
    for content in contents {
        let Some(mix) = mixture(content, room_c) else { continue };
        if let Some(store) = machine.index(Kind::Store, &content.store) {
            machine.pour_in(Vessel::Store(store), &mix);
            if let Some(temp_c) = content.temp_c {
                // It has stood there for a while: the walls are as warm.
                machine.store_mut(store).set_temp_c(temp_c);
            }
        } else if let Some(bed) = machine.index(Kind::Bed, &content.store) {
            machine.pour_in(Vessel::Bed(bed), &mix);
        }
    }
}

/// What the data say that something holds.
fn mixture(content: &Content, room_c: f64) -> Option<Mixture> {
    let species = Species::parse(&content.substance)?;
    let temp_c = content.temp_c.unwrap_or(room_c);
    let kg = 1e-3 * content.mass_g;
    let mix = match content.d50_um {
        Some(d50_um) if species == Species::Grounds => Mixture::fresh_grounds(kg, d50_um, temp_c),
        _ => Mixture::of(species, kg, temp_c),
    };
    Some(if content.decaf { mix.decaffeinated() } else { mix })
}

/// What a new filter piece is and holds.
fn load(thing: &Thing, contents: &[Content], room_c: f64) -> Option<Load> {
    let (name, spec) = filter_comp(thing)?;
    let mut load = Load { piece: FilterPiece::new(spec), mixture: Mixture::EMPTY, encloses: false };
    for content in contents.iter().filter(|content| content.store == *name) {
        if let Some(mix) = mixture(content, room_c) {
            load.mixture.add(&mix);
            load.encloses = true;
        }
    }
    Some(load)
}

fn mouths(machine: &Machine, of: &ThingOf) -> Vec<Mouth> {
    let mut all = Vec::new();
    for (name, opening) in &of.spec.openings {
        let Some(&part) = of.parts.get(&opening.body) else { continue };
        let round = Inside::Round(opening.radius_m);
        let (vessel, inside, spout) = match of.spec.comps.get(name) {
            Some(Comp::Store(spec)) => {
                let Some(index) = machine.index(Kind::Store, name) else { continue };
                let inside = match spec.curve {
                    Curve::Cyl(radius, _) => Inside::Round(radius as f32),
                    Curve::Box(a, b, _) => Inside::Square(0.5 * a as f32, 0.5 * b as f32),
                    Curve::Table(_) => round,
                };
                (Vessel::Store(index), inside, spec.lip.is_some())
            }
            Some(Comp::Bed(_)) => {
                let Some(index) = machine.index(Kind::Bed, name) else { continue };
                (Vessel::Bed(index), round, false)
            }
            _ => continue,
        };
        let (at, radius_m, floor_m) = (Vec3::from(opening.at), opening.radius_m, opening.floor_m);
        all.push(Mouth { vessel, part, at, radius_m, floor_m, inside, spout });
    }
    all
}

fn ports(machine: &Machine, of: &ThingOf, mouths: usize, air: Air) -> Ports {
    let spec = &of.spec;
    let main = of.parts.get("body").copied();
    let mut parts: Vec<Entity> = main.into_iter().collect();
    parts.extend(of.parts.values().copied().filter(|part| Some(*part) != main));
    let part = |body: &str| of.parts.get(body).copied().unwrap_or(parts[0]);
    let role = |name: &str| {
        let seat = machine.index(Kind::Seat, name).map(SeatRole::Seat);
        let filter = || machine.index(Kind::Filter, name).map(SeatRole::Filter);
        let socket = || machine.index(Kind::Socket, name).map(SeatRole::Socket);
        seat.or_else(filter).or_else(socket).unwrap_or(SeatRole::None)
    };
    let heaters = || machine.names(Kind::Heater).iter().map(|name| spec.comps.get(name));
    let plates = heaters().enumerate().filter_map(|(index, comp)| {
        let Some(Comp::Heater(spec)) = comp else { return None };
        let (HeatInto::Plate(seat) | HeatInto::Cavity(seat)) = &spec.into else { return None };
        let cavity = matches!(spec.into, HeatInto::Cavity(_));
        let seat = machine.index(Kind::Seat, seat)?;
        Some(PlatePort { heater: index, seat, cavity, warms: None, sparks: None, dry: None })
    });
    let heats = heaters().map(|comp| match comp {
        Some(Comp::Heater(heater)) => match &heater.into {
            HeatInto::Store(store) => machine.index(Kind::Store, store),
            HeatInto::Plate(_) | HeatInto::Cavity(_) | HeatInto::Line => None,
        },
        _ => None,
    });
    let outlets = machine.names(Kind::Outlet).iter().map(|name| {
        let bore_m = if let Some(Comp::Outlet(outlet)) = spec.comps.get(name) { outlet.d_m } else { 0.01 };
        let bore_m2 = 0.25 * std::f64::consts::PI * bore_m * bore_m;
        let (part, at, dir) = spec.outlets.get(name).map_or((parts[0], Vec3::ZERO, Vec3::NEG_Z), |pose| {
            (part(&pose.body), Vec3::from(pose.at), Vec3::from(pose.dir).normalize_or(Vec3::NEG_Z))
        });
        OutletPort { part, at, dir, bore_m2, route: Default::default(), last: None }
    });
    let marks = machine.names(Kind::Indicator).iter().map(|name| {
        spec.marks.get(name).map_or((parts[0], Vec3::ZERO), |mark| (part(&mark.body), Vec3::from(mark.at)))
    });
    let mut inputs = machine.inputs();
    inputs.air = air;
    Ports {
        inputs,
        outputs: machine.outputs(),
        seats: spec.seats.keys().map(|name| SeatPort { role: role(name), occupant: None }).collect(),
        plates: plates.collect(),
        outlets: outlets.collect(),
        marks: marks.collect(),
        dry_s: vec![0.0; machine.names(Kind::Heater).len()],
        heats: heats.collect(),
        boils: vec![false; machine.store_count()],
        running_ticks: 0,
        overs: vec![Over::default(); mouths],
        front: Vec3::NEG_Y,
        parts,
    }
}

/// Puts the machine's terminals on one body of its thing.
fn hang(world: &mut World, thing: Entity, spec: &Thing, machine: &Machine, name: &str, part: Entity) {
    let at = world.entity(part);
    let joint = at.get::<Moving>().and_then(|moving| {
        let Some(Comp::Joint(joint)) = spec.comps.get(&moving.comp) else { return None };
        let turns = joint.kind != JointKind::Slide;
        let port = JointPort { thing, index: machine.index(Kind::Joint, &moving.comp)?, turns };
        Some((port, joint.blocked.is_some()))
    });
    let pressed = at.get::<ControlPiece>().map(|piece| (&piece.comp, piece.pushed));
    let turned = at.get::<Moving>().map(|moving| (&moving.comp, false));
    let control = pressed.or(turned).and_then(|(comp, was_pushed)| {
        let Some(Comp::Control(control)) = spec.comps.get(comp) else { return None };
        let index = machine.index(Kind::Control, comp)?;
        let (momentary, states) = (control.class.is_momentary(), control.states.len());
        Some(ControlPort { thing, index, momentary, states, was_pushed, told: 0 })
    });
    let piston = at.get::<Moving>().and_then(|moving| {
        let (piston, _) =
            spec.comps.iter().find(|(_, comp)| matches!(comp, Comp::Piston(piston) if piston.joint == moving.comp))?;
        Some(PistonPort { thing, force: format!("{piston}.f_n") })
    });
    let socket = name == "body" && spec.comps.values().any(|comp| matches!(comp, Comp::Socket(_)));
    let live = socket || at.contains::<PlugPiece>();
    let mut at = world.entity_mut(part);
    if let Some((joint, jams)) = joint {
        at.insert(joint);
        if jams {
            at.insert(Jams);
        }
    }
    if let Some(control) = control {
        at.insert(control);
    }
    if let Some(piston) = piston {
        at.insert(piston);
    }
    if live {
        at.insert(CarriesMains);
    }
}

/// What a thing is as a filter piece: the data of its `Filter`, if that has no slot of its own.
pub(super) fn filter_piece(thing: &Thing) -> Option<&FilterSpec> {
    filter_comp(thing).map(|(_, spec)| spec)
}

fn filter_comp(thing: &Thing) -> Option<(&String, &FilterSpec)> {
    thing.comps.iter().find_map(|(name, comp)| match comp {
        Comp::Filter(spec) if spec.accepts.is_empty() => Some((name, spec)),
        _ => None,
    })
}
