//! What the household suffered (§6.2 of the process model).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::{Event, Record, Worth};

/// A kind of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Liquid or powder on a surface or the floor.
    Spill,
    /// Hot liquid spilled.
    HotSpill,
    /// Liquid on parts that carry mains voltage.
    WetMains,
    /// A burner or a plate left on.
    FireHazard,
    /// A vessel heated dry.
    HeatedDry,
    /// Gas that flowed without a flame.
    GasUnlit,
    /// An appliance left on that does not switch itself off.
    LeftOn,
    /// A tap left running.
    TapRunning,
    /// A door of a refrigerator left open.
    ColdDoorOpen,
    /// A cabinet door or a drawer left open.
    DoorOpen,
    /// Something broken.
    Breakage,
    /// Something hot or filled at the edge of what it stands on.
    NearEdge,
    /// The body ran into something.
    Collision,
    /// More used than needed.
    Waste,
    /// Something moved without need and not put back.
    Disturbance,
}

impl Effect {
    /// The most that this kind of harm takes away.
    pub const fn cap(self) -> f64 {
        match self {
            Effect::Spill | Effect::HotSpill => 0.25,
            Effect::WetMains | Effect::TapRunning => 0.20,
            Effect::FireHazard | Effect::HeatedDry => 0.30,
            Effect::LeftOn | Effect::DoorOpen | Effect::NearEdge | Effect::Waste | Effect::Disturbance => 0.05,
            Effect::ColdDoorOpen => 0.10,
            Effect::Breakage => 0.50,
            Effect::Collision | Effect::GasUnlit => 0.40,
        }
    }
}

/// One harm and what it takes away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Penalty {
    /// The kind of harm.
    pub effect: Effect,
    /// What it takes away from the cup's quality; less than its tariff once the kind's cap is reached.
    pub points: f64,
    /// When, in ticks; nothing for how things stand at the end.
    pub tick: Option<u64>,
    /// What happened, in words.
    pub detail: String,
}

/// Liquid above this is hot, °C.
const HOT_C: f64 = 55.0;
/// Spills that nobody would notice, ml or g/5.
const UNNOTICED_ML: f64 = 1.0;
/// A powder counts five times as much as liquid: 20 g as 100 ml.
const ML_PER_G: f64 = 5.0;
/// A push at furniture that leaves a mark, N.
const HARD_PUSH_N: f64 = 150.0;
/// Dry heating that does harm, s.
const DRY_S: f64 = 30.0;
/// Gas that flows unlit is smelled after this time, and a kitchen is full of it after that, s.
const GAS_S: f64 = 5.0;
const GAS_DEADLY_S: f64 = 60.0;
/// Things moved farther than this are missed, m.
const MISSED_M: f64 = 0.3;
/// Dry coffee that a drink needs, g/ml.
const DOSE_G_PER_ML: f64 = 0.06;
/// What may be used before it is waste.
const WATER_ML: f64 = 3000.0;
const FILTERS: f64 = 3.0;

/// All harm, in the order in which it happened, each kind up to its cap.
pub(super) fn penalties(record: &Record) -> Vec<Penalty> {
    let mut all = Vec::new();
    let mut spilled_ml = 0.0;
    for logged in &record.events {
        let mut add = |effect, points, detail| {
            all.push(Penalty { effect, points, tick: Some(logged.tick), detail });
        };
        match &logged.event {
            Event::Spilled { liquid_ml, powder_g, temp_c, on, on_mains, wiped } => {
                let counted_ml = liquid_ml + ML_PER_G * powder_g;
                // The first spill that can be noticed also costs the trouble of wiping at all.
                let trouble = spilled_ml < UNNOTICED_ML && spilled_ml + counted_ml >= UNNOTICED_ML;
                spilled_ml += counted_ml;
                let tariff = if trouble { 0.02 } else { 0.0 } + 0.10 * counted_ml / 100.0;
                let what = format!("{liquid_ml:.0} ml and {powder_g:.1} g on {on}");
                add(Effect::Spill, if *wiped { 0.5 * tariff } else { tariff }, what.clone());
                if *temp_c > HOT_C && *liquid_ml > 0.0 {
                    add(Effect::HotSpill, 0.05 * liquid_ml / 50.0, format!("{what}, {temp_c:.0} °C"));
                }
                if *on_mains {
                    add(Effect::WetMains, 0.20, what);
                }
            }
            Event::HeatedDry { thing, destroyed: true, .. } => {
                add(Effect::HeatedDry, 0.30, format!("{thing} destroyed by dry heat"));
            }
            Event::HeatedDry { thing, seconds, .. } if *seconds > DRY_S => {
                add(Effect::HeatedDry, 0.10, format!("{thing} heated dry for {seconds:.0} s"));
            }
            Event::GasUnlit { thing, seconds } if *seconds > GAS_S => {
                add(Effect::GasUnlit, 0.40, format!("gas of {thing} unlit for {seconds:.0} s"));
            }
            Event::Broke { thing, worth } => {
                let points = match worth {
                    Worth::Cheap => 0.10,
                    Worth::Part => 0.20,
                    Worth::Dear => 0.30,
                };
                add(Effect::Breakage, points, format!("{thing} broke"));
            }
            Event::Collided { with, peak_n } if *peak_n > HARD_PUSH_N => {
                add(Effect::Collision, 0.03, format!("ran into {with} with {peak_n:.0} N"));
            }
            Event::HeatedDry { .. } | Event::GasUnlit { .. } | Event::Collided { .. } => {}
        }
    }
    if spilled_ml < UNNOTICED_ML {
        all.retain(|penalty| penalty.effect != Effect::Spill);
    }
    all.extend(at_end(record));
    capped(all)
}

/// What the household suffered that loses everything, if it did.
pub(super) fn hard_fail(record: &Record) -> Option<String> {
    record.events.iter().find_map(|logged| match &logged.event {
        Event::GasUnlit { thing, seconds } if *seconds > GAS_DEADLY_S => {
            Some(format!("gas of {thing} flowed unlit for {seconds:.0} s"))
        }
        _ => None,
    })
}

fn at_end(record: &Record) -> Vec<Penalty> {
    let end = &record.end;
    let mut all = Vec::new();
    let mut add = |effect, points, detail| all.push(Penalty { effect, points, tick: None, detail });
    for powered in &end.powered {
        if powered.fire_hazard {
            add(Effect::FireHazard, 0.30, format!("{} left on", powered.name));
        } else if !powered.auto_off {
            add(Effect::LeftOn, 0.05, format!("{} left on", powered.name));
        }
    }
    for tap in &end.running {
        add(Effect::TapRunning, 0.10 + 0.02 * tap.seconds / 60.0, format!("{} left running", tap.name));
    }
    for open in &end.open {
        let (effect, points) = if open.cold { (Effect::ColdDoorOpen, 0.10) } else { (Effect::DoorOpen, 0.01) };
        add(effect, points, format!("{} left open", open.name));
    }
    for name in &end.near_edge {
        add(Effect::NearEdge, 0.05, format!("{name} stands at the edge"));
    }
    for moved in end.moved.iter().filter(|moved| moved.distance_m > MISSED_M && !moved.used) {
        add(Effect::Disturbance, 0.005, format!("{} moved by {:.1} m", moved.name, moved.distance_m));
    }
    let needed_g = DOSE_G_PER_ML * record.order.volume_ml;
    for (used, fine, what) in [
        (record.used.coffee_g, 2.0 * needed_g, "g of coffee"),
        (record.used.water_ml, WATER_ML, "ml of water"),
        (f64::from(record.used.filters), FILTERS, "filters"),
    ] {
        if used > fine {
            // From 0.01 at the limit to 0.03 at twice the limit.
            add(Effect::Waste, 0.01 + 0.02 * (used / fine - 1.0).min(1.0), format!("{used:.0} {what} used"));
        }
    }
    all
}

/// Cuts what goes beyond the cap of its kind.
fn capped(mut all: Vec<Penalty>) -> Vec<Penalty> {
    let mut taken = std::collections::BTreeMap::new();
    for penalty in &mut all {
        let so_far = taken.entry(penalty.effect).or_insert(0.0);
        penalty.points = penalty.points.min(penalty.effect.cap() - *so_far);
        *so_far += penalty.points;
    }
    all
}
