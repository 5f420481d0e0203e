"""The package as it is installed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import coffeetest

ROOT = Path(__file__).parents[2]


def run(*command):
    return subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True)


def test_the_stubs_say_what_the_core_has():
    result = run("-m", "mypy.stubtest", "coffeetest._core")
    assert result.returncode == 0, result.stdout


def test_the_package_is_typed():
    assert (Path(coffeetest.__file__).parent / "py.typed").exists()


def test_all_that_is_promised_is_there():
    assert all(hasattr(coffeetest, name) for name in coffeetest.__all__)
    assert coffeetest.__version__ == coffeetest._core.__version__


def test_the_example_plays_an_episode():
    result = run(ROOT / "python/examples/hello_agent.py")
    assert result.returncode == 0, result.stderr
    assert "make me a coffee" in result.stdout and "Score(" in result.stdout


def test_an_agent_is_whatever_has_the_two_methods(idle):
    assert isinstance(idle(), coffeetest.Agent)
    assert not isinstance(object(), coffeetest.Agent)


@pytest.mark.parametrize("number", [0, 1])
def test_the_python_in_the_readme_runs_as_it_is_printed(number, tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 2
    script = tmp_path / "script.py"
    script.write_text(blocks[number])
    result = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert ("0/2" in result.stdout) if number == 0 else ("you opened fridge" in result.stdout)
