//! What a body can do with a thing and what it cannot, from their data alone.

use std::fmt;

use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;

use crate::{Arrangement, Attach, Body, BodyPart, Grasp, Mount, Thing};

/// Something that a body cannot do with a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Hindrance {
    /// The part or component that it is about.
    pub place: String,
    /// Why not.
    pub why: Lack,
}

/// What a body lacks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lack {
    /// It takes more force, N, than the arm has.
    Force {
        /// What it takes, N.
        needs_n: f64,
        /// What the arm has, N.
        has_n: f64,
    },
    /// It takes more torque, N·m, than the wrist has.
    Torque {
        /// What it takes, N·m.
        needs_nm: f64,
        /// What the wrist has, N·m.
        has_nm: f64,
    },
    /// One hand must hold while another moves.
    SecondHand,
    /// It is thicker, m, than the hand opens.
    Grip {
        /// How thick, m.
        width_m: f32,
        /// How far the hand opens, m.
        opening_m: f32,
    },
    /// It is heavier, kg, than the arm carries, even empty.
    Weight {
        /// Its mass, kg.
        mass_kg: f32,
        /// What the arm carries, kg.
        payload_kg: f32,
    },
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Lack::Force { needs_n, has_n } => write!(f, "takes {needs_n:.0} N, the arm has {has_n:.0} N"),
            Lack::Torque { needs_nm, has_nm } => write!(f, "takes {needs_nm:.1} N·m, the wrist has {has_nm:.1} N·m"),
            Lack::SecondHand => f.write_str("takes a second hand"),
            Lack::Grip { width_m, opening_m } => {
                write!(f, "is {:.0} mm thick, the hand opens {:.0} mm", 1e3 * width_m, 1e3 * opening_m)
            }
            Lack::Weight { mass_kg, payload_kg } => {
                write!(f, "weighs {mass_kg:.1} kg empty, the arm carries {payload_kg:.1} kg")
            }
        }
    }
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.place, self.why)
    }
}

/// Air that a hand needs on either side of a bar, m.
const FINGER_AIR_M: f32 = 0.003;

/// What a body cannot do with a thing: joints, controls and seats that take more force, torque or hands than it has, and
/// parts that it cannot take. Empty where it can do all.
pub fn hindrances(thing: &Thing, body: &Body) -> Vec<Hindrance> {
    let mut all = Vec::new();
    for (name, comp) in &thing.comps {
        let lacks = comp_lacks(thing, name, comp, body);
        all.extend(lacks.into_iter().map(|why| Hindrance { place: name.clone(), why }));
    }
    for (name, part) in &thing.bodies {
        let lacks = part_lacks(thing, name, part, body);
        all.extend(lacks.into_iter().map(|why| Hindrance { place: name.clone(), why }));
    }
    all
}

fn comp_lacks(thing: &Thing, name: &str, comp: &Comp, body: &Body) -> Vec<Lack> {
    let has_n = f64::from(body.push_n);
    let has_nm = f64::from(body.wrist_roll.max_force);
    let force = |needs_n: f64| (needs_n > has_n).then_some(Lack::Force { needs_n, has_n });
    let torque = |needs_nm: f64| (needs_nm > has_nm).then_some(Lack::Torque { needs_nm, has_nm });
    let hands = |two: bool| two.then_some(Lack::SecondHand);
    let lacks = match comp {
        Comp::Joint(joint) => {
            let pressed = thing.comps.values().filter_map(|comp| match comp {
                Comp::Piston(piston) if piston.joint == name => Some(piston.mu_n),
                _ => None,
            });
            let piston_n = pressed.fold(0.0, f64::max);
            [force(joint.force.max(piston_n) + joint.latch_n), hands(joint.two_hands)]
        }
        Comp::Control(control) if control.class.turns() => [torque(control.force), None],
        Comp::Control(control) => [force(control.force), None],
        Comp::Seat(seat) => {
            let twist = (seat.twist_deg > 0.0).then_some(seat.twist_nm).and_then(torque);
            [twist.or_else(|| force(seat.insert_n.max(seat.retain_n))), hands(seat.two_hands)]
        }
        Comp::Socket(socket) => [force(socket.insert_n.max(socket.retain_n)), None],
        _ => [None, None],
    };
    lacks.into_iter().flatten().collect()
}

fn part_lacks(thing: &Thing, name: &str, part: &BodyPart, body: &Body) -> Vec<Lack> {
    let grasps: &[Grasp] = match &part.attach {
        None => &thing.grasps,
        Some(Attach::Seat { grasps, .. } | Attach::Cord { grasps, .. }) => grasps,
        Some(Attach::Joint { handle, .. }) => std::slice::from_ref(handle),
        Some(Attach::Control { handle, .. }) => handle.as_slice(),
    };
    let opening_m = body.gripper.opening_m;
    let thinnest = grasps.iter().map(|grasp| grasp.width_m).fold(f32::INFINITY, f32::min);
    let grip = (thinnest.is_finite() && thinnest + 2.0 * FINGER_AIR_M > opening_m)
        .then_some(Lack::Grip { width_m: thinnest, opening_m });
    let carried = match &part.attach {
        None => thing.mount == Mount::Free && !thing.grasps.is_empty(),
        Some(attach) => matches!(attach, Attach::Seat { .. }),
    };
    // What hangs on a part is carried with it.
    let hangs = thing.bodies.values().filter(|other| other.on == name && other.attach.is_some());
    let mass_kg = part.mass_kg + hangs.map(|other| other.mass_kg).sum::<f32>();
    let payload_kg = body.payload_kg;
    let weight = (carried && mass_kg > payload_kg).then_some(Lack::Weight { mass_kg, payload_kg });
    [grip, weight].into_iter().flatten().collect()
}

impl Arrangement {
    /// Whether a body can work something here that makes coffee, from the data alone: a thing with a bed, one that coffee
    /// steeps in, or one that holds coffee which only wants water, or nothing more.
    pub fn is_feasible(&self, body: &Body) -> bool {
        let given = self.dispensed.values().map(|thing| &**thing);
        self.placed
            .iter()
            .map(|placed| &*placed.thing)
            .chain(given)
            .any(|thing| makes_coffee(thing) && hindrances(thing, body).is_empty())
    }
}

fn makes_coffee(thing: &Thing) -> bool {
    let brews = thing.comps.values().any(|comp| match comp {
        Comp::Bed(_) => true,
        Comp::Store(store) => store.strain.is_some() || store.foam.is_some(),
        _ => false,
    });
    let ready = [Species::Instant, Species::Solids].map(Species::name);
    brews || thing.contents.iter().any(|content| ready.contains(&content.substance.as_str()))
}
