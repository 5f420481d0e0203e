//! What the tests of episodes share.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod played;

use coffeetest_scene::Library;
use coffeetest_task::action::{Action, Direction, LookAt, Name, Relation};
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::observation::{Observation, SeenThing};

pub fn library() -> Library {
    Library::builtin().expect("the scenes are in order")
}

/// The scenes of the program with the text of one file changed.
pub fn changed(path: &str, change: impl Fn(&str) -> String) -> Library {
    all_changed(&[(path, &change)])
}

/// The scenes of the program with the texts of some files changed.
pub fn all_changed(changes: &[(&str, &dyn Fn(&str) -> String)]) -> Library {
    let files: Vec<(String, Vec<u8>)> = Library::builtin_files()
        .map(|(name, bytes)| match changes.iter().find(|(path, _)| name.ends_with(path)) {
            Some((path, change)) => {
                let before = String::from_utf8(bytes.to_vec()).expect("text");
                let after = change(&before);
                assert_ne!(before, after, "nothing was changed in {path}");
                (name, after.into_bytes())
            }
            None => (name, bytes.to_vec()),
        })
        .collect();
    Library::from_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

pub fn episode(seed: u64, number: u64) -> Episode {
    Episode::new(&library(), Setup::new("first", number, seed)).expect("it can be played")
}

pub fn look_around() -> Action {
    Action::Look { at: LookAt::Direction(Direction::Around) }
}

/// The nearest thing in view that is like this.
pub fn nearest(observation: &Observation, which: impl Fn(&SeenThing) -> bool) -> Option<Name> {
    observation.objects.iter().find(|thing| which(thing)).map(|thing| thing.handle.clone())
}

/// Something to do at each step: doors, drawers and lids are opened, mugs carried about, switches pressed.
pub fn busy(observation: &Observation, step: usize) -> Action {
    let one = |kinds: &[&str]| {
        let found: Vec<&SeenThing> =
            observation.objects.iter().filter(|thing| kinds.contains(&thing.kind.as_str())).collect();
        (!found.is_empty()).then(|| found[step % found.len()].handle.clone())
    };
    let action = match step % 8 {
        1 => one(&["mug"]).map(|target| Action::Pick { target }),
        2 => one(&["table", "counter"]).map(|target| Action::Place { item: None, target, relation: Relation::On }),
        3 => one(&["door", "drawer", "lid"]).map(|target| Action::Open { target }),
        4 => one(&["lever", "lid", "door"]).map(|target| Action::Open { target }),
        5 => one(&["switch"]).map(Action::press),
        6 => one(&["tin", "mug", "kettle"]).map(|target| Action::GoTo { target }),
        7 => Some(Action::Wait { seconds: 5.0 }),
        _ => None,
    };
    action.unwrap_or_else(look_around)
}
