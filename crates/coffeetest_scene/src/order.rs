//! What is asked for: a cup of coffee of a style, and how.

use serde::{Deserialize, Serialize};

use crate::{Strength, Style, Text, Wish};

/// What is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Order {
    /// The words it is asked in.
    pub text: Text,
    /// The style of coffee; if it is not said, whatever coffee is made there is judged as what it is.
    pub style: Option<Style>,
    /// Volume, ml.
    pub volume_ml: f64,
    /// Strength.
    pub strength: Strength,
    /// Milk.
    pub milk: Wish,
    /// Sugar.
    pub sugar: Wish,
    /// Whether it must be without caffeine.
    pub decaf: bool,
    /// Tags of the surfaces on which the cup may be served.
    pub serve_on: Vec<String>,
}

impl Order {
    /// An order for so much of a style, or of whatever is made there, and nothing else.
    pub fn simple(text: Text, style: Option<Style>, volume_ml: f64) -> Order {
        Order {
            text,
            style,
            volume_ml,
            strength: Strength::Normal,
            milk: Wish::Unsaid,
            sugar: Wish::Unsaid,
            decaf: false,
            serve_on: where_people_drink(),
        }
    }
}

/// An order as it is written: what is left out follows from the rest.
#[derive(Deserialize)]
#[serde(rename = "Order", deny_unknown_fields)]
struct Written {
    text: Text,
    #[serde(default)]
    style: Option<Style>,
    #[serde(default)]
    volume_ml: Option<f64>,
    #[serde(default)]
    strength: Strength,
    #[serde(default)]
    milk: Wish,
    #[serde(default)]
    sugar: Wish,
    #[serde(default)]
    decaf: bool,
    #[serde(default = "where_people_drink")]
    serve_on: Vec<String>,
}

fn where_people_drink() -> Vec<String> {
    vec!["counter".into(), "table".into()]
}

impl From<Written> for Order {
    fn from(order: Written) -> Order {
        let Written { text, style, volume_ml, strength, milk, sugar, decaf, serve_on } = order;
        let volume_ml = volume_ml.unwrap_or(style.unwrap_or_default().cup_ml());
        Order { text, style, volume_ml, strength, milk, sugar, decaf, serve_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &str) -> Order {
        let text = format!("(text: (en: \"a\", zh: \"b\"){fields})");
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(&text)
            .expect("an order")
    }

    #[test]
    fn a_cup_is_as_large_as_its_style_has_it_unless_that_is_said() {
        assert_eq!((read("").volume_ml, read("").style), (240.0, None));
        assert_eq!(read(", style: Espresso").volume_ml, 30.0);
        assert_eq!(read(", style: Cezve").volume_ml, 65.0);
        assert_eq!(read(", style: Moka").volume_ml, 120.0);
        assert_eq!(read(", style: Espresso, volume_ml: 60").volume_ml, 60.0);
    }
}
