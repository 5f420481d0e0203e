//! `coffeetest show`: the plan of a home as a picture, and the way that an agent went in it.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use coffeetest_eval::drawing::{self, Sheet, Walk};
use coffeetest_eval::task::episode::home_seed;
use coffeetest_eval::task::scene::{Body, Language, Library, Suite};
use coffeetest_eval::task::trace::Trace;

use crate::fault::Fault;
use crate::scenes::{self, Given};

/// Draw the plan of a home (SVG).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The home, `suite/task` for that of a task, or `suite/split/index` for a generated one: `level_3/val/0`.
    home: String,
    /// Seed of its arrangement [default: 0, or that of the trace].
    #[arg(long, value_name = "N", conflicts_with = "trace")]
    seed: Option<u64>,
    /// Draw the way of the body too, by a trace of an episode in this home; it is simulated again for that.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// The picture [default: standard output].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Language of the names.
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tongue {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Language {
        match tongue {
            Tongue::En => Language::En,
            Tongue::Zh => Language::Zh,
        }
    }
}

pub fn run(args: Args, given: &Given) -> Result<ExitCode, Fault> {
    let library = scenes::load(given)?;
    let staging = library.generated(&args.home).transpose()?;
    let made = staging.as_ref().and_then(|staging| staging.made.as_ref());
    let home = made.map_or_else(|| library.home(&args.home), Ok)?;
    let walk = args.trace.as_deref().map(|path| walk(&library, &args.home, path)).transpose()?;
    let played = walk.as_ref().map(|walk| home_seed(walk.header.seed, walk.header.episode));
    let seed = played.or(args.seed).unwrap_or(0);
    let arrangement = match &staging {
        Some(staging) => library.arrange_staged(staging, seed)?,
        None => library.arrange(&args.home, seed)?,
    };
    let body = match &walk {
        Some(walk) => Some(library.body(&walk.header.body)?),
        None => body_of(&library, &args.home),
    };
    let language = args.language.into();
    let sheet =
        Sheet { home, arrangement: &arrangement, seed, body: body.map(Arc::as_ref), walk: walk.as_ref(), language };
    let picture = drawing::draw(&sheet);
    match args.out {
        None => print!("{picture}"),
        Some(out) => {
            std::fs::write(&out, picture).map_err(|why| Fault::Refuted(format!("{}: {why}", out.display())))?
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The way by a trace, which must be of this home.
fn walk(library: &Library, home: &str, path: &Path) -> Result<Walk, Fault> {
    let wrong = |why: String| Fault::Refuted(format!("{}: {why}", path.display()));
    let file = File::open(path).map_err(|error| wrong(error.to_string()))?;
    let trace = Trace::read(BufReader::new(file)).map_err(|error| wrong(error.to_string()))?;
    let played = &trace.header.home;
    if played != home && played.split('@').next() != Some(home) {
        let path = path.display();
        let right = format!("coffeetest show {played} --trace {path}");
        return Err(Fault::Usage(format!("{path}: this trace is of the home `{played}`, not of `{home}`: {right}")));
    }
    Walk::of(library, &trace).map_err(|error| wrong(error.to_string()))
}

/// The body of the first suite that is played in the home.
fn body_of<'a>(library: &'a Library, home: &str) -> Option<&'a Arc<Body>> {
    let plays = |id: &str, suite: &Suite| {
        let mut tasks = suite.tasks.iter();
        let generated = suite.level.is_some() && home.split('/').next() == Some(id);
        generated
            || suite.homes.iter().any(|name| name == home)
            || tasks.any(|task| task.home_id(id) == home || task.home == home)
    };
    let suite = library.suites().find(|(id, suite)| plays(id, suite));
    suite.and_then(|(_, suite)| library.body(&suite.body).ok())
}
