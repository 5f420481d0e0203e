"""Runs with agents written in Python."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time

import jsonschema
import pytest

import coffeetest
from coffeetest.records import CupScore, EpisodeRow, Penalty, RowError, SubScores

SCHEMA = json.loads(coffeetest.EPISODE_SCHEMA)


def rows_of(folder):
    return [json.loads(line) for line in (folder / "episodes.jsonl").read_text().splitlines()]


def without_time(rows):
    return [{**row, "wall_s": 0, "agent": ""} for row in sorted(rows, key=lambda row: row["episode"])]


def test_a_run_leaves_a_folder_with_manifest_rows_and_traces(idle, tmp_path):
    heard = []
    report = coffeetest.evaluate(agent=idle, episodes=3, out=tmp_path / "run", on_episode=heard.append)
    assert (report.successes, report.success_rate, report.mean_score) == (0, 0.0, 0.0)
    assert [row["episode"] for row in report.rows] == [0, 1, 2]
    assert without_time(rows_of(report.folder)) == without_time(report.rows) == without_time(heard)
    for row in report.rows:
        jsonschema.validate(row, SCHEMA)
        assert row["ended"] == "time_limit" and row["error"] is None and row["agent"] == "Idle"
        assert coffeetest.replay(report.folder / row["trace_file"])
    manifest = json.loads((report.folder / "manifest.json").read_text())
    assert manifest["plan"] == {**manifest["plan"], "suite": "first", "agent": "Idle", "seed": 0, "episodes": 3}
    assert "0/3" in str(report) and str(report.folder) in str(report)


def test_an_agent_by_name_does_the_same_as_one_written_here(tmp_path):
    class Twin:
        def reset(self, task):
            pass

        def act(self, observation):
            return {"verb": "wait", "seconds": 60.0}

    ours = coffeetest.evaluate(agent="idle", episodes=2, out=tmp_path / "ours")
    yours = coffeetest.evaluate(agent=Twin, episodes=2, out=tmp_path / "yours", name="idle")
    assert without_time(ours.rows) == without_time(yours.rows)
    traces = [(report.folder / "traces/000001.jsonl").read_text() for report in (ours, yours)]
    assert traces[0] == traces[1]


def test_the_command_line_writes_the_same_folder(tmp_path):
    program = os.environ["COFFEETEST_BIN"]
    there = tmp_path / "there"
    command = [program, "eval", "--agent", "random", "--episodes", "2", "--seed", "5", "--out", str(there)]
    subprocess.run(command, check=True, capture_output=True)
    here = coffeetest.evaluate(agent="random", episodes=2, seed=5, out=tmp_path / "here").folder
    assert without_time(rows_of(here)) == without_time(rows_of(there))
    assert sorted(path.name for path in here.iterdir()) == sorted(path.name for path in there.iterdir())
    manifests = [json.loads((folder / "manifest.json").read_text())["plan"] for folder in (here, there)]
    assert manifests[0] == manifests[1]
    for trace in (here / "traces").iterdir():
        assert trace.read_text() == (there / "traces" / trace.name).read_text()


def test_an_agent_that_raises_loses_its_episode_and_no_other(idle, tmp_path):
    class Moody(idle):
        def act(self, observation):
            if self.task.episode == 1:
                raise KeyError("no idea")
            return super().act(observation)

    report = coffeetest.evaluate(agent=Moody, episodes=3, out=tmp_path / "run")
    assert [row["error"] is None for row in report.rows] == [True, False, True]
    error = report.rows[1]["error"]
    assert error["source"] == "agent" and "KeyError: 'no idea'" in error["message"]
    assert "test_evaluate.py:" in error["message"], "it says where"
    assert report.rows[1]["ended"] == "broken_off"


def test_an_agent_that_never_answers_is_given_up(idle, tmp_path):
    class Silent(idle):
        def act(self, observation):
            if self.task.episode == 0:
                time.sleep(3600)
            return super().act(observation)

    start = time.monotonic()
    report = coffeetest.evaluate(agent=Silent, episodes=2, out=tmp_path / "run", act_timeout_s=0.5)
    assert time.monotonic() - start < 30
    assert "no answer within 0.5 s" in report.rows[0]["error"]["message"]
    assert report.rows[1]["error"] is None


def test_an_agent_that_cannot_be_made_or_gives_no_action_is_told_why(idle, tmp_path):
    def broken():
        raise RuntimeError("no key for the service")

    report = coffeetest.evaluate(agent=broken, episodes=1, out=tmp_path / "a")
    assert "no key for the service" in report.rows[0]["error"]["message"]

    class Mute(idle):
        def act(self, observation):
            return None

    report = coffeetest.evaluate(agent=Mute, episodes=1, out=tmp_path / "b")
    assert "an action is text" in report.rows[0]["error"]["message"]


def test_nonsense_is_counted_and_ends_the_episode_at_last(idle, tmp_path):
    class Babbler(idle):
        def act(self, observation):
            return "fly to the moon"

    row = coffeetest.evaluate(agent=Babbler, episodes=1, out=tmp_path / "run").rows[0]
    assert row["error"] is None and row["ended"] == "step_limit" and row["invalid_actions"] == row["steps"]


def test_episodes_go_on_while_agents_wait(idle, tmp_path):
    class Slow(idle):
        def act(self, observation):
            time.sleep(1.0)
            return "done"

    start = time.monotonic()
    coffeetest.evaluate(agent=Slow, episodes=6, jobs=6, out=tmp_path / "run")
    assert time.monotonic() - start < 4.0, "six waits of a second each, one after the other, take six"


def test_one_agent_plays_one_episode_after_the_other(idle, tmp_path):
    agent = idle()
    seen = []
    agent.reset = lambda task: seen.append(task.episode)
    coffeetest.evaluate(agent=agent, episodes=3, out=tmp_path / "run")
    assert seen == [0, 1, 2]
    with pytest.raises(ValueError, match="pass its class"):
        coffeetest.evaluate(agent=agent, episodes=3, jobs=2, out=tmp_path / "other")


def test_wrong_calls_leave_no_folder_behind(idle, tmp_path):
    out = tmp_path / "run"
    with pytest.raises(coffeetest.UnknownNameError, match="first"):
        coffeetest.evaluate(agent=idle, suite="frist", out=out)
    with pytest.raises(coffeetest.UnknownNameError, match="reference"):
        coffeetest.evaluate(agent="referense", out=out)
    with pytest.raises(TypeError, match="reset"):
        coffeetest.evaluate(agent=3, out=out)
    with pytest.raises(ValueError, match="act_timeout_s"):
        coffeetest.evaluate(agent=idle, act_timeout_s=float("nan"), out=out)
    for wrong in ({"episodes": 0}, {"jobs": 0}, {"resume": out}):
        with pytest.raises(ValueError):
            coffeetest.evaluate(agent=idle, out=out, **wrong)
    assert not out.exists()


def test_a_run_is_gone_on_with_and_no_other_is_mixed_in(idle, tmp_path):
    whole = coffeetest.evaluate(agent=idle, episodes=3, seed=7, out=tmp_path / "whole")
    part = coffeetest.evaluate(agent=idle, episodes=3, seed=7, out=tmp_path / "part").folder
    lines = (part / "episodes.jsonl").read_text().splitlines(keepends=True)
    (part / "episodes.jsonl").write_text(lines[0] + lines[1][: len(lines[1]) // 2])
    with pytest.raises(coffeetest.RunFolderError, match="already holds a run"):
        coffeetest.evaluate(agent=idle, episodes=3, seed=7, out=part)
    with pytest.raises(coffeetest.RunFolderError, match="seed is `7` there and `8` here"):
        coffeetest.evaluate(agent=idle, seed=8, resume=part)
    with pytest.raises(coffeetest.RunFolderError, match="holds no run"):
        coffeetest.evaluate(agent=idle, resume=tmp_path)
    played = []
    again = coffeetest.evaluate(agent=idle, resume=part, on_episode=played.append)
    assert len(played) == 2
    assert without_time(again.rows) == without_time(whole.rows)


def test_ctrl_c_keeps_what_is_finished(tmp_path):
    script = textwrap.dedent("""
        import sys, time, coffeetest

        class Slow:
            def reset(self, task):
                self.task = task

            def act(self, observation):
                if self.task.episode >= 2:
                    print("waiting", flush=True)
                    time.sleep(2.0 if len(sys.argv) > 2 else 3600)
                return "done"

        coffeetest.evaluate(agent=Slow, episodes=4, jobs=1, **{sys.argv[1]: "run"})
    """)
    (tmp_path / "script.py").write_text(script)
    child = subprocess.Popen(
        [sys.executable, "script.py", "out"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "waiting\n"
    start = time.monotonic()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=30)
    assert child.returncode != 0 and "KeyboardInterrupt" in errors
    assert time.monotonic() - start < 15, "it does not wait for an agent that hangs"
    assert [row["episode"] for row in rows_of(tmp_path / "run")] == [0, 1]
    subprocess.run([sys.executable, "script.py", "resume", "quick"], cwd=tmp_path, check=True, capture_output=True)
    assert [row["episode"] for row in rows_of(tmp_path / "run")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("", EpisodeRow), ("CupScore", CupScore), ("SubScores", SubScores), ("Penalty", Penalty), ("RowError", RowError)],
)
def test_rows_are_typed_as_in_their_schema(name, kind):
    properties = SCHEMA["$defs"][name]["properties"] if name else SCHEMA["properties"]
    assert set(properties) == set(kind.__annotations__)
