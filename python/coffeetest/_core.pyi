"""The compiled core. Import its names from `coffeetest`."""

import os
from collections.abc import Callable
from typing import Any, Final, final

from .actions import AnyAction
from .records import CupScore, Ended, EpisodeRow, Penalty

__all__ = [
    "ACTION_SCHEMA",
    "EPISODE_SCHEMA",
    "TICK_S",
    "ActionError",
    "BodyState",
    "CoffeetestError",
    "Episode",
    "EpisodeError",
    "HeardSound",
    "KeyFileError",
    "Observation",
    "Outcome",
    "ReplayReport",
    "RunFolderError",
    "SceneError",
    "Score",
    "SeenThing",
    "StepResult",
    "Task",
    "TraceError",
    "UnknownNameError",
    "__version__",
    "evaluate",
    "list_agents",
    "list_kinds",
    "list_names",
    "list_suites",
    "list_verbs",
    "parse_action",
    "replay",
]

__version__: str
ACTION_SCHEMA: Final[str]
"""JSON Schema of an action, for tool calls."""
EPISODE_SCHEMA: Final[str]
"""JSON Schema of a row of `episodes.jsonl`."""
TICK_S: Final[float]
"""Length of a tick, s."""

class CoffeetestError(Exception):
    """Whatever goes wrong in coffeetest."""

class SceneError(CoffeetestError):
    """Scene files have errors; all of them are listed, one per line."""

class UnknownNameError(CoffeetestError):
    """There is no suite, home or agent of that name."""

class EpisodeError(CoffeetestError):
    """The episode cannot be played by this program."""

class ActionError(CoffeetestError):
    """The text or JSON is no action."""

class TraceError(CoffeetestError):
    """The trace cannot be read, written or played again."""

class KeyFileError(CoffeetestError):
    """The file holds no key of homes, or cannot be read."""

class RunFolderError(CoffeetestError):
    """The folder of a run cannot be used."""

@final
class Task:
    """What an agent is told at the start of an episode."""

    @property
    def suite(self) -> str:
        """Id of the suite."""
    @property
    def episode(self) -> int:
        """Number of the episode in the suite."""
    @property
    def order(self) -> str:
        """The words in which coffee was asked for."""
    @property
    def language(self) -> str:
        """The language spoken: `en` or `zh`."""
    @property
    def control(self) -> str:
        """How the agent acts: `skill`, `point` or `motor`."""
    @property
    def time_limit_s(self) -> float:
        """Simulated time after which the episode ends, s."""
    @property
    def max_steps(self) -> int:
        """Actions after which the episode ends."""

@final
class Outcome:
    """What came of an action."""

    @property
    def ok(self) -> bool:
        """Whether it came about."""
    @property
    def text(self) -> str:
        """What happened, in plain words."""

@final
class SeenThing:
    """A thing in view. Positions are those of its middle."""

    @property
    def handle(self) -> str:
        """The handle by which actions speak of it."""
    @property
    def kind(self) -> str:
        """What sort of thing it is, as a noun."""
    @property
    def part_of(self) -> str | None:
        """The handle of what it is a part of."""
    @property
    def name(self) -> str:
        """What a person calls it, in the episode's language."""
    @property
    def position_m(self) -> tuple[float, float, float]:
        """Where it is from the body: ahead, to the left, and above the floor, m."""
    @property
    def place_m(self) -> tuple[float, float, float]:
        """Where it is from where the episode began: ahead and to the left as the body stood then, and up, m."""
    @property
    def heading_rad(self) -> float:
        """The turn of its frame from the body's heading, rad, left positive."""
    @property
    def place_heading_rad(self) -> float:
        """The turn of its frame from the body's heading at the start, rad."""
    @property
    def size_m(self) -> tuple[float, float, float]:
        """Extent of the upright box around it, along the axes of the room, m."""
    @property
    def distance_m(self) -> float:
        """How far away it is from the body over the floor, m."""
    @property
    def state(self) -> list[str]:
        """What can be seen of its state, in words."""

@final
class HeardSound:
    """A sound that was heard."""

    @property
    def name(self) -> str:
        """What it sounds like."""
    @property
    def bearing_rad(self) -> float:
        """The direction it comes from, from the body's heading, rad, left positive."""
    @property
    def loudness_db(self) -> float:
        """How loud it is at the body, dB."""
    @property
    def goes_on(self) -> bool:
        """Whether it goes on now."""

@final
class BodyState:
    """What the body feels of itself."""

    @property
    def position_m(self) -> tuple[float, float]:
        """Where the base stands from where it began: ahead and to the left as it stood then, m."""
    @property
    def heading_rad(self) -> float:
        """Its heading from that at the start, rad, left positive."""
    @property
    def hand_m(self) -> tuple[float, float, float]:
        """The middle of the fingers from the body: ahead, to the left, and above the floor, m."""
    @property
    def opening_m(self) -> float:
        """How far the fingers are apart, m."""
    @property
    def load_g(self) -> float:
        """What the hand carries, g."""
    @property
    def gaze_rad(self) -> tuple[float, float]:
        """Where the camera points: pan (left positive) and tilt (up positive) from the body's heading, rad."""

@final
class Observation:
    """What an agent perceives. As a string it is its text."""

    @property
    def tick(self) -> int:
        """Ticks of 50 ms since the start."""
    @property
    def time_s(self) -> float:
        """Simulated time since the start, s."""
    @property
    def text(self) -> str:
        """What a person in the agent's place would notice, in words."""
    @property
    def objects(self) -> list[SeenThing]:
        """Things in view, nearest first."""
    @property
    def sounds(self) -> list[HeardSound]:
        """Sounds since the last action."""
    @property
    def body(self) -> BodyState:
        """What the body feels of itself."""
    @property
    def holding(self) -> str | None:
        """The handle of what the hand holds."""
    @property
    def outcome(self) -> Outcome | None:
        """What came of the last action."""
    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain dictionaries and lists."""

@final
class StepResult:
    """What came of one step."""

    @property
    def observation(self) -> Observation:
        """What the agent perceives now."""
    @property
    def outcome(self) -> Outcome:
        """What came of the action."""
    @property
    def invalid(self) -> bool:
        """Whether it was no action at all: it cost a second and changed nothing."""
    @property
    def ended(self) -> Ended | None:
        """How the episode ended, if it has."""
    @property
    def terminated(self) -> bool:
        """Whether the agent ended the episode."""
    @property
    def truncated(self) -> bool:
        """Whether time or actions ran out, or the episode was broken off."""

@final
class Score:
    """What an episode was worth."""

    @property
    def score(self) -> float:
        """From 0 to 100: `100 * max(0, cup - household)`, 0 on a hard fail."""
    @property
    def success(self) -> bool:
        """At least 60 points, in an episode that the agent ended by saying that the coffee is served."""
    @property
    def cup(self) -> CupScore:
        """The cup and its sub-scores."""
    @property
    def household(self) -> list[Penalty]:
        """What the household suffered, event by event."""
    @property
    def penalty(self) -> float:
        """Sum of the household's penalties."""
    @property
    def progress(self) -> float:
        """From 0 to 1: how far along the way to a cup; above 0.5 only with brewed coffee in a cup."""
    @property
    def efficiency(self) -> float | None:
        """Reference time over time taken, of a success, if a reference is known."""
    @property
    def honesty(self) -> float | None:
        """1 if what `done` claimed is so, 0 if not; `None` if nothing was claimed."""
    @property
    def hard_fail(self) -> str | None:
        """Why everything is lost, if it is."""
    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain dictionaries and lists."""

@final
class Episode:
    """One attempt at making coffee in one home.

    The same suite, index, seed and actions give the same world at every tick. Other Python threads run while it
    simulates.
    """

    def __new__(
        cls,
        suite: str = "first",
        index: int = 0,
        seed: int = 0,
        *,
        agent: str = "unnamed",
        max_steps: int | None = None,
        max_invalid: int | None = None,
        scenes: str | os.PathLike[str] | None = None,
        key: str | os.PathLike[str] | None = None,
    ) -> Episode:
        """Make an episode ready: the home is arranged, and the body stands in it.

        Args:
            suite: Id of the suite.
            index: Number of the episode in the suite.
            seed: Seed of the run.
            agent: Name of the agent, for the trace.
            max_steps: Actions after which the episode ends.
            max_invalid: Actions that are none after which the episode ends.
            scenes: A folder of scenes that stand beside those of the package, or for those named alike.
            key: File with the key of the homes that are judged on, for suites such as `level_3/test`.
        """
    def reset(self) -> Observation:
        """Start over, in the same home as it was at the start."""
    def step(self, action: AnyAction) -> StepResult:
        """Do one action and let its time pass. What is no action costs a second, and is explained."""
    def break_off(self) -> None:
        """End the episode now, without a claim."""
    @property
    def task(self) -> Task:
        """What an agent is told at the start."""
    @property
    def observation(self) -> Observation:
        """What the agent perceives now."""
    @property
    def ended(self) -> Ended | None:
        """How the episode ended, if it has."""
    @property
    def score(self) -> Score | None:
        """What the episode was worth, once it has ended."""
    @property
    def steps(self) -> int:
        """How many actions there were."""
    @property
    def invalid_actions(self) -> int:
        """How many of them were none: unknown words, things not seen, numbers out of range."""
    @property
    def failed_actions(self) -> int:
        """How many of them were tried and did not come about."""
    @property
    def tick(self) -> int:
        """Ticks of 50 ms since the start."""
    @property
    def time_s(self) -> float:
        """Simulated time since the start, s."""
    @property
    def world_hash(self) -> str:
        """Hash of the world now, 16 hexadecimal digits."""
    def record(self) -> dict[str, Any] | None:
        """Give the facts that the score was made from, once the episode has ended."""
    def trace(self) -> str:
        """Give everything that was written down, as JSON lines; whole once the episode has ended."""
    def save_trace(self, path: str | os.PathLike[str]) -> None:
        """Write the trace to a file, for `replay`."""

@final
class ReplayReport:
    """What came of a replay. It is true if everything was the same."""

    @property
    def same(self) -> bool:
        """Whether every hash, every outcome, the record and the score were the same."""
    @property
    def difference(self) -> str | None:
        """The first thing that was not."""
    @property
    def steps(self) -> int:
        """Steps that were done again."""
    @property
    def hashes(self) -> int:
        """Hashes that were compared and agreed."""
    @property
    def time_s(self) -> float:
        """Simulated time, s."""
    def __bool__(self) -> bool: ...

def replay(
    path: str | os.PathLike[str],
    *,
    scenes: str | os.PathLike[str] | None = None,
    key: str | os.PathLike[str] | None = None,
) -> ReplayReport:
    """Simulate the trace in a file again and compare every hash, every outcome, the record and the score.

    Raises `TraceError` if it cannot be played at all.
    """

def parse_action(text: str) -> dict[str, Any]:
    """Read an action in English or in JSON and give it as a mapping; raise `ActionError` if it is none."""

def list_suites(*, scenes: str | os.PathLike[str] | None = None) -> list[str]:
    """List the ids of the suites, sorted."""

def list_agents() -> list[str]:
    """List the names of the agents that come with the benchmark."""

def list_verbs() -> list[tuple[str, str, str]]:
    """List every verb with how it is said and what it does."""

def list_kinds(*, scenes: str | os.PathLike[str] | None = None) -> set[str]:
    """List all nouns by which observations may call a thing or a part."""

def list_names(*, scenes: str | os.PathLike[str] | None = None) -> set[tuple[str, str]]:
    """List all names by which observations may call a thing or a part, in English and in Chinese."""

def evaluate(
    agent: Callable[[], object] | None,
    name: str,
    *,
    suite: str | None,
    episodes: int | None,
    seed: int | None,
    jobs: int,
    out: str | os.PathLike[str],
    resume: bool,
    act_timeout_s: float | None,
    max_steps: int | None,
    scenes: str | os.PathLike[str] | None,
    key: str | os.PathLike[str] | None,
    on_episode: Callable[[EpisodeRow], object] | None,
) -> tuple[list[EpisodeRow], str]:
    """Play the episodes that are missing in a run folder; give all its rows, and the table of them."""
