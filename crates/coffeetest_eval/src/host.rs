//! Facts about the program and the machine that it runs on.

use serde::{Deserialize, Serialize};

/// What program made a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Version of the program.
    pub version: String,
    /// Commit that it was built from, or `unknown`; with `-changed` if files differed from it.
    pub git: String,
    /// Compiler.
    pub rustc: String,
    /// Operating system and processor family that it was built for.
    pub target: String,
}

/// The machine of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// Operating system.
    pub os: String,
    /// Processor, as it calls itself.
    pub cpu: String,
    /// Processors that the program may use.
    pub cores: usize,
    /// Memory, MiB, if known.
    pub memory_mib: Option<u64>,
}

impl Build {
    /// This program.
    pub fn this() -> Build {
        Build {
            version: env!("CARGO_PKG_VERSION").into(),
            git: env!("COFFEETEST_GIT").into(),
            rustc: env!("COFFEETEST_RUSTC").into(),
            target: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }
    }
}

impl Host {
    /// This machine.
    pub fn this() -> Host {
        let release = read("/proc/sys/kernel/osrelease");
        Host {
            os: format!("{} {}", std::env::consts::OS, release.trim()).trim_end().to_owned(),
            cpu: field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| std::env::consts::ARCH.into()),
            cores: cores(),
            memory_mib: field(&read("/proc/meminfo"), "MemTotal")
                .and_then(|size| size.trim_end_matches("kB").trim().parse::<u64>().ok())
                .map(|kib| kib / 1024),
        }
    }
}

/// Processors that the program may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The value of the first line `NAME : VALUE`.
fn field(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
