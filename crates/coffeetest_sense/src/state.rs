//! What can be seen of a thing's state from outside.

use bevy::prelude::{Entity, World};
use coffeetest_scene::{Text, Thing};
use coffeetest_world::math::{Quat, Vec3};
use coffeetest_world::physics::{Filter, Physics, WorldPose};
use coffeetest_world::process::Broken;
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{PackLeft, Part, SeatedIn, Seats, Structure, ThingOf};

use crate::appearance::Contents;
use crate::setting::{self, Way};
use crate::signal::{self, Sign};
use crate::view::{View, is_near};
use crate::{contents, glow};

/// One thing that can be seen of a state.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// A door, drawer, lid or lever is at its closed end.
    Shut,
    /// It is a little open.
    Ajar,
    /// It is open.
    Open,
    /// A control stands at this position.
    Position(String),
    /// A knob is turned open this far, to about a tenth of its way, %.
    Opened(u8),
    /// How far a plunger is pulled up.
    Plunger(Way),
    /// How far a part is turned in the seat that it is screwed or twisted into.
    Twisted(Way),
    /// The plug of a cord is in no socket.
    Unplugged,
    /// A lamp, a display or a float, by its name in the thing's data, and what it shows.
    Shows(String, Sign),
    /// A flame burns under this seat of its.
    Flame(String),
    /// The plate under this seat of its glows.
    Glows(String),
    /// Foam rises in it; named as what it holds.
    Foams(String),
    /// Suds stand on what it holds; named as that.
    Suds(String),
    /// A filter, a pod or a capsule that has been brewed with.
    Used,
    /// A pack from which everything has been taken.
    NoneLeft,
    /// What is seen through an opening or a window, named as in the thing's data.
    Holds(String, Contents),
    /// Steam rises from it.
    Steams,
    /// Something runs out of it.
    Runs,
    /// The body's own hand holds it.
    Held,
    /// It sits in a seat of a thing.
    SitsIn {
        /// The thing.
        thing: Entity,
        /// The seat's name in its data.
        seat: String,
    },
    /// It stands on something.
    StandsOn {
        /// The thing.
        thing: Entity,
        /// The name of the surface in its data.
        surface: Option<String>,
    },
    /// It lies on the floor of the room.
    OnFloor,
    /// It lies on its side or upside down.
    Toppled,
    /// It is in pieces.
    Broken,
    /// Something was spilled on it.
    Spilled(Contents),
    /// What is printed on it.
    Reads(Text),
}

/// What a state is about: of one aspect there is one state at a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// How far a part is open.
    Travel,
    /// Where a control stands.
    Position,
    /// What a lamp, a display or a float shows.
    Sign(String),
    /// Whether it burns or glows under a seat.
    Fire(String),
    /// What stands on what is in a vessel.
    Foam(String),
    /// Whether it has been used.
    Wear,
    /// What is in a vessel.
    Contents(String),
    /// Steam.
    Steam,
    /// A stream from an outlet.
    Stream,
    /// Where a thing is.
    Place,
    /// Whether it is upright.
    Stance,
    /// Whether it is whole.
    Wholeness,
    /// What lies on it.
    Spill,
    /// What is printed on it.
    Print,
}

impl Aspect {
    /// Whether things usually have no such state, so that one is news.
    pub fn is_striking(&self) -> bool {
        matches!(
            self,
            Aspect::Steam
                | Aspect::Stream
                | Aspect::Stance
                | Aspect::Wholeness
                | Aspect::Spill
                | Aspect::Fire(_)
                | Aspect::Foam(_)
        )
    }
}

impl State {
    /// What the state is about.
    pub fn aspect(&self) -> Aspect {
        match self {
            State::Shut | State::Ajar | State::Open | State::Plunger(_) => Aspect::Travel,
            State::Position(_) | State::Opened(_) | State::Twisted(_) => Aspect::Position,
            State::Shows(name, _) => Aspect::Sign(name.clone()),
            State::Flame(seat) | State::Glows(seat) => Aspect::Fire(seat.clone()),
            State::Foams(place) | State::Suds(place) => Aspect::Foam(place.clone()),
            State::Used => Aspect::Wear,
            State::NoneLeft => Aspect::Contents(String::new()),
            State::Holds(place, _) => Aspect::Contents(place.clone()),
            State::Steams => Aspect::Steam,
            State::Runs => Aspect::Stream,
            State::Held | State::SitsIn { .. } | State::StandsOn { .. } | State::OnFloor | State::Unplugged => {
                Aspect::Place
            }
            State::Toppled => Aspect::Stance,
            State::Broken => Aspect::Wholeness,
            State::Spilled(_) => Aspect::Spill,
            State::Reads(_) => Aspect::Print,
        }
    }
}

/// Print is read from this near, m.
const READ_M: f32 = 2.0;
/// A thing that leans more than this has fallen over, as the cosine of the angle.
const UPRIGHT_COS: f32 = 0.7;

/// What can be seen of a body that is in sight.
pub fn states(world: &World, views: &[View], entity: Entity, of: &ThingOf, part: &str) -> Vec<State> {
    let Some(pose) = world.get::<WorldPose>(entity).map(|pose| pose.0) else { return Vec::new() };
    let mut all = setting::settings(world, entity, of, part);
    all.extend(signal::signs(world, views, of, part).map(|(name, sign)| State::Shows(name, sign)));
    all.extend(glow::glows(world, views, of, part));
    all.extend(contents::froth(world, views, of, part));
    all.extend(contents::wear(world, entity));
    all.extend(world.get::<PackLeft>(entity).filter(|left| left.count == 0).map(|_| State::NoneLeft));
    all.extend(contents::seen(world, views, of, part).map(|(place, held)| State::Holds(place, held)));
    if contents::steams(world, views, of, part) {
        all.push(State::Steams);
    }
    if signal::runs(world, views, of, part) {
        all.push(State::Runs);
    }
    if world.resource::<Robot>().held == Some(entity) {
        all.push(State::Held);
    } else if let Some(seat) = world.get::<SeatedIn>(entity) {
        all.push(State::SitsIn { thing: seat.thing, seat: seat.seat.clone() });
    } else if stands_free(of, part) {
        if (pose.rotation * Vec3::Z).z < UPRIGHT_COS {
            all.push(State::Toppled);
        }
        all.extend(support(world, of, pose.translation));
    }
    if world.get::<Broken>(entity).is_some() {
        all.push(State::Broken);
    }
    all.extend(contents::puddle(world, views, entity).map(State::Spilled));
    all.extend(print(&of.spec, part).filter(|_| is_near(views, pose.translation, READ_M)).map(State::Reads));
    all
}

/// Whether a body that sits in no seat stands by itself somewhere: a loose thing, or a part that can be taken out.
fn stands_free(of: &ThingOf, part: &str) -> bool {
    match of.spec.bodies.get(part).and_then(|body| body.attach.as_ref()) {
        None => part == "body" && of.spec.mount == coffeetest_scene::Mount::Free,
        Some(attach) => matches!(attach, coffeetest_scene::Attach::Seat { .. }),
    }
}

/// What is printed on a body: the thing's label, or that of the control that it is.
fn print(thing: &Thing, part: &str) -> Option<Text> {
    use coffeetest_brew::spec::Comp;
    use coffeetest_scene::Attach;
    if part == "body" {
        return thing.label.clone();
    }
    let Some(Attach::Control { comp, .. }) = &thing.bodies.get(part)?.attach else { return None };
    let Some(Comp::Control(spec)) = thing.comps.get(comp) else { return None };
    let label = Text { en: spec.labels.en.clone(), zh: spec.labels.zh.clone() };
    (!label.en.is_empty() || !label.zh.is_empty()).then_some(label)
}

/// What a thing whose origin is here stands on.
fn support(world: &World, of: &ThingOf, origin: Vec3) -> Option<State> {
    const ABOVE_M: f32 = 0.01;
    const BELOW_M: f32 = 0.04;
    // What sits in the thing does not carry it.
    let main = of.parts.get("body").and_then(|body| world.get::<Seats>(*body));
    let sitting = main.into_iter().flat_map(|seats| seats.occupants.values().copied().flatten());
    let own: Vec<Entity> = of.parts.values().copied().chain(sitting).collect();
    let filter = Filter { without_robot: true, without_held: true, without: &own };
    let from = origin + Vec3::new(0.0, 0.0, ABOVE_M);
    let hit = world.resource::<Physics>().ray(from, Vec3::NEG_Z, ABOVE_M + BELOW_M, filter)?;
    if world.get::<Structure>(hit.entity).is_some_and(|structure| structure.floor) {
        return Some(State::OnFloor);
    }
    let part = world.get::<Part>(hit.entity)?;
    let surface = surface_at(world, part.thing, origin);
    Some(State::StandsOn { thing: part.thing, surface })
}

/// The surface of a thing that a point is on.
fn surface_at(world: &World, thing: Entity, point: Vec3) -> Option<String> {
    const THICK_M: f32 = 0.03;
    let of = world.get::<ThingOf>(thing)?;
    let found = of.spec.surfaces.iter().find(|(_, surface)| {
        let frame = of.parts.get(&surface.body).and_then(|body| world.get::<WorldPose>(*body));
        frame.is_some_and(|frame| {
            let local = frame.0.inverse_transform_point(point) - Vec3::from(surface.at);
            2.0 * local.x.abs() <= surface.size[0] && 2.0 * local.y.abs() <= surface.size[1] && local.z.abs() < THICK_M
        })
    });
    found.map(|(name, _)| name.clone())
}

/// The turn of a pose about the vertical, rad.
pub fn heading(rotation: Quat) -> f32 {
    let ahead = rotation * Vec3::X;
    libm::atan2f(ahead.y, ahead.x)
}
