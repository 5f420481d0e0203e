//! Notes the commit and the compiler that the program is built from; both may be unknown.

use std::process::Command;

fn main() {
    let git =
        output("git", &["rev-parse", "HEAD"]).map(|hash| match output("git", &["status", "--porcelain", "-uno"]) {
            Some(changes) if changes.is_empty() => hash,
            _ => format!("{hash}-changed"),
        });
    println!("cargo::rustc-env=COFFEETEST_GIT={}", git.unwrap_or_else(|| "unknown".into()));
    let rustc = std::env::var("RUSTC").ok().and_then(|rustc| output(&rustc, &["--version"]));
    println!("cargo::rustc-env=COFFEETEST_RUSTC={}", rustc.unwrap_or_else(|| "unknown".into()));
    println!("cargo::rerun-if-changed=build.rs");
    // The log of the head changes with every commit; it is absent where this is no checkout.
    if let Some(log) =
        output("git", &["rev-parse", "--git-path", "logs/HEAD"]).filter(|path| std::path::Path::new(path).exists())
    {
        println!("cargo::rerun-if-changed={log}");
    }
}

fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
