//! The substances that matter is made of: a fixed list with heat capacities, densities and names.

/// What a [`crate::Mixture`] counts. The order is part of the trace format: add new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Species {
    /// Liquid water.
    Water,
    /// Coffee solids dissolved in this run.
    Solids,
    /// Caffeine: a sub-amount of the dissolved solids, never added when masses are summed.
    Caffeine,
    /// Insoluble coffee that passed a filter or was flushed out of a bed.
    Fines,
    /// Oil.
    Oil,
    /// Milk.
    Milk,
    /// Sugar.
    Sugar,
    /// Salt.
    Salt,
    /// Soap.
    Soap,
    /// Descaler.
    Descaler,
    /// Cocoa powder.
    Cocoa,
    /// Tea leaves and what they gave off.
    Tea,
    /// Instant coffee that has not dissolved yet.
    Instant,
    /// Vinegar.
    Vinegar,
    /// Ice.
    Ice,
    /// Anything else.
    Other,
    /// Ground coffee: the dry mass with the solubles still in it.
    Grounds,
    /// Coffee solids that were already dissolved when the run began: look like coffee, earn nothing.
    OldSolids,
    /// Roasted coffee beans.
    Beans,
}

impl Species {
    /// How many there are.
    pub const COUNT: usize = 19;

    /// All, in the fixed order.
    pub const ALL: [Species; Species::COUNT] = {
        use Species::*;
        [
            Water, Solids, Caffeine, Fines, Oil, Milk, Sugar, Salt, Soap, Descaler, Cocoa, Tea, Instant, Vinegar, Ice,
            Other, Grounds, OldSolids, Beans,
        ]
    };

    /// Position in the mass array.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its name in data files, snake case.
    pub const fn name(self) -> &'static str {
        use Species::*;
        match self {
            Water => "water",
            Solids => "solids",
            Caffeine => "caffeine",
            Fines => "fines",
            Oil => "oil",
            Milk => "milk",
            Sugar => "sugar",
            Salt => "salt",
            Soap => "soap",
            Descaler => "descaler",
            Cocoa => "cocoa",
            Tea => "tea",
            Instant => "instant",
            Vinegar => "vinegar",
            Ice => "ice",
            Other => "other",
            Grounds => "grounds",
            OldSolids => "old_solids",
            Beans => "beans",
        }
    }

    /// The species of that name.
    pub fn parse(name: &str) -> Option<Species> {
        Species::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Specific heat capacity, J/kg/K (§1.4 of the process model; caffeine is counted with its solids).
    pub const fn cp_j_kg_k(self) -> f64 {
        use Species::*;
        match self {
            Water | Vinegar | Soap | Descaler | Other => 4186.0,
            Milk => 3900.0,
            Oil => 2000.0,
            Ice => 2100.0,
            Sugar => 1250.0,
            Salt => 880.0,
            Solids | OldSolids | Fines | Grounds | Instant | Cocoa | Tea | Beans => 1500.0,
            Caffeine => 0.0,
        }
    }

    /// Whether it flows by itself: what carries dissolved and suspended matter.
    pub const fn is_carrier(self) -> bool {
        use Species::*;
        matches!(self, Water | Milk | Oil | Vinegar | Soap | Descaler | Other)
    }

    /// Whether it moves with a liquid through a filter: carriers and what dissolves in them.
    pub const fn passes_filter(self) -> bool {
        use Species::*;
        self.is_carrier() || matches!(self, Solids | OldSolids | Caffeine | Sugar | Salt | Cocoa | Tea)
    }

    /// Whether it adds to a mixture's mass (all but the sub-amount caffeine).
    pub const fn has_mass(self) -> bool {
        !matches!(self, Species::Caffeine)
    }

    /// Bulk density of the dry powder, kg/m³; `None` for what is no powder.
    pub const fn bulk_kg_m3(self) -> Option<f64> {
        use Species::*;
        match self {
            Grounds | Fines => Some(330.0),
            Instant => Some(225.0),
            Solids | OldSolids => Some(500.0),
            Beans => Some(385.0),
            Sugar => Some(850.0),
            Salt => Some(1200.0),
            Cocoa => Some(480.0),
            Tea => Some(350.0),
            Ice => Some(560.0),
            _ => None,
        }
    }

    /// Density under liquid, kg/m³, of what is neither a carrier nor dissolved in one.
    pub const fn solid_kg_m3(self) -> Option<f64> {
        use Species::*;
        match self {
            Grounds | Fines | Instant => Some(1200.0),
            Ice => Some(917.0),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_species_is_found_by_its_name_and_sits_at_its_index() {
        for (i, s) in Species::ALL.into_iter().enumerate() {
            assert_eq!(s.index(), i);
            assert_eq!(Species::parse(s.name()), Some(s));
        }
        assert_eq!(Species::parse("Coffee"), None);
    }
}
