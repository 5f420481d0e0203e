//! Filters: what a piece in a slot lets through, and how it wears (E15).

use crate::spec::FilterSpec;

/// How far a filter piece is from new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wear {
    /// New.
    #[default]
    Dry,
    /// Water runs or ran through it in this brew.
    Wet,
    /// A brew ran through it and was over.
    Used,
}

/// A filter piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilterPiece {
    /// Flow resistance when new, 1/m.
    pub r_m: f64,
    /// Share of the fines that pass, 0–1.
    pub fines_pass: f64,
    /// How far it is from new.
    pub wear: Wear,
}

impl FilterPiece {
    /// A new piece as its data describe it.
    pub fn new(spec: &FilterSpec) -> FilterPiece {
        FilterPiece { r_m: spec.r_m, fines_pass: spec.fines_pass, wear: Wear::Dry }
    }

    /// Flow resistance now, 1/m: half as much again once used (E15).
    pub fn resistance_1_m(&self) -> f64 {
        if self.wear == Wear::Used { 1.5 * self.r_m } else { self.r_m }
    }
}
