"""What each agency believed when, read off the log: what it learned first hand, and what others told it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any

from simulator.analysis.first_hand import FirstHand, Learned, Lessons, newer
from simulator.analysis.learning import TOGETHER, Sorted
from simulator.analysis.truth import Change
from simulator.log.rows import (
    AT,
    CELL,
    CONTENTS,
    CONVENED,
    DONE,
    ENDED,
    FINISHED,
    HAND_OVER,
    JOIN,
    LEARNED,
    MESSAGES,
    MISTAKEN,
    RECEIVED,
    REF,
    REPORT,
    SET,
    STATE,
    SUBJECT,
    TASK,
    Log,
    Row,
)
from simulator.program.model import Program, Task

_TOLD = tuple(sorted(MESSAGES))
_LEARNED = itemgetter(LEARNED)
_WHEN, _AS_OF = itemgetter(0), itemgetter(1)

Taken = tuple[float, float, Any]
"""(when, as_of, value): what an agency took in because it was newer than what it held."""


TakenAt = Callable[[int], Sequence[Taken]]
"""Gives what was taken in at a cell."""


class Books:
    """Opens the books of logs of one program; what depends on that alone is worked out once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.overheard: dict[tuple[int, int], dict[int, tuple[int, ...]]] = {}
        """By (link, talk group), by fact: the cells of those who hear it."""
        for link in program.links:
            for rung in link.rungs:
                if rung.group:
                    self.overheard[link.number, rung.medium] = self._hearers(link.slots, rung.medium)
        self.joint = {
            number: [[(cell, program.cells[cell][0]) for cell in cells] for cells in task.shared]
            for number, task in enumerate(program.tasks)
            if task.shared
        }
        """By task, for each fact that it spreads: its cells, each with the agent."""
        self.sets = {act.source: act.facts for act in program.acts if act.kind != "reissue"}
        """By source of an incident or inject, what it makes true."""
        self.lessons = Lessons(program)

    def _hearers(self, slots: Sequence[int], medium: int) -> dict[int, tuple[int, ...]]:
        rows = (self.program.slots[number] for number in slots)
        return {
            slot.fact: tuple(cell for group, cell, _ in slot.overhear if group == medium) for slot in rows
        }

    def open(self, log: Log, rows: Sorted) -> "Book":
        """Open the book of one replication."""
        return Book(self, log, rows)


class Book:
    """The book of one replication; `first_hand` is what agencies did not have from one another."""

    def __init__(self, books: Books, log: Log, rows: Sorted) -> None:
        self._books = books
        self._program = books.program
        self._rows = rows
        self.first_hand = FirstHand(books.lessons, log, rows)
        self._taken: dict[int, Sequence[Taken]] = {}

    def believed(self, cells: Iterable[int]) -> dict[int, list[Change]]:
        """Give how some cells changed, whoever told their agents; those that never did are missing."""
        return {
            cell: [(when, value) for when, _, value in taken] for cell in cells if (taken := self.taken(cell))
        }

    def taken(self, cell: int) -> Sequence[Taken]:
        """Give what an agent took in at a cell, whoever told it, in order of time."""
        found = self._taken.get(cell)
        if found is None:
            found = self._taken[cell] = newer(self._learned(cell, self._told))
        return found

    @cached_property
    def first(self) -> Mapping[int, float]:
        """When agents first took in anything, by their own cells; those that never did are missing."""
        told = sorted(chain.from_iterable(map(self._rows.__getitem__, _TOLD)), key=_LEARNED, reverse=True)
        while told and told[-1][LEARNED] < 0:
            told.pop()
        others = {content[CELL]: row[LEARNED] for row in told for content in row[CONTENTS] or ()}
        itself = {cells[-1]: when for when, _, cells, _, _ in reversed(self.first_hand.learned)}
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
        itself = self.first_hand.by_fact.get(self._program.cells[cell][1], ())
        found = [(when, as_of, value) for when, as_of, cells, _, value in itself if cell in cells]
        found += told.get(cell, ())
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
        held = (newer([each for each in some if each[0] <= when]) for some in learned)
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
                for group in self._books.joint[row[SUBJECT]]:
                    yield row[FINISHED], tuple([cell for cell, agent in group if agent in there])

    def _present(self, row: Row) -> frozenset[int]:
        task: Task = self._program.tasks[row[SUBJECT]]
        came = (
            self._program.errands[join[SUBJECT]].receiver
            for join in self._rows[JOIN]
            if join[SUBJECT] in task.companions and 0 <= join[ENDED] <= row[CONVENED]
        )
        return frozenset({task.owner, *came})


def _done(row: Row) -> bool:
    return bool(row[STATE] % MISTAKEN == DONE)
