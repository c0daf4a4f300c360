"""People: whom agencies look after, and which shares of them conditions ask for (rule 7)."""

from simulator.plan.composed import Actor
from simulator.program.conditions import Conditions, Reader
from simulator.program.literals import Action
from simulator.program.model import NONE, Crowd, Group
from simulator.program.registry import Registry
from simulator.scenario.case import Case
from simulator.text.conditions import Knows, People


class Crowds:
    """Compiles the shares of people, after all conditions: nothing is made where none asks for one."""

    def __init__(self, case: Case, registry: Registry, conditions: Conditions) -> None:
        self._actors = [actor for actor in case.composition.actors.values() if actor.record.people]
        self._registry = registry
        self._conditions = conditions
        self.groups: tuple[Group, ...] = ()
        self.made: tuple[Crowd, ...] = ()

    def make(self) -> None:
        """Make all that is asked for."""
        asked = dict(self._conditions.crowds)
        if asked:
            self.groups = tuple(map(self._group, self._actors))
            self.made = tuple(
                self._crowd(number, fact, people) for number, (fact, people) in enumerate(asked.items())
            )

    def _group(self, actor: Actor) -> Group:
        people = actor.record.people
        assert people is not None  # noqa: S101 (only those with people are asked)
        drawn = people.low < people.high
        return Group(
            agent=self._registry.agents[actor.name],
            stream=self._registry.chance(f"people|{actor.name}", 0.0) if drawn else NONE,
            low=people.low,
            high=people.high,
            vulnerable=people.vulnerable,
        )

    def _crowd(self, number: int, fact: int, people: People) -> Crowd:
        first = number * len(self._actors)
        gates = (
            self._conditions.root(Knows(actor.name, people.knows), Reader(), Action.PEOPLE, first + place)
            for place, actor in enumerate(self._actors)
        )
        return Crowd(
            cell=self._registry.truth(fact),
            fact=fact,
            vulnerable=people.vulnerable,
            hearers=tuple(enumerate(gates)),
        )
