//! The canonical English text of an action.

use std::fmt;

use super::{Action, Claim, Direction, LookAt, Name, Relation};

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::GoTo { target }
            | Action::Open { target }
            | Action::Close { target }
            | Action::Pick { target }
            | Action::Wipe { target }
            | Action::Push { target }
            | Action::Pull { target }
            | Action::Remove { target }
            | Action::Unplug { plug: target } => write!(f, "{} {target}", self.verb()),
            Action::Look { at: LookAt::Direction(direction) } => write!(f, "look {direction}"),
            Action::Look { at: LookAt::Target(target) } => write!(f, "look at {target}"),
            Action::Place { item, target, relation } => write!(f, "place {}{relation} {target}", Held(item)),
            Action::Stir { target, seconds } => write!(f, "stir {target}{}", ForTime(*seconds)),
            Action::Press { target, seconds } => write!(f, "press {target}{}", ForTime(*seconds)),
            Action::Turn { target, to: Some(to), .. } => match to.as_str() {
                plain @ ("on" | "off" | "tight" | "loose") => write!(f, "turn {target} {plain}"),
                position => write!(f, "turn {target} to {position}"),
            },
            Action::Turn { target, percent, .. } => write!(f, "turn {target} to {} %", percent.unwrap_or_default()),
            Action::Fill { item, tap, amount_ml } => {
                write!(f, "fill {}", Held(item))?;
                amount_ml.map_or(Ok(()), |amount| write!(f, "with {amount} ml "))?;
                write!(f, "at {tap}")
            }
            Action::Pour { from, into, amount_ml, rate_ml_s } => {
                f.write_str("pour ")?;
                amount_ml.map_or(Ok(()), |amount| write!(f, "{amount} ml "))?;
                rate_ml_s.map_or(Ok(()), |rate| write!(f, "at {rate} ml/s "))?;
                from.as_ref().map_or(Ok(()), |from| write!(f, "from {from} "))?;
                write!(f, "into {into}")
            }
            Action::Scoop { from, into, amount_g } => {
                f.write_str("scoop ")?;
                amount_g.map_or(Ok(()), |amount| write!(f, "{amount} g "))?;
                write!(f, "from {from} into {into}")
            }
            Action::Insert { item, into } => write!(f, "insert {}into {into}", Held(item)),
            Action::Plug { plug, outlet } => write!(f, "plug {}into {outlet}", Held(plug)),
            Action::Wait { seconds } => write!(f, "wait {seconds} s"),
            Action::Say { text } => write!(f, "say {}", Quoted(text)),
            Action::Done { claim, reason } => {
                write!(f, "done: {claim}")?;
                reason.as_ref().map_or(Ok(()), |reason| write!(f, " because {}", Quoted(reason)))
            }
        }
    }
}

/// A name and a space, or nothing.
struct Held<'a>(&'a Option<Name>);

impl fmt::Display for Held<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |name| write!(f, "{name} "))
    }
}

/// ` for 3 s`, or nothing.
struct ForTime(Option<f64>);

impl fmt::Display for ForTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |seconds| write!(f, " for {seconds} s"))
    }
}

/// Text in quotes, escaped as in JSON so that it stays on one line and can be read back.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::Value::from(self.0).to_string())
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Direction::Left => "left",
            Direction::Right => "right",
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Ahead => "ahead",
            Direction::Behind => "behind",
            Direction::Around => "around",
        })
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Relation::On => "on",
            Relation::In => "in",
            Relation::Under => "under",
        })
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Claim::Served => "served",
            Claim::Impossible => "impossible",
        })
    }
}
