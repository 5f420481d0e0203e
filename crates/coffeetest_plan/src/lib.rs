//! The reference agent: it reads the whole state of the home, and acts as any agent does.
//!
//! It knows no appliance and no home. It looks for capabilities (a bed that water is led to, a tap, a tool that
//! scoops, a vessel to drink from) and at every step does the first thing that is still missing for a cup.

mod kit;
mod recipe;
mod step;
mod survey;
mod tries;
mod wish;

use coffeetest_task::action::{Action, Claim};
use coffeetest_task::episode::Episode;

use kit::Kit;
use step::Step;
use survey::Survey;
use tries::Tries;

/// The reference agent.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    tries: Tries,
}

impl Reference {
    /// An agent that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next action, from the true state of the home. Call it once for every action taken.
    pub fn act(&mut self, episode: &Episode) -> Action {
        self.tries.note(episode.observation().outcome.as_ref());
        let survey = Survey::of(episode);
        let action = match Kit::find(&survey, episode.order(), &self.tries) {
            Ok(kit) => Step { survey: &survey, kit: &kit, order: episode.order(), episode, tries: &self.tries }.next(),
            Err(missing) => Action::Done { claim: Claim::Impossible, reason: Some(missing) },
        };
        self.tries.begin(&action);
        action
    }
}
