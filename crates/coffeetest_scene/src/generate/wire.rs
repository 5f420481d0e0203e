//! Appliances with a cord: each stands on a counter of its own, with a socket beside it.

use coffeetest_brew::spec::Comp;

use super::data::{Piece, Region};
use super::draft::{Draft, Stands};
use super::kitchen::{Kitchen, PANEL};
use crate::clearance;
use crate::dice::Dice;
use crate::extent::Pose;
use crate::ground::Ground;
use crate::layout::Layout;
use crate::{Fixture, Home, Place, Surface, Thing};

/// What stands on a worktop is this far from its ends at least, m.
const ENDS_M: f32 = 0.45;
/// A socket is this far from the middle of what is plugged into it, m.
const SOCKET_ASIDE_M: f32 = 0.40;
/// How far back appliances stand on a counter, the first that lets their lids open, m.
const BACK_M: [f32; 4] = [0.03, 0.0, -0.03, -0.06];
/// How much they are turned at most, degrees.
const ASKEW_DEG: f32 = 3.0;

/// Gives every appliance with a cord its counter and its socket; where they stand.
pub(super) fn connect(
    draft: &Draft,
    region: &Region,
    kitchen: &Kitchen,
    pieces: &[(String, Piece)],
    home: &mut Home,
    dice: &mut Dice,
) -> Option<Stands> {
    let socket = comp_of(draft, &region.outlet, |comp| matches!(comp, Comp::Socket(_)))?;
    let circuit = comp_of(draft, &region.panel, |comp| matches!(comp, Comp::Circuit(_)))?;
    let mut stands = Stands::new();
    let mut outlets = Vec::new();
    let wired = pieces.iter().filter(|(_, piece)| piece.seat.is_none());
    let wired = wired.filter_map(|(name, piece)| Some((name, draft.cord(&piece.thing)?, draft.thing(&piece.thing)?)));
    for ((name, plug, thing), counter) in wired.zip(kitchen.worktops.iter().map(Some).chain(std::iter::repeat(None))) {
        let counter = counter?;
        let fixture = home.furniture.get(counter)?.clone();
        let (surface_name, surface) = draft.thing(&fixture.thing)?.surfaces.iter().next()?;
        let free_m = (0.5 * surface.size[0] - ENDS_M).max(0.0);
        let (x, turn_deg) = (dice.between(-free_m, free_m), dice.between(-ASKEW_DEG, ASKEW_DEG));
        let y = back_m(draft, home, (&fixture, surface), thing, (x, turn_deg))?;
        let on = format!("{counter}.{surface_name}");
        let place = Place { on, at: [x, y], jitter_m: 0.0, yaw_deg: turn_deg, yaw_jitter_deg: 0.0 };
        stands.insert(name.clone(), place);
        let aside = if x > 0.0 { -SOCKET_ASIDE_M } else { SOCKET_ASIDE_M };
        let wall = Pose::new(fixture.at, fixture.yaw_deg).point([x + aside, 0.0, 0.0]);
        let outlet = format!("outlet_{}", outlets.len() + 1);
        let at = [wall[0], wall[1], region.outlet_m];
        home.furniture.insert(outlet.clone(), Fixture { thing: region.outlet.clone(), at, yaw_deg: fixture.yaw_deg });
        home.plugged.push((format!("{name}.{plug}"), format!("{outlet}.{socket}")));
        outlets.push(outlet);
    }
    if !outlets.is_empty() {
        home.circuits.insert(format!("{PANEL}.{circuit}"), outlets);
    }
    Some(stands)
}

/// How far back a thing can stand on a counter so that its lids open, m.
fn back_m(
    draft: &Draft,
    home: &Home,
    (counter, surface): (&Fixture, &Surface),
    thing: &Thing,
    (x, turn_deg): (f32, f32),
) -> Option<f32> {
    let (layout, ground) = (Layout::new(home, &draft.library.things), Ground::new(home));
    BACK_M.into_iter().find(|back| {
        let on = Pose { at: surface.at, yaw: 0.0 };
        let pose = Pose::new(counter.at, counter.yaw_deg).then(on).then(Pose::new([x, *back, 0.0], turn_deg));
        clearance::hits(&layout, &ground, "", thing, pose).next().is_none()
    })
}

fn comp_of(draft: &Draft, id: &str, is: impl Fn(&Comp) -> bool) -> Option<String> {
    draft.thing(id)?.comps.iter().find(|(_, comp)| is(comp)).map(|(name, _)| name.clone())
}
