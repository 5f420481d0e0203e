//! Checks of what is wrong in a home from the start: that there is such a thing to be wrong.

use std::collections::BTreeSet;

use coffeetest_brew::spec::Comp;

use super::Known;
use super::page::{At, Page};
use crate::{Home, Thing, Wrong};

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
        check_one(page, &at.to("what"), &trouble.thing, thing, &trouble.what);
    }
}

fn check_one(page: &mut Page<Home>, at: &At, name: &str, thing: &Thing, wrong: &Wrong) {
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
