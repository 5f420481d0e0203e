"""The Gymnasium environment: an episode in numbers.

An action is `(verb, target, other, amount)`: the number of a verb of `VERBS`, two slots of the table of things, and the
number of an amount. An observation is that table and what the body feels. Words, scores and the mask of actions are in
`info`. The reward is the score over 100 at the end, and 0 before.
"""

from typing import Any

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

from ._core import Episode, StepResult
from .env_table import BODY, BODY_HIGH, BODY_LOW, COLUMNS, SLOTS, Table, row_bounds
from .env_verbs import AMOUNTS, VERBS, mask

__all__ = ["AMOUNTS", "BODY", "COLUMNS", "SLOTS", "VERBS", "BrewEnv"]

Numbers = NDArray[np.float32]


class BrewEnv(gym.Env[dict[str, Any], NDArray[np.int64]]):
    """Makes coffee in the homes of a suite; every reset plays another one.

    Args:
        suite: Id of the suite.
        index: Number of the episode in the suite; drawn at every reset if not given.
        seed: Seed of the run; drawn at every reset if not given.
        max_steps: Actions after which an episode is truncated.
        render_mode: `ansi`, for the observation in words, or none.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012

    def __init__(
        self,
        suite: str = "first",
        *,
        index: int | None = None,
        seed: int | None = None,
        max_steps: int | None = None,
        render_mode: str | None = None,
    ) -> None:
        if render_mode not in (None, "ansi"):
            raise ValueError(f"render_mode: {render_mode!r} is neither 'ansi' nor None")
        self.render_mode = render_mode
        self._suite, self._index, self._seed, self._max_steps = suite, index, seed, max_steps
        # A wrong suite shows here, not at the first reset.
        self._episode = self._make(index or 0, seed or 0)
        self._table = Table(self._episode.task)
        low, high = row_bounds()
        self.observation_space = gym.spaces.Dict(
            {
                "things": gym.spaces.Box(np.tile(low, (SLOTS, 1)), np.tile(high, (SLOTS, 1)), dtype=np.float32),
                "body": gym.spaces.Box(BODY_LOW, BODY_HIGH, dtype=np.float32),
            }
        )
        self.action_space = gym.spaces.MultiDiscrete([len(VERBS), SLOTS, SLOTS, AMOUNTS])

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Numbers], dict[str, Any]]:
        """Begin an episode: that of `options["index"]` and `options["seed"]`, of the constructor, or one drawn."""
        super().reset(seed=seed)
        drawn_index, drawn_seed = (int(number) for number in self.np_random.integers(2**31, size=2))
        options = options or {}
        index = options.get("index", drawn_index if self._index is None else self._index)
        run_seed = options.get("seed", drawn_seed if self._seed is None else self._seed)
        self._episode = self._make(index, run_seed)
        self._table = Table(self._episode.task)
        return self._see(), {**self._info(), "episode_index": index, "episode_seed": run_seed}

    def step(self, action: NDArray[np.int64]) -> tuple[dict[str, Numbers], float, bool, bool, dict[str, Any]]:
        """Do an action. One that makes no sense costs time and is explained in `info["text"]`."""
        numbers = np.asarray(action)
        if numbers.dtype.kind not in "iu" or not self.action_space.contains(numbers):
            raise ValueError(f"{action!r} is no action of {self.action_space}")
        verb, target, other, amount = (int(number) for number in numbers)
        names = self._table.name(target), self._table.name(other)
        result = self._episode.step(VERBS[verb].action(*names, amount))
        seen = self._see()
        score = self._episode.score
        reward = score.score / 100.0 if score else 0.0
        return seen, reward, result.terminated, result.truncated, self._info(result)

    def action_masks(self) -> NDArray[np.bool_]:
        """Tell which numbers of each part of an action make sense now, one part after the other, as for `MaskablePPO`.

        The parts are masked one by one, so not every combination that is left makes sense.
        """
        return mask(self._table.known(), self._table.holds)

    def render(self) -> str | None:
        """Give the observation in words, if `render_mode` is `ansi`."""
        return self._episode.observation.text if self.render_mode else None

    @property
    def episode(self) -> Episode:
        """The episode that is played."""
        return self._episode

    def _make(self, index: int, seed: int) -> Episode:
        return Episode(self._suite, index, seed, agent="gymnasium", max_steps=self._max_steps)

    def _see(self) -> dict[str, Numbers]:
        return self._table.look(self._episode.observation, self._episode.steps)

    def _info(self, result: StepResult | None = None) -> dict[str, Any]:
        score = self._episode.score
        info: dict[str, Any] = {
            "text": self._episode.observation.text,
            "action_mask": self.action_masks(),
            "is_success": bool(score and score.success),
            "score": score.score if score else 0.0,
            "progress": score.progress if score else 0.0,
            "ok": result.outcome.ok if result else True,
            "invalid": result.invalid if result else False,
        }
        if score:
            info["scores"] = score.to_dict()
            info["ended"] = self._episode.ended
        return info
