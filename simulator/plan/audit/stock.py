"""Units: the pools that an agency may take from, and what agreements bring it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from simulator.plan.agencies import Pool
from simulator.plan.composed import Composition, Job, Pact
from simulator.plan.reach import DESK

Ref = tuple[str, str]
"""(qualified agency, pool)."""


class Stock:
    """Who can come by which units."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._pools: dict[tuple[str, str], dict[Ref, Pool]] = defaultdict(dict)
        for actor in composition.actors.values():
            for name, pool in actor.record.pools.items():
                for taker in (actor.name, *actor.open_to.get(name, ())):
                    for kind in {name, pool.kind or name}:
                        self._pools[taker, kind][actor.name, name] = pool
        self._pacts: dict[tuple[str, str], list[Pact]] = defaultdict(list)
        for pact in composition.pacts:
            for kind in pact.records[0].gives:
                self._pacts[composition.actors[pact.receiver].plan, kind].append(pact)

    def pools(self, agency: str, kind: str) -> Mapping[Ref, Pool]:
        """Give the pools of a kind that an agency may take from without asking."""
        return self._pools.get((agency, kind), {})

    def own(self, agency: str, kind: str) -> int:
        """Give the units of a kind that an agency has itself."""
        return sum(pool.units for ref, pool in self.pools(agency, kind).items() if ref[0] == agency)

    def pacts(self, job: Job, kind: str) -> tuple[Pact, ...]:
        """Give the agreements that bring a task units: those with its owner's plan, and with its own."""
        plans = dict.fromkeys((self._composition.actors[job.owner].plan, job.plan))
        found = [pact for plan in plans for pact in self._pacts.get((plan, kind), ())]
        return tuple(pact for pact in found if pact.giver != job.owner)

    def at_most(self, job: Job, kind: str) -> int:
        """Give how many units a task can have at the most: own, open to its owner, and promised.

        What is promised counts no further than the giver has it.
        """
        free = sum(pool.units for pool in self.pools(job.owner, kind).values())
        pacts = self.pacts(job, kind)
        return free + sum(min(pact.records[0].gives[kind], self.own(pact.giver, kind)) for pact in pacts)

    def holders(self, kind: str) -> tuple[Ref, ...]:
        """Give all pools of a kind, of whomever."""
        return tuple(
            dict.fromkeys(ref for (_, name), refs in self._pools.items() if name == kind for ref in refs)
        )


def needs_in(jobs: Iterable[Job]) -> Iterator[tuple[Job, str, int]]:
    """Give (task, kind, units) of everything that tasks need, without operators."""
    for job in jobs:
        yield from ((job, kind, units) for kind, units in job.record.needs.items() if kind != DESK)
