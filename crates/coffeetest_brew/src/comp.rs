//! The components: a file for each, named at the top and in the list at the bottom.
//!
//! A component's file holds its parameters, their check, its variables, how its names are resolved, its state, and how
//! it moves on. `machine/step.rs` has the order in which they do.

mod bed;
mod circuit;
mod control;
mod counter;
mod filter;
mod grinder;
mod heater;
mod indicator;
mod joint;
mod mover;
mod outlet;
mod piston;
mod plug;
mod read;
mod seat;
mod socket;
mod store;
mod timer;
mod valve;
mod wand;

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

pub use bed::*;
pub use circuit::*;
pub use control::*;
pub use counter::*;
pub use filter::*;
pub use grinder::*;
pub use heater::*;
pub use indicator::*;
pub use joint::*;
pub use mover::*;
pub use outlet::*;
pub use piston::*;
pub use plug::*;
pub use seat::*;
pub use socket::*;
pub use store::*;
pub use timer::*;
pub use valve::*;
pub use wand::*;

use crate::ledger::Totals;
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// Reads a variable of the component of that index.
pub(crate) type Read = fn(&Machine, usize) -> f64;

/// What every component has; its parameters are what implements it.
pub(crate) trait Component {
    /// What never changes while a machine runs.
    type Plan: Clone + Debug;
    /// What does.
    type State: State;

    /// Its variables.
    const VARS: &'static [(&'static str, Read)];

    /// Reports parameters out of their range.
    fn check(&self, c: &mut Check);

    /// Resolves the names it refers to; what is wrong with them goes to the builder.
    fn plan(&self, name: &str, b: &mut Builder) -> Option<Self::Plan>;

    /// Its state at the start, in a room of that temperature.
    fn state(&self, room_c: f64) -> Self::State;
}

/// The state of a component.
pub(crate) trait State: Clone + Debug {
    /// Feeds every bit of it, in a fixed order.
    fn hash(&self, feed: &mut impl FnMut(u64));

    /// Counts the matter and heat in it.
    fn add_to(&self, _: &mut Totals) {}

    /// Brings it to a temperature, as if it had stood for a day.
    fn set_temp_c(&mut self, _: f64) {}

    /// Electric power drawn now, W.
    fn power_w(&self) -> f64 {
        0.0
    }

    /// Whether nothing goes on in it, so that it can sleep.
    fn is_quiet(&self) -> bool {
        true
    }
}

/// What is only told, or only refers to others, has no state.
impl State for () {
    fn hash(&self, _: &mut impl FnMut(u64)) {}
}

/// 1 for true, 0 for false.
pub(crate) fn flag(b: bool) -> f64 {
    if b { 1.0 } else { 0.0 }
}

/// Whether a temperature changes so little that a machine may sleep.
fn is_slow(drift_k_s: f64) -> bool {
    drift_k_s.abs() < 5e-4
}

macro_rules! components {
    ($($(#[$doc:meta])* $name:ident($spec:ident) $list:ident,)*) => {
        /// One component of a process graph (§1.4 of the process model). Geometry is not here: a scene has it.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub enum Comp {
            $($(#[$doc])* $name($spec),)*
        }

        /// A kind of component.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        pub enum Kind {
            $(#[doc = concat!("[`Comp::", stringify!($name), "`]")] $name,)*
        }

        impl Kind {
            /// How many kinds there are.
            pub const COUNT: usize = Comp::KINDS.len();

            /// The kind of a component.
            pub const fn of(comp: &Comp) -> Kind {
                match comp {
                    $(Comp::$name(_) => Kind::$name,)*
                }
            }

            /// The variables that components of this kind have.
            pub(crate) const fn vars(self) -> &'static [(&'static str, Read)] {
                match self {
                    $(Kind::$name => <$spec as Component>::VARS,)*
                }
            }
        }

        impl Comp {
            /// The names of all kinds.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($name),)*];

            /// The name of this one's kind.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Comp::$name(_) => stringify!($name),)*
                }
            }

            /// Reports parameters out of their range.
            pub(crate) fn check(&self, c: &mut Check) {
                match self {
                    $(Comp::$name(spec) => spec.check(c),)*
                }
            }

            /// Reads the parameters of a component of that kind.
            fn read<'de, A: serde::de::VariantAccess<'de>>(kind: Kind, fields: A) -> Result<Comp, A::Error> {
                match kind {
                    $(Kind::$name => read::fields(fields).map(Comp::$name),)*
                }
            }
        }

        /// What never changes in the components of a machine, per kind in the order of their names.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Plans {
            $(pub $list: Vec<<$spec as Component>::Plan>,)*
        }

        impl Plans {
            /// Adds a component.
            pub fn add(&mut self, name: &str, comp: &Comp, b: &mut Builder) {
                match comp {
                    $(Comp::$name(spec) => self.$list.extend(spec.plan(name, b)),)*
                }
            }
        }

        /// The states of the components of a machine, per kind in the order of their names.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Parts {
            $(pub $list: Vec<<$spec as Component>::State>,)*
        }

        impl Parts {
            /// Adds a component.
            pub fn add(&mut self, comp: &Comp, room_c: f64) {
                match comp {
                    $(Comp::$name(spec) => self.$list.push(spec.state(room_c)),)*
                }
            }

            /// Feeds every bit of the states, in a fixed order.
            pub fn hash(&self, feed: &mut impl FnMut(u64)) {
                $(self.$list.iter().for_each(|s| s.hash(feed));)*
            }

            /// Counts the matter and heat in them.
            pub fn add_to(&self, totals: &mut Totals) {
                $(self.$list.iter().for_each(|s| s.add_to(totals));)*
            }

            /// Brings them to a temperature.
            pub fn set_temp_c(&mut self, temp_c: f64) {
                $(self.$list.iter_mut().for_each(|s| s.set_temp_c(temp_c));)*
            }

            /// Electric power drawn now, W.
            pub fn power_w(&self) -> f64 {
                0.0 $(+ self.$list.iter().map(State::power_w).sum::<f64>())*
            }

            /// Whether nothing goes on in any of them.
            pub fn is_quiet(&self) -> bool {
                true $(&& self.$list.iter().all(State::is_quiet))*
            }
        }
    };
}

components! {
    /// Holds matter.
    Store(StoreSpec) stores,
    /// An electric element or a burner.
    Heater(HeaterSpec) heaters,
    /// Moves liquid from one place to another.
    Mover(MoverSpec) movers,
    /// Lets a flow through or stops it.
    Valve(ValveSpec) valves,
    /// Where grounds lie and water passes.
    Bed(BedSpec) beds,
    /// The slot for a filter, or, on a filter piece, what that piece is.
    Filter(FilterSpec) slots,
    /// What a finger operates.
    Control(ControlSpec) controls,
    /// What a hand swings, slides or screws.
    Joint(JointSpec) joints,
    /// Where another part sits.
    Seat(SeatSpec) seats,
    /// Where a stream leaves.
    Outlet(OutletSpec) outlets,
    /// The plug on the cord.
    Plug(PlugSpec) plugs,
    /// A mains socket.
    Socket(SocketSpec) sockets,
    /// What is seen or heard.
    Indicator(IndicatorSpec) indicators,
    /// Counts seconds for the controller.
    Timer(TimerSpec) timers,
    /// Counts events for the controller.
    Counter(CounterSpec) counters,
    /// Grinds beans.
    Grinder(GrinderSpec) grinders,
    /// A plunger.
    Piston(PistonSpec) pistons,
    /// Blows steam.
    Wand(WandSpec) wands,
    /// A mains circuit with its breaker.
    Circuit(CircuitSpec) circuits,
}
