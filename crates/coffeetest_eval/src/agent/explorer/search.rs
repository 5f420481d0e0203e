//! Looking for what is needed: around first, then behind doors, where people keep such things first.

use coffeetest_task::action::{Action, Direction, LookAt, Name};

use super::life::Life;
use super::memory::Known;
use super::notion::has;
use super::words;

/// Looks until enough is known, or there is nothing left to look into.
pub(super) async fn search(life: &mut Life, is_enough: impl Fn(&Life) -> bool + Send) {
    life.act(Action::Look { at: LookAt::Direction(Direction::Around) }).await;
    let mut tried: Vec<Name> = Vec::new();
    while !is_enough(life) && !life.is_late() {
        let Some(door) = next(life, &tried) else { return };
        tried.push(door.clone());
        look_behind(life, &door).await;
    }
}

async fn look_behind(life: &mut Life, door: &Name) {
    if !life.open_door(door).await {
        return;
    }
    let host = life.memory.get(door).and_then(|known| known.seen.part_of.clone());
    if let Some(host) = host {
        life.look(&host).await;
        // The door itself may hide what is behind it from where it was opened.
        if !life.memory.things().iter().any(|known| known.behind.as_ref() == Some(door)) {
            life.act(Action::GoTo { target: host.clone() }).await;
            life.look(&host).await;
        }
    }
    if life.close(door).await {
        life.ajar.remove(door);
    }
}

/// The closed door that comes next.
fn next(life: &Life, tried: &[Name]) -> Option<Name> {
    let host = |door: &Known| life.memory.get(door.seen.part_of.as_ref()?).cloned();
    let rank = |door: &Known| {
        let host = host(door)?;
        let text = format!("{} {}", host.words(), door.seen.kind);
        let place = words::SEARCHED.iter().position(|word| text.contains(word))?;
        (!has(&text, words::NOT_SEARCHED)).then_some(place)
    };
    let all = life.memory.all_parts().into_iter();
    let shut = all.filter(|known| known.is_a(words::DOORS) && known.is("closed") && !tried.contains(known.name()));
    let ranked = shut.filter_map(|door| Some((rank(door)?, door)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, door)| door.name().clone())
}
