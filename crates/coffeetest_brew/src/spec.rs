//! What a process graph is made of: the component vocabulary that data files write, and its controller table.

mod ctrl;

pub use crate::comp::*;
pub use ctrl::{Action, CtrlRow, Guard, HeatTo, Trigger};
