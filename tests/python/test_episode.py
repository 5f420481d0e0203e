"""One episode as an object."""

import json
import threading
import time

import pytest

import coffeetest

PLAN = ["look around", "open the fridge", {"verb": "wait", "seconds": 5}, coffeetest.actions.Close("fridge"), "done"]


def play(index=0, seed=0, plan=PLAN):
    episode = coffeetest.Episode("first", index, seed)
    hashes = [episode.world_hash]
    for action in plan:
        episode.step(action)
        hashes.append(episode.world_hash)
    return hashes


def test_the_same_seed_and_actions_give_the_same_world_at_every_step():
    assert play() == play()


def test_another_seed_gives_another_home():
    assert play(seed=1)[0] != play(seed=0)[0]
    assert play(index=1)[0] != play(index=0)[0]


def test_eight_worlds_at_once_are_the_same_as_one_alone():
    alone, together = play(), []
    threads = [threading.Thread(target=lambda: together.append(play())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone] * 8


def test_a_reset_brings_back_the_start(episode):
    start, first = episode.world_hash, episode.observation.to_dict()
    episode.step("open the fridge")
    assert episode.world_hash != start
    assert episode.reset() == episode.observation
    assert episode.observation.to_dict() == first
    assert (episode.world_hash, episode.steps, episode.time_s) == (start, 0, 0.0)


def test_words_json_and_types_are_one_action(episode):
    forms = ["open the fridge", '{"verb": "open", "target": "fridge"}', {"verb": "open", "target": "fridge"}]
    forms.append(coffeetest.actions.Open("fridge"))
    ends = set()
    for form in forms:
        episode.reset()
        assert episode.step(form).outcome.ok
        ends.add(episode.world_hash)
    assert len(ends) == 1


def test_what_is_told_at_the_start(episode):
    task = episode.task
    assert (task.suite, task.episode, task.language, task.control) == ("first", 0, "en", "skill")
    assert "coffee" in task.order
    assert task.time_limit_s > 0 and task.max_steps > 0


def test_an_observation_tells_the_same_in_words_and_in_numbers(episode):
    seen = episode.step("look around").observation
    assert seen.objects
    for thing in seen.objects:
        assert thing.handle in seen.text
        assert len(thing.position_m) == len(thing.size_m) == 3
    assert sorted(thing.distance_m for thing in seen.objects) == [thing.distance_m for thing in seen.objects]
    assert [thing["handle"] for thing in seen.to_dict()["objects"]] == [thing.handle for thing in seen.objects]
    assert str(seen) == seen.text


def test_nothing_can_be_changed_from_outside(episode):
    with pytest.raises(AttributeError):
        episode.observation.tick = 5


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "fly to the moon",
        "pick unicorn_1",
        "wait -5 s",
        "wait 1e9 s",
        '{"verb": "pour"}',
        '{"verb"',
        {"verb": "wait", "seconds": float("nan")},
        {"verb": "wait", "seconds": float("inf")},
        {},
        "\0",
        "wait " * 10_000,
    ],
)
def test_nonsense_costs_a_second_and_is_explained(episode, nonsense):
    start = episode.time_s
    step = episode.step(nonsense)
    assert step.invalid and not step.outcome.ok and step.outcome.text
    assert episode.time_s == pytest.approx(start + 1.0)
    assert episode.invalid_actions == 1
    assert step.outcome == step.observation.outcome


@pytest.mark.parametrize("thing", [None, 3, object(), b"wait 1 s", ["wait"]])
def test_what_can_be_no_action_at_all_is_a_type_error_and_changes_nothing(episode, thing):
    with pytest.raises(TypeError, match="an action is text"):
        episode.step(thing)
    assert episode.steps == 0


def test_there_is_a_score_after_the_end_and_none_before(episode):
    assert episode.score is None and episode.record() is None and episode.ended is None
    step = episode.step("done")
    assert (step.terminated, step.truncated, step.ended) == (True, False, "done")
    score = episode.score
    assert not score.success and score.score == 0.0 and score.honesty == 0.0
    assert score.to_dict()["cup"] == score.cup
    assert episode.record()["ended"] == "done"
    after = episode.step("look around")
    assert after.outcome.text == "the episode is over" and episode.steps == 1


def test_actions_run_out():
    episode = coffeetest.Episode(max_steps=2)
    episode.step("wait 1 s")
    step = episode.step("wait 1 s")
    assert (step.terminated, step.truncated, step.ended) == (False, True, "step_limit")


def test_an_episode_can_be_broken_off(episode):
    episode.break_off()
    assert episode.ended == "broken_off" and not episode.score.success


def test_a_trace_replays_to_the_last_bit(episode, tmp_path):
    for action in PLAN:
        episode.step(action)
    path = tmp_path / "trace.jsonl"
    episode.save_trace(path)
    assert path.read_text() == episode.trace()
    report = coffeetest.replay(path)
    assert report and report.same and report.difference is None
    assert report.steps == len(PLAN) and report.hashes > len(PLAN)
    assert report.time_s == pytest.approx(episode.time_s)


def trace_lines(episode):
    for action in PLAN:
        episode.step(action)
    return episode.trace().splitlines(keepends=True)


def test_a_forged_trace_is_found_out(episode, tmp_path):
    lines = trace_lines(episode)
    end = json.loads(lines[-1])
    end["score"]["score"] = 100.0
    path = tmp_path / "trace.jsonl"
    path.write_text("".join([*lines[:-1], json.dumps(end) + "\n"]))
    report = coffeetest.replay(path)
    assert not report and "score" in report.difference


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: [], "empty"),
        (lambda lines: lines[1:], "header"),
        (lambda lines: lines[:-1], "breaks off"),
        (lambda lines: [*lines[:2], "{]\n", *lines[2:]], "line 3"),
        (lambda lines: [lines[0].replace('"format":1', '"format":999'), *lines[1:]], "newer"),
    ],
)
def test_a_broken_trace_is_refused_with_the_reason(episode, tmp_path, spoil, why):
    path = tmp_path / "trace.jsonl"
    path.write_text("".join(spoil(trace_lines(episode))))
    with pytest.raises(coffeetest.TraceError, match=why):
        coffeetest.replay(path)


def test_a_trace_that_is_not_there_is_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        coffeetest.replay(tmp_path / "no.jsonl")


def test_errors_have_a_common_base_and_say_what_would_be_right(tmp_path):
    with pytest.raises(coffeetest.UnknownNameError, match="Did you mean `first`"):
        coffeetest.Episode("frist")
    (tmp_path / "homes").mkdir()
    (tmp_path / "homes" / "bad.ron").write_text("Home(\n    format: 1,\n    nmae: 3,\n)\n")
    with pytest.raises(coffeetest.SceneError, match=r"bad\.ron:3"):
        coffeetest.Episode(scenes=tmp_path)
    with pytest.raises(coffeetest.ActionError, match="not a verb"):
        coffeetest.parse_action("fly to the moon")
    for error in ("SceneError", "UnknownNameError", "EpisodeError", "ActionError", "TraceError", "RunFolderError"):
        assert issubclass(getattr(coffeetest, error), coffeetest.CoffeetestError)


def test_other_threads_run_while_an_episode_simulates(episode):
    counted, over = 0, threading.Event()

    def simulate():
        episode.step("wait 900 s")
        over.set()

    thread = threading.Thread(target=simulate)
    thread.start()
    while not over.is_set():
        counted += 1
    thread.join()
    assert counted > 1000


def test_a_step_that_does_nothing_adds_at_most_twenty_microseconds(episode):
    episode.step("done")
    fastest = min(timed(lambda: episode.step("wait 1 s"), 200) for _ in range(20))
    assert fastest <= 20e-6, f"{fastest * 1e6:.1f} µs"


def timed(work, times):
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def test_secret_homes_are_played_with_their_key_only(tmp_path):
    with pytest.raises(coffeetest.EpisodeError, match="drawn from a secret key"):
        coffeetest.Episode("level_3/test")
    with pytest.raises(coffeetest.EpisodeError, match="drawn from a secret key"):
        coffeetest.evaluate(agent="idle", suite="level_3/test", episodes=1, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    key = tmp_path / "test.key"
    key.write_text("coffeetest-key 1\n" + "07" * 32 + "\n")
    key.chmod(0o600)
    secret, public = (coffeetest.Episode("level_3/test", key=key), coffeetest.Episode("level_3"))
    assert secret.step("look around").observation.text != public.step("look around").observation.text
    key.write_text("no key\n")
    with pytest.raises(coffeetest.KeyFileError):
        coffeetest.Episode("level_3/test", key=key)
