"""Writes `docs/methods.md` from a run folder of `coffeetest eval --suite methods`: one line for each task.

python3 docs/methods.py RUN > docs/methods.md
"""

import json
import pathlib
import statistics
import sys

# Strength and extraction that the trade asks for, and the minutes a person takes, by the style that is ordered.
NORMS = {
    "filter": ("1.15-1.45", "18-22"),
    "espresso": ("8-12", "18-22"),
    "moka": ("2.2-5", "-"),
    "cezve": ("2-4.5", "-"),
    "instant": ("0.8-1.7", "-"),
    "cold": ("1.2-2.5", "-"),
}
STYLES = {"espresso": "espresso", "moka": "moka", "cezve": "cezve", "instant": "instant", "cold": "cold"}


def style(task: str) -> str:
    """Tell the style of a task from the first word of its name; what is not said is filter coffee."""
    return STYLES.get(task.split("_")[0], "filter")


def spread(values: list[float], digits: int) -> str:
    """Write the mean of some values, and their range where they differ."""
    if not values:
        return "-"
    low, high = (f"{value:.{digits}f}" for value in (min(values), max(values)))
    mean = f"{statistics.fmean(values):.{digits}f}"
    return mean if low == high else f"{mean} ({low}-{high})"


def line(task: str, rows: list[dict]) -> str:
    """Write one line of the table."""
    coffee = [row for row in rows if row["success"]]
    cups = [row["cup"] for row in coffee]
    tds_norm, ey_norm = NORMS[style(task)]
    possible = any(row["possible"] or row["success"] for row in rows)
    cells = [
        f"`{task}`",
        f"{len(coffee)}/{len(rows)}" if possible else "not possible",
        spread([row["score"] for row in coffee], 0),
        spread([cup["tds_percent"] for cup in cups], 2),
        tds_norm,
        spread([cup["extraction_percent"] for cup in cups if cup["extraction_percent"] is not None], 1),
        ey_norm,
        spread([cup["temp_c"] for cup in cups], 0),
        spread([cup["volume_ml"] for cup in cups], 0),
        spread([row["simulated_s"] / 60 for row in coffee], 0),
    ]
    return f"| {' | '.join(cells)} |"


def main(run: pathlib.Path) -> None:
    """Print the page."""
    rows = [json.loads(text) for text in (run / "episodes.jsonl").read_text().splitlines()]
    tasks: dict[str, list[dict]] = {}
    for row in sorted(rows, key=lambda row: row["episode"]):
        tasks.setdefault(row["task"], []).append(row)
    print("# What each way of making coffee comes to")
    print()
    print(
        "The reference agent in the test kitchen, suite `methods`, body `homehelper`: mean and range of the good cups,"
    )
    print("beside what the trade asks for. A task that this body cannot do from its data alone (a thread or a plunger")
    print("that takes a second hand) is not possible; the agent says so.")
    print()
    print("| task | good cups | score | TDS, % | asked | EY, % | asked | °C | ml | min |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for task, episodes in tasks.items():
        print(line(task, episodes))
    print()
    print(f"Written by `python3 docs/methods.py` from {len(rows)} episodes, seed {rows[0]['seed']}.")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
