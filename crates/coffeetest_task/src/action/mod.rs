//! What an agent can do: one variant per verb, as typed values, English text and JSON.

mod error;
mod json;
mod limits;
mod name;
mod parse;
mod print;
mod sentence;
mod setting;
mod speech;
mod turning;
mod verb;
mod word;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use error::ActionError;
pub use json::ACTION_SCHEMA;
pub use limits::{HOLD_S, PERCENT, POUR_ML, RATE_ML_S, Range, SCOOP_G, SLOW_ML_S, STIR_S, TEXT_MAX_CHARS, WAIT_S};
pub use name::Name;
pub use setting::Setting;
pub use verb::{VERBS, Verb, verb_help};

/// One action of the control `skill`. Targets are handles that observations gave, such as `mug_1` or
/// `coffee_maker_1.lid`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "verb", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Drive to where the target can be reached.
    GoTo {
        /// Where to.
        target: Name,
    },
    /// Turn the camera to a thing or a direction.
    Look {
        /// A handle, or left, right, up, down, ahead, behind, around.
        at: LookAt,
    },
    /// Open a door, a drawer or a lid.
    Open {
        /// What to open.
        target: Name,
    },
    /// Close a door, a drawer or a lid.
    Close {
        /// What to close.
        target: Name,
    },
    /// Take a thing into the hand.
    Pick {
        /// What to take.
        target: Name,
    },
    /// Put down what the hand holds.
    Place {
        /// What the agent believes it holds; the action fails if it holds something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<Name>,
        /// Where it goes.
        target: Name,
        /// On, in or under the target.
        #[serde(default)]
        relation: Relation,
    },
    /// Pour from the vessel in the hand.
    Pour {
        /// What the agent believes it holds; the action fails if it holds something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Name>,
        /// What receives it.
        into: Name,
        /// How much, ml; all of it, or what fits, if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1, max = 5000))]
        amount_ml: Option<f64>,
        /// How fast, ml/s; as fast as is safe if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1, max = 100))]
        rate_ml_s: Option<f64>,
    },
    /// Hold the vessel in the hand under a tap or a dispenser, open that, and shut it once there is enough.
    Fill {
        /// What the agent believes it holds; the action fails if it holds something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<Name>,
        /// The tap or the dispenser.
        tap: Name,
        /// How much, ml; until it is nearly full if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1, max = 5000))]
        amount_ml: Option<f64>,
    },
    /// Move powder with the scoop in the hand.
    Scoop {
        /// Where the powder is.
        from: Name,
        /// What receives it.
        into: Name,
        /// How much, g; one level scoop if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0.1, max = 500))]
        amount_g: Option<f64>,
    },
    /// Stir with the implement in the hand.
    Stir {
        /// In what.
        target: Name,
        /// How long, s; a few turns if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1, max = 120))]
        seconds: Option<f64>,
    },
    /// Wipe something with the cloth in the hand.
    Wipe {
        /// What to wipe.
        target: Name,
    },
    /// Press a button or a switch.
    Press {
        /// What to press.
        target: Name,
        /// How long it is held down, s; briefly if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0.1, max = 120))]
        seconds: Option<f64>,
    },
    /// Turn a knob, or what is screwed or twisted into its place.
    Turn {
        /// What to turn.
        target: Name,
        /// To which position. Either this or `percent` is needed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Setting>,
        /// To which share of its whole travel, %.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0, max = 100))]
        percent: Option<f64>,
    },
    /// Push something along its way: a slide, a lever, a plunger. On a button it presses.
    Push {
        /// What to push.
        target: Name,
    },
    /// Pull something along its way: a slide, a lever, a plunger.
    Pull {
        /// What to pull.
        target: Name,
    },
    /// Put what the hand holds into a seat: a filter into a basket, a carafe under its lid.
    Insert {
        /// What the agent believes it holds; the action fails if it holds something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<Name>,
        /// Where it goes.
        into: Name,
    },
    /// Take a part out of its seat into the hand.
    Remove {
        /// What to take out.
        target: Name,
    },
    /// Put a plug into an outlet.
    Plug {
        /// The plug; the one in the hand if not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plug: Option<Name>,
        /// The outlet.
        outlet: Name,
    },
    /// Pull a plug out of its outlet.
    Unplug {
        /// The plug.
        plug: Name,
    },
    /// Let time pass.
    Wait {
        /// How long, s.
        #[schemars(range(min = 0.05, max = 3600))]
        seconds: f64,
    },
    /// Say something aloud.
    Say {
        /// The words.
        text: String,
    },
    /// End the episode with a statement about it.
    Done {
        /// What is claimed.
        #[serde(default)]
        claim: Claim,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// What to look at: a direction, or a thing by its handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum LookAt {
    /// A direction as seen from the body.
    Direction(Direction),
    /// A thing.
    Target(Name),
}

/// A direction as seen from the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Turn left.
    Left,
    /// Turn right.
    Right,
    /// Tilt the head up.
    Up,
    /// Tilt the head down.
    Down,
    /// Level and straight ahead.
    Ahead,
    /// Turn about.
    Behind,
    /// A full turn.
    Around,
}

/// Where a thing is put with regard to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// On top of it.
    #[default]
    On,
    /// Inside it.
    In,
    /// Below it, as a mug under an outlet.
    Under,
}

/// What `done` claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The coffee is served.
    #[default]
    Served,
    /// It cannot be made here.
    Impossible,
}
