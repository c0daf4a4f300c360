"""What is kept of one replication when its log is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from simulator.analysis.agreements.calls import AidCall, aid_calls
from simulator.analysis.awareness import FIRST, NOT_MEASURED, Aware, Awareness, Counts
from simulator.analysis.clocks import Clock, Watch
from simulator.analysis.gaps.findings import Finder, Findings
from simulator.analysis.joint.meetings import Meeting, joint_tasks, meetings
from simulator.analysis.learning import Sorted
from simulator.analysis.levels.declared import first_declared, first_lowered
from simulator.analysis.misreports.check import FactChecker, Falsehoods
from simulator.analysis.paths import Legs, Way
from simulator.analysis.places import shared_places
from simulator.analysis.posts.held import Held, posts_of_log
from simulator.analysis.quantities import Served, served
from simulator.analysis.stages import Scene
from simulator.analysis.supplies.shortages import Shortage, shortages, supplies
from simulator.analysis.used import used_links
from simulator.collector import without_collector
from simulator.log.rows import (
    AT,
    ATTEMPT,
    DONE,
    FINISHED,
    MILESTONE,
    MISTAKEN,
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
    `findings` are what it shows of gaps, `aid` the calls on agreements, `meetings` those of joint tasks,
    `shortages` the supplies that ran out;
    `awareness` is that of each agent, empty where it is not measured;
    `ready`, `started`, `done` and `states` in that of its tasks, each of the attempt that was done, else of
    the first; `clocks` in that of its obligations. `states` index `simulator.log.rows.STATES`, `MISTAKEN`
    added, `NOT_READY` without attempt; `served` in that of its crowds, then of its quantities.
    `undelivered`, `failed` and `mistaken` count reports that exhausted
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
    findings: Findings
    awareness: Mapping[int, Aware]
    undelivered: int
    failed: int
    mistaken: int
    served: tuple[Served, ...] = ()
    declared: tuple[float, ...] = ()
    """When each level was first declared, in the order of `levels_of`."""
    lowered: tuple[float, ...] = ()
    """When each was first lowered after that."""
    falsehoods: tuple[Falsehoods, ...] = ()
    """What came of misreports, one entry; empty where nobody misreports anything."""
    posts: tuple[Held, ...] = ()
    """Of the posts that may change hands."""
    aid: tuple[AidCall, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    links: bytes = b""
    """A bit for each link, set where somebody had something to pass along it."""
    chains: tuple[Clock, ...] = ()
    """How long each chain of limits took."""
    aware: Counts = ()
    """What all agencies knew over time; empty where it is not measured."""


class Measurer:
    """Takes the measures of replications of one program; what depends on that alone is worked out once."""

    __slots__ = (
        "_awareness",
        "_checker",
        "_finder",
        "_joint",
        "_places",
        "_program",
        "_scene",
        "_supplied",
        "_watch",
    )

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scene = Scene(program)
        self._watch = Watch(program)
        self._places = shared_places(program)
        self._finder = Finder(program)
        self._awareness = Awareness(program)
        self._checker = FactChecker(program) if program.voices else None
        self._joint = bool(joint_tasks(program))
        self._supplied = bool(supplies(program))

    @without_collector()
    def measure(self, log: Log) -> Measures:
        """Take the measures of one replication."""
        program = self._program
        rows = Sorted(log.rows)
        tasks = rows[TASK]
        ready, started, done, states = _work(len(program.tasks), tasks)
        reached = [inf] * len(program.milestones)
        ways: list[Way] = [()] * len(program.milestones)
        legs = Legs(self._scene, log.rows)
        for number, row in rows.numbered(MILESTONE):
            reached[row[SUBJECT]] = row[AT]
            ways[row[SUBJECT]] = legs.way_back((number, AT))
        clocks, chains = self._watch.clocks(log, rows)
        aware = self._awareness.of_log(log, rows) if log.replication < FIRST else NOT_MEASURED
        return Measures(
            replication=log.replication,
            ended=log.ended,
            stopped=log.stopped,
            milestones=tuple(reached),
            ready=tuple(ready),
            started=tuple(started),
            done=tuple(done),
            states=tuple(states),
            clocks=clocks,
            chains=chains,
            splits=tuple(_split(way, self._places) for way in ways),
            findings=self._finder.find(log, rows, clocks, ways, legs),
            awareness=aware.agents,
            aware=aware.counts,
            aid=aid_calls(log, rows),
            meetings=meetings(program, log, rows) if self._joint else (),
            shortages=shortages(program, log, rows) if self._supplied else (),
            links=used_links(program, rows),
            undelivered=len(rows[UNDELIVERED]),
            failed=sum(row[STATE] != DONE for row in rows[ATTEMPT]),
            mistaken=sum(row[STATE] >= MISTAKEN for row in tasks),
            served=served(program, log, rows) if program.quantities or program.crowds else (),
            declared=first_declared(program, rows),
            lowered=first_lowered(program, rows),
            falsehoods=(self._checker.check(log, rows, clocks),) if self._checker else (),
            posts=posts_of_log(program, log, rows) if program.posts else (),
        )


def measure(program: Program, log: Log) -> Measures:
    """Take the measures of one replication; for many of them keep a `Measurer`."""
    return Measurer(program).measure(log)


def _work(size: int, rows: list[Row]) -> tuple[list[float], list[float], list[float], list[int]]:
    """Give ready, started, done and state of each task: of the attempt that was done, else the first."""
    ready, started, done, states = [inf] * size, [inf] * size, [inf] * size, [NOT_READY] * size
    for row in rows:
        number, state = row[SUBJECT], row[STATE]
        finished = state % MISTAKEN == DONE
        if states[number] == NOT_READY or (finished and done[number] == inf):
            states[number] = state
            ready[number] = row[READY]
            started[number] = row[STARTED] if row[STARTED] >= 0 else inf
            if finished:
                done[number] = row[FINISHED]
    return ready, started, done, states


def _split(way: Way, places: Mapping[str, str]) -> Split:
    split: Split = {}
    for _, (parts, _) in reversed(way):
        for (label, place), begin, end in parts:
            where = label, places.get(place, place)
            split[where] = split.get(where, 0.0) + (end - begin)
    return split
