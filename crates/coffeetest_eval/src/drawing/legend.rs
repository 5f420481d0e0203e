//! What stands around the plan: title, scale, and what the signs mean.

use super::frame::Frame;
use super::stop::Stop;
use super::svg::{Page, Px, Tag};
use super::words::{name, say, width_px};
use super::{Sheet, list};

/// Left edge of title and signs, px.
const LEFT_PX: f32 = 36.0;
/// Space for scale and signs below the plan, px.
const FOOT_PX: f32 = 54.0;

/// Draws all of it; the size of the whole page.
pub fn draw(page: &mut Page, frame: &Frame, sheet: &Sheet, stops: &[Stop]) -> (f32, f32) {
    let [right, bottom] = frame.end();
    title(page, sheet);
    let list = sheet.walk.map_or((0.0, 0.0), |walk| list::draw(page, sheet.language, walk, stops, [right, bottom]));
    let bottom = bottom.max(list.1);
    scale(page, frame, [LEFT_PX, bottom + 10.0]);
    let end = signs(page, sheet, [LEFT_PX + frame.px_per_m + 48.0, bottom + 10.0]);
    (right.max(list.0).max(end + LEFT_PX), bottom + FOOT_PX)
}

fn title(page: &mut Page, sheet: &Sheet) {
    let called = name(&sheet.home.name, sheet.language);
    page.words(Tag::of("text", "title").px("x", LEFT_PX).px("y", 40.0), called);
    let mut words = format!("{} · {} {}", sheet.arrangement.home, say(sheet.language, "seed", "种子"), sheet.seed);
    if let Some(walk) = sheet.walk {
        let (header, language) = (&walk.header, sheet.language);
        let [agent, suite] = [say(language, "agent", "智能体"), say(language, "suite", "套件")];
        let [episode, score] = [say(language, "episode", "回合"), say(language, "score", "得分")];
        words += &format!(" · {suite} {} · {episode} {}", header.suite, header.episode);
        words += &format!(" · {agent} {} · {score} {:.1}", header.agent, walk.score);
    }
    page.words(Tag::of("text", "note").px("x", LEFT_PX).px("y", 60.0), &words);
}

fn scale(page: &mut Page, frame: &Frame, [x, y]: [f32; 2]) {
    page.group(Tag::new("g").set("id", "scale"), |page| {
        let (end, half) = (Px(x + frame.px_per_m), Px(x + frame.px_per_m / 2.0));
        let (top, low, left) = (Px(y - 4.0), Px(y + 4.0), Px(x));
        let d = format!("M{left} {top}V{low}M{left} {}H{end}M{half} {}V{low}M{end} {top}V{low}", Px(y), Px(y));
        page.leaf(Tag::of("path", "bar").set("d", d));
        for (share, words) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1 m")] {
            page.words(Tag::of("text", "number").px("x", x + share * frame.px_per_m).px("y", y + 17.0), words);
        }
    });
}

/// What the signs mean, in one line; where it ends.
fn signs(page: &mut Page, sheet: &Sheet, [mut x, y]: [f32; 2]) -> f32 {
    let say = |en, zh| say(sheet.language, en, zh);
    let square = |class: &str| Tag::of("rect", class).px("width", 20.0).px("height", 12.0).px("y", y - 7.0);
    let round = |class: &str| Tag::of("circle", class).px("cy", y - 1.0);
    type Sign<'a> = (Box<dyn Fn(f32) -> Tag + 'a>, &'a str);
    let signs: [Sign; 5] = [
        (Box::new(|x| square("overhead").px("x", x)), say("hangs above", "高处")),
        (
            Box::new(|x| {
                let circle = round("edge").px("cx", x + 10.0).px("r", 6.5);
                circle.set("style", "fill:#eee8dc;fill-opacity:0.6;stroke-dasharray:3 2.4;stroke-width:1")
            }),
            say("closed away, with its height", "柜内或抽屉内（附高度）"),
        ),
        (Box::new(|x| round("socket").px("cx", x + 10.0).px("r", 6.5)), say("outlet", "插座")),
        (
            Box::new(|x| Tag::of("path", "cord").set("d", format!("M{} {}h20", Px(x), Px(y - 1.0)))),
            say("cord, plugged in", "已插电源线"),
        ),
        (Box::new(|x| round("body").px("cx", x + 10.0).px("r", 7.5)), say("start, with heading", "起点与朝向")),
    ];
    page.group(Tag::new("g").set("id", "signs"), |page| {
        for (sign, words) in signs {
            page.leaf(sign(x));
            page.words(Tag::of("text", "note").px("x", x + 27.0).px("y", y + 3.0), words);
            x += 27.0 + width_px(words, 11.0) + 22.0;
        }
    });
    x
}
