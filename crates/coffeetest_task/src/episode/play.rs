//! One episode from its first observation to its score.

use coffeetest_scene::Library;
use coffeetest_world::event::Happening;
use coffeetest_world::sim::{Glances, TICK_S};
use coffeetest_world::skill::SkillEnd;
use coffeetest_world::{Sim, process};

use super::book::Book;
use super::observe::{Memory, Since, observe};
use super::report::{self, Finish};
use super::resolve::{Deed, resolve};
use super::setup::{EpisodeError, Setup, Stage};
use super::track::Track;
use super::{Counts, StepResult, outcome, reach};
use crate::action::{Action, Claim};
use crate::observation::{Observation, TaskInfo};
use crate::score::{self, Ended};
use crate::trace::{End, Hash, HashAt, Input, Line, Outcome, Step, Trace};

/// What an action that is none costs, and one that fails at least, ticks: 1 s.
const INVALID_TICKS: u64 = 20;
/// What saying something costs, ticks: 1 s.
const SAY_TICKS: u64 = 20;
/// How long the home is watched after `done`, ticks: a cup counts as served once it has stood for 2 s.
const DONE_TICKS: u64 = 44;
/// Landmarks are looked for every so many ticks.
const LANDMARK_TICKS: u64 = 20;

/// One attempt at making coffee in one home.
///
/// An episode can be played on any thread, and many can be played at once. The same setup and actions give the same
/// world at every tick.
pub struct Episode {
    pub(super) stage: Stage,
    pub(super) task: TaskInfo,
    pub(super) sim: Sim,
    pub(super) tick: u64,
    pub(super) limit_ticks: u64,
    pub(super) memory: Memory,
    pub(super) book: Book,
    /// What happened in the present step.
    pub(super) happened: Vec<Happening>,
    pub(super) observation: Observation,
    pub(super) trace: Trace,
    pub(super) counts: Counts,
    /// Where the base went in the present step, for those who want to know.
    pub(super) track: Option<Track>,
}

impl Episode {
    /// Makes an episode ready: the home is arranged, and the body stands in it.
    ///
    /// # Errors
    /// When the suite is not there, or cannot be played by this program.
    pub fn new(library: &Library, setup: Setup) -> Result<Episode, EpisodeError> {
        let stage = Stage::new(library, setup)?;
        let sim = stage.build();
        let task = TaskInfo {
            suite: stage.setup.suite.clone(),
            episode: stage.setup.episode,
            order: super::words::in_language(&stage.order.text, stage.language).to_owned(),
            language: stage.language,
            control: stage.suite.control,
            time_limit_s: stage.time_limit_s,
            max_steps: stage.setup.max_steps,
        };
        let trace = Trace { header: stage.header(Hash::default()), lines: Vec::new(), end: None };
        let mut episode = Episode {
            limit_ticks: libm::round(stage.time_limit_s / TICK_S) as u64,
            stage,
            task,
            sim,
            tick: 0,
            memory: Memory::default(),
            book: Book::default(),
            happened: Vec::new(),
            observation: Observation::default(),
            trace,
            counts: Counts::default(),
            track: None,
        };
        episode.begin();
        Ok(episode)
    }

    /// Starts over, in the same home as it was at the start.
    pub fn reset(&mut self) -> &Observation {
        self.sim = self.stage.build();
        self.begin();
        &self.observation
    }

    fn begin(&mut self) {
        self.tick = 0;
        self.counts = Counts::default();
        self.happened.clear();
        self.book = Book::open(&mut self.sim.world());
        let felt = coffeetest_sense::touch(&self.sim.world());
        self.memory = Memory { start: (felt.base, felt.heading), ..Memory::default() };
        let header = self.stage.header(self.world_hash());
        self.trace = Trace { header, lines: Vec::new(), end: None };
        self.perceive(None);
    }

    /// Does one action and lets its time pass.
    pub fn step(&mut self, action: &Action) -> StepResult {
        if let Some(over) = self.over() {
            return over;
        }
        if let Err(error) = action.check() {
            return self.refuse(&action.to_string(), &error.to_string());
        }
        let deed = resolve(action, &self.memory.handles, &self.sim.world());
        match deed {
            Err(refusal) => self.carry_out(Input::Action(action.clone()), true, |episode| {
                episode.pass(INVALID_TICKS);
                (Outcome { ok: false, text: refusal.to_string() }, None)
            }),
            Ok(Deed::Skill(command)) => self.carry_out(Input::Action(action.clone()), false, |episode| {
                let load_g = coffeetest_sense::touch(&episode.sim.world()).load_g;
                episode.sim.begin(command);
                let begun = episode.tick;
                let end = episode.pass_skill();
                if matches!(end, Some(Err(_))) {
                    // Trying in vain is not free.
                    episode.pass(INVALID_TICKS.saturating_sub(episode.tick - begun));
                }
                let touch = coffeetest_sense::touch(&episode.sim.world());
                let felt = outcome::Felt { gained_g: touch.load_g - load_g, full: touch.held.is_some() };
                (outcome::of_skill(action, end, felt), None)
            }),
            Ok(Deed::Say(_)) => self.carry_out(Input::Action(action.clone()), false, |episode| {
                episode.pass(SAY_TICKS);
                (Outcome { ok: true, text: "you said it; nobody answers".into() }, None)
            }),
            Ok(Deed::Done(claim)) => self.carry_out(Input::Action(action.clone()), false, |episode| {
                episode.pass(DONE_TICKS);
                (outcome::of_done(claim), Some(claim))
            }),
        }
    }

    /// Does an action in words, or in JSON when it begins with a brace. What is none costs a second.
    pub fn step_said(&mut self, said: &str) -> StepResult {
        let json = said.trim_start().starts_with('{');
        let action = if json { Action::from_json(said) } else { Action::parse(said) };
        match action {
            Ok(action) => self.step(&action),
            Err(error) => self.refuse(said, &error.to_string()),
        }
    }

    /// Takes down something that is no action: it costs a second and changes nothing.
    pub fn refuse(&mut self, said: &str, why: &str) -> StepResult {
        /// Longer rubbish is cut in the trace.
        const MOST_CHARS: usize = 2000;
        if let Some(over) = self.over() {
            return over;
        }
        let said: String = said.chars().take(MOST_CHARS).collect();
        let why_text = why.to_owned();
        self.carry_out(Input::Invalid { said, why: why.to_owned() }, true, |episode| {
            episode.pass(INVALID_TICKS);
            (Outcome { ok: false, text: why_text }, None)
        })
    }

    /// Breaks the episode off, as when the agent failed.
    pub fn break_off(&mut self) {
        self.end_as(Ended::BrokenOff);
    }

    /// Ends the episode for a reason from outside, if it has not ended.
    pub(crate) fn end_as(&mut self, ended: Ended) {
        if self.trace.end.is_none() {
            self.finish(ended, None);
        }
    }

    fn over(&self) -> Option<StepResult> {
        let end = self.trace.end.as_ref()?;
        Some(StepResult {
            observation: self.observation.clone(),
            outcome: Outcome { ok: false, text: "the episode is over".into() },
            invalid: false,
            ended: Some(end.record.ended),
        })
    }

    fn carry_out(
        &mut self,
        input: Input,
        invalid: bool,
        act: impl FnOnce(&mut Episode) -> (Outcome, Option<Claim>),
    ) -> StepResult {
        let (tick, logged) = (self.tick, self.book.events.len());
        self.happened.clear();
        if self.track.is_some() {
            self.keep_track();
        }
        self.sim.world().resource_mut::<Glances>().0.clear();
        let (mut outcome, claim) = act(self);
        let out_of_time = self.tick >= self.limit_ticks && claim.is_none();
        if out_of_time && !outcome.ok {
            outcome.text = format!("the time is up; {}", outcome.text);
        }
        self.counts.steps += 1;
        self.counts.invalid += u64::from(invalid);
        self.counts.failed += u64::from(!invalid && !outcome.ok);
        let ended = match claim {
            Some(_) => Some(Ended::Done),
            None if out_of_time => Some(Ended::TimeLimit),
            None if self.counts.steps >= self.stage.setup.max_steps => Some(Ended::StepLimit),
            None if self.counts.invalid >= self.stage.setup.max_invalid => Some(Ended::StepLimit),
            None => None,
        };
        self.perceive(Some(&outcome));
        let events = self.book.events[logged..].to_vec();
        let hash = self.world_hash();
        let step = Step { tick, input, outcome: outcome.clone(), events, end_tick: self.tick, hash };
        self.trace.lines.push(Line::Step(step));
        if let Some(ended) = ended {
            self.finish(ended, claim);
        }
        StepResult { observation: self.observation.clone(), outcome, invalid, ended }
    }

    /// Lets time pass, up to the end of the episode's.
    fn pass(&mut self, ticks: u64) {
        let until = (self.tick + ticks).min(self.limit_ticks);
        while self.tick < until {
            self.one_tick();
            self.skip(until);
        }
    }

    /// Lets time pass until the skill ends, or the episode's time does.
    fn pass_skill(&mut self) -> Option<SkillEnd> {
        while self.tick < self.limit_ticks {
            if let Some(end) = self.one_tick() {
                return Some(end);
            }
            self.skip(self.limit_ticks);
        }
        None
    }

    fn one_tick(&mut self) -> Option<SkillEnd> {
        let end = self.sim.tick();
        self.tick += 1;
        if let Some(track) = &mut self.track {
            track.note(&self.sim);
        }
        self.take_notes();
        end
    }

    /// Lets time pass at once up to a tick, as long as nothing moves and the skill only waits.
    fn skip(&mut self, until: u64) {
        while self.tick < until {
            // Nothing is looked at between these ticks.
            let looks = [LANDMARK_TICKS, self.stage.setup.hash_every_ticks.max(1)];
            let next = looks.iter().map(|every| (self.tick / every + 1) * every).fold(until, u64::min);
            let passed = self.sim.skip(next - self.tick);
            if passed == 0 {
                return;
            }
            self.tick += passed;
            self.take_notes();
        }
    }

    /// Writes down what happened up to this tick.
    fn take_notes(&mut self) {
        let happened = self.book.note(&mut self.sim.world(), self.tick);
        self.happened.extend(happened);
        if self.tick.is_multiple_of(LANDMARK_TICKS) {
            self.look_for_landmarks();
        }
        if self.tick.is_multiple_of(self.stage.setup.hash_every_ticks.max(1)) {
            let hash = self.world_hash();
            self.trace.lines.push(Line::Hash(HashAt { tick: self.tick, hash }));
        }
    }

    fn look_for_landmarks(&mut self) {
        let found = reach::landmarks(&self.sim.world(), &self.stage.order);
        for landmark in found {
            self.book.landmarks.entry(landmark).or_insert(self.tick);
        }
    }

    fn perceive(&mut self, outcome: Option<&Outcome>) {
        let since = Since {
            tick: self.tick,
            time_limit_s: self.stage.time_limit_s,
            happened: &self.happened,
            outcome,
            rooms: &self.stage.arrangement.rooms,
            language: self.stage.language,
        };
        self.observation = observe(&self.sim.world(), &mut self.memory, &since);
    }

    fn finish(&mut self, ended: Ended, claim: Option<Claim>) {
        self.look_for_landmarks();
        let record = {
            let mut world = self.sim.world();
            // What still spills or heats is reported now.
            process::close(&mut world);
            self.book.note(&mut world, self.tick);
            self.book.close(&world, self.tick);
            report::record(&world, &self.stage, &self.book, Finish { ended, claim, tick: self.tick })
        };
        let score = score::judge(&record);
        self.trace.end = Some(End { tick: self.tick, hash: self.world_hash(), record, score });
    }
}
