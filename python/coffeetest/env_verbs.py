"""The verbs of the Gymnasium environment: what the numbers of an action stand for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import actions
from .actions import Action

WAIT_S = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0)
"""What an amount means to `wait`, s."""
POUR_ML = (None, 25.0, 50.0, 75.0, 100.0, 150.0, 200.0, 240.0, 300.0, 400.0, 600.0, 1000.0)
"""What an amount means to `pour`, ml; `None` is all of it."""
SCOOP_G = (None, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 18.0, 20.0, 25.0, 30.0)
"""What an amount means to `scoop`, g; `None` is one level scoop."""
PERCENT = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 100.0)
"""What an amount means to `turn`, %."""
SECONDS = (None, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0)
"""What an amount means to `press` and `stir`, s; `None` is a short press, a few turns."""
AMOUNTS = len(WAIT_S)
"""How many amounts there are."""


@dataclass(frozen=True)
class Verb:
    """One verb, with direction, relation or claim where it has one."""

    name: str
    action: Callable[[str, str, int], Action]
    """Makes the action from the names of the target and of the other thing, and the number of the amount."""
    needs_thing: bool = True
    """Whether it speaks of a thing."""
    needs_hand: bool | None = None
    """Whether the hand must hold something, or nothing; `None` if it does not matter."""


VERBS: tuple[Verb, ...] = (
    Verb("go_to", lambda target, *_: actions.GoTo(target)),
    Verb("look_at", lambda target, *_: actions.Look(target)),
    Verb("look_left", lambda *_: actions.Look("left"), needs_thing=False),
    Verb("look_right", lambda *_: actions.Look("right"), needs_thing=False),
    Verb("look_up", lambda *_: actions.Look("up"), needs_thing=False),
    Verb("look_down", lambda *_: actions.Look("down"), needs_thing=False),
    Verb("look_ahead", lambda *_: actions.Look("ahead"), needs_thing=False),
    Verb("look_behind", lambda *_: actions.Look("behind"), needs_thing=False),
    Verb("look_around", lambda *_: actions.Look("around"), needs_thing=False),
    Verb("open", lambda target, *_: actions.Open(target)),
    Verb("close", lambda target, *_: actions.Close(target)),
    Verb("pick", lambda target, *_: actions.Pick(target), needs_hand=False),
    Verb("place_on", lambda target, *_: actions.Place(target, "on"), needs_hand=True),
    Verb("place_in", lambda target, *_: actions.Place(target, "in"), needs_hand=True),
    Verb("place_under", lambda target, *_: actions.Place(target, "under"), needs_hand=True),
    Verb("pour", lambda target, _, amount: actions.Pour(target, POUR_ML[amount]), needs_hand=True),
    Verb("scoop", lambda target, other, amount: actions.Scoop(other, target, SCOOP_G[amount]), needs_hand=True),
    Verb(
        "pour_slowly", lambda target, _, amount: actions.Pour(target, POUR_ML[amount], rate_ml_s=5.0), needs_hand=True
    ),
    Verb("fill", lambda target, _, amount: actions.Fill(target, POUR_ML[amount]), needs_hand=True),
    Verb("stir", lambda target, _, amount: actions.Stir(target, SECONDS[amount]), needs_hand=True),
    Verb("wipe", lambda target, *_: actions.Wipe(target), needs_hand=True),
    Verb("press", lambda target, _, amount: actions.Press(target, SECONDS[amount])),
    Verb("turn", lambda target, _, amount: actions.Turn(target, percent=PERCENT[amount])),
    Verb("turn_on", lambda target, *_: actions.Turn(target, "on")),
    Verb("turn_off", lambda target, *_: actions.Turn(target, "off")),
    Verb("turn_tight", lambda target, *_: actions.Turn(target, "tight")),
    Verb("turn_loose", lambda target, *_: actions.Turn(target, "loose")),
    Verb("push", lambda target, *_: actions.Push(target)),
    Verb("pull", lambda target, *_: actions.Pull(target)),
    Verb("insert", lambda target, *_: actions.Insert(target), needs_hand=True),
    Verb("remove", lambda target, *_: actions.Remove(target), needs_hand=False),
    Verb("plug", lambda target, *_: actions.Plug(target), needs_hand=True),
    Verb("unplug", lambda target, *_: actions.Unplug(target), needs_hand=False),
    Verb("wait", lambda _target, _other, amount: actions.Wait(WAIT_S[amount]), needs_thing=False),
    Verb("done_served", lambda *_: actions.Done("served"), needs_thing=False),
    Verb("done_impossible", lambda *_: actions.Done("impossible"), needs_thing=False),
)
"""All verbs. `scoop` takes from the other thing into the target; only there the other thing matters. `say` has no
numbers and is left out."""


def mask(known: NDArray[np.bool_], holds: bool) -> NDArray[np.bool_]:
    """Tell which numbers of verb, target, other thing and amount make sense, one part after the other."""
    can = [(not verb.needs_thing or known.any()) and verb.needs_hand in (None, holds) for verb in VERBS]
    slots = known.copy()
    # Every part of an action has a number, even where it does not matter.
    slots[0] |= not known.any()
    return np.concatenate([np.array(can), slots, slots, np.ones(AMOUNTS, dtype=np.bool_)])
