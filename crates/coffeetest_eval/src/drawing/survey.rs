//! What each thing of a home is to the plan: built in, hanging above, an outlet, standing about, or closed away.

use coffeetest_task::brew::spec::Comp;
use coffeetest_task::scene::{Arrangement, Placed, Pose};

use super::Sheet;
use super::outline::{self, Piece};

/// What a thing is to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Station {
    /// Furniture on the floor.
    Standing,
    /// Furniture that hangs above what stands on the floor.
    Overhead,
    /// A socket in the wall.
    Outlet,
    /// A thing that is seen from above.
    Open,
    /// A thing in a cabinet or drawer.
    Closed,
}

/// A thing of the home.
pub struct Item<'a> {
    /// The thing.
    pub placed: &'a Placed,
    /// What it is to the plan.
    pub station: Station,
    /// Its shapes from above.
    pub pieces: Vec<Piece>,
    /// The rectangle around them, m.
    pub hull: [[f32; 2]; 4],
    /// Height of what it stands on, m: what is higher is drawn over what is lower.
    pub level_m: f32,
}

impl Item<'_> {
    /// Whether it is furniture.
    pub fn is_built_in(&self) -> bool {
        matches!(self.station, Station::Standing | Station::Overhead | Station::Outlet)
    }

    /// The middle of its rear edge, m.
    pub fn rear(&self) -> [f32; 2] {
        let [_, _, c, d] = self.hull;
        [(c[0] + d[0]) / 2.0, (c[1] + d[1]) / 2.0]
    }
}

/// Furniture whose lowest end is as high hangs above counters, m.
const OVERHEAD_M: f32 = 1.2;
/// Free height above a surface that is under nothing, m.
const OPEN_SKY_M: f32 = 5.0;
/// How far above a surface a thing may be that stands on it, m.
const ON_IT_M: f32 = 0.02;

/// All things of the home, lowest first.
pub fn survey<'a>(sheet: &Sheet<'a>) -> Vec<Item<'a>> {
    let arrangement = sheet.arrangement;
    let mut items: Vec<Item> = arrangement
        .placed
        .iter()
        .enumerate()
        .map(|(at, placed)| {
            let built_in = sheet.home.furniture.contains_key(&placed.name);
            let station =
                if built_in { of_furniture(placed) } else { of_thing(arrangement, at, arrangement.placed.len()) };
            let pieces = outline::pieces(placed);
            let level_m = if station == Station::Standing { 0.0 } else { placed.at[2] };
            Item { placed, station, hull: outline::hull(&pieces, placed), pieces, level_m }
        })
        .collect();
    items.sort_by(|a, b| a.level_m.total_cmp(&b.level_m));
    items
}

fn of_furniture(placed: &Placed) -> Station {
    if placed.thing.comps.values().any(|comp| matches!(comp, Comp::Socket(_))) {
        Station::Outlet
    } else if placed.at[2] >= OVERHEAD_M {
        Station::Overhead
    } else {
        Station::Standing
    }
}

/// What sits in something is where that is; `most` hosts are asked.
fn of_thing(arrangement: &Arrangement, at: usize, most: usize) -> Station {
    let sits = |((what, part), _): &&((usize, String), (usize, String))| *what == at && part == "body";
    match arrangement.seated.iter().find(sits) {
        Some((_, (host, _))) if most > 0 => of_thing(arrangement, *host, most - 1),
        _ if arrangement.placed.iter().any(|host| closes(host, &arrangement.placed[at])) => Station::Closed,
        _ => Station::Open,
    }
}

/// Whether a thing stands on a surface of a host that has something above it.
fn closes(host: &Placed, thing: &Placed) -> bool {
    host.thing.surfaces.values().filter(|surface| surface.headroom_m < OPEN_SKY_M).any(|surface| {
        let body = host.thing.bodies.get(&surface.body).map(|body| body.at).unwrap_or_default();
        let pose = Pose { at: host.at, yaw: host.yaw }.then(Pose { at: body, yaw: 0.0 });
        let [x, y, z] = pose.then(Pose { at: surface.at, yaw: 0.0 }).local(thing.at);
        x.abs() <= surface.size[0] / 2.0 && y.abs() <= surface.size[1] / 2.0 && z.abs() <= ON_IT_M
    })
}
