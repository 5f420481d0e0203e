//! A home resolved against the library: which kinds stand where, which spots a thing may take, what sits in what.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::extent::{Block, Pose};
use crate::{Attach, Fixture, Home, Mount, Place, Placement, SeatPose, Surface, Thing};

/// Air kept around every loose thing when places are picked, m.
pub const GAP_M: f32 = 0.03;

/// A home and the kinds that it names. Names that resolve to nothing are left out: the checks report those.
pub struct Layout<'a> {
    /// Built-in pieces, by name.
    pub fixtures: Vec<Piece<'a>>,
    /// Loose things that stand on surfaces, by name.
    pub loose: Vec<Loose<'a>>,
    /// Loose things that sit in seats: name, kind.
    pub held: Vec<(&'a str, &'a Placement, &'a Arc<Thing>)>,
    /// What sits where at the start.
    pub sittings: Vec<Sitting<'a>>,
}

/// A built-in piece.
pub struct Piece<'a> {
    /// Instance name.
    pub name: &'a str,
    /// What the home says of it.
    pub fixture: &'a Fixture,
    /// Its kind.
    pub thing: &'a Arc<Thing>,
    /// Its pose.
    pub pose: Pose,
    /// The space it takes up.
    pub blocks: Vec<Block>,
}

/// A loose thing with places.
pub struct Loose<'a> {
    /// Instance name.
    pub name: &'a str,
    /// What the home says of it.
    pub placement: &'a Placement,
    /// Its kind.
    pub thing: &'a Arc<Thing>,
    /// The space it takes up in its own frame, with all that sits in it.
    pub blocks: Vec<Block>,
    /// One block around it.
    pub hull: Block,
    /// Where it may stand, in the order of its places.
    pub spots: Vec<Spot<'a>>,
}

/// A place on a surface, in the world.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    /// Its index among the places.
    pub index: usize,
    /// What the home says.
    pub place: &'a Place,
    /// The surface.
    pub surface: &'a Surface,
    /// The middle of the surface.
    pub middle: Pose,
}

/// Something that sits in something: names of instances, bodies and seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sitting<'a> {
    /// The instance that sits.
    pub what: &'a str,
    /// Its body.
    pub part: &'a str,
    /// The instance it sits in.
    pub host: &'a str,
    /// The seat there.
    pub seat: &'a str,
}

impl Spot<'_> {
    /// The pose of a thing here, shifted and turned by this much.
    pub fn pose(&self, shift: [f32; 2], turn_deg: f32) -> Pose {
        let [x, y] = [self.place.at[0] + shift[0], self.place.at[1] + shift[1]];
        self.middle.then(Pose::new([x, y, 0.0], self.place.yaw_deg + turn_deg))
    }

    /// Whether a block at this spot stays on the surface and below what is above it.
    pub fn holds(&self, block: &Block) -> bool {
        let inside = |corner: [f32; 3]| {
            let [x, y, _] = self.middle.local(corner);
            x.abs() <= self.surface.size[0] / 2.0 + 1e-4 && y.abs() <= self.surface.size[1] / 2.0 + 1e-4
        };
        let top = block.pose.at[2] + block.size[2] - self.middle.at[2];
        block.corners().into_iter().all(inside) && top <= self.surface.headroom_m
    }
}

impl<'a> Layout<'a> {
    /// Resolves a home.
    pub fn new(home: &'a Home, things: &'a BTreeMap<String, Arc<Thing>>) -> Layout<'a> {
        let fixtures: Vec<Piece> = home
            .furniture
            .iter()
            .filter_map(|(name, fixture)| {
                let thing = things.get(&fixture.thing).filter(|thing| thing.mount == Mount::Fixed)?;
                let pose = Pose::new(fixture.at, fixture.yaw_deg);
                let blocks = Thing::blocks_at(&thing.blocks(false), pose);
                Some(Piece { name, fixture, thing, pose, blocks })
            })
            .collect();
        let kind_of = |name: &str| {
            let id = home.things.get(name).map(|placement| &placement.thing);
            things.get(id.or_else(|| home.furniture.get(name).map(|fixture| &fixture.thing))?)
        };
        let sittings = sittings(home, &kind_of);
        let mut loose = Vec::new();
        let mut held = Vec::new();
        for (name, placement) in &home.things {
            let Some(thing) = things.get(&placement.thing) else { continue };
            if sittings.iter().any(|sitting| sitting.what == name && sitting.part == "body") {
                held.push((name.as_str(), placement, thing));
                continue;
            }
            let blocks = blocks_with_sitters(name, thing, &sittings, &kind_of, 0);
            let spots = placement.places.iter().enumerate();
            let spots = spots.filter_map(|(index, place)| spot(index, place, &fixtures)).collect();
            loose.push(Loose { name, placement, thing, hull: Thing::hull(&blocks), blocks, spots });
        }
        Layout { fixtures, loose, held, sittings }
    }

    /// The fixture in whose way a thing at `pose` would be, other than by standing on it.
    pub fn obstacle(&self, blocks: &[Block], pose: Pose) -> Option<&Piece<'a>> {
        let blocks = Thing::blocks_at(blocks, pose);
        let hits = |piece: &Piece| blocks.iter().any(|a| piece.blocks.iter().any(|b| a.meets(b, 0.0)));
        self.fixtures.iter().find(|piece| hits(piece))
    }
}

/// Splits `instance.member`; without a dot the member is the main body.
pub fn split(reference: &str) -> (&str, &str) {
    reference.split_once('.').unwrap_or((reference, "body"))
}

pub fn spot<'a>(index: usize, place: &'a Place, fixtures: &[Piece<'a>]) -> Option<Spot<'a>> {
    let (fixture, surface) = place.on.split_once('.')?;
    let piece = fixtures.iter().find(|piece| piece.name == fixture)?;
    let surface = piece.thing.surfaces.get(surface)?;
    let body = piece.thing.bodies.get(&surface.body)?;
    let middle = piece.pose.then(Pose { at: body.at, yaw: 0.0 }).then(Pose { at: surface.at, yaw: 0.0 });
    Some(Spot { index, place, surface, middle })
}

/// What the home seats, and every part that has a seat of its own and is not seated elsewhere; hosts before what sits
/// in them.
fn sittings<'a>(home: &'a Home, kind_of: &impl Fn(&str) -> Option<&'a Arc<Thing>>) -> Vec<Sitting<'a>> {
    let mut sittings = Vec::new();
    for (what, seat) in home.seated.iter().chain(&home.plugged) {
        let ((what, part), Some((host, seat))) = (split(what), seat.split_once('.')) else { continue };
        if part != "body" || home.things.contains_key(what) {
            sittings.push(Sitting { what, part, host, seat });
        }
    }
    for name in home.furniture.keys().chain(home.things.keys()) {
        let Some(thing) = kind_of(name) else { continue };
        for (part, body) in &thing.bodies {
            let Some(Attach::Seat { comp, .. }) = &body.attach else { continue };
            if !sittings.iter().any(|sitting| sitting.what == name && sitting.part == part) {
                sittings.push(Sitting { what: name, part, host: name, seat: comp });
            }
        }
    }
    let depth = |sitting: &Sitting| {
        let mut host = sitting.host;
        let above = |host: &str| sittings.iter().find(|other| other.what == host && other.part == "body");
        (0..DEEPEST).find(|_| above(host).map(|other| host = other.host).is_none()).unwrap_or(DEEPEST)
    };
    let depths: Vec<usize> = sittings.iter().map(depth).collect();
    let mut order: Vec<usize> = (0..sittings.len()).collect();
    order.sort_by_key(|i| depths[*i]);
    order.into_iter().map(|i| sittings[i]).collect()
}

/// A seat's pose in the frame of its thing.
pub fn seat_pose(thing: &Thing, seat: &SeatPose) -> Pose {
    let body = thing.bodies.get(&seat.body).map(|body| body.at).unwrap_or_default();
    Pose { at: body, yaw: 0.0 }.then(Pose::new(seat.at, seat.yaw_deg))
}

/// Deepest chain of things that sit in things that sit in things.
const DEEPEST: usize = 8;

fn blocks_with_sitters<'a>(
    name: &str,
    thing: &'a Thing,
    sittings: &[Sitting<'a>],
    kind_of: &impl Fn(&str) -> Option<&'a Arc<Thing>>,
    depth: usize,
) -> Vec<Block> {
    let plugged = sittings.iter().any(|sitting| {
        sitting.what == name
            && matches!(thing.bodies.get(sitting.part).map(|b| &b.attach), Some(Some(Attach::Cord { .. })))
    });
    let mut blocks = thing.blocks(!plugged);
    for sitting in sittings.iter().filter(|sitting| sitting.host == name && sitting.part == "body") {
        let (Some(sitter), Some(seat)) = (kind_of(sitting.what), thing.seats.get(sitting.seat)) else { continue };
        if depth < DEEPEST {
            let inner = blocks_with_sitters(sitting.what, sitter, sittings, kind_of, depth + 1);
            blocks.extend(Thing::blocks_at(&inner, seat_pose(thing, seat)));
        }
    }
    blocks
}
