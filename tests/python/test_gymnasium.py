"""The Gymnasium environment."""

import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AsyncVectorEnv, AutoresetMode

import coffeetest
from coffeetest.env import AMOUNTS, COLUMNS, SLOTS, VERBS, BrewEnv
from coffeetest.env_table import KINDS, NAMES
from without_torch import HAS_TORCH

ID = "coffeetest:CoffeeTest/Brew-v0"
COLUMN = {name: at for at, name in enumerate(COLUMNS)}
NUMBER = {verb.name: number for number, verb in enumerate(VERBS)}


@pytest.fixture
def env():
    env = gymnasium.make(ID)
    yield env
    env.close()


def act(verb, target=0, other=0, amount=0):
    return np.array([NUMBER[verb], target, other, amount])


def slot_of(env, handle):
    return next(slot for slot in range(SLOTS) if env.unwrapped._table.name(slot) == handle)


def cell(observation, slot, column):
    return observation["things"][slot, COLUMN[column]]


def test_gymnasium_finds_nothing_to_complain_of(env):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped)


def test_stable_baselines3_finds_nothing_wrong(env):
    from stable_baselines3.common.env_checker import check_env

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Its networks flatten a table by themselves.
        warnings.filterwarnings("ignore", message=".*unconventional shape")
        check_env(env, warn=True)


@pytest.mark.skipif(not HAS_TORCH, reason="needs PyTorch: `bash tests/run.sh --with-torch`")
def test_ppo_takes_its_first_steps():
    from stable_baselines3 import PPO

    PPO("MultiInputPolicy", gymnasium.make(ID, max_steps=8), n_steps=16, batch_size=8, seed=0).learn(32)


@pytest.mark.parametrize("mode", list(AutoresetMode))
def test_four_run_side_by_side(mode):
    makers = [lambda: gymnasium.make(ID, max_steps=3)] * 4
    vector = AsyncVectorEnv(makers, autoreset_mode=mode)
    try:
        observations, infos = vector.reset(seed=3)
        assert observations["things"].shape == (4, SLOTS, len(COLUMNS))
        assert len(set(infos["episode_seed"])) == 4
        vector.action_space.seed(0)
        ended = np.zeros(4, dtype=bool)
        for _ in range(6):
            if mode == AutoresetMode.DISABLED and ended.any():
                observations, infos = vector.reset(options={"reset_mask": ended})
            observations, rewards, terminated, truncated, infos = vector.step(vector.action_space.sample())
            ended = terminated | truncated
            assert rewards.shape == (4,) and infos["action_mask"].shape[0] == 4
            assert set(infos) >= {"text", "is_success"}
            assert vector.observation_space.contains(observations)
    finally:
        vector.close()


def test_side_by_side_is_as_alone():
    vector = gymnasium.make_vec(ID, num_envs=4, vectorization_mode="async")
    try:
        together, infos = vector.reset(seed=11)
    finally:
        vector.close()
    for number in range(4):
        alone, info = gymnasium.make(ID).reset(seed=11 + number)
        assert np.array_equal(alone["things"], together["things"][number])
        assert info["text"] == infos["text"][number]


def test_a_seed_brings_back_the_same_home_and_options_name_one(env):
    first, info = env.reset(seed=4)
    again, _ = env.reset(seed=4)
    _, other_info = env.reset()
    assert np.array_equal(first["things"], again["things"])
    assert other_info["episode_seed"] != info["episode_seed"]
    _, named_info = env.reset(options={"index": 2, "seed": 9})
    assert (named_info["episode_index"], named_info["episode_seed"]) == (2, 9)
    assert named_info["text"] == coffeetest.Episode("first", 2, 9).observation.text


def test_numbers_do_what_words_do(env):
    _, info = env.reset(options={"index": 0, "seed": 0})
    episode = coffeetest.Episode("first", 0, 0)
    assert info["text"] == episode.observation.text
    plan = [("look_around", None), ("open", "fridge_1"), ("wait", None)]
    words = ["look around", "open fridge_1", "wait 2 s"]
    for (verb, handle), said in zip(plan, words, strict=True):
        target = slot_of(env, handle) if handle else 0
        _, _, _, _, info = env.step(act(verb, target, amount=2))
        episode.step(said)
        assert info["text"] == episode.observation.text
    assert env.unwrapped.episode.world_hash == episode.world_hash


def test_the_table_shows_doors_parts_names_and_what_is_out_of_view(env):
    observation, _ = env.reset(options={"index": 0, "seed": 0})
    observation, *_ = env.step(act("look_around"))
    fridge, door = slot_of(env, "fridge_1"), slot_of(env, "fridge_1.door")
    assert cell(observation, door, "closed") == 1 and cell(observation, door, "open") == 0
    assert cell(observation, door, "part_of") == fridge + 1
    assert KINDS[int(cell(observation, fridge, "kind"))] == "fridge"
    assert NAMES[int(cell(observation, fridge, "name"))] == "fridge"
    observation, *_ = env.step(act("open", door))
    assert cell(observation, door, "open") == 1 and cell(observation, door, "closed") == 0
    seen = env.unwrapped.episode.observation
    in_view = {thing.handle for thing in seen.objects}
    rows = observation["things"]
    out_of_view = [slot for slot in range(SLOTS) if rows[slot, 0] and env.unwrapped._table.name(slot) not in in_view]
    assert out_of_view, "an open door in front of the camera hides something"
    for slot in out_of_view:
        assert cell(observation, slot, "in_view") == 0 and cell(observation, slot, "age_s") > 0
    for thing in seen.objects:
        slot = slot_of(env, thing.handle)
        place = [cell(observation, slot, column) for column in ("ahead_m", "left_m", "up_m")]
        assert place == pytest.approx(thing.position_m, abs=0.004), thing.handle


def test_an_opening_that_was_looked_into_has_a_slot(env):
    env.reset(options={"index": 0, "seed": 0})
    observation, *_ = env.step(act("look_around"))
    observation, *_ = env.step(act("open", slot_of(env, "coffee_maker_1.lid")))
    tank = slot_of(env, "coffee_maker_1.tank")
    assert KINDS[int(cell(observation, tank, "kind"))] == "opening"
    assert cell(observation, tank, "fill") == 0.0
    assert cell(observation, tank, "part_of") == slot_of(env, "coffee_maker_1") + 1


def test_every_verb_can_be_said_but_speech():
    made = {verb.action("a_1", "b_1", 0).verb for verb in VERBS}
    assert made == {name for name, _, _ in coffeetest.list_verbs()} - {"say"}
    for verb in VERBS:
        for amount in range(AMOUNTS):
            coffeetest.parse_action(verb.action("a_1", "b_1", amount).to_json())


def test_the_mask_leaves_a_choice_everywhere_and_hides_empty_slots(env):
    env.reset(seed=0)
    *_, info = env.step(act("look_around"))
    parts = np.split(info["action_mask"], np.cumsum(env.action_space.nvec)[:-1])
    assert all(part.any() for part in parts)
    assert np.array_equal(parts[1], env.unwrapped._table.known())
    allowed = {verb.name for verb, can in zip(VERBS, parts[0], strict=True) if can}
    assert "pick" in allowed and "pour" not in allowed, "the hand is empty"
    assert np.array_equal(env.get_wrapper_attr("action_masks")(), info["action_mask"])
    sample = env.action_space.sample(mask=tuple(part.astype(np.int8) for part in parts))
    assert env.action_space.contains(sample)


def test_an_empty_slot_is_a_failed_action_and_no_crash(env):
    env.reset(seed=0)
    _, reward, terminated, truncated, info = env.step(act("pick", SLOTS - 1))
    assert info["invalid"] and not info["ok"] and reward == 0.0 and not (terminated or truncated)


@pytest.mark.parametrize("action", [[99, 0, 0, 0], [0, -1, 0, 0], [0, 0, 0], [np.nan] * 4, [0.5] * 4, "look", None])
def test_what_is_no_action_is_an_error_that_says_so(env, action):
    env.reset(seed=0)
    with pytest.raises(ValueError, match="is no action"):
        env.step(action if isinstance(action, str | None) else np.array(action))


def test_the_end_has_all_scores_and_a_reward_without_a_cup_is_nothing(env):
    _, info = env.reset(seed=0)
    assert info["is_success"] is False and "scores" not in info
    _, reward, terminated, _, info = env.step(act("done_served"))
    assert terminated and reward == 0.0 and info["is_success"] is False and info["ended"] == "done"
    assert info["scores"]["honesty"] == 0.0 and "cup" in info["scores"]


def test_words_can_be_shown():
    env = gymnasium.make(ID, render_mode="ansi")
    _, info = env.reset(seed=0)
    assert env.render() == info["text"]
    with pytest.raises(ValueError, match="render_mode"):
        BrewEnv(render_mode="human")


def test_a_wrong_suite_shows_when_the_environment_is_made():
    with pytest.raises(coffeetest.UnknownNameError, match="first"):
        gymnasium.make(ID, suite="frist")
