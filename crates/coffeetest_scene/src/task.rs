//! Tasks of a suite: what each episode plays, and the home of a task, which is a home with some things more.

use std::sync::Arc;

use crate::{Home, Language, Order, Suite, Task};

/// What one episode of a suite plays.
#[derive(Clone, Debug)]
pub struct Staging {
    /// Name of the task, of the home where the suite has no tasks, of the method where homes are generated.
    pub name: String,
    /// Id of the home.
    pub home: String,
    /// What is asked for.
    pub order: Order,
    /// Simulated time after which it ends, s.
    pub time_limit_s: f64,
    /// The home, where it is generated.
    pub made: Option<Arc<Home>>,
    /// The language spoken there.
    pub language: Language,
}

impl Suite {
    /// How many tasks and homes it goes through before it begins again.
    pub fn round(&self) -> usize {
        self.homes.len() + self.tasks.len()
    }

    /// Names of the tasks, in the order in which they are played; of homes that are played as they are, their ids.
    pub fn task_names(&self) -> impl Iterator<Item = &str> {
        self.homes.iter().chain(self.tasks.iter().map(|task| &task.name)).map(String::as_str)
    }

    /// What an episode plays, `id` being the suite's own: its homes and then its tasks, again and again. `None` where it
    /// has neither.
    pub fn staging(&self, id: &str, episode: u64) -> Option<Staging> {
        let at = usize::try_from(episode.checked_rem(self.round() as u64)?).ok()?;
        if let Some(home) = self.homes.get(at) {
            let (order, time_limit_s, language) = (self.order.clone(), self.time_limit_s, self.language);
            return Some(Staging { name: home.clone(), home: home.clone(), order, time_limit_s, made: None, language });
        }
        let task = self.tasks.get(at - self.homes.len())?;
        Some(Staging {
            name: task.name.clone(),
            home: task.home_id(id),
            order: task.order.clone().unwrap_or_else(|| self.order.clone()),
            time_limit_s: task.time_limit_s.unwrap_or(self.time_limit_s),
            made: None,
            language: task.language.unwrap_or(self.language),
        })
    }
}

impl Task {
    /// Id under which a library has the home of this task of a suite.
    pub fn home_id(&self, suite: &str) -> String {
        format!("{suite}/{}", self.name)
    }
}

impl Home {
    /// This home as a task has it: without some things, with others, and with what is plugged in, seated and wrong there.
    /// What the task says comes before what the home says.
    pub fn with(&self, task: &Task) -> Home {
        let gone = |reference: &str| {
            let instance = reference.split_once('.').map_or(reference, |(instance, _)| instance);
            task.without.iter().any(|name| name == instance) && !task.things.contains_key(instance)
        };
        let stays = |(what, host): &&(String, String)| !gone(what) && !gone(host);
        let mut home = self.clone();
        home.things.retain(|name, _| !gone(name));
        home.things.extend(task.things.iter().map(|(name, placement)| (name.clone(), placement.clone())));
        home.plugged = task.plugged.iter().chain(self.plugged.iter().filter(stays)).cloned().collect();
        home.seated = task.seated.iter().chain(self.seated.iter().filter(stays)).cloned().collect();
        let faults = self.faults.iter().filter(|trouble| !gone(&trouble.thing));
        home.faults = task.faults.iter().chain(faults).cloned().collect();
        home
    }
}
