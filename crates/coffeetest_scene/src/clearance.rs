//! Whether doors, drawers and lids have room to open.

use crate::extent::{Block, Pose};
use crate::layout::{Layout, Piece};
use crate::{Room, Thing};

/// What a part hits when it opens.
pub enum Hit<'a> {
    /// A wall.
    Wall,
    /// A piece of furniture of this name.
    Piece(&'a str),
}

/// The parts of a thing that hit something when they open, the thing standing at a pose.
pub fn hits<'a, 'b>(
    layout: &'b Layout<'a>,
    rooms: &'b [Room],
    name: &'b str,
    thing: &'b Thing,
    pose: Pose,
) -> impl Iterator<Item = (&'b str, Hit<'a>)> {
    thing.swings().flat_map(move |(part, blocks)| {
        let blocks = Thing::blocks_at(&blocks, pose);
        let met = |other: &&Piece| other.blocks.iter().any(|b| blocks.iter().any(|a| a.meets(b, 0.0)));
        let outside = !blocks.iter().flat_map(Block::corners).all(|corner| is_inside(rooms, corner));
        let piece = layout.fixtures.iter().filter(|other| other.name != name).find(met);
        let wall = outside.then_some((part, Hit::Wall));
        wall.into_iter().chain(piece.map(|piece| (part, Hit::Piece(piece.name))))
    })
}

/// Whether a point is over the floor of a room.
pub fn is_inside(rooms: &[Room], point: [f32; 3]) -> bool {
    const EDGE_M: f32 = 0.002;
    rooms
        .iter()
        .any(|room| (0..2).all(|axis| point[axis] >= room.min[axis] - EDGE_M && point[axis] <= room.max[axis] + EDGE_M))
}
