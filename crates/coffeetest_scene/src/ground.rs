//! The floor of a home: where things and bodies may be at all.

use crate::doorway::SLACK_M;
use crate::extent::Block;
use crate::{Home, Passage, Room, walls};

/// Rooms, the ways between them, and the walls around.
pub(crate) struct Ground<'a> {
    rooms: &'a [Room],
    passages: Vec<Passage>,
    walls: Vec<Block>,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(home: &'a Home) -> Ground<'a> {
        let rooms = &home.rooms;
        let passages: Vec<Passage> = home.doorways.iter().filter_map(|doorway| doorway.passage(rooms)).collect();
        let walls = (0..rooms.len()).flat_map(|room| walls(rooms, &passages, room)).collect();
        Ground { rooms, passages, walls }
    }

    /// Whether blocks are in rooms and doorways with all their corners, and in no wall between.
    pub(crate) fn holds(&self, blocks: &[Block]) -> bool {
        let in_wall = |block: &Block| self.walls.iter().any(|wall| block.meets(wall, -SLACK_M));
        blocks.iter().flat_map(Block::corners).all(|corner| self.rooms_at(corner).next().is_some())
            && !blocks.iter().any(in_wall)
    }

    /// Whether blocks are in the way of somebody who goes through a doorway.
    pub(crate) fn is_in_doorway(&self, blocks: &[Block]) -> bool {
        /// Floor on both sides that stays free, m.
        const CLEAR_M: f32 = 0.45;
        self.passages.iter().any(|passage| {
            let way = passage.block(CLEAR_M);
            blocks.iter().any(|block| block.meets(&way, 0.0))
        })
    }

    /// The rooms in which a point of the floor is; in a doorway, those that it joins.
    fn rooms_at(&self, point: [f32; 3]) -> impl Iterator<Item = usize> {
        let inside = move |min: [f32; 2], max: [f32; 2]| {
            (0..2).all(|axis| point[axis] >= min[axis] - SLACK_M && point[axis] <= max[axis] + SLACK_M)
        };
        let rooms = (0..self.rooms.len()).filter(move |room| inside(self.rooms[*room].min, self.rooms[*room].max));
        let doorways = self.passages.iter().filter(move |passage| {
            let Block { pose, size } = passage.block(0.0);
            let edge = |side: f32| [0, 1].map(|axis| pose.at[axis] + side * 0.5 * size[axis]);
            inside(edge(-1.0), edge(1.0))
        });
        rooms.chain(doorways.flat_map(|passage| passage.rooms))
    }

    /// Rooms to which no way leads from a point of the floor; none where that is in no room.
    pub(crate) fn cut_off_from(&self, point: [f32; 3]) -> Vec<usize> {
        let mut reached: Vec<usize> = self.rooms_at(point).collect();
        if reached.is_empty() {
            return Vec::new();
        }
        let mut next = 0;
        while let Some(&room) = reached.get(next) {
            next += 1;
            let beside = (0..self.rooms.len()).filter(|other| self.are_joined(room, *other));
            for other in beside.collect::<Vec<_>>() {
                if !reached.contains(&other) {
                    reached.push(other);
                }
            }
        }
        (0..self.rooms.len()).filter(|room| !reached.contains(room)).collect()
    }

    /// Whether one gets from one room right into another.
    fn are_joined(&self, room: usize, other: usize) -> bool {
        let touches = self.rooms[room].gap(&self.rooms[other]).is_some_and(|(gap_m, axis)| {
            let (from, to) = self.rooms[room].shared(&self.rooms[other], axis);
            gap_m <= SLACK_M && f64::from(to - from) >= super::doorway::NARROWEST_M
        });
        touches || self.passages.iter().any(|passage| passage.rooms == [room, other] || passage.rooms == [other, room])
    }
}
