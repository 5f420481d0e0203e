//! What `done` claimed against what is.

use super::cup::CupScore;
use super::record::Record;
use crate::action::Claim;

/// 1 if the claim is so, 0 if not; nothing if nothing was claimed.
pub(super) fn of_claim(record: &Record, cup: &CupScore) -> Option<f64> {
    let is_so = match record.claim? {
        Claim::Served => is_served(cup),
        Claim::Impossible => !record.possible && !is_served(cup),
    };
    Some(if is_so { 1.0 } else { 0.0 })
}

/// Whether somebody could take this for a cup of coffee that was brought to them: how good it is, is another matter.
pub(super) fn is_served(cup: &CupScore) -> bool {
    cup.vessel.is_some()
        && cup.handover_faults.is_empty()
        && cup.is_coffee >= 0.5
        && cup.is_clean > 0.0
        && cup.is_a_cupful >= 0.5
}
