"""A site of which is told, with what its words need; and the words of one rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simulator.analysis.gaps.sites import Site
from simulator.errors import Message
from simulator.plan.agencies import Pool
from simulator.plan.alike import common
from simulator.plan.composed import Actor, Composition
from simulator.plan.desks import empty_stretches
from simulator.plan.gap import Side
from simulator.program.model import Program
from simulator.text.record import Record, Title

MOSTLY = 0.5
"""Of all replications: in more of them a wait never ended, and that is what the gap is called."""
MOST_OF_IT = 2 / 3
"""Of a wait: hours without anybody that are as long at a stretch are what it is blamed on."""


class TakenHop(NamedTuple):
    """What a link took of a lag: seconds in the mean, and the label of what most of them went to."""

    link: str
    mean: float
    spent_on: str


@dataclass(frozen=True, slots=True)
class Told:
    """A site of which is told. `endless`: how often it never ended; `usual`: the longest wait, median in s.

    `others`: how often each agent was on the other side, `hops` what links took of a lag, the most first.
    """

    composition: Composition
    program: Program
    site: Site
    others: Counter[int]
    endless: float
    usual: float
    hops: tuple[TakenHop, ...] = ()

    def side(self, name: str) -> Side:
        """Give the side of an agency; of many alike the first stands for all."""
        return Side.of(self.actor(name))

    def title(self, name: str) -> Title:
        """Give the title of an agency."""
        return self.actor(name).record.name

    def actor(self, name: str) -> Actor:
        """Give an agency; of many alike the first stands for all."""
        actors = self.composition.actors
        return actors[name] if name in actors else actors[self.composition.members[name][0]]

    def pools(self, kind: str) -> Iterator[Pool]:
        """Give the pools of a kind of the agency on the other side."""
        for name, pool in self.actor(self.opposite).record.pools.items():
            if kind in (name, pool.kind):
                yield pool

    def first_giver(self, kind: str, agency: str) -> str:
        """Give whose units of a kind an agency takes first, as paths name it; itself where nobody has any."""
        program = self.program
        for task in program.tasks:
            if common(program.agents[task.owner].name) == agency:
                for need in (*task.needs, *(use.need for use in task.uses)):
                    if need.kind == kind and need.servers:
                        return common(program.agents[program.servers[need.servers[0]].agent].name)
        return agency

    def is_left_alone(self, name: str) -> bool:
        """Whether nobody is at an agency's desk for so long at a stretch that this may explain the waits."""
        actor, program = self.actor(name), self.program
        desk, holidays = actor.record.desk, self.composition.holidays[actor.plan]
        if desk is None:
            return False
        empty = empty_stretches(actor.record, desk, holidays, program.start, program.horizon)
        return any(seconds >= MOST_OF_IT * self.usual for _, seconds in empty)

    @property
    def opposite(self) -> str:
        """The qualified name of the agency that is most often on the other side."""
        return self.program.agents[self.others.most_common(1)[0][0]].name

    @property
    def mostly(self) -> str:
        """In how many of the replications that show it that agency is on the other side, in percent."""
        return f"{self.others.most_common(1)[0][1] / self.others.total():.0%}".replace("%", " %")


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule says: `between` names the agency in want first; `records` stand in the plans."""

    title: Message
    text: Message
    remedy: Message
    between: tuple[str, str]
    records: tuple[Record, ...]
    known_from: tuple[str, ...]
    links: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
