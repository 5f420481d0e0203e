//! What a home is: a room with furniture and things at possible places, and one arrangement of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::thing::{Content, V3};
use crate::{Doorway, Text, Thing, Trouble};

/// A home, as its file in `scenes/homes` describes it. World frame: x forward, y left, z up.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// What a person calls it.
    pub name: Text,
    /// Rooms, as floor rectangles with walls around them. Rooms with a wall between them lie 0.1 m apart; rooms that
    /// touch are one space where they do.
    pub rooms: Vec<Room>,
    /// Openings in the walls between rooms.
    #[serde(default)]
    pub doorways: Vec<Doorway>,
    /// Room temperature, °C.
    #[serde(default = "room_temp")]
    pub ambient_c: f64,
    /// Mains, V.
    pub mains_v: f64,
    /// Built-in furniture by instance name.
    pub furniture: BTreeMap<String, Fixture>,
    /// Loose things and appliances by instance name.
    pub things: BTreeMap<String, Placement>,
    /// Which plug sits in which socket seat at the start: (`machine.plug`, `outlet_1.socket`).
    #[serde(default)]
    pub plugged: Vec<(String, String)>,
    /// Which part or thing sits in which seat at the start: (`carafe`, `machine.carafe_seat`).
    #[serde(default)]
    pub seated: Vec<(String, String)>,
    /// Which sockets hang on which circuit: `panel.kitchen` to the furniture with the sockets. A socket on none is
    /// always live.
    #[serde(default)]
    pub circuits: BTreeMap<String, Vec<String>>,
    /// What is wrong there from the start.
    #[serde(default)]
    pub faults: Vec<Trouble>,
    /// Where the body may start.
    pub start: Vec<StartArea>,
}

fn room_temp() -> f64 {
    22.0
}

/// A room: its floor rectangle.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// What a person calls it.
    pub name: Text,
    /// Smallest x and y.
    pub min: [f32; 2],
    /// Largest x and y.
    pub max: [f32; 2],
    /// Ceiling height, m.
    pub height_m: f32,
}

/// A built-in piece at a fixed pose.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// The kind of furniture: a file's stem.
    pub thing: String,
    /// Pose of its frame: x, y, z.
    pub at: V3,
    /// Turn about z, degrees. At 0 the front faces −y.
    #[serde(default)]
    pub yaw_deg: f32,
}

/// A loose thing and the places where it may be; the seed picks one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// The kind of thing: a file's stem.
    pub thing: String,
    /// Where it may be; empty for what sits in a seat.
    pub places: Vec<Place>,
    /// Contents in place of the thing's own.
    #[serde(default)]
    pub contents: Option<Vec<Content>>,
    /// Mains that it is built for, V, if not what its file says: the same model as it is sold elsewhere.
    #[serde(default)]
    pub rated_v: Option<f64>,
}

/// A place on a surface.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// `fixture.surface`.
    pub on: String,
    /// Offset from the surface's centre along the fixture's x and y, m.
    pub at: [f32; 2],
    /// Largest random shift along each, m.
    #[serde(default)]
    pub jitter_m: f32,
    /// Turn about z, degrees, in the fixture's frame.
    #[serde(default)]
    pub yaw_deg: f32,
    /// Largest random turn, degrees.
    #[serde(default)]
    pub yaw_jitter_deg: f32,
}

/// A rectangle in which the body may start, with its headings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartArea {
    /// Smallest x and y.
    pub min: [f32; 2],
    /// Largest x and y.
    pub max: [f32; 2],
    /// Smallest and largest heading, degrees.
    pub yaw_deg: (f32, f32),
}

/// One arrangement of a home: everything at its pose, ready to be simulated.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// Id of the home.
    pub home: String,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Openings in the walls between them.
    pub doorways: Vec<Doorway>,
    /// Room temperature, °C.
    pub ambient_c: f64,
    /// Mains, V.
    pub mains_v: f64,
    /// All things, furniture first, then by instance name.
    pub placed: Vec<Placed>,
    /// Seated or plugged in at the start: (index of the placed thing, its body's name) in (index of the placed thing,
    /// seat name). Hosts come before what sits in them. Parts with a seat of their own are in it unless the home says
    /// otherwise.
    pub seated: Vec<((usize, String), (usize, String))>,
    /// The sockets of each circuit: (index of the placed thing, name of its `Circuit`) to indices of the placed things
    /// with the sockets.
    pub circuits: Vec<((usize, String), Vec<usize>)>,
    /// What is wrong from the start, with the index of the placed thing.
    pub faults: Vec<(usize, Trouble)>,
    /// Where the body starts: x, y, heading in radians.
    pub start: [f32; 3],
    /// Kinds of things that packs give out, by id.
    pub dispensed: BTreeMap<String, Arc<Thing>>,
}

/// A thing at a pose.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Instance name in the home.
    pub name: String,
    /// Id of its kind (the file's stem).
    pub id: String,
    /// Its kind.
    pub thing: Arc<Thing>,
    /// Pose of its frame.
    pub at: V3,
    /// Turn about z, radians.
    pub yaw: f32,
    /// What its stores hold.
    pub contents: Vec<Content>,
}
