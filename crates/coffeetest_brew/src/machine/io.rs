//! What a machine is told each step, and what it tells.

use crate::mixture::Mixture;
use crate::property::Air;

/// What the living world tells a machine. [`super::Machine::inputs`] makes one of the right size; the order within each
/// list is that of [`super::Machine::names`].
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The air around it.
    pub air: Air,
    /// Voltage at its plug, 0 if unplugged or dead.
    pub plug_v: f64,
    /// Its joints.
    pub joints: Vec<JointInput>,
    /// Its controls.
    pub controls: Vec<ControlInput>,
    /// Its seats.
    pub seats: Vec<SeatInput>,
    /// Its mains sockets.
    pub sockets: Vec<SocketInput>,
}

/// Where a joint is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JointInput {
    /// Position in the unit of its range.
    pub x: f64,
    /// Whether it is at its closed end.
    pub closed: bool,
}

/// Where a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ControlInput {
    /// Its position, as an index into its states. Follow [`Outputs::latched`] with it before the next step, or the
    /// machine takes the old position for a new operation.
    pub state: usize,
    /// Whether it is held down (one that springs back).
    pub pressed: bool,
}

/// A mains socket. (A struct, for comparing empty lists of plain bools calls a slow routine.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketInput {
    /// Whether its circuit is live.
    pub live: bool,
}

/// What sits in a seat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeatInput {
    /// Whether something sits there.
    pub occupied: bool,
    /// Its temperature, °C; matters on a heated plate.
    pub temp_c: f64,
    /// Conductance of its bottom, W/K, in series with the plate's own; infinite if unknown.
    pub contact_w_k: f64,
}

impl SeatInput {
    /// An empty seat.
    pub const EMPTY: SeatInput = SeatInput { occupied: false, temp_c: 22.0, contact_w_k: f64::INFINITY };

    /// Something of that temperature sits there.
    pub const fn holding(temp_c: f64) -> SeatInput {
        SeatInput { occupied: true, temp_c, contact_w_k: f64::INFINITY }
    }
}

/// Where matter is or comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vessel {
    /// The store of that index.
    Store(usize),
    /// The bed of that index.
    Bed(usize),
}

/// What a machine tells after a step. All amounts are of that step alone.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// What left through each outlet.
    pub outlets: Vec<Mixture>,
    /// What ran over a rim to the outside, grounds included.
    pub overflows: Vec<(Vessel, Mixture)>,
    /// Heat given to what sits in each seat, J.
    pub seat_heat_j: Vec<f64>,
    /// Water that boiled off or evaporated, kg.
    pub vapour_kg: f64,
    /// Electric energy drawn, J.
    pub electric_j: f64,
    /// Indicators whose pattern changed: index into the indicators. A sound begins (or ends) then.
    pub changed: Vec<usize>,
    /// Controls that the machine itself threw: (control, state).
    pub latched: Vec<(usize, usize)>,
    /// Whether anything above but `vapour_kg` is set.
    pub(super) dirty: bool,
}

impl Outputs {
    pub(super) fn clear(&mut self) {
        self.vapour_kg = 0.0;
        if !self.dirty {
            return;
        }
        self.outlets.fill(Mixture::EMPTY);
        self.overflows.clear();
        self.seat_heat_j.fill(0.0);
        self.electric_j = 0.0;
        self.changed.clear();
        self.latched.clear();
        self.dirty = false;
    }
}
