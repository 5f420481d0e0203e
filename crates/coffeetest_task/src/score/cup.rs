//! The quality of a cup, from the mixture in it (§6.1 of the process model).

use coffeetest_brew::Species;
use coffeetest_scene::Style;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::curve::{smoothstep, trap};
use super::record::{Record, Vessel, VesselClass};
use super::{adjunct, contamination, handover, style};

/// The cup that was judged, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CupScore {
    /// Name of the vessel; nothing if there is none to drink from.
    pub vessel: Option<String>,
    /// 0 to 1: the gates times the weighted geometric mean of the sub-scores.
    pub quality: f64,
    /// 1 if it was handed over, else 0.7.
    pub handover: f64,
    /// Why it does not count as handed over.
    pub handover_faults: Vec<String>,
    /// Gate, 0 to 1: is it coffee.
    pub is_coffee: f64,
    /// Gate, 0 to 1: is it free of what does not belong there.
    pub is_clean: f64,
    /// Gate, 0 to 1: is it more than a sip.
    pub is_a_cupful: f64,
    /// The sub-scores.
    pub sub: SubScores,
    /// Volume, ml.
    pub volume_ml: f64,
    /// Temperature, °C.
    pub temp_c: f64,
    /// Dissolved coffee solids in the coffee, milk and sugar aside, mass %.
    pub tds_percent: f64,
    /// Extraction yield, %; nothing where there was no bed.
    pub extraction_percent: Option<f64>,
    /// Fines and grounds, mg per 100 ml.
    pub sediment_mg_100ml: f64,
    /// Why everything is lost, if it is.
    pub hard_fail: Option<String>,
}

/// The sub-scores of a cup, each 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SubScores {
    /// Is it as much as asked.
    pub volume: f64,
    /// Can it be drunk with pleasure now.
    pub temperature: f64,
    /// Is it as strong as asked.
    pub strength: f64,
    /// Is it neither sour nor bitter; nothing where there was no bed.
    pub extraction: Option<f64>,
    /// Is it clear.
    pub sediment: f64,
    /// Are milk and sugar as asked.
    pub preference: f64,
    /// Can one drink from the vessel.
    pub vessel: f64,
}

/// No sub-score counts for less than this.
const FLOOR: f64 = 0.05;

/// The best vessel that one can drink from, judged; an empty score if there is none.
pub(super) fn best(record: &Record) -> CupScore {
    let cups = record.vessels.iter().filter(|vessel| vessel.class != VesselClass::Other && vessel.intact);
    let judged = cups.map(|vessel| judge(record, vessel));
    // Among cups that are worth the same, most often nothing, the one that somebody would look at: brought, and full.
    let rank = |cup: &CupScore| (cup.quality * cup.handover, cup.handover, cup.volume_ml);
    judged.fold(CupScore::default(), |best, cup| {
        let better = best.vessel.is_none() || rank(&cup) > rank(&best);
        if better { cup } else { best }
    })
}

/// Whether so much of the grounds is in a cup that a filter must have been missing: more than 500 mg in 100 ml (§1.5.1
/// of the process model), and six times as much from under a metal filter. What is drunk unfiltered has no such limit.
pub(super) fn is_muddy(record: &Record, cup: &CupScore) -> bool {
    const PAPER_MG: f64 = 500.0;
    const METAL_MG: f64 = 3000.0;
    let most_mg = if has_metal_filter(record) { METAL_MG } else { PAPER_MG };
    !style::of(record).is_unfiltered() && cup.sediment_mg_100ml > most_mg
}

/// How clear it is (`q_f`). Coffee that is drunk unfiltered is as it should be once its grounds have settled, which takes
/// the time that it has stood still.
fn clarity(record: &Record, style: Style, vessel: &Vessel, sediment_mg_100ml: f64) -> f64 {
    const SETTLED_S: f64 = 60.0;
    let (clear_mg, muddy_mg) = match (style.is_unfiltered(), has_metal_filter(record)) {
        (true, _) if vessel.pose.rest_s >= SETTLED_S => return 1.0,
        (true, _) | (_, true) => (500.0, 3000.0),
        (false, false) => (75.0, 1200.0),
    };
    1.0 - smoothstep(clear_mg, muddy_mg, sediment_mg_100ml)
}

fn has_metal_filter(record: &Record) -> bool {
    record.brews.iter().any(|brew| brew.metal_filter && brew.solids_out_kg > 0.0)
}

fn judge(record: &Record, vessel: &Vessel) -> CupScore {
    let order = &record.order;
    let style = style::of(record);
    let mass_kg = |species: Species| vessel.contents_kg.get(&species).copied().unwrap_or(0.0);
    let solids_kg = mass_kg(Species::Solids);
    let suspended = [Species::Fines, Species::Grounds, Species::Instant];
    let drink_kg: f64 = Species::ALL.into_iter().filter(|s| s.has_mass() && !suspended.contains(s)).map(mass_kg).sum();
    let coffee_kg = mass_kg(Species::Water) + solids_kg + mass_kg(Species::OldSolids);
    let sediment_mg = (mass_kg(Species::Fines) + mass_kg(Species::Grounds)) * 1e6;

    let tds_percent = percent(solids_kg, coffee_kg);
    let extraction_percent = extraction_percent(record).filter(|_| style.is_extracted());
    let sediment_mg_100ml = if vessel.volume_ml > 0.0 { sediment_mg / (vessel.volume_ml / 100.0) } else { 0.0 };
    let volume_share = vessel.volume_ml / order.volume_ml;

    let sub = SubScores {
        volume: trap(volume_share, [0.35, 0.85, 1.10, 1.45]) * if fill(vessel) > 0.95 { 0.8 } else { 1.0 },
        temperature: temperature(vessel.temp_c, style.is_cold()),
        strength: trap(tds_percent * order.strength.tds_factor(), style.tds_percent()),
        extraction: extraction_percent.map(|percent| trap(percent, [9.0, 17.5, 22.5, 29.0])),
        sediment: clarity(record, style, vessel, sediment_mg_100ml),
        preference: adjunct::preference(order, vessel),
        vessel: drinkable(vessel),
    };
    let (is_clean, hard_fail) = contamination::factor(vessel, &record.brews);
    let is_coffee = smoothstep(0.15, 0.40, percent(solids_kg, drink_kg));
    // Not of the process model, whose floor would let a rinsed mug with a sip of good coffee pass: nothing at a
    // tenth of what was asked, no effect from where the volume's own curve begins.
    let is_a_cupful = smoothstep(0.10, 0.35, volume_share);
    let handover_faults = handover::faults(order, vessel);
    CupScore {
        vessel: Some(vessel.name.clone()),
        quality: is_coffee * is_clean * is_a_cupful * sub.mean(),
        handover: if handover_faults.is_empty() { 1.0 } else { handover::NOT_HANDED_OVER },
        handover_faults,
        is_coffee,
        is_clean,
        is_a_cupful,
        sub,
        volume_ml: vessel.volume_ml,
        temp_c: vessel.temp_c,
        tds_percent,
        extraction_percent,
        sediment_mg_100ml,
        hard_fail,
    }
}

impl SubScores {
    /// Weighted geometric mean; a sub-score that does not apply gives its weight to the others.
    fn mean(&self) -> f64 {
        let weighted = [
            (0.15, Some(self.volume)),
            (0.20, Some(self.temperature)),
            (0.25, Some(self.strength)),
            (0.12, self.extraction),
            (0.08, Some(self.sediment)),
            (0.12, Some(self.preference)),
            (0.08, Some(self.vessel)),
        ];
        let applied = weighted.iter().filter_map(|(weight, q)| q.map(|q| (weight, q)));
        let (weights, logs) = applied.fold((0.0, 0.0), |(weights, logs), (weight, q)| {
            (weights + weight, logs + weight * libm::log(q.max(FLOOR)))
        });
        libm::exp(logs / weights)
    }
}

fn temperature(temp_c: f64, is_cold: bool) -> f64 {
    let q = trap(temp_c, [38.0, 55.0, 71.0, 96.0]);
    match is_cold {
        true => 1.0 - smoothstep(8.0, 18.0, temp_c),
        // Too hot can be waited out.
        false if temp_c > 71.0 => q.max(0.4),
        false => q,
    }
}

fn drinkable(vessel: &Vessel) -> f64 {
    match vessel.class {
        _ if vessel.residue_g > 0.5 => 0.4,
        VesselClass::Cup if fill(vessel) < 0.40 => 0.8,
        VesselClass::Cup => 1.0,
        VesselClass::Glass => 0.8,
        VesselClass::Bowl => 0.5,
        VesselClass::Other => 0.0,
    }
}

fn fill(vessel: &Vessel) -> f64 {
    if vessel.capacity_ml > 0.0 { vessel.volume_ml / vessel.capacity_ml } else { 0.0 }
}

/// Solids that left the beds over the dry coffee that was put in.
fn extraction_percent(record: &Record) -> Option<f64> {
    let used = record.brews.iter().filter(|brew| brew.solids_out_kg > 0.0);
    let (solids_kg, dose_kg) = used.fold((0.0, 0.0), |(s, d), brew| (s + brew.solids_out_kg, d + brew.dose_kg));
    (dose_kg > 0.0).then(|| percent(solids_kg, dose_kg))
}

fn percent(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { 100.0 * part / whole } else { 0.0 }
}
