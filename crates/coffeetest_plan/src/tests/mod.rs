//! Plans from graphs alone, and brews on copies of machines: no engine, no home.

mod held_out;
mod orders;
mod sheet;
mod shipped;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bevy::prelude::Entity;
use coffeetest_scene::{Content, Library, Order, Text, Thing};

use crate::plan::{Plan, plan};
use crate::survey::Survey;
use crate::way::Way;

/// The appliances that only tests know.
const HELD_OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/held_out");

/// The shipped scenes, and the appliances that only tests know.
fn library() -> Library {
    Library::load_beside_builtin(Path::new(HELD_OUT)).unwrap_or_else(|errors| {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the scenes are not sound:\n{}", all.join("\n"))
    })
}

/// Whether only tests know a thing.
fn is_held_out(id: &str) -> bool {
    ["appliances", "items"].iter().any(|folder| Path::new(HELD_OUT).join(folder).join(format!("{id}.ron")).exists())
}

/// A home in thought, of these things.
fn home(library: &Library, ids: &[&str]) -> Survey {
    let things: Vec<Arc<Thing>> = ids
        .iter()
        .map(|id| match *id {
            "twin_capsule" => Arc::new(capsule(library)),
            id => library.thing(id).unwrap_or_else(|error| panic!("{error}")).clone(),
        })
        .collect();
    let packed = things.iter().filter_map(|thing| thing.pack.as_ref());
    let dispensed: BTreeMap<String, Arc<Thing>> =
        packed.filter_map(|pack| Some((pack.item.clone(), library.thing(&pack.item).ok()?.clone()))).collect();
    Survey::imagine(&things, dispensed)
}

/// The capsule with its coffee.
fn capsule(library: &Library) -> Thing {
    let shell = library.thing("twin_capsule").unwrap_or_else(|error| panic!("{error}"));
    let coffee = Content {
        store: "shell".into(),
        substance: "grounds".into(),
        mass_g: 6.0,
        temp_c: None,
        d50_um: Some(280.0),
        decaf: false,
    };
    Thing { contents: vec![coffee], ..Thing::clone(shell) }
}

fn order(volume_ml: f64) -> Order {
    let suite = library();
    let suite = suite.suite("first").unwrap_or_else(|error| panic!("{error}"));
    Order { volume_ml, text: Text { en: "coffee".into(), zh: "咖啡".into() }, ..suite.order.clone() }
}

/// The plan of the best way, of which the brewer is of this kind.
fn best(survey: &Survey, order: &Order, kind: &str) -> Plan {
    let ways = crate::find::ways(survey, order).unwrap_or_else(|missing| panic!("no way to a cup: {missing}"));
    let of_kind = |way: &&Way| survey.item(way.brewer).is_some_and(|item| item.spec.kind == kind);
    let way = ways.iter().find(of_kind).unwrap_or_else(|| panic!("no way with a {kind}"));
    plan(survey, order, way)
}

/// The words of a plan's steps, in order.
fn words(plan: &Plan) -> Vec<&'static str> {
    plan.ops.iter().map(crate::op::Op::word).collect()
}

/// The kind of thing that goes into the slot of a way.
fn piece(library: &Library, way: &Way, survey: &Survey) -> Option<Arc<Thing>> {
    let brewer = survey.item(way.brewer)?;
    let slot = way.slot.as_ref()?;
    let loaded = way.coffee == crate::way::Coffee::WithPiece;
    let entity: Entity = crate::stock::piece(survey, brewer, slot, loaded.then_some(way.decaf))?;
    let item = survey.item(entity)?;
    let id = item.spec.pack.as_ref().map(|pack| pack.item.clone());
    match id {
        Some(id) => library.thing(&id).ok().cloned(),
        None => Some(item.spec.clone()),
    }
}
