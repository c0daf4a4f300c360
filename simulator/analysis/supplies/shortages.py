"""Supplies that ran out in one replication: when first, for how long somebody waited, who brought more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.analysis.claims import claimed
from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    ASKED,
    CAUSE,
    DECIDED,
    ENDED,
    EVENT,
    FINISHED,
    GRANTED,
    HELD,
    KIND,
    NEVER,
    OPEN,
    REF,
    STATE,
    SUBJECT,
    SUPPLY,
    TASK,
    Log,
    Row,
)
from simulator.plan.alike import common_task
from simulator.program.model import Program

Refill = tuple[str, bool]


class Shortage(NamedTuple):
    """A supply that was waited for in a replication: its number among the servers; times in seconds.

    `waited`: for how long somebody did, however many; `open`: somebody still did at the end. `refilled_by`:
    names of the tasks and injects that ended a wait, each with whether it is an inject.
    """

    pool: int
    first: float
    waited: float
    open: bool
    refilled_by: tuple[Refill, ...]


class _Wait(NamedTuple):
    begin: float
    end: float
    refilled_by: Refill | None


def supplies(program: Program) -> tuple[int, ...]:
    """Give the numbers of the pools that are used up."""
    return tuple(number for number, server in enumerate(program.servers) if server.consumed)


def shortages(program: Program, log: Log, rows: Sorted) -> tuple[Shortage, ...]:
    """Give the supplies that ran out while somebody needed them, in declared order."""
    waits: dict[int, list[_Wait]] = defaultdict(list)
    for pool, wait in _waits(program, log, rows):
        waits[pool].append(wait)
    return tuple(_shortage(pool, waits[pool], log.ended) for pool in sorted(waits))


def _waits(program: Program, log: Log, rows: Sorted) -> Iterator[tuple[int, _Wait]]:
    names = {program.servers[number].name: number for number in supplies(program)}
    for row in rows[SUPPLY]:
        used = program.tasks[row[SUBJECT]].uses[row[REF]].need.servers
        if used:
            yield used[0], _wait(program, log, row, row[ASKED], _end_of_supply(log, row))
    for row in rows[TASK]:
        if _waited(row):
            _label, place = claimed(program, log.rows, program.tasks[row[SUBJECT]], row)
            if place in names:
                end = row[GRANTED] if row[GRANTED] >= 0 else log.ended
                yield names[place], _wait(program, log, row, row[DECIDED], end)


def _waited(row: Row) -> bool:
    """Tell whether a task waited for units; of one that was given up nobody knows until when."""
    if row[DECIDED] == NEVER or row[GRANTED] == row[DECIDED]:
        return False
    return bool(row[GRANTED] >= 0 or row[STATE] == OPEN)


def _end_of_supply(log: Log, row: Row) -> float:
    """Give when there was more, or the work was over that waited."""
    if row[ENDED] != NEVER:
        return float(row[ENDED])
    work = row
    while work[KIND] != TASK:
        work = log.rows[work[CAUSE]]
    return float(work[FINISHED]) if work[FINISHED] != NEVER else log.ended


def _wait(program: Program, log: Log, row: Row, begin: float, end: float) -> _Wait:
    return _Wait(begin, end, _refilled_by(program, log, row))


def _refilled_by(program: Program, log: Log, row: Row) -> Refill | None:
    if row[HELD] < 0:
        return None
    held = log.rows[row[HELD]]
    if held[KIND] == EVENT:
        return program.sources[held[SUBJECT]].name, True
    return (common_task(program.tasks[held[SUBJECT]].name), False) if held[KIND] == TASK else None


def _shortage(pool: int, waits: Iterable[_Wait], ended: float) -> Shortage:
    ordered = sorted(waits)
    waited, until = 0.0, 0.0
    for wait in ordered:
        waited += max(wait.end - max(wait.begin, until), 0.0)
        until = max(until, wait.end)
    names = dict.fromkeys(wait.refilled_by for wait in ordered if wait.refilled_by is not None)
    return Shortage(pool, ordered[0].begin, waited, until >= ended, tuple(names))
