"""A wait, and one log with what waits are looked up in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

from simulator.analysis.gaps.calls import Calls
from simulator.analysis.gaps.idle import Idle
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    ATTEMPT,
    CAUSE,
    DECIDED,
    DECLARE,
    DONE,
    ENDED,
    KIND,
    LAPSED,
    LEARNED,
    LOST,
    NEVER,
    NOTHING,
    OPEN,
    REF,
    SENT,
    STATE,
    SUBJECT,
    TASK,
    Log,
    Row,
)
from simulator.program.model import NONE, Program

Piece = tuple[int, float, float]
"""(site, from, to): a stretch of time that is laid at a site, in seconds since the start."""


class Wait(NamedTuple):
    """A stretch of waiting, in seconds since the start; `site` is a number of `Sites`.

    `other` is the agent on the other side: who called, who was to be told, who had idle units. `open`: it did
    not end, but the replication did.
    """

    site: int
    begin: float
    end: float
    other: int
    open: bool = False

    def between(self, begin: float, end: float) -> "Wait":
        """Give the part of it within a stretch of time."""
        if begin <= self.begin and self.end <= end:
            return self
        is_open = self.open and self.end <= end
        return Wait(self.site, max(self.begin, begin), min(self.end, end), self.other, is_open)


_quick = tuple.__new__
"""Makes a named tuple in half the time that its own name takes; there are many waits."""


class Waited(NamedTuple):
    """Who waited for what in one replication.

    `rows` are the waits by number of the row in which somebody waited, one after another. `behalf`: what is
    said to get aid, and the aid itself, is on behalf of the task, by number of its row.
    """

    rows: Mapping[int, Sequence[Wait]]
    behalf: Mapping[int, int]

    def within(self, row: int, begin: float, end: float) -> Sequence[Piece]:
        """Give the waits during a stretch of a row, cut to it."""
        waits = self.rows.get(row, ())
        if self.behalf and row in self.behalf:
            waits = (*waits, *self.rows.get(self.behalf[row], ()))
        if not waits:
            return ()
        return [
            (site, since, until)
            if begin <= since and until <= end
            else (site, max(since, begin), min(until, end))
            for site, since, until, _other, _open in waits
            if since < end and until > begin
        ]


class Scene:
    """One log, with what several of its rows are looked up in."""

    def __init__(self, program: Program, sites: Sites, idle: Idle, log: Log, rows: Sorted) -> None:
        self.program = program
        self.sites = sites
        self.idle = idle
        self.log = log
        self.rows = rows
        self.attempts: dict[int, list[Row]] = defaultdict(list)
        for row in rows[ATTEMPT]:
            self.attempts[row[CAUSE]].append(row)
        self.turns = {
            row[CAUSE]: row[SUBJECT] for row in rows[DECLARE] if program.scales[row[SUBJECT]].turn > 0
        }
        """By the clock that made it a deputy's turn, the scale that it then declared."""
        self.declared = {
            program.scales[row[SUBJECT]].fact: row[ENDED] for row in rows[DECLARE] if row[STATE] == DONE
        }
        """By fact of a scale, when a level of it was last declared."""
        self.calls = Calls(program, log, rows)

    def wait(self, site: int, begin: float, row: Row, stage: int, other: int) -> Sequence[Wait]:
        """Give the wait until a row reached a stage, or did not until the end; none where nobody waited."""
        end = row[stage]
        if end == begin or site == NONE or begin < 0:
            return ()
        if end < 0:
            end = self._given_up(row, begin)
        ended = self.log.ended
        if end > ended:
            return (Wait(site, begin, ended, other, open=True),) if ended > begin else ()
        return (_quick(Wait, (site, begin, end, other, False)),) if end > begin else ()

    def is_overtaken(self, number: int) -> bool:
        """Whether a request for a decision, or the decision itself, has lost to that of another holder."""
        rows, chain = self.log.rows, [number]
        while rows[chain[-1]][KIND] != TASK and rows[chain[-1]][CAUSE] != NOTHING:
            chain.append(rows[chain[-1]][CAUSE])
        task = rows[chain[-1]]
        if task[KIND] != TASK or task[DECIDED] < 0:
            return False
        return number not in (task[REF], rows[task[REF]][CAUSE])

    def _given_up(self, row: Row, begin: float) -> float:
        """Give when that was over which never came: infinite if it never was."""
        if row[STATE] == LAPSED:
            # What was given up may be told by a later report.
            later = (
                each[SENT]
                for each in self.rows[row[KIND]]
                if each[SUBJECT] == row[SUBJECT] and each[SENT] > begin and each[LEARNED] >= 0
            )
            return min(later, default=inf)
        return inf if row[STATE] in (OPEN, LOST) else NEVER
