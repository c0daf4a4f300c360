"""Aid that tasks called on in one replication: what came, and what was called on in vain."""

from collections import defaultdict
from math import inf

from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ARRIVED,
    CALLED,
    CAUSE,
    DECLINED,
    DUE,
    GRANTED,
    KIND,
    LAPSED,
    OPEN,
    STATE,
    SUBJECT,
    TASK,
    Log,
    Row,
)
from simulator.program.model import Program

Coming = tuple[float, float]
"""From when aid was called on until it arrived."""
InVain = tuple[int, float, float]
"""(agreement, from when it was called on, until it was given up)."""


class Calls:
    """The agreements called on in one replication. `behalf` gives the task's row for rows of its aid."""

    def __init__(self, program: Program, log: Log, rows: Sorted) -> None:
        self._program = program
        self._log = log
        self.behalf: dict[int, int] = {}
        self._of_task: dict[int, list[tuple[Row, float]]] = defaultdict(list)
        for kind in (AID_REQUEST, AID) if rows[AID] else ():
            for number, row in rows.numbered(kind):
                self._enter(number, row)

    def _enter(self, number: int, row: Row) -> None:
        """Find the task by the causes: the request, and the one before where it goes over two desks."""
        cause, called = row, row[CALLED]
        while cause[KIND] != TASK:
            called = cause[DUE] if cause[KIND] == AID_REQUEST else called
            self.behalf[number] = cause[CAUSE]
            cause = self._log.rows[cause[CAUSE]]
        if row[KIND] == AID:
            self._of_task[self.behalf[number]].append((row, called))

    def of_task(self, number: int, task: Row) -> tuple[list[Coming], list[InVain]]:
        """Give what came for a task, or was still to come at the end, and what was in vain for it."""
        coming: list[Coming] = []
        in_vain: list[InVain] = []
        waited_until = task[GRANTED] if task[GRANTED] >= 0 else self._log.ended
        for row, called in self._of_task.get(number, ()):
            given_up = self._given_up(row, called)
            if given_up <= waited_until:
                in_vain.append((row[SUBJECT], called, given_up))
            elif 0 <= row[ARRIVED] <= waited_until:
                coming.append((called, row[ARRIVED]))
            elif row[STATE] == OPEN and task[GRANTED] < 0:
                # What is said to get it waits on its own; an answer that is not given is in vain.
                heard = row[ANSWERED] < 0 and self._heard(row)
                coming.append((called, row[CALLED] if heard else inf))
                if heard:
                    in_vain.append((row[SUBJECT], row[CALLED], inf))
        return coming, in_vain

    def _given_up(self, row: Row, called: float) -> float:
        """Give when an agreement that was called on was given up, infinite if it was not."""
        pact = self._program.pacts[row[SUBJECT]]
        if row[STATE] == DECLINED:
            return float(row[ANSWERED])
        if row[STATE] != LAPSED:
            return inf
        return row[ANSWERED] + pact.promise_lapses if row[ANSWERED] >= 0 else called + pact.lapses

    def _heard(self, row: Row) -> bool:
        """Whether whoever decides on aid has taken in that it is asked for."""
        asks = self._program.pacts[row[SUBJECT]].asks
        return not asks or self._log.rows[row[CAUSE]][KIND] == AID_REQUEST
