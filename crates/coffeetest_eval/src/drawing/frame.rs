//! From metres in the home to pixels on the page.

use coffeetest_task::scene::Room;

/// Space at a side of the plan with names of furniture, and at one without, px.
const MARGIN_PX: [f32; 2] = [112.0, 44.0];
/// Furniture that is as near to a side has its name there, m.
const AT_SIDE_M: f32 = 0.2;
/// Space for the title, px.
const TITLE_PX: f32 = 64.0;
/// How wide the plan gets, unless a metre becomes too small or too large for it, px.
const WIDTH_PX: f32 = 1150.0;
/// How many pixels a metre may be.
const PX_PER_M: (f32, f32) = (150.0, 240.0);

/// Where the plan is on the page. The home's x goes to the right, its y up.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Pixels of a metre.
    pub px_per_m: f32,
    min: [f32; 2],
    max: [f32; 2],
    /// Space left of the plan and below it, right of it and above it, px.
    margins: [[f32; 2]; 2],
}

impl Frame {
    /// A frame around rooms with furniture at these places.
    pub fn around(rooms: &[Room], furniture: &[[f32; 2]]) -> Frame {
        let corner =
            |first: f32, of: fn(f32, f32) -> f32, get: &dyn Fn(&Room) -> f32| rooms.iter().map(get).fold(first, of);
        let low = |axis: usize| corner(f32::MAX, f32::min, &|room| room.min[axis]);
        let high = |axis: usize| corner(f32::MIN, f32::max, &|room| room.max[axis]);
        let (min, max) = if rooms.is_empty() { ([0.0; 2], [1.0; 2]) } else { ([low(0), low(1)], [high(0), high(1)]) };
        let margin = |at_side: &dyn Fn(&[f32; 2]) -> bool| MARGIN_PX[usize::from(!furniture.iter().any(at_side))];
        let lows = [0, 1].map(|i| margin(&|at| at[i] < min[i] + AT_SIDE_M));
        let highs = [0, 1].map(|i| margin(&|at| at[i] > max[i] - AT_SIDE_M));
        let margins = [lows, highs];
        Frame { px_per_m: (WIDTH_PX / (max[0] - min[0]).max(0.1)).clamp(PX_PER_M.0, PX_PER_M.1), min, max, margins }
    }

    /// A point of the home on the page.
    pub fn at(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let left = self.margins[0][0] + (x - self.min[0]) * self.px_per_m;
        [left, TITLE_PX + self.margins[1][1] + (self.max[1] - y) * self.px_per_m]
    }

    /// Right and lower end of the plan with the space around it, px.
    pub fn end(&self) -> [f32; 2] {
        let [right, bottom] = self.at([self.max[0], self.min[1]]);
        [right + self.margins[1][0], bottom + self.margins[0][1]]
    }
}
