//! How a data file writes a component: `Plug(v: 120.0, cord_m: 0.75)`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{EnumAccess, MapAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Comp, Kind};

struct CompVisitor;

impl<'de> Visitor<'de> for CompVisitor {
    type Value = Comp;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a component")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Comp, A::Error> {
        let (kind, fields) = data.variant::<Kind>()?;
        Comp::read(kind, fields)
    }
}

/// Reads a component's parameters straight from its own parentheses, as a struct variant would.
pub(super) fn fields<'de, T: Deserialize<'de>, A: VariantAccess<'de>>(fields: A) -> Result<T, A::Error> {
    fields.struct_variant(&[], FieldsVisitor(PhantomData))
}

struct FieldsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the component's parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

impl<'de> Deserialize<'de> for Comp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Comp, D::Error> {
        deserializer.deserialize_enum("Comp", Comp::KINDS, CompVisitor)
    }
}
