//! Means and intervals of small samples, the same on every run.

use crate::dice::Dice;

/// Normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;
/// Resamples of a bootstrap.
const RESAMPLES: usize = 4000;

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A sample's mean with its 95 % interval and extremes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many values there are.
    pub n: usize,
    /// Mean.
    pub mean: f64,
    /// 95 % interval of the mean, by bootstrap.
    pub interval: Interval,
    /// Least value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
}

/// Arithmetic mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// 95 % interval of a success rate (Wilson 1927), from 0 to 1.
pub fn wilson(successes: usize, trials: usize) -> Interval {
    if trials == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (k, n, z2) = (successes as f64, trials as f64, Z_95 * Z_95);
    let p = k / n;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At 0 and 1 the formula gives the bound itself, but for rounding.
    let low = if successes == 0 { 0.0 } else { centre - half };
    let high = if successes == trials { 1.0 } else { centre + half };
    Interval { low, high }
}

/// Mean with its 95 % interval by the percentile bootstrap, resampled with fixed dice; `None` of nothing.
pub fn summary(values: &[f64]) -> Option<Summary> {
    let mean_value = mean(values)?;
    let mut dice = Dice::new(values.len() as u64, 95);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| (0..values.len()).map(|_| values[dice.below(values.len())]).sum::<f64>() / values.len() as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[(share * (RESAMPLES - 1) as f64).round() as usize];
    let (min, max) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(*v), hi.max(*v)));
    Some(Summary {
        n: values.len(),
        mean: mean_value,
        interval: Interval { low: at(0.025), high: at(0.975) },
        min,
        max,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(got: f64, want: f64) {
        assert!((got - want).abs() < 5e-4, "{got} is not {want}");
    }

    #[test]
    fn the_wilson_interval_agrees_with_published_values() {
        // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (k, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = wilson(k, n);
            assert_near(interval.low, low);
            assert_near(interval.high, high);
        }
        assert_eq!(wilson(20, 20).high, 1.0);
        assert_eq!(wilson(0, 0), Interval { low: 0.0, high: 1.0 });
    }

    #[test]
    fn the_bootstrap_interval_holds_the_mean_and_narrows_with_the_sample() {
        let mut dice = Dice::new(1, 1);
        let many: Vec<f64> = (0..400).map(|_| dice.between(0.0, 100.0)).collect();
        let few = summary(&many[..20]).expect("values");
        let all = summary(&many).expect("values");
        for sample in [few, all] {
            assert!(sample.interval.low < sample.mean && sample.mean < sample.interval.high);
        }
        assert!(all.interval.high - all.interval.low < 0.4 * (few.interval.high - few.interval.low));
        // The standard error of a uniform sample is known: the interval is about 2 · 1.96 of it wide.
        assert!((all.interval.high - all.interval.low - 3.92 * 28.9 / 20.0).abs() < 0.6);
    }

    #[test]
    fn a_summary_is_the_same_every_time() {
        let values = [90.0, 70.0, 20.0, 95.0];
        assert_eq!(summary(&values), summary(&values));
        assert_eq!(summary(&[5.0]).map(|s| s.interval), Some(Interval { low: 5.0, high: 5.0 }));
        assert_eq!(summary(&[]), None);
    }
}
