//! Never a pass without a cup: episodes in which no coffee was made, whatever else was done.

mod common;

use coffeetest_scene::Library;
use coffeetest_task::action::{Action, Name, Relation};
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::observation::SeenThing;
use coffeetest_task::score::{Ended, Score};

fn play(library: &Library, seed: u64) -> Episode {
    Episode::new(library, Setup::new("first", 0, seed)).expect("it can be played")
}

fn judged(episode: &Episode) -> Score {
    let score = episode.score().expect("it has ended").clone();
    assert!(!score.success && score.score < 60.0, "{score:?}");
    assert!(score.progress <= 0.5, "progress {} without coffee in a cup", score.progress);
    score
}

/// Takes a mug that is in view and puts it on the table; its handle if that came about.
fn serve_mug(episode: &mut Episode, which: impl Fn(&SeenThing) -> bool) -> Option<Name> {
    episode.step(&common::look_around());
    let mug = common::nearest(episode.observation(), |thing| thing.kind == "mug" && which(thing))?;
    let table = common::nearest(episode.observation(), |thing| thing.kind == "table")?;
    let taken = episode.step(&Action::Pick { target: mug.clone() });
    let put = episode.step(&Action::Place { item: None, target: table, relation: Relation::On });
    (taken.outcome.ok && put.outcome.ok).then_some(mug)
}

/// The first kitchen with a mug of coffee on the table that nobody has brewed in the episode.
fn with_coffee_of(substance: &str) -> Library {
    common::changed("homes/first_kitchen.ron", |text| {
        let from = text.find("\"mug_c\"").expect("a third mug");
        let end = from + text[from..].find("]),").expect("its end");
        let contents = format!(
            r#""mug_c": (thing: "mug_green", places: [
            (on: "table.top", at: (0.35, -0.22)),
        ], contents: Some([
            (store: "inside", substance: "water", mass_g: 227.0, temp_c: Some(65.0)),
            (store: "inside", substance: "{substance}", mass_g: 3.0, temp_c: Some(65.0)),
        ])),"#
        );
        format!("{}{contents}{}", &text[..from], &text[end + 3..])
    })
}

#[test]
fn done_claimed_at_once_is_a_lie_and_no_cup() {
    let mut episode = common::episode(0, 0);
    episode.step(&Action::served());
    let score = judged(&episode);
    assert_eq!(score.score, 0.0);
    assert_eq!(score.honesty, Some(0.0));
}

#[test]
fn waiting_until_the_time_is_up_makes_no_cup() {
    let mut episode = common::episode(0, 1);
    let result = episode.step(&Action::Wait { seconds: 3600.0 });
    assert_eq!(result.ended, Some(Ended::TimeLimit));
    assert_eq!(episode.elapsed_s(), 1800.0);
    assert_eq!(judged(&episode).score, 0.0);
}

#[test]
fn an_empty_mug_on_the_table_is_no_cup() {
    let served = (0..6).find_map(|seed| {
        let mut episode = common::episode(seed, 0);
        serve_mug(&mut episode, |_| true)?;
        episode.step(&Action::served());
        Some(episode)
    });
    let episode = served.expect("a mug could be carried to the table in one of six homes");
    let score = judged(&episode);
    assert!(score.cup.handover_faults.is_empty(), "{:?}", score.cup.handover_faults);
    assert_eq!((score.score, score.honesty), (0.0, Some(0.0)));
}

#[test]
fn coffee_that_stood_there_before_is_no_cup_wherever_it_is_put() {
    for substance in ["old_solids", "solids"] {
        let library = with_coffee_of(substance);
        let mut episode = play(&library, 0);
        episode.step(&Action::served());
        let score = judged(&episode);
        assert_eq!((score.score, score.cup.is_coffee), (0.0, 0.0), "{substance}");

        let carried = (0..6).find_map(|seed| {
            let mut episode = play(&library, seed);
            serve_mug(&mut episode, |mug| mug.state.iter().any(|state| state.contains("brown")))?;
            episode.step(&Action::served());
            Some(episode)
        });
        let episode = carried.expect("the mug could be moved in one of six homes");
        let score = judged(&episode);
        assert_eq!((score.score, score.cup.is_coffee), (0.0, 0.0), "{substance}");
    }
}
