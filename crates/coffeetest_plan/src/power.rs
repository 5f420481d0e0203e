//! Voltage: plugs in sockets, sockets and circuits switched on.

use bevy::prelude::Entity;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::Comp;

use crate::next::{Next, Wish};
use crate::step::Step;
use crate::survey::Item;
use crate::trial::Deed;

impl Step<'_> {
    /// A thing has voltage.
    pub(crate) fn live(&self, thing: Entity) -> Next {
        let item = self.item(thing);
        let Some(plug) = crate::graph::Graph(&item.spec).plug() else { return Next::Met };
        if self.read(thing, plug, "live") > 0.0 {
            return Next::Met;
        }
        match self.plug_of(item) {
            None => Next::Met,
            Some((_, false)) => Next::Do(self.plug_in(thing)),
            // The cord of what is carried about comes along; it is plugged in again when it stands.
            Some((plug, true)) => self.revived(plug).map_or(Next::Met, Next::Do),
        }
    }

    /// A plug sits in a socket without voltage: the socket's switch, then the breakers.
    fn revived(&self, plug: Entity) -> Wish {
        let host = self.survey.items.iter().find(|host| host.seats.values().any(|sits| *sits == Some(plug)))?;
        let switch = host.spec.comps.values().find_map(|comp| match comp {
            Comp::Socket(socket) => socket.switch.clone(),
            _ => None,
        });
        if let Some(action) = switch.and_then(|switch| self.switched_on(host, &switch)) {
            return Some(action);
        }
        self.survey.items.iter().find_map(|panel| {
            panel.spec.comps.values().find_map(|comp| match comp {
                Comp::Circuit(circuit) => self.switched_on(panel, &circuit.lever),
                _ => None,
            })
        })
    }

    /// Brings a control to its last position, if it is not there.
    fn switched_on(&self, item: &Item, control: &str) -> Wish {
        let machine = item.machine.as_ref()?;
        let index = machine.index(Kind::Control, control)?;
        let last = machine.control_states(index).len() - 1;
        (machine.control(index) != last).then(|| self.deed(item.entity, &Deed::Set(control.to_owned(), last)))
    }
}
