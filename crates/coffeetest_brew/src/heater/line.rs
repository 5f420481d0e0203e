//! Elements in a line: thermosiphons, flow-through heaters, thermoblocks.

use super::{Heater, Sink};
use crate::ledger::Ledger;
use crate::mixture::Mixture;
use crate::property::{Air, BOILING_J_KG, UA_AIR_W_K};
use crate::species::Species;

impl Heater {
    /// Heat, J, that it can give to boiling water in a line in a step: a share of its power, and what is stored above
    /// `boil_c` (E7).
    pub(crate) fn line_offer_j(&self, eta: f64, boil_c: f64, dt_s: f64) -> f64 {
        let stored_j = self.c_j_k * (self.temp_c - boil_c).max(0.0);
        eta * self.power_w * dt_s + stored_j * -libm::expm1(-dt_s * self.ua_w_k / self.c_j_k)
    }

    /// One step in which a line took that heat, J. Unpowered it also cools in the air.
    pub(crate) fn step_line(&mut self, taken_j: f64, room_c: f64, ledger: &mut Ledger, dt_s: f64) {
        self.stepped = true;
        let gained_w = self.draw(ledger, dt_s);
        let air_j = if self.power_w > 0.0 { 0.0 } else { UA_AIR_W_K * (self.temp_c - room_c) * dt_s };
        ledger.ambient_j += air_j;
        let before_c = self.temp_c;
        self.temp_c += (gained_w * dt_s - taken_j - air_j) / self.c_j_k;
        self.guard(before_c, dt_s);
    }

    /// Whether it has had its step since it was energised.
    pub(crate) fn is_stepped(&self) -> bool {
        self.stepped
    }

    /// Warms what passes in a step, with the effectiveness `1 − exp(−ua / q cp)`; what would be above boiling where it
    /// comes out turns to steam. A second flow in the same step gets what is stored.
    pub(crate) fn warm(&mut self, parcel: &mut Mixture, air: &Air, ledger: &mut Ledger, dt_s: f64) {
        let flow_w_k = parcel.heat_capacity_j_k() / dt_s;
        if flow_w_k <= 0.0 {
            return;
        }
        let ua_w_k = flow_w_k * -libm::expm1(-self.ua_w_k / flow_w_k);
        let temp_c = parcel.temp_c();
        let heat_j = if self.stepped {
            self.give(temp_c, ua_w_k, dt_s)
        } else {
            self.step(Sink::Body { temp_c, ua_w_k }, air.temp_c, ledger, dt_s)
        };
        parcel.enthalpy_j += heat_j;
        let excess_j = parcel.heat_capacity_j_k() * (parcel.temp_c() - air.boil_c);
        if excess_j > 0.0 {
            let steam_kg = parcel.kg(Species::Water).min(excess_j / BOILING_J_KG);
            parcel.remove(Species::Water, steam_kg);
            parcel.enthalpy_j -= ledger.boil(steam_kg, air.boil_c, BOILING_J_KG);
        }
    }

    /// Gives from what is stored, without power, J.
    fn give(&mut self, temp_c: f64, ua_w_k: f64, dt_s: f64) -> f64 {
        let heat_j = self.c_j_k * (self.temp_c - temp_c) * -libm::expm1(-ua_w_k * dt_s / self.c_j_k);
        self.temp_c -= heat_j / self.c_j_k;
        heat_j
    }
}
