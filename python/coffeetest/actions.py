"""Actions as typed values, one class per verb. Text in English and JSON-like mappings do as well."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Literal, TypeAlias


@dataclass(frozen=True)
class Action:
    """One thing that an agent does. Targets are handles that observations gave, such as `mug_1`."""

    verb: ClassVar[str]

    def to_dict(self) -> dict[str, object]:
        """Give the action as a JSON-like mapping, as `ACTION_SCHEMA` describes it."""
        values = ((field.name.rstrip("_"), getattr(self, field.name)) for field in fields(self))
        return {"verb": self.verb, **{name: value for name, value in values if value is not None}}

    def to_json(self) -> str:
        """Give the action as JSON."""
        return json.dumps(self.to_dict())


AnyAction: TypeAlias = Action | str | Mapping[str, object]
"""What an agent may answer with."""


@dataclass(frozen=True)
class GoTo(Action):
    """Drive to where the target can be reached."""

    verb = "go_to"
    target: str


@dataclass(frozen=True)
class Look(Action):
    """Turn the camera to a thing, or to left, right, up, down, ahead, behind or around."""

    verb = "look"
    at: str


@dataclass(frozen=True)
class Open(Action):
    """Open a door, a drawer or a lid."""

    verb = "open"
    target: str


@dataclass(frozen=True)
class Close(Action):
    """Close a door, a drawer or a lid."""

    verb = "close"
    target: str


@dataclass(frozen=True)
class Pick(Action):
    """Take a thing into the hand."""

    verb = "pick"
    target: str


@dataclass(frozen=True)
class Place(Action):
    """Put down what the hand holds; fails if `item` is given and the hand holds something else."""

    verb = "place"
    target: str
    relation: Literal["on", "in", "under"] = "on"
    item: str | None = None


@dataclass(frozen=True)
class Pour(Action):
    """Pour from the vessel in the hand: this much, or all of it; this fast, or as fast as is safe."""

    verb = "pour"
    into: str
    amount_ml: float | None = None
    from_: str | None = None
    rate_ml_s: float | None = None


@dataclass(frozen=True)
class Fill(Action):
    """Hold the vessel in the hand under a tap: for this much, or until it is nearly full."""

    verb = "fill"
    tap: str
    amount_ml: float | None = None
    item: str | None = None


@dataclass(frozen=True)
class Scoop(Action):
    """Move powder with the scoop in the hand: this much, or one level scoop."""

    verb = "scoop"
    from_: str
    into: str
    amount_g: float | None = None


@dataclass(frozen=True)
class Stir(Action):
    """Stir with the implement in the hand."""

    verb = "stir"
    target: str
    seconds: float | None = None


@dataclass(frozen=True)
class Wipe(Action):
    """Wipe something with the cloth in the hand."""

    verb = "wipe"
    target: str


@dataclass(frozen=True)
class Press(Action):
    """Press a button or a switch: briefly, or for this long."""

    verb = "press"
    target: str
    seconds: float | None = None


@dataclass(frozen=True)
class Turn(Action):
    """Turn a knob, or what is screwed or twisted into its place: to a position, or to a share of its travel.

    Positions are those printed on the control; `on`, `off`, `tight` and `loose` are understood where they make sense.
    """

    verb = "turn"
    target: str
    to: str | None = None
    percent: float | None = None


@dataclass(frozen=True)
class Push(Action):
    """Push a slide, a lever or a plunger along its way; on a button it presses."""

    verb = "push"
    target: str


@dataclass(frozen=True)
class Pull(Action):
    """Pull a slide, a lever or a plunger along its way."""

    verb = "pull"
    target: str


@dataclass(frozen=True)
class Insert(Action):
    """Put what the hand holds into a seat: a filter into a basket, a carafe under its lid."""

    verb = "insert"
    into: str
    item: str | None = None


@dataclass(frozen=True)
class Remove(Action):
    """Take a part out of its seat into the hand."""

    verb = "remove"
    target: str


@dataclass(frozen=True)
class Plug(Action):
    """Put a plug into an outlet: the one in the hand, if none is given."""

    verb = "plug"
    outlet: str
    plug: str | None = None


@dataclass(frozen=True)
class Unplug(Action):
    """Pull a plug out of its outlet."""

    verb = "unplug"
    plug: str


@dataclass(frozen=True)
class Wait(Action):
    """Let time pass."""

    verb = "wait"
    seconds: float


@dataclass(frozen=True)
class Say(Action):
    """Say something aloud."""

    verb = "say"
    text: str


@dataclass(frozen=True)
class Done(Action):
    """End the episode with a statement about it."""

    verb = "done"
    claim: Literal["served", "impossible"] = "served"
    reason: str | None = None
