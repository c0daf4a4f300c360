"""Fact instances: one for each region or incident where a fact is written for each (rules 4 and 11)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from simulator.plan.alike import bare
from simulator.plan.composed import FactItem, Job
from simulator.plan.facts import TASK_STATES
from simulator.program.holders import moving_posts
from simulator.program.mentions import mentioned, passed_states
from simulator.scenario.case import Case, Happening, Move

PER_INCIDENT = ("ready", "started", "done")
"""States of a task that each of its copies has for itself; obligations, and so `overdue`, are not copied."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One incident as it is played: the `number`-th (from 1), of its arrivals the `turn`-th (from 0)."""

    number: int
    happening: Happening
    turn: int

    def own(self, name: str) -> str:
        """Give the name of its own copy of something; the first incident's is the name itself.

        So an incident that is added after the others renames nothing, and moves no draw.
        """
        return name if self.number == 1 else f"{name}/{self.number}"


@dataclass(frozen=True, slots=True)
class Copy:
    """A task as it is played: once, or once for each incident of its hazard.

    A task of a `post` that changes hands is there once for each of those who may hold it; `job.owner` is that
    one.
    """

    name: str
    job: Job
    occurrence: Occurrence | None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One instance of a fact and the fact's id."""

    name: str
    base: str


class Facts:
    """The instances of all facts of a case; nothing is added after it is made.

    An instance is named `trapped@city.north` for one region, `leak/2` for the second incident.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._items = case.composition.facts
        self.occurrences = tuple(_occurrences(case.happenings))
        hazards = {bare(occurrence.happening.record.hazard) for occurrence in self.occurrences}
        self._scoped = frozenset(self._scoped_facts(hazards))
        self.holders = moving_posts(case)
        self.copies = tuple(each for copy in self._copies(hazards) for each in self._by_holder(copy))
        self._used = mentioned(case)
        self._states = passed_states(case.composition.edges)
        self._all: dict[tuple[str, str | None], dict[str, None]] = defaultdict(dict)
        self._own: dict[tuple[str, str | None, int], dict[str, None]] = defaultdict(dict)
        self.written = tuple(dict.fromkeys(self._write()))

    # -- what is written -------------------------------------------------------------------------------------

    def item(self, base: str) -> FactItem:
        """Give the fact of an id; one that no plan describes is true or false."""
        return self._items.get(base) or FactItem(base, "boolean")

    def known(self, base: str) -> bool:
        """Tell whether it is a fact at all, and not the name of a place."""
        return base in self._items or (base, None) in self._all

    def instance(self, base: str, region: str | None, occurrence: Occurrence | None) -> str:
        """Give the instance that is written here; without an incident, that of the first."""
        name = f"{base}@{region}" if region and self.item(base).per == "region" else base
        return occurrence.own(name) if occurrence and base in self._scoped else name

    def automatic(self, owner: str, state: str, occurrence: Occurrence | None) -> Written | None:
        """Give the instance of `t.ready`, `link.undelivered` ... if somebody uses it, else None."""
        base = f"{owner}.{state}"
        if base in self._used or (state in self._states and base in self._items):
            return Written(self.instance(base, None, occurrence), base)
        return None

    def states(self, copy: Copy) -> Iterator[Written]:
        """Give the automatic facts of a task that somebody uses."""
        for state in TASK_STATES:
            if automatic := self.automatic(copy.job.name, state, copy.occurrence):
                yield automatic

    def brought(self, copy: Copy, base: str) -> Written:
        """Give the instance of a fact that a task brings about."""
        return Written(self.instance(base, self.region_of(copy), copy.occurrence), base)

    def _write(self) -> Iterator[Written]:
        for base, region, occurrence in self._settings():
            yield self._enter(base, region, occurrence)
        for copy in self.copies:
            region = self.region_of(copy)
            for base, _value in copy.job.brings:
                yield self._enter(base, region, copy.occurrence)
            for automatic in self.states(copy):
                yield self._enter(automatic.base, None, copy.occurrence)
        for edge in self._case.composition.edges:
            if undelivered := self.automatic(edge.name, "undelivered", None):
                yield self._enter(undelivered.base, None, None)

    def _settings(self) -> Iterator[tuple[str, str | None, Occurrence | None]]:
        """Give what incidents, scales and injects set."""
        for occurrence in self.occurrences:
            for base, _value in occurrence.happening.facts:
                yield base, occurrence.happening.region, occurrence
        for axis in self._case.composition.axes:
            yield axis.name, None, None
        for move in self._case.moves:
            for base, _value in move.facts:
                yield base, self.region_of_move(move), None

    def _enter(self, base: str, region: str | None, occurrence: Occurrence | None) -> Written:
        name = self.instance(base, region, occurrence)
        for where in {None, region if self.item(base).per == "region" else None}:
            self._all[base, where][name] = None
            self._own[base, where, occurrence.number if occurrence else 1][name] = None
        return Written(name, base)

    # -- what a name means -----------------------------------------------------------------------------------

    def read(self, base: str, region: str | None, occurrence: Occurrence | None) -> tuple[str, ...]:
        """Give the instances that a name means: of this incident, in this region, or all of them.

        What nobody writes is one instance that stays unknown.
        """
        own = (
            self._own.get((base, region, occurrence.number)) if occurrence and base in self._scoped else None
        )
        nobody = {f"{base}@{region}" if region else base: None}
        return tuple(own or self._all.get((base, region), nobody))

    def apart(self, bases: Iterable[str]) -> tuple[Occurrence | None, ...]:
        """Give the incidents that have their own instances of some facts; None alone if fewer than two.

        What is asked of facts that several incidents have is asked for each of them.
        """
        scoped = [base for base in bases if base in self._scoped]
        found = [
            each
            for each in self.occurrences
            if any((base, None, each.number) in self._own for base in scoped)
        ]
        return tuple(found) if len(found) > 1 else (None,)

    # -- where -----------------------------------------------------------------------------------------------

    def region_of(self, copy: Copy) -> str | None:
        """Give the region that a task writes of: its incident's, else its owner's."""
        if copy.occurrence is not None and copy.occurrence.happening.region:
            return copy.occurrence.happening.region
        return self._case.composition.actors[copy.job.owner].region

    def region_of_move(self, move: Move) -> str | None:
        """Give the region that an inject writes of: its own, else the first incident's."""
        if move.region or not self.occurrences:
            return move.region
        return self.occurrences[0].happening.region

    # -- copies ----------------------------------------------------------------------------------------------

    def _scoped_facts(self, hazards: set[str]) -> Iterator[str]:
        """Give the facts that each incident has for itself."""
        for happening in self._case.happenings:
            yield from (fact for fact, _value in happening.facts)
        for job in self._case.composition.jobs:
            if job.hazard in hazards:
                yield from (fact for fact, _value in job.brings)
                yield from (f"{job.name}.{state}" for state in PER_INCIDENT)

    def _copies(self, hazards: set[str]) -> Iterator[Copy]:
        for job in self._case.composition.jobs:
            if job.hazard not in hazards:
                yield Copy(job.name, job, None)
                continue
            for occurrence in self.occurrences:
                if bare(occurrence.happening.record.hazard) == job.hazard:
                    yield Copy(occurrence.own(job.name), job, occurrence)

    def _by_holder(self, copy: Copy) -> Iterator[Copy]:
        """Give a task for each who may hold its post; that of the declared holder has the name itself."""
        job = copy.job
        if job.post is None or job.post not in self.holders:
            yield copy
            return
        for number, holder in enumerate(self.holders[job.post], 1):
            name = copy.name if number == 1 else f"{copy.name}#{number}"
            others = tuple(each for each in job.companions if each != holder)
            yield Copy(name, replace(job, owner=holder, companions=others), copy.occurrence, job.post)


def _occurrences(happenings: tuple[Happening, ...]) -> Iterator[Occurrence]:
    number = 0
    for happening in happenings:
        for turn in range(happening.record.count):
            number += 1
            yield Occurrence(number, happening, turn)
