//! What a drink looks like: its colour and how cloudy it is (E35), and its plume of steam (E36).

use crate::mixture::{Mixture, share};
use crate::species::Species;

/// How a layer of drink looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Share of red, green and blue light that comes back, 0–1: through the drink to a white ground and, from what
    /// milk scatters, white.
    pub rgb: [f64; 3],
    /// Share of the light that is scattered, 0–1.
    pub cloudy: f64,
}

/// How a mixture looks through that path, cm. Old coffee, tea and cocoa colour it as coffee solids do.
pub fn look(mix: &Mixture, path_cm: f64) -> Look {
    use Species::*;
    let liquid_kg = mix.liquid_kg() + mix.kg(Fines);
    let dark_kg = [Solids, OldSolids, Cocoa, Tea, Fines].into_iter().map(|s| mix.kg(s)).sum::<f64>();
    let dark = share(dark_kg, liquid_kg);
    let cloudy = 1.0 - libm::exp(-40.0 * share(mix.kg(Milk), liquid_kg));
    let rgb = [60.0, 140.0, 300.0].map(|k| libm::exp(-k * dark * path_cm) * (1.0 - cloudy) + cloudy);
    Look { rgb, cloudy }
}

/// Visible plume, g/s, of what evaporates and boils off (E36).
pub fn plume_g_s(vapour_kg_s: f64) -> f64 {
    (vapour_kg_s * 1000.0 - 0.002).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_centimetre_of_filter_coffee_lets_half_the_red_and_hardly_any_blue_through() {
        let mut cup = Mixture::of(Species::Water, 0.9875, 60.0);
        cup.add(&Mixture::of(Species::Solids, 0.0125, 60.0));
        let look = look(&cup, 1.0);
        for (got, want) in look.rgb.into_iter().zip([0.47, 0.17, 0.02]) {
            assert!((got - want).abs() < 0.01, "{got} {want}");
        }
        assert_eq!(look.cloudy, 0.0);
    }

    #[test]
    fn coffee_of_yesterday_looks_like_coffee() {
        let cup = |s| {
            let mut m = Mixture::of(Species::Water, 0.99, 20.0);
            m.add(&Mixture::of(s, 0.01, 20.0));
            look(&m, 1.0)
        };
        assert_eq!(cup(Species::Solids), cup(Species::OldSolids));
    }
}
