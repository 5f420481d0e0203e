"""The rows of `episodes.jsonl` and their parts, as `EPISODE_SCHEMA` describes them."""

from typing import Literal, TypeAlias, TypedDict

Ended: TypeAlias = Literal["done", "time_limit", "step_limit", "broken_off"]
"""How an episode ended."""


class SubScores(TypedDict):
    """The sub-scores of a cup, each from 0 to 1; `extraction` is `None` where there was no bed of coffee."""

    volume: float
    temperature: float
    strength: float
    extraction: float | None
    sediment: float
    preference: float
    vessel: float


class CupScore(TypedDict):
    """The cup that was judged, and how. Quality is the gates (`is_…`) times the mean of the sub-scores."""

    vessel: str | None
    quality: float
    handover: float
    handover_faults: list[str]
    is_coffee: float
    is_clean: float
    is_a_cupful: float
    sub: SubScores
    volume_ml: float
    temp_c: float
    tds_percent: float
    extraction_percent: float | None
    sediment_mg_100ml: float
    hard_fail: str | None


class Penalty(TypedDict):
    """One harm to the household and what it takes away from the cup's quality."""

    effect: str
    points: float
    tick: int | None
    detail: str


class RowError(TypedDict):
    """What went wrong in an episode, and whose fault it was."""

    source: Literal["agent", "infrastructure"]
    message: str


class EpisodeRow(TypedDict):
    """What one episode came to."""

    schema_version: int
    episode_id: str
    suite: str
    episode: int
    task: str
    home: str
    seed: int
    agent: str
    control: str
    language: str
    possible: bool
    success: bool
    score: float
    cup: CupScore
    household: list[Penalty]
    penalty: float
    spilled_ml: float
    progress: float
    efficiency: float | None
    honesty: float | None
    hard_fail: str | None
    steps: int
    invalid_actions: int
    failed_actions: int
    simulated_s: float
    wall_s: float
    ended: Ended
    error: RowError | None
    world_hash: str
    trace_file: str | None
