"""Plays one episode with an agent that is written here. It is curious, but no cook."""

import coffeetest
from coffeetest import Action, Observation, Task
from coffeetest.actions import Done, Look, Open


class Curious:
    """Opens all doors and drawers that it finds, and then admits that it cannot make coffee."""

    def reset(self, task: Task) -> None:
        """Hear what is asked for."""
        print(f"somebody says: {task.order}\n")
        self.tried: set[str] = set()
        self.looked = False

    def act(self, observation: Observation) -> Action:
        """Open the nearest door that is new; look around where there is none; give up where that shows none."""
        doors = [thing for thing in observation.objects if thing.kind in ("door", "drawer")]
        new = [door.handle for door in doors if door.handle not in self.tried and "closed" in door.state]
        if new:
            self.looked = False
            self.tried.add(new[0])
            return Open(new[0])
        if not self.looked:
            self.looked = True
            return Look("around")
        return Done("impossible", reason="I have looked everywhere, but nobody taught me to cook")


agent, episode = Curious(), coffeetest.Episode("first", index=0, seed=0)
agent.reset(episode.task)
while not episode.ended:
    step = episode.step(agent.act(episode.observation))
    print(f"{step.observation.time_s:6.1f} s  {step.outcome.text}")
print(f"\n{episode.score}")
