//! What a process graph is made of: the component vocabulary that data files write, and its controller table.

mod bed;
mod comp;
mod ctrl;
mod flow;
mod heat;
mod part;
mod signal;
mod store;

pub use bed::{BedSpec, FilterSpec};
pub use comp::Comp;
pub use ctrl::{Action, CtrlRow, Guard, HeatTo, Trigger};
pub use flow::{MoverKind, MoverSpec, Normally, OutletSpec, ValveSpec};
pub use heat::{Cutout, HeatInto, HeaterSpec, Reset};
pub use part::{ControlClass, ControlSpec, JointKind, JointSpec, Label, PlugSpec, SeatSpec, SocketSpec};
pub use signal::{IndicatorKind, IndicatorSpec, Pattern, TimerSpec};
pub use store::{Curve, Lip, StoreSpec, Vent};
