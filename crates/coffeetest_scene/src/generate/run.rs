//! Runs of furniture: what stands along which wall, by the shape of the kitchen.

use super::data::{KitchenShape, Region};
use super::kitchen::{CORNER_M, DEEP_M, Needs};
use crate::dice::Dice;

/// Share of the kitchens with a hob that do not need one.
const HOBS: f64 = 0.7;

/// What a piece of a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
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
pub(super) struct Run {
    pub parts: Vec<Part>,
    pub wall: Wall,
}

/// The wall that a run stands at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wall {
    North,
    West,
    East,
    South,
    /// An island, its rear at this y, its front to the north.
    Island(f32),
}

impl Part {
    /// A kind of furniture that is this.
    pub(super) fn draw(self, region: &Region, dice: &mut Dice) -> Option<String> {
        let stock = &region.furniture;
        match self {
            Part::Corner => stock.bases.first(),
            Part::Fridge => Some(&stock.fridge),
            Part::Sink => Some(&stock.sink),
            Part::Hob => Some(&stock.hob),
            Part::Worktop => Some(&stock.worktop),
            Part::Base => dice.pick(&stock.bases),
            Part::Drawer => dice.pick(&stock.drawers),
            Part::Cupboard => dice.pick(&stock.cupboards),
        }
        .cloned()
    }

    /// Whether a wall cabinet may hang above it.
    pub(super) fn is_roofed(self) -> bool {
        matches!(self, Part::Base | Part::Drawer | Part::Cupboard)
    }
}

impl Wall {
    /// Where along it the first piece of a run of this length begins, m.
    pub(super) fn begin_m(self, length_m: f32, [wide_m, _]: [f32; 2]) -> f32 {
        match self {
            Wall::Island(_) => 0.5 * (wide_m - length_m),
            Wall::West | Wall::East => DEEP_M + CORNER_M,
            Wall::North | Wall::South => 0.0,
        }
    }

    /// The pose of a piece whose middle is so far along it, in a room of this size; mirrored, east is west.
    pub(super) fn place(self, along_m: f32, [wide_m, deep_m]: [f32; 2], mirrored: bool) -> ([f32; 3], f32) {
        let (x, y, yaw_deg) = match self {
            Wall::North => (along_m, deep_m, 0.0),
            Wall::South => (along_m, 0.0, 180.0),
            Wall::Island(rear_m) => (along_m, rear_m, 180.0),
            Wall::West => (0.0, deep_m - along_m, 90.0),
            Wall::East => (wide_m, deep_m - along_m, -90.0),
        };
        if !mirrored {
            return ([x, y, 0.0], yaw_deg);
        }
        ([wide_m - x, y, 0.0], if matches!(self, Wall::West | Wall::East) { -yaw_deg } else { yaw_deg })
    }
}

impl Run {
    pub(super) fn is_island(&self) -> bool {
        matches!(self.wall, Wall::Island(_))
    }
}

/// What stands along which wall, from the corner on or from the left.
pub(super) fn runs(shape: KitchenShape, needs: Needs, dice: &mut Dice) -> Vec<Run> {
    use Part::{Base, Corner, Cupboard, Drawer, Fridge, Sink, Worktop};
    let hob: &[Part] = if needs.hob || dice.chance(HOBS) { &[Part::Hob] } else { &[] };
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
