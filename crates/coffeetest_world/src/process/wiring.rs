//! How the components of a thing's machine hang on its bodies: names resolved to indices once, when a thing is built.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::slosh::Slosh;
use coffeetest_brew::{FilterPiece, Inputs, Machine, Mixture, Outputs, Vessel};

use super::stream::Route;

/// The process side of a thing: its stores, heaters, beds, controller.
#[derive(Component, Clone, Debug)]
pub struct Process(pub Machine);

/// Every thing with a process, in the order of their entities.
#[derive(Resource, Clone, Debug, Default)]
pub struct Household {
    /// Things.
    pub things: Vec<Entity>,
    /// Those of them with something that holds matter.
    pub(super) vessels: Vec<Entity>,
}

impl Household {
    pub(super) fn add(&mut self, thing: Entity, is_vessel: bool) {
        let lists = [(&mut self.things, true), (&mut self.vessels, is_vessel)];
        for (list, wanted) in lists {
            if wanted && let Err(at) = list.binary_search(&thing) {
                list.insert(at, thing);
            }
        }
    }
}

/// What goes into and comes out of a machine, and where on its bodies.
#[derive(Component, Clone, Debug)]
pub(super) struct Ports {
    pub inputs: Inputs,
    pub outputs: Outputs,
    /// All its bodies, the main one first.
    pub parts: Vec<Entity>,
    /// What each of its seats is, in the order of their names.
    pub seats: Vec<SeatPort>,
    /// Heated seats.
    pub plates: Vec<PlatePort>,
    pub outlets: Vec<OutletPort>,
    /// Places of its indicators: body and point in its frame.
    pub marks: Vec<(Entity, Vec3)>,
    /// How long each of its heaters has heated an empty store, s.
    pub dry_s: Vec<f64>,
    /// The store that each of its heaters heats, if it is one.
    pub heats: Vec<Option<usize>>,
    /// Whether each of its stores boils.
    pub boils: Vec<bool>,
    /// Ticks for which it has been drawing from the water mains.
    pub running_ticks: u64,
    /// Where what runs over a vessel comes to lie, by mouth.
    pub overs: Vec<Over>,
    /// Direction of its front in its own frame.
    pub front: Vec3,
}

/// What runs over the rim of one vessel or splashes out of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Over {
    pub route: Cached,
    /// When it ran over last, in ticks.
    pub last: Option<u64>,
}

/// A route with the time for which it holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cached {
    pub epoch: u64,
    pub speed: f32,
    pub route: Option<Route>,
}

/// What a seat is to the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeatRole {
    Seat(usize),
    Filter(usize),
    Socket(usize),
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SeatPort {
    pub role: SeatRole,
    pub occupant: Option<Entity>,
}

/// A heated seat and the store that stands on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlatePort {
    /// The heater of it.
    pub heater: usize,
    pub seat: usize,
    /// Whether it heats by microwaves, which metal does not stand.
    pub cavity: bool,
    pub warms: Option<(Entity, usize)>,
    /// The metal thing in it at which sparks fly.
    pub sparks: Option<Entity>,
    /// What was heated there with nothing in it.
    pub dry: Option<Dry>,
}

/// A vessel that is heated with nothing in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dry {
    pub thing: Entity,
    pub seconds: f64,
    /// So hot that it is good for nothing any more.
    pub ruined: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct OutletPort {
    pub part: Entity,
    pub at: Vec3,
    pub dir: Vec3,
    pub bore_m2: f64,
    pub route: Cached,
    /// When it flowed last, in ticks.
    pub last: Option<u64>,
}

/// On a hinged or sliding part: the machine's joint.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct JointPort {
    pub thing: Entity,
    pub index: usize,
    /// Whether its unit is the degree.
    pub turns: bool,
}

/// On a hinged or sliding part whose machine may be in the way of shutting it.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Jams;

/// On the rod of a plunger: the machine's variable that says with what force it resists.
#[derive(Component, Clone, Debug)]
pub(super) struct PistonPort {
    pub thing: Entity,
    pub force: String,
}

/// On the moving piece of a control: the machine's control.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct ControlPort {
    pub thing: Entity,
    pub index: usize,
    /// Springs back and only gives presses.
    pub momentary: bool,
    pub states: usize,
    pub was_pushed: bool,
    /// The position of one that turns as it was told last.
    pub told: usize,
}

/// On a body off which liquid runs instead of staying there: it is loose.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct RunsOff;

/// On a plug's body or a thing with a socket: it carries mains voltage.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct CarriesMains;

/// On a filter piece: what it is like and what lies on it, while it sits in no slot.
#[derive(Component, Clone, Copy, Debug)]
pub struct Load {
    /// The piece with its wear.
    pub piece: FilterPiece,
    /// What lies on it.
    pub mixture: Mixture,
    /// It came with what is in it and keeps that, however it is turned: a pod, a capsule.
    pub encloses: bool,
}

/// The openings of a thing's stores and beds.
#[derive(Component, Clone, Debug)]
pub(super) struct Mouths(pub Vec<Mouth>);

/// An opening with the hollow below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mouth {
    pub vessel: Vessel,
    pub part: Entity,
    /// Centre in the part's frame.
    pub at: Vec3,
    pub radius_m: f32,
    pub floor_m: f32,
    pub inside: Inside,
    /// Has a lip made for pouring: it pours beside a shut lid and does not dribble.
    pub spout: bool,
}

/// Cross-section of a hollow.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inside {
    /// Radius, m.
    Round(f32),
    /// Half of its sides along x and y, m.
    Square(f32, f32),
}

/// On a tool that takes up what it is dipped into: its bowl's mouth.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Dips(pub usize);

/// On a thing that a blow can break.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Fragile {
    pub breaks_j: f32,
    /// Squared speed at the last tick, (m/s)².
    pub speed_squared: f32,
}

/// Broken to pieces: it holds nothing any more.
#[derive(Component, Clone, Copy, Debug)]
pub struct Broken;

/// How the contents of a thing's vessels move, by mouth.
#[derive(Component, Clone, Debug)]
pub(super) struct Motions(pub Vec<Motion>);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Motion {
    pub slosh: Slosh,
    /// Velocity of the opening at the last tick, m/s.
    pub velocity: Vec3,
    pub sloshing: bool,
    /// When it poured last, in ticks.
    pub last: Option<u64>,
    /// Mass that the engine knows of, kg.
    pub weight_kg: f64,
}

/// What the books of a bed do not say.
#[derive(Component, Clone, Debug, Default)]
pub(super) struct BedLogs(pub Vec<BedLog>);

/// The coffee that went into a bed, and the last filter below it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BedLog {
    pub dose_kg: f64,
    pub d50_um: f64,
    pub reusable: bool,
}
