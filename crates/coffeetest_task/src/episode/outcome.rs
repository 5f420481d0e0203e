//! What came of an action, in the words of somebody who did it.

use coffeetest_world::skill::SkillEnd;

use crate::action::{Action, Claim};
use crate::trace::Outcome;

/// What the hand feels at the end of a skill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Felt {
    /// How much heavier it became, g.
    pub(super) gained_g: f32,
    /// Whether it holds something.
    pub(super) full: bool,
}

/// What came of a skill.
pub(super) fn of_skill(action: &Action, end: Option<SkillEnd>, felt: Felt) -> Outcome {
    match end {
        Some(Ok(())) => Outcome { ok: true, text: success(action, felt) },
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

fn success(action: &Action, felt: Felt) -> String {
    match action {
        Action::GoTo { target } => format!("you went to {target}"),
        Action::Look { at: crate::action::LookAt::Direction(direction) } => format!("you looked {direction}"),
        Action::Look { at: crate::action::LookAt::Target(target) } => format!("you looked at {target}"),
        Action::Open { target } => format!("you opened {target}"),
        Action::Close { target } => format!("you closed {target}"),
        Action::Pick { target } => format!("you took {target}"),
        Action::Place { target, relation, .. } if felt.full => format!("you hold it {relation} {target}"),
        Action::Place { target, relation, .. } => format!("you put it down {relation} {target}"),
        Action::Pour { into, .. } => format!("you poured into {into}; what you hold {}", heft(felt.gained_g)),
        Action::Scoop { from, into, .. } => format!("you moved powder from {from} to {into} with the scoop"),
        Action::Fill { tap, .. } => format!("you held it under {tap}; what you hold {}", heft(felt.gained_g)),
        Action::Stir { target, .. } => format!("you stirred {target}"),
        Action::Wipe { target } => format!("you wiped {target}"),
        Action::Press { target, seconds: None } => format!("you pressed {target}"),
        Action::Press { target, seconds: Some(seconds) } => format!("you held {target} down for {seconds} s"),
        Action::Turn { target, to: Some(to), .. } => format!("you turned {target} to {to}"),
        Action::Turn { target, percent, .. } => format!("you turned {target} to {} %", percent.unwrap_or_default()),
        Action::Push { target } => format!("you pushed {target}"),
        Action::Pull { target } => format!("you pulled {target}"),
        Action::Insert { into, .. } => format!("you put it into {into}"),
        Action::Remove { target } => format!("you took out {target}"),
        Action::Plug { outlet, .. } => format!("you put the plug into {outlet}"),
        Action::Unplug { plug } => format!("you pulled {plug}"),
        Action::Wait { seconds } => format!("you waited {seconds} s"),
        Action::Say { .. } | Action::Done { .. } => action.to_string(),
    }
}

fn heft(gained_g: f32) -> String {
    match gained_g {
        0.0 => "weighs as much as before".into(),
        grams if grams < 0.0 => format!("is {:.0} g lighter", -grams),
        grams => format!("is {grams:.0} g heavier"),
    }
}
