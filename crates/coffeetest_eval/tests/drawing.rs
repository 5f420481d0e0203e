//! Pictures are whole, the same every time, and show everything.

use coffeetest_eval::drawing::{Sheet, draw};
use coffeetest_eval::task::scene::{Home, Language, Library};

fn library() -> Library {
    Library::builtin().expect("sound scenes")
}

fn picture(library: &Library, home: &str, seed: u64, language: Language) -> String {
    let arrangement = library.arrange(home, seed).expect("a home");
    let home = library.home(home).expect("a home");
    draw(&Sheet { home, arrangement: &arrangement, seed, body: None, walk: None, language })
}

/// All homes, and those of all tasks.
fn homes(library: &Library) -> Vec<String> {
    let tasks = library.suites().flat_map(|(id, suite)| suite.tasks.iter().map(move |task| task.home_id(id)));
    library.homes().map(|(id, _)| id.to_owned()).chain(tasks).collect()
}

#[test]
fn every_home_is_drawn_well_formed_with_every_thing_and_its_name() {
    let library = library();
    for (home, language) in homes(&library).iter().flat_map(|home| [(home, Language::En), (home, Language::Zh)]) {
        let text = picture(&library, home, 1, language);
        let page = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{home}: {error}"));
        let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
        let written: Vec<&str> =
            page.descendants().filter(|node| node.has_tag_name("text")).filter_map(|n| n.text()).collect();
        for placed in &library.arrange(home, 1).expect("a home").placed {
            let id = format!("thing-{}", placed.name);
            assert_eq!(ids.iter().filter(|found| **found == id).count(), 1, "{home}: {id}");
            let name = if language == Language::En { &placed.thing.name.en } else { &placed.thing.name.zh };
            assert!(written.iter().any(|text| text.starts_with(name.as_str())), "{home}: no label `{name}`");
        }
        assert!(!text.contains("NaN") && !text.contains("inf"), "{home}");
    }
}

#[test]
fn a_picture_is_the_same_every_time_and_another_for_another_seed() {
    let (one, two) = (library(), library());
    let (home, _) = one.homes().next().expect("a home");
    assert_eq!(picture(&one, home, 5, Language::En), picture(&two, home, 5, Language::En));
    assert_ne!(picture(&one, home, 5, Language::En), picture(&one, home, 6, Language::En));
}

#[test]
fn names_are_escaped() {
    let library = library();
    let (id, home) = library.homes().next().expect("a home");
    let arrangement = library.arrange(id, 0).expect("a home");
    let mut home = Home::clone(home);
    home.name.en = "<script>\"Bob's\" & co\u{1}</script>".into();
    let sheet =
        Sheet { home: &home, arrangement: &arrangement, seed: 0, body: None, walk: None, language: Language::En };
    let text = draw(&sheet);
    let page = roxmltree::Document::parse(&text).expect("well formed");
    assert!(page.descendants().any(|node| node.text() == Some("<script>\"Bob's\" & co\u{fffd}</script>")));
    assert!(!text.contains("<script"));
}
