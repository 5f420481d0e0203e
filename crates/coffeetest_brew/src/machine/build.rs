//! Builds a machine from its data, or says everything that is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::check_values;
use super::fault::{Fault, MachineError};
use super::io::{CircuitInput, ControlInput, Inputs, JointInput, SeatInput, SocketInput, WandInput};
use super::names::{Kind, Names};
use super::program::{
    Act, BedPlan, Drive, Event, IndicatorPlan, Into, Lid, MoverPlan, Program, Row, Test, ValvePlan, When,
};
use super::var::Var;
use super::wire::Wires;
use super::{Machine, MoverState, OutletState, Slot, TimerState, ValveState};
use crate::bed::Bed;
use crate::filter::FilterPiece;
use crate::heater::Heater;
use crate::ledger::Ledger;
use crate::property::Air;
use crate::spec::{
    Action, Comp, CtrlRow, Guard, HeatInto, HeatTo, IndicatorKind, MoverKind, Normally, Trigger, ValveSpec, Vent,
};
use crate::store::Store;

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
        let mut builder =
            Builder { names: Names::new(comps), faults: Vec::new(), states: Vec::new(), controls: vec![] };
        let program = builder.program(comps, links, ctrl);
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
            joints: program.joints.iter().map(|r| JointInput { x: r.0, closed: true }).collect(),
            controls: vec![ControlInput::at(0); count(Kind::Control)],
            seats: vec![SeatInput::EMPTY; count(Kind::Seat)],
            sockets: vec![SocketInput { live: false }; count(Kind::Socket)],
            circuits: vec![CircuitInput::default(); count(Kind::Circuit)],
            wands: vec![WandInput::default(); count(Kind::Wand)],
        };
        let mut machine = Machine {
            stores: Vec::new(),
            heaters: Vec::new(),
            beds: Vec::new(),
            slots: Vec::new(),
            movers: vec![MoverState::default(); count(Kind::Mover)],
            valves: vec![ValveState::default(); count(Kind::Valve)],
            controls: vec![0; count(Kind::Control)],
            outlets: vec![OutletState::default(); count(Kind::Outlet)],
            shown: vec![None; count(Kind::Indicator)],
            timers: vec![TimerState::default(); count(Kind::Timer)],
            state: 0,
            air_vapour_kg_m3: air.vapour_kg_m3(),
            inputs,
            ledger: Ledger::default(),
            asleep: false,
            pending_s: 0.0,
            program: Arc::new(program),
        };
        for comp in comps.values() {
            match comp {
                Comp::Store(spec) => machine.stores.push(Store::new(spec, air.temp_c)),
                Comp::Heater(spec) => machine.heaters.push(Heater::new(spec, air.temp_c)),
                Comp::Bed(spec) => machine.beds.push(Bed::new(spec, air.temp_c)),
                Comp::Filter(spec) => {
                    let piece = spec.accepts.is_empty().then(|| FilterPiece::new(spec));
                    machine.slots.push(Slot { piece, still_s: 0.0 });
                }
                _ => {}
            }
        }
        machine
    }
}

pub(super) struct Builder {
    pub names: Names,
    pub faults: Vec<Fault>,
    states: Vec<String>,
    controls: Vec<crate::spec::ControlSpec>,
}

impl Builder {
    fn program(&mut self, comps: &BTreeMap<String, Comp>, links: &[(String, String)], ctrl: &[CtrlRow]) -> Program {
        for row in ctrl {
            if !self.states.contains(&row.0) {
                self.states.push(row.0.clone());
            }
        }
        self.controls =
            comps.values().filter_map(|c| if let Comp::Control(c) = c { Some(c.clone()) } else { None }).collect();
        let wires = Wires::new(links, comps, self);
        let mut p = Program { names: self.names.clone(), ..Program::default() };
        for (name, comp) in comps {
            check_values(name, comp, &mut self.faults);
            self.plan(name, comp, &wires, &mut p);
        }
        self.check_power(&p);
        let drives: Vec<bool> = p.valves.iter().map(|v| matches!(v.drive, Drive::Command)).collect();
        for (i, row) in ctrl.iter().enumerate() {
            if let Some(row) = self.row(&format!("ctrl row {}", i + 1), row, &drives) {
                p.rows.push(row);
            }
        }
        p.states = self.states.clone();
        p.controls = self.controls.clone();
        p
    }

    fn plan(&mut self, name: &str, comp: &Comp, wires: &Wires, p: &mut Program) {
        match comp {
            Comp::Store(spec) => {
                if let Vent::Sealed(_) = spec.vent {
                    self.faults.push(Fault::Unsupported { place: name.into(), what: "a sealed store (E11)" });
                }
                p.max_ml.push(spec.max_ml.unwrap_or(spec.cap_ml));
                let lid = spec.lid.as_ref().and_then(|lid| self.lid(name, lid));
                p.lids.push(lid);
            }
            Comp::Heater(spec) => {
                let into = match &spec.into {
                    HeatInto::Line => Some(Into::Line),
                    HeatInto::Store(s) => self.kind(name, s, Kind::Store, "store").map(Into::Store),
                    HeatInto::Plate(s) | HeatInto::Cavity(s) => self.kind(name, s, Kind::Seat, "seat").map(Into::Seat),
                };
                p.heaters.push(into.unwrap_or(Into::Line));
            }
            Comp::Mover(spec) => {
                let from = self.source(name, &spec.kind, &spec.from);
                if spec.kind == MoverKind::Steam {
                    self.faults.push(Fault::Unsupported { place: name.into(), what: "a steam mover (E11)" });
                }
                let heater = match spec.kind {
                    MoverKind::ThermoSiphon { .. } => self.line_heater(name, wires),
                    _ => None,
                };
                if let Some(pipe) = wires.of_mover(name, &spec.from, &spec.to, self) {
                    p.movers.push(MoverPlan { kind: spec.kind, from, heater, pipe });
                }
            }
            Comp::Valve(spec) => {
                let plan = self.valve(name, spec);
                p.valves.push(plan);
            }
            Comp::Bed(spec) => {
                let slot = self.kind(name, &spec.filter, Kind::Filter, "filter");
                let seat = spec.seat.as_ref().and_then(|s| self.kind(name, s, Kind::Seat, "seat"));
                let outside = spec.overflow_to == "outside";
                let overflow = if outside {
                    None
                } else {
                    self.kind(name, &spec.overflow_to, Kind::Store, "store, or `outside`,")
                };
                if let (Some(slot), Some(pipe)) = (slot, wires.of_bed(name, self)) {
                    p.beds.push(BedPlan { slot, pipe, overflow, seat });
                }
            }
            Comp::Outlet(spec) => {
                let needs = spec.needs.as_ref().and_then(|g| self.guard(name, g));
                p.outlets.push(needs);
            }
            Comp::Indicator(spec) => {
                let window = match &spec.kind {
                    IndicatorKind::Window(s) | IndicatorKind::Float(s) => self.kind(name, s, Kind::Store, "store"),
                    IndicatorKind::Lamp | IndicatorKind::Display | IndicatorKind::Buzzer => None,
                };
                let rules = spec
                    .rules
                    .iter()
                    .filter_map(|(g, pattern)| Some((self.guard(name, g)?, pattern.clone())))
                    .collect();
                p.indicators.push(IndicatorPlan { rules, window });
            }
            Comp::Joint(spec) => p.joints.push(spec.range),
            Comp::Timer(spec) => p.timers.push(spec.limit),
            Comp::Counter(_) | Comp::Grinder(_) | Comp::Piston(_) | Comp::Wand(_) | Comp::Circuit(_) => {
                self.faults.push(Fault::Unsupported { place: name.into(), what: comp.kind() });
            }
            Comp::Filter(_) | Comp::Control(_) | Comp::Seat(_) | Comp::Plug(_) | Comp::Socket(_) => {}
        }
    }

    fn kind(&mut self, place: &str, name: &str, kind: Kind, wanted: &'static str) -> Option<usize> {
        self.names.find_kind(place, name, kind, wanted, &mut self.faults)
    }

    fn source(&mut self, place: &str, kind: &MoverKind, from: &str) -> Option<usize> {
        match (kind, from) {
            (MoverKind::Tap { .. }, "mains") => None,
            (MoverKind::Tap { .. }, _) => {
                let what = format!("a tap draws from `mains`, not from `{from}`");
                self.faults.push(Fault::Wiring { place: place.into(), what });
                None
            }
            _ => self.kind(place, from, Kind::Store, "store"),
        }
    }

    fn line_heater(&mut self, place: &str, wires: &Wires) -> Option<usize> {
        if let [one] = wires.line_heaters[..] {
            return Some(one);
        }
        let what = format!("a thermosiphon needs one heater into Line, and there are {}", wires.line_heaters.len());
        self.faults.push(Fault::Wiring { place: place.into(), what });
        None
    }

    fn lid(&mut self, place: &str, name: &str) -> Option<Lid> {
        match self.names.find(place, name, &mut self.faults)? {
            (Kind::Joint, i) => Some(Lid::Joint(i)),
            (Kind::Seat, i) => Some(Lid::Seat(i)),
            (kind, _) => {
                let found = format!("{kind:?}").to_lowercase();
                let wanted = "joint or seat";
                self.faults.push(Fault::WrongKind { place: place.into(), name: name.into(), found, wanted });
                None
            }
        }
    }

    fn valve(&mut self, place: &str, spec: &ValveSpec) -> ValvePlan {
        let drive = match (&spec.opens_when, &spec.opens_with) {
            (Some(_), Some(_)) => {
                let what = "has both opens_when and opens_with; keep one".into();
                self.faults.push(Fault::Wiring { place: place.into(), what });
                Drive::Command
            }
            (Some(guard), None) => self.guard(place, guard).map_or(Drive::Command, Drive::Guard),
            (None, Some(joint)) => self.kind(place, joint, Kind::Joint, "joint").map_or(Drive::Command, Drive::Joint),
            (None, None) => Drive::Command,
        };
        if matches!(drive, Drive::Joint(_)) && spec.normally == Normally::Open {
            let what = "a valve that follows a joint is normally: Closed".into();
            self.faults.push(Fault::Wiring { place: place.into(), what });
        }
        ValvePlan { cv_m3_s: spec.cv.unwrap_or(f64::INFINITY), normally: spec.normally, drive }
    }

    fn check_power(&mut self, p: &Program) {
        let plugs = self.names.of(Kind::Plug).len();
        if plugs > 1 {
            let place = self.names.of(Kind::Plug)[1].clone();
            self.faults.push(Fault::Wiring { place, what: "a machine has one plug".into() });
        }
        if plugs == 0 && !p.heaters.is_empty() {
            let place = self.names.of(Kind::Heater)[0].clone();
            self.faults.push(Fault::Wiring { place, what: "a heater needs a Plug in the machine".into() });
        }
    }

    fn guard(&mut self, place: &str, guard: &Guard) -> Option<Test> {
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

    fn var(&mut self, place: &str, name: &str) -> Option<Var> {
        let var = Var::parse(name, &self.names, &self.controls, &self.states);
        if var.is_none() {
            self.faults.push(Var::fault(place, name, &self.names, &self.controls, &self.states));
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
            if name == "pressed" {
                return Some((c, Event::Pressed));
            }
            let known = vec!["pressed".to_owned()];
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
            Action::Heat(h, to) => {
                self.kind(place, h, Kind::Heater, "heater").map(|h| Act::Heat(h, matches!(to, HeatTo::On)))
            }
            Action::Open(v) | Action::Shut(v) => {
                let valve = self.kind(place, v, Kind::Valve, "valve")?;
                if commanded.get(valve) == Some(&false) {
                    let what = format!("`{v}` opens by itself (opens_when, opens_with), no action can move it");
                    self.faults.push(Fault::Wiring { place: place.into(), what });
                }
                Some(Act::Valve(valve, matches!(action, Action::Open(_))))
            }
            Action::Start(t) => self.kind(place, t, Kind::Timer, "timer").map(Act::Start),
            Action::Latch(control, name) => {
                let c = self.kind(place, control, Kind::Control, "control")?;
                self.position(place, c, control, name).map(|s| Act::Latch(c, s))
            }
            _ => {
                self.faults.push(Fault::Unsupported { place: place.into(), what: "this action" });
                None
            }
        }
    }
}
