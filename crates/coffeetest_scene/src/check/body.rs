//! Checks of a body: limits that a machine can have.

use super::page::{At, Page};
use crate::read::{Read, SceneError};
use crate::{Axis, Body};

/// Checks one body.
pub(super) fn check(read: &Read<Body>, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let body = &read.value;
    page.text(&At::top("name"), &body.name);
    let base = At::top("base");
    page.within(&base.to("radius_m"), body.base.radius_m, 0.05, 2.0);
    page.within(&base.to("height_m"), body.base.height_m, 0.03, 3.0);
    page.within(&base.to("mass_kg"), body.base.mass_kg, 0.1, 1e4);
    page.within(&base.to("speed_m_s"), body.base.speed_m_s, 0.01, 10.0);
    page.within(&base.to("accel_m_s2"), body.base.accel_m_s2, 0.01, 100.0);
    page.within(&base.to("turn_deg_s"), body.base.turn_deg_s, 0.1, 1e4);
    check_axis(&mut page, "lift", &body.lift, (0.0, 5.0));
    check_axis(&mut page, "reach", &body.reach, (0.0, 5.0));
    check_axis(&mut page, "wrist_yaw", &body.wrist_yaw, (-360.0, 360.0));
    check_axis(&mut page, "wrist_pitch", &body.wrist_pitch, (-360.0, 360.0));
    check_axis(&mut page, "wrist_roll", &body.wrist_roll, (-360.0, 360.0));
    for (name, axis) in
        [("wrist_yaw", &body.wrist_yaw), ("wrist_pitch", &body.wrist_pitch), ("wrist_roll", &body.wrist_roll)]
    {
        let straight = axis.range.0 <= 0.0 && axis.range.1 >= 0.0;
        page.must(
            straight,
            &At::top(name).to("range"),
            "the hand cannot point straight ahead",
            "0 must be in the range.",
        );
    }
    let past = body.reach.range.1 > body.base.radius_m;
    page.must(past, &At::top("reach").to("range"), "the hand does not reach past the base", "");
    let wrist_m = body.gripper.finger_m + 0.1;
    page.must(
        body.reach.range.0 > wrist_m,
        &At::top("reach").to("range"),
        "the hand is longer than the shortest reach",
        format!("Begin at more than {wrist_m:.2} m: wrist and palm take 0.1 m, a finger {} m.", body.gripper.finger_m),
    );
    let gripper = At::top("gripper");
    page.within(&gripper.to("opening_m"), body.gripper.opening_m, 0.001, 1.0);
    page.within(&gripper.to("force_n"), body.gripper.force_n, 0.1, 1e4);
    page.within(&gripper.to("speed_m_s"), body.gripper.speed_m_s, 0.001, 10.0);
    page.within(&gripper.to("finger_m"), body.gripper.finger_m, 0.04, 1.0);
    let head = At::top("head");
    page.within(&head.to("height_m"), body.head.height_m, 0.1, 5.0);
    page.within(&head.to("hfov_deg"), body.head.hfov_deg, 1.0, 170.0);
    page.within(&head.to("vfov_deg"), body.head.vfov_deg, 1.0, 170.0);
    page.within(&head.to("range_m"), body.head.range_m, 0.1, 100.0);
    page.within(&head.to("speed_deg_s"), body.head.speed_deg_s, 0.1, 1e4);
    for (name, range, most) in [("pan_deg", body.head.pan_deg, 360.0), ("tilt_deg", body.head.tilt_deg, 90.0)] {
        check_range(&mut page, &head.to(name), range, (-most, most));
        let ahead = range.0 <= 0.0 && range.1 >= 0.0;
        page.must(ahead, &head.to(name), "the head cannot look straight ahead", "0 must be in the range.");
    }
    page.within(&At::top("payload_kg"), body.payload_kg, 0.01, 1e3);
    page.within(&At::top("push_n"), body.push_n, 0.1, 1e5);
}

fn check_axis(page: &mut Page<Body>, name: &str, axis: &Axis, most: (f64, f64)) {
    let at = At::top(name);
    check_range(page, &at.to("range"), axis.range, most);
    page.above_zero(&at.to("speed"), axis.speed);
    page.above_zero(&at.to("max_force"), axis.max_force);
}

fn check_range(page: &mut Page<Body>, at: &At, range: (f32, f32), (low, high): (f64, f64)) {
    page.rising(at, range);
    let inside = f64::from(range.0) >= low && f64::from(range.1) <= high;
    page.must(
        inside,
        at,
        format!("the range goes from {} to {}", range.0, range.1),
        format!("It must stay between {low} and {high}."),
    );
}
