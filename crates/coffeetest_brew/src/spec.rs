//! What a process graph is made of: the component vocabulary that data files write, and its controller table.

mod bed;
mod comp;
mod ctrl;
mod flow;
mod grind;
mod heat;
mod mains;
mod part;
mod press;
mod signal;
mod store;

pub use bed::{BedSpec, FilterSpec};
pub use comp::Comp;
pub use ctrl::{Action, CtrlRow, Guard, HeatTo, Trigger};
pub use flow::{MoverKind, MoverSpec, Normally, OutletSpec, ValveSpec};
pub use grind::GrinderSpec;
pub use heat::{Cutout, Fuel, HeatInto, HeaterSpec, Reset};
pub use mains::CircuitSpec;
pub use part::{ControlClass, ControlSpec, JointKind, JointSpec, Label, PlugSpec, SeatSpec, SocketSpec};
pub use press::{PistonSpec, WandSpec};
pub use signal::{CounterSpec, IndicatorKind, IndicatorSpec, Pattern, TimerSpec};
pub use store::{Curve, Lip, StoreSpec, Strain, Vent};
