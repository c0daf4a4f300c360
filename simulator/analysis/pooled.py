"""What all agencies together knew, and how long each owner waited for what one of them held already."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Change, Count, Trees, cells_in, stretches
from simulator.log.rows import (
    AT,
    CAUSE,
    CLOCK,
    CONTENTS,
    DECLARE,
    DONE,
    ENDED,
    EVENT,
    FINISHED,
    KIND,
    LEARNED,
    MESSAGES,
    MISTAKEN,
    NOTHING,
    NOTICE,
    READY,
    REF,
    SEEN,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    UNDELIVERED,
    VIA,
    Log,
    Row,
)
from simulator.program.model import NONE, Program

_BATCHES = (*sorted(MESSAGES), SEEN, NOTICE)

Learned = tuple[float, float, tuple[int, ...], int, Any]
"""(when, as_of, cells that take it in, fact, value)."""


class Lag(NamedTuple):
    """How long an owner waited for a fact that somebody held, in seconds since the start.

    From `begin`, when its condition held in the beliefs of all together, to `end`, when it did in its own, or
    when it no longer mattered or the replication ended. `row` is that of its task or declaration, `NOTHING`
    where it never began. `facts` are those it waited for; `holder` is the agent that held the first of them.
    """

    agent: int
    holder: int
    facts: tuple[int, ...]
    begin: float
    end: float
    row: int


@dataclass(frozen=True, slots=True)
class _Watch:
    """A condition that an owner waits for: of a task, or of any level of a scale."""

    kind: int
    subject: int
    agent: int
    tree: Count
    own: tuple[int, ...]
    foreign: tuple[int, ...]


class Lags:
    """Finds the information lags in the logs of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._watches = tuple(_watches(program))
        self._foreign = frozenset(cell for watch in self._watches for cell in watch.foreign)
        self._facts = frozenset(program.cells[cell][1] for watch in self._watches for cell in watch.own)
        self._overdue = {
            overdue: duty.overdue_cells
            for duty, (_, _, overdue) in zip(program.duties, program.duty_sources, strict=True)
            if duty.overdue_cells is not None
        }

    def of_log(self, log: Log, rows: Sorted, *, least: float) -> list[Lag]:
        """Give the lags of one replication that last at least so many seconds."""
        holders: dict[int, int] = {}
        pooled = self._pooled(rows, holders)
        foreign = self._believed(rows, self._foreign) if self._foreign else {}
        begun = _begun(log)
        found = []
        for watch in self._watches:
            changes = {cell: pooled.get(self._program.cells[cell][1], ()) for cell in watch.own}
            if any(changes.values()):
                changes |= {cell: foreign.get(cell, ()) for cell in watch.foreign}
                lag = self._lag(log, rows, watch, changes, begun.get((watch.kind, watch.subject), NOTHING))
                if lag is not None and lag.facts and lag.end - lag.begin >= least:
                    found.append(lag._replace(holder=holders[lag.facts[0]]))
        return found

    def _lag(
        self, log: Log, rows: Sorted, watch: _Watch, changes: Mapping[int, Sequence[Change]], row: int
    ) -> Lag | None:
        holds = stretches(watch.tree, changes)
        if not holds:
            return None
        if row != NOTHING:
            facts = self._last_learned(log.rows, log.rows[row], watch)
            return Lag(watch.agent, NONE, facts, holds[0][0], log.rows[row][READY], row)
        begin, end = max(holds, key=lambda stretch: min(stretch[1], log.ended) - stretch[0])
        return Lag(
            watch.agent, NONE, self._lacking(rows, watch, changes), begin, min(end, log.ended), NOTHING
        )

    def _last_learned(self, rows: Sequence[Row], row: Row, watch: _Watch) -> tuple[int, ...]:
        """Give the fact by which a condition last turned true; none where it was the owner's own work."""
        while row[CAUSE] != NOTHING and rows[row[CAUSE]][KIND] == CLOCK:
            row = rows[row[CAUSE]]
        known = {self._program.cells[cell][1] for cell in watch.own}
        told = row[CAUSE] != NOTHING and rows[row[CAUSE]][KIND] in _BATCHES
        return (row[VIA],) if told and row[VIA] in known else ()

    def _lacking(
        self, rows: Sorted, watch: _Watch, pooled: Mapping[int, Sequence[Change]]
    ) -> tuple[int, ...]:
        """Give the facts of a condition of which its owner, at the end, does not believe what others do."""
        believed = self._believed(rows, watch.own)
        return tuple(
            self._program.cells[cell][1]
            for cell in watch.own
            if pooled[cell] and (not believed.get(cell) or believed[cell][-1][1] != pooled[cell][-1][1])
        )

    # -- books -----------------------------------------------------------------------------------------------

    def _pooled(self, rows: Sorted, holders: dict[int, int]) -> dict[int, list[Change]]:
        """Give, by fact, how the newest that anybody believed changed; note in `holders` who was first."""
        newest: dict[int, float] = {}
        found: dict[int, list[Change]] = defaultdict(list)
        for when, as_of, cells, fact, value in sorted(self._first_hand(rows), key=lambda each: each[:2]):
            if fact in self._facts and as_of > newest.get(fact, -inf):
                newest[fact] = as_of
                found[fact].append((when, value))
                holders.setdefault(fact, self._program.cells[cells[-1]][0])
        return found

    def _believed(self, rows: Sorted, cells: Collection[int]) -> dict[int, list[Change]]:
        """Give how some cells changed, whoever told their agents."""
        newest: dict[int, float] = {}
        found: dict[int, list[Change]] = defaultdict(list)
        heard = [*self._first_hand(rows), *_heard(rows)]
        for when, as_of, takers, _fact, value in sorted(heard, key=lambda each: each[:2]):
            for cell in takers:
                if cell in cells and as_of > newest.get(cell, -inf):
                    newest[cell] = as_of
                    found[cell].append((when, value))
        return found

    def _first_hand(self, rows: Sorted) -> Iterator[Learned]:
        """Give what agencies learned otherwise than from one another: only that makes all together wiser."""
        program = self._program
        yield from _batches(rows, (SEEN, NOTICE))
        for row in rows[TASK]:
            task = program.tasks[row[SUBJECT]]
            states = (task.ready_cells, READY), (task.started_cells, STARTED), (task.done_cells, FINISHED)
            for cells, stage in states:
                if cells is not None and row[stage] >= 0 and (stage != FINISHED or _done(row)):
                    yield row[stage], row[stage], cells[:2], cells[2], True
            if _done(row):
                for world, own, fact, value in task.achieves:
                    yield row[FINISHED], row[FINISHED], (world, own), fact, value
        for row in rows[DECLARE]:
            scale = program.scales[row[SUBJECT]]
            if row[STATE] == DONE:
                yield row[ENDED], row[ENDED], (scale.world, scale.own), scale.fact, row[REF]
        yield from self._automatic(rows)

    def _automatic(self, rows: Sorted) -> Iterator[Learned]:
        """Give limits that passed and reports that stayed undelivered, or got through after all."""
        for row in rows[EVENT]:
            cells = self._overdue.get(row[SUBJECT])
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True
        for row in rows[UNDELIVERED]:
            cells = self._program.links[row[SUBJECT]].lost_cells
            if cells is not None:
                yield row[AT], row[AT], cells[:2], cells[2], True


def _heard(rows: Sorted) -> Iterator[Learned]:
    return _batches(rows, tuple(sorted(MESSAGES)))


def _batches(rows: Sorted, kinds: tuple[int, ...]) -> Iterator[Learned]:
    for kind in kinds:
        for row in rows[kind]:
            if row[LEARNED] >= 0:
                for fact, _row, _via, value, as_of, _issue, cell in row[CONTENTS] or ():
                    yield row[LEARNED], as_of, (cell,), fact, value


def _done(row: Row) -> bool:
    return bool(row[STATE] % MISTAKEN == DONE)


def _begun(log: Log) -> dict[tuple[int, int], int]:
    """Give the first row of each task and scale, by kind and subject."""
    found: dict[tuple[int, int], int] = {}
    for number, row in enumerate(log.rows):
        if row[KIND] in (TASK, DECLARE):
            found.setdefault((row[KIND], row[SUBJECT]), number)
    return found


def _watches(program: Program) -> Iterator[_Watch]:
    trees = Trees(program)
    for number, task in enumerate(program.tasks):
        yield _watch(program, (TASK, number), task.owner, trees.tree(task.when_gate))
    for number, scale in enumerate(program.scales):
        if scale.turn == 0:
            levels = tuple(trees.tree(bare) for _, _, bare in scale.gates)
            tree = Count(1, -1.0, inverted=False, parts=levels)
            yield _watch(program, (DECLARE, number), scale.agent, tree)


def _watch(program: Program, subject: tuple[int, int], agent: int, tree: Count) -> _Watch:
    cells = dict.fromkeys(cells_in(tree))
    own = tuple(cell for cell in cells if program.cells[cell][0] == agent)
    return _Watch(*subject, agent, tree, own, tuple(cell for cell in cells if cell not in own))
