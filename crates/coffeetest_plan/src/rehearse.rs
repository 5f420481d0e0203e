//! How to bring something about on a machine: found by trying its controls on a copy of it.

use std::collections::BTreeSet;

use coffeetest_brew::Machine;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, ControlClass};
use coffeetest_scene::Thing;

use crate::graph::Graph;
use crate::trial::{Deed, Trial};

/// Deeds in a row at most, waiting not counted.
const DEPTH: usize = 5;
/// What is tried at most, so that a machine with many buttons is not pondered for ever.
const MOST_TRIALS: usize = 2500;
/// A machine in which nothing goes on is watched for so long, s.
const IDLE_S: f64 = 20.0;
/// Changes of what a machine shows that are waited for after a deed.
const MOST_CHANGES: usize = 4;

/// A moment to act is when so much of the coffee has dissolved.
const STEEPED: f64 = 0.17;
/// Water that stands on a bed is more than this, ml.
const STANDS_ML: f64 = 20.0;

/// What is to come about.
pub(crate) struct Aim<'a> {
    /// Whether it has.
    pub reached: &'a dyn Fn(&Trial) -> bool,
    /// How long that may take after the last deed, s.
    pub patience_s: f64,
}

/// Everything that a hand can do to a machine, from how it is now.
pub(crate) fn deeds(thing: &Thing, trial: &Trial) -> Vec<Deed> {
    let mut all = Vec::new();
    for (index, name) in trial.machine.names(Kind::Control).iter().enumerate() {
        let Some(spec) = Graph(thing).control(name) else { continue };
        if Graph(thing).part_of(name).is_none() || Graph(thing).sets_grain(name) {
            continue;
        }
        if spec.class.is_momentary() {
            all.push(Deed::Press(name.clone()));
            if listens(thing, name, "held") {
                all.push(Deed::Hold(name.clone()));
            }
            if listens(thing, name, "released") {
                all.push(Deed::Keep(name.clone()));
            }
            continue;
        }
        if spec.class == ControlClass::ValveKnob {
            let open = trial.inputs.controls[index].open;
            all.push(Deed::Swing(name.clone(), if open > 0.5 { 0.0 } else { 1.0 }));
            continue;
        }
        let (now, count) = (trial.machine.control(index), spec.states.len());
        // What is pushed goes on to its next position; what is turned goes to any.
        let others = if spec.class.turns() { (0..count).collect() } else { vec![(now + 1) % count.max(1)] };
        all.extend(others.into_iter().filter(|state| *state != now).map(|state| Deed::Set(name.clone(), state)));
    }
    for (index, name) in trial.machine.names(Kind::Joint).iter().enumerate() {
        let Some(Comp::Joint(spec)) = thing.comps.get(name) else { continue };
        let moves = Graph(thing).works(name) || Graph(thing).is_felt(name);
        if moves && Graph(thing).part_of(name).is_some() && !is_plunger(thing, name) {
            let share = (trial.inputs.joints[index].x - spec.range.0) / (spec.range.1 - spec.range.0);
            all.push(Deed::Swing(name.clone(), if share > 0.5 { 0.0 } else { 1.0 }));
        }
    }
    for body in thing.bodies.keys().filter(|body| Graph(thing).own_seat(body).is_some()) {
        let seats: Vec<&str> = Graph(thing).seats_of(body).collect();
        let is_in = |seat: &str| {
            trial.machine.index(Kind::Seat, seat).is_some_and(|seat| {
                let state = &trial.inputs.seats[seat];
                state.occupied && state.tight > 0.95
            })
        };
        let others = seats.iter().filter(|seat| seats.len() > 1 && !is_in(seat));
        all.extend(others.map(|seat| Deed::Move(body.clone(), (*seat).to_owned())));
    }
    all
}

/// Whether the controller heeds that this becomes of a control.
fn listens(thing: &Thing, control: &str, what: &str) -> bool {
    use coffeetest_brew::spec::Trigger;
    thing.ctrl.iter().any(|row| matches!(&row.1, Trigger::Event(name, event) if name == control && event == what))
}

fn is_plunger(thing: &Thing, joint: &str) -> bool {
    thing.comps.values().any(|comp| match comp {
        Comp::Piston(piston) => piston.joint == joint,
        Comp::Grinder(grinder) => grinder.crank.as_deref() == Some(joint),
        _ => false,
    })
}

/// The shortest ways to an aim, as deeds with the waits between them; with each, how things are when it is reached.
/// Empty if nothing that was tried leads there.
pub(crate) fn ways(thing: &Thing, start: Trial, aim: &Aim) -> Vec<(Vec<Deed>, Trial)> {
    if (aim.reached)(&start) {
        return vec![(Vec::new(), start)];
    }
    let mut seen = BTreeSet::from([start.digest()]);
    let mut trials = 0;
    let mut front: Vec<(Vec<Deed>, Trial)> = Vec::new();
    let mut found = Vec::new();
    watch(&(Vec::new(), start), aim, &mut seen, &mut found, &mut front);
    for _ in 0..DEPTH {
        if !found.is_empty() {
            break;
        }
        let mut next = Vec::new();
        for (done, trial) in &front {
            for deed in deeds(thing, trial) {
                if trials >= MOST_TRIALS {
                    return found;
                }
                trials += 1;
                let mut tried = trial.clone();
                tried.act(&deed, thing);
                if !(aim.reached)(&tried) && !seen.insert(tried.digest()) {
                    continue;
                }
                let mut done = done.clone();
                done.push(deed);
                watch(&(done, tried), aim, &mut seen, &mut found, &mut next);
            }
        }
        front = next;
    }
    found
}

/// Lets a machine go on: either the aim is reached, or the moments at which it showed something new are kept.
fn watch(
    from: &(Vec<Deed>, Trial),
    aim: &Aim,
    seen: &mut BTreeSet<u64>,
    found: &mut Vec<(Vec<Deed>, Trial)>,
    moments: &mut Vec<(Vec<Deed>, Trial)>,
) {
    let (done, mut trial) = (from.0.clone(), from.1.clone());
    if (aim.reached)(&trial) {
        found.push((done, trial));
        return;
    }
    let mut kept = vec![from.clone()];
    let (began_s, mut changes) = (trial.time_s, trial.changes);
    let mut steeped = is_steeped(&trial.machine);
    while trial.time_s - began_s < aim.patience_s && !trial.machine.is_asleep() {
        // What neither heats nor moves is waited for no longer than its timers may take.
        if trial.time_s - began_s > IDLE_S
            && !is_busy(&trial.machine)
            && !trial.flows()
            && (steeped || !is_steeping(&trial.machine))
        {
            break;
        }
        trial.stride();
        if (aim.reached)(&trial) {
            let mut done = done;
            done.push(Deed::Wait(trial.time_s - began_s));
            found.push((done, trial));
            return;
        }
        let steeps = !steeped && is_steeped(&trial.machine);
        steeped |= steeps;
        if steeps || (trial.changes != changes && kept.len() <= MOST_CHANGES) {
            changes = trial.changes;
            if !seen.insert(trial.digest()) {
                continue;
            }
            let mut waited = done.clone();
            waited.push(Deed::Wait(trial.time_s - began_s));
            kept.push((waited, trial.clone()));
        }
    }
    // What has become of it in the end is a moment, too: it may have got hot without showing it.
    if trial.time_s - began_s > 1.0 && seen.insert(trial.digest()) {
        let mut waited = done;
        waited.push(Deed::Wait(trial.time_s - began_s));
        kept.push((waited, trial));
    }
    moments.append(&mut kept);
}

/// Whether the coffee on some bed has steeped.
fn is_steeped(machine: &Machine) -> bool {
    machine.names(Kind::Bed).iter().any(|bed| machine.get(&format!("{bed}.extracted")).is_some_and(|x| x > STEEPED))
}

/// Whether water stands among the coffee on some bed.
fn is_steeping(machine: &Machine) -> bool {
    let read = |bed: &str, var: &str| machine.get(&format!("{bed}.{var}")).unwrap_or(0.0);
    machine.names(Kind::Bed).iter().any(|bed| read(bed, "ml") > STANDS_ML && read(bed, "dose_g") > 1.0)
}

/// Whether anything in a machine is switched on or moves.
pub(crate) fn is_busy(machine: &Machine) -> bool {
    let on = |kind: Kind, var: &str| {
        machine.names(kind).iter().any(|name| machine.get(&format!("{name}.{var}")).is_some_and(|x| x > 0.0))
    };
    let flows = |name: &String| machine.get(&format!("{name}.q")).is_some_and(|kg_s| kg_s > 1e-5);
    on(Kind::Heater, "on")
        || on(Kind::Mover, "running")
        || on(Kind::Grinder, "on")
        || machine.names(Kind::Mover).iter().any(flows)
}
