//! Places on the surfaces of a home: of which kind they are, which are free.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{Cell, Habit};
use crate::dice::Dice;
use crate::extent::Block;
use crate::layout::{self, GAP_M, Layout};
use crate::{Place, Thing};

/// Within this distance of the brewer a place is near, m.
const NEAR_M: f32 = 1.5;
/// How often a spot on a surface is drawn before another surface is tried.
const SPOT_TRIES: usize = 12;
/// A cabinet that hangs higher than this is a wall cabinet, m.
const HIGH_M: f32 = 1.0;
/// Narrower strips are no places to put things on, m.
const STRIP_M: f32 = 0.4;
/// How much things are turned at most, degrees.
const ASKEW_DEG: f32 = 8.0;

/// The places of a home, and what is taken of them.
pub(super) struct Places<'a> {
    layout: &'a Layout<'a>,
    dead: &'a BTreeSet<String>,
    brewer: [f32; 2],
    taken: Vec<Block>,
}

impl<'a> Places<'a> {
    /// The free places of a home whose brewer stands there; nothing is kept in what is `dead`.
    pub(super) fn new(layout: &'a Layout<'a>, dead: &'a BTreeSet<String>, brewer: [f32; 2]) -> Places<'a> {
        Places { layout, dead, brewer, taken: Vec::new() }
    }

    /// Takes a place if it is free.
    pub(super) fn take(&mut self, blocks: &[Block], place: &Place) -> Option<()> {
        let spot = layout::spot(0, place, &self.layout.fixtures)?;
        let pose = spot.pose([0.0; 2], 0.0);
        let hull = *Thing::blocks_at(&[Thing::hull(blocks)], pose).first()?;
        let free = !self.taken.iter().any(|other| other.meets(&hull, GAP_M));
        (spot.holds(&hull) && free && self.layout.obstacle(blocks, pose).is_none()).then(|| self.taken.push(hull))
    }

    /// A place after a habit, `none_in` left out.
    pub(super) fn keep(
        &mut self,
        blocks: &[Block],
        habit: &Habit,
        none_in: Option<Cell>,
        dice: &mut Dice,
    ) -> Option<(Place, Cell)> {
        let mut left: BTreeMap<Cell, f64> = habit.cells.clone();
        if let Some(cell) = none_in.filter(|_| left.len() > 1) {
            left.remove(&cell);
        }
        while let Some(cell) = dice.weighted(left.iter().map(|(cell, weight)| (*cell, *weight))) {
            left.remove(&cell);
            let mut surfaces = self.surfaces(cell);
            dice.shuffle(&mut surfaces);
            for (on, size) in surfaces {
                for _ in 0..SPOT_TRIES {
                    let place = draw(&on, size, blocks, cell, dice);
                    if self.take(blocks, &place).is_some() {
                        return Some((place, cell));
                    }
                }
            }
        }
        None
    }

    /// The surfaces that are such places, with their sizes.
    fn surfaces(&self, cell: Cell) -> Vec<(String, [f32; 2])> {
        let mut found = Vec::new();
        for piece in &self.layout.fixtures {
            if self.dead.contains(piece.name) {
                continue;
            }
            let has = |tags: &[String], tag: &str| tags.iter().any(|own| own == tag);
            let gap = [piece.pose.at[0] - self.brewer[0], piece.pose.at[1] - self.brewer[1]];
            let near = libm::hypotf(gap[0], gap[1]) < NEAR_M;
            for (name, surface) in &piece.thing.surfaces {
                let tags = &surface.tags;
                let cells: &[Cell] = match () {
                    () if has(tags, "drawer") => &[Cell::DrawerNear, Cell::DrawerFar],
                    () if has(tags, "shelf") && has(&piece.thing.tags, "keeps_cold") => &[Cell::Fridge],
                    () if has(tags, "shelf") && piece.pose.at[2] > HIGH_M => &[Cell::UpperNear, Cell::UpperFar],
                    () if has(tags, "shelf") => &[Cell::Base],
                    () if has(tags, "counter") && surface.size[0] >= STRIP_M => &[Cell::CounterNear, Cell::CounterFar],
                    () if has(tags, "table") => &[Cell::Table],
                    () => &[],
                };
                let fits = match cells {
                    [one] => *one == cell,
                    [close, far] => *(if near { close } else { far }) == cell,
                    _ => false,
                };
                if fits {
                    found.push((format!("{}.{name}", piece.name), surface.size));
                }
            }
        }
        found
    }
}

/// A spot on a surface: towards its front, where a hand comes to.
fn draw(on: &str, [wide, deep]: [f32; 2], blocks: &[Block], cell: Cell, dice: &mut Dice) -> Place {
    let hull = Thing::hull(blocks);
    let aside = 0.5 * (wide - hull.size[0]) - 0.02;
    let x = if aside > 0.0 { dice.between(-aside, aside) } else { 0.0 };
    let (front, back) = match cell {
        Cell::CounterNear | Cell::CounterFar => (-0.12, 0.02),
        Cell::Table => (-0.25, 0.10),
        Cell::DrawerNear | Cell::DrawerFar => (-0.16, -0.04),
        Cell::Base | Cell::Fridge => (-0.10, 0.0),
        Cell::UpperNear | Cell::UpperFar => (-0.04, 0.0),
    };
    let y = dice.between(front, back).max(0.5 * (hull.size[1] - deep) + 0.01);
    Place {
        on: on.to_owned(),
        at: [x - hull.pose.at[0], y],
        jitter_m: 0.0,
        yaw_deg: dice.between(-ASKEW_DEG, ASKEW_DEG),
        yaw_jitter_deg: 0.0,
    }
}
