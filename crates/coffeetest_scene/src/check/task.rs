//! Checks of a suite's tasks: each is checked as the home that it makes, with errors in the suite's file.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::{At, Page};
use super::{Known, home, suite};
use crate::read::{Read, SceneError};
use crate::source::Folder;
use crate::{Home, Suite, Task};

/// Checks all tasks of a suite.
pub(super) fn check(read: &Read<Suite>, known: &Known, errors: &mut Vec<SceneError>) {
    let mut names = BTreeSet::new();
    for (i, task) in read.value.tasks.iter().enumerate() {
        let at = At::top("tasks").to(i);
        let before = errors.len();
        let mut page = Page { read, errors };
        page.word(&at.to("name"), &task.name);
        let twice = !names.insert(&task.name) || read.value.homes.contains(&task.name);
        page.must(!twice, &at.to("name"), format!("`{}` is named twice", task.name), "Rename one.");
        if let Some(order) = &task.order {
            suite::check_order(&mut page, &at.to("order"), order);
        }
        if let Some(time_limit_s) = task.time_limit_s {
            page.within(&at.to("time_limit_s"), time_limit_s, 1.0, 1e5);
        }
        if !page.known(&at.to("home"), "home", &task.home, known.ids_in(Folder::Homes)) {
            continue;
        }
        let Some(base) = known.library.homes.get(&task.home) else { continue };
        for (j, name) in task.without.iter().enumerate() {
            let things = base.things.keys().map(String::as_str);
            page.known(&at.to("without").to(j), "thing of the home", name, things);
        }
        if errors.len() > before {
            continue;
        }
        let merged = merged(read, i, task, base);
        home::check(&merged, known, errors);
        // What has errors of its own would be missed here.
        let whole = home::kinds(&merged.value).all(|kind| {
            let pack = known.thing(kind).map(|thing| thing.pack.as_ref());
            pack.is_some_and(|pack| pack.is_none_or(|pack| known.thing(&pack.item).is_some()))
        });
        if errors.len() == before && whole {
            let order = task.order.as_ref().unwrap_or(&read.value.order);
            suite::check_home(&mut Page { read, errors }, &at, &task.name, &merged.value, order, known);
        }
    }
}

fn merged(read: &Read<Suite>, index: usize, task: &Task, base: &Home) -> Read<Home> {
    read.part(&["tasks", &index.to_string()], task.home_id(&read.id), base.with(task))
}

/// The homes of a suite's tasks, by their ids.
pub(super) fn staged(read: &Read<Suite>, known: &Known) -> Vec<(String, Arc<Home>)> {
    let homes = &known.library.homes;
    let made = |task: &Task| Some((task.home_id(&read.id), Arc::new(homes.get(&task.home)?.with(task))));
    read.value.tasks.iter().filter_map(made).collect()
}
