//! Data files say what the vocabulary says, and nothing else.

mod common;

use coffeetest_brew::spec::Comp;
use common::{graph, parse};

#[test]
fn the_three_example_graphs_of_the_process_model_parse_and_survive_a_round_trip() {
    let ron = ron::Options::default().with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES);
    for name in ["drip_12", "kettle_e_17", "moka_3"] {
        let g = graph(name);
        assert!(g.comps.len() >= 8, "{name}");
        for (id, comp) in &g.comps {
            let written = ron.to_string(comp).unwrap();
            let back: Comp = ron.from_str(&written).unwrap_or_else(|e| panic!("{name}.{id}: {written}: {e}"));
            assert_eq!(&back, comp);
        }
    }
}

#[test]
#[should_panic(expected = "capacity")]
fn a_misspelt_parameter_is_refused() {
    parse(
        r#"Graph(comps: {"a": Store(capacity: 1.0, cap_ml: 1.0, curve: Cyl(0.1, 0.1), c_wall: 1.0, ua: 1.0)}, links: [], ctrl: [])"#,
    );
}
