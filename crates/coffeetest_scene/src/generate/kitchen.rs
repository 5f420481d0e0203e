//! A kitchen: runs of furniture along walls, cabinets above, sockets, a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::data::{KitchenShape, Part, Region};
use super::run::{Run, Slot, Wall, runs};
use crate::dice::Dice;
use crate::{Fixture, Home, Room, Text, Thing};

/// How deep a run is, and what stays free where two runs meet, m.
pub(super) const DEEP_M: f32 = 0.6;
pub(super) const CORNER_M: f32 = 0.05;
/// The body needs this much to pass between two runs, and behind an island, m.
const AISLE_M: f32 = 1.2;
const BEHIND_M: f32 = 1.0;
/// Room between two legs, so that the corners can be reached, m.
const LEGS_M: f32 = 1.3;
/// Floor at the end of a leg, and around a table, m.
const END_M: f32 = 0.35;
/// Smallest kitchen: along the first run and across it, m.
const SMALLEST_M: [f32; 2] = [2.6, 2.3];
/// Wall that stays free at most, m.
const SLACK_M: f32 = 0.6;
/// A table with its chairs is this deep, m.
const TABLE_M: f32 = 0.85;
/// Room temperature, °C.
const AMBIENT_C: f64 = 22.0;
/// The name of the board with the breakers.
pub(super) const PANEL: &str = "panel";
/// Share of the places above counters that have a cabinet.
const CABINETS: f64 = 0.75;

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
        let kinds: Vec<Vec<String>> = runs
            .iter()
            .map(|run| run.slots.iter().map(|slot| slot.draw(region, dice)).collect())
            .collect::<Option<_>>()?;
        let width = |kind: &String| Some(Thing::hull(&things.get(kind)?.blocks(false)).size[0]);
        let lengths: Vec<f32> =
            kinds.iter().map(|run| run.iter().map(width).sum::<Option<f32>>()).collect::<Option<_>>()?;
        let slack_m = dice.between(0.0, SLACK_M);
        let [wide_m, deep_m] = size_m(&runs, &lengths, (aisle_m, slack_m), needs);
        let room = Room {
            name: Text { en: "kitchen".into(), zh: "厨房".into() },
            min: [0.0, 0.0],
            max: [wide_m, deep_m],
            height_m: dice.between(region.ceiling_m.0, region.ceiling_m.1),
        };
        if let Some(island) = runs.iter_mut().find(|run| run.is_island()) {
            island.wall = Wall::Island(deep_m - 2.0 * DEEP_M - aisle_m.max(AISLE_M));
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
        let length: f32 = kinds.iter().map(width).sum::<Option<f32>>()?;
        let mut along = run.wall.begin_m(length, self.room.max);
        for (slot, kind) in run.slots.iter().zip(kinds) {
            let wide = width(kind)?;
            let (at, yaw_deg) = run.wall.place(along + 0.5 * wide, self.room.max, mirrored);
            along += wide;
            let name = self.name("piece");
            match slot {
                Slot::Part(Part::Worktop) => self.worktops.push(name.clone()),
                Slot::Corner => _ = self.dead.insert(name.clone()),
                _ => {}
            }
            if slot.is_roofed() && !run.is_island() && dice.chance(CABINETS) {
                let fits = |kind: &&String| width(kind).is_some_and(|cabinet| cabinet <= wide + 0.001);
                let fitting: Vec<&String> = region.wall_cabinets.iter().filter(fits).collect();
                if let Some(&thing) = dice.pick(&fitting) {
                    let cabinet = self.name("cabinet");
                    let at = [at[0], at[1], region.wall_cabinet_m];
                    self.furniture.insert(cabinet, Fixture { thing: thing.clone(), at, yaw_deg });
                }
            }
            self.furniture.insert(name, Fixture { thing: kind.clone(), at, yaw_deg });
        }
        Some(())
    }

    /// A table at the wall opposite the run, where there is room for it.
    fn add_table(&mut self, region: &Region, things: &BTreeMap<String, Arc<Thing>>, dice: &mut Dice) {
        let Some(thing) = things.get(&region.table) else { return };
        let size = Thing::hull(&thing.blocks(false)).size;
        let (low, high) = (0.5 * size[0] + DEEP_M + 0.1, self.room.max[0] - 0.5 * size[0] - DEEP_M - 0.1);
        let x = if low < high { dice.between(low, high) } else { 0.5 * self.room.max[0] };
        let at = [x, 0.5 * size[1] + 0.02, 0.0];
        self.furniture.insert("table".into(), Fixture { thing: region.table.clone(), at, yaw_deg: 0.0 });
    }

    fn add_panel(&mut self, region: &Region) {
        let at = [0.35, 0.0, region.panel_m];
        self.furniture.insert(PANEL.into(), Fixture { thing: region.panel.clone(), at, yaw_deg: 180.0 });
    }

    /// A home of this kitchen with nothing in it.
    pub(super) fn home(&self, mains_v: f64) -> Home {
        Home {
            name: Text { en: "home".into(), zh: "家".into() },
            rooms: vec![self.room.clone()],
            doorways: Vec::new(),
            ambient_c: AMBIENT_C,
            mains_v,
            furniture: self.furniture.clone(),
            things: BTreeMap::new(),
            plugged: Vec::new(),
            seated: Vec::new(),
            circuits: BTreeMap::new(),
            faults: Vec::new(),
            start: Vec::new(),
        }
    }

    /// A name that is free.
    fn name(&self, what: &str) -> String {
        let number = 1 + self.furniture.keys().filter(|name| name.starts_with(what)).count();
        format!("{what}_{number}")
    }
}

/// How large a kitchen is: along its first run, and across.
fn size_m(runs: &[Run], lengths: &[f32], (aisle_m, slack_m): (f32, f32), needs: Needs) -> [f32; 2] {
    let of = |wall: Wall| runs.iter().position(|run| run.wall == wall).map(|i| lengths[i]);
    let (north, south) = (of(Wall::North).unwrap_or(0.0), of(Wall::South));
    let (west, east) = (of(Wall::West).unwrap_or(0.0), of(Wall::East));
    let wide_m = match east {
        // A leg in the east takes the end of the northern run for its corner.
        Some(_) => north.max(2.0 * DEEP_M + aisle_m.max(LEGS_M)),
        None => north.max(south.unwrap_or(0.0)).max(SMALLEST_M[0]) + slack_m,
    };
    let island = runs.iter().any(Run::is_island);
    let across_m = if south.is_some() || island { DEEP_M } else { 0.0 };
    let behind_m = if island { aisle_m.max(BEHIND_M) } else { 0.0 };
    let table_m = if needs.table { TABLE_M + END_M } else { 0.0 };
    let legs_m = DEEP_M + CORNER_M + west.max(east.unwrap_or(0.0)) + END_M;
    let aisles_m = DEEP_M + aisle_m.max(AISLE_M) + across_m + behind_m;
    [wide_m, (aisles_m.max(legs_m) + table_m).max(SMALLEST_M[1])]
}
