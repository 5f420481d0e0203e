//! The English grammar and the JSON form of actions, over examples and over generated ones.

use coffeetest_task::action::{Action, ActionError, Claim, Direction, LookAt, Name, Relation, Setting, VERBS};

fn name(text: &str) -> Name {
    Name::new(text).expect("a handle")
}

fn parsed(text: &str) -> Action {
    Action::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn refusal(text: &str) -> String {
    match Action::parse(text) {
        Ok(action) => panic!("{text:?} was read as {action:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn people_say_the_same_thing_in_many_ways() {
    for (canonical, ways) in [
        (
            "pour 240 ml into mug_1",
            &[
                "pour into mug_1 240ml",
                "Pour 240 ml of coffee into the mug_1.",
                "pour into mug_1, 240",
                "pour 0.24 l into mug 1",
                "POUR 240ML IN `mug_1`",
            ][..],
        ),
        (
            "pour 240 ml from carafe_1 into mug_1",
            &["pour 240 ml from carafe_1 to mug_1", "pour carafe_1 into mug_1 240 ml"],
        ),
        ("pour into mug_1", &["pour into the mug_1", "pour it into mug_1"]),
        (
            "place mug on table_1",
            &["place the mug on table_1", "put the mug onto the table 1", "place mug down on table_1"],
        ),
        (
            "pour 60 ml at 5 ml/s into dripper_1",
            &[
                "pour 60 ml slowly into dripper_1",
                "pour 60ml into dripper_1 at 5 ml/s",
                "Pour 60 ml of water into the dripper 1, at 5ml/s.",
                "pour slowly into dripper_1 60 ml",
            ][..],
        ),
        ("pour 60 ml at 8 ml/s from kettle_1 into mug_1", &["pour from kettle_1 into mug_1 60 ml at 8 ml/s"]),
        ("fill at sink_1", &["fill it at sink_1", "fill it up at the sink_1", "fill under sink_1"]),
        (
            "fill kettle_1 with 500 ml at sink_1",
            &[
                "fill kettle_1 at sink_1 with 500 ml",
                "fill kettle_1 with 0.5 l of water from the sink 1",
                "refill the kettle_1 from sink_1, 500 ml",
            ],
        ),
        ("stir mug_1", &["stir in mug_1", "mix the mug_1", "stir mug_1 with spoon_1"]),
        ("stir mug_1 for 10 s", &["stir mug_1 for 10 seconds", "stir in mug_1 with the spoon 10s"]),
        ("wipe counter_1", &["wipe the counter 1", "wipe up counter_1", "clean counter_1 with cloth_1"]),
        (
            "turn hob_1.knob to high",
            &["turn the hob_1.knob to HIGH", "rotate hob_1.knob to the high", "switch hob_1.knob to high"],
        ),
        ("turn hob_1.knob to 3", &["turn hob_1.knob 3", "turn hob_1.knob to 3.", "twist hob_1.knob to '3'"]),
        ("turn dial to 3", &["turn the dial to 3"]),
        ("turn machine_1.dial to keep warm", &["turn machine_1.dial to keep warm"]),
        (
            "turn steam_knob to 40 %",
            &["turn steam knob to 40%", "turn steam knob by 40 percent", "turn steam knob 40 %"],
        ),
        (
            "turn coffee_maker_1 on",
            &[
                "switch the coffee maker 1 on",
                "turn on coffee_maker_1",
                "switch on the coffee_maker_1",
                "turn coffee_maker_1 to on",
            ],
        ),
        ("turn coffee_maker_1 off", &["turn off coffee_maker_1", "switch coffee_maker_1 off."]),
        (
            "turn pot_1.top tight",
            &[
                "screw pot_1.top",
                "screw on pot_1.top",
                "tighten pot_1.top",
                "screw the pot_1.top onto pot_1",
                "turn pot_1.top tight",
            ],
        ),
        ("turn pot_1.top loose", &["unscrew pot_1.top", "loosen pot_1.top", "unscrew the pot_1.top from pot_1"]),
        (
            "push press_1.plunger",
            &["push down press_1.plunger", "push the press_1.plunger down", "plunge press_1.plunger"],
        ),
        (
            "pull machine_1.lever",
            &["pull up machine_1.lever", "pull the machine_1.lever down", "pull machine_1.lever out"],
        ),
        ("press hob_1.lock for 3 s", &["hold hob_1.lock for 3 seconds"]),
        ("place on table_1", &["put it on table_1", "put down on table_1"]),
        ("place mug_1 under tap_1", &["place mug_1 below tap_1", "set mug_1 under the tap 1"]),
        ("place in drawer_1", &["put it inside drawer_1"]),
        (
            "scoop 20 g from tin_1 into coffee_maker_1",
            &[
                "scoop 20g of ground coffee from tin_1 to coffee_maker_1",
                "scoop from tin_1 into coffee maker 1 20 grams",
            ],
        ),
        ("scoop from tin_1 into coffee_maker_1.basket", &["scoop some from the tin_1 into coffee_maker_1.basket"]),
        ("go_to coffee_maker_1", &["go to the coffee maker 1", "goto coffee_maker_1", "walk towards coffee_maker_1"]),
        ("look around", &["look", "look around!"]),
        ("look up", &["Look up"]),
        ("look left", &["look to the left"]),
        ("look at mug_1", &["look mug_1", "inspect mug_1", "look inside mug_1"]),
        ("pick mug_1", &["pick up mug_1", "pick up the mug_1 from counter_1", "take mug_1", "pick mug_1 up"]),
        (
            "press coffee_maker_1.switch",
            &[
                "press the coffee maker 1.switch",
                "press down on coffee_maker_1.switch",
                "press in coffee_maker_1.switch",
            ],
        ),
        (
            "plug coffee_maker_1.plug into outlet_1",
            &["plug in coffee_maker_1.plug into outlet_1", "plug coffee_maker_1.plug in outlet_1"],
        ),
        ("plug into outlet_1", &["plug it into outlet_1"]),
        ("unplug toaster_1.plug", &["unplug toaster_1.plug from outlet_2"]),
        ("insert filter_1 into coffee_maker_1.basket", &["insert the filter_1 in coffee_maker_1.basket"]),
        ("remove coffee_maker_1.carafe", &["remove the coffee maker 1.carafe from coffee_maker_1"]),
        ("wait 30 s", &["wait 30", "wait for 30 seconds", "wait 30s", "wait 0.5 min"]),
        ("wait 120 s", &["wait 2 min", "Wait 2 minutes."]),
        ("say \"hello there\"", &["say hello there", "say: 'hello there'", "say “hello there”"]),
        ("done: served", &["done", "Done.", "done served", "done()"]),
        (
            "done: impossible because \"the machine is dead\"",
            &[
                "done: impossible because the machine is dead",
                "done impossible: the machine is dead",
                "Done - impossible, because \"the machine is dead\"",
            ],
        ),
    ] {
        assert_eq!(parsed(canonical).to_string(), canonical);
        for way in ways {
            assert_eq!(parsed(way).to_string(), canonical, "{way:?}");
        }
    }
}

#[test]
fn a_refusal_names_the_word_its_place_and_what_would_be_right() {
    for (text, parts) in [
        ("", &["empty", "verb"][..]),
        ("  the", &["`the`", "verb"]),
        ("puor into mug_1", &["word 1", "`puor`", "did you mean `pour`"]),
        ("juggle mug_1", &["`juggle`", "go_to, look, open"]),
        ("pour", &["`pour` lacks", "into THING"]),
        ("pour 20 g into mug_1", &["word 2", "`20`", "millilitres"]),
        ("pour 10000 ml into mug_1", &["10000 ml", "1 to 5000 ml"]),
        ("pour nan ml into mug_1", &["NaN ml", "1 to 5000 ml"]),
        ("pour -5 ml into mug_1", &["-5 ml", "1 to 5000 ml"]),
        ("scoop 20 g from tin_1", &["lacks where to put it", "into"]),
        ("scoop inf g from tin_1 into mug_1", &["inf g", "0.1 to 500 g"]),
        ("place mug_1", &["`place` lacks where", "on|in|under"]),
        ("pour 60 ml at 500 ml/s into mug_1", &["500 ml/s", "1 to 100 ml/s"]),
        ("fill kettle_1 with 500 ml", &["lacks the tap"]),
        ("fill", &["lacks the tap"]),
        ("stir", &["lacks what to stir"]),
        ("stir mug_1 for 5 ml", &["`stir` takes a time"]),
        ("turn", &["lacks what to turn"]),
        ("turn on", &["lacks what to turn"]),
        ("turn hob_1.knob", &["lacks where to turn it"]),
        ("turn hob_1.knob to 150 %", &["150 %", "0 to 100 %"]),
        ("turn hob_1.knob to hi!gh", &["`hi!gh` is not a position"]),
        ("press hob_1.lock for 500 s", &["500 s", "0.1 to 120 s"]),
        ("pull", &["lacks what to pull"]),
        ("open door_1 under table_1", &["word 3", "`under`"]),
        ("open 3 door_1", &["word 2", "`3`"]),
        ("wait", &["lacks how long", "wait SECONDS s"]),
        ("wait 2 h 5 min", &["word 4", "`5`"]),
        ("wait 2 h", &["0.05 to 3600 s"]),
        ("wait 5 ml", &["`wait` takes a time"]),
        ("pick mug$1", &["word 2", "`mug$1`", "mug_1"]),
        ("say", &["`say` lacks its words"]),
        ("say \"\"", &["`say` lacks its words"]),
        ("done maybe", &["`maybe`", "done: served"]),
        ("done: impossible because", &["lacks the reason"]),
    ] {
        let refusal = refusal(text);
        for part in parts {
            assert!(refusal.contains(part), "{text:?}: {refusal:?} lacks {part:?}");
        }
    }
}

/// A small deterministic source of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n as u64) as usize
    }

    fn between(&mut self, min: f64, max: f64) -> f64 {
        min + (max - min) * (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn name(&mut self) -> Name {
        let nouns = ["mug", "coffee_maker", "in_tray", "ml", "left_door", "tin2", "d", "on_1"];
        let parts = ["", ".lid", ".door_2", ".a.b"];
        name(&format!("{}_{}{}", nouns[self.below(8)], self.below(40), parts[self.below(4)]))
    }

    fn setting(&mut self) -> Setting {
        let settings =
            ["on", "off", "tight", "loose", "high", "3", "a", "the 3", "keep warm", "up to a max", "2.5", "大火", "-"];
        Setting::new(settings[self.below(settings.len())]).expect("a position")
    }

    fn text(&mut self) -> String {
        let letters: Vec<char> = " abc\"'\\\n\t:because.,é咖啡(){}0".chars().collect();
        let length = 1 + self.below(30);
        let text: String = (0..length).map(|_| letters[self.below(letters.len())]).collect();
        if text.trim().is_empty() { "x".into() } else { text }
    }

    fn action(&mut self) -> Action {
        let directions = [Direction::Left, Direction::Right, Direction::Up, Direction::Down, Direction::Ahead];
        match self.below(24) {
            0 => Action::GoTo { target: self.name() },
            1 => Action::Look { at: LookAt::Direction(directions[self.below(5)]) },
            2 => Action::Open { target: self.name() },
            3 => Action::Close { target: self.name() },
            4 => Action::Pick { target: self.name() },
            5 => {
                let relation = [Relation::On, Relation::In, Relation::Under][self.below(3)];
                Action::Place { item: self.maybe(Dice::name), target: self.name(), relation }
            }
            6 => Action::Pour {
                from: self.maybe(Dice::name),
                into: self.name(),
                amount_ml: self.maybe(|dice| dice.between(1.0, 5000.0)),
                rate_ml_s: self.maybe(|dice| dice.between(1.0, 100.0)),
            },
            7 => Action::Scoop {
                from: self.name(),
                into: self.name(),
                amount_g: self.maybe(|dice| dice.between(0.1, 500.0)),
            },
            8 => Action::Press { target: self.name(), seconds: self.maybe(|dice| dice.between(0.1, 120.0)) },
            16 => Action::Fill {
                item: self.maybe(Dice::name),
                tap: self.name(),
                amount_ml: self.maybe(|dice| dice.between(1.0, 5000.0)),
            },
            17 => Action::Stir { target: self.name(), seconds: self.maybe(|dice| dice.between(1.0, 120.0)) },
            18 => Action::Wipe { target: self.name() },
            19 => Action::Turn { target: self.name(), to: Some(self.setting()), percent: None },
            20 => Action::Turn { target: self.name(), to: None, percent: Some(self.between(0.0, 100.0)) },
            21 => Action::Push { target: self.name() },
            22 => Action::Pull { target: self.name() },
            9 => Action::Insert { item: self.maybe(Dice::name), into: self.name() },
            10 => Action::Remove { target: self.name() },
            11 => Action::Plug { plug: self.maybe(Dice::name), outlet: self.name() },
            12 => Action::Unplug { plug: self.name() },
            13 => Action::Wait { seconds: self.between(0.05, 3600.0) },
            14 => Action::Say { text: self.text() },
            15 => {
                let claim = [Claim::Served, Claim::Impossible][self.below(2)];
                Action::Done { claim, reason: self.maybe(Dice::text) }
            }
            _ => Action::Look { at: LookAt::Target(self.name()) },
        }
    }
}

#[test]
fn what_is_printed_reads_back_as_itself() {
    let mut dice = Dice(1);
    let mut verbs_seen = std::collections::BTreeSet::new();
    for _ in 0..20_000 {
        let action = dice.action();
        assert_eq!(action.check(), Ok(()));
        verbs_seen.insert(action.verb());
        assert_eq!(Action::parse(&action.to_string()).as_ref(), Ok(&action), "{action}");
        assert_eq!(Action::from_json(&action.to_json()).as_ref(), Ok(&action), "{}", action.to_json());
    }
    assert_eq!(verbs_seen, VERBS.iter().map(|verb| verb.name).collect(), "a verb is never generated");
}

#[test]
fn no_text_makes_the_reader_panic() {
    let mut dice = Dice(2);
    let pieces = [
        "pour",
        "turn",
        "unscrew",
        "fill",
        "stir",
        "press",
        "push",
        "slowly",
        "ml/s",
        "%",
        "to",
        "by",
        "with",
        "for",
        "scoop",
        "place",
        "done",
        "because",
        "say",
        "look",
        "the",
        "into",
        "from",
        "on",
        "240",
        "ml",
        "mug_1",
        "\"",
        "\\",
        "'",
        ":",
        "é",
        "咖啡",
        "\u{0}",
        ".",
        "-",
        "nan",
        "1e999",
        "in",
        "up",
        "plug",
        " ",
        "\n",
        "(",
        ")",
        "–",
        "becaus咖",
    ];
    let mut read = 0;
    for _ in 0..50_000 {
        let count = dice.below(10);
        let glue = ["", " "][dice.below(2)];
        let text = (0..count).map(|_| pieces[dice.below(pieces.len())]).collect::<Vec<_>>().join(glue);
        match Action::parse(&text) {
            Ok(action) => {
                read += 1;
                assert_eq!(Action::parse(&action.to_string()), Ok(action), "{text:?}");
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        let _ = Action::from_json(&text);
    }
    assert!(read > 100, "hardly any text was read: {read}");
}

#[test]
fn json_is_the_same_action() {
    let action = Action::from_json(r#"{"verb": "pour", "into": "mug_1", "amount_ml": 240}"#);
    assert_eq!(action, Ok(Action::pour(name("mug_1"), Some(240.0))));
    let turn = Action::from_json(r#"{"verb": "turn", "target": "hob_1.knob", "to": "HIGH"}"#);
    assert_eq!(turn, Ok(parsed("turn hob_1.knob to high")));
    assert_eq!(Action::from_json(r#"{"verb":"done"}"#), Ok(Action::served()));
    assert_eq!(
        Action::from_json(r#"{"verb":"look","at":"left"}"#),
        Ok(Action::Look { at: LookAt::Direction(Direction::Left) })
    );
    assert_eq!(parsed("pour 240 ml into mug_1").to_json(), r#"{"verb":"pour","into":"mug_1","amount_ml":240.0}"#);
}

#[test]
fn bad_json_is_refused_with_its_fault() {
    for (text, part) in [
        ("", "EOF"),
        ("[]", "`verb`"),
        (r#"{"verb": 3}"#, "`verb`"),
        (r#"{"verb": "puor"}"#, "did you mean `pour`"),
        (r#"{"verb": "grab", "target": "mug_1"}"#, "did you mean `pick`"),
        (r#"{"verb": "pour"}"#, "missing field `into`"),
        (r#"{"verb": "pick", "target": "mug_1", "force": 3}"#, "unknown field `force`"),
        (r#"{"verb": "pick", "target": ""}"#, "not a handle"),
        (r#"{"verb": "pick", "target": 7}"#, "`pick`"),
        (r#"{"verb": "turn", "target": "knob_1"}"#, "lacks where to turn it"),
        (r#"{"verb": "turn", "target": "knob_1", "to": "on", "percent": 5}"#, "not both"),
        (r#"{"verb": "turn", "target": "knob_1", "to": "50 %"}"#, "is not a position"),
        (r#"{"verb": "wait", "seconds": 1e9}"#, "0.05 to 3600 s"),
        (r#"{"verb": "wait", "seconds": NaN}"#, "not an action in JSON"),
    ] {
        let error = Action::from_json(text).expect_err(text).to_string();
        assert!(error.contains(part), "{text}: {error:?} lacks {part:?}");
    }
    assert!(matches!(Action::from_json("{"), Err(ActionError::Json(_))));
}
