//! A run folder keeps what is finished, and refuses what does not belong to it.

use std::io::Write;
use std::path::PathBuf;

use coffeetest_eval::folder::{FolderError, RunFolder};
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::row::{ErrorSource, Row, RowError, RowHead};
use coffeetest_eval::{run, table};

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn manifest() -> Manifest {
    Manifest::new(Plan {
        suite: "first".into(),
        scenes: "00".into(),
        agent: "random".into(),
        seed: 0,
        episodes: 4,
        max_steps: 500,
        tasks: vec!["home".into()],
    })
}

fn row(episode: u64) -> Row {
    let head = RowHead {
        suite: "first".into(),
        episode,
        task: "home".into(),
        home: "home".into(),
        seed: 0,
        agent: "random".into(),
        control: "skill".into(),
        language: "en".into(),
    };
    let mut row = Row::new(head);
    row.success = episode.is_multiple_of(2);
    row.score = 0.1 + 20.0 * episode as f64 / 3.0;
    row.simulated_s = 600.0;
    row.wall_s = 0.5;
    row
}

#[test]
fn finished_rows_survive_and_a_torn_line_is_cut_off() {
    let scratch = Scratch::new("torn");
    let mut folder = RunFolder::create(&scratch.0, manifest()).expect("a new folder");
    folder.append(row(2)).expect("on the disk");
    folder.append(row(0)).expect("on the disk");
    drop(folder);
    let path = scratch.0.join("episodes.jsonl");
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("opens");
    file.write_all(br#"{"schema_version":1,"episode_id":"fir"#).expect("torn");
    drop(file);

    let mut folder = RunFolder::resume(&scratch.0, &manifest()).expect("it goes on");
    assert_eq!(folder.rows().keys().copied().collect::<Vec<_>>(), [0, 2]);
    folder.append(row(1)).expect("on the disk");
    drop(folder);
    let folder = RunFolder::open(&scratch.0).expect("opens again");
    assert_eq!(folder.rows().values().cloned().collect::<Vec<_>>(), [row(0), row(1), row(2)]);
    assert_eq!(std::fs::read_to_string(&path).expect("text").lines().count(), 3);
}

#[test]
fn another_run_is_refused_with_what_differs() {
    let scratch = Scratch::new("other");
    drop(RunFolder::create(&scratch.0, manifest()).expect("a new folder"));
    let mut other = manifest();
    other.plan.seed = 5;
    other.plan.agent = "idle".into();
    other.host.cores += 1;
    let refusal = RunFolder::resume(&scratch.0, &other).expect_err("refused").to_string();
    assert!(refusal.contains("agent is `random` there and `idle` here"), "{refusal}");
    assert!(refusal.contains("seed is `0` there and `5` here"), "{refusal}");
    assert!(!refusal.contains("cores"), "{refusal}");
    assert!(matches!(RunFolder::create(&scratch.0, manifest()), Err(FolderError::Taken(_))));
}

#[test]
fn what_is_no_run_is_refused() {
    let scratch = Scratch::new("none");
    assert!(matches!(RunFolder::open(&scratch.0), Err(FolderError::NoRun(_))));
    std::fs::create_dir_all(&scratch.0).expect("a folder");
    std::fs::write(scratch.0.join("manifest.json"), "{").expect("a file");
    assert!(matches!(RunFolder::open(&scratch.0), Err(FolderError::BadManifest { .. })));
    std::fs::remove_file(scratch.0.join("manifest.json")).expect("removed");
    drop(RunFolder::create(&scratch.0, manifest()).expect("a new folder"));
    let text = serde_json::to_string(&row(0)).expect("JSON") + "\nnonsense\n";
    std::fs::write(scratch.0.join("episodes.jsonl"), text).expect("a file");
    let refusal = RunFolder::open(&scratch.0).expect_err("refused").to_string();
    assert!(refusal.contains("line 2"), "{refusal}");
}

#[test]
fn a_table_says_what_succeeded_and_why_the_rest_did_not() {
    let mut rows: Vec<Row> = (0..4).map(row).collect();
    rows[3].error = Some(RowError { source: ErrorSource::Agent, message: "it fell asleep".into() });
    let text = table::render("first, random", &rows);
    assert!(text.contains("│ success"), "{text}");
    assert!(text.contains("2/4") && text.contains("15–85 %"), "{text}");
    assert!(text.contains("first/0/1: 6.8 points, broken off; no vessel to drink from"), "{text}");
    assert!(text.contains("first/0/3: 20.1 points, it fell asleep"), "{text}");
    assert!(text.contains("1200"), "ten minutes in half a second: {text}");
    assert!(!text.contains('\u{1b}'), "colours in a pipe: {text}");
    let widths: std::collections::BTreeSet<usize> =
        text.lines().filter(|line| line.starts_with(['│', '┌', '╞', '└'])).map(|line| line.chars().count()).collect();
    assert_eq!(widths.len(), 1, "{text}");
}

#[test]
fn tasks_have_a_line_each_where_there_are_several() {
    let mut rows: Vec<Row> = (0..4).map(row).collect();
    assert!(!table::render("first, random", &rows).contains("task"));
    rows[2].task = "by hand".into();
    rows[2].cup.is_coffee = 1.0;
    rows[2].cup.temp_c = 61.4;
    rows[2].cup.extraction_percent = Some(19.6);
    let text = table::render("first, random", &rows);
    let line =
        |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{text}")).to_owned();
    assert!(line("by hand").contains("1/1") && line("by hand").contains("61") && line("by hand").contains("19.6"));
    assert!(line("│ home").contains("1/3") && line("│ home").contains('–'), "no coffee has no temperature");
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_was() {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    let scratch = Scratch::new("stopped");
    let stop = AtomicBool::new(false);
    let played = Mutex::new(Vec::new());
    let play = |episode| {
        played.lock().expect("one thread").push(episode);
        // The first time round, the second episode is abandoned.
        if episode == 1 && played.lock().expect("one thread").len() == 2 {
            stop.store(true, Ordering::Relaxed);
            return None;
        }
        assert!(episode != 2, "episode 2 always falls over");
        Some(row(episode))
    };
    let mut folder = RunFolder::create(&scratch.0, manifest()).expect("a new folder");
    run::run(&mut folder, 1, &stop, play, row, |_| {}).expect("stopped in order");
    assert_eq!(folder.rows().keys().copied().collect::<Vec<_>>(), [0]);
    drop(folder);

    stop.store(false, Ordering::Relaxed);
    let mut folder = RunFolder::resume(&scratch.0, &manifest()).expect("it goes on");
    let mut heard = Vec::new();
    run::run(&mut folder, 1, &stop, play, row, |row| heard.push(row.episode)).expect("finished");
    assert_eq!(heard, [1, 2, 3]);
    assert_eq!(*played.lock().expect("one thread"), [0, 1, 1, 2, 3]);
    let error = folder.rows()[&2].error.clone().expect("an error");
    assert_eq!(error.source, ErrorSource::Infrastructure);
    assert!(error.message.contains("episode 2 always falls over"));
    assert_eq!(RunFolder::open(&scratch.0).expect("opens").rows().len(), 4);
}
