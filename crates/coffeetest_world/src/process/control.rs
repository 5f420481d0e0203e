//! Joints and controls: what hands moved is told to the machines.

use bevy::prelude::*;

use super::wiring::{ControlPort, JointPort, Ports};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::WorldPose;
use crate::thing::{ControlPiece, Moving};

/// Loudness of a click at one metre, dB (assumed).
const CLICK_DB: f32 = 45.0;

/// Tells machines how far their joints have travelled.
pub(super) fn follow_joints(joints: Query<(&Moving, &JointPort), Changed<Moving>>, mut ports: Query<&mut Ports>) {
    for (moving, joint) in &joints {
        let Ok(mut ports) = ports.get_mut(joint.thing) else { continue };
        let travel = f64::from(moving.travel);
        let input = &mut ports.inputs.joints[joint.index];
        input.x = if joint.turns { travel.to_degrees() } else { travel };
        input.closed = moving.is_closed();
    }
}

/// Tells machines which controls were operated. A push moves a control that stays to its next position.
pub(super) fn follow_controls(
    clock: Res<Clock>,
    mut pieces: Query<(Entity, &ControlPiece, &mut ControlPort, &WorldPose), Changed<ControlPiece>>,
    mut ports: Query<&mut Ports>,
    mut happenings: ResMut<Happenings>,
) {
    for (part, piece, mut control, pose) in &mut pieces {
        if piece.pushed == control.was_pushed {
            continue;
        }
        control.was_pushed = piece.pushed;
        let Ok(mut ports) = ports.get_mut(control.thing) else { continue };
        let input = &mut ports.inputs.controls[control.index];
        if control.momentary {
            input.pressed = piece.pushed;
        } else if piece.pushed {
            input.state = (input.state + 1) % control.states.max(1);
        }
        if piece.pushed {
            happenings.note(clock.tick, Happened::Pressed { thing: control.thing, part });
            let (at, from) = (pose.0.translation, Some(control.thing));
            happenings.note(clock.tick, Happened::Sound { name: "click".into(), at, loudness_db: CLICK_DB, from });
        }
    }
}
