//! Agents by name.

use coffeetest_task::nearest::nearest;
use thiserror::Error;

use super::{Explorer, Idle, Player, Random};

/// An agent that can be asked for by name.
#[derive(Clone, Copy)]
pub struct AgentEntry {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Makes one for the seed of a run.
    pub make: fn(seed: u64) -> Player,
}

/// All agents that come with the benchmark.
pub const AGENTS: &[AgentEntry] = &[
    AgentEntry {
        name: "reference",
        about: "reads the whole home and plans; shows that an episode can be solved",
        make: |_| Player::reference(),
    },
    AgentEntry {
        name: "explorer",
        about: "perceives as any agent does, searches, and knows of kitchens what everybody knows",
        make: |_| Player::observing(Explorer::default()),
    },
    AgentEntry {
        name: "random",
        about: "does anything to anything in view",
        make: |seed| Player::observing(Random::new(seed)),
    },
    AgentEntry { name: "idle", about: "waits until the time is up", make: |_| Player::observing(Idle) },
];

/// No agent has that name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no agent `{name}`; {hint}")]
pub struct UnknownAgent {
    /// What was asked for.
    pub name: String,
    /// What there is.
    pub hint: String,
}

/// The agent of that name.
pub fn find(name: &str) -> Result<&'static AgentEntry, UnknownAgent> {
    let names = || AGENTS.iter().map(|entry| entry.name);
    AGENTS.iter().find(|entry| entry.name == name).ok_or_else(|| UnknownAgent {
        name: name.to_owned(),
        hint: match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_agent_is_refused_with_the_nearest_name() {
        let refusal = |name| find(name).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refusal("randon").contains("did you mean `random`?"));
        assert!(refusal("somebody").contains("idle"));
        assert!(AGENTS.iter().all(|entry| find(entry.name).is_ok()));
    }
}
