//! Rebuilds the crate when a scene file is added or changed: the scenes are compiled into it.

fn main() {
    println!("cargo::rerun-if-changed=../../scenes");
}
