//! The variables `comp.var` of a machine, resolved once and read without searching.

use super::Machine;
use super::fault::{Fault, nearest};
use super::names::Names;
use crate::comp::{ControlSpec, Kind, Read, flag};

/// A variable of a machine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Var {
    /// A variable of the component of that index.
    Of(Read, usize),
    /// Whether that control is at that position.
    Position(usize, usize),
    /// Whether the controller is in that state.
    State(usize),
    /// Whether that is the mode.
    Mode(usize),
}

/// The names among which variables are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub names: &'a Names,
    pub controls: &'a [ControlSpec],
    /// States of the controller.
    pub states: &'a [String],
    /// Modes that the controller sets.
    pub modes: &'a [String],
}

impl Known<'_> {
    /// The variable of that name, if there is one. `ctrl.NAME` is 1 while the controller is in that state,
    /// `mode.NAME` while that is the mode.
    pub fn parse(&self, name: &str) -> Option<Var> {
        let (comp, var) = name.split_once('.')?;
        match comp {
            "ctrl" => return self.states.iter().position(|s| s == var).map(Var::State),
            "mode" => return self.modes.iter().position(|m| m == var).map(Var::Mode),
            _ => {}
        }
        let (kind, index) = self.names.get(comp)?;
        let of = kind.vars().iter().find(|(n, _)| *n == var).map(|(_, read)| Var::Of(*read, index));
        of.or_else(|| self.positions(kind, index).iter().position(|s| s == var).map(|p| Var::Position(index, p)))
    }

    fn positions(&self, kind: Kind, index: usize) -> &[String] {
        if kind == Kind::Control { &self.controls[index].states } else { &[] }
    }

    /// Why a name is no variable.
    pub fn fault(&self, place: &str, name: &str) -> Fault {
        let comp = name.split('.').next().unwrap_or(name);
        let mut list: Vec<String> = match self.names.get(comp) {
            Some((kind, index)) => {
                let own = kind.vars().iter().map(|(n, _)| (*n).to_owned());
                own.chain(self.positions(kind, index).iter().cloned()).collect()
            }
            None if comp == "ctrl" => self.states.to_vec(),
            None if comp == "mode" => self.modes.to_vec(),
            None => {
                let all = (0..Kind::COUNT).flat_map(|k| self.names.by_index(k)).map(String::as_str);
                return Fault::Unknown { place: place.into(), name: comp.into(), nearest: nearest(comp, all) };
            }
        };
        list.sort();
        Fault::Variable { place: place.into(), name: name.into(), comp: comp.into(), known: list }
    }
}

impl Var {
    /// Its value now.
    pub fn read(self, m: &Machine) -> f64 {
        match self {
            Var::Of(read, index) => read(m, index),
            Var::Position(control, position) => flag(m.parts.controls[control].at == position),
            Var::State(state) => flag(m.state == state),
            Var::Mode(mode) => flag(m.mode == Some(mode)),
        }
    }
}
