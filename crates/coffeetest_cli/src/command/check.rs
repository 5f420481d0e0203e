//! `coffeetest check`: all errors of all scene files.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::fault::Fault;
use crate::scenes::{self, Given};

/// Check all files of a folder of scenes, beside those that come with the program.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder; `scenes` if there is one here, else the scenes that come with the program.
    dir: Option<PathBuf>,
}

pub fn run(args: Args, given: Given) -> Result<ExitCode, Fault> {
    let here = PathBuf::from("scenes");
    let dir = args.dir.or(given.scenes).or(here.is_dir().then_some(here));
    let library = scenes::load(&Given { scenes: dir.clone(), key: given.key })?;
    let own = "the scenes of this program";
    let place = dir.map_or(own.into(), |dir| format!("{} beside {own}", dir.display()));
    let counted = |n: usize, one: &str, several: &str| format!("{n} {}", if n == 1 { one } else { several });
    println!(
        "{place}: in order ({}, {}, {}, {})",
        counted(library.things().count(), "thing", "things"),
        counted(library.bodies().count(), "body", "bodies"),
        counted(library.homes().count(), "home", "homes"),
        counted(library.suites().count(), "suite", "suites")
    );
    Ok(ExitCode::SUCCESS)
}
