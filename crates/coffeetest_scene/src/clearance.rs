//! Whether doors, drawers and lids have room to open.

use crate::Thing;
use crate::extent::Pose;
use crate::ground::Ground;
use crate::layout::{Layout, Piece};

/// What a part hits when it opens.
pub(crate) enum Hit<'a> {
    /// A wall.
    Wall,
    /// A piece of furniture of this name.
    Piece(&'a str),
}

/// The parts of a thing that hit something when they open, the thing standing at a pose.
pub(crate) fn hits<'a, 'b>(
    layout: &'b Layout<'a>,
    ground: &'b Ground,
    name: &'b str,
    thing: &'b Thing,
    pose: Pose,
) -> impl Iterator<Item = (&'b str, Hit<'a>)> {
    thing.swings().flat_map(move |(part, blocks)| {
        let blocks = Thing::blocks_at(&blocks, pose);
        let met = |other: &&Piece| other.blocks.iter().any(|b| blocks.iter().any(|a| a.meets(b, 0.0)));
        let piece = layout.fixtures.iter().filter(|other| other.name != name).find(met);
        let wall = (!ground.holds(&blocks)).then_some((part, Hit::Wall));
        wall.into_iter().chain(piece.map(|piece| (part, Hit::Piece(piece.name))))
    })
}
