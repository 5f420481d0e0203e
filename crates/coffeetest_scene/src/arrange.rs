//! One arrangement of a home for a seed: a pure function, the same on every platform.

use std::collections::BTreeMap;
use std::sync::Arc;

use coffeetest_brew::spec::Comp;

use crate::dice::Dice;
use crate::extent::{Block, Pose};
use crate::layout::{GAP_M, Layout, Loose, seat_pose};
use crate::{Arrangement, Home, Library, Placed, Placement, Thing};

/// What a stream of random numbers is for.
#[derive(Clone, Copy)]
enum Stream {
    Start = 1,
    Places = 2,
    Shifts = 3,
}

/// How many pairs of thing and place the search for a seed tries before it takes the home's first arrangement.
const SEED_TRIES: usize = 20_000;
/// How many it tries for that first arrangement.
pub(crate) const FIRST_TRIES: usize = 200_000;
/// How often a random shift is drawn before a thing stays at the middle of its place.
const SHIFT_TRIES: usize = 8;

/// The random numbers of a home for a seed. Two homes with one seed share nothing.
fn dice_of(home: &str, seed: u64, stream: Stream) -> Dice {
    // FNV-1a of the home's id.
    let id = home.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    Dice::new(u128::from(seed) << 64 | u128::from(id), stream as u128)
}

impl Home {
    /// Puts everything of this home at a pose: the seed picks a place for each thing, shifts it a little, and picks
    /// where the body starts. `id` is the home's name in the library.
    pub fn arrange(&self, id: &str, seed: u64, library: &Library) -> Arrangement {
        let layout = Layout::new(self, library.kinds());
        let poses = pick_poses(&layout, id, seed);
        let mut placed: Vec<Placed> = Vec::new();
        for piece in &layout.fixtures {
            placed.push(put(piece.name, &piece.fixture.thing, piece.thing, piece.pose, &piece.thing.contents));
        }
        let first_loose = placed.len();
        for (loose, pose) in layout.loose.iter().zip(poses) {
            let contents = loose.placement.contents.as_ref().unwrap_or(&loose.thing.contents);
            placed.push(put(loose.name, &loose.placement.thing, &loose.placement.built(loose.thing), pose, contents));
        }
        for (name, placement, thing) in &layout.held {
            let contents = placement.contents.as_ref().unwrap_or(&thing.contents);
            let Some(pose) = held_pose(&layout, name, &placed) else { continue };
            placed.push(put(name, &placement.thing, &placement.built(thing), pose, contents));
        }
        placed[first_loose..].sort_by(|a, b| a.name.cmp(&b.name));
        let index = |name: &str| placed.iter().position(|placed| placed.name == name);
        let seated = layout.sittings.iter().filter_map(|sitting| {
            let (what, host) = (index(sitting.what)?, index(sitting.host)?);
            Some(((what, sitting.part.to_string()), (host, sitting.seat.to_string())))
        });
        let circuits = self.circuits.iter().filter_map(|(circuit, outlets)| {
            let (panel, comp) = circuit.split_once('.')?;
            Some(((index(panel)?, comp.to_string()), outlets.iter().filter_map(|outlet| index(outlet)).collect()))
        });
        let faults = self.faults.iter().filter_map(|trouble| Some((index(&trouble.thing)?, trouble.clone())));
        Arrangement {
            home: id.to_string(),
            circuits: circuits.collect(),
            faults: faults.collect(),
            rooms: self.rooms.clone(),
            doorways: self.doorways.clone(),
            ambient_c: self.ambient_c,
            mains_v: self.mains_v,
            seated: seated.collect(),
            start: self.start_pose(id, seed),
            dispensed: dispensed(&placed, library),
            placed,
        }
    }

    fn start_pose(&self, id: &str, seed: u64) -> [f32; 3] {
        let mut dice = dice_of(id, seed, Stream::Start);
        let pick = (dice.unit() * self.start.len() as f32) as usize;
        let Some(area) = self.start.get(pick) else { return [0.0; 3] };
        let x = dice.between(area.min[0], area.max[0]);
        let y = dice.between(area.min[1], area.max[1]);
        [x, y, dice.between(area.yaw_deg.0, area.yaw_deg.1).to_radians()]
    }
}

impl Placement {
    /// Its kind as it is built for the mains there.
    fn built(&self, thing: &Arc<Thing>) -> Arc<Thing> {
        let Some(volts) = self.rated_v else { return thing.clone() };
        let mut built = Thing::clone(thing);
        for comp in built.comps.values_mut() {
            match comp {
                Comp::Heater(heater) => heater.v_rated = volts,
                Comp::Plug(plug) => plug.v = volts,
                _ => {}
            }
        }
        Arc::new(built)
    }
}

fn put(name: &str, id: &str, thing: &Arc<Thing>, pose: Pose, contents: &[crate::Content]) -> Placed {
    Placed {
        name: name.to_string(),
        id: id.to_string(),
        thing: thing.clone(),
        at: pose.at,
        yaw: pose.yaw,
        contents: contents.to_vec(),
    }
}

/// The pose of a thing that sits in a seat, however deep the chain of seats is.
fn held_pose(layout: &Layout, name: &str, placed: &[Placed]) -> Option<Pose> {
    let mut chain = Vec::new();
    let mut what = name;
    loop {
        let sitting = layout.sittings.iter().find(|sitting| sitting.what == what && sitting.part == "body")?;
        chain.push(sitting);
        if chain.len() > layout.sittings.len() {
            return None;
        }
        if let Some(host) = placed.iter().find(|placed| placed.name == sitting.host) {
            let mut pose = Pose { at: host.at, yaw: host.yaw };
            let mut thing = &host.thing;
            for (depth, sitting) in chain.iter().rev().enumerate() {
                pose = pose.then(seat_pose(thing, thing.seats.get(sitting.seat)?));
                if depth + 1 < chain.len() {
                    thing = layout.held.iter().find(|held| held.0 == sitting.what)?.2;
                }
            }
            return Some(pose);
        }
        what = sitting.host;
    }
}

/// A pose for every loose thing, so that none is in another's way.
fn pick_poses(layout: &Layout, id: &str, seed: u64) -> Vec<Pose> {
    let mut dice = dice_of(id, seed, Stream::Places);
    let first: Vec<Vec<usize>> = layout.loose.iter().map(|loose| (0..loose.spots.len()).collect()).collect();
    let mut order = first.clone();
    order.iter_mut().for_each(|spots| dice.shuffle(spots));
    let picks = search(&layout.loose, &order, SEED_TRIES).or_else(|_| search(&layout.loose, &first, FIRST_TRIES));
    let Ok(picks) = picks else { return vec![Pose::default(); layout.loose.len()] };
    let mut poses: Vec<Pose> =
        layout.loose.iter().zip(&picks).map(|(loose, pick)| loose.spots[*pick].pose([0.0; 2], 0.0)).collect();
    let mut dice = dice_of(id, seed, Stream::Shifts);
    for i in 0..poses.len() {
        let loose = &layout.loose[i];
        let spot = &loose.spots[picks[i]];
        let (shift, turn) = (spot.place.jitter_m, spot.place.yaw_jitter_deg);
        for _ in 0..SHIFT_TRIES {
            let pose = spot.pose([dice.between(-shift, shift), dice.between(-shift, shift)], dice.between(-turn, turn));
            let block = hull_at(loose, pose);
            let free = (0..poses.len()).all(|j| j == i || !block.meets(&hull_at(&layout.loose[j], poses[j]), GAP_M));
            if free && spot.holds(&block) && layout.obstacle(&loose.blocks, pose).is_none() {
                poses[i] = pose;
                break;
            }
        }
    }
    poses
}

fn hull_at(loose: &Loose, pose: Pose) -> Block {
    Block { pose: pose.then(loose.hull.pose), size: loose.hull.size }
}

/// Picks a spot for each thing, trying its spots in `order`, such that none is in another's way. The error is the
/// thing for which no spot was left most often, or `None` where there is nothing to blame.
pub(crate) fn search(loose: &[Loose], order: &[Vec<usize>], tries: usize) -> Result<Vec<usize>, Option<usize>> {
    let blocks: Vec<Vec<Block>> = loose
        .iter()
        .map(|loose| loose.spots.iter().map(|spot| hull_at(loose, spot.pose([0.0; 2], 0.0))).collect())
        .collect();
    // What has the fewest spots goes first: it is the hardest to please.
    let mut things: Vec<usize> = (0..loose.len()).collect();
    things.sort_by_key(|i| (loose[*i].spots.len(), *i));
    let mut picks: Vec<Option<usize>> = vec![None; loose.len()];
    let mut next = vec![0; loose.len()];
    let mut stuck = vec![0usize; loose.len()];
    let (mut depth, mut left) = (0, tries);
    while depth < things.len() {
        let thing = things[depth];
        let free = |spot: usize| {
            things[..depth]
                .iter()
                .all(|other| picks[*other].is_none_or(|pick| !blocks[thing][spot].meets(&blocks[*other][pick], GAP_M)))
        };
        let found = order[thing].iter().enumerate().skip(next[thing]).find(|(_, spot)| free(**spot));
        if let Some((at, spot)) = found {
            (picks[thing], next[thing]) = (Some(*spot), at + 1);
            depth += 1;
        } else {
            stuck[thing] += 1;
            (picks[thing], next[thing]) = (None, 0);
            if depth == 0 || left == 0 {
                let blamed = (0..stuck.len()).max_by_key(|i| stuck[*i]);
                return Err(blamed);
            }
            depth -= 1;
            picks[things[depth]] = None;
        }
        left = left.saturating_sub(1);
    }
    Ok(picks.into_iter().map(Option::unwrap_or_default).collect())
}

/// The kinds that packs in the home give out, and that packs given out by packs give out.
fn dispensed(placed: &[Placed], library: &Library) -> BTreeMap<String, Arc<Thing>> {
    let mut kinds: BTreeMap<String, Arc<Thing>> = BTreeMap::new();
    let mut packs: Vec<Arc<Thing>> = placed.iter().map(|placed| placed.thing.clone()).collect();
    while let Some(thing) = packs.pop() {
        let Some(pack) = &thing.pack else { continue };
        if let Some(item) = library.kinds().get(&pack.item)
            && kinds.insert(pack.item.clone(), item.clone()).is_none()
        {
            packs.push(item.clone());
        }
    }
    kinds
}
