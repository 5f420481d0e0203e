//! Pictures are whole, the same every time, and show everything.

use coffeetest_task::scene::Library;

use super::*;

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
            let name = words::name(&placed.thing.name, language);
            assert!(written.iter().any(|text| text.starts_with(name)), "{home}: no label `{name}`");
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

#[test]
fn no_label_hides_much_of_another() {
    let library = library();
    for home in homes(&library) {
        let arrangement = library.arrange(&home, 2).expect("a home");
        let home = library.home(&home).expect("a home");
        let language = Language::En;
        let sheet = Sheet { home, arrangement: &arrangement, seed: 2, body: None, walk: None, language };
        let items = survey::survey(&sheet);
        let (mut board, frame) = (Board::default(), frame_of(&sheet, &items));
        let labels = label::draw(&mut Page::default(), &mut board, &frame, &sheet, &items);
        assert_eq!(labels.len(), arrangement.placed.len());
        for (at, label) in labels.iter().enumerate() {
            let hidden: f32 = labels[..at].iter().map(|other| label.shared(other)).sum();
            let [width, height] = label.size();
            assert!(hidden < 0.25 * width * height, "{}: label {at} of {labels:?}", arrangement.home);
        }
    }
}

#[test]
fn visits_to_one_place_are_one_stop_with_all_its_numbers() {
    let at = [[0.0, 0.0], [1.0, 0.0], [1.02, 0.0], [0.0, 0.05], [1.0, 0.0]];
    let deed = |at: [f32; 2]| Deed { text: "look around".into(), ok: true, time_s: 0.0, way: vec![at] };
    let stops = stop::of(&at.map(deed));
    let numbers: Vec<String> = stops.iter().map(stop::Stop::numbers).collect();
    assert_eq!(numbers, ["1, 4", "2–3, 5"]);
}
