//! The reference agent: it reads the whole state of the home, and acts as any agent does.
//!
//! It knows no appliance and no method. It reads what the components of things do for each other, searches backwards
//! from where coffee and water can meet for ways to a cup, tries controls out on copies of machines, and at every step
//! does the first thing that is still missing.
//!
//! | module | holds |
//! |---|---|
//! | `survey` | the true state of the home |
//! | `graph`, `cover` | what the parts of a thing do for each other, and what is in the way of what |
//! | `stock`, `find`, `way`, `recipe` | ways to a cup with what there is, and their amounts |
//! | `op`, `plan`, `able` | the steps of a way, which need which, and whether a body can do them |
//! | `trial`, `rehearse`, `brew` | machines tried out on copies |
//! | `step`, `wish`, `next`, `tries` | the next action |
//! | `power water heat dose fit receive run serve adjunct deed` | how each step is brought about |

mod able;
mod adjunct;
mod brew;
mod cover;
mod deed;
mod dose;
mod find;
mod fit;
mod graph;
mod heat;
#[cfg(test)]
mod lab;
mod next;
mod op;
mod plan;
mod power;
mod receive;
mod recipe;
mod rehearse;
mod run;
mod serve;
mod step;
mod stock;
mod survey;
mod trial;
mod tries;
mod water;
mod way;
mod wish;

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeSet;

use bevy::prelude::Entity;
use coffeetest_task::action::{Action, Claim};
use coffeetest_task::episode::Episode;
use coffeetest_world::robot::Robot;

use plan::Plan;
use step::Step;
use survey::Survey;
use tries::Tries;

/// The reference agent.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    tries: Tries,
    plan: Option<Plan>,
    /// Whether the drink of this plan was ready once.
    ready: Cell<bool>,
    /// Ways that were given up, by the brewer and its place.
    given_up: BTreeSet<(Entity, String)>,
    /// Why the last one was.
    reason: Option<String>,
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
        let action = self.decide(&survey, episode);
        self.tries.begin(&action);
        action
    }

    fn decide(&mut self, survey: &Survey, episode: &Episode) -> Action {
        loop {
            // What came out of a pack is looked at anew.
            if self.plan.as_ref().is_some_and(|plan| plan.is_unpacking()) && survey.held.is_some() {
                self.plan = None;
            }
            if self.plan.is_none() {
                match self.next_plan(survey, episode) {
                    Ok(plan) => self.plan = Some(plan),
                    Err(reason) => return Action::Done { claim: Claim::Impossible, reason: Some(reason) },
                }
            }
            let Some(plan) = &self.plan else { continue };
            let step = Step { survey, plan, order: episode.order(), episode, tries: &self.tries, ready: &self.ready };
            match step.next() {
                Ok(action) => return action,
                Err(reason) => {
                    self.given_up.insert((plan.way.brewer, plan.way.place.name().to_owned()));
                    self.reason = Some(reason);
                    self.plan = None;
                    self.ready.set(false);
                }
            }
        }
    }

    /// The plan of the best way that was not given up.
    fn next_plan(&self, survey: &Survey, episode: &Episode) -> Result<Plan, String> {
        let order = episode.order();
        let ways = find::ways(survey, order).map_err(|missing| self.reason.clone().unwrap_or(missing))?;
        let fresh = |way: &&way::Way| !self.given_up.contains(&(way.brewer, way.place.name().to_owned()));
        let mut reason = self.reason.clone();
        let body = episode.sim().world().resource::<Robot>().spec.clone();
        for way in ways.iter().filter(fresh) {
            let plan = plan::plan(survey, order, way);
            match able::hindered(survey, &plan, &body) {
                None => return Ok(plan),
                Some(why) => reason = reason.or(Some(why)),
            }
        }
        Err(reason.unwrap_or_else(|| "nothing here works".into()))
    }
}
