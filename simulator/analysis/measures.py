"""What is kept of one replication when its log is gone."""

from dataclasses import dataclass
from math import inf

from simulator.analysis.clocks import Clock, clocks
from simulator.analysis.paths import Leg, legs
from simulator.analysis.stages import Reference
from simulator.log.rows import (
    AT,
    ATTEMPT,
    DONE,
    FINISHED,
    KIND,
    MILESTONE,
    MISTAKEN,
    NEVER,
    READY,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    UNDELIVERED,
    Log,
    Row,
)
from simulator.program.model import Program

Split = dict[tuple[str, str], float]
"""Seconds of a critical path by (label, place)."""

NOT_READY = -1
"""State of a task whose condition was never true."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one replication.

    Times in seconds since the start, infinite where something was not reached.
    `milestones` and `splits` (empty where not reached) stand in the order of the program's milestones;
    `ready`, `started`, `done` and `states` in that of its tasks, each of the attempt that was done, else of
    the first; `clocks` in that of its obligations. `states` index `simulator.log.rows.STATES`, `MISTAKEN`
    added, `NOT_READY` without attempt. `undelivered`, `failed` and `mistaken` count reports that exhausted
    their media, attempts that failed, and attempts at tasks that started on a belief that was not so.
    """

    replication: int
    ended: float
    stopped: bool
    milestones: tuple[float, ...]
    ready: tuple[float, ...]
    started: tuple[float, ...]
    done: tuple[float, ...]
    states: tuple[int, ...]
    clocks: tuple[Clock, ...]
    splits: tuple[Split, ...]
    undelivered: int
    failed: int
    mistaken: int


def measure(program: Program, log: Log) -> Measures:
    """Take the measures of one replication."""
    rows = log.rows
    tasks: dict[int, Row] = {}
    reached: dict[int, int] = {}
    undelivered = failed = mistaken = 0
    for number, row in enumerate(rows):
        kind = row[KIND]
        if kind == TASK:
            mistaken += row[STATE] >= MISTAKEN
            if row[SUBJECT] not in tasks or _better(row, tasks[row[SUBJECT]]):
                tasks[row[SUBJECT]] = row
        elif kind == ATTEMPT:
            failed += row[STATE] != DONE
        elif kind == UNDELIVERED:
            undelivered += 1
        elif kind == MILESTONE:
            reached.setdefault(row[SUBJECT], number)
    attempts = [tasks.get(number) for number in range(len(program.tasks))]
    return Measures(
        replication=log.replication,
        ended=log.ended,
        stopped=log.stopped,
        milestones=tuple(
            rows[reached[number]][AT] if number in reached else inf
            for number in range(len(program.milestones))
        ),
        ready=tuple(_stage(row, READY) for row in attempts),
        started=tuple(_stage(row, STARTED) for row in attempts),
        done=tuple(inf if row is None or not _is_done(row) else row[FINISHED] for row in attempts),
        states=tuple(NOT_READY if row is None else row[STATE] for row in attempts),
        clocks=clocks(program, log),
        splits=_splits(program, log, reached),
        undelivered=undelivered,
        failed=failed,
        mistaken=mistaken,
    )


def _is_done(row: Row) -> bool:
    done: bool = row[STATE] % MISTAKEN == DONE
    return done


def _better(row: Row, other: Row) -> bool:
    return _is_done(row) and not _is_done(other)


def _stage(row: Row | None, stage: int) -> float:
    return inf if row is None or row[stage] == NEVER else row[stage]


def _splits(program: Program, log: Log, reached: dict[int, int]) -> tuple[Split, ...]:
    known: dict[Reference, Leg] = {}
    return tuple(
        _split(legs(program, log.rows, (reached[number], AT), known)) if number in reached else {}
        for number in range(len(program.milestones))
    )


def _split(found: list[Leg]) -> Split:
    split: Split = {}
    for segments, _, _ in reversed(found):
        for label, place, begin, end, _, _ in segments:
            split[label, place] = split.get((label, place), 0.0) + end - begin
    return split
