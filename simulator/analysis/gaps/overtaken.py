"""Reports that are still on their way when their receiver knows what they tell: nobody waits for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from simulator.analysis.books import Book, Taken
from simulator.analysis.gaps.waiting import Wait
from simulator.log.rows import CELL, CONTENTS, KIND, REPORT, SUBJECT, Log
from simulator.program.model import Program

Content = Sequence[Any]


def while_wanted(
    program: Program, log: Log, book: Book, waits: Mapping[int, Sequence[Wait]], *, least: float
) -> dict[int, Sequence[Wait]]:
    """Give waits by row without what reports waited after their receiver held all that they tell.

    Reports that were done with their waiting in less than `least` seconds are not looked into. A periodic
    report is wanted for itself, and stays whole.
    """
    reports = {
        number: log.rows[number][CONTENTS]
        for number, each in waits.items()
        if each[-1].end - each[0].begin >= least
        and log.rows[number][KIND] == REPORT
        and log.rows[number][CONTENTS]
        and not program.links[log.rows[number][SUBJECT]].every
    }
    found = dict(waits)
    for number, contents in reports.items():
        end = _known(contents, book, waits[number][-1].end)
        if end < waits[number][-1].end:
            left = [wait.between(0.0, end) for wait in waits[number] if wait.begin < end]
            if left:
                found[number] = left
            else:
                del found[number]
    return found


def _known(contents: Sequence[Content], book: Book, end: float) -> float:
    """Give since when the receiver held all that a report tells, infinite if not before `end`."""
    first = book.first
    if any(first.get(content[CELL], inf) >= end for content in contents):
        return inf
    return max(_held(content, book.taken(content[CELL]), end) for content in contents)


def _held(content: Content, taken: Iterable[Taken], end: float) -> float:
    """Give since when the receiver held a content: the same value, or what is at least as new."""
    _fact, _row, _via, value, as_of, *_ = content
    since = inf
    for when, stated, held in _before(taken, end):
        since = min(since, when) if stated >= as_of or held == value else inf
    return since


def _before(taken: Iterable[Taken], end: float) -> Iterator[Taken]:
    return (each for each in taken if each[0] < end)
