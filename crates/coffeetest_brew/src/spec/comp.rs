//! The list of components, and how a data file writes one: `Plug(v: 120.0, cord_m: 0.75)`.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{EnumAccess, MapAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    BedSpec, CircuitSpec, ControlSpec, CounterSpec, FilterSpec, GrinderSpec, HeaterSpec, IndicatorSpec, JointSpec,
    MoverSpec, OutletSpec, PistonSpec, PlugSpec, SeatSpec, SocketSpec, StoreSpec, TimerSpec, ValveSpec, WandSpec,
};

macro_rules! components {
    ($($(#[$doc:meta])* $name:ident($spec:ident),)*) => {
        /// One component of a process graph (§1.4 of the process model). Geometry is not here: a scene has it.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub enum Comp {
            $($(#[$doc])* $name($spec),)*
        }

        /// The component kinds, to find one by name.
        #[derive(Deserialize)]
        enum Kind {
            $($name,)*
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
        }

        impl<'de> Visitor<'de> for CompVisitor {
            type Value = Comp;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a component")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Comp, A::Error> {
                let (kind, fields) = data.variant::<Kind>()?;
                match kind {
                    $(Kind::$name => fields.struct_variant(&[], FieldsVisitor(Comp::$name)),)*
                }
            }
        }
    };
}

components! {
    /// Holds matter.
    Store(StoreSpec),
    /// An electric element.
    Heater(HeaterSpec),
    /// Moves liquid from one place to another.
    Mover(MoverSpec),
    /// Lets a flow through or stops it.
    Valve(ValveSpec),
    /// Where grounds lie and water passes.
    Bed(BedSpec),
    /// The slot for a filter, or, on a filter piece, what that piece is.
    Filter(FilterSpec),
    /// What a finger operates.
    Control(ControlSpec),
    /// What a hand swings, slides or screws.
    Joint(JointSpec),
    /// Where another part sits.
    Seat(SeatSpec),
    /// Where a stream leaves.
    Outlet(OutletSpec),
    /// The plug on the cord.
    Plug(PlugSpec),
    /// A mains socket.
    Socket(SocketSpec),
    /// What is seen or heard.
    Indicator(IndicatorSpec),
    /// Counts seconds for the controller.
    Timer(TimerSpec),
    /// Counts events for the controller.
    Counter(CounterSpec),
    /// Grinds beans.
    Grinder(GrinderSpec),
    /// A plunger.
    Piston(PistonSpec),
    /// Blows steam.
    Wand(WandSpec),
    /// A mains circuit with its breaker.
    Circuit(CircuitSpec),
}

struct CompVisitor;

/// Reads a component's parameters straight from its own parentheses, as a struct variant would.
struct FieldsVisitor<T>(fn(T) -> Comp);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldsVisitor<T> {
    type Value = Comp;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the component's parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Comp, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(self.0)
    }
}

impl<'de> Deserialize<'de> for Comp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Comp, D::Error> {
        deserializer.deserialize_enum("Comp", Comp::KINDS, CompVisitor)
    }
}
