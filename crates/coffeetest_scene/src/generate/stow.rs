//! Everything is put where people keep it.

use std::collections::BTreeMap;

use super::data::{Cell, Habit, Piece, Stage};
use super::draft::{Draft, Stands};
use super::kitchen::Kitchen;
use super::place::Places;
use crate::dice::Dice;
use crate::extent::Block;
use crate::layout::Layout;
use crate::{Home, Mount, Thing};

/// Substances that are coffee before it is made.
const COFFEE: [&str; 3] = ["grounds", "beans", "instant"];

/// Gives everything its place, what stands on worktops first; where each thing is kept.
pub(super) fn stow(
    draft: &Draft,
    kitchen: &Kitchen,
    pieces: &[(String, Piece)],
    stands: &Stands,
    home: &mut Home,
    dice: &mut Dice,
) -> Option<BTreeMap<String, Cell>> {
    let frame = home.clone();
    let layout = Layout::new(&frame, &draft.library.things);
    let blocks_of = |name: &str| -> Option<&[Block]> {
        let loose = layout.loose.iter().find(|loose| loose.name == name)?;
        Some(&loose.blocks)
    };
    let brewer = frame.furniture.get(kitchen.worktops.first()?)?;
    let mut places = Places::new(&layout, &kitchen.dead, [brewer.at[0], brewer.at[1]]);
    let mut kept = BTreeMap::new();
    for (name, place) in stands {
        places.take(blocks_of(name)?, place)?;
        home.things.get_mut(name)?.places = vec![place.clone()];
        kept.insert(name.clone(), Cell::CounterNear);
    }
    let (laid_out, emptied) = (laid_out(), dice.chance(draft.level.emptied));
    for (name, piece) in pieces.iter().filter(|(name, piece)| piece.seat.is_none() && !stands.contains_key(name)) {
        let thing = draft.thing(&piece.thing).filter(|thing| thing.mount != Mount::Fixed)?;
        let habit = match draft.level.stage {
            Stage::Kept => draft.library.habits.get(piece.habit.as_ref()?)?,
            Stage::LaidOut => &laid_out,
        };
        let none_in = habit.likeliest().filter(|_| emptied && is_coffee(draft, thing));
        let (place, cell) = places.keep(blocks_of(name)?, habit, none_in, dice)?;
        home.things.get_mut(name)?.places = vec![place];
        kept.insert(name.clone(), cell);
    }
    Some(kept)
}

/// Where things stand that were put out beforehand.
fn laid_out() -> Habit {
    Habit { cells: BTreeMap::from([(Cell::CounterNear, 0.5), (Cell::CounterFar, 0.25), (Cell::Table, 0.25)]) }
}

/// Whether a thing holds coffee, or gives out what does.
fn is_coffee(draft: &Draft, thing: &Thing) -> bool {
    let holds = |thing: &Thing| thing.contents.iter().any(|content| COFFEE.contains(&content.substance.as_str()));
    let packed = thing.pack.as_ref().and_then(|pack| draft.thing(&pack.item));
    holds(thing) || packed.is_some_and(|item| holds(item))
}
