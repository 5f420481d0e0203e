//! What an agent is told: the task at the start, and what it perceives after every action.

use coffeetest_scene::{ControlMode, Language};
use serde::{Deserialize, Serialize};

use crate::action::Name;
use crate::trace::Outcome;

/// What an agent is told at the start of an episode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskInfo {
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// The words in which coffee was asked for, in the episode's language.
    pub order: String,
    /// The language spoken.
    pub language: Language,
    /// How the agent acts.
    pub control: ControlMode,
    /// Simulated time after which the episode ends, s.
    pub time_limit_s: f64,
    /// Actions after which the episode ends.
    pub max_steps: u64,
}

/// What an agent perceives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Ticks of 50 ms since the start.
    pub tick: u64,
    /// Simulated time since the start, s.
    pub time_s: f64,
    /// What a person in the agent's place would notice, in words.
    pub text: String,
    /// Things in view, nearest first.
    pub objects: Vec<SeenThing>,
    /// Doorways in view, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doorways: Vec<SeenDoorway>,
    /// Sounds since the last action.
    pub sounds: Vec<HeardSound>,
    /// What the body feels of itself.
    pub body: BodyState,
    /// What the hand holds.
    pub holding: Option<Name>,
    /// What came of the last action.
    pub outcome: Option<Outcome>,
}

/// A thing in view. Lengths are rounded to millimetres and angles to milliradians.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenThing {
    /// The handle by which actions speak of it.
    pub handle: Name,
    /// What sort of thing it is, as a noun.
    pub kind: String,
    /// The handle of what it is a part of.
    pub part_of: Option<Name>,
    /// What a person calls it, in the episode's language.
    pub name: String,
    /// Where its middle is from the body: ahead, to the left, and above the floor, m.
    pub position_m: [f32; 3],
    /// Where its middle is from where the episode began: ahead and to the left as the body stood then, and above the
    /// floor, m.
    pub place_m: [f32; 3],
    /// The turn of its frame from the body's heading, rad, left positive.
    pub heading_rad: f32,
    /// The turn of its frame from the body's heading at the start, rad.
    pub place_heading_rad: f32,
    /// Extent of the upright box around it, along the axes of the room, m.
    pub size_m: [f32; 3],
    /// How far away its middle is from the body over the floor, m.
    pub distance_m: f32,
    /// What can be seen of its state, in words.
    pub state: Vec<String>,
}

/// A doorway in view: a way into another room, or back. Lengths are rounded to millimetres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenDoorway {
    /// The handle by which actions speak of it: who goes to it goes through it.
    pub handle: Name,
    /// Where its middle is from the body: ahead and to the left, m.
    pub position_m: [f32; 2],
    /// Where its middle is from where the episode began: ahead and to the left as the body stood then, m.
    pub place_m: [f32; 2],
    /// How far away its middle is from the body, m.
    pub distance_m: f32,
}

/// A sound that was heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeardSound {
    /// What it sounds like.
    pub name: String,
    /// The direction it comes from, from the body's heading, rad, left positive.
    pub bearing_rad: f32,
    /// How loud it is at the body, dB.
    pub loudness_db: f32,
    /// Whether it goes on now.
    pub goes_on: bool,
}

/// What the body feels of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BodyState {
    /// Where the base stands from where it began: ahead and to the left as it stood then, m.
    pub position_m: [f32; 2],
    /// Its heading from that at the start, rad, left positive.
    pub heading_rad: f32,
    /// The middle of the fingers from the body: ahead, to the left, and above the floor, m.
    pub hand_m: [f32; 3],
    /// How far the fingers are apart, m.
    pub opening_m: f32,
    /// What the hand carries, to 5 g, g.
    pub load_g: f32,
    /// Where the camera points: pan (left positive) and tilt (up positive) from the body's heading, rad.
    pub gaze_rad: [f32; 2],
}
