"""What of each desk and pool was held, and what waited for it, read off the log of one replication.

What a log does not tell is counted at its most: a unit is on its way back as long as it was on its way there,
and an answer that comes back over a medium without a call is being handled until it is there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import inf
from operator import itemgetter

from simulator.analysis.claims import claimed
from simulator.analysis.loads.span import Span
from simulator.analysis.loads.there import there
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ARRIVED,
    ASK,
    ASKED,
    ATTEMPT,
    BACK,
    BEGUN,
    CALLED,
    CALLER,
    CAUSE,
    COMPOSED,
    CONVENED,
    DECIDED,
    DECISION,
    DECLARE,
    DECLINED,
    DUE,
    ENDED,
    FINISHED,
    GRANTED,
    INVITE,
    JOIN,
    KIND,
    LEARNED,
    MOBILISED,
    NEVER,
    NO_ANSWER,
    NOTHING,
    NOTICE,
    OPEN,
    ORDER,
    PICKED,
    RECEIVED,
    REF,
    REPORT,
    REQUEST,
    SENT,
    STARTED,
    STATE,
    SUBJECT,
    TAKEN_UP,
    TASK,
    TURNED_OUT,
    Log,
    Row,
)
from simulator.program.model import NONE, Link, Program, Server


class Held:
    """What was held of each server, and waited for, in one log."""

    def __init__(self, program: Program, log: Log) -> None:
        self._program = program
        self._log = log
        self.taken: dict[int, list[Span]] = defaultdict(list)
        self.waiting: dict[int, list[Span]] = defaultdict(list)
        self._names = {server.name: number for number, server in enumerate(program.servers)}
        self._acts = {act.source: act for act in program.acts}
        self._aid = [row for row in log.rows if row[KIND] == AID]
        for row in log.rows:
            look = _LOOKS.get(row[KIND])
            if look is not None:
                look(self, row)
        self._take_units()
        self._consider()

    # -- what is noted ---------------------------------------------------------------------------------------

    def _hold(self, server: int, begin: float, end: float, count: int = 1) -> None:
        """Note that something was held; an end that did not come is that of the replication."""
        self._note(self.taken, server, begin, end, count)

    def _wait(self, server: int, row: Row, begin: float, end: float) -> None:
        """Note a wait; of one that was given up nobody knows when."""
        if end >= 0 or row[STATE] == OPEN:
            self._note(self.waiting, server, begin, end, 1)

    def _note(self, book: dict[int, list[Span]], server: int, begin: float, end: float, count: int) -> None:
        until = min(end, self._log.ended) if end >= 0 else self._log.ended
        if server != NONE and begin >= 0 and until > begin:
            book[server].append(Span(begin, until, count))

    # -- desks -----------------------------------------------------------------------------------------------

    def told(self, row: Row) -> None:
        """A report or a question."""
        self._message(row, self._program.links[row[SUBJECT]])

    def errand(self, row: Row) -> None:
        """A message on behalf of a task."""
        link = self._program.errands[row[SUBJECT]].link
        if link != NONE:
            self._message(row, self._program.links[link])

    def _message(self, row: Row, link: Link) -> None:
        self._wait(link.sender_desk, row, row[DUE], row[BEGUN])
        self._hold(link.sender_desk, row[BEGUN], row[COMPOSED])
        if any(rung.call and rung.medium == row[REF] for rung in link.rungs) and row[SENT] >= 0:
            self._hold(link.sender_desk, row[SENT], row[LEARNED])
        if row[PICKED] >= 0 or row[LEARNED] < 0:  # who hears it in a talk group needs no operator
            self._wait(link.receiver_desk, row, row[RECEIVED], row[PICKED])
            self._hold(link.receiver_desk, row[PICKED], row[LEARNED])

    def attempt(self, row: Row) -> None:
        """A call that did not get through held its caller; it may have rung at the other end."""
        link = self._program.links[row[SUBJECT]]
        rung = next((rung for rung in link.rungs if rung.medium == row[REF]), None)
        if rung is None or not rung.call:
            return
        self._hold(link.sender_desk, row[ASKED], row[ENDED])
        if row[STATE] == NO_ANSWER:
            self._wait(link.receiver_desk, row, max(row[ENDED] - rung.patience, row[ASKED]), row[ENDED])

    def decision(self, row: Row) -> None:
        """A decision on a task."""
        self._deciding(self._program.seats[row[SUBJECT]].desk, row)

    def declaration(self, row: Row) -> None:
        """A decision on a level."""
        self._deciding(self._program.scales[row[SUBJECT]].desk, row)

    def _deciding(self, desk: int, row: Row) -> None:
        self._wait(desk, row, row[ASKED], row[TAKEN_UP])
        self._hold(desk, row[TAKEN_UP], row[ENDED])

    def call(self, row: Row) -> None:
        """A call from the public, which may be given up."""
        act = self._acts[row[SUBJECT]]
        if act.calls is not None:
            desk, _every, _talk, patience = act.calls
            given_up = row[RECEIVED] + patience if row[STATE] == NO_ANSWER else row[PICKED]
            self._wait(desk, row, row[RECEIVED], given_up)
            self._hold(desk, row[PICKED], row[LEARNED])

    def notice(self, row: Row) -> None:
        """A message from exercise control."""
        desk = self._acts[row[SUBJECT]].desk
        self._wait(desk, row, row[RECEIVED], row[PICKED])
        self._hold(desk, row[PICKED], row[LEARNED])

    def join(self, row: Row) -> None:
        """Who takes part in a joint task is away from the desk until it ends, in person until back."""
        desk = self._program.agents[self._program.errands[row[SUBJECT]].receiver].desk
        begin = row[TAKEN_UP] if row[TAKEN_UP] >= 0 else row[ENDED]
        self._wait(desk, row, row[ASKED], begin)
        self._hold(desk, begin, row[BACK])

    def _task_behind(self, row: Row) -> Row | None:
        """Give the task on whose behalf something happened."""
        while row[KIND] != TASK:
            if row[CAUSE] == NOTHING:
                return None
            row = self._log.rows[row[CAUSE]]
        return row

    # -- pools -----------------------------------------------------------------------------------------------

    def task(self, row: Row) -> None:
        """A task: its operators, and what it waited for; whose units it took is found out at the end."""
        task = self._program.tasks[row[SUBJECT]]
        if task.operators:
            self._hold(task.desk, row[GRANTED], row[FINISHED], task.operators)
        if row[DECIDED] >= 0 and row[GRANTED] != row[DECIDED]:
            label, place = claimed(self._program, self._log.rows, task, row)
            server = task.desk if label == "operators" else self._names.get(place, NONE)
            self._wait(server, row, row[DECIDED], row[GRANTED])

    def aid(self, row: Row) -> None:
        """Units that are lent are away from the promise to the end of the task, and on the way back."""
        pact = self._program.pacts[row[SUBJECT]]
        if row[ANSWERED] < 0 or row[STATE] == DECLINED or not row[REF]:
            return
        task = self._task_behind(row)
        way = max(row[ARRIVED] - row[TURNED_OUT], 0.0) if row[TURNED_OUT] >= 0 else 0.0
        end = _later(task[FINISHED] if task else -1.0, way)
        if row[ARRIVED] < 0 and row[STATE] != OPEN:
            end = min(end if end >= 0 else inf, row[ANSWERED] + pact.promise_lapses)
        self._hold(pact.server, row[ANSWERED], end, row[REF])

    def _take_units(self) -> None:
        """Give each task its units as it took them: those that came as aid, then of pools in their order."""
        begun = [row for row in self._log.rows if row[KIND] == TASK and row[GRANTED] >= 0]
        for row in sorted(begun, key=itemgetter(GRANTED)):
            for need in self._program.tasks[row[SUBJECT]].needs:
                missing = need.units - self._lent(row, need.kind)
                for place, server in enumerate(need.servers):
                    last = place == len(need.servers) - 1
                    units = missing if last else min(missing, self._free(server, row[GRANTED]))
                    if units > 0:
                        pool = self._program.servers[server]
                        self._hold(server, row[GRANTED], _back(row, pool), units)
                        missing -= units

    def _consider(self) -> None:
        """Give each request for aid the operator who answered it: since the desk was last full without it."""
        for row in sorted(self._aid, key=itemgetter(ANSWERED)):
            if 0 <= row[CALLED] < row[ANSWERED]:
                desk = self._program.pacts[row[SUBJECT]].decider_desk
                begin = self._last_full(desk, row[CALLED], row[ANSWERED]) if desk != NONE else NEVER
                self._wait(desk, row, row[CALLED], begin)
                self._hold(desk, begin, row[ANSWERED])

    def _last_full(self, desk: int, begin: float, end: float) -> float:
        """Give until when all operators of a desk were at something within a stretch, its begin if never."""
        shifts = there(self._program, self._log, desk)
        turns = {time for span in (*self.taken[desk], *shifts) for time in span[:2] if begin < time < end}
        full = begin
        for since, until in pairwise(sorted({begin, end, *turns})):
            if _at(self.taken[desk], since) >= _at(shifts, since):
                full = until
        return full

    def _lent(self, task: Row, kind: str) -> int:
        """Give how many units of a kind had come as aid before a task took the rest."""
        return sum(
            row[REF]
            for row in self._aid
            if 0 <= row[ARRIVED] <= task[GRANTED]
            and self._program.pacts[row[SUBJECT]].kind == kind
            and self._task_behind(row) is task
        )

    def _free(self, server: int, at: float) -> int:
        return max(self._program.servers[server].capacity - _at(self.taken[server], at), 0)


def _at(spans: Iterable[Span], time: float) -> int:
    return sum(span.units for span in spans if span.begin <= time < span.end)


def _later(end: float, more: float) -> float:
    return end + more if end >= 0 else end


def _back(row: Row, pool: Server) -> float:
    """Give when a task's units are back at their base."""
    if row[FINISHED] < 0 or pool.redeploy or row[STARTED] < 0:
        return float(row[FINISHED])
    return float(row[FINISHED] + row[STARTED] - max(row[MOBILISED], row[CONVENED], row[GRANTED]))


_LOOKS: Mapping[int, Callable[[Held, Row], None]] = {
    REPORT: Held.told,
    ASK: Held.told,
    REQUEST: Held.errand,
    INVITE: Held.errand,
    AID_REQUEST: Held.errand,
    ORDER: Held.errand,
    ATTEMPT: Held.attempt,
    DECISION: Held.decision,
    DECLARE: Held.declaration,
    CALLER: Held.call,
    NOTICE: Held.notice,
    JOIN: Held.join,
    TASK: Held.task,
    AID: Held.aid,
}
