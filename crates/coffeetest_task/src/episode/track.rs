//! Where the base went during a step, for whoever draws it.

use coffeetest_sense::touch;
use coffeetest_world::Sim;

use super::Episode;

/// The way of the base during one step.
#[derive(Clone, Debug)]
pub(crate) struct Track(Vec<[f32; 3]>);

/// Nearer points of a way are left out, m.
const GRAIN_M: f32 = 0.02;

impl Track {
    fn begin(sim: &Sim) -> Track {
        Track(vec![pose(sim)])
    }

    /// The base is now where it is now.
    pub(super) fn note(&mut self, sim: &Sim) {
        let now = pose(sim);
        let far = |last: &[f32; 3]| (now[0] - last[0]).abs().max((now[1] - last[1]).abs()) > GRAIN_M;
        if self.0.last().is_none_or(far) {
            self.0.push(now);
        }
    }
}

fn pose(sim: &Sim) -> [f32; 3] {
    let felt = touch(&sim.world());
    [felt.base.x, felt.base.y, felt.heading]
}

impl Episode {
    /// From now on, notes where the base goes during each step. The world is the same with it and without.
    pub fn keep_track(&mut self) {
        self.track = Some(Track::begin(&self.sim));
    }

    /// Where the base went during the last step, in the world: x, y and heading in radians, from where it stood before to
    /// where it stands now; nothing unless [`Episode::keep_track`] was called. Privileged.
    pub fn track(&self) -> Vec<[f32; 3]> {
        let now = self.track.is_some().then(|| pose(&self.sim));
        self.track.iter().flat_map(|track| track.0.iter().copied()).chain(now).collect()
    }
}
