"""Posts that change hands (rule 21): how they do, and what goes with them."""

from collections.abc import Iterable, Iterator

from simulator.program.conditions import Conditions, Reader
from simulator.program.holders import NOWHERE, hand_overs_of
from simulator.program.knowledge import Holdings
from simulator.program.literals import Action
from simulator.program.model import NONE, HandOver, Post, Scale, Task
from simulator.program.registry import Registry
from simulator.program.wiring import Wiring
from simulator.scenario.case import Case

NEVER = -1.0


class Posts:
    """Compiles the posts that change hands; `numbers` are theirs by name."""

    def __init__(self, case: Case, registry: Registry, wiring: Wiring, conditions: Conditions) -> None:
        self._composition = case.composition
        self._registry = registry
        self._wiring = wiring
        self._conditions = conditions
        self.holders = registry.facts_of.holders
        self.numbers = {name: number for number, name in enumerate(self.holders)}
        self.hand_overs: list[HandOver] = []

    def posts(self, tasks: Iterable[Task], scales: Iterable[Scale], holdings: Holdings) -> tuple[Post, ...]:
        """Compile them when tasks, scales and what agencies can know are there."""
        tasks, scales = tuple(tasks), tuple(scales)
        for number, ends in enumerate(hand_overs_of(self._composition, self.holders)):
            self.hand_overs.append(self._hand_over(number, ends, holdings))
        return tuple(self._post(name, tasks, scales) for name in self.holders)

    def _post(self, name: str, tasks: tuple[Task, ...], scales: tuple[Scale, ...]) -> Post:
        seat, number = self._composition.seats[name], self.numbers[name]
        turnover = self._composition.turnovers.get(name, NOWHERE)
        agents = self._agents(name)
        on_condition = {each.giver: index for index, each in self._of(number) if each.gates}
        on_arrival = {each.giver: index for index, each in self._of(number) if not each.gates}
        places = range(len(agents))
        owned = [each for each in range(len(tasks)) if tasks[each].post == number]
        levels = [each for each in range(len(scales)) if scales[each].post == number]
        return Post(
            name=name,
            title=seat.record.name if seat.record else None,
            holders=agents,
            standing=len(seat.holders),
            after=NEVER if seat.after is None else seat.after,
            switches=tuple(self._wiring.outages.of_agency(agency) for agency in self.holders[name]),
            hand_overs=tuple(on_condition.get(place, NONE) for place in places),
            back=tuple(on_arrival.get(place, NONE) for place in places),
            tasks=tuple(tuple(each for each in owned if tasks[each].owner == agent) for agent in agents),
            scales=tuple(tuple(each for each in levels if scales[each].agent == agent) for agent in agents),
            wanted_gate=self._root(turnover.wanted, agents[0], Action.WANTED, number),
            arrives_gate=self._root(turnover.arrives, agents[0], Action.ARRIVES, number),
            arriving=self._registry.stream(f"arrive|{name}", turnover.arriving),
        )

    def _agents(self, name: str) -> tuple[int, ...]:
        return tuple(self._registry.agents[agency] for agency in self.holders[name])

    def _of(self, number: int) -> list[tuple[int, HandOver]]:
        return [(index, each) for index, each in enumerate(self.hand_overs) if each.post == number]

    def _root(self, condition: object, agent: int, action: Action, subject: int) -> int:
        if condition is None:
            return NONE
        return self._conditions.root(condition, Reader(agent), action, subject)  # type: ignore[arg-type]

    def _hand_over(self, number: int, ends: tuple[str, str, str], holdings: Holdings) -> HandOver:
        name, giver, taker = ends
        turnover = self._composition.turnovers[name]
        agents = self._registry.agents[giver], self._registry.agents[taker]
        called = taker == turnover.to
        takes = turnover.takes if called else turnover.arriving
        facts = sorted(holdings.get(giver, set()) | holdings.get(taker, set()))
        return HandOver(
            name=f"{name}: {giver} > {taker}",
            post=self.numbers[name],
            giver=self.holders[name].index(giver),
            taker=self.holders[name].index(taker),
            takes=self._registry.stream(f"hand over|{name}|{giver}", takes),
            gates=tuple(self._root(turnover.when, agent, Action.HAND_OVER, number) for agent in agents)
            if called
            else (),
            ways=tuple(dict.fromkeys(self._ways(giver, taker))),
            shared=tuple(
                (self._registry.cell(agents[0], fact), self._registry.cell(agents[1], fact)) for fact in facts
            ),
        )

    def _ways(self, giver: str, taker: str) -> Iterator[tuple[int, ...]]:
        """Give the switches of each medium by which two agencies can reach one another directly."""
        for edge in self._composition.edges:
            if {edge.sender, edge.receiver} == {giver, taker}:
                for medium in edge.over or ("",):
                    yield self._wiring.outages.of_rung(edge, medium)
