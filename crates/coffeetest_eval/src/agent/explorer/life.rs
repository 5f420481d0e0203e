//! One episode as the agent lives it: it acts, and remembers what it then perceives.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use coffeetest_task::action::{Action, Claim, LookAt, Name};
use coffeetest_task::observation::{Observation, TaskInfo};

use super::memory::Memory;

/// The same action is not tried again after it has failed this often.
const TRIES: u32 = 2;
/// Actions and time kept for the end, to say how it went.
const STEPS_LEFT: u64 = 4;
const TIME_LEFT_S: f64 = 20.0;

/// Between the course of actions and the episode: an observation one way, an action the other.
#[derive(Clone, Default)]
pub(super) struct Line(Arc<Mutex<(Option<Observation>, Option<Action>)>>);

impl Line {
    fn ends(&self) -> MutexGuard<'_, (Option<Observation>, Option<Action>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell(&self, observation: Observation) {
        self.ends().0 = Some(observation);
    }

    pub(super) fn wish(&self) -> Option<Action> {
        self.ends().1.take()
    }

    async fn next(&self) -> Observation {
        poll_fn(|_| self.ends().0.take().map_or(Poll::Pending, Poll::Ready)).await
    }
}

/// What the agent knows, and its means to act.
pub(super) struct Life {
    line: Line,
    /// The words of the order, in lower case.
    pub(super) order: String,
    pub(super) memory: Memory,
    /// What is perceived now.
    pub(super) now: Observation,
    /// Doors that it has opened and not yet closed.
    pub(super) ajar: BTreeSet<Name>,
    /// How heavy things were when they were taken first and last, g.
    pub(super) weights: BTreeMap<Name, (f32, f32)>,
    failed: BTreeMap<String, u32>,
    steps: u64,
    time_s: f64,
}

impl Life {
    pub(super) fn new(line: Line, task: &TaskInfo) -> Life {
        Life {
            line,
            order: task.order.to_lowercase(),
            memory: Memory::default(),
            now: Observation::default(),
            ajar: BTreeSet::new(),
            weights: BTreeMap::new(),
            failed: BTreeMap::new(),
            steps: task.max_steps,
            time_s: task.time_limit_s,
        }
    }

    /// Opens the eyes.
    pub(super) async fn wake(&mut self) {
        self.now = self.line.next().await;
        self.memory.perceive(&self.now, &self.ajar);
    }

    /// Does something, unless it is too late for it or has failed too often; gives whether it worked.
    pub(super) async fn act(&mut self, action: Action) -> bool {
        // From another place the same may work.
        let [x, y] = self.now.body.position_m.map(|metres| (10.0 * metres) as i32);
        let words = format!("{action} at {x}, {y}");
        let is_vain = self.failed.get(&words).is_some_and(|times| *times >= TRIES);
        if is_vain || self.is_late() {
            return false;
        }
        let held = self.now.holding.as_ref().map(|held| held.to_string());
        self.perform(action).await;
        let worked = self.now.outcome.as_ref().is_none_or(|outcome| outcome.ok);
        match (worked, held) {
            (false, _) => *self.failed.entry(words).or_default() += 1,
            // What has been moved can be tried again.
            (true, Some(held)) if self.now.holding.is_none() => self.failed.retain(|words, _| !words.contains(&held)),
            _ => {}
        }
        worked
    }

    async fn perform(&mut self, action: Action) {
        self.line.ends().1 = Some(action);
        self.steps = self.steps.saturating_sub(1);
        self.wake().await;
    }

    /// Whether there is no more room to try anything.
    pub(super) fn is_late(&self) -> bool {
        self.steps <= STEPS_LEFT || self.now.time_s + TIME_LEFT_S > self.time_s
    }

    /// What was said of the last action.
    pub(super) fn said(&self) -> &str {
        self.now.outcome.as_ref().map_or("", |outcome| &outcome.text)
    }

    pub(super) async fn look(&mut self, at: &Name) -> bool {
        self.act(Action::Look { at: LookAt::Target(at.clone()) }).await
    }

    pub(super) async fn wait(&mut self, seconds: f64) -> bool {
        self.act(Action::Wait { seconds }).await
    }

    pub(super) async fn open(&mut self, part: &Name) -> bool {
        self.act(Action::Open { target: part.clone() }).await
    }

    pub(super) async fn close(&mut self, part: &Name) -> bool {
        self.act(Action::Close { target: part.clone() }).await
    }

    pub(super) async fn press(&mut self, part: &Name) -> bool {
        self.act(Action::press(part.clone())).await
    }

    /// Ends the episode.
    pub(super) async fn end(&mut self, claim: Claim, reason: Option<String>) {
        self.perform(Action::Done { claim, reason }).await;
    }
}
