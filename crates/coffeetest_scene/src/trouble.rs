//! What can be wrong in a home from the start: overrides of the state that a thing would otherwise begin in.

use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// The instance it is about.
    pub thing: String,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What can be wrong. Names are those of the thing's components.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wrong {
    /// Its plug hangs beside the socket.
    Unplugged,
    /// The switch of this socket of it is off.
    SocketOff(String),
    /// The breaker of this circuit of it is out.
    BreakerOpen(String),
    /// This store of it is empty.
    TankEmpty(String),
    /// What should sit in this seat of it stands beside it.
    TankUnseated(String),
    /// There is no filter in this slot of it, and none to be found.
    FilterMissing(String),
    /// In this slot of it sits a pod that has been brewed.
    UsedPodInside(String),
    /// This counter of it stands at its limit.
    GroundsBinFull(String),
    /// This store of it is full of old water.
    TrayFull(String),
    /// This counter of it stands at its limit, and it asks to be descaled.
    DescaleDue(String),
    /// Scale takes this share of the heat flow of this heater and of what it feeds, 0–1.
    Scaled(String, f64),
    /// This control of it, a lock, is on.
    ChildLock(String),
    /// This joint of it stands a little open.
    LidAjar(String),
    /// This indicator of it never lights.
    BulbDead(String),
    /// This control of it does nothing.
    ButtonStuck(String),
    /// This seal (seat or joint) of it leaks this much even when tight, 0–1.
    SealWorn(String, f64),
    /// It stands in this controller state, as after somebody set its clock.
    ClockSetAuto(String),
    /// There are no beans in this store of it.
    NoBeans(String),
    /// The water in this store of it has stood for days: this much, g.
    StaleWater(String, f64),
    /// Soap was left in this store of it, g.
    SoapResidue(String, f64),
    /// The sugar in this store of it is salt.
    SaltInSugarJar(String),
    /// The coffee in this store of it has no caffeine.
    DecafInCoffeeJar(String),
    /// It is cracked: this store of it leaks, ml/s.
    CarafeCracked(String, f64),
    /// Its sockets give this voltage, V.
    WrongVoltage(f64),
}
