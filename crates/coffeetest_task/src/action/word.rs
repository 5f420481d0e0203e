//! Words of the English grammar: articles, prepositions, directions, numbers and units.

use super::Direction;

/// A preposition, reduced to what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prep {
    To,
    On,
    In,
    Under,
    From,
    Of,
    For,
    With,
}

/// What a unit measures, with its factor to ml, g, s or ml/s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Volume(f64),
    Mass(f64),
    Time(f64),
    Rate(f64),
}

pub(super) fn prep(word: &str) -> Option<Prep> {
    Some(match word {
        "to" | "towards" | "toward" | "at" => Prep::To,
        "on" | "onto" | "upon" => Prep::On,
        "in" | "into" | "inside" => Prep::In,
        "under" | "beneath" | "below" | "underneath" => Prep::Under,
        "from" => Prep::From,
        "of" => Prep::Of,
        "for" => Prep::For,
        "with" => Prep::With,
        _ => return None,
    })
}

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "my" | "some" | "it" | "please")
}

pub(super) fn direction(word: &str) -> Option<Direction> {
    Some(match word {
        "left" => Direction::Left,
        "right" => Direction::Right,
        "up" => Direction::Up,
        "down" => Direction::Down,
        "ahead" | "forward" | "straight" => Direction::Ahead,
        "behind" | "back" => Direction::Behind,
        "around" => Direction::Around,
        _ => return None,
    })
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "ml" | "milliliter" | "milliliters" | "millilitre" | "millilitres" => Unit::Volume(1.0),
        "cl" => Unit::Volume(10.0),
        "dl" => Unit::Volume(100.0),
        "l" | "liter" | "liters" | "litre" | "litres" => Unit::Volume(1000.0),
        "g" | "gram" | "grams" => Unit::Mass(1.0),
        "kg" => Unit::Mass(1000.0),
        "s" | "sec" | "secs" | "second" | "seconds" => Unit::Time(1.0),
        "min" | "mins" | "minute" | "minutes" => Unit::Time(60.0),
        "h" | "hour" | "hours" => Unit::Time(3600.0),
        "ml/s" | "g/s" | "ml/sec" => Unit::Rate(1.0),
        "ml/min" | "g/min" => Unit::Rate(1.0 / 60.0),
        _ => return None,
    })
}

/// Reads a number with an optional unit written onto it: `240`, `240ml`, `-1.5`, `nan`.
pub(super) fn number(word: &str) -> Option<(f64, Option<Unit>)> {
    if let Some(value) = not_finite(word) {
        return Some((value, None));
    }
    if !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    // The longest start that reads as a number, so that `2e3` is one and `2h` is two with a unit.
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let (value, rest) = ends.into_iter().find_map(|end| Some((word[..end].parse().ok()?, &word[end..])))?;
    match rest {
        "" => Some((value, None)),
        rest => Some((value, Some(unit(rest)?))),
    }
}

fn not_finite(word: &str) -> Option<f64> {
    matches!(word, "nan" | "inf" | "+inf" | "-inf" | "infinity" | "-infinity").then(|| word.parse().ok())?
}

/// Words that the grammar needs for itself, which therefore cannot be handles.
pub(super) fn is_reserved(word: &str) -> bool {
    prep(word).is_some() || is_article(word) || direction(word).is_some() || number(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stick_to_numbers_or_stand_alone() {
        assert_eq!(number("240ml"), Some((240.0, Some(Unit::Volume(1.0)))));
        assert_eq!(number("2min"), Some((2.0, Some(Unit::Time(60.0)))));
        assert_eq!(number("1e2"), Some((100.0, None)));
        assert_eq!(number("-0.5l"), Some((-0.5, Some(Unit::Volume(1000.0)))));
        assert_eq!(number("2x"), None);
        assert_eq!(number("é"), None);
        assert_eq!(number("-"), None);
        assert!(number("nan").is_some_and(|(value, _)| value.is_nan()));
    }
}
