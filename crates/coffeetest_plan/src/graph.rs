//! What the components of a thing do for each other: where flows come from and end, what heats, what a hand works.

use coffeetest_brew::spec::{Comp, ControlSpec, Guard, HeatInto, MoverKind, MoverSpec, StoreSpec, Trigger};
use coffeetest_scene::{Attach, Mount, Thing};
use coffeetest_world::seat::accepts;

/// Where a flow ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// In a store of the same thing.
    Store(String),
    /// On a bed of the same thing.
    Bed(String),
    /// It leaves through an outlet.
    Outlet(String),
    /// It is gone.
    Drain,
}

/// How water is brought to a bed or store by the machine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Feed {
    /// The store that a hand fills.
    pub root: String,
    /// The movers on the way, the first at the root.
    pub movers: Vec<String>,
}

/// A thing's components, read as a graph.
#[derive(Clone, Copy)]
pub(crate) struct Graph<'a>(pub &'a Thing);

impl<'a> Graph<'a> {
    pub(crate) fn store(self, name: &str) -> Option<&'a StoreSpec> {
        match self.0.comps.get(name) {
            Some(Comp::Store(store)) => Some(store),
            _ => None,
        }
    }

    pub(crate) fn mover(self, name: &str) -> Option<&'a MoverSpec> {
        match self.0.comps.get(name) {
            Some(Comp::Mover(mover)) => Some(mover),
            _ => None,
        }
    }

    pub(crate) fn control(self, name: &str) -> Option<&'a ControlSpec> {
        match self.0.comps.get(name) {
            Some(Comp::Control(control)) => Some(control),
            _ => None,
        }
    }

    fn movers(self) -> impl Iterator<Item = (&'a str, &'a MoverSpec)> {
        self.0.comps.iter().filter_map(|(name, comp)| match comp {
            Comp::Mover(mover) => Some((name.as_str(), mover)),
            _ => None,
        })
    }

    /// The body that hangs on a cord: the plug.
    pub(crate) fn cord(&self) -> Option<&'a str> {
        let on_cord =
            |body: &coffeetest_scene::BodyPart| matches!(body.attach, Some(coffeetest_scene::Attach::Cord { .. }));
        self.0.bodies.iter().find(|(_, body)| on_cord(body)).map(|(name, _)| name.as_str())
    }

    /// Where what leaves a mover or a bed ends up, past all valves.
    pub(crate) fn end(self, from: &str) -> Option<End> {
        let mut here = match self.next(from) {
            Some(next) => next.to_owned(),
            None => self.mover(from)?.to.clone(),
        };
        for _ in 0..self.0.comps.len() + 1 {
            if here == "drain" {
                return Some(End::Drain);
            }
            match self.0.comps.get(&here)? {
                Comp::Store(_) => return Some(End::Store(here)),
                Comp::Bed(_) => return Some(End::Bed(here)),
                Comp::Outlet(_) => return Some(End::Outlet(here)),
                _ => here = self.next(&here)?.to_owned(),
            }
        }
        None
    }

    fn next(self, from: &str) -> Option<&'a str> {
        self.0.links.iter().find(|(a, _)| a == from).map(|(_, b)| b.as_str())
    }

    /// Whether matter can be put into a store or bed from outside.
    pub(crate) fn is_open(self, place: &str) -> bool {
        self.0.openings.contains_key(place) && !crate::cover::is_shut_in(self.0, place)
    }

    /// How the machine brings water to a store or bed by itself: from a store that a hand can fill.
    pub(crate) fn feed(self, place: &str) -> Option<Feed> {
        self.feed_but(place, &mut vec![place.to_owned()])
    }

    /// The same, not by way of what was passed already.
    fn feed_but(self, place: &str, passed: &mut Vec<String>) -> Option<Feed> {
        let to_place = |end: Option<End>| matches!(end, Some(End::Store(to) | End::Bed(to)) if to == place);
        let mut ways: Vec<(&str, &MoverSpec)> = self.movers().filter(|(name, _)| to_place(self.end(name))).collect();
        // Of several movers the one that needs no detour.
        ways.sort_by_key(|(_, mover)| !self.is_open(&mover.from));
        ways.into_iter().find_map(|(name, mover)| {
            if passed.contains(&mover.from) {
                return None;
            }
            passed.push(mover.from.clone());
            // What is filled by the machine itself is filled where that comes from.
            if let Some(mut feed) = self.feed_but(&mover.from, passed) {
                feed.movers.push(name.to_owned());
                return Some(feed);
            }
            let root = Feed { root: mover.from.clone(), movers: vec![name.to_owned()] };
            self.is_open(&mover.from).then_some(root)
        })
    }

    /// Whether pressure drives the flow of these movers.
    pub(crate) fn drive(self, feed: &Feed) -> Drive {
        let kinds = || feed.movers.iter().filter_map(|name| self.mover(name)).map(|mover| mover.kind);
        if kinds().any(|kind| matches!(kind, MoverKind::Vibe { .. })) {
            Drive::Pump
        } else if kinds().any(|kind| matches!(kind, MoverKind::Steam)) {
            Drive::Steam
        } else if kinds().any(|kind| matches!(kind, MoverKind::Bubble { .. })) {
            Drive::Bubble
        } else if kinds().all(|kind| matches!(kind, MoverKind::Gravity { .. })) {
            Drive::Fall
        } else {
            Drive::Gravity
        }
    }

    /// Whether it presses water through coffee at more than a bar: it makes little cups.
    #[cfg(test)]
    pub(crate) fn is_small(self) -> bool {
        self.movers().any(|(_, mover)| matches!(mover.kind, MoverKind::Vibe { p_max_bar, .. } if p_max_bar > 3.0))
    }

    /// Whether the flow of a way has to be stopped, or else gives more than a cupful.
    #[cfg(test)]
    pub(crate) fn is_stopped_by_hand(self, way: &crate::way::Way) -> bool {
        matches!(way.water, crate::way::Water::Own { drive: Drive::Pump | Drive::Fall, .. })
    }

    /// Whether a control only says how fine a grinder grinds.
    pub(crate) fn sets_grain(self, control: &str) -> bool {
        self.0.comps.values().any(|comp| match comp {
            Comp::Grinder(grinder) => grinder.setting.as_deref() == Some(control),
            _ => false,
        })
    }

    /// Whether the part that holds a place is moved between several seats.
    pub(crate) fn is_moved_about(self, place: &str) -> bool {
        self.0.openings.get(place).is_some_and(|opening| self.seats_of(&opening.body).count() > 1)
    }

    /// The seats of a thing that take a part of its own.
    pub(crate) fn seats_of(self, body: &str) -> impl Iterator<Item = &'a str> {
        let seats = self.0.seats.keys().filter(move |seat| body != "body" && accepts(self.0, seat, self.0, body));
        seats.map(String::as_str)
    }

    /// The names of its stores.
    pub(crate) fn stores(self) -> impl Iterator<Item = &'a str> {
        self.0.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Store(_))).map(|(name, _)| name.as_str())
    }

    /// A store that can be reached into.
    pub(crate) fn store_open(self) -> Option<&'a str> {
        self.stores().find(|store| self.is_open(store))
    }

    /// The names of its grinders.
    pub(crate) fn grinders(self) -> impl Iterator<Item = &'a str> {
        self.0.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Grinder(_))).map(|(name, _)| name.as_str())
    }

    /// The grinder that grinds onto a bed, with its hopper.
    pub(crate) fn grinder_into(self, bed: &str) -> Option<(String, String)> {
        self.0.comps.iter().find_map(|(name, comp)| match comp {
            Comp::Grinder(grinder) if grinder.to == bed => Some((name.clone(), grinder.hopper.clone())),
            _ => None,
        })
    }

    /// Whether a heater of its own warms this store or what is moved out of it.
    pub(crate) fn heats(self, store: &str) -> bool {
        self.0.comps.values().any(|comp| match comp {
            Comp::Heater(heater) => heater.into == HeatInto::Store(store.to_owned()),
            _ => false,
        })
    }

    /// Whether anything in it heats.
    pub(crate) fn has_heater(self) -> bool {
        self.0.comps.values().any(|comp| matches!(comp, Comp::Heater(_)))
    }

    /// Seats on which it heats what stands there, and whether only ferrous bases get warm there, or no metal may.
    pub(crate) fn hot_seats(self) -> Vec<HotSeat> {
        let heaters = self.0.comps.iter().filter_map(|(name, comp)| match comp {
            Comp::Heater(heater) => Some((name, heater)),
            _ => None,
        });
        heaters
            .filter_map(|(name, heater)| {
                let (seat, cavity) = match &heater.into {
                    HeatInto::Plate(seat) => (seat, false),
                    HeatInto::Cavity(seat) => (seat, true),
                    HeatInto::Store(_) | HeatInto::Line => return None,
                };
                Some(HotSeat {
                    seat: seat.clone(),
                    heater: name.clone(),
                    ferrous: heater.ferrous,
                    cavity,
                    p_w: heater.eta * heater.p_w,
                    zone_m: heater.zone_m,
                })
            })
            .collect()
    }

    /// The name of its plug.
    pub(crate) fn plug(self) -> Option<&'a str> {
        self.0.comps.iter().find(|(_, comp)| matches!(comp, Comp::Plug(_))).map(|(name, _)| name.as_str())
    }

    /// Whether a hand can switch anything of it.
    pub(crate) fn has_switch(self) -> bool {
        self.0.comps.values().any(|comp| matches!(comp, Comp::Control(_)))
    }

    /// Whether it takes current and so has to be plugged in.
    pub(crate) fn needs_plug(self) -> bool {
        self.plug().is_some()
    }

    /// Joints and turning controls that work something: valves, zones, mills, plungers. The others are lids and doors.
    pub(crate) fn works(self, joint: &str) -> bool {
        let is = |name: &Option<String>| name.as_deref() == Some(joint);
        self.0.comps.values().any(|comp| match comp {
            Comp::Valve(valve) => is(&valve.opens_with),
            Comp::Heater(heater) => is(&heater.level),
            Comp::Grinder(grinder) => is(&grinder.setting) || is(&grinder.crank),
            Comp::Piston(piston) => piston.joint == joint,
            _ => false,
        })
    }

    /// Whether the controller or a mover heeds where a joint is.
    pub(crate) fn is_felt(self, joint: &str) -> bool {
        let rows = self
            .0
            .ctrl
            .iter()
            .any(|row| heeds(&row.2, joint) || matches!(&row.1, Trigger::When(guard) if heeds(guard, joint)));
        let needs = |guard: &Option<Guard>| guard.as_ref().is_some_and(|guard| heeds(guard, joint));
        rows || self.movers().any(|(_, mover)| needs(&mover.needs))
    }

    /// The body by which the contents of a store are carried: a removable part, or the whole thing if it is loose.
    pub(crate) fn carried(self, store: &str) -> Option<&'a str> {
        let body = self.0.openings.get(store)?.body.as_str();
        let removable = match &self.0.bodies.get(body)?.attach {
            Some(Attach::Seat { grasps, .. }) => !grasps.is_empty(),
            Some(_) => false,
            None => self.0.mount == Mount::Free && !self.0.grasps.is_empty(),
        };
        removable.then_some(body)
    }

    /// The part that moves with a joint or control.
    pub(crate) fn part_of(self, comp: &str) -> Option<&'a str> {
        let moved = self.0.bodies.iter().find(|(_, body)| match &body.attach {
            Some(Attach::Joint { comp: own, .. } | Attach::Control { comp: own, .. }) => own == comp,
            _ => false,
        });
        moved.map(|(name, _)| name.as_str())
    }

    /// The seat of its own in which a body rests, with that seat's name.
    pub(crate) fn own_seat(self, body: &str) -> Option<&'a str> {
        match &self.0.bodies.get(body)?.attach {
            Some(Attach::Seat { comp, .. }) => Some(comp),
            _ => None,
        }
    }

    /// The body of its own that belongs into a seat.
    pub(crate) fn resident(self, seat: &str) -> Option<&'a str> {
        self.0.bodies.keys().find(|body| self.own_seat(body) == Some(seat)).map(String::as_str)
    }

    /// How far a part is turned to be tight in a seat, degrees.
    pub(crate) fn twist_deg(self, seat: &str) -> f64 {
        match self.0.comps.get(seat) {
            Some(Comp::Seat(spec)) => spec.twist_deg,
            _ => 0.0,
        }
    }

    /// The outlet below a store from which it runs when a valve is opened: taps of its own.
    pub(crate) fn drawn_at(self, store: &str) -> Option<String> {
        self.movers().filter(|(_, mover)| mover.from == store).find_map(|(name, _)| match self.end(name) {
            Some(End::Outlet(outlet)) => Some(outlet),
            _ => None,
        })
    }

    /// The outlet through which a mover from the water mains gives water, with the joint that opens it.
    pub(crate) fn mains(self) -> Option<(String, String)> {
        let (name, _) = self.movers().find(|(_, mover)| matches!(mover.kind, MoverKind::Tap { .. }))?;
        let Some(End::Outlet(outlet)) = self.end(name) else { return None };
        let joint = self.0.comps.values().find_map(|comp| match comp {
            Comp::Valve(valve) => valve.opens_with.clone(),
            _ => None,
        })?;
        Some((outlet, joint))
    }
}

/// What drives water through a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drive {
    /// A pump.
    Pump,
    /// The steam of a sealed store.
    Steam,
    /// Bubbles, again and again.
    Bubble,
    /// Steam bubbles, once: what is put in goes through.
    Gravity,
    /// Its own weight, through a valve.
    Fall,
}

/// A seat on which things are heated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HotSeat {
    pub seat: String,
    pub heater: String,
    pub ferrous: bool,
    pub cavity: bool,
    /// Heat that a wide base takes up, W.
    pub p_w: f64,
    /// Width of the zone, m.
    pub zone_m: Option<f64>,
}

/// Whether a guard reads a variable of a component.
fn heeds(guard: &Guard, comp: &str) -> bool {
    let is = |name: &String| name.split('.').next() == Some(comp);
    match guard {
        Guard::True => false,
        Guard::All(all) | Guard::Any(all) => all.iter().any(|guard| heeds(guard, comp)),
        Guard::Not(guard) => heeds(guard, comp),
        Guard::Ge(name, _) | Guard::Lt(name, _) | Guard::Is(name) => is(name),
    }
}
