"""How long each owner waited for what somebody held already."""

from bisect import bisect_right
from collections.abc import Mapping
from math import inf
from operator import itemgetter
from typing import NamedTuple

from simulator.analysis.books import Book
from simulator.analysis.first_hand import FirstHand, Learned
from simulator.analysis.gaps.conditions import Condition
from simulator.analysis.gaps.upstream import Doing
from simulator.analysis.gaps.watches import Begun, Watch, watches
from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Stretch, stretches
from simulator.log.rows import DECLARE, NOTHING, TASK, Log
from simulator.program.model import Program

_WHEN = itemgetter(0)


class Lag(NamedTuple):
    """How long an owner waited for facts that somebody held, in seconds since the start.

    From `begin`, when its condition held in the beliefs of all together, to `end`, when it did in its own, or
    when it no longer mattered or the replication ended. `row` is that of its task or declaration, `NOTHING`
    where it never began; `doing` is that task or scale. With `facts`, and not without each of them, it would
    have begun at once; `holders` are the agents that first held each.
    """

    agent: int
    facts: tuple[int, ...]
    holders: tuple[int, ...]
    begin: float
    end: float
    row: int
    doing: Doing


class Lags:
    """Finds the information lags in the logs of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._watches = tuple(watches(program))
        honest = () if program.voices else self._watches
        self._plain = frozenset(watch for watch in honest if watch.plain and watch.kind == TASK)

    def of_log(self, log: Log, rows: Sorted, book: Book, *, least: float) -> list[Lag]:
        """Give the lags of one replication that last at least so many seconds."""
        begun = Begun(self._program, log, rows)
        found = []
        first, unsettled, tasks = book.first_hand.first, book.first_hand.unsettled, begun.tasks
        for watch in self._watches:
            row, own = tasks.get(watch.task) or begun.of(watch)
            # Most owners began as soon as anybody could have known.
            if _known_before(own - least, watch, first):
                if watch in self._plain and unsettled.isdisjoint(watch.needs):
                    lag = _settled(watch, (row, own), book)
                else:
                    lag = _lag(watch, (row, own), book, least)
                if lag is not None:
                    found.append(lag)
        return found


def _known_before(time: float, watch: Watch, first: Mapping[int, Learned]) -> bool:
    """Whether anybody knew before a time all that a condition needs; where it needs no one fact, anything."""
    for fact in watch.needs:
        if fact not in first or first[fact][0] >= time:
            return False
    return bool(watch.needs) or (time > 0 and not first.keys().isdisjoint(watch.own.values()))


def _settled(watch: Watch, begun: tuple[int, float], book: Book) -> Lag | None:
    """Give the lag of a task whose condition holds from when the last of its facts was known.

    None of them turned back, and nobody said what was not so; so it is `_lag` made short.
    """
    row, own = begun
    known, heard = book.first_hand, book.first
    since, facts, holders = 0.0, [], []
    for cell, fact in watch.own.items():
        learned = known.first[fact]
        since = max(since, learned[0])
        if heard.get(cell, inf) >= own:
            facts.append(fact)
            holders.append(known.holder(learned))
    if not facts:
        return None
    # Lag(...) takes twice the time.
    return tuple.__new__(
        Lag, (watch.agent, tuple(facts), tuple(holders), since, own, row, (TASK, watch.subject))
    )


def _lag(watch: Watch, begun: tuple[int, float], book: Book, least: float) -> Lag | None:
    """Give how much later than all together an owner knew that it could begin."""
    row, own = begun
    what = Condition(watch, book)
    if row != NOTHING and watch.kind == TASK and not watch.timed and not what.held_before(own - least):
        return None
    held = what.held()
    if not held or own - held[0][0] < least:
        return None
    if watch.kind == DECLARE and row != NOTHING:
        own = _criterion(watch, book, own)
    spans = [(begin, min(end, own)) for begin, end in held if begin <= own]
    # Where it held in passing before, the owner did not wait from then on.
    begin, end = max(spans, key=_length) if row == NOTHING else spans[-1]
    facts = what.lacking(end) if end - begin >= least else ()
    if not facts:
        return None
    holders = tuple(_holder(book.first_hand, fact, begin) for fact in facts)
    return Lag(watch.agent, tuple(facts), holders, begin, end, row, (watch.kind, watch.subject))


def _criterion(watch: Watch, book: Book, declared: float) -> float:
    """Give when a criterion held last, before its level was declared, in the beliefs of the declarer."""
    believed = book.believed((*watch.own, *watch.foreign))
    begins = (begin for begin, _ in stretches(watch.tree, believed) if begin <= declared)
    return max(begins, default=declared)


def _length(stretch: Stretch) -> float:
    return stretch[1] - stretch[0]


def _holder(known: FirstHand, fact: int, begin: float) -> int:
    """Give who was the first to hold what was lacking when a lag began."""
    newest = known.newest(fact)
    later = bisect_right(newest, begin, key=_WHEN)
    return known.holder(newest[max(later - 1, 0)])
