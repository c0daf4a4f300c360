"""What was believed when, read off the log: by each agency, and by all of them together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

from simulator.analysis.learning import TOGETHER, Sorted
from simulator.analysis.truth import Change
from simulator.log.rows import (
    AT,
    CAUSE,
    CONTENTS,
    CONVENED,
    CROSSED,
    DECLARE,
    DONE,
    ENDED,
    EVENT,
    FINISHED,
    HAND_OVER,
    JOIN,
    LEARNED,
    MESSAGES,
    MISTAKEN,
    NOTICE,
    READY,
    RECEIVED,
    REF,
    REPORT,
    SEEN,
    SET,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    UNDELIVERED,
    Log,
    Row,
)
from simulator.program.model import Program, Task

_TOLD = tuple(sorted(MESSAGES))
_WHEN, _AS_OF = itemgetter(0), itemgetter(1)
_SHARED = inf
"""As of when: what those hold who are together, whichever is newest."""

Learned = tuple[float, float, tuple[int, ...], int, Any]
"""(when, as_of, cells that take it in, fact, value)."""

Taken = tuple[float, float, Any]
"""(when, as_of, value): what an agency took in because it was newer than what it held."""


class Pooled(NamedTuple):
    """By fact, the newest that anybody believed: how it changed, and who was first to hold each change.

    `first` is when anybody first knew of it; `settled` are the facts that became true and were never anything
    else.
    """

    changes: Mapping[int, Sequence[Change]]
    holders: Mapping[int, Sequence[int]]
    first: Mapping[int, float]
    settled: frozenset[int]


class Books:
    """Opens the books of logs of one program; what depends on that alone is worked out once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.overdue = {
            overdue: duty.overdue_cells
            for duty, (_, _, overdue) in zip(program.duties, program.duty_sources, strict=True)
            if duty.overdue_cells is not None
        }
        """By source of the event."""
        self.overheard: dict[tuple[int, int], dict[int, tuple[int, ...]]] = {}
        """By (link, talk group), by fact: the cells of those who hear it."""
        for link in program.links:
            for rung in link.rungs:
                if rung.group:
                    self.overheard[link.number, rung.medium] = self._hearers(link.slots, rung.medium)
        self.joint = {
            number: [(cells, tuple(program.cells[cell][0] for cell in cells)) for cells in task.shared]
            for number, task in enumerate(program.tasks)
            if task.shared
        }
        """By task, for each fact that it spreads: cells, and whose they are."""
        self.sets = {act.source: act.facts for act in program.acts if act.kind != "reissue"}
        """By source of an incident or inject, what it makes true."""
        self.lessons = [tuple(_lessons(task)) for task in program.tasks]
        """Of each task, what its owner learns at its stages."""
        self.drawn = {
            outcome.cells[1]: outcome.cells[:2] for task in program.tasks for outcome in task.outcomes
        }
        """Of the cell of who draws an outcome: the cells that take it in."""

    def _hearers(self, slots: Sequence[int], medium: int) -> dict[int, tuple[int, ...]]:
        rows = (self.program.slots[number] for number in slots)
        return {
            slot.fact: tuple(cell for group, cell, _ in slot.overhear if group == medium) for slot in rows
        }

    def open(self, log: Log, rows: Sorted) -> "Book":
        """Open the book of one replication."""
        return Book(self, log, rows)


class Book:
    """The book of one replication."""

    def __init__(self, books: Books, log: Log, rows: Sorted) -> None:
        self._books = books
        self._program = books.program
        self._log = log
        self._rows = rows
        self._first_hand = _in_time(self._learned_first_hand())

    def pooled(self, facts: Collection[int]) -> Pooled:
        """Give what all agencies together believed of some facts.

        Only what somebody learns otherwise than from the others makes all together wiser.
        """
        newest: dict[int, float] = {}
        changes: dict[int, list[Change]] = defaultdict(list)
        holders: dict[int, list[int]] = defaultdict(list)
        for when, as_of, cells, fact, value in self._first_hand:
            if fact in facts and as_of > newest.get(fact, -inf):
                newest[fact] = as_of
                changes[fact].append((when, value))
                holders[fact].append(self._program.cells[cells[-1]][0])
        settled = frozenset(fact for fact, each in changes.items() if len(each) == 1 and each[0][1])
        return Pooled(changes, holders, {fact: each[0][0] for fact, each in changes.items()}, settled)

    def believed(self, cells: Collection[int]) -> dict[int, list[Change]]:
        """Give how some cells changed, whoever told their agents."""
        taken = self.taken
        return {cell: [(when, value) for when, _, value in taken[cell]] for cell in cells if cell in taken}

    @cached_property
    def taken(self) -> Mapping[int, Sequence[Taken]]:
        """What the agents took in, whoever told them, by cell and in order of time."""
        found: dict[int, list[Taken]] = {}
        learned = [*self._first_hand, *self._told(), *self._overheard(), *self._shared()]
        for when, stated, takers, _fact, told in _in_time(learned):
            as_of, value = stated, told
            if stated == _SHARED:
                together = [found[cell][-1] for cell in takers if cell in found]
                if not together:
                    continue
                _, as_of, value = max(together, key=_AS_OF)
            for cell in takers:
                held = found.get(cell)
                if held is None:
                    found[cell] = [(when, as_of, value)]
                elif as_of > held[-1][1]:
                    held.append((when, as_of, value))
        return found

    def add_truth(self, believed: dict[int, list[Change]]) -> None:
        """Add to how cells changed what incidents and injects made true."""
        for row in self._rows[SET]:
            for world, _fact, value in self._books.sets.get(row[SUBJECT], ()):
                believed[world] = sorted(
                    [*believed.get(world, ()), (row[AT], value)], key=lambda turn: turn[0]
                )

    # -- from one another ------------------------------------------------------------------------------------

    def _told(self) -> list[Learned]:
        return _batches(self._rows, _TOLD)

    def _overheard(self) -> Iterator[Learned]:
        for row in self._rows[REPORT] if self._books.overheard else ():
            hearers = self._books.overheard.get((row[SUBJECT], row[REF]))
            if hearers and row[RECEIVED] >= 0:
                for fact, _row, _via, value, as_of, *_ in row[CONTENTS] or ():
                    yield row[RECEIVED], as_of, hearers[fact], fact, value

    def _shared(self) -> Iterator[Learned]:
        if self._program.voices:
            yield from self._said()
            return
        yield from self._met()
        for row in self._rows[HAND_OVER]:
            if row[STATE] == DONE:
                for pair in self._program.hand_overs[row[SUBJECT]].shared:
                    yield row[ENDED], _SHARED, pair, -1, None

    def _said(self) -> Iterator[Learned]:
        """Give what was said at joint tasks and hand-overs, where that need not be what was believed."""
        for kind, stage in TOGETHER:
            for row in self._rows[kind]:
                for fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ():
                    yield row[stage], as_of, (cell,), fact, value

    def _met(self) -> Iterator[Learned]:
        for row in self._rows[TASK] if self._books.joint else ():
            if row[SUBJECT] in self._books.joint and _done(row):
                there = self._present(row)
                for cells, agents in self._books.joint[row[SUBJECT]]:
                    takers = tuple(cell for cell, agent in zip(cells, agents, strict=True) if agent in there)
                    yield row[FINISHED], _SHARED, takers, -1, None

    def _present(self, row: Row) -> frozenset[int]:
        task: Task = self._program.tasks[row[SUBJECT]]
        came = (
            self._program.errands[join[SUBJECT]].receiver
            for join in self._rows[JOIN]
            if join[SUBJECT] in task.companions and 0 <= join[ENDED] <= row[CONVENED]
        )
        return frozenset({task.owner, *came})

    # -- otherwise -------------------------------------------------------------------------------------------

    def _learned_first_hand(self) -> list[Learned]:
        seen = _batches(self._rows, (SEEN, NOTICE))
        return [*seen, *self._worked(), *self._declared(), *self._automatic(), *self._at_work()]

    def _worked(self) -> list[Learned]:
        lessons = self._books.lessons
        foreseen = [
            (row[stage], row[stage], cells, fact, value)
            for row in self._rows[TASK]
            for stage, cells, fact, value in lessons[row[SUBJECT]]
            if row[stage] >= 0 and (stage != FINISHED or _done(row))
        ]
        drawn = self._books.drawn
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
            cells = self._books.overdue.get(row[SUBJECT])
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True
        for row in self._rows[UNDELIVERED]:
            cells = self._program.links[row[SUBJECT]].lost_cells
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True
                through = self._log.rows[row[CAUSE]][LEARNED]
                if through >= 0:
                    yield through, through, cells[:2], cells[2], False


def _lessons(task: Task) -> Iterator[tuple[int, tuple[int, ...], int, Any]]:
    """Give what the owner of a task learns: (stage, cells that take it in, fact, value)."""
    states = (task.ready_cells, READY), (task.started_cells, STARTED), (task.done_cells, FINISHED)
    for cells, stage in states:
        if cells is not None:
            yield stage, cells[:2], cells[2], True
    for world, own, fact, value in task.achieves:
        yield FINISHED, (world, own), fact, value


def _batches(rows: Sorted, kinds: tuple[int, ...]) -> list[Learned]:
    """Give what batches of some kinds brought."""
    return [
        (row[LEARNED], as_of, (cell,), fact, value)
        for kind in kinds
        for row in rows[kind]
        if row[LEARNED] >= 0
        for fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ()
    ]


def _in_time(learned: Iterable[Learned]) -> list[Learned]:
    """Sort by when and as of when, in two goes: numbers are compared far sooner than pairs."""
    return sorted(sorted(learned, key=_AS_OF), key=_WHEN)


def _done(row: Row) -> bool:
    return bool(row[STATE] % MISTAKEN == DONE)
