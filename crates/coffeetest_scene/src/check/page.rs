//! One file under check: where in it we are, and the errors found so far.

use std::fmt::Display;

use crate::Text;
use crate::read::{Read, SceneError, nearest};
use crate::thing::V3;

/// The way to a field: names, keys and indices from the top of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct At(Vec<String>);

impl At {
    /// A field at the top of the file.
    pub fn top(field: impl Display) -> At {
        At(vec![field.to_string()])
    }

    /// One step down.
    pub fn to(&self, step: impl Display) -> At {
        let mut steps = self.0.clone();
        steps.push(step.to_string());
        At(steps)
    }

    /// The last name on the way: an element of a list goes by the list's name.
    fn last(&self) -> &str {
        let named = |step: &&String| step.parse::<usize>().is_err();
        self.0.iter().rev().find(named).map_or("", String::as_str)
    }
}

/// A file under check.
pub(super) struct Page<'a, T> {
    pub read: &'a Read<T>,
    pub errors: &'a mut Vec<SceneError>,
}

/// Farthest that anything in a file may be from its origin, m.
const FARTHEST_M: f32 = 50.0;

impl<T> Page<'_, T> {
    /// Reports an error.
    pub fn error(&mut self, at: &At, what: impl Into<String>, hint: impl Into<String>) {
        let hint = Some(hint.into()).filter(|hint| !hint.is_empty());
        let path: Vec<&str> = at.0.iter().map(String::as_str).collect();
        self.errors.push(self.read.error(&path, what, hint));
    }

    /// Reports an error at the first place below `at` where `word` stands.
    pub fn error_at_word(&mut self, at: &At, word: &str, what: impl Into<String>, hint: impl Into<String>) {
        let hint = Some(hint.into()).filter(|hint| !hint.is_empty());
        let path: Vec<&str> = at.0.iter().map(String::as_str).collect();
        self.errors.push(self.read.error_at_word(&path, word, what.into(), hint));
    }

    /// Reports an error unless `good`.
    pub fn must(&mut self, good: bool, at: &At, what: impl Into<String>, hint: impl Into<String>) {
        if !good {
            self.error(at, what, hint);
        }
    }

    /// A name that refers to something must be known. Says whether it is.
    pub fn known<'n>(&mut self, at: &At, what: &str, name: &str, known: impl IntoIterator<Item = &'n str>) -> bool {
        let known: Vec<&str> = known.into_iter().collect();
        let found = known.contains(&name);
        if !found {
            self.error(at, format!("unknown {what} `{name}`"), nearest(name, known).unwrap_or_default());
        }
        found
    }

    /// A member of something must be known. Says whether it is.
    pub fn member<'n>(
        &mut self,
        at: &At,
        owner: &str,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> bool {
        let known: Vec<&str> = known.into_iter().collect();
        let found = known.contains(&name);
        if !found {
            self.error(at, format!("`{owner}` has no {what} `{name}`"), nearest(name, known).unwrap_or_default());
        }
        found
    }

    /// A number must be above 0.
    pub fn above_zero(&mut self, at: &At, value: impl Into<f64> + Copy + Display) {
        self.must(value.into() > 0.0, at, format!("`{}` is {value}", at.last()), "It must be above 0.");
    }

    /// A number must lie in a range.
    pub fn within(&mut self, at: &At, value: impl Into<f64> + Copy + Display, low: f64, high: f64) {
        let hint = format!("It must be between {low} and {high}.");
        self.must((low..=high).contains(&value.into()), at, format!("`{}` is {value}", at.last()), hint);
    }

    /// A range must go upwards.
    pub fn rising(&mut self, at: &At, (low, high): (f32, f32)) {
        let hint = "Write the smaller number first.";
        self.must(low < high, at, format!("`{}` goes from {low} to {high}", at.last()), hint);
    }

    /// What people read must exist in both languages.
    pub fn text(&mut self, at: &At, text: &Text) {
        for (language, words) in [("en", &text.en), ("zh", &text.zh)] {
            let hint = "What people read exists in English and Chinese.";
            self.must(!words.trim().is_empty(), &at.to(language), format!("`{language}` is empty"), hint);
        }
    }

    /// A noun or tag: lower case with underscores.
    pub fn word(&mut self, at: &At, word: &str) {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if word.is_empty() {
            self.error(at, format!("`{}` is empty", at.last()), "Write a lower case word.");
        } else if !word.chars().all(good) {
            let tidy = word.trim().to_lowercase().replace([' ', '-'], "_");
            let hint =
                if !tidy.is_empty() && tidy.chars().all(good) { format!("Write `{tidy}`.") } else { String::new() };
            self.error(at, format!("`{word}` is not lower case with underscores"), hint);
        }
    }

    /// A point must be near its origin.
    pub fn point(&mut self, at: &At, point: V3) {
        let far = point.iter().any(|v| v.abs() > FARTHEST_M);
        let what = format!("`{}` is more than {FARTHEST_M} m away", at.last());
        self.must(!far, at, what, "Lengths are in metres.");
    }

    /// A size must be above 0 along every axis, and of a size that fits into a home.
    pub fn size(&mut self, at: &At, size: V3) {
        let good = size.iter().all(|v| *v > 0.0 && *v <= FARTHEST_M);
        let what = format!("`{}` is {} × {} × {} m", at.last(), size[0], size[1], size[2]);
        self.must(good, at, what, format!("Each must be above 0 and at most {FARTHEST_M}."));
    }

    /// A direction must point somewhere.
    pub fn direction(&mut self, at: &At, direction: V3) {
        let length = direction.iter().map(|v| v * v).sum::<f32>();
        let good = (1e-6..1e6).contains(&length);
        self.must(good, at, format!("`{}` is no direction", at.last()), "Write a vector such as (0.0, 0.0, 1.0).");
    }
}
