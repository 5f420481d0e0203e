//! The variables `comp.var` of a machine, resolved once and read without searching.

use super::Machine;
use super::fault::{Fault, nearest};
use super::names::{Kind, Names};
use crate::filter::Wear;
use crate::spec::ControlSpec;

/// A variable of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Var {
    of: Of,
    index: usize,
}

/// What is read; the index of [`Var`] says of which component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    StoreMl,
    StoreG,
    StoreTempC,
    StoreSteamGS,
    StoreLevelM,
    StoreFill,
    StoreTds,
    HeaterOn,
    HeaterTempC,
    HeaterPowerW,
    HeaterTripped,
    HeaterBlown,
    MoverQ,
    MoverVapour,
    ValveOpen,
    BedMl,
    BedDoseG,
    BedHeldG,
    BedTempC,
    BedExtracted,
    BedQ,
    FilterPresent,
    FilterWet,
    FilterUsed,
    ControlIs(usize),
    ControlPos,
    ControlPressed,
    JointX,
    JointClosed,
    JointOpen,
    SeatSeated,
    PlugLive,
    PlugV,
    SocketLive,
    OutletQ,
    OutletTempC,
    TimerT,
    TimerDone,
    State,
}

/// The variables of each kind. A control has its positions besides.
const fn known(kind: Kind) -> &'static [(&'static str, Of)] {
    use Of::*;
    match kind {
        Kind::Store => &[
            ("ml", StoreMl),
            ("g", StoreG),
            ("temp_c", StoreTempC),
            ("steam_g_s", StoreSteamGS),
            ("level_m", StoreLevelM),
            ("fill", StoreFill),
            ("tds", StoreTds),
        ],
        Kind::Heater => &[
            ("on", HeaterOn),
            ("t_el", HeaterTempC),
            ("p_w", HeaterPowerW),
            ("tripped", HeaterTripped),
            ("blown", HeaterBlown),
        ],
        Kind::Mover => &[("q", MoverQ), ("q_vapour", MoverVapour)],
        Kind::Valve => &[("open", ValveOpen)],
        Kind::Bed => &[
            ("ml", BedMl),
            ("dose_g", BedDoseG),
            ("held_g", BedHeldG),
            ("temp_c", BedTempC),
            ("extracted", BedExtracted),
            ("q", BedQ),
        ],
        Kind::Filter => &[("present", FilterPresent), ("wet", FilterWet), ("used", FilterUsed)],
        Kind::Control => &[("pos", ControlPos), ("pressed", ControlPressed)],
        Kind::Joint => &[("x", JointX), ("closed", JointClosed), ("open", JointOpen)],
        Kind::Seat => &[("seated", SeatSeated)],
        Kind::Plug => &[("live", PlugLive), ("v", PlugV)],
        Kind::Socket => &[("live", SocketLive)],
        Kind::Outlet => &[("q", OutletQ), ("temp_c", OutletTempC)],
        Kind::Indicator => &[],
        Kind::Timer => &[("t", TimerT), ("done", TimerDone)],
        Kind::Counter | Kind::Grinder | Kind::Piston | Kind::Wand | Kind::Circuit => &[],
    }
}

impl Var {
    /// The variable of that name, if there is one. `ctrl.NAME` is 1 while the controller is in that state.
    pub fn parse(name: &str, names: &Names, controls: &[ControlSpec], states: &[String]) -> Option<Var> {
        let (comp, var) = name.split_once('.')?;
        if comp == "ctrl" {
            return states.iter().position(|s| s == var).map(|index| Var { of: Of::State, index });
        }
        let (kind, index) = names.get(comp)?;
        let of = known(kind).iter().find(|(n, _)| *n == var).map(|(_, of)| *of).or_else(|| {
            let position = controls.get(index).filter(|_| kind == Kind::Control)?;
            position.states.iter().position(|s| s == var).map(Of::ControlIs)
        })?;
        Some(Var { of, index })
    }

    /// Why a name is no variable.
    pub fn fault(place: &str, name: &str, names: &Names, controls: &[ControlSpec], states: &[String]) -> Fault {
        let comp = name.split('.').next().unwrap_or(name);
        let mut list: Vec<String> = match names.get(comp) {
            Some((kind, index)) => {
                let positions = controls.get(index).filter(|_| kind == Kind::Control);
                let positions = positions.map_or(&[][..], |c| &c.states);
                known(kind).iter().map(|(n, _)| (*n).to_owned()).chain(positions.iter().cloned()).collect()
            }
            None if comp == "ctrl" => states.to_vec(),
            None => {
                let all = (0..Kind::COUNT).flat_map(|k| names.by_index(k)).map(String::as_str);
                return Fault::Unknown { place: place.into(), name: comp.into(), nearest: nearest(comp, all) };
            }
        };
        list.sort();
        Fault::Variable { place: place.into(), name: name.into(), comp: comp.into(), known: list }
    }

    /// Its value now.
    pub fn read(self, m: &Machine) -> f64 {
        let i = self.index;
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        match self.of {
            Of::StoreMl => m.stores[i].volume_ml(),
            Of::StoreG => m.stores[i].mass_kg() * 1e3,
            Of::StoreTempC => m.stores[i].temp_c(),
            Of::StoreSteamGS => m.stores[i].steam_kg_s() * 1e3,
            Of::StoreLevelM => m.stores[i].level_m(),
            Of::StoreFill => m.stores[i].volume_ml() / m.program.max_ml[i],
            Of::StoreTds => m.stores[i].tds(),
            Of::HeaterOn => flag(m.heaters[i].is_on()),
            Of::HeaterTempC => m.heaters[i].temp_c(),
            Of::HeaterPowerW => m.heaters[i].power_w(),
            Of::HeaterTripped => flag(m.heaters[i].is_tripped()),
            Of::HeaterBlown => flag(m.heaters[i].is_blown()),
            Of::MoverQ => m.movers[i].kg_s,
            Of::MoverVapour => m.movers[i].vapour_kg_s,
            Of::ValveOpen => m.valves[i].open,
            Of::BedMl => m.beds[i].pool_ml(),
            Of::BedDoseG => m.beds[i].dose_kg() * 1e3,
            Of::BedHeldG => m.beds[i].held_kg() * 1e3,
            Of::BedTempC => m.beds[i].temp_c(),
            Of::BedExtracted => m.beds[i].extracted(),
            Of::BedQ => m.beds[i].out_kg_s(),
            Of::FilterPresent => flag(m.slots[i].piece.is_some()),
            Of::FilterWet => flag(m.slots[i].piece.is_some_and(|p| p.wear != Wear::Dry)),
            Of::FilterUsed => flag(m.slots[i].piece.is_some_and(|p| p.wear == Wear::Used)),
            Of::ControlIs(state) => flag(m.controls[i] == state),
            Of::ControlPos => m.controls[i] as f64,
            Of::ControlPressed => flag(m.inputs.controls[i].pressed),
            Of::JointX => m.inputs.joints[i].x,
            Of::JointClosed => flag(m.inputs.joints[i].closed),
            Of::JointOpen => m.joint_open(i),
            Of::SeatSeated => flag(m.inputs.seats[i].occupied),
            Of::PlugLive => flag(m.inputs.plug_v > 0.0),
            Of::PlugV => m.inputs.plug_v,
            Of::SocketLive => flag(m.inputs.sockets[i].live),
            Of::OutletQ => m.outlets[i].kg_s,
            Of::OutletTempC => m.outlets[i].temp_c,
            Of::TimerT => m.timers[i].elapsed_s,
            Of::TimerDone => flag(m.timer_done(i)),
            Of::State => flag(m.state == i),
        }
    }
}
