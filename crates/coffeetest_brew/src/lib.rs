//! Matter and process: substances, mixtures, heat, flow, extraction; plain structs and pure functions, no engine, no files.
//!
//! Equation numbers (`E26`) and reference cases (`R12`) in these docs are those of the process model. Mass is the state
//! and volume is derived; everything is `f64` in SI units, temperatures in °C; transcendental functions are `libm`'s, so
//! that every platform computes the same bits.
//!
//! # The layers
//!
//! | layer | types | what for |
//! |---|---|---|
//! | matter | [`Species`], [`Mixture`], [`property`], [`extract`] | masses with their heat; water, vapour and grind tables; what water takes out of coffee |
//! | pieces | [`Store`], [`Bed`], [`heater::Heater`], [`FilterPiece`], [`pour`], [`slosh`], [`look`] | vessels, beds, elements; tilting and streams; what a drink looks like |
//! | graph | [`spec`], [`Machine`] | one thing's components, links and controller, from data |
//! | books | [`Ledger`], [`Totals`] | what left for steam, drain, room; sums that must close |
//!
//! # One thing, one machine
//!
//! Whatever has components has a [`Machine`]: a brewer, a tap, a mug (a machine with one store). Build it from the data
//! of a scene, keep one [`Inputs`] and one [`Outputs`] beside it, and each step: write what the world knows into the
//! inputs, call [`Machine::step`], read the outputs. Between steps, matter moves by [`Machine::pour_in`],
//! [`Machine::store_mut`] (then [`Store::pour`], [`Store::take_powder`] ...) and [`Machine::lift_filter`].
//!
//! ```
//! use std::collections::BTreeMap;
//! use coffeetest_brew::spec::{Comp, Curve, StoreSpec, Vent};
//! use coffeetest_brew::{Machine, Mixture, Species, Vessel};
//!
//! let mug = StoreSpec {
//!     cap_ml: 350.0, curve: Curve::Cyl(0.04, 0.09), c_wall: 300.0, ua: 0.25, a_evap: 0.005, lid_factor: 1.0,
//!     lid: None, vent: Vent::Open, min_ml: 0.0, max_ml: None, lip: None,
//!     strain: None, foam: None, seat: None, sealed_by: None,
//! };
//! let mut machine = Machine::new(&BTreeMap::from([("mug".to_owned(), Comp::Store(mug))]), &[], &[])?;
//! machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.25, 90.0));
//! let (inputs, mut outputs) = (machine.inputs(), machine.outputs());
//! for _ in 0..600 {
//!     machine.step(1.0 / 60.0, &inputs, &mut outputs);
//! }
//! assert!(machine.get("mug.temp_c").unwrap() < 75.0);
//! let poured = machine.store_mut(0).pour(1.2, 0.5);
//! assert!(poured.mass_kg() > 0.0);
//! # Ok::<(), coffeetest_brew::machine::MachineError>(())
//! ```
//!
//! A machine in which nothing happens sleeps: it is stepped once a second and costs some ten nanoseconds otherwise. Any
//! change of its inputs and any method that changes it wakes it and catches up first.
//!
//! # Variables
//!
//! Guards, indicators and [`Machine::get`] read `comp.var`; a flag is 0 or 1.
//!
//! | component | variables |
//! |---|---|
//! | store | `ml g temp_c steam_g_s level_m fill tds foam_m`, `p_bar` (above the room) |
//! | heater | `on` (switched on and with voltage) `t_el p_w tripped blown` |
//! | mover | `q q_vapour` (kg/s) `moved_ml` (since it was started) `running primed` |
//! | valve | `open` (0–1) |
//! | bed | `ml` (standing water) `dose_g held_g temp_c extracted q tamped` |
//! | filter | `present wet used` |
//! | control | each of its positions, `pos`, `open` (0–1), `pressed`, `held` (for its time) |
//! | joint | `x closed open tight` (0–1) |
//! | seat | `seated tight` (0–1) `ferrous metal d_m` |
//! | plug, socket | `live`, of a plug `v` too |
//! | outlet | `q temp_c` |
//! | timer | `t left_s running done` |
//! | counter | `n full` |
//! | grinder | `on beans_g d50_um` |
//! | piston | `x` (how far it is pushed in, m), `f_n` (the force that takes, N) |
//! | circuit | `live a theta tripped` |
//! | `ctrl` | each state of the controller |
//! | `mode` | each mode that the controller sets |
//!
//! # Books
//!
//! [`Machine::totals`] is what is in a machine, [`Machine::ledger`] what it exchanged with outside. Add up both over all
//! things (and what is in the air between them), and [`Ledger::account`] gives the same at all times, to rounding.

pub mod bed;
mod caffeine;
mod comp;
pub mod curve;
pub mod extract;
pub mod filter;
mod grind;
mod grounds;
pub mod heater;
pub mod ledger;
pub mod look;
pub mod machine;
mod mixture;
pub mod pour;
pub mod property;
pub mod slosh;
pub mod spec;
mod species;
pub mod store;

pub use bed::Bed;
pub use filter::{FilterPiece, Wear};
pub use grounds::Grounds;
pub use ledger::{Ledger, Totals};
pub use machine::{Inputs, Machine, Outputs, Vessel};
pub use mixture::{Mixture, Part};
pub use property::Air;
pub use species::Species;
pub use store::Store;
