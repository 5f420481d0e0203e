//! Pouring from a store of a machine: plain, or through the mesh that is in the way.

use super::Machine;
use crate::mixture::Mixture;

impl Machine {
    /// Lets what is above the lip of a store leave for a while when it is tilted (E28–E30). A mesh that is in the way
    /// keeps grounds and what they hold.
    pub fn pour(&mut self, store: usize, tilt_rad: f64, dt_s: f64) -> Mixture {
        self.wake();
        let strain = self.program.plans.stores[store].strain.as_ref();
        let mesh = strain
            .filter(|strain| strain.when.holds(self))
            .and_then(|strain| self.parts.slots[strain.slot].piece.map(|piece| (strain.hold, piece)));
        let held = &mut self.parts.stores[store];
        match mesh {
            Some((hold, piece)) => held.pour_strained(hold, &piece, tilt_rad, &mut self.ledger, dt_s),
            None => held.pour(tilt_rad, dt_s),
        }
    }
}
