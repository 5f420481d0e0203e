#!/usr/bin/env bash
# Runs everything that has to hold: format, lints, the tests in Rust, the package with its tests in Python, the scenes,
# and a short run with each agent that comes along. Needs Rust, Python 3.10 or newer, and the registries of both.
#
#   bash tests/run.sh                everything
#   bash tests/run.sh --with-torch   also trains PPO of Stable-Baselines3 for a few steps; installs 5 GB
#
# What is built and installed goes to ${XDG_CACHE_HOME:-~/.cache}/coffeetest, so that a second run is quick.
# CARGO_TARGET_DIR, if set, says where Rust builds instead.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cache=${XDG_CACHE_HOME:-$HOME/.cache}/coffeetest
# Each checkout builds for itself: in a shared folder Cargo takes one checkout's tests for another's.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target-$(printf %s "$PWD" | cksum | cut -d ' ' -f 1)}
venv=$cache/venv
python=$venv/bin/python
with_torch=false

for argument in "$@"; do
    case $argument in
        --with-torch) with_torch=true ;;
        *)
            echo "usage: bash tests/run.sh [--with-torch]" >&2
            exit 2
            ;;
    esac
done

passed=()
current="start"
step_began=0

report_failure() {
    echo
    echo "FAILED: $current"
    exit 1
}
trap report_failure ERR

# step NAME: the commands that follow belong to it, until the next.
step() {
    finish_step
    current=$1
    step_began=$SECONDS
    printf '\n=== %s\n' "$current"
}

finish_step() {
    if [ "$step_began" != 0 ] || [ "$current" != start ]; then
        passed+=("$(printf '%5d s  %s' $((SECONDS - step_began)) "$current")")
    fi
}

need() {
    command -v "$1" > /dev/null || {
        echo "tests/run.sh needs $1: $2" >&2
        exit 1
    }
}
need cargo "install Rust from https://rustup.rs"
need python3 "install Python 3.10 or newer"

step "Python environment"
if ! [ -x "$python" ]; then
    python3 -m venv "$venv" || {
        # Debian and its kin keep this in a package of its own.
        rm -rf "$venv"
        apt-get install -y python3-venv
        python3 -m venv "$venv"
    }
fi
$python -m pip install --quiet --upgrade --upgrade-strategy only-if-needed -r tests/python/requirements.txt
# Stable-Baselines3 without PyTorch: tests/python/without_torch.py tells why.
$python -m pip install --quiet --no-deps "stable-baselines3>=2.6,<3"
if $with_torch; then
    $python -m pip install --quiet "torch>=2.3"
fi
# One interpreter and one way of linking for all builds, or Cargo builds the binding twice.
export PYO3_PYTHON=$python PYO3_BUILD_EXTENSION_MODULE=1

step "format"
cargo fmt --all --check
"$venv/bin/ruff" format --quiet --check --config python/pyproject.toml python tests/python docs

step "lints"
cargo clippy --quiet --release --workspace --all-targets --locked -- -D warnings
"$venv/bin/ruff" check --quiet --config python/pyproject.toml python docs
"$venv/bin/ruff" check --quiet tests/python
"$venv/bin/mypy" --config-file python/pyproject.toml python/coffeetest python/examples

step "tests in Rust"
if cargo nextest --version > /dev/null 2>&1; then
    cargo nextest run --release --workspace --locked --no-fail-fast --status-level fail --final-status-level fail
else
    cargo test --quiet --release --workspace --locked --no-fail-fast --lib --bins --tests
fi
cargo test --quiet --release --workspace --locked --doc

step "the program"
# With the whole workspace, as the tests were: the program alone would be built with other features of its libraries.
cargo build --quiet --release --workspace --bins --locked
export COFFEETEST_BIN=$CARGO_TARGET_DIR/release/coffeetest

step "the package"
$python -m pip install --quiet ./python

step "tests in Python"
$python -m pytest -q -p no:cacheprovider tests/python

step "scenes"
"$COFFEETEST_BIN" check

step "a short run"
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
for agent in reference random idle; do
    "$COFFEETEST_BIN" eval --agent $agent --episodes 4 --out "$runs/$agent"
    "$COFFEETEST_BIN" replay "$runs/$agent"/traces/*.jsonl
done
$python - "$runs" << 'END'
import json, pathlib, sys

runs = pathlib.Path(sys.argv[1])
for agent, expected in {"reference": 4, "random": 0, "idle": 0}.items():
    rows = [json.loads(line) for line in (runs / agent / "episodes.jsonl").read_text().splitlines()]
    served = sum(row["success"] for row in rows)
    assert served == expected, f"{agent} served {served} of {len(rows)} cups, not {expected}"
    print(f"{agent}: {served} of {len(rows)} served, as it should be")
END

finish_step
printf '\nAll passed:\n'
printf '%s\n' "${passed[@]}"
