//! Filters, pods and removable parts: out, in, tight; lids shut.

use bevy::prelude::Entity;
use coffeetest_brew::spec::Comp;
use coffeetest_task::action::{Action, Claim};
use coffeetest_world::seat::accepts;

use crate::graph::Graph;
use crate::next::{Next, Wish};
use crate::step::Step;
use crate::stock;
use crate::wish::AJAR;

/// Coffee on a filter that is worth speaking of, g, and the share that has dissolved of fresh coffee at most.
const DREGS_G: f64 = 0.5;
const FRESH: f64 = 0.02;

impl Step<'_> {
    /// What water has gone through is out of a slot.
    pub(crate) fn cleared(&self, thing: Entity, slot: &str) -> Wish {
        let item = self.item(thing);
        let wet = self.read(thing, slot, "present") > 0.0 && self.read(thing, slot, "wet") > 0.0;
        if !wet || !self.is_used(thing, slot) {
            return None;
        }
        let piece = item.seats.get(slot).copied().flatten()?;
        Some(
            self.bare(thing, slot)
                .or_else(|| self.empty_hand())
                .unwrap_or_else(|| self.on(piece, |target| Action::Remove { target })),
        )
    }

    /// Whether coffee has been made with what is in a slot; a few drops do it no harm.
    fn is_used(&self, thing: Entity, slot: &str) -> bool {
        let comps = &self.item(thing).spec.comps;
        let mut beds = comps.iter().filter(|(_, comp)| matches!(comp, Comp::Bed(bed) if bed.filter == slot)).peekable();
        let brewed =
            |bed: &str| self.read(thing, bed, "dose_g") > DREGS_G && self.read(thing, bed, "extracted") > FRESH;
        beds.peek().is_none() || beds.any(|(bed, _)| brewed(bed))
    }

    /// A fresh piece is in a slot.
    pub(crate) fn filtered(&self, thing: Entity, slot: &str, loaded: bool) -> Next {
        if self.read(thing, slot, "present") > 0.0 {
            return Next::Met;
        }
        let item = self.item(thing);
        let held = self.survey.held_item().filter(|held| {
            held.entity != thing && accepts(&item.spec, slot, &held.spec, "body") && !(loaded && held.is_spent)
        });
        if held.is_some() {
            let bare = self.bare(thing, slot);
            return Next::Do(bare.unwrap_or_else(|| self.at(thing, slot, |into| Action::Insert { item: None, into })));
        }
        if let Some(action) = self.bare(thing, slot) {
            return Next::Do(action);
        }
        let Some(piece) = stock::piece(self.survey, item, slot, loaded.then_some(self.plan.way.decaf)) else {
            let reason = Some("there are no filters".into());
            return Next::Do(Action::Done { claim: Claim::Impossible, reason });
        };
        Next::Do(self.take(piece))
    }

    /// A removable part is in its seat, and tight.
    pub(crate) fn homed(&self, thing: Entity, body: &str, seat: &str) -> Wish {
        let item = self.item(thing);
        let part = *item.parts.get(body)?;
        let sits = item.seats.get(seat).copied().flatten() == Some(part);
        if !sits {
            if self.holds_part(part) {
                return Some(self.at(thing, seat, |into| Action::Insert { item: None, into }));
            }
            return Some(self.take_part(thing, body));
        }
        if self.holds_part(part) {
            return Some(self.at(thing, seat, |into| Action::Insert { item: None, into }));
        }
        if Graph(&item.spec).twist_deg(seat) > 0.0 && self.read(thing, seat, "tight") < 0.95 {
            let action = self.turn(part, "tight");
            return self.is_worth(&action).then(|| self.empty_hand().unwrap_or(action));
        }
        None
    }

    /// A lid or door is shut, as far as that works and unless a later step of the preparation needs it open.
    pub(crate) fn shut_part(&self, thing: Entity, body: &str) -> Wish {
        let item = self.item(thing);
        let part = *item.parts.get(body)?;
        let open = item.moving.iter().find(|(_, moved, _)| *moved == part).map(|(.., open)| *open)?;
        if open <= AJAR {
            return None;
        }
        self.close_if_worth(part)
    }

    /// Grounds are pressed together: with what the machine has for it, or with a tool.
    pub(crate) fn tamped(&self, thing: Entity, bed: &str) -> Wish {
        let item = self.item(thing);
        let tamped = item.machine.as_ref()?.get(&format!("{bed}.tamped"))?;
        if tamped > 0.0 {
            return None;
        }
        let aim = |trial: &crate::trial::Trial| trial.get(&format!("{bed}.tamped")) > 0.0;
        let deed = self.rehearsed(thing, &aim, 5.0)?;
        Some(self.deed(thing, &deed))
    }

    /// Shuts a part, unless that failed before; whatever the hand holds is put down for it.
    pub(crate) fn close_if_worth(&self, part: Entity) -> Wish {
        let action = self.on(part, |target| Action::Close { target });
        self.is_worth(&action).then(|| self.close(part))
    }

    /// Whether an optional action has not failed yet.
    pub(crate) fn is_worth(&self, action: &Action) -> bool {
        self.tries.failures(action) < 2
    }

    /// The first deed of that one of the shortest ways after which a machine is least off what is wished.
    pub(crate) fn rehearsed_best(
        &self,
        thing: Entity,
        reached: &dyn Fn(&crate::trial::Trial) -> bool,
        patience_s: f64,
        off: &dyn Fn(&crate::trial::Trial) -> f64,
    ) -> Option<crate::trial::Deed> {
        let item = self.item(thing);
        let trial = crate::trial::Trial::of(item.machine.as_ref()?);
        let ways = crate::rehearse::ways(&item.spec, trial, &crate::rehearse::Aim { reached, patience_s });
        let best = ways.into_iter().min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b)));
        best.and_then(|(deeds, _)| deeds.into_iter().next())
    }

    /// The first deed of the shortest way to bring something about on a machine as it is.
    pub(crate) fn rehearsed(
        &self,
        thing: Entity,
        reached: &dyn Fn(&crate::trial::Trial) -> bool,
        patience_s: f64,
    ) -> Option<crate::trial::Deed> {
        let item = self.item(thing);
        let trial = crate::trial::Trial::of(item.machine.as_ref()?);
        let ways = crate::rehearse::ways(&item.spec, trial, &crate::rehearse::Aim { reached, patience_s });
        ways.into_iter().next().and_then(|(deeds, _)| deeds.into_iter().next())
    }
}
