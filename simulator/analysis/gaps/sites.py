"""The places of a program at which time can be wasted, each with the cause that it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from simulator.analysis.truth import Trees, cells_in
from simulator.plan.alike import common, common_task
from simulator.plan.gap import Kind
from simulator.program.model import NONE, Program

CAPACITY, COORDINATION = "capacity", "coordination"
"""Why units were waited for: all of the kind were in use, or some stood idle out of the needer's hands."""
SLOW_HOP = "slow_hop"
"""The rule of a lag that links took by which the fact came, and not that nobody told it."""


@dataclass(frozen=True, slots=True)
class Site:
    """One cause at one place; `kind` and `place` are those of a gap, `rule` tells alike ones apart."""

    kind: Kind
    place: str
    rule: str


class Sites:
    """The sites of one program, numbered in an order that depends on the program alone."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.all: tuple[Site, ...] = tuple(dict.fromkeys(_sites(program)))
        numbers = {site: number for number, site in enumerate(self.all)}
        agents = [common(agent.name) for agent in program.agents]
        self.desks = [numbers.get(Site("desk", name, "queue"), NONE) for name in agents]
        """Of each agent."""
        self.ends = [(self.desks[link.sender], self.desks[link.receiver]) for link in program.links]
        """Of each link."""
        self.links = [numbers[Site("medium", common(link.name), "redial")] for link in program.links]
        self.decisions = [
            numbers.get(Site("authority", common_task(task.name), "decision"), NONE) for task in program.tasks
        ]
        """Of each task."""
        self.asked_before = {
            seat: program.seats[before].agent
            for task in program.tasks
            for before, seat in pairwise(task.turns)
        }
        """By seat of a deputy, the agent whose turn it was before."""
        self.seats = {seat.errand: number for number, seat in enumerate(program.seats)}
        """By errand that asks for the decision."""
        self.scales = [numbers[Site("authority", scale.name, "declaration")] for scale in program.scales]
        self.posts = [numbers[Site("authority", post.name, "vacant")] for post in program.posts]
        self.pacts = [numbers[Site("seam", pact.name, "promise")] for pact in program.pacts]
        self.units = {
            (number, need.kind, rule): numbers[Site("resource", f"{need.kind}@{agents[task.owner]}", rule)]
            for number, task in enumerate(program.tasks)
            for need in (*task.needs, *(use.need for use in task.uses))
            for rule in (CAPACITY, COORDINATION)
        }
        """By task, kind of unit and rule."""
        self.facts = {
            (agent, fact): numbers[
                Site("information", f"{common(program.facts[fact].base)}@{agents[agent]}", "lag")
            ]
            for agent, fact in _needed(program)
        }
        """By agent and fact that one of its tasks waits for."""


def _sites(program: Program) -> Iterator[Site]:
    agents = [common(agent.name) for agent in program.agents]
    for agent, fact in _needed(program):
        yield Site("information", f"{common(program.facts[fact].base)}@{agents[agent]}", "lag")
    for task in program.tasks:
        if task.turns:
            yield Site("authority", common_task(task.name), "decision")
        for need in (*task.needs, *(use.need for use in task.uses)):
            for rule in (CAPACITY, COORDINATION):
                yield Site("resource", f"{need.kind}@{agents[task.owner]}", rule)
    yield from (Site("authority", scale.name, "declaration") for scale in program.scales)
    yield from (Site("medium", common(link.name), "redial") for link in program.links)
    yield from (
        Site("desk", name, "queue")
        for name, agent in zip(agents, program.agents, strict=True)
        if agent.desk != NONE
    )
    yield from (Site("seam", pact.name, "promise") for pact in program.pacts)
    yield from (Site("authority", post.name, "vacant") for post in program.posts)


def _needed(program: Program) -> Iterator[tuple[int, int]]:
    """Give (owner, fact) of all that the conditions of tasks and scales name and their owners may believe."""
    for task in program.tasks:
        for own, _world in (*task.beliefs, *task.follows):
            yield program.cells[own]
    trees = Trees(program)
    for scale in program.scales:
        for _, _, criterion in scale.gates:
            yield from (program.cells[cell] for cell in cells_in(trees.tree(criterion)))
