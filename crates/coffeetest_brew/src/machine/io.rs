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
    /// Its mains circuits.
    pub circuits: Vec<CircuitInput>,
    /// Its steam wands.
    pub wands: Vec<WandInput>,
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlInput {
    /// Its position, as an index into its states. Follow [`Outputs::latched`] with it before the next step, or the
    /// machine takes the old position for a new operation.
    pub state: usize,
    /// Whether it is held down (one that springs back).
    pub pressed: bool,
    /// How far one without notches is turned, 0–1.
    pub open: f64,
}

impl ControlInput {
    /// In that position, not held down.
    pub const fn at(state: usize) -> ControlInput {
        ControlInput { state, pressed: false, open: 0.0 }
    }
}

/// What is drawn from a mains circuit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CircuitInput {
    /// Current, A.
    pub amps: f64,
    /// Whether a live part on it is wet.
    pub leak: bool,
}

/// Where the tip of a steam wand is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WandInput {
    /// Whether it is under the surface of a liquid.
    pub submerged: bool,
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
    /// How tight it is turned, 0–1; counts only where the seat has a twist.
    pub tight: f64,
    /// Diameter of its base, m; matters on a stove zone.
    pub base_d_m: f64,
    /// Whether an induction zone heats it.
    pub ferrous: bool,
    /// Whether it, or anything in it, is of metal; matters in a microwave.
    pub metal: bool,
}

impl SeatInput {
    /// An empty seat.
    pub const EMPTY: SeatInput = SeatInput {
        occupied: false,
        temp_c: 22.0,
        contact_w_k: f64::INFINITY,
        tight: 0.0,
        base_d_m: 0.0,
        ferrous: false,
        metal: false,
    };

    /// Something of that temperature sits there, tight, as wide as any zone, of no metal.
    pub const fn holding(temp_c: f64) -> SeatInput {
        SeatInput { occupied: true, temp_c, tight: 1.0, base_d_m: 1.0, ..SeatInput::EMPTY }
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
    /// What flowed to a store that was away from its seat: the store and the matter.
    pub astray: Vec<(usize, Mixture)>,
    /// Heat given to what sits in each seat, J.
    pub seat_heat_j: Vec<f64>,
    /// Steam that left through each wand, kg, with its heat above liquid water at 0 °C, J.
    pub steam: Vec<(f64, f64)>,
    /// Water that boiled off or evaporated, kg.
    pub vapour_kg: f64,
    /// Electric energy drawn, J.
    pub electric_j: f64,
    /// Indicators whose pattern changed: index into the indicators. A sound begins (or ends) then.
    pub changed: Vec<usize>,
    /// Controls that the machine itself threw: (control, state).
    pub latched: Vec<(usize, usize)>,
    /// Filter slots whose piece the machine threw away, with what lay on it.
    pub ejected: Vec<usize>,
    /// Whether anything above but `vapour_kg` is set.
    pub(crate) dirty: bool,
}

impl Outputs {
    pub(crate) fn clear(&mut self) {
        self.vapour_kg = 0.0;
        if !self.dirty {
            return;
        }
        self.outlets.fill(Mixture::EMPTY);
        self.overflows.clear();
        self.astray.clear();
        self.seat_heat_j.fill(0.0);
        self.steam.fill((0.0, 0.0));
        self.electric_j = 0.0;
        self.changed.clear();
        self.latched.clear();
        self.ejected.clear();
        self.dirty = false;
    }
}
