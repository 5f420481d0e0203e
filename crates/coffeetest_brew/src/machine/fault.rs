//! What can be wrong with a process graph. Building reports all of it at once.

use std::fmt;

/// Everything that is wrong with a process graph.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct MachineError(pub Vec<Fault>);

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}", if i == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// One thing that is wrong with a process graph. `place` says where: a component, `links` or `ctrl row 3`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A name that no component has.
    #[error("{place}: there is no component `{name}`{}", hint(nearest))]
    Unknown {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// The most similar name there is.
        nearest: Option<String>,
    },
    /// A component of the wrong kind.
    #[error("{place}: `{name}` is a {found}, but a {wanted} is needed")]
    WrongKind {
        /// Where.
        place: String,
        /// The component.
        name: String,
        /// Its kind.
        found: String,
        /// What would be right.
        wanted: &'static str,
    },
    /// A variable that its component does not have.
    #[error("{place}: `{name}` is no variable; `{comp}` has {}", list(known))]
    Variable {
        /// Where.
        place: String,
        /// The variable.
        name: String,
        /// The component.
        comp: String,
        /// The variables it has.
        known: Vec<String>,
    },
    /// A position that a control does not have.
    #[error("{place}: `{control}` has no position `{name}`; it has {}", list(known))]
    Position {
        /// Where.
        place: String,
        /// The control.
        control: String,
        /// The position.
        name: String,
        /// The positions (events) it has.
        known: Vec<String>,
    },
    /// A parameter out of its range.
    #[error("{place}: {what}")]
    Value {
        /// The component.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
    /// A flow that leads nowhere, forks, or contradicts itself.
    #[error("{place}: {what}")]
    Wiring {
        /// The component.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or(String::new(), |n| format!("; did you mean `{n}`?"))
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".into() } else { format!("`{}`", names.join("`, `")) }
}

/// The most similar of some names, if any is similar.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known.map(|k| (distance(name, k), k)).filter(|(d, k)| *d <= k.len().max(3) / 3).min().map(|(_, k)| k.to_owned())
}

/// Edits that turn one word into another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
