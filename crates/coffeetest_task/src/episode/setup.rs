//! What is played: a numbered episode of a suite, made ready from the scenes.

use std::sync::Arc;

use coffeetest_scene::{
    Arrangement, Body, ControlMode, Folder, GraspMode, Language, Library, Order, StageError, Staging, Style, Suite,
    UnknownId,
};
use coffeetest_world::{Digest, Sim};
use thiserror::Error;

use crate::trace::{HASH_EVERY_TICKS, Hash, Header, TRACE_FORMAT};

/// Which episode is played, and within what limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// Seed of the run.
    pub seed: u64,
    /// Name of the agent, for the trace.
    pub agent: String,
    /// Most actions.
    pub max_steps: u64,
    /// Most actions that are none.
    pub max_invalid: u64,
    /// The trace gets a hash of the world every so many ticks.
    pub hash_every_ticks: u64,
    /// Simulated time that the reference agent takes, s, if known.
    pub reference_s: Option<f64>,
}

impl Setup {
    /// Most actions in an episode, unless said otherwise.
    pub const MAX_STEPS: u64 = 200;
    /// Most actions that are none in an episode, unless said otherwise.
    pub const MAX_INVALID: u64 = 50;

    /// An episode of a suite with the usual limits.
    pub fn new(suite: &str, episode: u64, seed: u64) -> Setup {
        Setup {
            suite: suite.to_owned(),
            episode,
            seed,
            agent: "unnamed".to_owned(),
            max_steps: Setup::MAX_STEPS,
            max_invalid: Setup::MAX_INVALID,
            hash_every_ticks: HASH_EVERY_TICKS,
            reference_s: None,
        }
    }
}

/// Why an episode cannot be played.
#[derive(Debug, Error)]
pub enum EpisodeError {
    /// The suite, or something that it names, is not there.
    #[error(transparent)]
    Unknown(#[from] UnknownId),
    /// The suite has no such episode, or its homes are secret.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// The suite wants a control that this program does not have.
    #[error("the suite `{suite}` is played by {control:?} control, which this program does not offer yet")]
    Control {
        /// The suite.
        suite: String,
        /// What it wants.
        control: ControlMode,
    },
}

/// An episode that is ready to be played, any number of times.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) setup: Setup,
    pub(crate) suite: Arc<Suite>,
    /// Name of the task, or of the home where the suite has none.
    pub(crate) task: String,
    /// What is asked for.
    pub(crate) order: Order,
    /// Simulated time after which it ends, s.
    pub(crate) time_limit_s: f64,
    /// The language spoken there.
    pub(crate) language: Language,
    pub(crate) body: Arc<Body>,
    pub(crate) arrangement: Arrangement,
    pub(crate) home_seed: u64,
    /// Ids of the kinds that are furniture.
    pub(crate) furniture: Vec<String>,
    /// Whether the body can make coffee there at all.
    pub(crate) possible: bool,
    arrangement_hash: Hash,
}

impl Stage {
    pub(crate) fn new(library: &Library, setup: Setup) -> Result<Stage, EpisodeError> {
        let suite = library.suite(&setup.suite)?.clone();
        if suite.control != ControlMode::Skill {
            return Err(EpisodeError::Control { suite: setup.suite, control: suite.control });
        }
        let staging = library.staging(&setup.suite, setup.episode)?;
        let body = library.body(&suite.body)?.clone();
        let home_seed = home_seed(setup.seed, setup.episode);
        let mut arrangement = library.arrange_staged(&staging, home_seed)?;
        let Staging { name: task, order, time_limit_s, language, .. } = staging;
        mark_old_coffee(&mut arrangement, &order);
        let furniture = arrangement.placed.iter().map(|placed| &placed.id);
        let furniture = furniture.filter(|id| library.folder(id) == Some(Folder::Furniture)).cloned().collect();
        let arrangement_hash = hash_of(&(&arrangement, &suite, &body));
        let possible = arrangement.is_feasible(&body);
        Ok(Stage {
            setup,
            suite,
            task,
            order,
            time_limit_s,
            language,
            body,
            arrangement,
            home_seed,
            furniture,
            possible,
            arrangement_hash,
        })
    }

    /// The home with the body in it.
    pub(crate) fn build(&self) -> Sim {
        let sim = Sim::new(&self.arrangement, &self.body, self.home_seed);
        if self.suite.grasp == GraspMode::Physical {
            sim.world().insert_resource(coffeetest_world::robot::Grip::Physical);
        }
        sim
    }

    pub(crate) fn header(&self, world_hash: Hash) -> Header {
        Header {
            format: TRACE_FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            suite: self.setup.suite.clone(),
            episode: self.setup.episode,
            task: self.task.clone(),
            seed: self.setup.seed,
            home: self.arrangement.home.clone(),
            body: self.suite.body.clone(),
            agent: self.setup.agent.clone(),
            control: self.suite.control,
            grasp: self.suite.grasp,
            language: self.language,
            time_limit_s: self.time_limit_s,
            arrangement_hash: self.arrangement_hash,
            world_hash,
        }
    }
}

/// The seed of an episode's home: neighbouring episodes and neighbouring runs share nothing (splitmix64).
pub fn home_seed(seed: u64, episode: u64) -> u64 {
    let mix = |x: u64| {
        let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    };
    mix(mix(seed) ^ episode)
}

/// A digest of all scenes, for telling whether two runs were played in the same ones.
pub fn scene_digest(library: &Library) -> Hash {
    hash_of(library)
}

/// What is dissolved before an episode begins was brewed by somebody else and earns nothing; but cold brew takes a night,
/// and who asks for that is served what was made beforehand and kept cold.
fn mark_old_coffee(arrangement: &mut Arrangement, order: &Order) {
    use coffeetest_brew::Species;
    /// What is no warmer was kept in a fridge, °C.
    const KEPT_COLD_C: f64 = 10.0;
    let asked_cold = order.style == Some(Style::Cold);
    let contents = arrangement.placed.iter_mut().flat_map(|placed| &mut placed.contents);
    for content in contents.filter(|content| content.substance == Species::Solids.name()) {
        if asked_cold && content.temp_c.is_some_and(|temp_c| temp_c < KEPT_COLD_C) {
            continue;
        }
        content.substance = Species::OldSolids.name().to_owned();
    }
}

fn hash_of(value: &impl std::fmt::Debug) -> Hash {
    let mut digest = Digest::default();
    digest.text(&format!("{value:?}"));
    Hash(digest.finish())
}
