//! What ground coffee is like: how fine, and what is still soluble in it (E24).

use crate::extract::POOLS;

/// What the ground coffee of a mixture is like. All amounts are parts of its mass of [`Species::Grounds`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds {
    /// Median particle diameter, µm.
    pub d50_um: f64,
    /// Solubles still in it: at broken surfaces, in kernels, bound, kg (E24).
    pub pools_kg: [f64; POOLS],
    /// Caffeine still in it, kg.
    pub caffeine_kg: f64,
    /// Caffeine that leaves with each kg of solids while there is some.
    pub caffeine_per_solid: f64,
}

impl Grounds {
    /// Mixes in `b_kg` of other grounds to `a_kg` of these.
    pub(crate) fn add(&mut self, a_kg: f64, other: &Grounds, b_kg: f64) {
        let mean = |a: f64, b: f64| (a * a_kg + b * b_kg) / (a_kg + b_kg);
        self.d50_um = mean(self.d50_um, other.d50_um);
        self.caffeine_per_solid = mean(self.caffeine_per_solid, other.caffeine_per_solid);
        self.caffeine_kg += other.caffeine_kg;
        for (pool, more) in self.pools_kg.iter_mut().zip(&other.pools_kg) {
            *pool += more;
        }
    }

    /// Takes a share of these.
    pub(crate) fn take(&mut self, f: f64) -> Grounds {
        let mut out = *self;
        out.caffeine_kg *= f;
        self.caffeine_kg -= out.caffeine_kg;
        for (pool, left) in out.pools_kg.iter_mut().zip(&mut self.pools_kg) {
            *pool *= f;
            *left -= *pool;
        }
        out
    }
}
