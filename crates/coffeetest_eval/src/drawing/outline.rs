//! What a thing looks like from above: the footprints of its shapes.

use coffeetest_task::scene::{Attach, Block, Placed, Pose, Shape, V3};

/// The footprint of one shape.
#[derive(Clone, Copy, Debug)]
pub enum Footprint {
    /// Of what is square.
    Square([[f32; 2]; 4]),
    /// Of what is round.
    Round {
        /// Its middle.
        at: [f32; 2],
        /// Its radius, m.
        radius_m: f32,
    },
}

/// One shape from above.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it is.
    pub footprint: Footprint,
    /// The inside of a vessel, which is open above.
    pub hollow: Option<Footprint>,
    /// Colour of its body, sRGB.
    pub color: [u8; 3],
    /// How high it reaches, m.
    pub top_m: f32,
}

/// The shapes of a thing where it stands, lowest first; without the plugs of cords, which may be anywhere.
pub fn pieces(placed: &Placed) -> Vec<Piece> {
    let pose = Pose { at: placed.at, yaw: placed.yaw };
    let bodies = placed.thing.bodies.values().filter(|body| !matches!(body.attach, Some(Attach::Cord { .. })));
    let shapes = bodies.flat_map(|body| body.shapes.iter().map(move |shape| (body, shape)));
    let mut pieces: Vec<Piece> = shapes
        .map(|(body, shape)| Piece { color: body.color, ..piece(shape, pose.then(Pose { at: body.at, yaw: 0.0 })) })
        .collect();
    pieces.sort_by(|a, b| a.top_m.total_cmp(&b.top_m));
    pieces
}

fn piece(shape: &Shape, pose: Pose) -> Piece {
    let square = |[x, y, z]: V3, at: V3| {
        let block = Block { pose: pose.then(Pose { at, yaw: 0.0 }), size: [x, y, z] };
        Footprint::Square(block.corners().map(flat))
    };
    let round = |radius_m: f32, at: V3| Footprint::Round { at: flat(pose.point(at)), radius_m };
    let (footprint, hollow, top_m) = match *shape {
        Shape::Box { size, at } => (square(size, at), None, at[2] + size[2]),
        Shape::Cylinder { radius_m, height_m, at } => (round(radius_m, at), None, at[2] + height_m),
        Shape::Tub { size, wall_m, at } => {
            let inside = size.map(|extent| (extent - 2.0 * wall_m).max(0.0));
            (square(size, at), Some(square(inside, at)), at[2] + size[2])
        }
        Shape::Cup { radius_m, height_m, wall_m, at } => {
            (round(radius_m, at), Some(round((radius_m - wall_m).max(0.0), at)), at[2] + height_m)
        }
    };
    Piece { footprint, hollow, color: [0; 3], top_m: pose.at[2] + top_m }
}

/// The corners of the rectangle around pieces, square to the thing that they are of.
pub fn hull(pieces: &[Piece], placed: &Placed) -> [[f32; 2]; 4] {
    let pose = Pose { at: placed.at, yaw: placed.yaw };
    let local = |point: [f32; 2]| flat(pose.local([point[0], point[1], 0.0]));
    let area = super::board::Area::of(pieces.iter().flat_map(|piece| match piece.footprint {
        Footprint::Square(corners) => corners.map(local).to_vec(),
        Footprint::Round { at, radius_m } => {
            let [x, y] = local(at);
            vec![[x - radius_m, y - radius_m], [x + radius_m, y + radius_m]]
        }
    }));
    let ([left, low], [right, high]) = (area.min, area.max);
    [[left, low], [right, low], [right, high], [left, high]].map(|[x, y]| flat(pose.point([x, y, 0.0])))
}

/// A point seen from above.
pub fn flat(point: [f32; 3]) -> [f32; 2] {
    [point[0], point[1]]
}
