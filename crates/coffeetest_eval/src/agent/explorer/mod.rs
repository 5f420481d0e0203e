//! An agent without privileges: it searches, remembers, and knows of kitchens what everybody knows.

mod cup;
mod grind;
mod hand;
mod heat;
mod hob;
mod life;
mod live;
mod machine;
mod manual;
mod memory;
mod notion;
mod operate;
mod powder;
mod search;
mod water;
mod way;
mod words;

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use coffeetest_task::action::{Action, Claim};
use coffeetest_task::observation::{Observation, TaskInfo};

use self::life::{Life, Line};
use super::{Act, Agent, AgentError};

/// Looks, opens cabinets, tries what it finds with general knowledge, and says what it has seen of the outcome.
#[derive(Default)]
pub struct Explorer {
    line: Line,
    course: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Agent for Explorer {
    fn reset(&mut self, task: &TaskInfo) -> Result<(), AgentError> {
        self.line = Line::default();
        self.course = Some(Box::pin(live::live(Life::new(self.line.clone(), task))));
        Ok(())
    }

    fn act(&mut self, observation: &Observation) -> Result<Act, AgentError> {
        let course = self.course.as_mut().ok_or_else(|| AgentError::Failed("no episode has begun".into()))?;
        self.line.tell(observation.clone());
        // What it does is a course of actions that stops after each of them until the next observation.
        match course.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => {}
            Poll::Ready(()) => self.course = None,
        }
        let over = Action::Done { claim: Claim::Impossible, reason: None };
        Ok(Act::Action(self.line.wish().unwrap_or(over)))
    }
}
