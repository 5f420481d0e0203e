//! Labels find room, and stops are told apart.

use coffeetest_task::scene::Library;

use super::*;

#[test]
fn no_label_hides_much_of_another() {
    let library = Library::builtin().expect("sound scenes");
    for (id, home) in library.homes() {
        let arrangement = library.arrange(id, 2).expect("a home");
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
