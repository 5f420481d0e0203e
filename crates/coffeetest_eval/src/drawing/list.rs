//! The list of all that was done, beside the plan.

use coffeetest_task::scene::Language;

use super::stop::Stop;
use super::svg::{Page, Tag};
use super::walk::{Deed, Walk};
use super::way;
use super::words::{cut, say, width_px};

/// Distance of the lines of a list, px.
const ROW_PX: f32 = 16.0;
/// Where a list begins, px.
const LIST_TOP_PX: f32 = 96.0;
/// No list is shorter, however low the plan is, px.
const LIST_PX: f32 = 560.0;
/// Longer actions are cut.
const MOST_CHARS: usize = 56;

/// What was done once, or several times without a break.
struct Row<'a> {
    first: usize,
    last: usize,
    deed: &'a Deed,
}

impl Row<'_> {
    fn numbers(&self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}–{}", self.first, self.last) }
    }

    fn text(&self) -> String {
        let times = self.last - self.first + 1;
        let text = cut(&self.deed.text, MOST_CHARS);
        if times == 1 { text } else { format!("{text} × {times}") }
    }
}

fn rows_of<'a>(walk: &'a Walk, stops: &[Stop]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row> = Vec::new();
    for (deed, number) in walk.deeds.iter().zip(1..) {
        match rows.last_mut() {
            Some(row) if (&row.deed.text, row.deed.ok) == (&deed.text, deed.ok) && !begins(stops, number) => {
                row.last = number
            }
            _ => rows.push(Row { first: number, last: number, deed }),
        }
    }
    rows
}

/// Whether the body came to a stop with this deed.
fn begins(stops: &[Stop], number: usize) -> bool {
    stops.iter().any(|stop| stop.visits.iter().any(|visit| visit.0 == number))
}

/// Everything that was done, in columns at the right; where they end.
pub fn draw(page: &mut Page, language: Language, walk: &Walk, stops: &[Stop], [left, bottom]: [f32; 2]) -> (f32, f32) {
    let list = rows_of(walk, stops);
    let rows = ((bottom - LIST_TOP_PX).max(LIST_PX) / ROW_PX) as usize;
    let widest = list.iter().map(|row| width_px(&row.text(), 11.0)).fold(0.0, f32::max);
    let column_px = widest + 124.0;
    let heading = say(language, "what was done (red: in vain)", "行动（红色：未成功）");
    page.words(Tag::of("text", "note").px("x", left).px("y", LIST_TOP_PX - 22.0), heading);
    page.group(Tag::new("g").set("id", "deeds"), |page| {
        for (at, row) in list.iter().enumerate() {
            let (x, y) = (left + (at / rows) as f32 * column_px, LIST_TOP_PX + (at % rows) as f32 * ROW_PX);
            if begins(stops, row.first) && at % rows > 0 {
                page.line("rule", [x, y - 11.5], [x + column_px - 22.0, y - 11.5]);
            }
            entry(page, row, &way::color(walk, row.first), [x, y]);
        }
    });
    let columns = list.len().div_ceil(rows.max(1)).max(1);
    (left + columns as f32 * column_px, LIST_TOP_PX + rows.min(list.len()) as f32 * ROW_PX)
}

/// One line of the list.
fn entry(page: &mut Page, row: &Row, color: &str, [x, y]: [f32; 2]) {
    let number = Tag::of("text", "number").px("x", x + 16.0).px("y", y);
    page.words(number.set("style", format!("fill:{color}")), &row.numbers());
    let time_s = row.deed.time_s as u64;
    let clock = format!("{}:{:02}", time_s / 60, time_s % 60);
    page.words(Tag::of("text", "note").px("x", x + 44.0).px("y", y), &clock);
    let dot = Tag::of("circle", if row.deed.ok { "good" } else { "bad" });
    page.leaf(dot.px("cx", x + 82.0).px("cy", y - 3.6).px("r", 3.0));
    page.words(Tag::new("text").px("x", x + 92.0).px("y", y), &row.text());
}
