//! The true state of the home, as the reference agent reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bevy::prelude::*;
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{Machine, Mixture, Species, Wear};
use coffeetest_scene::{Mount, Surface, Thing};
use coffeetest_task::episode::Episode;
use coffeetest_world::Dispensed;
use coffeetest_world::math::Vec3;
use coffeetest_world::process::{self, Load, StoreState};
use coffeetest_world::robot::Robot;
use coffeetest_world::sim::pose_of;
use coffeetest_world::thing::{Moving, PackLeft, SeatedIn, Seats, ThingOf};

/// A surface with this much air above it is no cupboard, m.
const OPEN_SKY_M: f32 = 2.0;

/// One thing of the home.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The entity of its main body.
    pub entity: Entity,
    /// Its kind.
    pub spec: Arc<Thing>,
    /// Its bodies.
    pub parts: BTreeMap<String, Entity>,
    /// Where it is.
    pub at: Vec3,
    /// Upward part of its up direction: 1 when it stands.
    pub upright: f32,
    /// What its stores hold.
    pub stores: Vec<StoreState>,
    /// Its process, when it has one.
    pub machine: Option<Machine>,
    /// What sits in its seats.
    pub seats: BTreeMap<String, Option<Entity>>,
    /// Its doors, drawers, lids and levers: component, part, how far open.
    pub moving: Vec<(String, Entity, f32)>,
    /// Pieces left, of a pack.
    pub pieces: u32,
    /// What lies on it, if it is a filter piece.
    pub on_it: Option<Mixture>,
    /// Whether it is a filter piece that water has gone through.
    pub is_spent: bool,
    /// Whether it sits in a seat of this thing.
    pub seated_in: Option<(Entity, String)>,
}

/// Where a thing stands.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    /// The furniture.
    pub furniture: Entity,
    /// Whether it is inside a cupboard or a drawer.
    pub enclosed: bool,
    /// Whether something hangs low over it.
    pub roofed: bool,
    /// What the surface counts as.
    pub tags: Vec<String>,
    /// The doors or the drawer that close it off.
    pub covers: Vec<(Entity, f32)>,
}

/// Everything.
pub(crate) struct Survey {
    /// All things, in the order of their entities.
    pub items: Vec<Item>,
    /// What the hand holds: the part.
    pub held: Option<Entity>,
    /// Kinds of things that packs give out, by id.
    pub dispensed: BTreeMap<String, Arc<Thing>>,
    stands: BTreeMap<Entity, Stand>,
    /// Furniture with something hanging low over it.
    roofed: BTreeSet<Entity>,
}

impl Survey {
    pub(crate) fn of(episode: &Episode) -> Self {
        let mut world = episode.sim().world();
        let mut found: Vec<(Entity, ThingOf)> =
            world.query::<(Entity, &ThingOf)>().iter(&world).map(|(entity, of)| (entity, of.clone())).collect();
        found.sort_by_key(|(entity, _)| *entity);
        let items: Vec<Item> = found.iter().map(|(entity, of)| item(&world, *entity, of)).collect();
        let held = world.resource::<Robot>().held;
        let dispensed = world.resource::<Dispensed>().0.clone();
        let mut stands = BTreeMap::new();
        for thing in items.iter().filter(|item| item.spec.mount == Mount::Free || !item.stores.is_empty()) {
            if let Some(stand) = stand_of(&world, &items, thing) {
                stands.insert(thing.entity, stand);
            }
        }
        let roofed = items.iter().filter(|item| is_roofed(&world, &items, item)).map(|item| item.entity).collect();
        Self { items, held, dispensed, stands, roofed }
    }

    /// A home that exists in thought only: these things, with their contents, nowhere in particular.
    #[cfg(test)]
    pub(crate) fn imagine(things: &[Arc<Thing>], dispensed: BTreeMap<String, Arc<Thing>>) -> Self {
        let items = things.iter().enumerate().map(|(index, spec)| imagined(index, spec)).collect();
        Self { items, held: None, dispensed, stands: BTreeMap::new(), roofed: BTreeSet::new() }
    }

    /// A thing by its entity.
    pub(crate) fn item(&self, entity: Entity) -> Option<&Item> {
        self.items.iter().find(|item| item.entity == entity)
    }

    /// The thing in the hand.
    pub(crate) fn held_item(&self) -> Option<&Item> {
        let held = self.held?;
        self.items.iter().find(|item| item.parts.values().any(|part| *part == held))
    }

    /// Where a thing stands.
    pub(crate) fn stand(&self, entity: Entity) -> Option<&Stand> {
        let host = self.item(entity).and_then(|item| item.seated_in.as_ref()).map(|(host, _)| *host);
        self.stands.get(&entity).or_else(|| self.stands.get(&host?))
    }

    /// What the surface under a thing counts as.
    pub(crate) fn stand_tags(&self, item: &Item) -> &[String] {
        self.stands.get(&item.entity).map(|stand| stand.tags.as_slice()).unwrap_or_default()
    }

    /// The closed doors between a thing and the hand.
    pub(crate) fn closed_over(&self, entity: Entity) -> Vec<Entity> {
        let covers = self.stand(entity).map(|stand| stand.covers.as_slice()).unwrap_or_default();
        covers.iter().filter(|(_, open)| *open < 0.5).map(|(part, _)| *part).collect()
    }

    /// Whether something hangs low over a piece of furniture.
    pub(crate) fn is_roofed(&self, furniture: Entity) -> bool {
        self.roofed.contains(&furniture)
    }

    /// Furniture with open surfaces of one of these tags, nearest to a point first.
    pub(crate) fn tables(&self, tags: &[String], near: Vec3) -> Vec<Entity> {
        let fits = |surface: &Surface| {
            surface.headroom_m > OPEN_SKY_M && surface.tags.iter().any(|tag| tags.iter().any(|wanted| wanted == tag))
        };
        let mut all: Vec<&Item> = self
            .items
            .iter()
            .filter(|item| item.spec.mount == Mount::Fixed && item.spec.surfaces.values().any(fits))
            .collect();
        let far = |item: &Item| (item.at - near).truncate().length();
        all.sort_by(|a, b| far(a).total_cmp(&far(b)));
        all.iter().map(|item| item.entity).collect()
    }
}

impl Item {
    /// Whether a moving part is a door, a drawer or a lid: no knob, no thread.
    pub(crate) fn is_lid(&self, part: Entity) -> bool {
        let comp = self.moving.iter().find(|(_, moved, _)| *moved == part).map(|(comp, ..)| comp);
        comp.is_some_and(|comp| matches!(self.spec.comps.get(comp), Some(Comp::Joint(_))))
    }

    /// Mass of a substance in all its stores, kg.
    pub(crate) fn holds_kg(&self, species: Species) -> f64 {
        self.stores.iter().map(|store| store.contents.kg(species)).sum()
    }

    /// Mass in all its stores, kg.
    pub(crate) fn load_kg(&self) -> f64 {
        self.stores.iter().map(|store| store.contents.mass_kg()).sum()
    }
}

fn item(world: &World, entity: Entity, of: &ThingOf) -> Item {
    let pose = pose_of(world, entity);
    let moving = of
        .parts
        .values()
        .filter_map(|part| world.get::<Moving>(*part).map(|moving| (moving.comp.clone(), *part, moving.openness())))
        .collect();
    let seats = world.get::<Seats>(entity).map(|seats| seats.occupants.clone()).unwrap_or_default();
    Item {
        entity,
        spec: of.spec.clone(),
        parts: of.parts.clone(),
        at: pose.translation,
        upright: (pose.rotation * Vec3::Z).z,
        stores: process::stores(world, entity),
        machine: process::machine(world, entity).cloned(),
        seats,
        moving,
        pieces: world.get::<PackLeft>(entity).map_or(0, |pack| pack.count),
        on_it: world.get::<Load>(entity).map(|load| load.mixture),
        is_spent: world.get::<Load>(entity).is_some_and(|load| load.piece.wear != Wear::Dry),
        seated_in: world.get::<SeatedIn>(entity).map(|sits| (sits.thing, sits.seat.clone())),
    }
}

/// A thing that exists in thought only.
#[cfg(test)]
fn imagined(index: usize, spec: &Arc<Thing>) -> Item {
    use coffeetest_brew::Vessel;
    use coffeetest_brew::machine::Kind;
    let body = |part: usize| Entity::from_raw_u32((100 * index + part + 1) as u32).expect("a small number");
    let main = spec.bodies.keys().position(|name| name == "body").unwrap_or(0);
    let parts: BTreeMap<String, Entity> =
        spec.bodies.keys().enumerate().map(|(part, name)| (name.clone(), body(part))).collect();
    let mut machine = Machine::new(&spec.comps, &spec.links, &spec.ctrl).ok().filter(|_| !spec.comps.is_empty());
    if let Some(machine) = &mut machine {
        for content in &spec.contents {
            let Some(species) = Species::parse(&content.substance) else { continue };
            let (kg, temp_c) = (1e-3 * content.mass_g, content.temp_c.unwrap_or(22.0));
            let mix = match content.d50_um {
                Some(d50_um) if species == Species::Grounds => Mixture::fresh_grounds(kg, d50_um, temp_c),
                _ => Mixture::of(species, kg, temp_c),
            };
            let mix = if content.decaf { mix.decaffeinated() } else { mix };
            if let Some(store) = machine.index(Kind::Store, &content.store) {
                machine.pour_in(Vessel::Store(store), &mix);
            }
        }
    }
    let stores = machine.iter().flat_map(|machine| {
        machine.names(Kind::Store).iter().enumerate().map(|(index, name)| {
            let store = machine.store(index);
            StoreState {
                store: name.clone(),
                contents: store.contents(),
                temp_c: store.temp_c(),
                volume_ml: store.volume_ml(),
                capacity_ml: store.cap_ml(),
            }
        })
    });
    Item {
        entity: body(main),
        spec: spec.clone(),
        at: Vec3::new(index as f32, 0.0, 0.0),
        upright: 1.0,
        stores: stores.collect(),
        seats: spec.seats.keys().map(|seat| (seat.clone(), None)).collect(),
        moving: Vec::new(),
        pieces: spec.pack.as_ref().map_or(0, |pack| pack.count),
        on_it: None,
        is_spent: false,
        seated_in: None,
        parts,
        machine,
    }
}

/// The furniture whose surface is under a thing.
fn stand_of(world: &World, items: &[Item], thing: &Item) -> Option<Stand> {
    const NEAR_M: f32 = 0.07;
    items.iter().filter(|item| item.spec.mount == Mount::Fixed && item.entity != thing.entity).find_map(|furniture| {
        furniture.spec.surfaces.values().find_map(|surface| {
            let part = furniture.parts.get(&surface.body)?;
            let local = pose_of(world, *part).inverse_transform_point(thing.at) - Vec3::from(surface.at);
            let within = local.x.abs() < 0.5 * surface.size[0] && local.y.abs() < 0.5 * surface.size[1];
            if !within || local.z.abs() > NEAR_M {
                return None;
            }
            let drawer = world.get::<Moving>(*part).is_some();
            let enclosed = drawer || surface.headroom_m < OPEN_SKY_M;
            let covers = furniture
                .moving
                .iter()
                .filter(|(_, door, _)| enclosed && (!drawer || door == part))
                .map(|(_, door, open)| (*door, *open))
                .collect();
            let roofed = items.iter().any(|above| hangs_over(world, above, thing.at));
            Some(Stand { furniture: furniture.entity, enclosed, roofed, tags: surface.tags.clone(), covers })
        })
    })
}

/// Whether built-in shelves are close above the surfaces of a piece of furniture.
fn is_roofed(world: &World, items: &[Item], furniture: &Item) -> bool {
    furniture.spec.mount == Mount::Fixed
        && furniture.spec.surfaces.values().any(|surface| {
            let Some(part) = furniture.parts.get(&surface.body) else { return false };
            let at = pose_of(world, *part).transform_point(Vec3::from(surface.at));
            items.iter().filter(|above| above.entity != furniture.entity).any(|above| hangs_over(world, above, at))
        })
}

/// Whether built-in shelves are close above a point.
fn hangs_over(world: &World, above: &Item, at: Vec3) -> bool {
    const BESIDE_M: f32 = 0.1;
    above.spec.mount == Mount::Fixed
        && above.spec.surfaces.values().any(|surface| {
            let Some(part) = above.parts.get(&surface.body) else { return false };
            let local = pose_of(world, *part).inverse_transform_point(at) - Vec3::from(surface.at);
            let over =
                local.x.abs() < 0.5 * surface.size[0] + BESIDE_M && local.y.abs() < 0.5 * surface.size[1] + BESIDE_M;
            over && (-0.9..-0.2).contains(&local.z)
        })
}
