//! Where there is room for labels: each goes to the place where it hides least.

/// An upright rectangle on the page, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left and upper end.
    pub min: [f32; 2],
    /// Right and lower end.
    pub max: [f32; 2],
}

impl Area {
    /// A rectangle around a point.
    pub fn around([x, y]: [f32; 2], width: f32, height: f32) -> Area {
        Area { min: [x - width / 2.0, y - height / 2.0], max: [x + width / 2.0, y + height / 2.0] }
    }

    /// The smallest that holds all points.
    pub fn of(points: impl IntoIterator<Item = [f32; 2]>) -> Area {
        let empty = Area { min: [f32::MAX; 2], max: [f32::MIN; 2] };
        points.into_iter().fold(empty, |area, point| Area {
            min: std::array::from_fn(|i| area.min[i].min(point[i])),
            max: std::array::from_fn(|i| area.max[i].max(point[i])),
        })
    }

    /// Its middle.
    pub fn middle(&self) -> [f32; 2] {
        std::array::from_fn(|i| (self.min[i] + self.max[i]) / 2.0)
    }

    /// Width and height.
    pub fn size(&self) -> [f32; 2] {
        std::array::from_fn(|i| self.max[i] - self.min[i])
    }

    /// The point of it that is nearest to another.
    pub fn nearest(&self, point: [f32; 2]) -> [f32; 2] {
        std::array::from_fn(|i| point[i].clamp(self.min[i], self.max[i]))
    }

    /// How many square pixels of it are of another too.
    pub fn shared(&self, other: &Area) -> f32 {
        let side = |i: usize| (self.max[i].min(other.max[i]) - self.min[i].max(other.min[i])).max(0.0);
        side(0) * side(1)
    }
}

/// What is taken, each with what it costs to hide a square pixel of it.
#[derive(Default)]
pub struct Board(Vec<(Area, f32)>);

/// What it costs to hide a square pixel of a label.
const LABEL_COST: f32 = 5.0;
/// What it costs if a line from a label crosses another, for each bit of it.
const CROSSING_COST: f32 = 30.0;

impl Board {
    /// Something is drawn here.
    pub fn block(&mut self, area: Area, cost: f32) {
        self.0.push((area, cost));
    }

    /// Takes the cheapest spot, given each with a cost of its own. A line leads from there to the target, if it is far.
    pub fn place(
        &mut self,
        spots: impl IntoIterator<Item = (Area, f32)>,
        target: Target,
    ) -> Option<(Area, Option<Line>)> {
        let hidden = |area: &Area| self.0.iter().map(|(other, cost)| area.shared(other) * cost).sum::<f32>();
        let crossed = |dot: &Area| self.0.iter().any(|(other, cost)| *cost >= LABEL_COST && dot.shared(other) > 0.0);
        let priced = spots.into_iter().map(|(area, cost)| {
            let crossings = target.line_from(&area).iter().flat_map(dots).filter(crossed).count();
            (area, cost + hidden(&area) + CROSSING_COST * crossings as f32)
        });
        let (area, _) = priced.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let line = target.line_from(&area);
        self.block(area, LABEL_COST);
        line.iter().flat_map(dots).for_each(|dot| self.block(dot, LABEL_COST));
        Some((area, line))
    }
}

/// A straight line from a label to what it names.
pub type Line = [[f32; 2]; 2];

/// What a label names.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Where that is.
    pub area: Area,
    /// A label that is as near needs no line, px.
    pub near_px: f32,
}

impl Target {
    fn line_from(&self, label: &Area) -> Option<Line> {
        if label.shared(&self.area) > 0.0 {
            return None;
        }
        let from = label.nearest(self.area.middle());
        let to = self.area.nearest(from);
        (libm::hypotf(from[0] - to[0], from[1] - to[1]) > self.near_px).then_some([from, to])
    }
}

/// Small areas along a line.
fn dots(line: &Line) -> impl Iterator<Item = Area> + use<> {
    const STEP_PX: f32 = 4.0;
    let [from, to] = *line;
    let steps = (libm::hypotf(to[0] - from[0], to[1] - from[1]) / STEP_PX) as usize;
    (1..=steps).map(move |step| {
        let share = step as f32 / (steps + 1) as f32;
        Area::around([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])], 3.0, 3.0)
    })
}

/// Spots for something of that size around an area, near ones first and cheapest.
pub fn around(area: Area, [width, height]: [f32; 2]) -> impl Iterator<Item = (Area, f32)> {
    const GAPS_PX: [f32; 9] = [2.0, 8.0, 16.0, 26.0, 38.0, 52.0, 70.0, 92.0, 120.0];
    const TURNS: usize = 24;
    let [x, y] = area.middle();
    let [wide, high] = area.size();
    GAPS_PX.into_iter().flat_map(move |gap| {
        (0..TURNS).map(move |turn| {
            let angle = std::f32::consts::TAU * turn as f32 / TURNS as f32;
            let (dx, dy) = (libm::cosf(angle), libm::sinf(angle));
            let middle = [x + dx * ((wide + width) / 2.0 + gap), y + dy * ((high + height) / 2.0 + gap)];
            // Beside or below reads best.
            (
                Area::around(middle, width, height),
                3.0 * gap + 6.0 * (1.0 - dx.abs()) + if dy < -0.5 { 4.0 } else { 0.0 },
            )
        })
    })
}
