"""What the tests share."""

import pytest

import coffeetest


@pytest.fixture
def episode():
    return coffeetest.Episode("first", index=0, seed=0)


class Idle:
    """Waits until the time is up."""

    def reset(self, task):
        self.task = task

    def act(self, observation):
        return "wait 600 s"


@pytest.fixture
def idle():
    return Idle
