//! `coffeetest list`: what there is.

use std::process::ExitCode;

use clap::ValueEnum;
use coffeetest_eval::agent::AGENTS;
use coffeetest_eval::task::action::verb_help;
use coffeetest_eval::task::scene::Library;

use crate::fault::Fault;
use crate::scenes::{self, Given};

/// List what there is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these.
    #[arg(value_enum)]
    what: Option<What>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Sets of episodes.
    Suites,
    /// Who can play.
    Agents,
    /// Where it is played.
    Homes,
    /// What the agent moves.
    Bodies,
    /// Appliances, items and furniture.
    Things,
    /// What an agent can do.
    Actions,
}

pub fn run(args: Args, given: &Given) -> Result<ExitCode, Fault> {
    let library = scenes::load(given)?;
    let chosen = What::value_variants().iter().filter(|what| args.what.is_none_or(|only| only == **what));
    for (at, what) in chosen.enumerate() {
        if at > 0 {
            println!();
        }
        print(*what, &library);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(what: What, library: &Library) {
    let (title, entries) = match what {
        What::Suites => {
            let about = |suite: &coffeetest_eval::task::scene::Suite| {
                let tasks: Vec<&str> = suite.task_names().collect();
                format!("{}: “{}”, in {}", suite.name.en, suite.order.text.en, tasks.join(", "))
            };
            ("Suites", library.suites().map(|(id, suite)| (id.to_owned(), about(suite))).collect())
        }
        What::Agents => {
            ("Agents", AGENTS.iter().map(|agent| (agent.name.to_owned(), agent.about.to_owned())).collect())
        }
        What::Homes => ("Homes", named(library.homes().map(|(id, home)| (id, &home.name)))),
        What::Bodies => ("Bodies", named(library.bodies().map(|(id, body)| (id, &body.name)))),
        What::Things => ("Things", named(library.things().map(|(id, thing)| (id, &thing.name)))),
        What::Actions => {
            println!(
                "Actions\n{}",
                verb_help().lines().map(|line| format!("  {line}\n")).collect::<String>().trim_end()
            );
            return;
        }
    };
    let entries: Vec<(String, String)> = entries;
    let width = entries.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
    println!("{title}");
    for (id, about) in entries {
        println!("  {id:width$}  {about}");
    }
}

fn named<'a>(
    entries: impl Iterator<Item = (&'a str, &'a coffeetest_eval::task::scene::Text)>,
) -> Vec<(String, String)> {
    entries.map(|(id, name)| (id.to_owned(), format!("{} ({})", name.en, name.zh))).collect()
}
