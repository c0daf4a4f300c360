"""What was believed when, read off the log: by each agency, and by all of them together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple

from simulator.analysis.learning import TOGETHER, Sorted
from simulator.analysis.truth import Change
from simulator.log.rows import (
    AT,
    CAUSE,
    CELL,
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
_LEARNED = itemgetter(LEARNED)
_WHEN, _AS_OF, _WHEN_AS_OF = itemgetter(0), itemgetter(1), itemgetter(0, 1)

Learned = tuple[float, float, tuple[int, ...], int, Any]
"""(when, as_of, cells that take it in, fact, value)."""

Taken = tuple[float, float, Any]
"""(when, as_of, value): what an agency took in because it was newer than what it held."""


TakenAt = Callable[[int], Sequence[Taken]]
"""Gives what was taken in at a cell."""


class Pooled(NamedTuple):
    """By fact, the newest that anybody believed: how it changed, and who was first to hold each change.

    `first` is when anybody first knew of it, infinite if nobody did; `settled` are the facts that became true
    and were never anything else.
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
        self._taken: dict[int, Sequence[Taken]] = {}

    def pooled(self, facts: Collection[int]) -> Pooled:
        """Give what all agencies together believed of some facts.

        Only what somebody learns otherwise than from the others makes all together wiser.
        """
        agents = self._program.cells
        newest, first = dict.fromkeys(facts, -inf), dict.fromkeys(facts, inf)
        changes: dict[int, list[Change]] = defaultdict(list)
        holders: dict[int, list[int]] = defaultdict(list)
        for when, as_of, cells, fact, value in self._first_hand:
            known = newest.get(fact, inf)
            if as_of > known:
                if known == -inf:
                    first[fact] = when
                newest[fact] = as_of
                changes[fact].append((when, value))
                holders[fact].append(agents[cells[-1]][0])
        settled = frozenset([fact for fact, each in changes.items() if len(each) == 1 and each[0][1]])
        return Pooled(changes, holders, first, settled)

    def believed(self, cells: Iterable[int]) -> dict[int, list[Change]]:
        """Give how some cells changed, whoever told their agents; those that never did are missing."""
        return {
            cell: [(when, value) for when, _, value in taken] for cell in cells if (taken := self.taken(cell))
        }

    def taken(self, cell: int) -> Sequence[Taken]:
        """Give what an agent took in at a cell, whoever told it, in order of time."""
        found = self._taken.get(cell)
        if found is None:
            found = self._taken[cell] = _newer(self._learned(cell, self._told))
        return found

    @cached_property
    def first(self) -> Mapping[int, float]:
        """When agents first took in anything, by their own cells; those that never did are missing."""
        told = sorted(chain.from_iterable(map(self._rows.__getitem__, _TOLD)), key=_LEARNED, reverse=True)
        while told and told[-1][LEARNED] < 0:
            told.pop()
        others = {content[CELL]: row[LEARNED] for row in told for content in row[CONTENTS] or ()}
        itself = {cells[-1]: when for when, _, cells, _, _ in reversed(self._first_hand)}
        found = itself | others
        found.update({cell: min(itself[cell], others[cell]) for cell in itself.keys() & others.keys()})
        for when, _as_of, cells, _fact, _value in (*self._overheard, *self._said()):
            for cell in cells:
                if when < found.get(cell, inf):
                    found[cell] = when
        for when, cells in sorted(self._shared(), key=_WHEN):
            if any(found.get(cell, inf) <= when for cell in cells):
                found.update({cell: min(found.get(cell, inf), when) for cell in cells})
        return found

    def _learned(self, cell: int, told: Mapping[int, Sequence[Taken]]) -> list[Taken]:
        """Give what came to a cell, old news as well; `told` is what its agent has from others."""
        first_hand = self._by_fact.get(self._program.cells[cell][1], ())
        found = [(when, as_of, value) for when, as_of, cells, _, value in first_hand if cell in cells]
        found += told.get(cell, ())
        return found

    @cached_property
    def _by_fact(self) -> Mapping[int, Sequence[Learned]]:
        """What was learned first hand, in order of time."""
        found: dict[int, list[Learned]] = defaultdict(list)
        for each in self._first_hand:
            found[each[3]].append(each)
        return found

    @cached_property
    def _told(self) -> Mapping[int, Sequence[Taken]]:
        """What agents had from one another, by cell."""
        found: dict[int, list[Taken]] = defaultdict(list)
        for row in (row for kind in _TOLD for row in self._rows[kind] if row[LEARNED] >= 0):
            when = row[LEARNED]
            for _fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ():
                found[cell].append((when, as_of, value))
        for when, as_of, cells, _fact, value in (*self._overheard, *self._said()):
            for cell in cells:
                found[cell].append((when, as_of, value))
        for when, cells in sorted(self._shared(), key=_WHEN):
            self._share(when, cells, found)
        return found

    def _share(self, when: float, cells: Sequence[int], told: dict[int, list[Taken]]) -> None:
        """Add what agencies had when they had been together: of all that they held, the newest."""
        learned = (self._learned(cell, told) for cell in cells)
        held = (_newer([each for each in some if each[0] <= when]) for some in learned)
        together = [taken[-1] for taken in held if taken]
        if together:
            _, as_of, value = max(together, key=_AS_OF)
            for cell in cells:
                told[cell].append((when, as_of, value))

    def add_truth(self, believed: dict[int, list[Change]]) -> None:
        """Add to how cells changed what incidents and injects made true."""
        for row in self._rows[SET]:
            for world, _fact, value in self._books.sets.get(row[SUBJECT], ()):
                believed[world] = sorted(
                    [*believed.get(world, ()), (row[AT], value)], key=lambda turn: turn[0]
                )

    # -- from one another ------------------------------------------------------------------------------------

    @cached_property
    def _overheard(self) -> list[Learned]:
        found = []
        for row in self._rows[REPORT] if self._books.overheard else ():
            hearers = self._books.overheard.get((row[SUBJECT], row[REF]))
            if hearers and row[RECEIVED] >= 0:
                for fact, _row, _via, value, as_of, _issue, _cell in row[CONTENTS] or ():
                    found.append((row[RECEIVED], as_of, hearers[fact], fact, value))
        return found

    def _said(self) -> Iterator[Learned]:
        """Give what was said at joint tasks and hand-overs, where that need not be what was believed."""
        for kind, stage in TOGETHER if self._program.voices else ():
            for row in self._rows[kind]:
                for fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ():
                    yield row[stage], as_of, (cell,), fact, value

    def _shared(self) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Give when agencies were together, and cells of which all then hold whichever was the newest."""
        if self._program.voices:
            return
        yield from self._met()
        for row in self._rows[HAND_OVER]:
            if row[STATE] == DONE:
                for pair in self._program.hand_overs[row[SUBJECT]].shared:
                    yield row[ENDED], pair

    def _met(self) -> Iterator[tuple[float, tuple[int, ...]]]:
        for row in self._rows[TASK] if self._books.joint else ():
            if row[SUBJECT] in self._books.joint and _done(row):
                there = self._present(row)
                for cells, agents in self._books.joint[row[SUBJECT]]:
                    takers = tuple(cell for cell, agent in zip(cells, agents, strict=True) if agent in there)
                    yield row[FINISHED], takers

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
            if row[stage] >= 0 and (stage != FINISHED or row[STATE] % MISTAKEN == DONE)
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


def _newer(learned: Sequence[Taken]) -> Sequence[Taken]:
    """Give in order of time what was newer than all before it."""
    if len(learned) < 2:
        return learned
    found: list[Taken] = []
    newest = -inf
    for each in sorted(learned, key=_WHEN_AS_OF):
        if each[1] > newest:
            newest = each[1]
            found.append(each)
    return found


def _in_time(learned: Iterable[Learned]) -> list[Learned]:
    """Sort by when and as of when, in two goes: numbers are compared far sooner than pairs."""
    return sorted(sorted(learned, key=_AS_OF), key=_WHEN)


def _done(row: Row) -> bool:
    return bool(row[STATE] % MISTAKEN == DONE)
