//! What a step of a plan comes to.

use coffeetest_task::action::Action;

/// Whether a step of a plan is done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Next {
    /// It is.
    Met,
    /// This brings it about, or comes before.
    Do(Action),
    /// It comes about by itself; something else can be done meanwhile.
    Pending,
}

impl From<Option<Action>> for Next {
    fn from(action: Option<Action>) -> Self {
        action.map_or(Next::Met, Next::Do)
    }
}

/// An action that is still missing for something, if any.
pub(crate) type Wish = Option<Action>;
