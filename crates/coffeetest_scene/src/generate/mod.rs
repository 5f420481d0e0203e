//! Homes that nobody has seen: a pure function from a level and a seed to a home with an order. No engine.

mod data;
mod dice;
mod kitchen;
mod stow;

use std::collections::BTreeMap;
use std::sync::Arc;

use coffeetest_brew::spec::Comp;

pub use data::{Cell, Drink, Habit, Kit, KitchenShape, Level, Piece, Ready, Region, Stage, Stock};

use dice::{Dice, Purpose};
use kitchen::{Kitchen, Needs};
use stow::Places;

use crate::clearance;
use crate::extent::Pose;
use crate::ground::Ground;
use crate::layout::Layout;
use crate::{Attach, Fixture, Home, Library, Mount, Order, Place, Placement, StartArea, Text, Thing};

/// How often a home is drawn before it is given up.
const TRIES: u64 = 60;
/// Radius around the body where it starts, m.
const START_ROOM_M: f32 = 0.42;
/// A socket is this far from the middle of what is plugged into it, m.
const SOCKET_ASIDE_M: f32 = 0.40;

/// A generated home.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The home; each thing has one place.
    pub home: Home,
    /// What is asked for.
    pub order: Order,
    /// Simulated time after which an episode ends, s.
    pub time_limit_s: f64,
    /// Id of its region.
    pub region: String,
    /// KitchenShape of its kitchen.
    pub shape: KitchenShape,
    /// Id of the kit that makes coffee there.
    pub kit: String,
    /// The method of that kit.
    pub method: String,
    /// Where each thing is kept.
    pub kept: BTreeMap<String, Cell>,
}

impl Library {
    /// The home of a level for a seed: a pure function, the same on every platform. `held_out` says whether ways may be
    /// met that homes to learn from never have. `None` where the level or what it needs is not there.
    pub fn generate(&self, level: u8, seed: &[u8; 32], held_out: bool) -> Option<Generated> {
        let level = self.levels.values().find(|known| known.number == level)?;
        (0..TRIES).find_map(|attempt| {
            // Another attempt draws everything anew, so that what is hard to fit is not met more seldom in one part only.
            let mut seed = *seed;
            for (byte, more) in seed[24..].iter_mut().zip(attempt.to_le_bytes()) {
                *byte ^= more;
            }
            Draft { library: self, level, seed: &seed, held_out }.draw()
        })
    }
}

/// A home that is being drawn.
struct Draft<'a> {
    library: &'a Library,
    level: &'a Level,
    seed: &'a [u8; 32],
    held_out: bool,
}

impl Draft<'_> {
    fn dice(&self, purpose: Purpose) -> Dice {
        Dice::new(self.seed, purpose)
    }

    fn draw(&self) -> Option<Generated> {
        let regions = self.library.regions.iter().map(|(id, region)| (id, region.share));
        let region_id = self.dice(Purpose::Region).weighted(regions)?;
        let region = self.library.regions.get(region_id)?;
        let kit_id = self.kit(region_id)?;
        let kit = self.library.kits.get(kit_id)?;
        let electric = |piece: &Piece| self.thing(&piece.thing).is_some_and(|thing| cord(thing).is_some());
        let needs = Needs {
            worktops: kit.things.values().filter(|piece| piece.seat.is_none() && electric(piece)).count().max(1),
            hob: kit.hob,
            table: self.dice(Purpose::Kitchen).chance(0.6),
        };
        let mut dice = self.dice(Purpose::Kitchen);
        let kitchen = (0..8).find_map(|_| Kitchen::draw(region, needs, &self.library.things, &mut dice))?;
        let mut home = self.bare(region, &kitchen);
        let pieces = self.pieces(region, kit);
        for (name, piece) in &pieces {
            let electric = self.thing(&piece.thing).is_some_and(|thing| cord(thing).is_some());
            let rated_v = electric.then_some(region.mains_v);
            let placement = Placement { thing: piece.thing.clone(), places: Vec::new(), contents: None, rated_v };
            home.things.insert(name.clone(), placement);
            home.seated.extend(piece.seat.clone().map(|seat| (name.clone(), seat)));
        }
        self.make_ready(kit, &mut home)?;
        let kept = self.stow(region, &kitchen, &pieces, &mut home)?;
        home.start = vec![self.start(&home)?];
        let drink = kit.drink.clone().unwrap_or_else(|| Drink {
            text: Text { en: "make me a coffee".into(), zh: "请给我做杯咖啡".into() },
            volume_ml: 240.0,
            style: crate::Style::Filter,
        });
        Some(Generated {
            home,
            order: Order::simple(drink.text, kit.drink.as_ref().map(|_| drink.style), drink.volume_ml),
            time_limit_s: self.level.time_limit_s,
            region: region_id.clone(),
            shape: kitchen.shape,
            kit: kit_id.clone(),
            method: kit.method.clone(),
            kept,
        })
    }

    fn thing(&self, id: &str) -> Option<&Arc<Thing>> {
        self.library.things.get(id)
    }

    /// The way to make coffee there.
    fn kit(&self, region: &str) -> Option<&String> {
        let listed = |id: &String| self.level.kits.is_empty() || self.level.kits.contains(id);
        let met = |kit: &Kit| self.held_out || !kit.held_out;
        let ready = |kit: &Kit| self.level.stage != Stage::Ready || kit.ready.is_some();
        let mut all: Vec<(&String, &str, f64)> = self
            .library
            .kits
            .iter()
            .filter(|(id, kit)| listed(id) && met(kit) && ready(kit))
            .filter_map(|(id, kit)| Some((id, kit.method.as_str(), *kit.regions.get(region)?)))
            .collect();
        if self.level.flat {
            let methods: Vec<&str> = all.iter().map(|(_, method, _)| *method).collect();
            for (_, method, weight) in &mut all {
                *weight = 1.0 / methods.iter().filter(|other| *other == method).count() as f64;
            }
        }
        self.dice(Purpose::Kit).weighted(all.into_iter().map(|(id, _, weight)| (id, weight)))
    }

    /// A home of that kitchen, with nothing in it.
    fn bare(&self, region: &Region, kitchen: &Kitchen) -> Home {
        Home {
            name: Text { en: "home".into(), zh: "家".into() },
            rooms: vec![kitchen.room.clone()],
            doorways: Vec::new(),
            ambient_c: 22.0,
            mains_v: region.mains_v,
            furniture: kitchen.furniture.clone(),
            things: BTreeMap::new(),
            plugged: Vec::new(),
            seated: Vec::new(),
            circuits: BTreeMap::new(),
            faults: Vec::new(),
            start: Vec::new(),
        }
    }

    /// All that is kept there, by instance name: the kit's things, the household's, and what stands about.
    fn pieces(&self, region: &Region, kit: &Kit) -> Vec<(String, Piece)> {
        let mut dice = self.dice(Purpose::Clutter);
        let mut all: Vec<(String, Piece)> =
            kit.things.iter().map(|(name, piece)| (name.clone(), piece.clone())).collect();
        let mut more: Vec<&(String, String, f64)> = Vec::new();
        for entry in &region.household {
            if dice.chance(entry.2) {
                more.push(entry)
            }
        }
        let (needed, mut about): (Vec<_>, Vec<_>) = more.into_iter().partition(|entry| entry.2 >= 1.0);
        dice.shuffle(&mut about);
        about.truncate(dice.count(self.level.clutter.0, self.level.clutter.1) as usize);
        for (i, (thing, habit, _)) in needed.into_iter().chain(about).enumerate() {
            let own = all.iter().any(|(_, piece)| piece.thing == *thing);
            if !own {
                let piece = Piece { thing: thing.clone(), habit: Some(habit.clone()), seat: None };
                all.push((format!("{habit}_{}", i + 1), piece));
            }
        }
        all
    }

    /// Prepares all but the last press, where the level says so.
    fn make_ready(&self, kit: &Kit, home: &mut Home) -> Option<()> {
        if self.level.stage != Stage::Ready {
            return Some(());
        }
        let ready = kit.ready.as_ref()?;
        for (name, contents) in &ready.contents {
            home.things.get_mut(name)?.contents = Some(contents.clone());
        }
        for (i, (thing, seat)) in ready.seated.iter().enumerate() {
            let name = format!("ready_{}", i + 1);
            let placement = Placement { thing: thing.clone(), places: Vec::new(), contents: None, rated_v: None };
            home.things.insert(name.clone(), placement);
            home.seated.push((name, seat.clone()));
        }
        Some(())
    }

    /// Gives everything its place; what needs mains gets a counter with a socket.
    fn stow(
        &self,
        region: &Region,
        kitchen: &Kitchen,
        pieces: &[(String, Piece)],
        home: &mut Home,
    ) -> Option<BTreeMap<String, Cell>> {
        let mut dice = self.dice(Purpose::Kept);
        let mut outlets = Vec::new();
        let mut kept = BTreeMap::new();
        let mut found: Vec<(String, Place)> = Vec::new();
        // What stands on a worktop comes first, and its socket with it.
        let mut worktops = kitchen.worktops.iter();
        let wired: Vec<&(String, Piece)> = pieces
            .iter()
            .filter(|(_, piece)| {
                piece.seat.is_none() && self.thing(&piece.thing).is_some_and(|thing| cord(thing).is_some())
            })
            .collect();
        let blocks_of = |layout: &Layout, name: &str| {
            layout.loose.iter().find(|loose| loose.name == name).map(|loose| (loose.blocks.clone(), loose.thing.mount))
        };
        let mut brewer = None;
        let mut fixed: Vec<(String, Place)> = Vec::new();
        for (name, piece) in &wired {
            let counter = worktops.next()?;
            let fixture = home.furniture.get(counter)?;
            let surface = self.thing(&fixture.thing)?.surfaces.iter().next()?;
            let free = 0.5 * surface.1.size[0] - 0.45;
            let x = if free > 0.0 { dice.between(-free, free) } else { 0.0 };
            let turn = dice.between(-3.0, 3.0);
            let at = [x, self.back_m(home, fixture, surface, self.thing(&piece.thing)?, [x, turn])?];
            let on = format!("{counter}.{}", surface.0);
            fixed.push(((*name).clone(), Place { on, at, jitter_m: 0.0, yaw_deg: turn, yaw_jitter_deg: 0.0 }));
            let aside = if x > 0.0 { -SOCKET_ASIDE_M } else { SOCKET_ASIDE_M };
            let pose = Pose::new(fixture.at, fixture.yaw_deg).then(Pose { at: [x + aside, 0.0, 0.0], yaw: 0.0 });
            let outlet = format!("outlet_{}", outlets.len() + 1);
            let at = [pose.at[0], pose.at[1], region.furniture.outlet_m];
            outlets.push((
                outlet.clone(),
                Fixture { thing: region.furniture.outlet.clone(), at, yaw_deg: fixture.yaw_deg },
            ));
            let socket = self.comp(&region.furniture.outlet, |comp| matches!(comp, Comp::Socket(_)))?;
            home.plugged.push((format!("{name}.{}", cord(self.thing(&piece.thing)?)?), format!("{outlet}.{socket}")));
            brewer.get_or_insert([fixture.at[0], fixture.at[1]]);
        }
        home.furniture.extend(outlets.iter().cloned());
        let circuit = self.comp(&region.furniture.panel, |comp| matches!(comp, Comp::Circuit(_)))?;
        let sockets: Vec<String> = outlets.iter().map(|(name, _)| name.clone()).collect();
        if !sockets.is_empty() {
            home.circuits.insert(format!("panel.{circuit}"), sockets);
        }
        let frame = home.clone();
        let layout = Layout::new(&frame, &self.library.things);
        let mut places = Places::new(&layout, &kitchen.dead);
        for (name, place) in fixed {
            let (blocks, _) = blocks_of(&layout, &name)?;
            let (place, _) = places.take(&blocks, place)?;
            kept.insert(name.clone(), Cell::CounterNear);
            found.push((name, place));
        }
        let brewer = brewer.or_else(|| home.furniture.get(kitchen.worktops.first()?).map(|f| [f.at[0], f.at[1]]));
        places.set_brewer(brewer?);
        let empty = dice.chance(self.level.emptied);
        for (name, piece) in pieces {
            if found.iter().any(|(done, _)| done == name) || piece.seat.is_some() {
                continue;
            }
            let habit = self.library.habits.get(piece.habit.as_ref()?)?;
            let laid_out = laid_out();
            let habit = if self.level.stage == Stage::Kept { habit } else { &laid_out };
            let (blocks, mount) = blocks_of(&layout, name)?;
            if mount == Mount::Fixed {
                return None;
            }
            let likeliest = habit.cells.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(cell, _)| *cell);
            let none_in = likeliest.filter(|_| empty && self.is_coffee(&piece.thing));
            let (place, cell) = places.keep(&blocks, habit, none_in, &mut dice)?;
            kept.insert(name.clone(), cell);
            found.push((name.clone(), place));
        }
        for (name, place) in found {
            home.things.get_mut(&name)?.places = vec![place];
        }
        Some(kept)
    }

    /// How far back a thing can stand on a counter so that its lids open, m; things with lids stand a little forward.
    fn back_m(
        &self,
        home: &Home,
        counter: &Fixture,
        (_, surface): (&String, &crate::Surface),
        thing: &Thing,
        [x, turn_deg]: [f32; 2],
    ) -> Option<f32> {
        let (layout, ground) = (Layout::new(home, &self.library.things), Ground::new(home));
        [0.03, 0.0, -0.03, -0.06].into_iter().find(|back| {
            let on = Pose { at: surface.at, yaw: 0.0 };
            let pose = Pose::new(counter.at, counter.yaw_deg).then(on).then(Pose::new([x, *back, 0.0], turn_deg));
            clearance::hits(&layout, &ground, "", thing, pose).next().is_none()
        })
    }

    /// Whether a thing holds coffee, or gives out what does.
    fn is_coffee(&self, id: &str) -> bool {
        let coffee = |thing: &Thing| {
            let names = ["grounds", "beans", "instant"];
            thing.contents.iter().any(|content| names.contains(&content.substance.as_str()))
        };
        let thing = self.thing(id);
        let packed = thing.and_then(|thing| thing.pack.as_ref()).and_then(|pack| self.thing(&pack.item));
        thing.into_iter().chain(packed).any(|thing| coffee(thing))
    }

    fn comp(&self, id: &str, is: impl Fn(&Comp) -> bool) -> Option<String> {
        self.thing(id)?.comps.iter().find(|(_, comp)| is(comp)).map(|(name, _)| name.clone())
    }

    /// Where the body starts: on free floor.
    fn start(&self, home: &Home) -> Option<StartArea> {
        let mut dice = self.dice(Purpose::Start);
        let layout = Layout::new(home, &self.library.things);
        let room = home.rooms.first()?;
        (0..200).find_map(|_| {
            let at: [f32; 2] =
                std::array::from_fn(|i| dice.between(room.min[i] + START_ROOM_M, room.max[i] - START_ROOM_M));
            let area = StartArea { min: at, max: at, yaw_deg: (0.0, 0.0) };
            let free = crate::check::is_free(&layout, &area, START_ROOM_M);
            let yaw = dice.between(-180.0, 180.0).round();
            free.then_some(StartArea { yaw_deg: (yaw, yaw), ..area })
        })
    }
}

/// Where things stand that were put out beforehand.
fn laid_out() -> Habit {
    Habit { cells: BTreeMap::from([(Cell::CounterNear, 0.5), (Cell::CounterFar, 0.25), (Cell::Table, 0.25)]) }
}

/// The body of a thing's plug.
fn cord(thing: &Thing) -> Option<&str> {
    let is_cord = |attach: &Option<Attach>| matches!(attach, Some(Attach::Cord { .. }));
    thing.bodies.iter().find(|(_, body)| is_cord(&body.attach)).map(|(name, _)| name.as_str())
}
