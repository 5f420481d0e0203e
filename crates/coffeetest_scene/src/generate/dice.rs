//! Random numbers of a generated home: one stream for each purpose, so that one more draw here changes nothing there.

use rand_core::RngCore;
use rand_pcg::Pcg64;

/// What a stream of random numbers is for.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Region = 1,
    Kit = 2,
    Kitchen = 3,
    Kept = 4,
    Clutter = 5,
    Start = 6,
}

/// A stream of random numbers.
pub(super) struct Dice(Pcg64);

impl Dice {
    pub(super) fn new(seed: &[u8; 32], purpose: Purpose) -> Dice {
        let half = |from: usize| {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&seed[from..from + 16]);
            u128::from_le_bytes(bytes)
        };
        Dice(Pcg64::new(half(0), half(16).wrapping_add(purpose as u128)))
    }

    /// Uniform in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform between two lengths.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit() as f32
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn count(&mut self, low: u32, high: u32) -> u32 {
        low + (self.unit() * f64::from(high - low + 1)) as u32
    }

    /// One of several with weights; `None` of nothing.
    pub(super) fn weighted<T>(&mut self, items: impl IntoIterator<Item = (T, f64)>) -> Option<T> {
        let all: Vec<(T, f64)> = items.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        let sum: f64 = all.iter().map(|(_, weight)| weight).sum();
        let mut left = self.unit() * sum;
        let last = all.len().checked_sub(1)?;
        all.into_iter().enumerate().find_map(|(i, (item, weight))| {
            left -= weight;
            (left < 0.0 || i == last).then_some(item)
        })
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get((self.unit() * items.len() as f64) as usize)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.unit() * (i + 1) as f64) as usize);
        }
    }
}
