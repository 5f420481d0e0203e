//! The elementary steps that plans are made of. What each does is physics; the names say what it is for.

use bevy::prelude::Entity;
use coffeetest_brew::Species;

use crate::way::{Coffee, Fire, Hot};

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Op {
    /// A piece is taken out of a pack.
    Unpack { pack: Entity },
    /// The thing has voltage: plugged in, the socket on, the breaker in.
    Live { thing: Entity },
    /// A lid or a door of the thing is opened.
    Open { thing: Entity, part: String },
    /// A part is taken out of its seat.
    TakeOff { thing: Entity, part: String },
    /// What was used before is taken out of a filter slot.
    Clear { thing: Entity, slot: String },
    /// A fresh filter, pod or capsule is put into a slot.
    Filter { thing: Entity, slot: String, loaded: bool },
    /// Cold water is put into a store.
    Fill { thing: Entity, store: String, kg: f64 },
    /// Water is heated in a vessel.
    Heat { source: Hot },
    /// Beans are ground in a thing of their own.
    Grind { mill: Entity, grinder: String, from: Entity, kg: f64, d50_um: f64 },
    /// Coffee is put where it is brewed.
    Dose { thing: Entity, place: String, coffee: Coffee, kg: f64 },
    /// Grounds are pressed together.
    Tamp { thing: Entity, bed: String },
    /// Sugar is put in before it is heated.
    Sweeten { thing: Entity, place: String, kg: f64 },
    /// A part is put into its seat and turned tight.
    Home { thing: Entity, part: String, seat: String },
    /// A lid or a door is shut.
    Shut { thing: Entity, part: String },
    /// A vessel is put where the drink comes out.
    Receive { thing: Entity, vessel: Entity, seat: Option<String> },
    /// The brewer is put onto its vessel.
    Mount { thing: Entity, vessel: Entity },
    /// The brewer is put onto a fire.
    OnFire { thing: Entity, fire: Fire },
    /// It is switched on, and goes on to brew.
    Start { thing: Entity, place: String },
    /// The fire below it is lit.
    Light { fire: Fire, thing: Entity },
    /// Hot water is poured onto the coffee.
    Pour { source: Hot, thing: Entity, place: String, kg: f64 },
    /// What is in a vessel is stirred.
    Stir { thing: Entity },
    /// It brews, steeps or drains for as long as it takes.
    Await { thing: Entity, place: String },
    /// A plunger is pushed down.
    Plunge { thing: Entity, joint: String },
    /// The flow is stopped in time.
    Stop { thing: Entity },
    /// The brewer is taken off its vessel or off the fire.
    LiftOff { thing: Entity },
    /// The drink is poured into a cup.
    Serve { from: Entity },
    /// Milk or sugar is brought out before the drink is made, for that does not stay hot.
    SetOut { thing: Entity, species: Species },
    /// Milk or sugar is put in.
    Adjunct { kg: f64, milk: bool },
    /// Everything is switched off.
    Off { thing: Entity },
    /// The cup is put where it was asked for.
    HandOver,
}

impl Op {
    /// The kind of step, as a word.
    #[cfg(test)]
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Op::Unpack { .. } => "unpack",
            Op::Live { .. } => "live",
            Op::Open { .. } => "open",
            Op::TakeOff { .. } => "take_off",
            Op::Clear { .. } => "clear",
            Op::Filter { .. } => "filter",
            Op::Fill { .. } => "fill",
            Op::Heat { .. } => "heat",
            Op::Grind { .. } => "grind",
            Op::Dose { .. } => "dose",
            Op::Tamp { .. } => "tamp",
            Op::Sweeten { .. } => "sweeten",
            Op::Home { .. } => "home",
            Op::Shut { .. } => "shut",
            Op::Receive { .. } => "receive",
            Op::Mount { .. } => "mount",
            Op::OnFire { .. } => "on_fire",
            Op::Start { .. } => "start",
            Op::Light { .. } => "light",
            Op::Pour { .. } => "pour",
            Op::Stir { .. } => "stir",
            Op::Await { .. } => "await",
            Op::Plunge { .. } => "plunge",
            Op::Stop { .. } => "stop",
            Op::LiftOff { .. } => "lift_off",
            Op::Serve { .. } => "serve",
            Op::SetOut { .. } => "set_out",
            Op::Adjunct { .. } => "adjunct",
            Op::Off { .. } => "off",
            Op::HandOver => "hand_over",
        }
    }
}

impl Op {
    /// Whether coffee and water meet with this step, so that what comes before it can no more be made up for.
    pub(crate) const fn is_commitment(&self) -> bool {
        matches!(self, Op::Start { .. } | Op::Light { .. } | Op::Pour { .. } | Op::Await { .. } | Op::Serve { .. })
    }
}
