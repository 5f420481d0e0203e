//! Whether a cup was handed over, or merely stands somewhere.

use coffeetest_scene::Order;

use super::record::Vessel;

/// A cup must have been at rest this long, s.
const REST_S: f64 = 2.0;
/// A cup must stand this far from the edge, mm.
const EDGE_MM: f64 = 60.0;
/// What a cup that was not handed over is still worth (§6.1 of the process model).
pub(super) const NOT_HANDED_OVER: f64 = 0.7;

/// Why a cup does not count as handed over; empty if it does.
pub(super) fn faults(order: &Order, vessel: &Vessel) -> Vec<String> {
    let pose = &vessel.pose;
    let on_a_place_to_serve = pose.on_tags.iter().any(|tag| order.serve_on.contains(tag));
    let checks = [
        (pose.upright, "it does not stand upright".to_owned()),
        (pose.rest_s >= REST_S, "it is not at rest".to_owned()),
        (pose.released, "it is still in the hand".to_owned()),
        (pose.handled, "the agent never handled it".to_owned()),
        (on_a_place_to_serve, format!("it does not stand on a {}", order.serve_on.join(" or "))),
        (!on_a_place_to_serve || pose.edge_mm >= EDGE_MM, format!("it stands {:.0} mm from the edge", pose.edge_mm)),
    ];
    checks.into_iter().filter(|(fine, _)| !fine).map(|(_, fault)| fault).collect()
}
