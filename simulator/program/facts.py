"""Fact instances: one for each region or incident where a fact is written for each (rules 4 and 11)."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.plan.composed import FactItem, Job
from simulator.scenario.case import Case, Happening, Move
from simulator.text.conditions import Condition, names_in

STATES = ("ready", "started", "done", "overdue")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One incident as it is played: the `number`-th of all (from 1), the `turn`-th of its arrivals (from 0)."""

    number: int
    happening: Happening
    turn: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A task as it is played: once, or once for each incident of its hazard."""

    name: str
    job: Job
    occurrence: Occurrence | None


class Facts:
    """The instances of all facts of a case, and who writes which.

    An instance is named `trapped@city.north` for one region, `leak/2` for one of several incidents.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._items = case.composition.facts
        self.occurrences = tuple(_occurrences(case.happenings))
        self._several = len(self.occurrences) > 1
        hazards = {_bare(occurrence.happening.record.hazard) for occurrence in self.occurrences}
        self._scoped = self._scoped_facts(hazards) if self._several else frozenset()
        self.copies = tuple(self._copies(hazards))
        self.used = frozenset(self._mentioned())
        self._states = {state for state in STATES if self._passed_on(f"*.{state}")}
        self._instances: dict[str, dict[tuple[str | None, int | None], str]] = {}

    def item(self, base: str) -> FactItem:
        """The fact of an id; automatic facts that no plan names are made up."""
        return self._items.get(base) or FactItem(base, "boolean", automatic=base.rpartition(".")[0])

    def known(self, base: str) -> bool:
        """Whether it is a fact at all, and not the name of a place."""
        return base in self._items or base in self._instances

    def write(self, base: str, region: str | None, occurrence: Occurrence | None) -> str:
        """The instance that is written here; it exists from now on."""
        item = self.item(base)
        where = region if item.per == "region" else None
        which = occurrence.number if occurrence and base in self._scoped else None
        name = base + (f"@{where}" if where else "") + (f"/{which}" if which else "")
        self._instances.setdefault(base, {})[where, which] = name
        return name

    def read(self, base: str, region: str | None, occurrence: Occurrence | None) -> tuple[str, ...]:
        """The instances that a name means: of this incident, in this region, or all of them."""
        made = self._instances.get(base)
        if not made:
            self._instances[base] = {(region, None): base + (f"@{region}" if region else "")}
            made = self._instances[base]
        found = {key: name for key, name in made.items() if region is None or key[0] == region}
        if occurrence is not None:
            own = {key: name for key, name in found.items() if key[1] == occurrence.number}
            found = own or found
        if not found:
            name = f"{base}@{region}"
            made[region, None] = name
            return (name,)
        return tuple(found.values())

    def automatic(self, owner: str, state: str, occurrence: Occurrence | None) -> str | None:
        """The instance of `t.ready`, `t.done` ... if somebody uses it, else None."""
        base = f"{owner}.{state}"
        if base in self.used or state in self._states:
            return self.write(base, None, occurrence)
        return None

    def region_of(self, copy: Copy) -> str | None:
        """Where a task writes: at its incident, else where its owner is."""
        if copy.occurrence is not None and copy.occurrence.happening.region:
            return copy.occurrence.happening.region
        return self._case.composition.actors[copy.job.owner].region

    def region_of_move(self, move: Move) -> str | None:
        """Where an inject writes: in its own region, else at the first incident."""
        if move.region or not self.occurrences:
            return move.region
        return self.occurrences[0].happening.region

    @property
    def first(self) -> Occurrence | None:
        """The first incident, which injects concern where they set a fact of one."""
        return self.occurrences[0] if self.occurrences else None

    def _scoped_facts(self, hazards: set[str]) -> frozenset[str]:
        facts = {fact for happening in self._case.happenings for fact, _value in happening.facts}
        for job in self._case.composition.jobs:
            if job.hazard in hazards:
                facts.update(fact for fact, _value in job.achieves)
                facts.update(f"{job.name}.{state}" for state in STATES)
        return frozenset(facts)

    def _copies(self, hazards: set[str]) -> Iterator[Copy]:
        for job in self._case.composition.jobs:
            if job.hazard not in hazards:
                yield Copy(job.name, job, None)
                continue
            for occurrence in self.occurrences:
                if _bare(occurrence.happening.record.hazard) == job.hazard:
                    name = f"{job.name}/{occurrence.number}" if self._several else job.name
                    yield Copy(name, job, occurrence)

    def _mentioned(self) -> Iterator[str]:
        composition = self._case.composition
        for condition in _conditions(self._case):
            for name in names_in(condition):
                yield name.text
        for edge in composition.edges:
            yield from (fact for fact in edge.carries if "*" not in fact)

    def _passed_on(self, pattern: str) -> bool:
        return any(pattern in edge.carries for edge in self._case.composition.edges)


def _occurrences(happenings: tuple[Happening, ...]) -> Iterator[Occurrence]:
    number = 0
    for happening in happenings:
        for turn in range(happening.record.count):
            number += 1
            yield Occurrence(number, happening, turn)


def _bare(hazard: str) -> str:
    return hazard.rpartition(".")[2]


def _conditions(case: Case) -> Iterator[Condition]:
    composition = case.composition
    for job in composition.jobs:
        yield job.when
        if job.stops is not None:
            yield job.stops
    for axis in composition.axes:
        yield from (condition for _rank, condition in axis.criteria)
    for duty in composition.duties:
        yield from (condition for condition in (duty.when, duty.then) if condition is not None)
    yield from (channel.up_when for channel in composition.channels.values() if channel.up_when is not None)
    yield from (move.when for move in case.moves if move.when is not None)
    yield from (goal.when for goal in case.goals)
