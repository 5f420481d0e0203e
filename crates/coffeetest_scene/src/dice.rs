//! Random numbers for homes: streams that share nothing, the same on every platform.

use rand_core::RngCore;
use rand_pcg::Pcg64;

/// A stream of random numbers.
pub(crate) struct Dice(Pcg64);

impl Dice {
    /// The stream of a seed for a purpose. Each purpose has its own, so that one more draw here changes nothing there.
    pub(crate) fn new(seed: u128, stream: u128) -> Dice {
        Dice(Pcg64::new(seed, stream))
    }

    /// Uniform in [0, 1).
    pub(crate) fn unit(&mut self) -> f32 {
        (self.0.next_u64() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Uniform between two numbers.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        f64::from(self.unit()) < share
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn count(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(u64::from(high - low) + 1) as u32
    }

    /// One of several with weights; `None` where none has any.
    pub(crate) fn weighted<T>(&mut self, items: impl IntoIterator<Item = (T, f64)>) -> Option<T> {
        let all: Vec<(T, f64)> = items.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        let mut left = f64::from(self.unit()) * all.iter().map(|(_, weight)| weight).sum::<f64>();
        let last = all.len().checked_sub(1)?;
        all.into_iter().enumerate().find_map(|(i, (item, weight))| {
            left -= weight;
            (left < 0.0 || i == last).then_some(item)
        })
    }

    /// One of several; `None` of nothing.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len() as u64) as usize) }
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }
}
