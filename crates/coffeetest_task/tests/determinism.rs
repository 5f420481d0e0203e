//! The same setup and the same actions give the same world at every tick, alone or in company.

mod common;

use coffeetest_task::action::Action;
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::trace::Hash;
use coffeetest_task::world::process;

/// Plays a busy episode with a hash at every tick; gives its actions, hashes and what was perceived.
fn play(seed: u64, steps: usize) -> (Vec<Action>, Vec<(u64, Hash)>, Vec<String>) {
    let setup = Setup { hash_every_ticks: 1, ..Setup::new("first", 1, seed) };
    let mut episode = Episode::new(&common::library(), setup).expect("it can be played");
    let (mut actions, mut texts) = (Vec::new(), Vec::new());
    for step in 0..steps {
        let action = common::busy(episode.observation(), step);
        texts.push(episode.step(&action).observation.text);
        actions.push(action);
    }
    let audit = process::audit(&episode.sim().world());
    assert!(audit.worst_kg() < 1e-9 && audit.energy_share() < 1e-6, "the books do not close: {audit:?}");
    (actions, episode.trace().hashes().collect(), texts)
}

#[test]
fn an_episode_can_be_sent_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Episode>();
}

#[test]
fn ac11_the_same_seed_and_actions_give_the_same_world_at_every_tick() {
    let alone = play(3, 16);
    assert!(alone.1.len() > 500, "{} ticks", alone.1.len());
    assert_eq!(alone, play(3, 16), "twice in a row");
    let beside: Vec<_> = std::thread::scope(|scope| {
        let others: Vec<_> =
            (0..8).map(|at| scope.spawn(move || play(if at == 4 { 3 } else { 10 + at }, 16))).collect();
        others.into_iter().map(|other| other.join().expect("it plays")).collect()
    });
    assert_eq!(alone, beside[4], "beside seven others");
    assert_ne!(alone.1, beside[0].1, "another seed is another home");
}

#[test]
fn a_reset_gives_the_same_home_again() {
    let mut episode = common::episode(5, 0);
    let (first, seen) = (episode.world_hash(), episode.observation().clone());
    for step in 0..6 {
        episode.step(&common::busy(episode.observation(), step));
    }
    assert_ne!(episode.world_hash(), first);
    assert_eq!(episode.reset(), &seen);
    assert_eq!(episode.world_hash(), first);
    assert_eq!(episode.trace().lines.len(), 0);
}
