//! Where the body stopped on its way, and what it did there.

use super::walk::Deed;

/// A place where the body did something, once or again.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Where, m.
    pub at: [f32; 2],
    /// Numbers of what was done there, from 1, as first and last of each visit.
    pub visits: Vec<(usize, usize)>,
}

/// Places that are as near are one, m.
const SAME_M: f32 = 0.09;

impl Stop {
    /// Its numbers as they are written: `4–9, 15`.
    pub fn numbers(&self) -> String {
        let visit = |(first, last): &(usize, usize)| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        };
        self.visits.iter().map(visit).collect::<Vec<_>>().join(", ")
    }
}

/// Where all of it was done, in the order in which the body first came there.
pub fn of(deeds: &[Deed]) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    let ends = deeds.iter().zip(1..).filter_map(|(deed, number)| Some((*deed.way.last()?, number)));
    for (at, number) in ends {
        let near = |stop: &&mut Stop| libm::hypotf(stop.at[0] - at[0], stop.at[1] - at[1]) < SAME_M;
        let Some(stop) = stops.iter_mut().find(near) else {
            stops.push(Stop { at, visits: vec![(number, number)] });
            continue;
        };
        match stop.visits.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => stop.visits.push((number, number)),
        }
    }
    stops
}
