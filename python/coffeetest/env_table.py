"""The table of things of the Gymnasium environment: one row per handle, in the order of first sight.

Things out of view stay in the table as they were last seen, where they must be now as seen from the body.
"""

import re

import numpy as np
from numpy.typing import NDArray

from ._core import BodyState, Observation, SeenThing, Task, list_kinds, list_names

SLOTS = 128
"""Rows of the table."""

KINDS: tuple[str, ...] = ("", "opening", *sorted(list_kinds()))
"""What the numbers in the column `kind` stand for. An `opening` is the mouth or tank of a thing that has several."""

NAMES: tuple[str, ...] = ("", *(english for english, _ in sorted(list_names())))
"""What the numbers in the column `name` stand for: what a person calls a thing, in either language."""

FAR_M = 30.0
"""Lengths are cut off here, m."""

COLUMNS: dict[str, tuple[float, float]] = {
    "known": (0, 1),
    "in_view": (0, 1),
    "kind": (0, len(KINDS)),
    "name": (0, len(NAMES)),
    "part_of": (0, SLOTS),
    "held": (0, 1),
    "ahead_m": (-FAR_M, FAR_M),
    "left_m": (-FAR_M, FAR_M),
    "up_m": (-FAR_M, FAR_M),
    "distance_m": (0, FAR_M),
    "heading_cos": (-1, 1),
    "heading_sin": (-1, 1),
    "length_m": (0, FAR_M),
    "width_m": (0, FAR_M),
    "height_m": (0, FAR_M),
    "closed": (0, 1),
    "ajar": (0, 1),
    "open": (0, 1),
    "lit": (0, 1),
    "runs": (0, 1),
    "steams": (0, 1),
    "burns": (0, 1),
    "foams": (0, 1),
    "used": (0, 1),
    "turned": (-1, 1),
    "fill": (-1, 1),
    "matter": (0, 32),
    "age_s": (0, 3600),
}
"""Columns of the table with their least and largest values. `part_of` is a slot plus 1, or 0; `turned` is how far a
knob is open, a plunger up, a thread tight, and -1 where there is none; `fill` is -1 where it cannot be seen; `matter`
is a number of `MATTERS`; `age_s` is the time since it was last in view."""

MATTERS = (
    "",
    "something else",
    "clear liquid",
    "amber liquid",
    "brown liquid",
    "dark brown liquid",
    "light brown liquid",
    "white liquid",
    "wet dark grounds",
    "dark brown grounds",
    "brown granules",
    "fine brown powder",
    "white grains",
    "fine white grains",
    "coffee beans",
    "dark leaves",
    "ice",
)
"""What the numbers in the column `matter` stand for."""

FILLS: dict[str, float] = {
    "empty": 0.0,
    "a little": 0.03,
    "a quarter full": 0.25,
    "a third full": 0.33,
    "half full": 0.5,
    "two thirds full": 0.67,
    "three quarters full": 0.75,
    "nearly full": 0.9,
    "full to the rim": 1.0,
}
"""Words for how full something looks, with the share of its capacity that they mean."""

TURNED: dict[str, float] = {
    "pushed all the way down": 0.0,
    "pushed down part of the way": 0.5,
    "pulled up": 1.0,
    "loose": 0.0,
    "turned part of the way": 0.5,
    "tight": 1.0,
}
"""Words for how far something is pulled up or turned, with the share of its way that they mean."""

BODY: dict[str, tuple[float, float]] = {
    "time": (0, 1),
    "steps": (0, 1),
    "holds": (0, SLOTS),
    "ok": (-1, 1),
    "from_start_x_m": (-FAR_M, FAR_M),
    "from_start_y_m": (-FAR_M, FAR_M),
    "heading_cos": (-1, 1),
    "heading_sin": (-1, 1),
    "hand_ahead_m": (-FAR_M, FAR_M),
    "hand_left_m": (-FAR_M, FAR_M),
    "hand_up_m": (-FAR_M, FAR_M),
    "fingers_m": (0, 1),
    "load_kg": (0, 100),
    "pan_rad": (-7, 7),
    "tilt_rad": (-7, 7),
    "sounds": (0, 32),
    "loudest_db": (0, 200),
    "loudest_cos": (-1, 1),
    "loudest_sin": (-1, 1),
}
"""What the body feels, with least and largest values. `time` and `steps` are shares of what the episode allows, `holds`
is a slot plus 1, or 0, and `ok` is what came of the last action: 1, -1, or 0 at the start."""


def _bounds(of: dict[str, tuple[float, float]], end: int) -> NDArray[np.float32]:
    return np.array([bounds[end] for bounds in of.values()], dtype=np.float32)


BODY_LOW, BODY_HIGH = _bounds(BODY, 0), _bounds(BODY, 1)
_ROW_LOW, _ROW_HIGH = _bounds(COLUMNS, 0), _bounds(COLUMNS, 1)
_COLUMN = {name: at for at, name in enumerate(COLUMNS)}
_KIND = {kind: at for at, kind in enumerate(KINDS)}
_NAME = {name: at for at, both in enumerate(sorted(list_names()), start=1) for name in both}
_MATTER = {matter: at for at, matter in enumerate(MATTERS)}
_OPEN = re.compile(r"open to (\d+) %")
_CONTENTS = re.compile(
    rf"(?:(?P<place>[\w ]+): )?"
    rf"(?:(?P<fill>{'|'.join(FILLS)}) of (?P<of>.+)|(?P<trace>a little) (?P<bit>.+) in it|empty)"
)


def row_bounds() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the least and the largest values of a row."""
    return _ROW_LOW, _ROW_HIGH


class Table:
    """What the agent has seen so far in an episode."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._rows = np.zeros((SLOTS, len(COLUMNS)), dtype=np.float32)
        # Place, as seen from where the episode began: x, y, heading.
        self._places = np.zeros((SLOTS, 3))
        self._seen_s = np.zeros(SLOTS)
        self._slots: dict[str, int] = {}
        self._names: list[str | None] = [None] * SLOTS
        self._held = 0

    @property
    def holds(self) -> bool:
        """Whether the hand holds something."""
        return self._held > 0

    def name(self, slot: int) -> str:
        """Give the handle in a slot; an empty slot has a name that no thing has."""
        return self._names[slot] or f"slot_{slot}"

    def known(self) -> NDArray[np.bool_]:
        """Tell which slots are taken."""
        return self._rows[:, _COLUMN["known"]] > 0

    def look(self, observation: Observation, steps: int) -> dict[str, NDArray[np.float32]]:
        """Take in an observation; give the table and what the body feels."""
        self._rows[:, [_COLUMN["in_view"], _COLUMN["held"]]] = 0
        objects = observation.objects
        in_view = {name for seen in objects for name in (seen.handle, *_openings(seen))}
        for seen in objects:
            self._slot(seen.handle, in_view)
        for seen in objects:
            self._enter(seen, observation.time_s, in_view)
        self._held = self._slots.get(observation.holding or "", -1) + 1
        if self._held:
            self._rows[self._held - 1, _COLUMN["held"]] = 1
        self._turn(observation.body, observation.time_s)
        body = self._body(observation, steps)
        return {
            "things": np.clip(self._rows, _ROW_LOW, _ROW_HIGH),
            "body": np.clip(np.array(body, dtype=np.float32), BODY_LOW, BODY_HIGH),
        }

    def _enter(self, seen: SeenThing, now_s: float, in_view: set[str]) -> None:
        slot = self._slot(seen.handle, in_view)
        if slot is None:
            return
        parent = self._slots.get(seen.part_of or "", -1) + 1
        self._write(slot, seen, _KIND.get(seen.kind, 0), parent, now_s)
        openings = _openings(seen)
        for state in seen.state:
            self._take_in(slot, state)
        for name, state in openings.items():
            opening = self._slot(name, in_view)
            if opening is not None:
                self._write(opening, seen, _KIND["opening"], slot + 1, now_s)
                self._take_in(opening, state)

    def _slot(self, name: str, in_view: set[str]) -> int | None:
        """Find the slot of a handle; where all are taken, what was out of view for longest gives up its own."""
        if name not in self._slots:
            if len(self._slots) < SLOTS:
                slot = self._names.index(None)
            else:
                out_of_view = [slot for slot, other in enumerate(self._names) if other not in in_view]
                if not out_of_view:
                    return None
                slot = min(out_of_view, key=lambda slot: float(self._seen_s[slot]))
                del self._slots[self._names[slot] or ""]
            self._slots[name], self._names[slot] = slot, name
        return self._slots[name]

    def _write(self, slot: int, seen: SeenThing, kind: int, parent: int, now_s: float) -> None:
        row = self._rows[slot]
        row[:] = 0
        row[[_COLUMN["known"], _COLUMN["in_view"]]] = 1
        row[_COLUMN["kind"]] = kind
        row[_COLUMN["name"]] = _NAME.get(seen.name, 0)
        row[_COLUMN["part_of"]] = parent
        row[_COLUMN["up_m"]] = seen.place_m[2]
        row[_COLUMN["length_m"] : _COLUMN["height_m"] + 1] = seen.size_m
        row[[_COLUMN["fill"], _COLUMN["turned"]]] = -1
        self._places[slot] = (*seen.place_m[:2], seen.place_heading_rad)
        self._seen_s[slot] = now_s

    def _take_in(self, slot: int, state: str) -> None:
        row = self._rows[slot]
        if state in ("closed", "ajar", "open"):
            row[_COLUMN[state]] = 1
        elif state.endswith((" lit", " blinking")):
            row[_COLUMN["lit"]] = 1
        elif state == "something runs out of it":
            row[_COLUMN["runs"]] = 1
        elif state == "steam rises from it":
            row[_COLUMN["steams"]] = 1
        elif state.endswith(("a flame burns", "it glows red")):
            row[_COLUMN["burns"]] = 1
        elif state.endswith("foam rises in it"):
            row[_COLUMN["foams"]] = 1
        elif state == "used":
            row[_COLUMN["used"]] = 1
        elif state in TURNED:
            row[_COLUMN["turned"]] = TURNED[state]
        elif percent := _OPEN.fullmatch(state):
            row[[_COLUMN["open"], _COLUMN["turned"]]] = 1, float(percent[1]) / 100
        elif (contents := _CONTENTS.fullmatch(state)) and contents["place"] is None:
            row[_COLUMN["fill"]] = FILLS[contents["fill"] or contents["trace"] or "empty"]
            matter = contents["of"] or contents["bit"] or ""
            row[_COLUMN["matter"]] = _MATTER.get(matter, 1)

    def _turn(self, body: BodyState, now_s: float) -> None:
        """Work out where everything is as seen from the body now."""
        gap = self._places[:, :2] - np.array(body.position_m)
        cos, sin = np.cos(body.heading_rad), np.sin(body.heading_rad)
        turn = self._places[:, 2] - body.heading_rad
        known = self.known()
        columns = {
            "ahead_m": gap[:, 0] * cos + gap[:, 1] * sin,
            "left_m": gap[:, 1] * cos - gap[:, 0] * sin,
            "distance_m": np.hypot(gap[:, 0], gap[:, 1]),
            "heading_cos": np.cos(turn),
            "heading_sin": np.sin(turn),
            "age_s": now_s - self._seen_s,
        }
        for name, values in columns.items():
            self._rows[:, _COLUMN[name]] = np.where(known, values, 0)

    def _body(self, observation: Observation, steps: int) -> list[float]:
        """Give the values of `BODY`, in order."""
        body, outcome = observation.body, observation.outcome
        loudest = max(observation.sounds, key=lambda sound: sound.loudness_db, default=None)
        bearing = loudest.bearing_rad if loudest else 0.0
        return [
            observation.time_s / self._task.time_limit_s,
            steps / self._task.max_steps,
            self._held,
            0 if outcome is None else 1 if outcome.ok else -1,
            *body.position_m,
            np.cos(body.heading_rad),
            np.sin(body.heading_rad),
            *body.hand_m,
            body.opening_m,
            body.load_g / 1000.0,
            *body.gaze_rad,
            len(observation.sounds),
            loudest.loudness_db if loudest else 0.0,
            np.cos(bearing) if loudest else 0.0,
            np.sin(bearing) if loudest else 0.0,
        ]


def _openings(seen: SeenThing) -> dict[str, str]:
    """Give the openings of a thing that its state tells of by name, with what is seen in each."""
    found = (_CONTENTS.fullmatch(state) for state in seen.state)
    return {
        f"{seen.part_of or seen.handle}.{contents['place'].replace(' ', '_')}": contents.string.split(": ", 1)[1]
        for contents in found
        if contents and contents["place"]
    }
