"""What is measured: milestones and obligations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from simulator.plan.composed import Duty as DutyItem
from simulator.plan.facts import TASK_STATES
from simulator.plan.norms import NormDuty
from simulator.program.conditions import Conditions, Reader
from simulator.program.facts import Occurrence
from simulator.program.literals import Action
from simulator.program.model import NONE, WORLD, Duty, Milestone
from simulator.program.outside import Norm
from simulator.program.registry import Cells, Registry
from simulator.scenario.case import Case, Goal
from simulator.text.condition_tree import Condition, names_in
from simulator.text.titles import Title

DutyCopy = tuple[DutyItem, Occurrence | None]
"""An obligation, for one incident or for all that happens."""

CLOCK_SOURCES = ("when", "then", "overdue")


class Measured:
    """Compiles milestones and obligations."""

    def __init__(
        self, case: Case, registry: Registry, conditions: Conditions, *, of_first: bool = False
    ) -> None:
        occurrences = registry.facts_of.occurrences
        self._truth = Reader(WORLD, occurrences[0] if of_first and occurrences else None)
        self._registry = registry
        self._conditions = conditions
        self._owners = {job.name: job.owner for job in case.composition.jobs}

    def milestone(self, number: int, goal: Goal) -> Milestone:
        """Compile a milestone, read in truth."""
        gate = self._conditions.root(goal.when, self._truth, Action.MILESTONE, number)
        title = goal.record.title or Title(goal.name, goal.name)
        return Milestone(goal.name, title, gate, goal.record.within, goal.record.share)

    def sources(self, number: int) -> tuple[int, int, int]:
        """Enter what an obligation's clock is noted under: its start, its end, its being overdue."""
        start, end, overdue = (
            self._registry.source(f"duty:{number}:{half}", "holds") for half in CLOCK_SOURCES
        )
        return start, end, overdue

    def copies(self, items: Iterable[DutyItem]) -> Iterator[DutyCopy]:
        """Give the obligations, once for each incident that has the facts they start with (rule 29).

        Incidents for which an obligation reads all the same share one: it belongs to none of them alone.
        """
        for item in items:
            starts = [item.fact] if item.fact else []
            starts += [name.text for name in names_in(item.when)] if item.when and not item.fact else []
            incidents = self._registry.facts_of.apart(starts)
            told: dict[tuple[tuple[str, ...], ...], list[Occurrence | None]] = defaultdict(list)
            for occurrence in incidents:
                told[self._told(item, occurrence)].append(occurrence)
            for alike in told.values():
                yield item, alike[0] if len(alike) == 1 else None

    def _told(self, item: DutyItem, occurrence: Occurrence | None) -> tuple[tuple[str, ...], ...]:
        """Give the instances of facts that an obligation reads for an incident."""
        conditions = [condition for condition in (item.when, item.then) if condition is not None]
        names = [name.text for condition in conditions for name in names_in(condition)]
        bases = [*names, item.fact] if item.fact else names
        return tuple(self._registry.facts_of.read(base, None, occurrence) for base in bases)

    def duty(self, number: int, copy: DutyCopy) -> Duty:
        """Compile an obligation."""
        item, occurrence = copy
        record, agents = item.record, self._registry.agents
        holder = agents[item.sender or item.holder or ""]
        reader = Reader(WORLD if record.starts == "truth" else holder, occurrence)
        facts = self._instances(item.fact, occurrence)
        place = record.place
        return Duty(
            name=occurrence.own(item.name) if occurrence else item.name,
            title=record.name,
            basis=record.basis,
            holder=holder,
            receiver=agents[item.receiver] if item.receiver else NONE,
            facts=facts,
            holder_cells=tuple(self._registry.cell(reader.agent, fact) for fact in facts),
            when_gate=self._gate(item.when, reader, Action.DUTY_WHEN, number),
            then_gate=self._gate(item.then, Reader(WORLD, occurrence), Action.DUTY_THEN, number),
            within=record.within,
            every=record.every,
            stops_at=record.stops_at,
            fulfilled=item.fulfilled,
            overdue_cells=self._overdue(item.then),
            place=(place.file, place.line, place.column),
            norm=_norm(item),
            incident=occurrence.happening.name if occurrence else "",
        )

    def _gate(self, condition: Condition | None, reader: Reader, action: Action, number: int) -> int:
        return NONE if condition is None else self._conditions.root(condition, reader, action, number)

    def _instances(self, base: str | None, occurrence: Occurrence | None) -> tuple[int, ...]:
        """Give all instances of the fact that must be told, or those of one incident: any of them counts."""
        if base is None:
            return ()
        instances = self._registry.facts_of.read(base, None, occurrence)
        return tuple(self._registry.fact(name, base) for name in instances)

    def _overdue(self, then: Condition | None) -> Cells | None:
        """Give the cells of `t.overdue` of the task that an if-then duty is about, if somebody uses it."""
        for name in names_in(then) if then is not None else ():
            task, _, state = name.text.rpartition(".")
            if state in TASK_STATES and task in self._owners:
                written = self._registry.facts_of.automatic(task, "overdue", None)
                if written is not None:
                    return self._registry.cells(self._registry.agents[self._owners[task]], written)
        return None


def _norm(item: DutyItem) -> Norm | None:
    """Give what the results say of the source of an obligation; None where it states none."""
    record = item.record
    if item.pack is None and record.article is None and record.certainty is None:
        return None
    stated = record if isinstance(record, NormDuty) else None
    return Norm(
        pack=item.pack,
        article=None if record.article is None else str(record.article),
        certainty=record.certainty or ("unverified" if stated else None),
        wording=stated.wording if stated else None,
        share=stated.share if stated else None,
        overrides=record.overrides,
        why=record.why,
    )
