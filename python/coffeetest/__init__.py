"""The coffee test as a benchmark: a machine enters a home that it has never seen and makes a cup of coffee.

`Episode` is one attempt, `evaluate` plays many with an `Agent`, `replay` simulates a recorded one again, and
`gymnasium.make("coffeetest:CoffeeTest/Brew-v0")` is the same in numbers.
"""

import gymnasium as _gymnasium

from . import actions
from ._core import (
    ACTION_SCHEMA,
    EPISODE_SCHEMA,
    TICK_S,
    ActionError,
    BodyState,
    CoffeetestError,
    Episode,
    EpisodeError,
    HeardSound,
    KeyFileError,
    Observation,
    Outcome,
    ReplayReport,
    RunFolderError,
    SceneError,
    Score,
    SeenThing,
    StepResult,
    Task,
    TraceError,
    UnknownNameError,
    __version__,
    list_agents,
    list_kinds,
    list_names,
    list_suites,
    list_verbs,
    parse_action,
    replay,
)
from .actions import Action
from .agent import Agent
from .run import Report, evaluate

__all__ = [
    "ACTION_SCHEMA",
    "EPISODE_SCHEMA",
    "TICK_S",
    "Action",
    "ActionError",
    "Agent",
    "BodyState",
    "CoffeetestError",
    "Episode",
    "EpisodeError",
    "HeardSound",
    "KeyFileError",
    "Observation",
    "Outcome",
    "ReplayReport",
    "Report",
    "RunFolderError",
    "SceneError",
    "Score",
    "SeenThing",
    "StepResult",
    "Task",
    "TraceError",
    "UnknownNameError",
    "__version__",
    "actions",
    "evaluate",
    "list_agents",
    "list_kinds",
    "list_names",
    "list_suites",
    "list_verbs",
    "parse_action",
    "replay",
]

_gymnasium.register(id="CoffeeTest/Brew-v0", entry_point="coffeetest.env:BrewEnv")
