"""What comes from outside the plans: incidents, and who sees what is set."""

from collections import defaultdict
from collections.abc import Iterable

from simulator.program.facts import Occurrence
from simulator.program.model import NONE, Act, Observer
from simulator.program.registry import Registry
from simulator.program.values import as_rank
from simulator.scenario.case import Case, Happening, Observers
from simulator.text.scalars import Value
from simulator.text.titles import Title

Set = tuple[int, int, Value]
"""(world's cell, fact, value)."""


class World:
    """Compiles incidents and observers."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._case = case
        self._registry = registry
        self._facts = registry.facts_of
        self._arrivals: dict[str, list[int]] = {}
        self.observers: list[Observer] = []
        self.cell_observers: dict[int, list[int]] = defaultdict(list)

    def incidents(self) -> list[Act]:
        """Compile every incident as it is played."""
        return [self._incident(occurrence) for occurrence in self._facts.occurrences]

    def _incident(self, occurrence: Occurrence) -> Act:
        happening = occurrence.happening
        facts = self.settings(happening.facts, happening.region, occurrence)
        seen = self.watch(occurrence.own(happening.name), happening.observers, facts)
        title = self._hazard_title(happening.record.hazard)
        return Act(
            source=self._registry.source(happening.name, "incident", title),
            ends=NONE,
            kind="incident",
            at=happening.record.begins or 0.0,
            times=tuple(self._waits(happening)[: occurrence.turn]),
            gate=NONE,
            lasts=-1.0,
            facts=facts,
            observers=seen,
        )

    def _waits(self, happening: Happening) -> list[int]:
        """Give the streams of the times between its arrivals."""
        if happening.name not in self._arrivals:
            record = happening.record
            self._arrivals[happening.name] = [
                self._registry.stream(f"arrival|{happening.name}|{turn}", record.every)
                for turn in range(1, record.count)
            ]
        return self._arrivals[happening.name]

    def _hazard_title(self, hazard: str) -> Title | None:
        bare = hazard.rpartition(".")[2]
        named = (plan.hazards[bare].name for plan in self._case.composition.plans if bare in plan.hazards)
        return next(named, None)

    def settings(
        self, facts: Iterable[tuple[str, Value]], region: str | None, occurrence: Occurrence | None
    ) -> tuple[Set, ...]:
        """Compile facts with the values that they are given."""
        found = []
        for base, value in facts:
            fact = self._registry.fact(self._facts.instance(base, region, occurrence), base)
            found.append((self._registry.truth(fact), fact, as_rank(value, self._facts.item(base))))
        return tuple(found)

    def watch(self, name: str, observers: Observers, facts: tuple[Set, ...]) -> tuple[int, ...]:
        """Compile who sees what is set; gives the numbers of the observers."""
        first = len(self.observers)
        rows = self._registry.fact_rows
        what = "+".join(rows[fact].name for _cell, fact, _value in facts)
        for agency, time in observers:
            agent = self._registry.agents[agency]
            cells = tuple((cell, self._registry.cell(agent, fact), fact) for cell, fact, _value in facts)
            for cell, _own, _fact in cells:
                self.cell_observers[cell].append(len(self.observers))
            stream = self._registry.stream(f"see|{agency}|{what}", time)
            self.observers.append(Observer(f"{name}: {agency}", agent, stream, cells))
        return tuple(range(first, len(self.observers)))
