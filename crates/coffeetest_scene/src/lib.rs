//! What a home is: data files, their checks, and one arrangement of a home for a seed. No engine.

mod arrange;
mod body;
mod check;
mod extent;
mod home;
mod layout;
mod library;
mod read;
mod source;
mod suite;
mod swing;
mod text;
mod thing;

pub use body::{Axis, Base, Body, Gripper, Head};
pub use extent::{Block, Pose};
pub use home::{Arrangement, Fixture, Home, Place, Placed, Placement, Room, StartArea};
pub use library::Library;
pub use read::{FORMAT, SceneError, UnknownId};
pub use source::Folder;
pub use suite::{ControlMode, GraspMode, Language, Order, Strength, Suite, Wish};
pub use text::Text;
pub use thing::{
    Attach, BodyPart, Content, Grasp, Hold, Mark, Mount, Opening, OutletPose, Pack, SeatPose, Shape, Surface, Thing,
    Tool, V3,
};
