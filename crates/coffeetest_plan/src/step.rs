//! The next thing to do: the first that is still missing for a served cup.

use std::cell::Cell;

use coffeetest_scene::{Mount, Order};
use coffeetest_task::action::{Action, Claim};
use coffeetest_task::episode::Episode;

use crate::next::{Next, Wish};
use crate::op::Op;
use crate::plan::Plan;
use crate::survey::Survey;
use crate::tries::Tries;
use crate::way::Water;

/// An action that failed this often is given up.
pub(crate) const GIVE_UP: u32 = 6;

/// One decision.
pub(crate) struct Step<'a> {
    pub survey: &'a Survey,
    pub plan: &'a Plan,
    pub order: &'a Order,
    pub episode: &'a Episode,
    pub tries: &'a Tries,
    /// Whether the drink was ready once: it is not made anew because it cooled or was carried.
    pub ready: &'a Cell<bool>,
}

impl Step<'_> {
    /// What to do now; why the plan cannot be carried on, if it cannot.
    pub(crate) fn next(&self) -> Result<Action, String> {
        let action = if self.is_served() {
            self.finish()
        } else if self.is_ready() {
            self.serve()
        } else if self.is_brewing() {
            self.attend()
        } else {
            self.prepare()
        };
        if let Action::Done { claim: Claim::Impossible, reason } = &action {
            return Err(reason.clone().unwrap_or_else(|| "it does not work".into()));
        }
        if self.tries.failures(&action) >= GIVE_UP {
            return Err(format!("`{action}` keeps failing"));
        }
        Ok(self.step_back(&action).unwrap_or(action))
    }

    /// Whether the drink is ready, or was and is still there.
    pub(crate) fn is_ready(&self) -> bool {
        if self.is_brewed() {
            self.ready.set(true);
        }
        self.ready.get() && (self.drink_solids_kg() > 2e-4 || self.served_cup().is_some())
    }

    /// After a failure, another place to come from: somewhere else first, then again.
    fn step_back(&self, action: &Action) -> Wish {
        let failures = self.tries.failures(action);
        let elsewhere: Vec<Action> = self
            .survey
            .items
            .iter()
            .filter(|item| item.spec.mount == Mount::Fixed && !item.spec.surfaces.is_empty())
            .filter_map(|item| self.name(item.entity))
            .map(|target| Action::GoTo { target })
            .collect();
        let gone: u32 = elsewhere.iter().map(|way| self.tries.times(way)).sum();
        let total = self.tries.all_failures();
        if failures == 0 || gone >= total || elsewhere.is_empty() {
            return None;
        }
        elsewhere.into_iter().min_by_key(|way| self.tries.times(way))
    }

    /// Everything up to the moment at which coffee and water meet, then that.
    fn prepare(&self) -> Action {
        let commit = self.plan.ops.iter().position(Op::is_commitment).unwrap_or(self.plan.ops.len());
        let mut waits = false;
        for op in &self.plan.ops[..commit] {
            match self.prepared(op) {
                Next::Met => {}
                Next::Do(action) => return action,
                Next::Pending => waits = true,
            }
        }
        if waits {
            return self.meanwhile();
        }
        match self.plan.ops.get(commit) {
            Some(op) => self.commit(op),
            None => self.attend(),
        }
    }

    /// Whether a step of the preparation is done.
    pub(crate) fn is_prepared(&self, op: &Op) -> bool {
        match op {
            Op::Fill { thing, store, kg } => self.missing_water_kg(*thing, store, *kg) <= 0.0,
            Op::Filter { thing, slot, .. } => self.read(*thing, slot, "present") > 0.0,
            Op::Dose { thing, place, kg, coffee } => self.missing_coffee_kg(*thing, place, *kg, coffee) <= 0.0,
            _ => true,
        }
    }

    /// Whether a step has to do with hot water that is in the hand already, or unplugged to be taken.
    fn is_of_source(&self, op: &Op) -> bool {
        let Water::Poured(source) = &self.plan.way.water else { return false };
        let Some((vessel, store)) = source.vessel() else { return false };
        let about = match op {
            Op::Live { thing } | Op::Fill { thing, .. } | Op::Home { thing, .. } | Op::Shut { thing, .. } => *thing,
            Op::OnFire { thing, .. } => *thing,
            Op::Heat { .. } => vessel,
            _ => return false,
        };
        let plugged = self.plug_of(self.item(vessel)).is_none_or(|(_, seated)| seated);
        about == vessel && (self.holds(vessel) || !plugged) && self.read(vessel, store, "temp_c") > crate::stock::HOT_C
    }

    /// Whether a step gives power to a mill that has done its work.
    fn is_of_mill(&self, op: &Op) -> bool {
        let Op::Live { thing } = op else { return false };
        self.plan.ops.iter().any(|op| {
            matches!(op, Op::Grind { mill, kg, .. } if mill == thing && self.is_ground(*mill, *kg) && !self.is_on(*mill))
        })
    }

    fn prepared(&self, op: &Op) -> Next {
        if self.is_of_source(op) || self.is_of_mill(op) {
            return Next::Met;
        }
        match op {
            // Laid bare as needed.
            Op::Open { .. } | Op::TakeOff { .. } => Next::Met,
            Op::SetOut { thing, species } => self.set_out(*thing, *species).into(),
            Op::Unpack { pack } => Next::Do(self.take(*pack)),
            Op::Live { thing } => self.live(*thing),
            Op::Clear { thing, slot } => self.cleared(*thing, slot).into(),
            Op::Filter { thing, slot, loaded } => self.filtered(*thing, slot, *loaded),
            Op::Fill { thing, store, kg } => self.cupboards_shut().or_else(|| self.filled(*thing, store, *kg)).into(),
            Op::Heat { source } => self.heated(source),
            Op::Grind { mill, grinder, from, kg, d50_um } => self.ground((*mill, grinder), *from, *kg, *d50_um),
            Op::Dose { thing, place, coffee, kg } => self.dosed(*thing, place, coffee, *kg).into(),
            Op::Tamp { thing, bed } => self.tamped(*thing, bed).into(),
            Op::Sweeten { thing, place, kg } => self.sweetened(*thing, place, *kg).into(),
            Op::Home { thing, part, seat } => self.homed(*thing, part, seat).into(),
            Op::Shut { thing, part } => self.shut_part(*thing, part).into(),
            Op::Receive { thing, vessel, seat } => self.received(*thing, *vessel, seat.as_deref()).into(),
            Op::Mount { thing, vessel } => self.mounted(*thing, *vessel).into(),
            Op::OnFire { thing, fire } => self.on_fire(*thing, fire).into(),
            _ => Next::Met,
        }
    }
}
