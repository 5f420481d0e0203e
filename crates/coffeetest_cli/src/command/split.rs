//! `coffeetest split`: the key of secret homes, from its making to the check of what was revealed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coffeetest_eval::task::scene::split::{Key, Pledge};

use crate::fault::Fault;

/// Keep the key of secret homes; `docs/splits.md` tells how it goes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Make a key that nobody knows, in a new file that you alone can read.
    Keygen {
        /// The new file.
        file: PathBuf,
    },
    /// Write what is published of a key before it is used.
    Commit {
        /// The key.
        key: PathBuf,
        /// A new file for it [default: standard output].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write what is published of a key once it is no longer used: the key itself, beside its commitment.
    Reveal {
        /// The key.
        key: PathBuf,
        /// What was published before.
        #[arg(long, value_name = "FILE")]
        commitment: PathBuf,
        /// A new file for it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check that a revealed key is the one that was committed to.
    Check {
        /// What was revealed.
        revealed: PathBuf,
        /// What was published before: the commitment must be the same.
        #[arg(long, value_name = "FILE")]
        commitment: Option<PathBuf>,
    },
}

pub fn run(args: Args) -> Result<ExitCode, Fault> {
    match args.deed {
        Deed::Keygen { file } => keygen(&file),
        Deed::Commit { key, out } => commit(&key, out.as_deref()),
        Deed::Reveal { key, commitment, out } => reveal(&key, &commitment, &out),
        Deed::Check { revealed, commitment } => check(&revealed, commitment.as_deref()),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn keygen(file: &Path) -> Result<(), Fault> {
    Key::random()?.write(file)?;
    println!("a new key is in {}: whoever reads it knows all of its homes", file.display());
    println!("publish its commitment before you use it: coffeetest split commit {}", file.display());
    Ok(())
}

fn commit(key: &Path, out: Option<&Path>) -> Result<(), Fault> {
    let pledge = Pledge::new(&Key::read(key)?);
    let Some(out) = out else {
        print!("{}", pledge.to_json());
        return Ok(());
    };
    pledge.write(out)?;
    println!("commitment {} for generator {} is in {}", pledge.commitment, pledge.generator, out.display());
    Ok(())
}

fn reveal(key_file: &Path, published: &Path, out: &Path) -> Result<(), Fault> {
    let key = Key::read(key_file)?;
    let pledge = Pledge::read(published)?;
    if !pledge.is_of(&key) {
        let (key_file, published) = (key_file.display(), published.display());
        return Err(Fault::Refuted(format!(
            "{key_file}: this is not the key of the commitment in {published}; its own, for generator {}, is {}",
            pledge.generator,
            key.commitment(pledge.generator)
        )));
    }
    Pledge { key: Some(key), ..pledge }.write(out)?;
    println!("the key matches the commitment {}; both are in {}", pledge.commitment, out.display());
    Ok(())
}

fn check(revealed: &Path, published: Option<&Path>) -> Result<(), Fault> {
    let pledge = Pledge::read(revealed)?;
    let (name, commitment) = (revealed.display(), pledge.commitment);
    let Some(key) = &pledge.key else {
        return Err(Fault::Refuted(format!("{name}: no key is revealed here; this is a commitment alone")));
    };
    if !pledge.is_of(key) {
        return Err(Fault::Refuted(format!("{name}: the key does not match the commitment that stands beside it")));
    }
    println!("{name}: the key matches its commitment {commitment} for generator {}", pledge.generator);
    let Some(published) = published else {
        println!("not checked: that this was published beforehand; give that file with --commitment");
        return Ok(());
    };
    let before = Pledge::read(published)?;
    let published = published.display();
    if before.generator != pledge.generator {
        let (then, now) = (before.generator, pledge.generator);
        return Err(Fault::Refuted(format!(
            "{published} commits to homes of generator {then}, {name} to those of {now}"
        )));
    }
    if before.commitment != commitment {
        let then = before.commitment;
        return Err(Fault::Refuted(format!(
            "{published} commits to another key: {then} there, {commitment} in {name}"
        )));
    }
    println!("{published}: the same commitment, so this is the key that was committed to");
    Ok(())
}
