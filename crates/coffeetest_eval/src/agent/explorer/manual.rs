//! Coffee made by hand: powder and hot water in a cup, in a pot, or through a filter.

use coffeetest_task::action::{Action, Name};

use super::life::Life;
use super::words;

/// Soluble coffee for a cup, g, and the water for it, ml.
const INSTANT_G: f64 = 2.4;
const INSTANT_ML: f64 = 200.0;
/// Grounds for a cup and the water for them.
const GROUNDS_G: f64 = 18.0;
const POT_ML: f64 = 285.0;
/// Pours through a filter: each so much, ml, and the time until the next, s.
const BLOOM: [(f64, f64); 3] = [(55.0, 30.0), (110.0, 40.0), (100.0, 90.0)];
const BAG_POURS: u32 = 8;
const BAG_ML: f64 = 27.0;
const BAG_S: f64 = 12.0;
/// How long grounds steep in a pot, s.
const STEEP_S: f64 = 240.0;

impl Life {
    /// Instant coffee.
    pub(super) async fn dissolve(&mut self, coffee: &Name, heat: &Name, cup: &Name) -> bool {
        if !self.heat(heat, cup).await {
            return false;
        }
        self.free_hand().await;
        let is_box = self.memory.get(coffee).is_some_and(|known| known.is_a(words::SINGLE));
        let powdered = match is_box {
            false => self.spoon(coffee, cup, &[], INSTANT_G).await,
            true => self.piece(coffee).await && self.pour(cup, &[], None).await,
        };
        if !powdered || !self.take_hot(heat).await || !self.pour(cup, &[], Some(INSTANT_ML)).await {
            return false;
        }
        self.put_back(heat).await;
        self.stir(cup).await;
        self.serve(cup, cup, None).await
    }

    /// A drip bag on the cup.
    pub(super) async fn drip_bag(&mut self, bags: &Name, heat: &Name, cup: &Name) -> bool {
        if !self.heat(heat, cup).await || !self.free_hand().await || !self.piece(bags).await {
            return false;
        }
        let Some(bag) = self.now.holding.clone() else { return false };
        if !self.insert(cup).await || !self.take_hot(heat).await {
            return false;
        }
        for _ in 0..BAG_POURS {
            self.pour(&bag, words::BASKETS, Some(BAG_ML)).await;
            self.wait(BAG_S).await;
        }
        self.put_back(heat).await;
        self.wait(3.0 * BAG_S).await;
        self.clear(&bag).await;
        self.serve(cup, cup, None).await
    }

    /// Grounds in a filter on the cup.
    pub(super) async fn pour_over(&mut self, dripper: &Name, coffee: &Name, heat: &Name, cup: &Name) -> bool {
        if !self.heat(heat, cup).await || !self.take(dripper).await || !self.insert(cup).await {
            return false;
        }
        self.free_hand().await;
        if let Some(pack) = self.filter()
            && self.piece(&pack).await
        {
            self.insert(dripper).await;
            self.free_hand().await;
        }
        if !self.spoon(coffee, dripper, words::BASKETS, GROUNDS_G).await || !self.take_hot(heat).await {
            return false;
        }
        for (amount_ml, pause_s) in BLOOM {
            self.pour(dripper, words::BASKETS, Some(amount_ml)).await;
            self.wait(pause_s).await;
        }
        self.put_back(heat).await;
        self.clear(dripper).await;
        self.serve(cup, cup, None).await
    }

    /// Takes what sits on the cup away.
    async fn clear(&mut self, thing: &Name) {
        if self.take(thing).await {
            self.put_down().await;
        }
    }

    /// Grounds that steep in a pot until the plunger is pushed down.
    pub(super) async fn plunge(&mut self, pot: &Name, coffee: &Name, heat: &Name, cup: &Name) -> bool {
        let plunger = self.part(pot, words::PLUNGERS);
        if let Some(plunger) = &plunger {
            self.act(Action::Pull { target: plunger.clone() }).await;
        }
        let lid = self.parts_that_are(pot, words::LIDS, &format!("in {pot}")).into_iter().next();
        if let Some(lid) = &lid
            && self.act(Action::Remove { target: lid.clone() }).await
        {
            self.put_down().await;
        }
        // The water comes last, so that it is hot.
        if !self.spoon(coffee, pot, words::BASKETS, GROUNDS_G).await
            || !self.heat(heat, cup).await
            || !self.take_hot(heat).await
            || !self.pour(pot, words::BASKETS, Some(POT_ML)).await
        {
            return false;
        }
        self.put_back(heat).await;
        if let Some(lid) = &lid
            && self.take(lid).await
        {
            self.insert(pot).await;
        }
        self.free_hand().await;
        self.wait(STEEP_S).await;
        if let Some(plunger) = plunger {
            self.act(Action::Push { target: plunger }).await;
        }
        self.serve(pot, cup, None).await
    }
}
