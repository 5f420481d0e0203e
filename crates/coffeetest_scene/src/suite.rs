//! What a suite is: homes, a body, and what the person there asks for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Order, Placement, Text, Trouble};

/// A set of episodes, as its file in `scenes/suites` describes it. The episode's index picks the home and the seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// What a person calls it.
    pub name: Text,
    /// Homes, by id; episode `i` plays the home at `i mod len`.
    #[serde(default)]
    pub homes: Vec<String>,
    /// Tasks, in place of homes; episode `i` plays the task at `i mod len`.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// The level of generated homes, in place of both; episode `i` plays the home of that index.
    #[serde(default)]
    pub level: Option<u8>,
    /// The body, by id.
    pub body: String,
    /// What is asked for, where nothing else is.
    pub order: Order,
    /// Simulated time after which an episode ends, s.
    pub time_limit_s: f64,
    /// How the agent acts.
    #[serde(default)]
    pub control: ControlMode,
    /// What makes a grasp hold.
    #[serde(default)]
    pub grasp: GraspMode,
    /// The language spoken there.
    #[serde(default)]
    pub language: Language,
}

/// One task of a suite: a home with some things more, and an order of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// A name, in lower case with underscores.
    pub name: String,
    /// The home, by id.
    pub home: String,
    /// Things that are there besides those of the home.
    #[serde(default)]
    pub things: BTreeMap<String, Placement>,
    /// Things of the home that are not there.
    #[serde(default)]
    pub without: Vec<String>,
    /// Plugs in sockets besides those of the home.
    #[serde(default)]
    pub plugged: Vec<(String, String)>,
    /// Parts and things in seats besides those of the home.
    #[serde(default)]
    pub seated: Vec<(String, String)>,
    /// What is wrong besides what is wrong in the home.
    #[serde(default)]
    pub faults: Vec<Trouble>,
    /// What is asked for, if not what the suite asks for.
    #[serde(default)]
    pub order: Option<Order>,
    /// Simulated time after which it ends, s, if not the suite's.
    #[serde(default)]
    pub time_limit_s: Option<f64>,
    /// The language spoken there, if not the suite's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// How an agent acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlMode {
    /// Verbs with targets and amounts.
    #[default]
    Skill,
    /// The same verbs; the target is a pixel.
    Point,
    /// Velocities at 20 Hz.
    Motor,
}

/// What makes a grasp hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GraspMode {
    /// Holds once both fingers touch and close.
    #[default]
    Assisted,
    /// Holds by friction alone.
    Physical,
}

/// A language in which people and labels speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

/// How strong the coffee is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strength {
    /// "weak", 淡一点.
    Weak,
    /// Nothing said.
    #[default]
    Normal,
    /// "strong", 浓一点.
    Strong,
}

impl Strength {
    /// The factor on the dissolved solids before they are judged (§6.1 of the process model, `k`).
    pub fn tds_factor(self) -> f64 {
        match self {
            Strength::Weak => 1.30,
            Strength::Normal => 1.0,
            Strength::Strong => 0.77,
        }
    }
}

/// What is said about milk or sugar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Wish {
    /// Nothing: none is expected.
    #[default]
    Unsaid,
    /// None, said in so many words.
    Refused,
    /// This much, g.
    Asked(f64),
}

impl Wish {
    /// Mass asked for, g; 0 where none is.
    pub fn mass_g(self) -> f64 {
        match self {
            Wish::Asked(mass_g) => mass_g,
            Wish::Unsaid | Wish::Refused => 0.0,
        }
    }
}
