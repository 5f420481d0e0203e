//! A kitchen: runs of furniture along walls, cabinets above, sockets, a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::data::{KitchenShape, Region};
use super::dice::Dice;
use crate::clearance;
use crate::ground::Ground;
use crate::layout::Layout;
use crate::{Fixture, Home, Room, Text, Thing};

/// How deep a run is, and what stays free where two runs meet, m.
const DEEP_M: f32 = 0.6;
const CORNER_M: f32 = 0.05;
/// A table with its chairs is this deep, m.
const TABLE_M: f32 = 0.85;
/// Share of the places above counters that have a cabinet.
const CABINETS: f64 = 0.75;

/// What a piece of a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Corner,
    Fridge,
    Sink,
    Hob,
    Worktop,
    Base,
    Drawer,
    Cupboard,
}

/// A row of furniture along a wall.
struct Run {
    parts: Vec<Part>,
    wall: Wall,
}

/// The wall that a run stands at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wall {
    North,
    West,
    East,
    South,
    /// An island, its rear at this y, its front to the north.
    Island(f32),
}

/// What a kitchen must offer.
#[derive(Clone, Copy)]
pub(super) struct Needs {
    /// Counters for appliances, each with a socket.
    pub worktops: usize,
    /// A hob.
    pub hob: bool,
    /// A table.
    pub table: bool,
}

/// A kitchen without things.
pub(super) struct Kitchen {
    pub shape: KitchenShape,
    pub room: Room,
    pub furniture: BTreeMap<String, Fixture>,
    /// Counters for appliances.
    pub worktops: Vec<String>,
    /// Counters in corners, which nobody reaches.
    pub dead: BTreeSet<String>,
}

impl Kitchen {
    /// Draws a kitchen; `None` where what was drawn does not fit together.
    pub(super) fn draw(
        region: &Region,
        needs: Needs,
        things: &BTreeMap<String, Arc<Thing>>,
        dice: &mut Dice,
    ) -> Option<Kitchen> {
        let shape = dice.weighted(region.layouts.iter().map(|(shape, weight)| (*shape, *weight)))?;
        let aisle_m = dice.between(region.aisle_m.0, region.aisle_m.1);
        let mut runs = runs(shape, needs, dice);
        let mirrored = dice.chance(0.5);
        let kinds: Vec<Vec<String>> =
            runs.iter().map(|run| run.parts.iter().map(|part| kind(*part, region, dice)).collect()).collect();
        let width = |kind: &String| Some(Thing::hull(&things.get(kind)?.blocks(false)).size[0]);
        let lengths: Vec<f32> =
            kinds.iter().map(|run| run.iter().map(width).sum::<Option<f32>>()).collect::<Option<_>>()?;
        let of = |wall: Wall| runs.iter().position(|run| run.wall == wall).map(|i| lengths[i]);
        let (north, south) = (of(Wall::North)?, of(Wall::South).unwrap_or(0.0));
        let legs = of(Wall::West).unwrap_or(0.0).max(of(Wall::East).unwrap_or(0.0));
        let slack = dice.between(0.0, 0.6);
        let narrow = if of(Wall::East).is_some() { 2.0 * DEEP_M + aisle_m.max(1.3) } else { 2.6 };
        // A leg in the east takes the end of the northern run for its corner.
        let wide_m = if of(Wall::East).is_some() { north.max(narrow) } else { north.max(south).max(narrow) + slack };
        let island = matches!(shape, KitchenShape::Island);
        let before = if south > 0.0 || island { DEEP_M } else { 0.0 };
        let behind = if island { aisle_m.max(1.0) } else { 0.0 };
        let table = if needs.table { TABLE_M + 0.35 } else { 0.0 };
        let deep_m =
            (DEEP_M + aisle_m.max(1.2) + before + behind + table).max(DEEP_M + CORNER_M + legs + 0.35 + table).max(2.3);
        let room = Room {
            name: Text { en: "kitchen".into(), zh: "厨房".into() },
            min: [0.0, 0.0],
            max: [wide_m, deep_m],
            height_m: dice.between(region.ceiling_m.0, region.ceiling_m.1),
        };
        if let Some(run) = runs.iter_mut().find(|run| matches!(run.wall, Wall::Island(_))) {
            run.wall = Wall::Island(deep_m - 2.0 * DEEP_M - aisle_m.max(1.2));
        }
        let mut kitchen =
            Kitchen { shape, room, furniture: BTreeMap::new(), worktops: Vec::new(), dead: BTreeSet::new() };
        for (run, kinds) in runs.iter().zip(&kinds) {
            kitchen.add_run(run, kinds, &width, region, mirrored, dice)?;
        }
        if needs.table {
            kitchen.add_table(region, things, dice);
        }
        kitchen.add_panel(region);
        kitchen.clear(region, things)?;
        (kitchen.worktops.len() >= needs.worktops).then_some(kitchen)
    }

    fn add_run(
        &mut self,
        run: &Run,
        kinds: &[String],
        width: &impl Fn(&String) -> Option<f32>,
        region: &Region,
        mirrored: bool,
        dice: &mut Dice,
    ) -> Option<()> {
        let [wide_m, deep_m] = self.room.max;
        let length: f32 = kinds.iter().map(width).sum::<Option<f32>>()?;
        let mut along = match run.wall {
            Wall::Island(_) => 0.5 * (wide_m - length),
            Wall::West | Wall::East => DEEP_M + CORNER_M,
            Wall::North | Wall::South => 0.0,
        };
        for (part, kind) in run.parts.iter().zip(kinds) {
            let wide = width(kind)?;
            let middle = along + 0.5 * wide;
            along += wide;
            let (mut at, mut yaw_deg) = match run.wall {
                Wall::North => ([middle, deep_m, 0.0], 0.0),
                Wall::South => ([middle, 0.0, 0.0], 180.0),
                Wall::Island(rear) => ([middle, rear, 0.0], 180.0),
                Wall::West => ([0.0, deep_m - middle, 0.0], 90.0),
                Wall::East => ([wide_m, deep_m - middle, 0.0], -90.0),
            };
            if mirrored {
                at[0] = wide_m - at[0];
                yaw_deg = if matches!(run.wall, Wall::West | Wall::East) { -yaw_deg } else { yaw_deg };
            }
            let name = self.name(part_name(*part));
            match part {
                Part::Worktop => self.worktops.push(name.clone()),
                Part::Corner => _ = self.dead.insert(name.clone()),
                _ => {}
            }
            let above =
                matches!(part, Part::Base | Part::Drawer | Part::Cupboard) && !matches!(run.wall, Wall::Island(_));
            if above && dice.chance(CABINETS) {
                let fits: Vec<String> = region
                    .furniture
                    .wall_cabinets
                    .iter()
                    .filter(|kind| width(kind).is_some_and(|cabinet| cabinet <= wide + 0.001))
                    .cloned()
                    .collect();
                if let Some(thing) = dice.pick(&fits) {
                    let cabinet = self.name("cabinet");
                    let at = [at[0], at[1], region.furniture.wall_cabinet_m];
                    self.furniture.insert(cabinet, Fixture { thing: thing.clone(), at, yaw_deg });
                }
            }
            self.furniture.insert(name, Fixture { thing: kind.clone(), at, yaw_deg });
        }
        Some(())
    }

    /// A table at the wall opposite the run, where there is room for it.
    fn add_table(&mut self, region: &Region, things: &BTreeMap<String, Arc<Thing>>, dice: &mut Dice) {
        let Some(thing) = things.get(&region.furniture.table) else { return };
        let size = Thing::hull(&thing.blocks(false)).size;
        let (low, high) = (0.5 * size[0] + DEEP_M + 0.1, self.room.max[0] - 0.5 * size[0] - DEEP_M - 0.1);
        let x = if low < high { dice.between(low, high) } else { 0.5 * self.room.max[0] };
        let at = [x, 0.5 * size[1] + 0.02, 0.0];
        self.furniture.insert("table".into(), Fixture { thing: region.furniture.table.clone(), at, yaw_deg: 0.0 });
    }

    fn add_panel(&mut self, region: &Region) {
        // Low on the wall that has no run: west of a single run, else in the south.
        let at = [0.35, 0.0, 1.3];
        self.furniture.insert("panel".into(), Fixture { thing: region.furniture.panel.clone(), at, yaw_deg: 180.0 });
    }

    /// Puts something plainer where a door would hit, and takes cabinets away that are in the way; `None` where that
    /// does not help.
    fn clear(&mut self, region: &Region, things: &BTreeMap<String, Arc<Thing>>) -> Option<()> {
        for _ in 0..8 {
            let Some((name, other)) = self.conflict(things) else { return Some(()) };
            let plain = region.furniture.bases.first()?;
            let movable = |name: &String| self.furniture.get(name).is_some_and(|f| f.at[2] > 0.1 && f.at[2] != 1.3);
            let storage = |name: &String| {
                let kind = self.furniture.get(name).map(|fixture| &fixture.thing);
                kind.is_some_and(|kind| {
                    region.furniture.drawers.contains(kind) || region.furniture.cupboards.contains(kind)
                })
            };
            if movable(&name) {
                self.furniture.remove(&name);
            } else if other.as_ref().is_some_and(movable) {
                self.furniture.remove(&other?);
            } else if storage(&name) {
                self.furniture.get_mut(&name)?.thing = plain.clone();
            } else {
                return None;
            }
        }
        None
    }

    /// Two pieces that stand in each other, or a piece whose door hits something.
    fn conflict(&self, things: &BTreeMap<String, Arc<Thing>>) -> Option<(String, Option<String>)> {
        let home = self.home();
        let (layout, ground) = (Layout::new(&home, things), Ground::new(&home));
        for (i, piece) in layout.fixtures.iter().enumerate() {
            let stands_in = layout.fixtures[..i]
                .iter()
                .find(|other| piece.blocks.iter().any(|a| other.blocks.iter().any(|b| a.meets(b, 0.0))));
            if let Some(other) = stands_in {
                return Some((piece.name.to_owned(), Some(other.name.to_owned())));
            }
            if let Some((_, hit)) = clearance::hits(&layout, &ground, piece.name, piece.thing, piece.pose).next() {
                let other = match hit {
                    clearance::Hit::Piece(other) => Some(other.to_owned()),
                    clearance::Hit::Wall => None,
                };
                return Some((piece.name.to_owned(), other));
            }
        }
        None
    }

    fn home(&self) -> Home {
        Home {
            name: Text::default(),
            rooms: vec![self.room.clone()],
            doorways: Vec::new(),
            ambient_c: 22.0,
            mains_v: 1.0,
            furniture: self.furniture.clone(),
            things: BTreeMap::new(),
            plugged: Vec::new(),
            seated: Vec::new(),
            circuits: BTreeMap::new(),
            faults: Vec::new(),
            start: Vec::new(),
        }
    }

    fn name(&self, what: &str) -> String {
        let number = 1 + self.furniture.keys().filter(|name| name.starts_with(what)).count();
        format!("{what}_{number}")
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Corner => "corner",
        Part::Fridge => "cooler",
        Part::Sink => "basin",
        Part::Hob => "stove",
        Part::Worktop => "worktop",
        Part::Base => "base",
        Part::Drawer => "drawer",
        Part::Cupboard => "cupboard",
    }
}

fn kind(part: Part, region: &Region, dice: &mut Dice) -> String {
    let stock = &region.furniture;
    let one_of = |dice: &mut Dice, kinds: &[String]| dice.pick(kinds).cloned().unwrap_or_default();
    match part {
        Part::Corner => stock.bases.first().cloned().unwrap_or_default(),
        Part::Fridge => stock.fridge.clone(),
        Part::Sink => stock.sink.clone(),
        Part::Hob => stock.hob.clone(),
        Part::Worktop => stock.worktop.clone(),
        Part::Base => one_of(dice, &stock.bases),
        Part::Drawer => one_of(dice, &stock.drawers),
        Part::Cupboard => one_of(dice, &stock.cupboards),
    }
}

/// What stands along which wall, from the corner on or from the left.
fn runs(shape: KitchenShape, needs: Needs, dice: &mut Dice) -> Vec<Run> {
    use Part::{Base, Corner, Cupboard, Drawer, Fridge, Sink, Worktop};
    let hob: &[Part] = if needs.hob || dice.chance(0.7) { &[Part::Hob] } else { &[] };
    let mut worktops = vec![Worktop; needs.worktops];
    let first = worktops.pop().map_or_else(Vec::new, |worktop| vec![worktop]);
    let mut fillers = [Drawer, Cupboard];
    dice.shuffle(&mut fillers);
    let [one, two] = fillers;
    let run = |wall: Wall, parts: &[&[Part]]| Run { wall, parts: parts.concat() };
    match shape {
        KitchenShape::OneWall => {
            vec![run(Wall::North, &[&[Fridge, one, Sink], &first, hob, &[two], &worktops])]
        }
        KitchenShape::Galley => {
            vec![run(Wall::North, &[&[Fridge, one, Sink, two]]), run(Wall::South, &[&[Base], &first, hob, &worktops])]
        }
        KitchenShape::L => vec![
            run(Wall::North, &[&[Corner, one, Sink, two], &worktops, &[Fridge]]),
            run(Wall::West, &[&[Base], &first, hob]),
        ],
        KitchenShape::U => vec![
            run(Wall::North, &[&[Corner, one, Sink, two, Corner]]),
            run(Wall::West, &[&[Base], &first, &worktops]),
            run(Wall::East, &[&[Base], hob, &[Fridge]]),
        ],
        KitchenShape::Island => vec![
            run(Wall::North, &[&[Fridge, one, Sink], &first, hob]),
            run(Wall::Island(0.0), &[&[Drawer, Cupboard], &worktops]),
        ],
    }
}
