//! Beds and filters: where grounds lie, water passes and coffee is made.

use serde::{Deserialize, Serialize};

/// A bed of grounds (E12–E15, E24–E27).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BedSpec {
    /// Cross-section, m².
    pub area: f64,
    /// Dry grounds that fit, g.
    pub cap_g: f64,
    /// Liquid that fits, free and held together, before it runs over the rim, ml; 4.4 ml per gram of `cap_g` if not
    /// given.
    #[serde(default)]
    pub cap_ml: Option<f64>,
    /// Water kept back per dry mass, g/g.
    pub hold: f64,
    /// Mixed cells in a row, 1–4: 1 for gravity, 4 for pressure.
    pub cells: u8,
    /// Share of the grounds that the water reaches, 0–1.
    pub even: f64,
    /// Share of the flow that passes beside the grounds, 0–1.
    pub bypass: f64,
    /// The filter slot below it.
    pub filter: String,
    /// What runs over the rim goes to this store, or `outside`.
    pub overflow_to: String,
    /// The seat of the removable part that the bed is in. While that is empty, water falls past the bed.
    #[serde(default)]
    pub seat: Option<String>,
    /// Whether all liquid stands among the grounds and steeps (E27), until it drains or is pressed out.
    #[serde(default)]
    pub steep: bool,
    /// Heat capacity of its holder, J/K.
    #[serde(default = "holder_j_k")]
    pub c_wall: f64,
    /// Heat loss to the room, W/K.
    #[serde(default = "holder_w_k")]
    pub ua: f64,
}

fn holder_j_k() -> f64 {
    60.0
}

fn holder_w_k() -> f64 {
    0.5
}

/// A filter slot and the filter it is made for; on a filter piece, that piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterSpec {
    /// Pore size, µm.
    pub pore_um: f64,
    /// Share of the fines that pass, 0–1.
    pub fines_pass: f64,
    /// Whether a piece is thrown away after use.
    pub consumable: bool,
    /// Flow resistance, 1/m.
    pub r_m: f64,
    /// Tags of pieces that fit; empty on a piece.
    #[serde(default)]
    pub accepts: Vec<String>,
}
