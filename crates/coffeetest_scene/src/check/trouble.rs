//! Checks of what is wrong in a home from the start: that there is such a thing to be wrong.

use std::collections::BTreeSet;

use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;

use super::Known;
use super::page::{At, Page};
use crate::{Content, Home, Thing, Wrong};

/// Checks the troubles of a home.
pub(super) fn check(page: &mut Page<Home>, known: &Known) {
    let home = &page.read.value;
    for (i, trouble) in home.faults.iter().enumerate() {
        let at = At::top("faults").to(i);
        let names = home.things.keys().chain(home.furniture.keys()).map(String::as_str);
        if !page.known(&at.to("thing"), "thing", &trouble.thing, names) {
            continue;
        }
        let id = home.things.get(&trouble.thing).map(|placement| &placement.thing);
        let id = id.or_else(|| home.furniture.get(&trouble.thing).map(|fixture| &fixture.thing));
        let Some(thing) = id.and_then(|id| known.thing(id)) else { continue };
        let given = home.things.get(&trouble.thing).and_then(|placement| placement.contents.as_ref());
        let contents = given.unwrap_or(&thing.contents);
        check_one(page, &at.to("what"), &trouble.thing, (thing, contents), &trouble.what);
    }
}

fn check_one(page: &mut Page<Home>, at: &At, name: &str, (thing, contents): (&Thing, &[Content]), wrong: &Wrong) {
    let mut holds = |comp: &str, any: &[Species], what: &str| {
        let is_one = |content: &Content| any.iter().any(|species| species.name() == content.substance);
        let found = contents.iter().any(|content| content.store == comp && is_one(content));
        let known = thing.comps.contains_key(comp);
        page.must(found || !known, at, format!("there is no {what} in `{comp}` of `{name}`"), "Give it `contents`.");
    };
    match wrong {
        Wrong::SaltInSugarJar(comp) => holds(comp, &[Species::Sugar], "sugar"),
        Wrong::DecafInCoffeeJar(comp) => holds(comp, &[Species::Beans, Species::Grounds], "bean or ground coffee"),
        _ => {}
    }
    let (kind, comp) = match wrong {
        Wrong::Unplugged => {
            let plug = thing.comps.values().any(|comp| matches!(comp, Comp::Plug(_)));
            page.must(plug, at, format!("`{name}` has no plug"), "");
            return;
        }
        Wrong::WrongVoltage(volts) => {
            let socket = thing.comps.values().any(|comp| matches!(comp, Comp::Socket(_)));
            page.must(socket, at, format!("`{name}` has no socket"), "Name what the plug is in.");
            page.within(at, *volts, 1.0, 500.0);
            return;
        }
        Wrong::SocketOff(comp) => ("Socket", comp),
        Wrong::BreakerOpen(comp) => ("Circuit", comp),
        Wrong::TankUnseated(comp) => ("Seat", comp),
        Wrong::FilterMissing(comp) | Wrong::UsedPodInside(comp) => ("Filter", comp),
        Wrong::GroundsBinFull(comp) | Wrong::DescaleDue(comp) => ("Counter", comp),
        Wrong::TankEmpty(comp)
        | Wrong::TrayFull(comp)
        | Wrong::NoBeans(comp)
        | Wrong::SaltInSugarJar(comp)
        | Wrong::DecafInCoffeeJar(comp) => ("Store", comp),
        Wrong::StaleWater(comp, amount) | Wrong::SoapResidue(comp, amount) | Wrong::CarafeCracked(comp, amount) => {
            page.within(at, *amount, 0.0, 1e5);
            ("Store", comp)
        }
        Wrong::Scaled(comp, share) => {
            page.within(at, *share, 0.0, 0.95);
            ("Heater", comp)
        }
        Wrong::ChildLock(comp) | Wrong::ButtonStuck(comp) => ("Control", comp),
        Wrong::LidAjar(comp) => ("Joint", comp),
        Wrong::BulbDead(comp) => ("Indicator", comp),
        Wrong::SealWorn(comp, share) => {
            page.within(at, *share, 0.0, 1.0);
            let seals = thing.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Seat(_) | Comp::Joint(_)));
            page.member(at, name, "seat or joint", comp, seals.map(|(name, _)| name.as_str()));
            return;
        }
        Wrong::ClockSetAuto(state) => {
            let states: BTreeSet<&str> = thing.ctrl.iter().map(|row| row.0.as_str()).collect();
            page.member(at, name, "controller state", state, states);
            return;
        }
    };
    let names = thing.comps.iter().filter(|(_, comp)| comp.kind() == kind).map(|(name, _)| name.as_str());
    page.member(at, name, kind, comp, names);
}
