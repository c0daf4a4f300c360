"""Over which hops a fact can pass: links, talk groups, requests for decisions, joint tasks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.plan.composed import Composition, Edge, Job
from simulator.plan.passing import ALL, ends, fits
from simulator.text.condition_tree import names_in


@dataclass(frozen=True, slots=True, eq=False)
class Hop:
    """One step of a fact from agency to agency.

    `over` are the media that serve it, each by itself; empty: none is needed. `edge` is the link, None where
    the participants of a joint task tell one another.
    """

    giver: str
    taker: str
    edge: Edge | None
    over: tuple[str, ...] = ()


class Routes:
    """The hops of composed plans, by the facts that pass over them."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._named: dict[str, list[Hop]] = defaultdict(list)
        self._patterns: dict[str, list[Hop]] = defaultdict(list)
        self._kept: dict[str, tuple[Hop, ...]] = {}
        for edge in composition.edges:
            self._add_edge(edge)
        self._direct: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in composition.edges:
            self._direct[edge.sender, edge.receiver].append(edge)
        for job in composition.jobs:
            self._add_job(job)

    def _add_edge(self, edge: Edge) -> None:
        channels = self._composition.channels
        giver, _ = ends(edge, channels)
        hops = [Hop(giver, edge.sender if giver == edge.receiver else edge.receiver, edge, edge.over)]
        if giver == edge.sender:
            hops += [
                Hop(giver, member, edge, (name,))
                for name in edge.over
                for member in channels[name].members
                if member not in (edge.sender, edge.receiver)
            ]
        for pattern in edge.carries:
            self._of(pattern).extend(hops)

    def _of(self, pattern: str) -> list[Hop]:
        return (self._patterns if pattern.startswith(ALL) else self._named)[pattern]

    def _add_job(self, job: Job) -> None:
        facts = {name.text for name in names_in(job.when)}
        for other in (*(job.seat.holders if job.seat else ()), *job.companions):
            for edge in self.direct(job.owner, other)[:1]:
                for fact in facts:
                    self._named[fact].append(Hop(job.owner, other, edge, edge.over))
        together = (job.owner, *job.companions) if job.companions else ()
        self._patterns[ALL].extend(
            Hop(one, other, None) for one in together for other in together if one != other
        )

    def direct(self, sender: str, receiver: str) -> tuple[Edge, ...]:
        """Give the links from one agency to another over which something can be said, in declared order."""
        found = self._direct.get((sender, receiver), ())
        return tuple(edge for edge in found if edge.record.purpose != "ask")

    def hops(self, fact: str) -> tuple[Hop, ...]:
        """Give the hops over which a fact can pass."""
        if fact not in self._kept:
            by_ending = (
                hop for pattern, hops in self._patterns.items() if fits(pattern, fact) for hop in hops
            )
            self._kept[fact] = tuple(dict.fromkeys((*self._named.get(fact, ()), *by_ending)))
        return self._kept[fact]

    def reached(self, fact: str, starts: Iterable[str]) -> frozenset[str]:
        """Give the agencies to which a fact can pass from those that learn it by themselves; with these."""
        return spread(pairs(self.hops(fact)), starts)


def spread(arrows: Iterable[tuple[str, str]], starts: Iterable[str]) -> frozenset[str]:
    """Give the agencies that arrows lead to from the first ones; with these.

    >>> sorted(spread([("a", "b"), ("b", "c"), ("d", "a")], ["a"]))
    ['a', 'b', 'c']
    """
    takers: dict[str, list[str]] = defaultdict(list)
    for giver, taker in arrows:
        takers[giver].append(taker)
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(takers.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def pairs(hops: Iterable[Hop]) -> Iterator[tuple[str, str]]:
    """Give who passes something to whom."""
    return ((hop.giver, hop.taker) for hop in hops)
