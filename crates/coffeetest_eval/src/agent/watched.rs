//! An agent on a thread of its own, which is given up when it does not answer in time.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use coffeetest_task::observation::{Observation, TaskInfo};

use super::{Act, Agent, AgentError};

/// An agent that has a limited time for each answer. One that never answers is left behind on its thread, and a
/// panic of it becomes an error.
#[derive(Debug)]
pub struct Watched {
    line: Option<(Sender<Call>, Receiver<Reply>)>,
    limit: Duration,
}

enum Call {
    Reset(TaskInfo),
    Act(Observation),
}

type Reply = Result<Option<Act>, AgentError>;

impl Watched {
    /// Puts an agent on a thread of its own.
    pub fn new(mut agent: Box<dyn Agent>, limit: Duration) -> Watched {
        let (send_call, calls) = channel();
        let (send_reply, replies) = channel();
        // The thread ends when this end of the line is dropped, or stays behind with an agent that hangs.
        std::thread::spawn(move || {
            for call in calls {
                let reply = match call {
                    Call::Reset(task) => caught(|| agent.reset(&task)).map(|()| None),
                    Call::Act(observation) => caught(|| agent.act(&observation)).map(Some),
                };
                if send_reply.send(reply).is_err() {
                    return;
                }
            }
        });
        Watched { line: Some((send_call, replies)), limit }
    }

    fn ask(&mut self, call: Call) -> Reply {
        let timed_out = AgentError::TimedOut { limit_s: self.limit.as_secs_f64() };
        let Some((calls, replies)) = &self.line else { return Err(timed_out) };
        let gone = || Err(AgentError::Failed("the agent's thread has ended".into()));
        if calls.send(call).is_err() {
            return gone();
        }
        match replies.recv_timeout(self.limit) {
            Ok(reply) => reply,
            Err(RecvTimeoutError::Disconnected) => gone(),
            Err(RecvTimeoutError::Timeout) => {
                // A late answer must not be taken for the next one.
                self.line = None;
                Err(timed_out)
            }
        }
    }
}

impl Agent for Watched {
    fn reset(&mut self, task: &TaskInfo) -> Result<(), AgentError> {
        self.ask(Call::Reset(task.clone())).map(drop)
    }

    fn act(&mut self, observation: &Observation) -> Result<Act, AgentError> {
        let reply = self.ask(Call::Act(observation.clone()))?;
        reply.ok_or_else(|| AgentError::Failed("the agent gave no action".into()))
    }
}

/// Calls an agent; a panic becomes an error.
pub fn caught<T>(call: impl FnOnce() -> Result<T, AgentError>) -> Result<T, AgentError> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| Err(AgentError::Failed(words(panic.as_ref()))))
}

/// What a panic said.
pub(crate) fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without words"))
}

#[cfg(test)]
mod tests {
    use coffeetest_task::action::Action;

    use super::*;
    use crate::clock::Stopwatch;

    /// Does what its tick tells: 0 acts, 1 fails, 2 panics, 3 hangs.
    struct Moody;

    impl Agent for Moody {
        fn reset(&mut self, _: &TaskInfo) -> Result<(), AgentError> {
            Ok(())
        }

        fn act(&mut self, observation: &Observation) -> Result<Act, AgentError> {
            match observation.tick {
                0 => Ok(Act::Action(Action::served())),
                1 => Err(AgentError::Failed("no idea".into())),
                2 => panic!("tick {}", observation.tick),
                _ => loop {
                    std::thread::sleep(Duration::from_secs(3600));
                },
            }
        }
    }

    #[test]
    fn failures_panics_and_silence_become_errors() {
        let mut agent = Watched::new(Box::new(Moody), Duration::from_millis(200));
        let mut ask = |tick| agent.act(&Observation { tick, ..Observation::default() });
        assert_eq!(ask(0), Ok(Act::Action(Action::served())));
        assert_eq!(ask(1), Err(AgentError::Failed("no idea".into())));
        assert_eq!(ask(2), Err(AgentError::Failed("panicked: tick 2".into())));
        assert_eq!(ask(0), Ok(Act::Action(Action::served())), "a panic is no reason to stop");
        let watch = Stopwatch::start();
        assert_eq!(ask(3), Err(AgentError::TimedOut { limit_s: 0.2 }));
        assert_eq!(ask(0), Err(AgentError::TimedOut { limit_s: 0.2 }));
        assert!(watch.elapsed_s() < 5.0);
    }
}
