//! What a home is: data files, their checks, and one arrangement of a home for a seed. No engine.

mod arrange;
mod body;
mod check;
mod extent;
mod feasible;
mod home;
mod layout;
mod library;
mod order;
mod part;
mod port;
mod read;
mod source;
mod style;
mod suite;
mod swing;
mod task;
mod text;
mod thing;
mod trouble;

pub use body::{Axis, Base, Body, Gripper, Head};
pub use extent::{Block, Pose};
pub use feasible::{Hindrance, Lack, hindrances};
pub use home::{Arrangement, Fixture, Home, Place, Placed, Placement, Room, StartArea};
pub use library::Library;
pub use order::Order;
pub use part::{Attach, BodyPart, Grasp, Shape};
pub use port::{Hold, Mark, Opening, OutletPose, SeatPose, Surface};
pub use read::{FORMAT, SceneError, UnknownId};
pub use source::Folder;
pub use style::Style;
pub use suite::{ControlMode, GraspMode, Language, Strength, Suite, Task, Wish};
pub use task::Staging;
pub use text::Text;
pub use thing::{Content, Mount, Pack, Thing, Tool, Underside, V3};
pub use trouble::{Trouble, Wrong};
