//! Contacts of links that cannot rise or sink.
//!
//! A body on wheels has no motion that answers a push from above or below. The engine would divide by the nothing that
//! it can move, so such a push is turned level: away from what touches.

use rapier3d::prelude as rapier;

/// The least level part of a contact's direction that is kept as it is.
const LEAST_LEVEL: f32 = 0.3;

/// Marks a collider of a link that only moves level.
pub(super) const LEVEL_ONLY: rapier::ActiveHooks = rapier::ActiveHooks::MODIFY_SOLVER_CONTACTS;

/// Turns the contacts of marked colliders level.
pub(super) struct LevelContacts;

impl rapier::PhysicsHooks for LevelContacts {
    fn modify_solver_contacts(&self, context: &mut rapier::ContactModificationContext) {
        let marked = |handle: rapier::ColliderHandle| {
            context.colliders.get(handle).filter(|collider| collider.active_hooks().contains(LEVEL_ONLY))
        };
        // The direction points from the first to the second.
        let (collider, sign) = match (marked(context.collider1), marked(context.collider2)) {
            (Some(collider), _) => (collider, 1.0),
            (None, Some(collider)) => (collider, -1.0),
            (None, None) => return,
        };
        let axis = collider.position().translation;
        let rapier::ModifiableContacts::Rigid(contacts) = &mut context.contacts else { return };
        let level = contacts.normal.with_z(0.0);
        if level.length() >= LEAST_LEVEL {
            *contacts.normal = level.normalize();
            return;
        }
        let Some(contact) = contacts.solver_contacts.first() else { return };
        let away = (contact.anchor1 - axis).with_z(0.0);
        match away.try_normalize() {
            Some(away) => *contacts.normal = sign * away,
            None => contacts.solver_contacts.clear(),
        }
    }
}
