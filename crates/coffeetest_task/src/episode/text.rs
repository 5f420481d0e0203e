//! The observation as a person would tell it.

use std::fmt::Write;

use super::observe::{News, Since};
use super::words::direction;
use crate::action::Name;
use crate::observation::{Observation, SeenThing};

/// Everything that is noticed, in a few paragraphs.
pub(super) fn tell(observation: &Observation, news: &News, since: &Since, room: Option<&str>) -> String {
    let mut text = String::with_capacity(4000);
    // Writing to a string cannot fail.
    let _ = write_all(&mut text, observation, news, since, room);
    text.truncate(text.trim_end().len());
    text
}

fn write_all(
    out: &mut String,
    observation: &Observation,
    news: &News,
    since: &Since,
    room: Option<&str>,
) -> std::fmt::Result {
    if let Some(outcome) = since.outcome {
        writeln!(out, "{}", sentence(&outcome.text))?;
    }
    writeln!(
        out,
        "Time {} of {}. {}",
        clock(observation.time_s),
        clock(since.time_limit_s),
        whereabouts(observation, room)
    )?;
    writeln!(out, "{}", hand(observation))?;
    for sound in &observation.sounds {
        let verb = if sound.goes_on { "You hear" } else { "You heard" };
        writeln!(out, "{verb} a sound, {}: {}.", direction(sound.bearing_rad), sound.name)?;
    }
    for doorway in &observation.doorways {
        let [ahead, left] = doorway.position_m;
        let bearing = direction(libm::atan2f(left, ahead));
        writeln!(out, "A doorway leads {bearing}, {:.1} m away: {}.", doorway.distance_m, doorway.handle)?;
    }
    for (handle, states) in &news.changed {
        writeln!(out, "{handle} is not as it was: now {}.", states.join("; "))?;
    }
    if !news.new.is_empty() {
        let new: Vec<&str> = news.new.iter().map(Name::as_str).collect();
        writeln!(out, "New: {}.", new.join(", "))?;
    }
    match observation.objects.is_empty() {
        true => writeln!(out, "You see nothing that you could name."),
        false => see(out, &observation.objects),
    }
}

/// One line for each thing in view, with its parts.
fn see(out: &mut String, objects: &[SeenThing]) -> std::fmt::Result {
    writeln!(out, "You see:")?;
    let in_view = |handle: &Name| objects.iter().any(|object| object.handle == *handle);
    for object in objects.iter().filter(|object| !object.part_of.as_ref().is_some_and(in_view)) {
        let [ahead, left, up] = object.position_m;
        let bearing = direction(libm::atan2f(left, ahead));
        write!(out, "- {} ({}), {:.1} m {bearing}, {up:.2} m high", object.handle, object.name, object.distance_m)?;
        for state in &object.state {
            write!(out, "; {state}")?;
        }
        let parts = objects.iter().filter(|part| part.part_of.as_ref() == Some(&object.handle));
        let parts: Vec<String> = parts.map(part).collect();
        if !parts.is_empty() {
            write!(out, "; with {}", parts.join(", "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn part(part: &SeenThing) -> String {
    match part.state.as_slice() {
        [] => part.handle.to_string(),
        states => format!("{} ({})", part.handle, states.join("; ")),
    }
}

fn whereabouts(observation: &Observation, room: Option<&str>) -> String {
    let body = &observation.body;
    let room = room.map_or_else(String::new, |room| format!(" in the {room}"));
    let [x, y] = body.position_m;
    if x.abs().max(y.abs()) < 0.05 && body.heading_rad.abs() < 0.05 {
        return format!("You are{room}, where you started.");
    }
    let side = |value: f32, positive: &str, negative: &str| match value {
        value if value.abs() < 0.05 => None,
        value if value > 0.0 => Some(format!("{value:.1} m {positive}")),
        value => Some(format!("{:.1} m {negative}", -value)),
    };
    let parts: Vec<String> = [side(x, "ahead", "behind"), side(y, "left", "right")].into_iter().flatten().collect();
    let place = if parts.is_empty() {
        "where you started".into()
    } else {
        format!("{} of where you started", parts.join(" and "))
    };
    let degrees = libm::roundf(body.heading_rad.to_degrees());
    let turned = match degrees {
        0.0 => String::new(),
        degrees if degrees > 0.0 => format!(", turned {degrees:.0}° to the left"),
        degrees => format!(", turned {:.0}° to the right", -degrees),
    };
    format!("You are{room}, {place}{turned}.")
}

fn hand(observation: &Observation) -> String {
    match &observation.holding {
        Some(held) => format!("Your hand holds {held}; it weighs {:.0} g.", observation.body.load_g),
        None => "Your hand is empty.".into(),
    }
}

/// Minutes and seconds.
fn clock(seconds: f64) -> String {
    let whole = seconds as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '!', '?', '"']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_minutes_and_seconds() {
        assert_eq!((clock(0.0).as_str(), clock(65.9).as_str(), clock(1800.0).as_str()), ("0:00", "1:05", "30:00"));
    }
}
