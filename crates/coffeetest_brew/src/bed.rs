//! A bed of grounds on a filter: standing water, Darcy flow, bypass, extraction, overflow (E12–E15, E24–E27).

mod flow;
mod press;
mod steep;

use crate::extract::{self, POOLS};
use crate::filter::FilterPiece;
use crate::ledger::{Ledger, Totals};
use crate::mixture::{Mixture, Part, share};
use crate::property::{Air, grind, water_density_kg_m3};
use crate::spec::BedSpec;
use crate::species::Species;

/// Most cells in a row.
pub const MAX_CELLS: usize = 4;
/// Bulk density of tamped grounds, kg/m³ (E12).
const TAMPED_KG_M3: f64 = 450.0;
/// What tamping leaves of the permeability (§2.4).
const TAMPED_KAPPA: f64 = 0.03;
/// Liquid that fits per gram of dry grounds that fit, ml (E12; a 90 g basket floods at about 400 ml).
const CAP_ML_PER_G: f64 = 4.4;
/// Flow resistance of a slot without a filter, 1/m: the mesh of the basket itself (E12, assumed).
const NO_FILTER_R_M: f64 = 1.0e8;
/// Share of the grounds that a slot without a filter lets through (E15).
const NO_FILTER_PASS: f64 = 0.15;
/// Liquid per dry mass that washes out 63 % of what can be washed out (E15, assumed).
const WASH: f64 = 4.0;
/// Heat exchange between standing water and the top of the bed, W/K (assumed).
const POOL_W_K: f64 = 20.0;
/// A film below this has run through, kg. (Well below what flows in within one step, or nothing would ever stand.)
const FILM_KG: f64 = 1e-6;

/// One mixed part of a bed.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// Grounds and the liquid between them; the enthalpy includes the holder's wall.
    mix: Mixture,
    /// Dry mass before anything was extracted, kg.
    dose_kg: f64,
    /// Solubles that the water does not reach, kg.
    locked_kg: [f64; POOLS],
}

/// A bed of grounds.
#[derive(Clone, Debug)]
pub struct Bed {
    area_m2: f64,
    cap_kg: f64,
    cap_m3: f64,
    hold: f64,
    even: f64,
    bypass: f64,
    wall_j_k: f64,
    ua_w_k: f64,
    steeps: bool,
    count: usize,
    cells: [Cell; MAX_CELLS],
    pool: Mixture,
    tamped: bool,
    /// How much a steeping brew is stirred, 0–1.
    stir: f64,
    /// What a pump or steam pushes through in this step, kg.
    driven_kg: f64,
    /// What a piston presses out in this step, m³.
    pressed_m3: f64,
    /// A piston stands in it: nothing drips by itself.
    plugged: bool,
    fines: f64,
    kappa_m2: f64,
    washed_kg: f64,
    total: BedTotals,
    out_kg_s: f64,
    drift_k_s: f64,
}

/// What went in and came out of a bed since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BedTotals {
    /// Ground coffee that was put in, kg.
    pub dose_kg: f64,
    /// Dissolved coffee that ran out, less what came in with the water, kg.
    pub solids_out_kg: f64,
    /// Water that ran out, kg.
    pub water_out_kg: f64,
}

/// What leaves a bed in one step.
#[derive(Clone, Copy, Debug, Default)]
pub struct BedFlow {
    /// Through the filter and beside it.
    pub out: Mixture,
    /// Over the rim.
    pub overflow: Mixture,
}

impl Bed {
    /// An empty bed at that temperature.
    pub fn new(spec: &BedSpec, temp_c: f64) -> Bed {
        // What steeps is one mixed whole.
        let count = if spec.steep { 1 } else { usize::from(spec.cells).clamp(1, MAX_CELLS) };
        let wall_j_k = spec.c_wall / count as f64;
        let mut mix = Mixture::EMPTY;
        mix.enthalpy_j = wall_j_k * temp_c;
        let empty = Cell { mix: Mixture::EMPTY, dose_kg: 0.0, locked_kg: [0.0; POOLS] };
        let mut cells = [empty; MAX_CELLS];
        cells[..count].fill(Cell { mix, ..empty });
        let (fines, kappa_m2) = grind(extract::DRIP_D50_UM);
        Bed {
            area_m2: spec.area,
            cap_kg: spec.cap_g * 1e-3,
            cap_m3: spec.cap_ml.unwrap_or(CAP_ML_PER_G * spec.cap_g) * 1e-6,
            hold: spec.hold,
            even: spec.even,
            bypass: spec.bypass,
            wall_j_k,
            ua_w_k: spec.ua / count as f64,
            steeps: spec.steep,
            count,
            cells,
            pool: Mixture::EMPTY,
            tamped: false,
            stir: 0.0,
            driven_kg: 0.0,
            pressed_m3: 0.0,
            plugged: false,
            fines,
            kappa_m2,
            washed_kg: 0.0,
            total: BedTotals::default(),
            out_kg_s: 0.0,
            drift_k_s: 0.0,
        }
    }

    fn cells(&self) -> &[Cell] {
        &self.cells[..self.count]
    }

    fn sum(&self, of: impl Fn(&Cell) -> f64) -> f64 {
        self.cells().iter().map(of).sum()
    }

    /// Dry mass of the grounds in it before extraction, kg.
    pub fn dose_kg(&self) -> f64 {
        self.sum(|c| c.dose_kg)
    }

    /// Everything in it, without the holder's heat.
    pub fn contents(&self) -> Mixture {
        let mut all = self.pool;
        for cell in self.cells() {
            all.add(&cell.mix.at_temp_c(cell.mix.temp_with_wall_c(self.wall_j_k)));
        }
        all
    }

    /// Water standing on the grounds, ml.
    pub fn pool_ml(&self) -> f64 {
        if self.steeps {
            return self.free_kg() * 1e6 / water_density_kg_m3(self.temp_c());
        }
        if self.pool.is_empty() { 0.0 } else { self.pool.volume_ml() }
    }

    /// Liquid kept between the grounds, kg.
    pub fn held_kg(&self) -> f64 {
        self.sum(|c| c.mix.liquid_kg()) - self.free_kg()
    }

    /// Mean temperature of the grounds, °C.
    pub fn temp_c(&self) -> f64 {
        self.sum(|c| c.mix.temp_with_wall_c(self.wall_j_k)) / self.count as f64
    }

    /// Share of the dose that has been extracted from what lies in it, 0–1.
    pub fn extracted(&self) -> f64 {
        let left = self.sum(|c| c.mix.grounds().pools_kg.iter().sum());
        let fresh = self.dose_kg() * (extract::READY + extract::BOUND);
        share(fresh - left, self.dose_kg())
    }

    /// What went in and came out since the beginning.
    pub fn totals(&self) -> &BedTotals {
        &self.total
    }

    /// What ran out in the last step, kg/s.
    pub fn out_kg_s(&self) -> f64 {
        self.out_kg_s
    }

    /// How fast the temperature changed in the last step, K/s.
    pub fn drift_k_s(&self) -> f64 {
        self.drift_k_s
    }

    /// Brings everything in it to a temperature from outside.
    pub fn set_temp_c(&mut self, temp_c: f64) {
        self.pool = self.pool.at_temp_c(temp_c);
        for cell in &mut self.cells[..self.count] {
            cell.mix = cell.mix.at_temp_c(temp_c);
            cell.mix.enthalpy_j += self.wall_j_k * temp_c;
        }
    }

    /// Whether no water stands on it or runs through it.
    pub fn is_still(&self) -> bool {
        self.pool.is_empty() && self.out_kg_s == 0.0
    }

    /// Adds matter: solids spread over the bed, liquid stands on it. Returns the grounds that do not fit.
    pub fn pour_in(&mut self, mix: &Mixture) -> Mixture {
        let mut rest = *mix;
        let room_kg = (self.cap_kg - self.dose_kg()).max(0.0);
        let surplus_kg = rest.kg(Species::Grounds) - room_kg;
        let surplus = if surplus_kg > 0.0 {
            rest.take(Part::Kept, surplus_kg / rest.kg(Species::Grounds))
        } else {
            Mixture::EMPTY
        };
        self.total.dose_kg += rest.kg(Species::Grounds);
        self.total.solids_out_kg -= rest.kg(Species::Solids);
        if self.steeps {
            self.immerse(rest);
            return surplus;
        }
        let wet = rest.carrier_kg() > 0.0;
        let mut solid = rest.take(if wet { Part::Kept } else { Part::All }, 1.0);
        if wet {
            self.pool.add(&rest);
        }
        if !solid.is_empty() {
            self.spread(&mut solid);
        }
        surplus
    }

    fn spread(&mut self, solid: &mut Mixture) {
        self.tamped &= solid.kg(Species::Grounds) <= 0.0;
        for i in 0..self.count {
            let part = solid.take(Part::All, 1.0 / (self.count - i) as f64);
            let cell = &mut self.cells[i];
            cell.dose_kg += part.kg(Species::Grounds);
            for (locked, pool) in cell.locked_kg.iter_mut().zip(part.grounds().pools_kg) {
                *locked += (1.0 - self.even) * pool;
            }
            cell.mix.add(&part);
        }
        if self.dose_kg() > 0.0 {
            (self.fines, self.kappa_m2) = grind(self.cells[0].mix.grounds().d50_um);
        }
    }

    /// Takes everything out, as a filter is lifted with what lies in it.
    pub fn lift_out(&mut self) -> Mixture {
        let mut all = core::mem::take(&mut self.pool);
        for cell in &mut self.cells[..self.count] {
            let temp_c = cell.mix.temp_with_wall_c(self.wall_j_k);
            all.add(&cell.mix.take_at(Part::All, 1.0, temp_c));
            cell.dose_kg = 0.0;
            cell.locked_kg = [0.0; POOLS];
        }
        self.washed_kg = 0.0;
        self.tamped = false;
        all
    }

    /// One step on the given filter, if any. `out_m3_s` is the most that what lies behind lets through.
    pub fn step(
        &mut self,
        filter: Option<&FilterPiece>,
        out_m3_s: f64,
        air: &Air,
        ledger: &mut Ledger,
        dt_s: f64,
    ) -> BedFlow {
        let start_c = self.temp_c();
        let mut flow = BedFlow::default();
        if self.steeps {
            self.steep(filter, out_m3_s, ledger, &mut flow, dt_s);
        } else {
            self.run_through(filter, out_m3_s, ledger, &mut flow, dt_s);
        }
        (self.driven_kg, self.pressed_m3, self.plugged) = (0.0, 0.0, false);
        self.flush(filter, ledger, &mut flow);
        if !self.pool.is_empty() {
            self.spill_over(ledger, &mut flow);
        }
        self.exchange_heat(air, ledger, dt_s);
        self.total.solids_out_kg += flow.out.kg(Species::Solids) + flow.overflow.kg(Species::Solids);
        self.total.water_out_kg += flow.out.kg(Species::Water) + flow.overflow.kg(Species::Water);
        self.out_kg_s = flow.out.mass_kg() / dt_s;
        self.drift_k_s = (self.temp_c() - start_c) / dt_s;
        flow
    }

    /// Standing water warms the top of the bed; the holder loses heat to the room.
    fn exchange_heat(&mut self, air: &Air, ledger: &mut Ledger, dt_s: f64) {
        if !self.pool.is_empty() {
            let top = &mut self.cells[0].mix;
            let c_top = top.heat_capacity_j_k() + self.wall_j_k;
            let c_pool = self.pool.heat_capacity_j_k();
            let g = POOL_W_K * dt_s;
            let difference_k = self.pool.temp_c() - top.temp_with_wall_c(self.wall_j_k);
            // Bounded by what both can take, however little of one is left.
            let both = c_top * c_pool;
            if both > 0.0 {
                let heat_j = g * difference_k * both / (both + g * (c_top + c_pool));
                self.pool.enthalpy_j -= heat_j;
                top.enthalpy_j += heat_j;
            }
        }
        for cell in &mut self.cells[..self.count] {
            let c = cell.mix.heat_capacity_j_k() + self.wall_j_k;
            if c > 0.0 {
                let g = self.ua_w_k * dt_s;
                let loss_j = g * (cell.mix.temp_with_wall_c(self.wall_j_k) - air.temp_c) / (1.0 + g / c);
                cell.mix.enthalpy_j -= loss_j;
                ledger.ambient_j += loss_j;
            }
        }
    }

    /// Counts matter and heat, the holder's included.
    pub fn add_to(&self, totals: &mut Totals) {
        totals.add(&self.pool);
        for cell in self.cells() {
            totals.add(&cell.mix);
        }
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        self.pool.hash_state(feed);
        for cell in self.cells() {
            cell.mix.hash_state(feed);
            feed(cell.dose_kg.to_bits());
            cell.locked_kg.iter().for_each(|x| feed(x.to_bits()));
        }
        let t = &self.total;
        feed(u64::from(self.tamped));
        for x in [self.stir, self.washed_kg, t.dose_kg, t.solids_out_kg, t.water_out_kg, self.out_kg_s, self.drift_k_s]
        {
            feed(x.to_bits());
        }
    }
}

impl Cell {
    /// Water acts on what lies in it (E26); a flow stirs as `stir` 0.5 does, and `agitation` speeds extraction up.
    fn transform(&mut self, temp_c: f64, (stir, agitation): (f64, f64), ledger: &mut Ledger, dt_s: f64) {
        let melted = extract::melt(&mut self.mix, temp_c, dt_s);
        ledger.turn(Species::Ice, Species::Water, melted);
        let instant = extract::dissolve_instant(&mut self.mix, temp_c, stir, dt_s);
        ledger.turn(Species::Instant, Species::Solids, instant.solids_kg);
        let out = extract::extract(&mut self.mix, &self.locked_kg, self.dose_kg, temp_c, agitation, dt_s);
        ledger.turn(Species::Grounds, Species::Solids, out.solids_kg);
    }

    /// Moves grounds out as fines; what was still soluble in them is lost to the drinker.
    fn wash_out(&mut self, kg: f64, wall_j_k: f64, ledger: &mut Ledger, into: &mut Mixture) {
        let share = share(kg, self.mix.kg(Species::Grounds));
        if share <= 0.0 {
            return;
        }
        let temp_c = self.mix.temp_with_wall_c(wall_j_k);
        into.add(&self.mix.crumble(kg, temp_c, ledger));
        self.dose_kg *= 1.0 - share;
        self.locked_kg.iter_mut().for_each(|x| *x *= 1.0 - share);
    }
}
