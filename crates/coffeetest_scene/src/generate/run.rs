//! Runs of furniture: what stands along which wall, by the shape of the kitchen.

use super::data::{KitchenShape, Part, Region};
use super::kitchen::{CORNER_M, DEEP_M, Needs};
use crate::dice::Dice;

/// Share of the kitchens with a hob that do not need one.
const HOBS: f64 = 0.7;

/// A place in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A counter in a corner, which nobody reaches.
    Corner,
    /// Anything else.
    Part(Part),
}

/// A row of furniture along a wall.
pub(super) struct Run {
    pub slots: Vec<Slot>,
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

impl Slot {
    /// A kind of furniture for it.
    pub(super) fn draw(self, region: &Region, dice: &mut Dice) -> Option<String> {
        match self {
            Slot::Corner => region.parts.get(&Part::Base)?.first().cloned(),
            Slot::Part(part) => dice.pick(region.parts.get(&part)?).cloned(),
        }
    }

    /// Whether a wall cabinet may hang above it.
    pub(super) fn is_roofed(self) -> bool {
        matches!(self, Slot::Part(Part::Base | Part::Drawer | Part::Cupboard))
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
    use Slot::Corner;
    const FRIDGE: Slot = Slot::Part(Part::Fridge);
    const SINK: Slot = Slot::Part(Part::Sink);
    const BASE: Slot = Slot::Part(Part::Base);
    let hob: &[Slot] = if needs.hob || dice.chance(HOBS) { &[Slot::Part(Part::Hob)] } else { &[] };
    let mut worktops = vec![Slot::Part(Part::Worktop); needs.worktops];
    let first = worktops.pop().map_or_else(Vec::new, |worktop| vec![worktop]);
    let mut fillers = [Part::Drawer, Part::Cupboard].map(Slot::Part);
    dice.shuffle(&mut fillers);
    let [one, two] = fillers;
    let run = |wall: Wall, slots: &[&[Slot]]| Run { wall, slots: slots.concat() };
    match shape {
        KitchenShape::OneWall => {
            vec![run(Wall::North, &[&[FRIDGE, one, SINK], &first, hob, &[two], &worktops])]
        }
        KitchenShape::Galley => {
            vec![run(Wall::North, &[&[FRIDGE, one, SINK, two]]), run(Wall::South, &[&[BASE], &first, hob, &worktops])]
        }
        KitchenShape::L => vec![
            run(Wall::North, &[&[Corner, one, SINK, two], &worktops, &[FRIDGE]]),
            run(Wall::West, &[&[BASE], &first, hob]),
        ],
        KitchenShape::U => vec![
            run(Wall::North, &[&[Corner, one, SINK, two, Corner]]),
            run(Wall::West, &[&[BASE], &first, &worktops]),
            run(Wall::East, &[&[BASE], hob, &[FRIDGE]]),
        ],
        KitchenShape::Island => {
            vec![run(Wall::North, &[&[FRIDGE, one, SINK], &first, hob]), run(Wall::Island(0.0), &[&fillers, &worktops])]
        }
    }
}
