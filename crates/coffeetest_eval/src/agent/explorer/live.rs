//! The course of an episode: look, choose, make, say how it went.

use coffeetest_task::action::Claim;

use super::life::Life;
use super::search::search;
use super::way::ways;
use super::words;

/// Lives an episode to its end.
pub(super) async fn live(mut life: Life) {
    life.wake().await;
    search(&mut life, is_enough).await;
    let mut why = missing(&life);
    for way in ways(&life) {
        let Some(cup) = life.ready_cup().await else { break };
        if way.go(&mut life, &cup).await {
            life.end(Claim::Served, None).await;
            return;
        }
        why = "what I tried gave no cup of coffee";
    }
    life.end(Claim::Impossible, Some(why.into())).await;
}

fn is_enough(life: &Life) -> bool {
    !life.cups().is_empty() && life.thing(words::TAPS).is_some() && ways(life).iter().any(|way| way.is_complete(life))
}

/// What has not been found.
fn missing(life: &Life) -> &'static str {
    match () {
        () if life.cups().is_empty() => "I found nothing to drink from",
        () if life.thing(words::TAPS).is_none() => "I found no water",
        () => "I found no coffee with all that it takes to make it",
    }
}
