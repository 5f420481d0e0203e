//! Whether the furniture of a kitchen fits together, and what is changed where it does not.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{Part, Region};
use super::kitchen::Kitchen;
use crate::Thing;
use crate::clearance::{self, Hit};
use crate::ground::Ground;
use crate::layout::{Layout, Piece};

/// How many pieces are changed before a kitchen is given up.
const CHANGES: usize = 8;

impl Kitchen {
    /// Puts something plainer where a door would hit, and takes cabinets away that are in the way; `None` where that
    /// does not help.
    pub(super) fn clear(&mut self, region: &Region, things: &BTreeMap<String, Arc<Thing>>) -> Option<()> {
        for _ in 0..CHANGES {
            let Some((name, other)) = self.conflict(things) else { return Some(()) };
            let kind = |name: &String| self.furniture.get(name).map(|fixture| &fixture.thing);
            let hangs = |name: &&String| kind(name).is_some_and(|kind| region.wall_cabinets.contains(kind));
            let is = |part: Part| {
                kind(&name).is_some_and(|kind| region.parts.get(&part).is_some_and(|kinds| kinds.contains(kind)))
            };
            let mut both = [Some(&name), other.as_ref()].into_iter().flatten();
            let hanging = both.find(hangs).cloned();
            if let Some(cabinet) = hanging {
                self.furniture.remove(&cabinet);
            } else if is(Part::Drawer) || is(Part::Cupboard) {
                self.furniture.get_mut(&name)?.thing = region.parts.get(&Part::Base)?.first()?.clone();
            } else {
                return None;
            }
        }
        None
    }

    /// Two pieces that stand in each other, or a piece whose door hits something.
    fn conflict(&self, things: &BTreeMap<String, Arc<Thing>>) -> Option<(String, Option<String>)> {
        let home = self.home(0.0);
        let (layout, ground) = (Layout::new(&home, things), Ground::new(&home));
        for (i, piece) in layout.fixtures.iter().enumerate() {
            let stands_in = |other: &&Piece| piece.blocks.iter().any(|a| other.blocks.iter().any(|b| a.meets(b, 0.0)));
            if let Some(other) = layout.fixtures[..i].iter().find(stands_in) {
                return Some((piece.name.to_owned(), Some(other.name.to_owned())));
            }
            if let Some((_, hit)) = clearance::hits(&layout, &ground, piece.name, piece.thing, piece.pose).next() {
                let other = match hit {
                    Hit::Piece(other) => Some(other.to_owned()),
                    Hit::Wall => None,
                };
                return Some((piece.name.to_owned(), other));
            }
        }
        None
    }
}
