//! A trace reads back as it was written, and says where it is broken.

use std::io::Cursor;

use coffeetest_scene::{ControlMode, GraspMode, Language};

use super::*;
use crate::action::Action;
use crate::score::{self, Event, Logged};

fn trace() -> Trace {
    let header = Header {
        format: TRACE_FORMAT,
        version: "0.1.0".into(),
        suite: "first".into(),
        task: "first_kitchen".into(),
        episode: 3,
        seed: u64::MAX,
        home: "first_kitchen".into(),
        body: "homehelper".into(),
        agent: "random".into(),
        control: ControlMode::Skill,
        grasp: GraspMode::Assisted,
        language: Language::En,
        time_limit_s: 1800.0,
        arrangement_hash: Hash(1),
        world_hash: Hash(u64::MAX),
    };
    let spill = Event::Spilled {
        liquid_ml: 0.1 + 0.2,
        powder_g: 0.0,
        temp_c: 1.0 / 3.0,
        on: "floor".into(),
        on_mains: false,
        wiped: false,
    };
    let wait = Action::Wait { seconds: 2.0 };
    let outcome = Outcome { ok: true, text: "waited 2 s".into() };
    let step = Step {
        tick: 0,
        input: Input::Action(wait),
        outcome,
        events: vec![Logged { tick: 7, event: spill }],
        end_tick: 40,
        hash: Hash(40),
    };
    let invalid = Input::Invalid { said: "puor \"é\n".into(), why: "not a verb".into() };
    let second = Step { tick: 40, input: invalid, end_tick: 60, hash: Hash(60), events: Vec::new(), ..step.clone() };
    let record = score::example();
    let end = End { tick: 60, hash: Hash(60), score: score::judge(&record), record };
    let lines = vec![Line::Hash(HashAt { tick: 20, hash: Hash(20) }), Line::Step(step), Line::Step(second)];
    Trace { header, lines, end: Some(end) }
}

fn read(text: &str) -> Result<Trace, TraceError> {
    Trace::read(Cursor::new(text))
}

fn refusal(text: &str) -> String {
    read(text).expect_err("refused").to_string()
}

#[test]
fn a_trace_reads_back_to_the_last_bit() {
    let trace = trace();
    let text = trace.to_json_lines();
    let back = read(&text).expect("it reads back");
    assert_eq!(back.to_json_lines(), text);
    assert_eq!(back.header, trace.header);
    assert_eq!(back.steps().collect::<Vec<_>>(), trace.steps().collect::<Vec<_>>());
    let ticks: Vec<u64> = back.hashes().map(|(tick, _)| tick).collect();
    assert_eq!(ticks, [0, 20, 40, 60, 60]);
    let end = back.end.expect("an end");
    assert_eq!(score::judge(&end.record), end.score);
}

#[test]
fn a_trace_that_breaks_off_is_refused_wherever_it_breaks() {
    let text = trace().to_json_lines();
    for (cut, _) in text.char_indices().skip(1) {
        let error = read(&text[..cut]).expect_err("refused");
        let line = text[..cut].trim_end_matches('\n').lines().count();
        assert!(matches!(error, TraceError::Truncated { line: at } if at == line), "cut at {cut}: {error}");
    }
    assert!(matches!(read(""), Err(TraceError::Empty)));
}

#[test]
fn a_broken_line_is_named() {
    let text = trace().to_json_lines();
    let lines: Vec<&str> = text.lines().collect();
    let with = |at: usize, line: &str| {
        let mut lines = lines.clone();
        lines[at] = line;
        lines.join("\n") + "\n"
    };
    for (text, part) in [
        (with(1, "{"), "line 2: EOF"),
        (with(2, r#"{"line":"stp"}"#), "line 3: unknown variant `stp`"),
        (with(1, r#"{"line":"hash","tick":20,"hash":"12"}"#), "line 2: `12` is not a hash"),
        (with(3, r#"{"line":"hash","tick":1,"hash":"0000000000000000"}"#), "line 4: tick 1 comes after tick 40"),
        (with(1, lines[0]), "line 2: a second header"),
        (with(3, lines[4]), "line 5: nothing may follow"),
        (with(0, "hello"), "line 1: this is not a trace"),
        (with(0, lines[1]), "line 1: this is not a trace"),
        (with(0, r#"{"line":"header","format":99,"version":"7.0.0"}"#), "format 99, written by coffeetest 7.0.0"),
    ] {
        let refusal = refusal(&text);
        assert!(refusal.contains(part), "{refusal:?} lacks {part:?}");
    }
    let mut bytes = text.clone().into_bytes();
    let end = bytes.len() - 10;
    bytes[end] = 0xff;
    let error = Trace::read(Cursor::new(bytes)).expect_err("refused").to_string();
    assert!(error.starts_with("line 5: "), "{error}");
}
