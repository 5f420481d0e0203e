//! How far an episode came along the causal graph.

use super::cup::CupScore;
use super::landmark::Landmark;
use super::record::{Ended, Record};
use super::{adjunct, honesty};

/// What brewing is worth, up to coffee that is in no cup yet.
const BREWED: f64 = 0.5;
/// What coffee in a cup adds.
const IN_CUP: f64 = 0.25;
/// What handing it over adds.
const SERVED: f64 = 0.15;
/// What the right milk and sugar add, and what leaving everything off and closed adds.
const FINISH: f64 = 0.05;

/// 0 to 1; above 0.5 only with brewed coffee in a cup at the end.
pub(super) fn of(record: &Record, cup: &CupScore) -> f64 {
    let reached = |landmark: &Landmark| record.landmarks.contains_key(landmark);
    if cup.is_coffee < 0.5 || cup.is_a_cupful < 0.5 {
        let brewing = Landmark::BREWING.iter().filter(|landmark| reached(landmark)).count();
        return BREWED * brewing as f64 / Landmark::BREWING.len() as f64;
    }
    let vessel = record.vessels.iter().find(|vessel| Some(&vessel.name) == cup.vessel.as_ref());
    let finished = record.ended == Ended::Done;
    let steps = [
        (honesty::is_served(cup), SERVED),
        (vessel.is_some_and(|vessel| adjunct::as_asked(&record.order, vessel)), FINISH),
        (finished && reached(&Landmark::Closed), FINISH),
    ];
    // Coffee in a cup shows that all that comes before it has happened.
    BREWED + IN_CUP + steps.iter().filter(|(done, _)| *done).map(|(_, worth)| worth).sum::<f64>()
}
