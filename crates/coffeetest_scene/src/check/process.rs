//! Checks of the process graph: what the machine that it describes says when it is built, with lines.

use coffeetest_brew::Machine;
use coffeetest_brew::machine::Fault;

use super::page::{At, Page};
use crate::Thing;
use crate::read::nearest;

/// Checks components, links and controller together.
pub(super) fn check(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    if let Err(error) = Machine::new(&thing.comps, &thing.links, &thing.ctrl) {
        return error.0.iter().for_each(|fault| report(page, fault));
    }
    let rows = &thing.ctrl;
    for (i, row) in rows.iter().enumerate() {
        let reached = row.0 == rows[0].0 || rows.iter().any(|other| other.4 == row.0);
        let seen = rows[..i].iter().any(|other| other.0 == row.0);
        let at = At::top("ctrl").to(i).to(0);
        page.must(reached || seen, &at, format!("no row leads to the state `{}`", row.0), "Lead one there.");
    }
}

fn report(page: &mut Page<Thing>, fault: &Fault) {
    match fault {
        Fault::Unknown { place, name, .. } => {
            let thing = &page.read.value;
            let hint = nearest(name, thing.comps.keys().map(String::as_str).chain(["outside", "drain", "mains"]));
            page.error_at_word(&at(place), name, format!("there is no component `{name}`"), hint.unwrap_or_default());
        }
        Fault::WrongKind { place, name, found, wanted } => {
            let article = if found.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            let hint = format!("It must be a {wanted}.");
            page.error_at_word(&at(place), name, format!("`{name}` is {article} {found}"), hint);
        }
        Fault::Variable { place, name, comp, known } => {
            let hint = format!("`{comp}` has `{}`.", known.join("`, `"));
            page.error_at_word(&at(place), name, format!("`{name}` is no variable"), hint);
        }
        Fault::Position { place, control, name, known } => {
            let hint = format!("It has `{}`.", known.join("`, `"));
            page.error_at_word(&at(place), name, format!("`{control}` has no position `{name}`"), hint);
        }
        Fault::Value { place, what } => {
            // Where one field is wrong, what is wrong begins with its name.
            let field = what.split([' ', ':']).next().unwrap_or_default();
            let (what, hint) = two_sentences(what);
            let what = match what.strip_prefix(field) {
                Some(rest) if field != "the" => format!("`{field}`{rest}"),
                _ => what.to_string(),
            };
            page.error(&at(place).to(field), what, hint);
        }
        Fault::Wiring { place, what } => {
            let (what, hint) = two_sentences(what);
            page.error(&at(place), format!("`{place}`: {what}"), hint);
        }
    }
}

/// The way to the place that a fault names: a component, `links` or `ctrl row 3`.
fn at(place: &str) -> At {
    match place.strip_prefix("ctrl row ").and_then(|row| row.parse::<usize>().ok()) {
        Some(row) => At::top("ctrl").to(row.saturating_sub(1)),
        None if place == "links" => At::top("links"),
        None => At::top("comps").to(place),
    }
}

/// What is wrong, and what would be right as a sentence of its own.
fn two_sentences(what: &str) -> (&str, String) {
    let Some((what, hint)) = what.split_once("; ") else { return (what, String::new()) };
    let mut letters = hint.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    (what, format!("{first}{}.", letters.as_str()))
}
