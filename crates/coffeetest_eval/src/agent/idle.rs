//! An agent that waits.

use coffeetest_task::action::Action;
use coffeetest_task::observation::{Observation, TaskInfo};

use super::{Act, Agent, AgentError};

/// Waits until the time is up; a floor for every score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Idle;

impl Agent for Idle {
    fn reset(&mut self, _: &TaskInfo) -> Result<(), AgentError> {
        Ok(())
    }

    fn act(&mut self, _: &Observation) -> Result<Act, AgentError> {
        Ok(Act::Action(Action::Wait { seconds: 60.0 }))
    }
}
