//! Checks of the parameters of a component.

use super::fault::Fault;

/// Collects what is wrong with the parameters of one component.
pub(crate) struct Check<'a> {
    /// The component.
    pub name: &'a str,
    pub faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    /// Reports a parameter.
    pub fn wrong(&mut self, what: String) {
        self.faults.push(Fault::Value { place: self.name.into(), what });
    }

    /// It must be above 0.
    pub fn above(&mut self, what: &str, x: f64) {
        if !(x > 0.0 && x.is_finite()) {
            self.wrong(format!("{what} is {x}; it must be above 0"));
        }
    }

    /// It must be in that range.
    pub fn range(&mut self, what: &str, x: f64, least: f64, most: f64) {
        if !(least..=most).contains(&x) {
            self.wrong(format!("{what} is {x}; it must be from {least} to {most}"));
        }
    }
}

/// Whether the second is above the first, and both are numbers.
pub(crate) fn rises(a: f64, b: f64) -> bool {
    a < b
}
