//! An agent that does anything to anything.

use coffeetest_task::action::{Action, Direction, LookAt, Name, Relation};
use coffeetest_task::observation::{Observation, TaskInfo};

use super::{Act, Agent, AgentError};
use crate::dice::Dice;

/// Picks a verb and what it applies to by chance, among what is in view.
#[derive(Clone, Debug)]
pub struct Random {
    seed: u64,
    dice: Dice,
}

impl Random {
    /// An agent whose choices depend on this seed and on the episode's number.
    pub fn new(seed: u64) -> Random {
        Random { seed, dice: Dice::new(seed, 0) }
    }

    fn look(&mut self) -> Action {
        let directions = [Direction::Left, Direction::Right, Direction::Ahead, Direction::Down, Direction::Around];
        Action::Look { at: LookAt::Direction(directions[self.dice.below(directions.len())]) }
    }

    fn action(&mut self, things: &[Name]) -> Option<Action> {
        let dice = &mut self.dice;
        let thing = |dice: &mut Dice| dice.pick(things).cloned();
        Some(match dice.below(100) {
            0..20 => Action::GoTo { target: thing(dice)? },
            20..30 => return None,
            30..38 => Action::Open { target: thing(dice)? },
            38..42 => Action::Close { target: thing(dice)? },
            42..56 => Action::Pick { target: thing(dice)? },
            56..66 => {
                let relation = [Relation::On, Relation::In, Relation::Under][dice.below(3)];
                Action::Place { item: None, target: thing(dice)?, relation }
            }
            66..72 => {
                let amount_ml = (dice.below(2) == 0).then(|| dice.between(10.0, 1000.0).round());
                Action::pour(thing(dice)?, amount_ml)
            }
            72..76 => {
                let amount_g = (dice.below(2) == 0).then(|| dice.between(1.0, 60.0).round());
                Action::Scoop { from: thing(dice)?, into: thing(dice)?, amount_g }
            }
            76..81 => Action::press(thing(dice)?),
            81 => Action::Turn { target: thing(dice)?, to: None, percent: Some(dice.between(0.0, 100.0).round()) },
            82 => Action::Push { target: thing(dice)? },
            83 => Action::Pull { target: thing(dice)? },
            84..88 => Action::Insert { item: None, into: thing(dice)? },
            88..91 => Action::Remove { target: thing(dice)? },
            91..93 => Action::Plug { plug: None, outlet: thing(dice)? },
            93..95 => Action::Unplug { plug: thing(dice)? },
            95 => Action::Fill { item: None, tap: thing(dice)?, amount_ml: None },
            96 if dice.below(2) == 0 => Action::Stir { target: thing(dice)?, seconds: None },
            96 => Action::Wipe { target: thing(dice)? },
            97 => Action::Wait { seconds: dice.between(1.0, 60.0).round() },
            98 => Action::Say { text: "hello".into() },
            // Rarely, so that an episode has some fifty actions.
            _ if dice.below(2) == 0 => Action::served(),
            _ => return None,
        })
    }
}

impl Agent for Random {
    fn reset(&mut self, task: &TaskInfo) -> Result<(), AgentError> {
        self.dice = Dice::new(self.seed, task.episode + 1);
        Ok(())
    }

    fn act(&mut self, observation: &Observation) -> Result<Act, AgentError> {
        let things: Vec<Name> = observation.objects.iter().map(|thing| thing.handle.clone()).collect();
        let action = self.action(&things);
        Ok(Act::Action(action.unwrap_or_else(|| self.look())))
    }
}

#[cfg(test)]
mod tests {
    use coffeetest_task::observation::SeenThing;

    use super::*;

    fn task(episode: u64) -> TaskInfo {
        TaskInfo {
            suite: "first".into(),
            episode,
            order: String::new(),
            language: Default::default(),
            control: Default::default(),
            time_limit_s: 600.0,
            max_steps: 200,
        }
    }

    fn kitchen() -> Observation {
        let thing = |handle: &str| SeenThing {
            handle: Name::new(handle).expect("a handle"),
            kind: "mug".into(),
            part_of: None,
            name: "mug".into(),
            position_m: [1.0, 0.0, 0.9],
            place_m: [1.0, 0.0, 0.9],
            heading_rad: 0.0,
            place_heading_rad: 0.0,
            size_m: [0.1; 3],
            distance_m: 1.0,
            state: Vec::new(),
        };
        Observation { objects: vec![thing("mug_1"), thing("tin_1"), thing("mug_2")], ..Observation::default() }
    }

    fn play(agent: &mut Random, episode: u64) -> Vec<Act> {
        agent.reset(&task(episode)).expect("random agents start");
        (0..500).map(|_| agent.act(&kitchen()).expect("random agents act")).collect()
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed_and_episode() {
        let mut agent = Random::new(7);
        let first = play(&mut agent, 3);
        assert_eq!(first, play(&mut Random::new(7), 3));
        assert_ne!(first, play(&mut agent, 4));
        assert_ne!(first, play(&mut Random::new(8), 3));
    }

    #[test]
    fn chance_uses_every_verb_and_stays_within_what_can_be_said() {
        let verbs: std::collections::BTreeSet<&str> = play(&mut Random::new(1), 0)
            .iter()
            .map(|act| match act {
                Act::Action(action) => {
                    assert_eq!(action.check(), Ok(()));
                    action.verb()
                }
                Act::Said(text) => panic!("{text}"),
            })
            .collect();
        assert_eq!(verbs.len(), coffeetest_task::action::VERBS.len());
    }

    #[test]
    fn with_nothing_in_view_it_still_acts() {
        let mut agent = Random::new(1);
        agent.reset(&task(0)).expect("starts");
        for _ in 0..200 {
            assert!(agent.act(&Observation::default()).is_ok());
        }
    }
}
