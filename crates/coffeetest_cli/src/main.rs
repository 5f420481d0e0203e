//! The program `coffeetest`.

mod command;
mod fault;
mod progress;
mod scenes;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A benchmark that scores the cup: machines enter a home that they have never seen and make a cup of coffee.
#[derive(Debug, Parser)]
#[command(name = "coffeetest", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    given: scenes::Given,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play the episodes of a suite with an agent, and report how it did.
    Eval(command::eval::Args),
    /// Simulate recorded episodes again, and compare every hash.
    Replay(command::replay::Args),
    /// Check all files of a folder of scenes, and list every error with its file and line.
    Check(command::check::Args),
    /// List what there is: suites, homes, bodies, things and agents.
    List(command::list::Args),
    /// Draw the plan of a home, with the way that an agent went in it.
    Show(command::show::Args),
    /// Keep the key of secret homes: make one, commit to it, reveal it, check what somebody revealed.
    Split(command::split::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Eval(args) => command::eval::run(args, &cli.given),
        Command::Replay(args) => command::replay::run(args, &cli.given),
        Command::Check(args) => command::check::run(args, cli.given),
        Command::List(args) => command::list::run(args, &cli.given),
        Command::Show(args) => command::show::run(args, &cli.given),
        Command::Split(args) => command::split::run(args),
    };
    match done {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("coffeetest: {fault}");
            ExitCode::from(fault.exit_code())
        }
    }
}
