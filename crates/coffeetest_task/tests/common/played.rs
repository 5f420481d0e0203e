//! Scripts played in the test kitchen, and what is perceived while they are.

use std::collections::BTreeSet;

use coffeetest_scene::Library;
use coffeetest_task::action::Action;
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::score::Record;

/// A task of the test kitchen: its name, the thing that is filled, and with what.
pub struct Case {
    pub task: &'static str,
    pub fill: Option<(&'static str, &'static str)>,
    pub script: &'static [&'static str],
}

pub const SUPER: Case = Case {
    task: "super_1",
    fill: Some((
        "super_1",
        r#"(store: "tank", substance: "water", mass_g: 1200.0), (store: "hopper", substance: "beans", mass_g: 150.0)"#,
    )),
    script: &[
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_4",
        "wait 60 s",
        "press coffee_maker_1.button",
        "wait 5 s",
    ],
};
pub const DRIP: Case = Case {
    task: "drip_12",
    fill: Some(("drip_12", r#"(store: "tank", substance: "water", mass_g: 900.0)"#)),
    script: &[
        "look around",
        "go to coffee_maker_1",
        "look at coffee_maker_1",
        "press coffee_maker_1.switch",
        "wait 100 s",
        "wait 100 s",
        "wait 100 s",
        "look at carafe_1",
    ],
};

/// All that is perceived while a script is played: `handle state` and what is heard, and the words about each action.
pub struct Played {
    pub all: BTreeSet<String>,
    pub last: BTreeSet<String>,
    pub said: String,
    /// What it came to, if it was ended.
    pub record: Option<Record>,
}

impl Played {
    pub fn saw(&self, what: &str) -> bool {
        self.all.iter().any(|seen| seen.contains(what))
    }

    pub fn ends_with(&self, what: &str) -> bool {
        self.last.iter().any(|seen| seen.contains(what))
    }
}

pub fn library(case: &Case, fault: Option<&str>) -> Library {
    super::changed("suites/methods.ron", |text| tasks(case, fault, text))
}

/// The same in a home in which something else is written.
pub fn library_at(case: &Case, fault: Option<&str>, (old, new): (&str, &str)) -> Library {
    let suite = |text: &str| tasks(case, fault, text);
    super::all_changed(&[("suites/methods.ron", &suite), ("homes/workbench.ron", &|text| text.replace(old, new))])
}

fn tasks(case: &Case, fault: Option<&str>, text: &str) -> String {
    let task = format!("name: \"{}\", home: \"workbench\",", case.task);
    let mut text = text.replace(&task, &format!("{task} faults: [{}],", fault.unwrap_or_default()));
    if let Some((thing, contents)) = case.fill {
        let bare = format!("(thing: \"{thing}\", places");
        text = text.replace(&bare, &format!("(thing: \"{thing}\", contents: [{contents}], places"));
    }
    text
}

fn start(library: &Library, task: &str) -> Episode {
    let suite = library.suite("methods").expect("the suite of all ways");
    let number = suite.task_names().position(|name| name == task).expect("a task of it");
    Episode::new(library, Setup::new("methods", number as u64, 4)).expect("it can be played")
}

pub fn play(library: &Library, task: &str, script: &[&str]) -> Played {
    let mut episode = start(library, task);
    let mut played = Played { all: BTreeSet::new(), last: BTreeSet::new(), said: String::new(), record: None };
    for said in script {
        let action = Action::parse(said).unwrap_or_else(|error| panic!("{said}: {error}"));
        let result = episode.step(&action);
        played.said += &format!("{said}: {}\n", result.outcome.text);
        let seen = result.observation.objects.iter();
        played.last =
            seen.flat_map(|thing| thing.state.iter().map(|state| format!("{} {state}", thing.handle))).collect();
        played.last.extend(result.observation.sounds.iter().map(|sound| format!("hears {}", sound.name)));
        played.all.extend(played.last.iter().cloned());
    }
    played.record = episode.record().cloned();
    played
}

/// What is perceived in order, and with a fault.
pub fn both(case: &Case, fault: &str) -> (Played, Played) {
    (play(&library(case, None), case.task, case.script), play(&library(case, Some(fault)), case.task, case.script))
}

/// A fault shows this, which a machine in order does not, and hides that, which a machine in order shows.
pub fn check(case: &Case, fault: &str, shows: &[&str], hides: &[&str]) {
    let (order, wrong) = both(case, fault);
    for what in shows {
        assert!(wrong.saw(what) && !order.saw(what), "{fault} does not show `{what}`: {:?}\n{}", wrong.all, wrong.said);
    }
    for what in hides {
        assert!(!wrong.saw(what) && order.saw(what), "{fault} leaves `{what}`: {:?}\n{}", order.all, order.said);
    }
}

/// With a fault, a script that sets it right ends with this in sight or hearing.
pub fn recovers(case: &Case, fault: &str, script: &[&str], ends: &str) {
    let after = play(&library(case, Some(fault)), case.task, script);
    assert!(after.ends_with(ends), "{fault} is not set right: {:?}\n{}", after.last, after.said);
}

/// Which action of a script is the first at whose end this was heard.
pub fn heard_at(library: &Library, task: &str, script: &[&str], sound: &str) -> Option<usize> {
    let mut episode = start(library, task);
    script.iter().position(|said| {
        let action = Action::parse(said).unwrap_or_else(|error| panic!("{said}: {error}"));
        episode.step(&action).observation.sounds.iter().any(|heard| heard.name == sound)
    })
}
