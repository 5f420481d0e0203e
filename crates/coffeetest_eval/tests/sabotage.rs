//! Never a pass without a cup: the actions of an episode that succeeded, done again with one thing left out or swapped.

use std::sync::OnceLock;

use coffeetest_eval::agent::{Act, Player};
use coffeetest_eval::task::action::{Action, Relation};
use coffeetest_eval::task::brew::Species;
use coffeetest_eval::task::episode::{Episode, Setup};
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::score::{Record, Score, Vessel};
use coffeetest_eval::task::world::process;

fn builtin() -> Library {
    Library::builtin().expect("the scenes are in order")
}

/// The number of an episode that the reference agent solved, and what it did.
fn solved() -> &'static (u64, Vec<Action>) {
    static SOLVED: OnceLock<(u64, Vec<Action>)> = OnceLock::new();
    SOLVED.get_or_init(|| {
        let library = builtin();
        let solved = (0..8).find_map(|number| {
            let mut episode = Episode::new(&library, Setup::new("first", number, 0)).expect("it can be played");
            let mut player = Player::reference();
            player.begin(&episode).expect("it begins");
            let mut actions = Vec::new();
            while episode.ended().is_none() {
                let Ok(Act::Action(action)) = player.act(&episode) else { return None };
                episode.step(&action);
                actions.push(action);
            }
            episode.score().is_some_and(|score| score.success).then_some((number, actions))
        });
        solved.expect("one of eight episodes is solved")
    })
}

/// Does the actions of the solved episode again, but for those that `leave_out` names; says that the coffee is served.
fn play(library: &Library, leave_out: impl Fn(&Action) -> bool) -> (Record, Score) {
    play_with(library, |action| (!leave_out(action)).then(|| action.clone()))
}

/// Does the actions of the solved episode again, each as it is changed.
fn play_with(library: &Library, change: impl Fn(&Action) -> Option<Action>) -> (Record, Score) {
    let (number, actions) = solved();
    let mut episode = Episode::new(library, Setup::new("first", *number, 0)).expect("it can be played");
    for action in actions.iter().filter_map(change) {
        episode.step(&action);
    }
    episode.step(&Action::served());
    // Whatever was done, mass and energy close (§2.7 of the process model).
    let audit = process::audit(&episode.sim().world());
    assert!(audit.worst_kg() < 1e-9 && audit.energy_share() < 1e-6, "{audit:?}");
    (episode.record().expect("it ended").clone(), episode.score().expect("it ended").clone())
}

/// Puts what is in the hand where something is put down in the solved episode.
fn aside() -> &'static Action {
    let is_on = |action: &&Action| matches!(action, Action::Place { relation: Relation::On, .. });
    solved().1.iter().find(is_on).expect("something is put down somewhere")
}

#[track_caller]
fn fails(score: &Score) {
    assert!(!score.success && score.score < 60.0, "{score:?}");
}

fn cup<'a>(record: &'a Record, score: &Score) -> &'a Vessel {
    let name = score.cup.vessel.as_ref().expect("a vessel");
    record.vessels.iter().find(|vessel| vessel.name == *name).expect("it is there")
}

fn kg(vessel: &Vessel, species: Species) -> f64 {
    vessel.contents_kg.get(&species).copied().unwrap_or(0.0)
}

#[test]
fn nothing_left_out_is_a_success_again() {
    let (record, score) = play(&builtin(), |_| false);
    assert!(score.success, "{score:?}");
    assert!(kg(cup(&record, &score), Species::Solids) > 0.0);
}

#[test]
fn hot_water_without_coffee_is_no_cup() {
    let (record, score) = play(&builtin(), |action| matches!(action, Action::Scoop { .. }));
    fails(&score);
    let vessel = cup(&record, &score);
    assert!(vessel.volume_ml > 100.0 && vessel.temp_c > 40.0, "{vessel:?}");
    assert_eq!(kg(vessel, Species::Solids), 0.0);
}

#[test]
fn a_machine_that_was_never_switched_on_makes_no_cup() {
    let (record, score) = play(&builtin(), |action| matches!(action, Action::Press { .. }));
    fails(&score);
    assert_eq!(score.cup.is_coffee, 0.0);
    assert!(record.brews.iter().all(|brew| brew.solids_out_kg == 0.0), "{:?}", record.brews);
}

#[test]
fn a_machine_without_its_carafe_makes_no_cup() {
    // It is put beside the sink instead of into the machine, which the agent then does not switch on: what happens when
    // somebody does is a test of its own (`ac5_a_carafe_left_out_floods`).
    let (_, score) = play_with(&builtin(), |action| match action {
        Action::Insert { into, .. } if into.as_str().ends_with("carafe_seat") => Some(aside().clone()),
        action => Some(action.clone()),
    });
    fails(&score);
    assert_eq!(score.cup.is_coffee, 0.0);
}

#[test]
fn cold_water_in_a_mug_is_no_cup() {
    // Tap water goes straight from the carafe into the mug.
    let (_, score) = play(&builtin(), |action| {
        matches!(action, Action::Press { .. } | Action::Scoop { .. })
            || matches!(action, Action::Pour { amount_ml: None, .. })
    });
    fails(&score);
    assert_eq!(score.cup.is_coffee, 0.0);
}

#[test]
fn cocoa_out_of_the_coffee_tin_is_no_coffee() {
    let swap = |text: String| {
        let ground = "(store: \"inside\", substance: \"grounds\", mass_g: 190.0, d50_um: Some(700.0))";
        let cocoa = "(store: \"inside\", substance: \"cocoa\", mass_g: 350.0)";
        let mut text = text;
        for (instance, inside) in [("coffee_tin", cocoa), ("cocoa_tin", ground)] {
            let of = format!("(thing: \"{instance}\", ");
            assert!(text.contains(&of), "the home has a {instance}");
            text = text.replace(&of, &format!("{of}contents: Some([{inside}]), "));
        }
        text
    };
    let files: Vec<(String, Vec<u8>)> = Library::builtin_files()
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            let text = if name.ends_with("homes/first_kitchen.ron") { swap(text) } else { text };
            (name, text.into_bytes())
        })
        .collect();
    let swapped = Library::from_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    let (record, score) = play(&swapped.expect("in order"), |_| false);
    fails(&score);
    let vessel = cup(&record, &score);
    assert!(kg(vessel, Species::Cocoa) > 0.0, "{vessel:?}");
    assert_eq!(kg(vessel, Species::Solids), 0.0);
}

#[test]
fn coffee_that_stays_in_the_carafe_is_not_served() {
    let (_, score) = play(&builtin(), |action| matches!(action, Action::Pour { amount_ml: Some(_), .. }));
    fails(&score);
    assert_eq!(score.honesty, Some(0.0));
}

#[test]
fn a_mug_that_nobody_brought_is_found_empty() {
    let (_, score) = play(&builtin(), |action| {
        matches!(action, Action::Pick { target } if target.as_str().starts_with("mug"))
            || matches!(action, Action::Place { relation: Relation::On, .. })
            || matches!(action, Action::Pour { .. })
    });
    fails(&score);
}

#[test]
fn without_a_filter_the_grounds_are_in_the_cup() {
    let (_, score) = play_with(&builtin(), |action| match action {
        Action::Insert { into, .. } if into.as_str().contains("filter") => Some(aside().clone()),
        action => Some(action.clone()),
    });
    assert!(!score.success, "{score:?}");
    if score.cup.is_coffee > 0.5 {
        assert!(score.cup.sediment_mg_100ml > 500.0, "{:?}", score.cup);
    }
}
