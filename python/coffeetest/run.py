"""Runs: many episodes with one agent, and what they came to."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import _core
from .agent import Agent
from .records import EpisodeRow


@dataclass(frozen=True)
class Report:
    """What a run came to. Printed, it is the same table as on the command line."""

    folder: Path
    """The run's folder: `manifest.json`, `episodes.jsonl`, `traces/`."""
    rows: list[EpisodeRow]
    """One row per episode, in order."""
    table: str
    """The result as a table for people."""

    @property
    def successes(self) -> int:
        """How many episodes ended with a good cup served."""
        return sum(row["success"] for row in self.rows)

    @property
    def success_rate(self) -> float:
        """The share of episodes that ended with a good cup served, from 0 to 1."""
        return self.successes / len(self.rows) if self.rows else 0.0

    @property
    def mean_score(self) -> float:
        """The mean of the scores, from 0 to 100."""
        return sum(row["score"] for row in self.rows) / len(self.rows) if self.rows else 0.0

    def __str__(self) -> str:
        return f"{self.table}\nresults in {self.folder}"


def evaluate(
    *,
    agent: str | Agent | Callable[[], Agent],
    suite: str | None = None,
    episodes: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | os.PathLike[str] | None = None,
    resume: str | os.PathLike[str] | None = None,
    act_timeout_s: float | None = 300.0,
    max_steps: int | None = None,
    name: str | None = None,
    scenes: str | os.PathLike[str] | None = None,
    key: str | os.PathLike[str] | None = None,
    on_episode: Callable[[EpisodeRow], object] | None = None,
) -> Report:
    """Play the episodes of a suite and write a run folder, the same as `coffeetest eval` does.

    `agent` is a class or a function that makes an agent for each episode; then episodes are played in parallel, on
    threads, so that they go on while an agent waits for a network. Or it is one object, which plays one episode after
    the other. Or it is the name of an agent that comes with the benchmark.

    Args:
        agent: Who plays.
        suite: Id of the suite; `first` if not given.
        episodes: How many; 20 if not given.
        seed: Seed of the run; 0 if not given. The same seed gives the same homes.
        jobs: Episodes that are played at the same time. If not given: as many as Python's own thread pools have
            threads for a class or a function, one per core for an agent by name, and 1 for an object.
        out: Folder for the results; a new one in `runs` if not given.
        resume: Folder of a run that is to be gone on with. Its suite, seed and number of episodes hold.
        act_timeout_s: Time for each answer of the agent; `None` for no limit. An agent that gives no answer in time,
            or that raises, loses the episode; the row says why. The run goes on.
        max_steps: Actions after which an episode ends.
        name: What the agent is called in the results; its own name if not given.
        scenes: A folder of scenes that stand beside those of the package, or for those named alike.
        key: File with the key of the homes that are judged on, for suites such as `level_3/test`.
        on_episode: Called with each row as its episode ends, in the thread that called.

    Raises:
        UnknownNameError: There is no such suite or agent.
        EpisodeError: The homes of the suite are secret, and no key was given.
        KeyFileError: There is no key in the file.
        RunFolderError: The folder holds a run already, or a different one than is to be gone on with.
        KeyboardInterrupt: Ctrl-C was pressed. Finished episodes are kept; go on with `resume`.
    """
    if out is not None and resume is not None:
        raise ValueError("give `out` for a new run or `resume` to go on with one, not both")
    if episodes is not None and episodes < 1:
        raise ValueError(f"episodes: {episodes} is not a number of episodes")
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs: {jobs} is not a number of episodes")
    factory, own_name, most_jobs = _player(agent)
    if jobs is not None and isinstance(agent, Agent) and jobs > 1 and not isinstance(agent, type):
        raise ValueError("one agent cannot play several episodes at once; pass its class, or a function that makes one")
    name = name or own_name
    folder = Path(resume if resume is not None else out if out is not None else _fresh_folder(suite or "first", name))
    rows, table = _core.evaluate(
        factory,
        name,
        suite=suite,
        episodes=episodes,
        seed=seed,
        jobs=jobs or most_jobs,
        out=folder,
        resume=resume is not None,
        act_timeout_s=act_timeout_s,
        max_steps=max_steps,
        scenes=scenes,
        key=key,
        on_episode=on_episode,
    )
    return Report(folder=folder, rows=rows, table=table)


def _player(agent: object) -> tuple[Callable[[], object] | None, str, int]:
    """Give what makes the agent (`None` for one of ours), its name, and how many can play at once."""
    cores = os.cpu_count() or 1
    if isinstance(agent, str):
        return None, agent, cores
    if isinstance(agent, Agent) and not isinstance(agent, type):
        return lambda: agent, type(agent).__name__, 1
    if callable(agent):
        return agent, getattr(agent, "__name__", type(agent).__name__), min(32, cores + 4)
    raise TypeError(f"an agent has the methods `reset` and `act`; {type(agent).__name__} lacks one")


def _fresh_folder(suite: str, name: str) -> Path:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name)
    path = Path("runs") / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{suite.replace('/', '-')}-{plain}"
    others = (path.with_name(f"{path.name}-{number}") for number in range(2, 1000))
    return path if not path.exists() else next(other for other in others if not other.exists())
