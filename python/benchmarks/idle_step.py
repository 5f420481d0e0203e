"""What a step costs from Python that waits for one tick. `idle_step` of `cargo bench -p coffeetest_plan` is the same
step without Python; the difference is what the binding adds.

    python python/benchmarks/idle_step.py
"""

import statistics
import time

import coffeetest

STEPS = 5000


def main() -> None:
    """Print median and fastest step, in microseconds."""
    episode = coffeetest.Episode("first", max_steps=2 * STEPS)
    wait = coffeetest.actions.Wait(0.05)
    spent_us = []
    for _ in range(STEPS):
        began = time.perf_counter()
        episode.step(wait)
        spent_us.append(1e6 * (time.perf_counter() - began))
    print(f"{STEPS} steps of one tick: fastest {min(spent_us):.1f} µs, median {statistics.median(spent_us):.1f} µs")


if __name__ == "__main__":
    main()
