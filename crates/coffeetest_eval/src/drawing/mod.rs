//! The plan of a home as a picture (SVG): rooms, furniture, things, where the body starts, and the way that it went.

mod board;
mod body;
mod cord;
mod frame;
mod label;
mod legend;
mod list;
mod outline;
mod palette;
mod room;
mod stop;
mod survey;
mod svg;
mod thing;
mod walk;
mod way;
mod words;

use coffeetest_task::scene::{Arrangement, Body, Home, Language};

pub use walk::{Deed, Walk, WalkError};

use board::Board;
use frame::Frame;
use survey::Item;
use svg::Page;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The home.
    pub home: &'a Home,
    /// How it is arranged.
    pub arrangement: &'a Arrangement,
    /// The seed that it was arranged for.
    pub seed: u64,
    /// The body that starts there, if one does.
    pub body: Option<&'a Body>,
    /// The way that the body went, if it did.
    pub walk: Option<&'a Walk>,
    /// The language of all that is written.
    pub language: Language,
}

/// Draws a plan: the same text for the same sheet, everywhere.
pub fn draw(sheet: &Sheet) -> String {
    let items = survey::survey(sheet);
    let frame = frame_of(sheet, &items);
    let stops = sheet.walk.map(|walk| stop::of(&walk.deeds)).unwrap_or_default();
    let mut page = Page::default();
    let mut board = Board::default();
    room::draw(&mut page, &mut board, &frame, sheet);
    thing::draw(&mut page, &frame, sheet, &items);
    cord::draw(&mut page, &frame, sheet.arrangement);
    body::draw(&mut page, &mut board, &frame, sheet);
    if let Some(walk) = sheet.walk {
        way::draw(&mut page, &mut board, &frame, walk, &stops);
    }
    label::draw(&mut page, &mut board, &frame, sheet, &items);
    let (width, height) = legend::draw(&mut page, &frame, sheet, &stops);
    page.finish(width, height)
}

/// The frame of a plan, with space for the names of furniture where there is any.
fn frame_of(sheet: &Sheet, items: &[Item]) -> Frame {
    let furniture = items.iter().filter(|item| item.is_built_in());
    let middles: Vec<[f32; 2]> = furniture.map(|item| item.rear()).collect();
    Frame::around(&sheet.arrangement.rooms, &middles)
}

#[cfg(test)]
mod tests;
