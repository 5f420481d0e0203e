//! A plan: the steps of a way to a cup, and which of them need which others first.

mod prepare;

use std::collections::BTreeSet;

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Order;

use crate::cover::{Cover, covers};
use crate::graph::Graph;
use crate::op::Op;
use crate::stock;
use crate::survey::Survey;
use crate::way::{Coffee, Drink, Hot, Place, Water, Way};

/// A plan. Step `i` needs the steps `needs[i]`; any order that respects this makes the same cup.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub way: Way,
    pub ops: Vec<Op>,
    pub needs: Vec<BTreeSet<usize>>,
}

impl Plan {
    /// Whether all that is to be done is to take something out of its pack.
    pub(crate) fn is_unpacking(&self) -> bool {
        matches!(self.ops.first(), Some(Op::Unpack { .. }))
    }
}

/// Derives the plan of a way from the graphs of the things in it.
pub(crate) fn plan(survey: &Survey, order: &Order, way: &Way) -> Plan {
    let mut maker = Maker { survey, order, way, ops: Vec::new(), needs: Vec::new() };
    if way.coffee == Coffee::Packed {
        maker.add(Op::Unpack { pack: way.brewer }, Needs::new());
        return Plan { way: way.clone(), ops: maker.ops, needs: maker.needs };
    }
    maker.set_out();
    maker.prepare();
    maker.brew();
    maker.finish();
    Plan { way: way.clone(), ops: maker.ops, needs: maker.needs }
}

struct Maker<'a> {
    survey: &'a Survey,
    order: &'a Order,
    way: &'a Way,
    ops: Vec<Op>,
    needs: Vec<BTreeSet<usize>>,
}

type Needs = BTreeSet<usize>;

/// Beans in a hopper with which a machine's own mill does not complain, kg.
const HOPPER_KG: f64 = 0.04;

impl Maker<'_> {
    /// A step with what it needs; one that is there already only gets the further needs.
    fn add(&mut self, op: Op, needs: Needs) -> usize {
        if let Some(known) = self.ops.iter().position(|known| *known == op) {
            let later = needs.into_iter().filter(|need| *need != known);
            self.needs[known].extend(later);
            return known;
        }
        self.ops.push(op);
        self.needs.push(needs);
        self.ops.len() - 1
    }

    fn all_of(&self, is: impl Fn(&Op) -> bool) -> Needs {
        self.ops.iter().enumerate().filter(|(_, op)| is(op)).map(|(index, _)| index).collect()
    }

    /// The steps that lay a place of a thing open.
    fn bare(&mut self, thing: Entity, place: &str) -> Needs {
        let Some(item) = self.survey.item(thing) else { return Needs::new() };
        let ops: Vec<Op> = covers(&item.spec, place)
            .into_iter()
            .map(|cover| match cover {
                Cover::Lid(part) => Op::Open { thing, part },
                Cover::Away(part) => Op::TakeOff { thing, part },
            })
            .collect();
        ops.into_iter().map(|op| self.add(op, Needs::new())).collect()
    }

    fn live(&mut self, thing: Entity) -> Needs {
        match self.survey.item(thing) {
            Some(item) if Graph(&item.spec).needs_plug() => [self.add(Op::Live { thing }, Needs::new())].into(),
            _ => Needs::new(),
        }
    }

    /// Milk and sugar that are asked for stand ready.
    fn set_out(&mut self) {
        let wishes = [(self.order.milk, Species::Milk), (self.order.sugar, Species::Sugar)];
        for (_, species) in wishes.into_iter().filter(|(wish, _)| wish.mass_g() > 0.0) {
            if let Some(thing) = stock::source(self.survey, species, self.way.brewer) {
                self.add(Op::SetOut { thing, species }, Needs::new());
            }
        }
    }

    fn brew(&mut self) {
        let (way, thing) = (self.way, self.way.brewer);
        let place = way.place.name().to_owned();
        let ready = self.all_of(|op| !matches!(op, Op::Live { .. } | Op::Heat { .. }));
        let live = self.all_of(|op| matches!(op, Op::Live { .. }));
        let everything: Needs = ready.iter().chain(&live).copied().collect();
        let mut last = match &way.water {
            Water::Own { fire: None, .. } => self.add(Op::Start { thing, place: place.clone() }, everything),
            Water::Own { fire: Some(fire), .. } | Water::Within { fire: Some(fire) } => {
                self.add(Op::Light { fire: fire.clone(), thing }, everything)
            }
            Water::Poured(source) => {
                let needs = self.all_of(|_| true);
                let pour = Op::Pour { source: source.clone(), thing, place: place.clone(), kg: way.recipe.water_kg };
                self.add(pour, needs)
            }
            Water::Within { fire: None } | Water::Heated | Water::None => match self.ops.len() {
                0 => return,
                count => count - 1,
            },
        };
        if let (Coffee::Soluble { .. }, Water::Within { fire: Some(fire) }) = (&way.coffee, &way.water) {
            last = self.add(Op::Off { thing: fire.stove }, [last].into());
            let kg = way.recipe.grounds_kg;
            let coffee = way.coffee.clone();
            last = self.add(Op::Dose { thing, place: place.clone(), coffee, kg }, [last].into());
        }
        if matches!(way.place, Place::Store(_)) {
            last = self.add(Op::Stir { thing }, [last].into());
        }
        if !matches!(way.drink, Drink::Cup) {
            last = self.add(Op::Await { thing, place: place.clone() }, [last].into());
        }
        if let Some(joint) = self.plunger(&place) {
            self.add(Op::Plunge { thing, joint }, [last].into());
        }
    }

    fn plunger(&self, place: &str) -> Option<String> {
        let item = self.survey.item(self.way.brewer)?;
        item.spec.comps.values().find_map(|comp| match comp {
            Comp::Piston(piston) if piston.presses == place => Some(piston.joint.clone()),
            _ => None,
        })
    }

    fn finish(&mut self) {
        let (way, thing) = (self.way, self.way.brewer);
        if let Water::Own { drive: crate::graph::Drive::Pump | crate::graph::Drive::Fall, .. } = &way.water {
            let brewed = self.all_of(|op| matches!(op, Op::Await { .. }));
            self.add(Op::Stop { thing }, brewed);
        }
        let ends = |op: &Op| matches!(op, Op::Await { .. } | Op::Plunge { .. } | Op::Stir { .. } | Op::Stop { .. });
        let done = self.all_of(ends);
        let in_cup = match &way.drink {
            Drink::Below { .. } => self.add(Op::LiftOff { thing }, done.clone()),
            Drink::Own { .. } => self.add(Op::Serve { from: thing }, done.clone()),
            Drink::Seated { vessel, .. } if !way.cups.contains(vessel) => {
                self.add(Op::Serve { from: *vessel }, done.clone())
            }
            Drink::Seated { .. } | Drink::Under { .. } | Drink::Cup => done.iter().max().copied().unwrap_or(0),
        };
        let mut last: Needs = [in_cup].into();
        if self.order.milk.mass_g() > 0.0 {
            let kg = 1e-3 * self.order.milk.mass_g();
            last.insert(self.add(Op::Adjunct { kg, milk: true }, [in_cup].into()));
        }
        let sweetened = self.ops.iter().any(|op| matches!(op, Op::Sweeten { .. }));
        if self.order.sugar.mass_g() > 0.0 && !sweetened {
            let kg = 1e-3 * self.order.sugar.mass_g();
            last.insert(self.add(Op::Adjunct { kg, milk: false }, [in_cup].into()));
        }
        for heated in self.heated() {
            self.add(Op::Off { thing: heated }, done.clone());
        }
        self.add(Op::HandOver, last);
    }

    /// Things that may be on at the end.
    fn heated(&self) -> Vec<Entity> {
        let mut all = Vec::new();
        for op in &self.ops {
            match op {
                Op::Start { thing, .. } => all.push(*thing),
                Op::Light { fire, .. } => all.push(fire.stove),
                Op::Heat { source: Hot::Own { vessel, .. } } => all.push(*vessel),
                Op::Heat { source: Hot::Pot { fire, .. } } => all.push(fire.stove),
                Op::Grind { mill, .. } => all.push(*mill),
                _ => {}
            }
        }
        all.sort();
        all.dedup();
        all
    }
}
