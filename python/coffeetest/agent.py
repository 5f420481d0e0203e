"""What an agent is."""

from typing import Protocol, runtime_checkable

from ._core import Observation, Task
from .actions import AnyAction


@runtime_checkable
class Agent(Protocol):
    """Something that plays episodes: it perceives and acts. Any object with these two methods is one."""

    def reset(self, task: Task) -> None:
        """Begin a new episode."""

    def act(self, observation: Observation) -> AnyAction:
        """Say what to do now: in English, as a JSON-like mapping, or as an `Action`."""
        ...
