//! Which landmarks on the way to a cup hold in the home as it is now (§1.2 of the process model). They are read off
//! what things can do: whatever holds grounds and water brews, whatever heats water starts.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::{Kind, Machine};
use coffeetest_brew::spec::{BedSpec, Comp, Fuel, HeatInto, HeaterSpec, MoverKind, StoreSpec};
use coffeetest_brew::{Species, Store};
use coffeetest_scene::{Attach, Order};
use coffeetest_world::process;
use coffeetest_world::thing::{SeatedIn, Seats, ThingOf};

use super::under;
use crate::score::{Landmark, VesselClass};

/// Least share of what was asked for that has to be there.
const ENOUGH: f64 = 0.8;
/// Dry coffee below which nobody would call it a dose, g/ml of drink: half of the usual; of soluble powder too.
const DOSE_G_PER_ML: f64 = 0.03;
const INSTANT_G_PER_ML: f64 = 0.004;
/// Dissolved coffee from which a drink is coffee, as a share.
const COFFEE_TDS: f64 = 0.003;
/// Water that has been heated elsewhere is for brewing, °C.
const HOT_C: f64 = 60.0;
/// From here on what is twisted into its seat is tight.
const TIGHT: f64 = 0.8;

/// The landmarks that hold now, but for those that are judged at the end.
pub(crate) fn landmarks(world: &World, order: &Order) -> Vec<Landmark> {
    let mut all = Vec::new();
    for (thing, machine) in process::machines(world) {
        let Some(of) = world.get::<ThingOf>(thing) else { continue };
        let site = Site { world, thing, of, machine, need_kg: 1e-3 * order.volume_ml };
        let facts = [
            (Landmark::Water, site.has_water()),
            (Landmark::Power, site.is_powered()),
            (Landmark::Coffee, site.has_coffee()),
            (Landmark::Filter, site.is_filtered()),
            (Landmark::Seats, site.is_assembled()),
            (Landmark::Receiver, site.is_received()),
            (Landmark::Started, site.is_started()),
            (Landmark::Delivered, site.has_delivered()),
            (Landmark::InCup, site.is_cup() && site.stores().any(|store| site.is_coffee(store, 0.35))),
        ];
        all.extend(facts.into_iter().filter(|(_, holds)| *holds).map(|(landmark, _)| landmark));
    }
    if all.contains(&Landmark::Delivered) {
        // Coffee that is made shows that all that comes before it has happened, or was not needed.
        all.extend(Landmark::BREWING);
    }
    all
}

/// One thing, as a place where coffee may be made.
struct Site<'a> {
    world: &'a World,
    thing: Entity,
    of: &'a ThingOf,
    machine: &'a Machine,
    /// What was asked for, as if it were water, kg.
    need_kg: f64,
}

impl Site<'_> {
    fn is(&self, name: &str, var: &str) -> bool {
        self.value(name, var) != 0.0
    }

    fn value(&self, name: &str, var: &str) -> f64 {
        self.machine.get(&format!("{name}.{var}")).unwrap_or_default()
    }

    fn dose_kg(&self) -> f64 {
        DOSE_G_PER_ML * self.need_kg
    }

    fn stores(&self) -> impl Iterator<Item = &Store> {
        (0..self.machine.store_count()).map(|store| self.machine.store(store))
    }

    fn store_specs(&self) -> impl Iterator<Item = (&String, &StoreSpec, &Store)> {
        self.of.spec.comps.iter().filter_map(|(name, comp)| match comp {
            Comp::Store(spec) => Some((name, spec, self.machine.store(self.machine.index(Kind::Store, name)?))),
            _ => None,
        })
    }

    /// Stores in which coffee is meant to steep or to be boiled.
    fn brew_stores(&self) -> impl Iterator<Item = (&StoreSpec, &Store)> {
        let all = self.store_specs();
        all.filter(|(_, spec, _)| spec.strain.is_some() || spec.foam.is_some()).map(|(_, spec, store)| (spec, store))
    }

    fn bed_specs(&self) -> impl Iterator<Item = &BedSpec> {
        self.of.spec.comps.values().filter_map(|comp| match comp {
            Comp::Bed(bed) => Some(bed),
            _ => None,
        })
    }

    fn heaters(&self) -> impl Iterator<Item = (&String, &HeaterSpec)> {
        self.of.spec.comps.iter().filter_map(|(name, comp)| match comp {
            Comp::Heater(heater) => Some((name, heater)),
            _ => None,
        })
    }

    fn is_brewer(&self) -> bool {
        self.machine.bed_count() > 0 || self.brew_stores().next().is_some()
    }

    fn is_cup(&self) -> bool {
        VesselClass::from_tags(self.of.spec.tags.iter().map(String::as_str)) != VesselClass::Other
    }

    /// Whether a store holds coffee that was brewed here, this share of what was asked for.
    fn is_coffee(&self, store: &Store, share: f64) -> bool {
        let is_enough = store.volume_ml() >= share * 1e3 * self.need_kg;
        is_enough && store.kg(Species::Solids) >= COFFEE_TDS * store.mass_kg()
    }

    /// W: enough water in a store from which it is moved, in which it is heated or steeps, or that is hot.
    fn has_water(&self) -> bool {
        let moved = |name: &String| {
            self.of.spec.comps.values().any(|comp| {
                matches!(comp, Comp::Mover(mover) if mover.from == *name && !matches!(mover.kind, MoverKind::Tap { .. }))
            })
        };
        let heated = |name: &String| self.heaters().any(|(_, heater)| heater.into == HeatInto::Store(name.clone()));
        self.store_specs().any(|(name, spec, store)| {
            let is_right = moved(name)
                || heated(name)
                || spec.strain.is_some()
                || spec.foam.is_some()
                || self.is_on_heat()
                || store.temp_c() > HOT_C;
            is_right && store.kg(Species::Water) >= ENOUGH * self.need_kg
        })
    }

    /// Whether it stands where something can heat it.
    fn is_on_heat(&self) -> bool {
        let Some(seat) = self.world.get::<SeatedIn>(self.thing) else { return false };
        let Some(host) = self.world.get::<ThingOf>(seat.thing) else { return false };
        host.spec
            .comps
            .values()
            .any(|comp| matches!(comp, Comp::Heater(heater) if heated_seat(heater) == Some(&seat.seat)))
    }

    /// P: what heats has gas, or the mains.
    fn is_powered(&self) -> bool {
        let plugs = self.machine.names(Kind::Plug);
        let live = !plugs.is_empty() && plugs.iter().all(|plug| self.is(plug, "live"));
        self.heaters().any(|(_, heater)| live || heater.fuel == Fuel::Gas)
    }

    /// C: a dose of grounds where they are brewed, beans in a machine that grinds into its bed, powder in a vessel.
    fn has_coffee(&self) -> bool {
        let beds = (0..self.machine.bed_count()).map(|bed| self.machine.bed(bed).contents());
        let beans_kg = |store: &Store| store.kg(Species::Beans);
        beds.into_iter().any(|mix| mix.kg(Species::Grounds) >= self.dose_kg())
            || self.brew_stores().any(|(_, store)| store.kg(Species::Grounds) >= self.dose_kg())
            || (self.machine.bed_count() > 0 && self.stores().any(|store| beans_kg(store) >= self.dose_kg()))
            || self.has_powder()
    }

    /// Whether soluble coffee is in a vessel to drink from.
    fn has_powder(&self) -> bool {
        let soluble_kg = |store: &Store| store.kg(Species::Instant) + store.kg(Species::Solids);
        self.is_cup() && self.stores().any(|store| soluble_kg(store) >= INSTANT_G_PER_ML * self.need_kg)
    }

    /// F: a filter in every slot that has a bed on it or grounds to keep back.
    fn is_filtered(&self) -> bool {
        let beds = self.bed_specs().map(|bed| &bed.filter);
        let strains = self.brew_stores().filter_map(|(spec, _)| spec.strain.as_ref().map(|strain| &strain.filter));
        let mut slots = beds.chain(strains).peekable();
        match slots.peek() {
            Some(_) => slots.all(|slot| self.is(slot, "present")),
            None => self.has_coffee(),
        }
    }

    /// Z: everything that has its seat in a brewer sits there, and is tight.
    fn is_assembled(&self) -> bool {
        let occupants = self.world.get::<Seats>(self.thing);
        let sits = |seat: &String| occupants.is_some_and(|seats| matches!(seats.occupants.get(seat), Some(Some(_))));
        let twists =
            |seat: &String| matches!(self.of.spec.comps.get(seat), Some(Comp::Seat(spec)) if spec.twist_deg > 0.0);
        let is_fine = |seat: &String| sits(seat) && (!twists(seat) || self.value(seat, "tight") >= TIGHT);
        let mut seats = self.of.spec.bodies.values().filter_map(|body| match &body.attach {
            Some(Attach::Seat { comp, .. }) => Some(comp),
            _ => None,
        });
        if self.is_brewer() { seats.all(is_fine) } else { self.has_powder() }
    }

    /// R: a vessel below an outlet; what has no outlet keeps its coffee itself.
    fn is_received(&self) -> bool {
        match self.is_brewer() && !self.of.spec.outlets.is_empty() {
            true => self.of.spec.outlets.keys().any(|outlet| under::receives(self.world, self.of, outlet)),
            false => self.has_coffee(),
        }
    }

    /// S: water is heated, or has come to the coffee.
    fn is_started(&self) -> bool {
        let heats = self.heaters().any(|(name, heater)| {
            let has_load = heated_seat(heater).is_none_or(|seat| self.has_water_on(seat));
            let turned = heater.level.as_ref().is_none_or(|level| self.value(level, "open") > 0.02);
            self.is(name, "on") && turned && has_load
        });
        let wet_kg = 0.1 * self.need_kg;
        let mut beds = (0..self.machine.bed_count()).map(|bed| self.machine.bed(bed).contents());
        heats
            || (self.has_powder() && self.stores().any(|store| store.kg(Species::Water) >= wet_kg))
            || beds.any(|mix| mix.kg(Species::Grounds) >= self.dose_kg() && mix.kg(Species::Water) >= wet_kg)
            || self
                .brew_stores()
                .any(|(_, store)| store.kg(Species::Grounds) >= self.dose_kg() && store.kg(Species::Water) >= wet_kg)
    }

    /// Whether water is in what stands on a seat.
    fn has_water_on(&self, seat: &str) -> bool {
        let occupants = self.world.get::<Seats>(self.thing);
        let Some(Some(part)) = occupants.and_then(|seats| seats.occupants.get(seat)) else { return false };
        let stores = process::stores(self.world, super::book::whole(self.world, *part));
        stores.iter().any(|store| store.contents.kg(Species::Water) >= 0.1 * self.need_kg)
    }

    /// X: most of what was asked for has run out of a bed, or stands somewhere as coffee.
    fn has_delivered(&self) -> bool {
        let beds = || (0..self.machine.bed_count()).map(|bed| self.machine.bed(bed));
        let delivered_kg: f64 = beds().map(|bed| bed.totals().water_out_kg).sum();
        (delivered_kg >= ENOUGH * self.need_kg && beds().any(|bed| bed.extracted() > 0.0))
            || self.stores().any(|store| self.is_coffee(store, ENOUGH))
    }
}

/// The seat on which a heater heats what stands there.
fn heated_seat(heater: &HeaterSpec) -> Option<&String> {
    match &heater.into {
        HeatInto::Plate(seat) | HeatInto::Cavity(seat) => Some(seat),
        HeatInto::Store(_) | HeatInto::Line => None,
    }
}
