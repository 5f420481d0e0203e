//! Vectors and rotations, of the physics engine's kind.

pub use rapier3d::glamx::{IVec2, Mat3, Quat, Vec2, Vec3};

pub use crate::physics::Pose;
