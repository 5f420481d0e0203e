//! One conformance over everything that is shipped: whatever brews is planned for, and machines are started by trying.

use std::sync::Arc;

use coffeetest_brew::spec::Comp;
use coffeetest_scene::{Library, Order, Style, Thing};

use super::{home, is_held_out, library, order, piece};
use crate::graph::Graph;
use crate::lab;
use crate::survey::Survey;
use crate::way::{Coffee, Water, Way};

/// A home in which there is one of everything.
fn everything(library: &Library) -> Survey {
    let ids: Vec<&str> = library.things().map(|(id, _)| id).filter(|id| !is_held_out(id)).collect();
    home(library, &ids)
}

fn brews(thing: &Thing) -> bool {
    thing.comps.values().any(|comp| match comp {
        Comp::Bed(_) => true,
        Comp::Store(store) => store.strain.is_some() || store.foam.is_some(),
        _ => false,
    })
}

/// The way that uses a thing, for a cup of this size.
fn way_with(survey: &Survey, order: &Order, thing: &Arc<Thing>) -> Option<Way> {
    let ways = crate::find::ways(survey, order).ok()?;
    ways.into_iter().find(|way| survey.item(way.brewer).is_some_and(|item| Arc::ptr_eq(&item.spec, thing)))
}

#[test]
fn whatever_brews_is_planned_for() {
    let library = library();
    let survey = everything(&library);
    for (id, thing) in library.things().filter(|(id, thing)| brews(thing) && !is_held_out(id)) {
        let way = way_with(&survey, &order(120.0), thing);
        assert!(way.is_some(), "nothing is made with {id}");
    }
}

#[test]
fn coffee_that_stands_there_cold_is_served_cold() {
    let library = library();
    let survey = home(&library, &["cold_brew_bottle", "mug_white"]);
    let order = Order { style: Some(Style::Cold), ..order(200.0) };
    let ways = crate::find::ways(&survey, &order).expect("there is a way");
    assert_eq!(ways[0].coffee, Coffee::Made);
}

#[test]
fn whatever_brews_by_itself_is_started_by_trying() {
    let library = library();
    let survey = everything(&library);
    let mut poor = Vec::new();
    for (id, thing) in library.things().filter(|(id, thing)| brews(thing) && !is_held_out(id)) {
        let ml = if Graph(thing).is_small() { 40.0 } else { 180.0 };
        let Some(way) = way_with(&survey, &order(ml), thing) else { continue };
        let Water::Own { feed, fire: None, .. } = &way.water else { continue };
        let piece = piece(&library, &way, &survey);
        let mut trial =
            lab::filled(thing, &way, &feed.root, piece.as_deref()).unwrap_or_else(|| panic!("{id} is built"));
        if let Coffee::OwnMill { grinder, .. } = &way.coffee {
            lab::load(&mut trial, thing, grinder, 0.08);
        }
        let Some(made) = lab::run(thing, trial, &way) else {
            poor.push(format!("no way to start {id} is found"));
            continue;
        };
        let (ml, tds) = (made.cup.volume_ml(), 100.0 * made.cup.tds());
        let found = format!("{id} gives {ml:.0} ml of {tds:.2} % after {:?}", made.deeds);
        println!("{found}");
        if tds < 0.4 {
            poor.push(found);
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}
