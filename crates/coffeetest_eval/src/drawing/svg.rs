//! Writing SVG: elements, attributes and text, escaped.

use std::fmt::{Display, Write};

use super::palette::STYLE;

/// What is drawn so far.
#[derive(Default)]
pub struct Page(String);

/// An element with its attributes.
pub struct Tag {
    name: &'static str,
    attributes: String,
}

impl Tag {
    /// An element without attributes.
    pub fn new(name: &'static str) -> Tag {
        Tag { name, attributes: String::new() }
    }

    /// An element of a class.
    pub fn of(name: &'static str, class: &str) -> Tag {
        Tag::new(name).set("class", class)
    }

    /// With an attribute more.
    pub fn set(mut self, name: &str, value: impl Display) -> Tag {
        let _ = write!(self.attributes, " {name}=\"{}\"", escaped(&value.to_string()));
        self
    }

    /// With a length more, to a tenth of a pixel.
    pub fn px(self, name: &str, value: f32) -> Tag {
        self.set(name, Px(value))
    }
}

/// A length in pixels: to a tenth, and never `-0`.
pub struct Px(pub f32);

impl Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 10.0).round() / 10.0;
        write!(f, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}

impl Page {
    /// An element that holds nothing.
    pub fn leaf(&mut self, tag: Tag) {
        let _ = writeln!(self.0, "<{}{}/>", tag.name, tag.attributes);
    }

    /// A group: what `inside` draws is in it.
    pub fn group(&mut self, tag: Tag, inside: impl FnOnce(&mut Page)) {
        let _ = writeln!(self.0, "<{}{}>", tag.name, tag.attributes);
        inside(self);
        let _ = writeln!(self.0, "</{}>", tag.name);
    }

    /// An element that holds text.
    pub fn words(&mut self, tag: Tag, words: &str) {
        let _ = writeln!(self.0, "<{}{}>{}</{}>", tag.name, tag.attributes, escaped(words), tag.name);
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: [f32; 2], to: [f32; 2]) {
        let tag = Tag::of("line", class).px("x1", from[0]).px("y1", from[1]);
        self.leaf(tag.px("x2", to[0]).px("y2", to[1]));
    }

    /// The whole file.
    pub fn finish(self, width: f32, height: f32) -> String {
        let (width, height) = (Px(width.ceil()), Px(height.ceil()));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">\n\
             <style>\n{STYLE}</style>\n<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
            self.0
        )
    }
}

/// The `d` of a path through points.
pub fn path(points: impl IntoIterator<Item = [f32; 2]>, closed: bool) -> String {
    let mut d = String::new();
    for (at, [x, y]) in points.into_iter().enumerate() {
        let _ = write!(d, "{}{} {}", if at == 0 { "M" } else { "L" }, Px(x), Px(y));
    }
    d + if closed { "Z" } else { "" }
}

/// Text without what XML would take for its own, or does not allow at all.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, char| {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            char if char.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&char) => out.push('\u{fffd}'),
            char => out.push(char),
        }
        out
    })
}
