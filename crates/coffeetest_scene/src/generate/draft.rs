//! One attempt at a home: what is drawn, in which order, from which stream.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{Drink, Kit, Level, Piece, Region};
use super::kitchen::{Kitchen, Needs};
use super::{Generated, stow, wire};
use crate::dice::Dice;
use crate::layout::Layout;
use crate::{Attach, Home, Library, Order, Placement, StartArea, Text, Thing, check};

/// How often a kitchen is drawn for what it must offer.
const KITCHENS: usize = 8;
/// Share of the kitchens with a table.
const TABLES: f64 = 0.6;
/// Volume of a cup where the way of making it has no other, ml.
const CUP_ML: f64 = 240.0;
/// Radius around the body where it starts, m, and how often a place is drawn.
const START_ROOM_M: f32 = 0.42;
const STARTS: usize = 200;

/// What a stream of random numbers is for.
#[derive(Clone, Copy)]
enum Purpose {
    Region = 1,
    Kit = 2,
    Kitchen = 3,
    Kept = 4,
    Clutter = 5,
    Start = 6,
}

/// A home that is being drawn.
pub(super) struct Draft<'a> {
    pub library: &'a Library,
    pub level: &'a Level,
    pub seed: &'a [u8; 32],
    pub attempt: u64,
    pub held_out: bool,
}

impl Draft<'_> {
    fn dice(&self, purpose: Purpose) -> Dice {
        let (first, last) = self.seed.split_at(16);
        let number = |half: &[u8]| half.iter().rev().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        let stream = number(last) ^ (u128::from(self.attempt) << 8) ^ purpose as u128;
        Dice::new(number(first), stream)
    }

    pub(super) fn draw(&self) -> Option<Generated> {
        let regions = self.library.regions.iter().map(|(id, region)| (id, region.share));
        let region_id = self.dice(Purpose::Region).weighted(regions)?;
        let region = self.library.regions.get(region_id)?;
        let kit_id = self.kit(region_id)?;
        let kit = self.library.kits.get(kit_id)?;
        let kitchen = self.kitchen(region, kit)?;
        let mut home = kitchen.home(region.mains_v);
        let pieces = self.pieces(region, kit);
        for (name, piece) in &pieces {
            let rated_v = self.cord(&piece.thing).map(|_| region.mains_v);
            let placement = Placement { thing: piece.thing.clone(), places: Vec::new(), contents: None, rated_v };
            home.things.insert(name.clone(), placement);
            home.seated.extend(piece.seat.clone().map(|seat| (name.clone(), seat)));
        }
        let mut dice = self.dice(Purpose::Kept);
        let stands = wire::connect(self, region, &kitchen, &pieces, &mut home, &mut dice)?;
        let kept = stow::stow(self, &kitchen, &pieces, &stands, &mut home, &mut dice)?;
        home.start = vec![self.start(&home)?];
        Some(Generated {
            home,
            order: order(kit.drink.as_ref()),
            time_limit_s: self.level.time_limit_s,
            region: region_id.clone(),
            shape: kitchen.shape,
            kit: kit_id.clone(),
            kept,
        })
    }

    pub(super) fn thing(&self, id: &str) -> Option<&Arc<Thing>> {
        self.library.things.get(id)
    }

    /// The body of the plug of a kind of thing.
    pub(super) fn cord(&self, id: &str) -> Option<&str> {
        let is_cord = |attach: &Option<Attach>| matches!(attach, Some(Attach::Cord { .. }));
        let found = self.thing(id)?.bodies.iter().find(|(_, body)| is_cord(&body.attach));
        found.map(|(name, _)| name.as_str())
    }

    /// The way to make coffee there.
    fn kit(&self, region: &str) -> Option<&String> {
        let met = |(_, kit): &(&String, &Arc<Kit>)| self.held_out || !kit.held_out;
        let known = self.library.kits.iter().filter(met);
        let mut all: Vec<(&String, &str, f64)> =
            known.filter_map(|(id, kit)| Some((id, kit.method.as_str(), *kit.regions.get(region)?))).collect();
        if self.level.flat {
            let methods: Vec<&str> = all.iter().map(|(_, method, _)| *method).collect();
            for (_, method, weight) in &mut all {
                *weight = 1.0 / methods.iter().filter(|other| *other == method).count() as f64;
            }
        }
        self.dice(Purpose::Kit).weighted(all.into_iter().map(|(id, _, weight)| (id, weight)))
    }

    fn kitchen(&self, region: &Region, kit: &Kit) -> Option<Kitchen> {
        let mut dice = self.dice(Purpose::Kitchen);
        let wired = kit.things.values().filter(|piece| piece.seat.is_none() && self.cord(&piece.thing).is_some());
        let needs = Needs { worktops: wired.count().max(1), hob: kit.hob, table: dice.chance(TABLES) };
        (0..KITCHENS).find_map(|_| Kitchen::draw(region, needs, &self.library.things, &mut dice))
    }

    /// All that is kept there, by instance name: the kit's things, the household's, and what stands about.
    fn pieces(&self, region: &Region, kit: &Kit) -> Vec<(String, Piece)> {
        let mut dice = self.dice(Purpose::Clutter);
        let mut all: Vec<(String, Piece)> =
            kit.things.iter().map(|(name, piece)| (name.clone(), piece.clone())).collect();
        let owned: Vec<_> = region.household.iter().filter(|(_, _, share)| dice.chance(*share)).collect();
        let (needed, mut about): (Vec<_>, Vec<_>) = owned.into_iter().partition(|(_, _, share)| *share >= 1.0);
        dice.shuffle(&mut about);
        about.truncate(dice.count(self.level.clutter.0, self.level.clutter.1) as usize);
        for (i, (thing, habit, _)) in needed.into_iter().chain(about).enumerate() {
            if !kit.things.values().any(|piece| piece.thing == *thing) {
                let piece = Piece { thing: thing.clone(), habit: Some(habit.clone()), seat: None };
                all.push((format!("{habit}_{}", i + 1), piece));
            }
        }
        all
    }

    /// Where the body starts: on free floor.
    fn start(&self, home: &Home) -> Option<StartArea> {
        let mut dice = self.dice(Purpose::Start);
        let layout = Layout::new(home, &self.library.things);
        let room = home.rooms.first()?;
        (0..STARTS).find_map(|_| {
            let at = [0, 1].map(|i| dice.between(room.min[i] + START_ROOM_M, room.max[i] - START_ROOM_M));
            let yaw_deg = dice.between(-180.0, 180.0);
            let area = StartArea { min: at, max: at, yaw_deg: (yaw_deg, yaw_deg) };
            check::is_free(&layout, &area, START_ROOM_M).then_some(area)
        })
    }
}

/// What is asked for: what the kit makes, or just a coffee.
fn order(drink: Option<&Drink>) -> Order {
    match drink {
        Some(drink) => Order::simple(drink.text.clone(), Some(drink.style), drink.volume_ml),
        None => Order::simple(Text { en: "make me a coffee".into(), zh: "请给我做杯咖啡".into() }, None, CUP_ML),
    }
}

/// Places by the names of the things that stand there.
pub(super) type Stands = BTreeMap<String, crate::Place>;
