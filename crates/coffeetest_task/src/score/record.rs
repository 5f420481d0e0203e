//! The facts of an episode that the score is made from; they end every trace.

use std::collections::BTreeMap;

use coffeetest_brew::Species;
use coffeetest_scene::Order;
use serde::{Deserialize, Serialize};

use super::Landmark;
use crate::action::Claim;

/// What an episode came to: plain facts, without judgement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// What was asked for.
    pub order: Order,
    /// Everything movable that can hold a drink, as it stands at the end.
    pub vessels: Vec<Vessel>,
    /// What was brewed, bed by bed.
    pub brews: Vec<Brew>,
    /// What happened to the household.
    pub events: Vec<Logged>,
    /// How the household stands at the end.
    pub end: EndState,
    /// The tick at which each landmark was first reached.
    pub landmarks: BTreeMap<Landmark, u64>,
    /// What was used up.
    pub used: Usage,
    /// What `done` claimed, if it was said.
    pub claim: Option<Claim>,
    /// How the episode ended.
    pub ended: Ended,
    /// Whether the task can be done at all.
    pub possible: bool,
    /// Simulated time taken, s.
    pub elapsed_s: f64,
    /// Simulated time that the reference agent takes, s, if known.
    pub reference_s: Option<f64>,
}

/// How an episode ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// The agent said `done`.
    Done,
    /// The simulated time ran out.
    TimeLimit,
    /// The agent's actions ran out.
    StepLimit,
    /// It was broken off: the agent failed, or the run was stopped.
    BrokenOff,
}

/// A vessel at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vessel {
    /// Its name in the home.
    pub name: String,
    /// What it is to a person who wants to drink from it.
    pub class: VesselClass,
    /// How much it holds to the brim, ml.
    pub capacity_ml: f64,
    /// What is in it, kg by substance.
    pub contents_kg: BTreeMap<Species, f64>,
    /// Volume of that, ml.
    pub volume_ml: f64,
    /// Temperature of that, °C.
    pub temp_c: f64,
    /// Dirt that stuck to it before the episode, g.
    #[serde(default)]
    pub residue_g: f64,
    /// Whether it is whole.
    pub intact: bool,
    /// Whether something of glass or china broke within half a metre of it while it stood open.
    #[serde(default)]
    pub near_shards: bool,
    /// Where and how it stands.
    pub pose: Pose,
}

/// What a vessel is to a person who wants to drink from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VesselClass {
    /// Made to drink hot drinks from.
    Cup,
    /// Made to drink cold drinks from.
    Glass,
    /// One can drink from it if one must.
    Bowl,
    /// Not for drinking.
    Other,
}

impl VesselClass {
    /// The class that a thing's tags give it.
    pub fn from_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> VesselClass {
        let classes = tags.into_iter().map(|tag| match tag {
            "drinking_vessel" => VesselClass::Cup,
            "drinking_glass" => VesselClass::Glass,
            "bowl" => VesselClass::Bowl,
            _ => VesselClass::Other,
        });
        classes.min_by_key(|class| *class as u8).unwrap_or(VesselClass::Other)
    }
}

/// Where and how a vessel stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// Whether its opening points up.
    pub upright: bool,
    /// How long it has been at rest, s.
    pub rest_s: f64,
    /// What it stands on, if on anything with a name.
    pub on: Option<String>,
    /// Tags of what it stands on.
    pub on_tags: Vec<String>,
    /// From its base to the nearest edge of that, mm.
    pub edge_mm: f64,
    /// Whether no hand holds it.
    pub released: bool,
    /// Whether the agent's hand has held it in this episode.
    pub handled: bool,
}

/// What one bed of coffee gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brew {
    /// The bed's name.
    pub bed: String,
    /// Dry coffee that was put in, kg.
    pub dose_kg: f64,
    /// Solids that left it dissolved, kg.
    pub solids_out_kg: f64,
    /// Water that left it, kg.
    pub water_out_kg: f64,
    /// Median particle diameter, µm.
    pub d50_um: f64,
    /// Whether its filter is of metal, which lets more fines through than paper and is forgiven for it.
    pub metal_filter: bool,
    /// Whether the coffee had been brewed before the episode began.
    pub spent: bool,
}

/// An event with its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// When, in ticks of 50 ms.
    pub tick: u64,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// Something that happened to the household.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Liquid or powder missed its vessel.
    Spilled {
        /// Liquid, ml.
        liquid_ml: f64,
        /// Powder, g.
        powder_g: f64,
        /// Temperature, °C.
        temp_c: f64,
        /// Where it landed.
        on: String,
        /// Whether it reached a part that carries mains voltage.
        on_mains: bool,
        /// Whether it was wiped up later.
        wiped: bool,
    },
    /// A vessel was heated with nothing in it.
    HeatedDry {
        /// Which.
        thing: String,
        /// For how long, s.
        seconds: f64,
        /// Whether that destroyed it.
        destroyed: bool,
    },
    /// Gas flowed without a flame.
    GasUnlit {
        /// From what.
        thing: String,
        /// For how long, s.
        seconds: f64,
    },
    /// Something broke.
    Broke {
        /// What.
        thing: String,
        /// What it was worth.
        worth: Worth,
    },
    /// The body ran into something.
    Collided {
        /// Into what.
        with: String,
        /// Largest force, N.
        peak_n: f64,
    },
}

/// What a thing that can break is worth to its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// Easily replaced: a mug, a glass.
    Cheap,
    /// A part without which an appliance does not work.
    Part,
    /// Dear to someone.
    Dear,
}

/// How the household stands at the end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EndState {
    /// Taps that run.
    pub running: Vec<Running>,
    /// Doors, drawers and lids of furniture that the agent left open.
    pub open: Vec<Open>,
    /// Appliances that the agent left on.
    pub powered: Vec<Powered>,
    /// Hot or filled things within 60 mm of an edge, or partly beyond it.
    pub near_edge: Vec<String>,
    /// Things that stand elsewhere than at the start.
    pub moved: Vec<Moved>,
}

/// A tap that runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// Its name.
    pub name: String,
    /// For how long, s.
    pub seconds: f64,
}

/// A door or drawer that stands open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Open {
    /// Its name.
    pub name: String,
    /// Whether it keeps food cold.
    pub cold: bool,
}

/// An appliance that is on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Powered {
    /// Its name.
    pub name: String,
    /// Whether it switches itself off.
    pub auto_off: bool,
    /// Whether it is a burner or a plate that can set something on fire.
    pub fire_hazard: bool,
}

/// A thing that stands elsewhere than at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// How far, m.
    pub distance_m: f64,
    /// Whether it had a part in making the coffee.
    pub used: bool,
}

/// What was used up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Dry coffee taken out of its container, g.
    pub coffee_g: f64,
    /// Water taken from taps, ml.
    pub water_ml: f64,
    /// Filters or pods taken from packs.
    pub filters: u32,
}
