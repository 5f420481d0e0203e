//! A way to a cup: which thing brews, out of what, with which water, into what.

use bevy::prelude::Entity;

use crate::graph::{Drive, Feed};
use crate::recipe::Recipe;

/// One way to a cup.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// The thing in which coffee and water meet.
    pub brewer: Entity,
    /// The bed or store in which they do.
    pub place: Place,
    /// Where the coffee comes from.
    pub coffee: Coffee,
    /// Where the water comes from, and how it gets hot.
    pub water: Water,
    /// Where the drink collects.
    pub drink: Drink,
    /// The filter slot that has to be filled first.
    pub slot: Option<String>,
    /// How much of what.
    pub recipe: Recipe,
    /// Whether its coffee is without caffeine.
    pub decaf: bool,
    /// Vessels to drink from, the best first.
    pub cups: Vec<Entity>,
}

/// Where coffee and water meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a bed.
    Bed(String),
    /// Among the contents of a store.
    Store(String),
}

impl Place {
    /// Its component.
    pub(crate) fn name(&self) -> &str {
        match self {
            Place::Bed(name) | Place::Store(name) => name,
        }
    }
}

/// Where coffee comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Coffee {
    /// Ground, in the store of a thing; taken with a tool, or poured.
    Ground { from: Entity, tool: Option<Entity> },
    /// Soluble, likewise.
    Soluble { from: Entity, tool: Option<Entity> },
    /// It comes with the piece that is put into the slot.
    WithPiece,
    /// Beans that a grinder of the brewer itself grinds; they are there, or come from a thing.
    OwnMill { grinder: String, from: Option<Entity>, tool: Option<Entity> },
    /// Beans that another thing grinds first.
    Mill { mill: Entity, grinder: String, from: Entity, tool: Option<Entity> },
    /// The drink is there already.
    Made,
    /// In a pack, out of which the brewer or the powder is taken first.
    Packed,
}

/// Where water comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Water {
    /// Cold water in a store of the brewer, which moves and heats it; a fire below it, if it has none of its own.
    Own { feed: Feed, drive: Drive, fire: Option<Fire> },
    /// Cold water in the place itself, heated there if there is a fire.
    Within { fire: Option<Fire> },
    /// Cold water in the place itself, which the brewer heats before the coffee comes in.
    Heated,
    /// Hot water, poured by hand.
    Poured(Hot),
    /// None is needed.
    None,
}

/// What heats a vessel from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fire {
    /// The stove, hot plate or oven.
    pub stove: Entity,
    /// The seat on it.
    pub seat: String,
    /// Its heater.
    pub heater: String,
    /// Whether the vessel is shut in there.
    pub cavity: bool,
}

/// Where hot water comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hot {
    /// A vessel that heats what it holds.
    Own { vessel: Entity, store: String },
    /// A vessel that is heated from outside.
    Pot { vessel: Entity, store: String, fire: Fire },
    /// A vessel that holds hot water already.
    Ready { vessel: Entity, store: String },
    /// An outlet of a thing that gives hot water.
    Outlet { thing: Entity, outlet: String },
}

/// Where a drink collects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Drink {
    /// In a vessel that sits in a seat under an outlet.
    Seated { seat: String, vessel: Entity },
    /// In a vessel put under an outlet.
    Under { outlet: String, vessel: Entity },
    /// In a vessel on which the brewer stands.
    Below { vessel: Entity },
    /// In a store of the brewer, from which it is poured.
    Own { store: String },
    /// In the cup itself, where it is made.
    Cup,
}

impl Hot {
    /// The vessel that is poured from, and its store.
    pub(crate) fn vessel(&self) -> Option<(Entity, &str)> {
        match self {
            Hot::Own { vessel, store } | Hot::Pot { vessel, store, .. } | Hot::Ready { vessel, store } => {
                Some((*vessel, store))
            }
            Hot::Outlet { .. } => None,
        }
    }
}

impl Way {
    /// The vessel that the drink collects in, if it is not the brewer.
    pub(crate) fn receiver(&self) -> Option<Entity> {
        match &self.drink {
            Drink::Seated { vessel, .. } | Drink::Under { vessel, .. } | Drink::Below { vessel } => Some(*vessel),
            Drink::Own { .. } | Drink::Cup => None,
        }
    }

    /// Whether its own mill grinds into a part that is moved on before it brews.
    pub(crate) fn is_ground_apart(&self, brewer: &coffeetest_scene::Thing) -> bool {
        matches!(self.coffee, Coffee::OwnMill { .. }) && crate::graph::Graph(brewer).is_moved_about(self.place.name())
    }

    /// Things that are still to be fetched when the brewer is filled.
    pub(crate) fn wanted(&self) -> Vec<Entity> {
        let mut all: Vec<Entity> = self.receiver().into_iter().collect();
        match &self.coffee {
            Coffee::Ground { from, tool } | Coffee::Soluble { from, tool } => {
                all.push(*from);
                all.extend(*tool);
            }
            Coffee::OwnMill { from, tool, .. } => {
                all.extend(*from);
                all.extend(*tool);
            }
            Coffee::Mill { mill, from, tool, .. } => {
                all.extend([*mill, *from]);
                all.extend(*tool);
            }
            Coffee::WithPiece | Coffee::Made | Coffee::Packed => {}
        }
        all
    }
}
