//! Builds a machine from its data, or says everything that is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Machine;
use super::check::Check;
use super::fault::{Fault, MachineError};
use super::io::{CircuitInput, ControlInput, Inputs, JointInput, SeatInput, SocketInput, WandInput};
use super::names::Names;
use super::program::{Act, Event, Pipe, Program, Row, Test, Turn, When};
use super::var::{Known, Var};
use super::wire::Wires;
use crate::comp::{Comp, ControlSpec, Drive, Kind, MoverKind, MoverSpec, Parts, Plans};
use crate::ledger::Ledger;
use crate::property::Air;
use crate::spec::{Action, CtrlRow, Guard, HeatInto, Trigger};

impl Machine {
    /// Builds the machine that the data describe, everything cold, empty and off.
    ///
    /// # Errors
    /// All faults of the data at once: unknown names and variables, parameters out of range, flows that lead nowhere.
    pub fn new(
        comps: &BTreeMap<String, Comp>,
        links: &[(String, String)],
        ctrl: &[CtrlRow],
    ) -> Result<Machine, MachineError> {
        let mut builder = Builder::new(comps, links, ctrl);
        let program = builder.program(comps, ctrl);
        if !builder.faults.is_empty() {
            return Err(MachineError(builder.faults));
        }
        Ok(Machine::cold(program, comps))
    }

    fn cold(program: Program, comps: &BTreeMap<String, Comp>) -> Machine {
        let air = Air::default();
        let count = |kind| program.names.of(kind).len();
        let inputs = Inputs {
            air,
            plug_v: 0.0,
            joints: program.plans.joints.iter().map(|j| JointInput { x: j.range.0, closed: true }).collect(),
            controls: vec![ControlInput::at(0); count(Kind::Control)],
            seats: vec![SeatInput::EMPTY; count(Kind::Seat)],
            sockets: vec![SocketInput { live: false }; count(Kind::Socket)],
            circuits: vec![CircuitInput::default(); count(Kind::Circuit)],
            wands: vec![WandInput::default(); count(Kind::Wand)],
        };
        let mut parts = Parts::default();
        for comp in comps.values() {
            parts.add(comp, air.temp_c);
        }
        Machine {
            parts,
            state: 0,
            mode: None,
            air_vapour_kg_m3: air.vapour_kg_m3(),
            inputs,
            ledger: Ledger::default(),
            asleep: false,
            pending_s: 0.0,
            program: Arc::new(program),
        }
    }
}

/// Resolves names and collects what is wrong.
pub(crate) struct Builder {
    pub(crate) names: Names,
    pub(crate) faults: Vec<Fault>,
    comps: BTreeMap<String, Comp>,
    wires: Wires,
    states: Vec<String>,
    modes: Vec<String>,
    /// Heaters that the controller switches.
    switched: Vec<String>,
    controls: Vec<ControlSpec>,
}

impl Builder {
    fn new(comps: &BTreeMap<String, Comp>, links: &[(String, String)], ctrl: &[CtrlRow]) -> Builder {
        let (names, mut faults) = (Names::new(comps), Vec::new());
        let wires = Wires::new(links, comps, &names, &mut faults);
        let (mut states, mut modes): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut switched = Vec::new();
        for CtrlRow(state, _, _, actions, _) in ctrl {
            if !states.contains(state) {
                states.push(state.clone());
            }
            for action in actions {
                match action {
                    Action::Mode(mode) if !modes.contains(mode) => modes.push(mode.clone()),
                    Action::Heat(heater, _) => switched.push(heater.clone()),
                    _ => {}
                }
            }
        }
        let control = |comp: &Comp| if let Comp::Control(c) = comp { Some(c.clone()) } else { None };
        Builder {
            names,
            faults,
            wires,
            states,
            modes,
            switched,
            comps: comps.clone(),
            controls: comps.values().filter_map(control).collect(),
        }
    }

    fn program(&mut self, comps: &BTreeMap<String, Comp>, ctrl: &[CtrlRow]) -> Program {
        let mut plans = Plans::default();
        for (name, comp) in comps {
            comp.check(&mut Check { name, faults: &mut self.faults });
            plans.add(name, comp, self);
        }
        let commanded: Vec<bool> = plans.valves.iter().map(|v| matches!(v.drive, Drive::Command)).collect();
        let rows = ctrl.iter().enumerate();
        let rows = rows.filter_map(|(i, row)| self.row(&format!("ctrl row {}", i + 1), row, &commanded)).collect();
        Program {
            names: self.names.clone(),
            states: self.states.clone(),
            modes: self.modes.clone(),
            rows,
            controls: self.controls.clone(),
            line_heaters: self.wires.line_heaters.clone(),
            plans,
        }
    }

    /// The index of a component among its kind.
    pub fn index(&self, name: &str) -> usize {
        self.names.get(name).map_or(0, |(_, index)| index)
    }

    /// The kind and index of a component that must exist.
    pub fn find(&mut self, place: &str, name: &str) -> Option<(Kind, usize)> {
        self.names.find(place, name, &mut self.faults)
    }

    /// The index of a component that must exist and be of that kind.
    pub fn kind(&mut self, place: &str, name: &str, kind: Kind, wanted: &'static str) -> Option<usize> {
        self.names.find_kind(place, name, kind, wanted, &mut self.faults)
    }

    /// Reports a component of the wrong kind.
    pub fn wrong_kind(&mut self, place: &str, name: &str, found: Kind, wanted: &'static str) {
        let found = format!("{found:?}").to_lowercase();
        self.faults.push(Fault::WrongKind { place: place.into(), name: name.into(), found, wanted });
    }

    /// Reports a flow or reference that makes no sense.
    pub fn wiring(&mut self, place: &str, what: String) {
        self.faults.push(Fault::Wiring { place: place.into(), what });
    }

    /// The way of a mover. Without links it leads straight to its `to`.
    pub fn mover_pipe(&mut self, name: &str, from: &str, to: &str) -> Option<Pipe> {
        self.wires.of_mover(name, from, to, &self.names, &mut self.faults)
    }

    /// The way of a bed.
    pub fn bed_pipe(&mut self, name: &str) -> Option<Pipe> {
        self.wires.of_bed(name, &self.names, &mut self.faults)
    }

    /// The parameters of a component.
    pub fn comp(&self, name: &str) -> Option<&Comp> {
        self.comps.get(name)
    }

    /// The heaters that heat a line.
    pub fn line_heaters(&self) -> &[usize] {
        &self.wires.line_heaters
    }

    /// The heater that heats a store.
    pub fn store_heater(&self, store: &str) -> Option<usize> {
        let heats = |comp: &Comp| matches!(comp, Comp::Heater(h) if h.into == HeatInto::Store(store.into()));
        self.comps.iter().find(|(_, comp)| heats(comp)).map(|(name, _)| self.index(name))
    }

    /// The one heater that heats a line.
    pub fn only_line_heater(&mut self, place: &str) -> Option<usize> {
        if let [one] = self.wires.line_heaters[..] {
            return Some(one);
        }
        let what = format!("name the heater into Line that drives it; there are {}", self.wires.line_heaters.len());
        self.wiring(place, what);
        None
    }

    /// The joint or turning control of that name.
    pub fn turn(&mut self, place: &str, name: &str) -> Option<Turn> {
        const WANTED: &str = "joint, or a control that is turned,";
        match self.find(place, name)? {
            (Kind::Joint, i) => Some(Turn::Joint(i)),
            (Kind::Control, i) if self.controls[i].class.turns() => Some(Turn::Control(i)),
            (kind, _) => {
                self.wrong_kind(place, name, kind, WANTED);
                None
            }
        }
    }

    /// Whether the controller switches that heater.
    pub fn is_switched(&self, heater: &str) -> bool {
        self.switched.iter().any(|h| h == heater)
    }

    /// Reports what runs on electricity in a machine without a plug.
    pub fn needs_plug(&mut self, place: &str, what: &str) {
        if self.names.of(Kind::Plug).is_empty() {
            self.wiring(place, format!("{what} needs a Plug in the machine"));
        }
    }

    /// Compiles a guard.
    pub fn guard(&mut self, place: &str, guard: &Guard) -> Option<Test> {
        Some(match guard {
            Guard::True => Test::True,
            Guard::All(list) => Test::All(self.guards(place, list)),
            Guard::Any(list) => Test::Any(self.guards(place, list)),
            Guard::Not(g) => Test::Not(Box::new(self.guard(place, g)?)),
            Guard::Ge(var, x) => Test::Ge(self.var(place, var)?, *x),
            Guard::Lt(var, x) => Test::Lt(self.var(place, var)?, *x),
            Guard::Is(var) => Test::Is(self.var(place, var)?),
        })
    }

    fn guards(&mut self, place: &str, list: &[Guard]) -> Vec<Test> {
        list.iter().filter_map(|g| self.guard(place, g)).collect()
    }

    /// Resolves a variable.
    pub fn var(&mut self, place: &str, name: &str) -> Option<Var> {
        let known = Known { names: &self.names, controls: &self.controls, states: &self.states, modes: &self.modes };
        let var = known.parse(name);
        if var.is_none() {
            self.faults.push(known.fault(place, name));
        }
        var
    }

    fn row(
        &mut self,
        place: &str,
        CtrlRow(state, trigger, guard, actions, next): &CtrlRow,
        commanded: &[bool],
    ) -> Option<Row> {
        let trigger = match trigger {
            Trigger::Event(control, name) => self.event(place, control, name).map(|(c, e)| When::Event(c, e)),
            Trigger::When(g) => self.guard(place, g).map(When::Holds),
            Trigger::After(timer) => self.kind(place, timer, Kind::Timer, "timer").map(When::After),
        };
        let guard = self.guard(place, guard);
        let actions = actions.iter().filter_map(|a| self.action(place, a, commanded)).collect();
        let index = |s: &String| self.states.iter().position(|known| known == s);
        let next_index = index(next);
        let state = index(state)?;
        if next_index.is_none() {
            let what = format!("no row leads out of the state `{next}`; it has {:?}", self.states);
            self.faults.push(Fault::Wiring { place: place.into(), what });
        }
        Some(Row { state, trigger: trigger?, guard: guard?, actions, next: next_index? })
    }

    fn event(&mut self, place: &str, control: &str, name: &str) -> Option<(usize, Event)> {
        let c = self.kind(place, control, Kind::Control, "control")?;
        let spec = &self.controls[c];
        if spec.class.is_momentary() {
            match name {
                "pressed" => return Some((c, Event::Pressed)),
                "released" => return Some((c, Event::Released)),
                "held" => return Some((c, Event::Held)),
                _ => {}
            }
            let known = ["pressed", "released", "held"].map(str::to_owned).to_vec();
            self.faults.push(Fault::Position {
                place: place.into(),
                control: control.into(),
                name: name.into(),
                known,
            });
            return None;
        }
        self.position(place, c, control, name).map(|s| (c, Event::Moved(s)))
    }

    fn position(&mut self, place: &str, index: usize, control: &str, name: &str) -> Option<usize> {
        let known = self.controls[index].states.clone();
        let found = known.iter().position(|s| s == name);
        if found.is_none() {
            self.faults.push(Fault::Position {
                place: place.into(),
                control: control.into(),
                name: name.into(),
                known,
            });
        }
        found
    }

    fn action(&mut self, place: &str, action: &Action, commanded: &[bool]) -> Option<Act> {
        match action {
            Action::Heat(h, to) => self.kind(place, h, Kind::Heater, "heater").map(|h| Act::Heat(h, *to)),
            Action::Open(v) | Action::Shut(v) => {
                let valve = self.kind(place, v, Kind::Valve, "valve")?;
                if commanded.get(valve) == Some(&false) {
                    let what = format!("`{v}` opens by itself (opens_when, opens_with), no action can move it");
                    self.faults.push(Fault::Wiring { place: place.into(), what });
                }
                Some(Act::Valve(valve, matches!(action, Action::Open(_))))
            }
            Action::Run(m) | Action::Stop(m) => {
                let mover = self.kind(place, m, Kind::Mover, "pump")?;
                if !matches!(self.comp(m), Some(Comp::Mover(MoverSpec { kind: MoverKind::Vibe { .. }, .. }))) {
                    self.wiring(
                        place,
                        format!("`{m}` is no pump (Vibe): it runs by itself, no action can run or stop it"),
                    );
                }
                Some(Act::Run(mover, matches!(action, Action::Run(_))))
            }
            Action::Start(t) => self.kind(place, t, Kind::Timer, "timer").map(Act::Start),
            Action::Add(t, seconds) => self.kind(place, t, Kind::Timer, "timer").map(|t| Act::Add(t, *seconds)),
            Action::Halt(t) => self.kind(place, t, Kind::Timer, "timer").map(Act::Halt),
            Action::Inc(c) => self.kind(place, c, Kind::Counter, "counter").map(Act::Inc),
            Action::Reset(c) => self.kind(place, c, Kind::Counter, "counter").map(Act::Reset),
            Action::Tamp(bed) => self.kind(place, bed, Kind::Bed, "bed").map(Act::Tamp),
            Action::Mode(mode) => self.modes.iter().position(|m| m == mode).map(Act::Mode),
            Action::Grind(g, seconds) => self.kind(place, g, Kind::Grinder, "grinder").map(|g| Act::Grind(g, *seconds)),
            Action::Eject(bed, store) => {
                let bed = self.kind(place, bed, Kind::Bed, "bed");
                let store = self.kind(place, store, Kind::Store, "store");
                Some(Act::Eject(bed?, store?))
            }
            Action::Latch(control, name) => {
                let c = self.kind(place, control, Kind::Control, "control")?;
                self.position(place, c, control, name).map(|s| Act::Latch(c, s))
            }
        }
    }
}
