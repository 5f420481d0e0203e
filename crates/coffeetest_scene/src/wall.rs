//! The walls around rooms: each room has four, open where a doorway leads through or another room touches.

use crate::doorway::{SLACK_M, WALL_M};
use crate::extent::{Block, Pose};
use crate::{Passage, Room};

/// Part of a wall's length that stays open up to a height.
struct Cut {
    from: f32,
    to: f32,
    height_m: f32,
}

/// One of the four walls around a room: a band along an edge, longer than that by the walls at its ends.
struct Band {
    /// The axis across the wall.
    axis: usize,
    /// Its middle.
    middle: [f32; 2],
    half_m: f32,
}

/// The pieces of the walls around one of the rooms. Where two rooms share a wall, each has its own in the same place.
pub fn walls(rooms: &[Room], passages: &[Passage], room: usize) -> Vec<Block> {
    let own = &rooms[room];
    let edges = [(0, own.min[0], -1.0), (0, own.max[0], 1.0), (1, own.min[1], -1.0), (1, own.max[1], 1.0)];
    let others = rooms.iter().enumerate().filter(|(i, _)| *i != room).map(|(_, other)| other);
    edges
        .into_iter()
        .flat_map(|(axis, edge, outward)| {
            let across = 1 - axis;
            let mut middle = [0.5 * (own.min[across] + own.max[across]); 2];
            middle[axis] = edge + outward * 0.5 * WALL_M;
            let half_m = 0.5 * (own.max[across] - own.min[across] + 2.0 * WALL_M);
            let band = Band { axis, middle, half_m };
            // Where another room touches this one, both are one space.
            let open = others.clone().filter_map(|other| band.cut(other.min, other.max, f32::INFINITY));
            let doors = passages.iter().filter_map(|passage| {
                let Block { pose: Pose { at, .. }, size } = passage.block(0.0);
                let edge = |side: f32| [0, 1].map(|axis| at[axis] + side * 0.5 * size[axis]);
                band.cut(edge(-1.0), edge(1.0), passage.height_m)
            });
            let cuts: Vec<Cut> = open.chain(doors).collect();
            band.pieces(&cuts, own.height_m)
        })
        .collect()
}

impl Band {
    /// What a rectangle takes out of it.
    fn cut(&self, min: [f32; 2], max: [f32; 2], height_m: f32) -> Option<Cut> {
        let across = 1 - self.axis;
        let middle = self.middle[self.axis];
        let depth_m = max[self.axis].min(middle + 0.5 * WALL_M) - min[self.axis].max(middle - 0.5 * WALL_M);
        let from = (min[across] - self.middle[across]).max(-self.half_m);
        let to = (max[across] - self.middle[across]).min(self.half_m);
        (depth_m > SLACK_M && to - from > SLACK_M).then_some(Cut { from, to, height_m })
    }

    /// What the cuts leave of it.
    fn pieces(&self, cuts: &[Cut], height_m: f32) -> Vec<Block> {
        let mut ends: Vec<f32> = cuts.iter().flat_map(|cut| [cut.from, cut.to]).collect();
        ends.extend([-self.half_m, self.half_m]);
        ends.sort_by(f32::total_cmp);
        let mut pieces: Vec<(f32, f32, f32)> = Vec::new();
        for (&from, &to) in ends.iter().zip(&ends[1..]) {
            let here = cuts.iter().filter(|cut| (cut.from..cut.to).contains(&(0.5 * (from + to))));
            let low = here.map(|cut| cut.height_m).fold(0.0, f32::max);
            match pieces.last_mut() {
                Some(last) if last.1 == from && last.2 == low => last.1 = to,
                _ if to - from > SLACK_M && height_m - low > SLACK_M => pieces.push((from, to, low)),
                _ => {}
            }
        }
        pieces.into_iter().map(|(from, to, low)| self.piece(from, to, low, height_m)).collect()
    }

    fn piece(&self, from: f32, to: f32, low: f32, height_m: f32) -> Block {
        let across = 1 - self.axis;
        let mut at = [self.middle[0], self.middle[1], low];
        at[across] += 0.5 * (from + to);
        let mut size = [WALL_M, WALL_M, height_m - low];
        size[across] = to - from;
        Block { pose: Pose { at, yaw: 0.0 }, size }
    }
}
