//! Whether a body has the force, the hands and the grip for a plan.

use coffeetest_scene::{Attach, Body, hindrances};

use crate::op::Op;
use crate::plan::Plan;
use crate::survey::Survey;

/// Why a body cannot carry out a plan, if it cannot.
pub(crate) fn hindered(survey: &Survey, plan: &Plan, body: &Body) -> Option<String> {
    plan.ops.iter().zip(&plan.needs).find_map(|(op, needs)| {
        let (thing, places) = match op {
            Op::Open { thing, part } => (*thing, vec![part.as_str()]),
            Op::TakeOff { thing, part } => (*thing, vec![part.as_str()]),
            // A part that stays where it is needs no hand.
            Op::Home { thing, part, seat } if !needs.is_empty() => (*thing, vec![part.as_str(), seat.as_str()]),
            Op::Plunge { thing, joint } => (*thing, vec![joint.as_str()]),
            Op::Mount { thing, .. } | Op::OnFire { thing, .. } => (*thing, vec!["body"]),
            Op::Grind { mill, grinder, .. } => (*mill, vec![grinder.as_str()]),
            _ => return None,
        };
        let item = survey.item(thing)?;
        let joint = |part: &str| match item.spec.bodies.get(part).and_then(|body| body.attach.as_ref()) {
            Some(Attach::Joint { comp, .. } | Attach::Seat { comp, .. }) => Some(comp.clone()),
            _ => None,
        };
        let crank = |grinder: &str| match item.spec.comps.get(grinder) {
            Some(coffeetest_brew::spec::Comp::Grinder(spec)) => spec.crank.clone(),
            _ => None,
        };
        let places: Vec<String> = places
            .into_iter()
            .flat_map(|place| [Some(place.to_owned()), joint(place), crank(place)])
            .flatten()
            .collect();
        let hindrance = hindrances(&item.spec, body).into_iter().find(|hindrance| places.contains(&hindrance.place))?;
        Some(format!("{}: {hindrance}", item.spec.name.en))
    })
}
