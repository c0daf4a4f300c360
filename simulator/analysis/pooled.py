"""How long each owner waited for what somebody held already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.analysis.books import Book, Books, Pooled
from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Change, Count, Stretch, Trees, cells_in, holds, is_timed, stretches
from simulator.analysis.upstream import Doing
from simulator.log.rows import (
    DECLARE,
    DONE,
    ENDED,
    GRANTED,
    KIND,
    NOTHING,
    READY,
    REF,
    STATE,
    SUBJECT,
    TASK,
    Log,
)
from simulator.program.model import NONE, Program

Changes = Mapping[int, Sequence[Change]]
"""By cell."""
WouldHold = Callable[[int, Sequence[Change]], bool]
"""Whether a condition would hold with this in place of what all together knew of a cell."""


class Lag(NamedTuple):
    """How long an owner waited for facts that somebody held, in seconds since the start.

    From `begin`, when its condition held in the beliefs of all together, to `end`, when it did in its own, or
    when it no longer mattered or the replication ended. `row` is that of its task or declaration, `NOTHING`
    where it never began; `doing` is that task or scale. With `facts`, and not without each of them, it would
    have begun at once; `holder` is the agent that held the first of them.
    """

    agent: int
    holder: int
    facts: tuple[int, ...]
    begin: float
    end: float
    row: int
    doing: Doing


@dataclass(frozen=True, slots=True)
class _Watch:
    """A condition that an owner waits for: of a task, or of a level of a scale (`rank`)."""

    kind: int
    subject: int
    rank: int
    agent: int
    tree: Count
    own: tuple[int, ...]
    foreign: tuple[int, ...]
    timed: bool


class Lags:
    """Finds the information lags in the logs of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._books = Books(program)
        self._watches = tuple(_watches(program))
        self._cells = frozenset(cell for watch in self._watches for cell in (*watch.own, *watch.foreign))
        self._facts = frozenset(program.cells[cell][1] for watch in self._watches for cell in watch.own)

    def of_log(self, log: Log, rows: Sorted, *, least: float) -> list[Lag]:
        """Give the lags of one replication that last at least so many seconds."""
        scene = _Scene(self._program, log, self._books.open(log, rows), self._cells)
        pooled = scene.book.pooled(self._facts)
        known, cells, found = pooled.changes.get, self._program.cells, []
        for watch in self._watches:
            changes: dict[int, Sequence[Change]] = {cell: known(cells[cell][1], ()) for cell in watch.own}
            if any(changes.values()):
                changes |= {cell: scene.believed.get(cell, ()) for cell in watch.foreign}
                lag = scene.lag(watch, changes, least)
                if lag is not None:
                    facts = self._lacking(watch, changes, scene.believed, lag)
                    found.append(lag._replace(facts=facts))
        return [lag._replace(holder=_holder(pooled, lag)) for lag in found if lag.facts]

    def _lacking(self, watch: _Watch, pooled: Changes, believed: Changes, lag: Lag) -> tuple[int, ...]:
        """Give the facts without which the condition would not have held, though all else was told.

        Of several that would each do, it is the one that was to be had first.
        """
        last = [_before(pooled[cell], lag.end) for cell in watch.own]
        would_hold = _timed(watch, pooled, lag.end) if watch.timed else _at_once(watch, pooled, lag.end)
        lacking = set()
        for place in sorted(range(len(watch.own)), key=lambda place: (last[place][0], place), reverse=True):
            cell = watch.own[place]
            if not would_hold(cell, believed.get(cell, ())):
                lacking.add(cell)
        return tuple(self._program.cells[cell][1] for cell in watch.own if cell in lacking)


def _at_once(watch: _Watch, pooled: Changes, end: float) -> WouldHold:
    """Try what an owner believed in place of what all knew; where it does, it stays."""
    values = {cell: _before(changes, end)[1] for cell, changes in pooled.items()}

    def would_hold(cell: int, changes: Sequence[Change]) -> bool:
        known, values[cell] = values[cell], _before(changes, end)[1]
        if values[cell] == known or holds(watch.tree, values):
            return True
        values[cell] = known
        return False

    return would_hold


def _timed(watch: _Watch, pooled: Changes, end: float) -> WouldHold:
    """Try the same where it counts since when something has been so."""
    mixed = dict(pooled)

    def would_hold(cell: int, changes: Sequence[Change]) -> bool:
        known, mixed[cell] = mixed[cell], changes
        if any(begin < end <= until for begin, until in stretches(watch.tree, mixed)):
            return True
        mixed[cell] = known
        return False

    return would_hold


def _before(changes: Sequence[Change], time: float) -> Change:
    """Give the last change before a time; from the start on nothing is known."""
    return next((change for change in reversed(changes) if change[0] < time), (0.0, None))


class _Scene:
    """One log, with what several watches look up in it."""

    def __init__(self, program: Program, log: Log, book: Book, cells: frozenset[int]) -> None:
        self.book = book
        self._program = program
        self._log = log
        self._cells = cells
        self._worked, self._declared = _begun(program, log)

    @cached_property
    def believed(self) -> Changes:
        """What agencies believed; looked up only where somebody may have waited."""
        return self.book.believed(self._cells)

    def lag(self, watch: _Watch, pooled: Changes, least: float) -> Lag | None:
        """Give the time between the beliefs of all together and those of an owner, whatever was lacking."""
        row, own = self._task(watch) if watch.kind == TASK else self._declaration(watch)
        if row != NOTHING and watch.kind == TASK and not watch.timed:
            # Most owners began as soon as anybody could have known; that is seen sooner than since when.
            values = {cell: _before(changes, own - least)[1] for cell, changes in pooled.items()}
            if not holds(watch.tree, values):
                return None
        held = stretches(watch.tree, pooled)
        if not held or own - held[0][0] < least:
            return None
        if watch.kind == DECLARE and row != NOTHING:
            own = self._criterion(watch, own)
        spans = [(begin, min(end, own)) for begin, end in held if begin <= own]
        # Where it held in passing before, the owner did not wait from then on.
        begin, end = max(spans, key=_length) if row == NOTHING else spans[-1]
        if end - begin < least:
            return None
        return Lag(watch.agent, NONE, (), begin, end, row, (watch.kind, watch.subject))

    def _task(self, watch: _Watch) -> tuple[int, float]:
        """Give the row of a task, and when its condition held in the beliefs of its owner."""
        row = self._worked.get(watch.subject, NOTHING)
        return row, self._log.ended if row == NOTHING else self._log.rows[row][READY]

    def _declaration(self, watch: _Watch) -> tuple[int, float]:
        """Give the row by which an owner declared a level or a higher one, and when it was declared."""
        scale = self._program.scales[watch.subject]
        for row in self._declared.get(scale.fact, ()):
            declared = self._log.rows[row]
            if declared[REF] >= watch.rank:
                return row if declared[SUBJECT] == watch.subject else NOTHING, declared[ENDED]
        return NOTHING, self._log.ended

    def _criterion(self, watch: _Watch, declared: float) -> float:
        """Give when a criterion held last, before its level was declared, in the beliefs of the declarer."""
        begins = (begin for begin, _ in stretches(watch.tree, self.believed) if begin <= declared)
        return max(begins, default=declared)


def _begun(program: Program, log: Log) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Give the row of each task, the one that went to work before others, and the declarations by fact."""
    worked: dict[int, int] = {}
    declared: dict[int, list[int]] = {}
    for number, row in enumerate(log.rows):
        if row[KIND] == TASK:
            first = worked.setdefault(row[SUBJECT], number)
            if row[GRANTED] >= 0 and log.rows[first][GRANTED] < 0:
                worked[row[SUBJECT]] = number
        elif row[KIND] == DECLARE and row[STATE] == DONE:
            declared.setdefault(program.scales[row[SUBJECT]].fact, []).append(number)
    return worked, declared


def _length(stretch: Stretch) -> float:
    return stretch[1] - stretch[0]


def _holder(pooled: Pooled, lag: Lag) -> int:
    """Give who was the first to hold, when the lag began, what was lacking."""
    changes, holders = pooled.changes[lag.facts[0]], pooled.holders[lag.facts[0]]
    held = [holder for (when, _), holder in zip(changes, holders, strict=True) if when <= lag.begin]
    return (held or holders)[-1 if held else 0]


def _watches(program: Program) -> Iterator[_Watch]:
    trees = Trees(program)
    for number, task in enumerate(program.tasks):
        yield _watch(program, (TASK, number, NONE), task.owner, trees.tree(task.when_gate))
    for number, scale in enumerate(program.scales):
        for rank, _call, bare in scale.gates if scale.turn == 0 else ():
            yield _watch(program, (DECLARE, number, rank), scale.agent, trees.tree(bare))


def _watch(program: Program, subject: tuple[int, int, int], agent: int, tree: Count) -> _Watch:
    cells = dict.fromkeys(cells_in(tree))
    own = tuple(cell for cell in cells if program.cells[cell][0] == agent)
    foreign = tuple(cell for cell in cells if cell not in own)
    return _Watch(*subject, agent, tree, own, foreign, is_timed(tree))
