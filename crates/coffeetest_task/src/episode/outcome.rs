//! What came of an action, in the words of somebody who did it.

use coffeetest_world::skill::SkillEnd;

use crate::action::{Action, Claim};
use crate::trace::Outcome;

/// What came of a skill. `felt_g` is how much heavier the hand became, g.
pub(super) fn of_skill(action: &Action, end: Option<SkillEnd>, felt_g: f32) -> Outcome {
    match end {
        Some(Ok(())) => Outcome { ok: true, text: success(action, felt_g) },
        Some(Err(failure)) => Outcome { ok: false, text: format!("`{action}` did not work: {failure}") },
        None => Outcome { ok: false, text: format!("`{action}` was not finished in time") },
    }
}

/// What is left to say at the end.
pub(super) fn of_done(claim: Claim) -> Outcome {
    let text = match claim {
        Claim::Served => "you said that the coffee is served",
        Claim::Impossible => "you said that it cannot be done here",
    };
    Outcome { ok: true, text: text.into() }
}

fn success(action: &Action, felt_g: f32) -> String {
    match action {
        Action::GoTo { target } => format!("you went to {target}"),
        Action::Look { at: crate::action::LookAt::Direction(direction) } => format!("you looked {direction}"),
        Action::Look { at: crate::action::LookAt::Target(target) } => format!("you looked at {target}"),
        Action::Open { target } => format!("you opened {target}"),
        Action::Close { target } => format!("you closed {target}"),
        Action::Pick { target } => format!("you took {target}"),
        Action::Place { target, relation, .. } => format!("you put it down {relation} {target}"),
        Action::Pour { into, .. } => format!("you poured into {into}; what you hold {}", heft(felt_g)),
        Action::Scoop { from, into, .. } => format!("you moved powder from {from} to {into} with the scoop"),
        Action::Press { target } => format!("you pressed {target}"),
        Action::Insert { into, .. } => format!("you put it into {into}"),
        Action::Remove { target } => format!("you took out {target}"),
        Action::Plug { outlet, .. } => format!("you put the plug into {outlet}"),
        Action::Unplug { plug } => format!("you pulled {plug}"),
        Action::Wait { seconds } => format!("you waited {seconds} s"),
        Action::Say { .. } | Action::Done { .. } => action.to_string(),
    }
}

fn heft(felt_g: f32) -> String {
    match felt_g {
        0.0 => "weighs as much as before".into(),
        grams if grams < 0.0 => format!("is {:.0} g lighter", -grams),
        grams => format!("is {grams:.0} g heavier"),
    }
}
