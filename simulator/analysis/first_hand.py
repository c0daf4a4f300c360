"""What agencies learned otherwise than from one another, read off the log: by seeing, working, deciding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import itemgetter
from typing import Any, TypeVar

from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Change
from simulator.log.rows import (
    AT,
    CAUSE,
    CONTENTS,
    CROSSED,
    DECLARE,
    DONE,
    ENDED,
    EVENT,
    FINISHED,
    LEARNED,
    MISTAKEN,
    NOTICE,
    READY,
    REF,
    SEEN,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    UNDELIVERED,
    Log,
)
from simulator.program.model import Program, Task

_WHEN, _AS_OF, _WHEN_AS_OF = itemgetter(0), itemgetter(1), itemgetter(0, 1)

Learned = tuple[float, float, tuple[int, ...], int, Any]
"""(when, as_of, cells that take it in, fact, value)."""

_Timed = TypeVar("_Timed", bound=tuple[Any, ...])
"""A tuple that begins with when it was learned, and as of when it is true."""


class Lessons:
    """What one program gives its agencies to learn otherwise than from one another."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.overdue = {
            overdue: duty.overdue_cells
            for duty, (_, _, overdue) in zip(program.duties, program.duty_sources, strict=True)
            if duty.overdue_cells is not None
        }
        """By source of the event."""
        self.of_task = [tuple(_lessons(task)) for task in program.tasks]
        """Of each task, what its owner learns at its stages."""
        self.drawn = {
            outcome.cells[1]: outcome.cells[:2] for task in program.tasks for outcome in task.outcomes
        }
        """Of the cell of who draws an outcome: the cells that take it in."""


def _lessons(task: Task) -> Iterator[tuple[int, tuple[int, ...], int, Any]]:
    """Give what the owner of a task learns: (stage, cells that take it in, fact, value)."""
    states = (task.ready_cells, READY), (task.started_cells, STARTED), (task.done_cells, FINISHED)
    for cells, stage in states:
        if cells is not None:
            yield stage, cells[:2], cells[2], True
    for world, own, fact, value in task.achieves:
        yield FINISHED, (world, own), fact, value


class FirstHand:
    """What was learned first hand in one replication: only that makes all agencies together wiser."""

    def __init__(self, lessons: Lessons, log: Log, rows: Sorted) -> None:
        self._lessons = lessons
        self._program = lessons.program
        self._log = log
        self._rows = rows
        self.learned = _in_time(self._all())
        """In order of time, old news as well."""
        self.first = {each[3]: each for each in reversed(self.learned)}
        """By fact, how anybody first learned of it."""
        self._newest: dict[int, Sequence[Learned]] = {}

    @cached_property
    def by_fact(self) -> Mapping[int, Sequence[Learned]]:
        """What was learned of each fact, in order of time."""
        found: dict[int, list[Learned]] = defaultdict(list)
        for each in self.learned:
            found[each[3]].append(each)
        return found

    @cached_property
    def unsettled(self) -> frozenset[int]:
        """The facts that somebody learned not to be so, or of which something newer came than the first."""
        first = self.first
        return frozenset([each[3] for each in self.learned if not each[4] or each[1] > first[each[3]][1]])

    def newest(self, fact: int) -> Sequence[Learned]:
        """Give what all together believed of a fact: each time that anybody knew something newer."""
        found = self._newest.get(fact)
        if found is None:
            found = self._newest[fact] = newer(self.by_fact.get(fact, ()))
        return found

    def changes(self, fact: int) -> Sequence[Change]:
        """Give how a fact changed in what all together believed."""
        return [(when, value) for when, _, _, _, value in self.newest(fact)]

    def holder(self, learned: Learned) -> int:
        """Give the agent that learned something first hand."""
        return self._program.cells[learned[2][-1]][0]

    def _all(self) -> list[Learned]:
        seen = _batches(self._rows, (SEEN, NOTICE))
        return [*seen, *self._worked(), *self._declared(), *self._automatic(), *self._at_work()]

    def _worked(self) -> list[Learned]:
        lessons = self._lessons.of_task
        foreseen = [
            (row[stage], row[stage], cells, fact, value)
            for row in self._rows[TASK]
            for stage, cells, fact, value in lessons[row[SUBJECT]]
            if row[stage] >= 0 and (stage != FINISHED or row[STATE] % MISTAKEN == DONE)
        ]
        drawn = self._lessons.drawn
        return foreseen + [
            (row[FINISHED], row[FINISHED], drawn[cell], fact, value)
            for row in (self._rows[TASK] if drawn else ())
            for fact, _row, _via, value, _as_of, _issue, cell in row[CONTENTS] or ()
            if cell in drawn
        ]

    def _at_work(self) -> Iterator[Learned]:
        """Give how much of a quantity there was, as those know it who are at work on it."""
        for row in self._rows[CROSSED]:
            quantity = self._program.quantities[row[SUBJECT]]
            for fact, _row, _via, value, _as_of, _issue, cell in row[CONTENTS]:
                if fact == quantity.fact and cell != quantity.cell:
                    yield row[AT], row[AT], (quantity.cell, cell), fact, value

    def _declared(self) -> Iterator[Learned]:
        for row in self._rows[DECLARE]:
            scale = self._program.scales[row[SUBJECT]]
            if row[STATE] == DONE:
                yield row[ENDED], row[ENDED], (scale.world, scale.own), scale.fact, row[REF]

    def _automatic(self) -> Iterator[Learned]:
        """Give limits that passed and reports that stayed undelivered, or got through after all."""
        for row in self._rows[EVENT]:
            cells = self._lessons.overdue.get(row[SUBJECT])
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True
        for row in self._rows[UNDELIVERED]:
            cells = self._program.links[row[SUBJECT]].lost_cells
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True
                through = self._log.rows[row[CAUSE]][LEARNED]
                if through >= 0:
                    yield through, through, cells[:2], cells[2], False


def _batches(rows: Sorted, kinds: tuple[int, ...]) -> list[Learned]:
    """Give what batches of some kinds brought."""
    return [
        (row[LEARNED], as_of, (cell,), fact, value)
        for kind in kinds
        for row in rows[kind]
        if row[LEARNED] >= 0
        for fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ()
    ]


def newer(learned: Sequence[_Timed]) -> Sequence[_Timed]:
    """Give in order of time what was newer than all before it."""
    if len(learned) < 2:
        return learned
    found: list[_Timed] = []
    newest = -inf
    for each in sorted(learned, key=_WHEN_AS_OF):
        if each[1] > newest:
            newest = each[1]
            found.append(each)
    return found


def _in_time(learned: Iterable[Learned]) -> list[Learned]:
    """Sort by when and as of when, in two goes: numbers are compared far sooner than pairs."""
    return sorted(sorted(learned, key=_AS_OF), key=_WHEN)
