//! The result of a run as a table for people.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};

use crate::row::Row;
use crate::stats::{Summary, summary, wilson};

/// Most kinds of failures that are listed below a table.
const LISTED: usize = 10;

/// The result of a run: one line per measure, and what failed. Plain text, the same on a terminal and in a pipe.
pub fn render<'a>(title: &str, rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut rows: Vec<&Row> = rows.into_iter().collect();
    rows.sort_by_key(|row| row.episode);
    if rows.is_empty() {
        return format!("{title}\nno episode was finished\n");
    }
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(["", "mean", "95 % interval", "min", "max"]);
    // Where the body cannot make coffee at all there is nothing to succeed in.
    let tried: Vec<&&Row> = rows.iter().filter(|row| row.possible || row.success).collect();
    let successes = tried.iter().filter(|row| row.success).count();
    let rate = wilson(successes, tried.len());
    table.add_row([
        "success".to_owned(),
        format!("{successes}/{}", tried.len()),
        format!("{:.0}–{:.0} %", 100.0 * rate.low, 100.0 * rate.high),
        String::new(),
        String::new(),
    ]);
    for (name, digits, value) in MEASURES {
        let values: Vec<f64> = rows.iter().filter_map(|row| value(row)).collect();
        if let Some(summary) = summary(&values) {
            table.add_row(cells(name, *digits, &summary));
        }
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{title}\n{table}\n{}{}", by_task(&rows), failures(&rows))
}

/// One line for each task, in the order in which they are played; nothing where there is only one.
fn by_task(rows: &[&Row]) -> String {
    let mut tasks: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in rows {
        match tasks.iter_mut().find(|(task, _)| *task == row.task) {
            Some((_, rows)) => rows.push(row),
            None => tasks.push((&row.task, vec![row])),
        }
    }
    if tasks.len() < 2 {
        return String::new();
    }
    let mut table = Table::new();
    let titles = ["task", "success", "score", "TDS, %", "EY, %", "°C", "ml", "min"];
    table.load_style(UTF8_FULL_CONDENSED).set_header(titles);
    for (task, rows) in &tasks {
        let successes = rows.iter().filter(|row| row.success).count();
        let mean = |digits: usize, value: fn(&Row) -> Option<f64>| {
            let values: Vec<f64> = rows.iter().filter_map(|row| value(row)).collect();
            match values.is_empty() {
                true => "–".to_owned(),
                false => format!("{:.digits$}", values.iter().sum::<f64>() / values.len() as f64),
            }
        };
        table.add_row([
            (*task).to_owned(),
            match rows.iter().any(|row| row.possible || row.success) {
                true => format!("{successes}/{}", rows.len()),
                false => "not possible".to_owned(),
            },
            mean(1, |row| Some(row.score)),
            mean(2, |row| of_coffee(row, row.cup.tds_percent)),
            mean(1, |row| of_coffee(row, row.cup.extraction_percent?)),
            mean(0, |row| of_coffee(row, row.cup.temp_c)),
            mean(0, |row| of_coffee(row, row.cup.volume_ml)),
            mean(1, |row| Some(row.simulated_s / 60.0)),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{table}\n")
}

type Measure = (&'static str, usize, fn(&Row) -> Option<f64>);

/// What is summed up, with the digits that mean something. The cup's measures are of episodes that have coffee.
const MEASURES: &[Measure] = &[
    ("score", 1, |row| Some(row.score)),
    ("progress", 2, |row| Some(row.progress)),
    ("dissolved solids, %", 2, |row| of_coffee(row, row.cup.tds_percent)),
    ("temperature, °C", 1, |row| of_coffee(row, row.cup.temp_c)),
    ("volume, ml", 0, |row| of_coffee(row, row.cup.volume_ml)),
    ("spilled, ml", 1, |row| Some(row.spilled_ml)),
    ("household penalty", 3, |row| Some(row.penalty)),
    ("efficiency", 2, |row| row.efficiency),
    ("honesty", 2, |row| row.honesty),
    ("actions", 0, |row| Some(row.steps as f64)),
    ("simulated, min", 1, |row| Some(row.simulated_s / 60.0)),
    ("wall clock, s", 2, |row| Some(row.wall_s)),
    ("× real time", 0, |row| (row.wall_s > 0.0).then(|| row.simulated_s / row.wall_s)),
];

fn of_coffee(row: &Row, value: f64) -> Option<f64> {
    (row.cup.is_coffee > 0.0).then_some(value)
}

fn cells(name: &str, digits: usize, summary: &Summary) -> [String; 5] {
    let number = |value: f64| format!("{value:.digits$}");
    let interval = format!("{}–{}", number(summary.interval.low), number(summary.interval.high));
    [name.to_owned(), number(summary.mean), interval, number(summary.min), number(summary.max)]
}

/// The failed episodes, those that failed alike in one line.
fn failures(rows: &[&Row]) -> String {
    let mut alike: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in rows.iter().filter(|row| !row.success && row.possible) {
        let why = row.error.as_ref().map(|error| error.message.clone()).or(row.hard_fail.clone());
        let why = why.unwrap_or_else(|| reason(row));
        match alike.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => rows.push(row),
            None => alike.push((why, vec![row])),
        }
    }
    let lines = alike.iter().take(LISTED).map(|(why, rows)| match rows.as_slice() {
        [row] => format!("  {}: {:.1} points, {why}\n", row.episode_id, row.score),
        rows => format!("  {} episodes: {why} ({})\n", rows.len(), numbers(rows)),
    });
    let text: String = lines.collect();
    match alike.len() {
        0 => String::new(),
        n if n > LISTED => format!("Failed:\n{text}  and others for {} more reasons\n", n - LISTED),
        _ => format!("Failed:\n{text}"),
    }
}

/// The numbers of episodes, runs of them joined: `0-4, 7, 9-12`.
fn numbers(rows: &[&Row]) -> String {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == row.episode => *last = row.episode,
            _ => spans.push((row.episode, row.episode)),
        }
    }
    let text = |(first, last): &(u64, u64)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    spans.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// What weighed most against an episode, in a few words.
fn reason(row: &Row) -> String {
    use coffeetest_task::score::Ended;
    let ended = match row.ended {
        Ended::Done => None,
        Ended::TimeLimit => Some("the time ran out"),
        Ended::StepLimit => Some("the actions ran out"),
        Ended::BrokenOff => Some("broken off"),
    };
    let cup = match &row.cup {
        cup if cup.vessel.is_none() => "no vessel to drink from".to_owned(),
        cup if cup.volume_ml < 1.0 => "nothing in the cup".to_owned(),
        cup if cup.is_coffee < 0.5 => "what is in the cup is not coffee".to_owned(),
        cup if cup.sediment_mg_100ml > 500.0 => "grounds in the cup".to_owned(),
        cup => match cup.handover_faults.first() {
            Some(fault) => fault.clone(),
            None => format!("cup {:.2}, household −{:.2}", cup.quality, row.penalty),
        },
    };
    ended.map_or(cup.clone(), |ended| format!("{ended}; {cup}"))
}
