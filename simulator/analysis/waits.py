"""Who waited for what: the stretches of each row in which somebody waited, each with its one cause.

Composing, ways, handling, deciding and work are no waits. A wait that did not end lasts until the replication
does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from simulator.analysis.idle import Idle
from simulator.analysis.learning import Sorted
from simulator.analysis.sites import CAPACITY, COORDINATION, Sites
from simulator.analysis.stages import claimed
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ASK,
    ASKED,
    ATTEMPT,
    BEGUN,
    CALLED,
    CAUSE,
    COMPOSED,
    DECIDED,
    DECISION,
    DECLARE,
    DECLINED,
    DUE,
    ENDED,
    GRANTED,
    INVITE,
    JOIN,
    KIND,
    LAPSED,
    LOST,
    NEVER,
    NO_ANSWER,
    NOTHING,
    OPEN,
    ORDER,
    PICKED,
    READY,
    RECEIVED,
    REPORT,
    REQUEST,
    SENT,
    STATE,
    SUBJECT,
    TAKEN_UP,
    TASK,
    Log,
    Row,
)
from simulator.program.model import NONE, Errand, Link, Need, Program


class Wait(NamedTuple):
    """A stretch of waiting, in seconds since the start; `site` is a number of `Sites`.

    `other` is the agent on the other side: who called, who was to be told, who had idle units.
    """

    site: int
    begin: float
    end: float
    other: int


class Waits:
    """Finds the waits in the logs of one program."""

    def __init__(self, program: Program, sites: Sites) -> None:
        self._program = program
        self._sites = sites
        self._idle = Idle(program)

    def of_log(self, log: Log, rows: Sorted) -> dict[int, list[Wait]]:
        """Give the waits in a log, by the number of the row in which somebody waited."""
        scene = _Scene(self._program, self._sites, self._idle, log, rows)
        found: dict[int, list[Wait]] = {}
        for number, row in enumerate(log.rows):
            look = _BY_KIND.get(row[KIND])
            waits = [wait for wait in look(scene, number, row) if wait.end > wait.begin] if look else None
            if waits:
                found[number] = waits
        return found


class _Scene:
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
        self.refused: dict[int, list[Row]] = defaultdict(list)
        for row in rows[AID]:
            if row[STATE] in (DECLINED, LAPSED):
                self.refused[program.pacts[row[SUBJECT]].task].append(row)

    def until(self, row: Row, stage: int) -> float:
        """Give when a row reached a stage; the end of the replication if it still waits, else `NEVER`."""
        if row[stage] >= 0:
            return float(row[stage])
        return self.log.ended if row[STATE] in (OPEN, LOST) else NEVER

    def wait(self, site: int, row: Row, stages: tuple[int, int], other: int) -> Iterator[Wait]:
        """Give the wait from one stage of a row to another, where there is such a site and it was reached."""
        begin, end = stages
        if site != NONE and row[begin] >= 0:
            yield Wait(site, row[begin], self.until(row, end), other)


# -- messages ------------------------------------------------------------------------------------------------


def _told(scene: _Scene, number: int, row: Row) -> Iterator[Wait]:
    link = scene.program.links[row[SUBJECT]]
    desks = scene.sites.desks[link.sender], scene.sites.desks[link.receiver]
    yield from _message(scene, number, row, link, desks)


def _errand(scene: _Scene, number: int, row: Row) -> Iterator[Wait]:
    errand = scene.program.errands[row[SUBJECT]]
    if errand.link != NONE:
        desks = scene.sites.desks[errand.sender], scene.sites.desks[errand.receiver]
        yield from _message(scene, number, row, scene.program.links[errand.link], desks)


def _request(scene: _Scene, number: int, row: Row) -> Iterator[Wait]:
    """A request for a decision: whoever is asked late or answers late, it is the decision that is late."""
    errand: Errand = scene.program.errands[row[SUBJECT]]
    site = scene.sites.decisions[errand.task]
    task = scene.log.rows[row[CAUSE]] if row[CAUSE] != NOTHING else None
    if task is not None and site != NONE:
        yield Wait(site, task[READY], row[DUE], errand.receiver)
    if errand.link != NONE:
        yield from _message(scene, number, row, scene.program.links[errand.link], (site, site))


def _message(scene: _Scene, number: int, row: Row, link: Link, desks: tuple[int, int]) -> Iterator[Wait]:
    """Give the waits for the sender's operator, over the ladder and at the receiver's desk."""
    if link.sender_desk != NONE:
        yield from scene.wait(desks[0], row, (DUE, BEGUN), link.receiver)
    if row[SENT] != row[COMPOSED] or row[STATE] == LOST:
        yield from _ladder(scene, number, row, link, desk=desks[1])
    if link.receiver_desk != NONE:
        yield from scene.wait(desks[1], row, (RECEIVED, PICKED), link.sender)


def _ladder(scene: _Scene, number: int, row: Row, link: Link, *, desk: int) -> Iterator[Wait]:
    """Give the time until the attempt that got through: each failed one counts until the next begins."""
    if row[COMPOSED] < 0:
        return
    medium = scene.sites.links[link.number]
    attempts = scene.attempts.get(number, [])
    starts = [*(attempt[ASKED] for attempt in attempts), scene.until(row, SENT)]
    yield Wait(medium, row[COMPOSED], starts[0], link.sender)
    for attempt, after in zip(attempts, starts[1:], strict=True):
        site = desk if attempt[STATE] == NO_ANSWER and desk != NONE else medium
        yield Wait(site, attempt[ASKED], after, link.sender)


# -- decisions, joint tasks, aid -----------------------------------------------------------------------------


def _decision(scene: _Scene, _number: int, row: Row) -> Iterator[Wait]:
    seat = scene.program.seats[row[SUBJECT]]
    return scene.wait(scene.sites.decisions[seat.task], row, (ASKED, TAKEN_UP), seat.agent)


def _declare(scene: _Scene, _number: int, row: Row) -> Iterator[Wait]:
    agent = scene.program.scales[row[SUBJECT]].agent
    return scene.wait(scene.sites.scales[row[SUBJECT]], row, (ASKED, TAKEN_UP), agent)


def _join(scene: _Scene, _number: int, row: Row) -> Iterator[Wait]:
    errand = scene.program.errands[row[SUBJECT]]
    return scene.wait(scene.sites.desks[errand.receiver], row, (ASKED, ENDED), errand.sender)


def _aid(scene: _Scene, _number: int, row: Row) -> Iterator[Wait]:
    """Give the time lost to agreements that were called on for the task in vain: this one, or one before."""
    pact = scene.program.pacts[row[SUBJECT]]
    for other in scene.refused.get(pact.task, ()):
        if other is row or (row[STATE] not in (DECLINED, LAPSED) and other[CALLED] <= row[CALLED]):
            giver = scene.program.servers[scene.program.pacts[other[SUBJECT]].server].agent
            yield Wait(scene.sites.pacts[other[SUBJECT]], other[CALLED], _refused(scene, other), giver)


def _refused(scene: _Scene, row: Row) -> float:
    """Give when an agreement that was called on in vain was given up."""
    pact = scene.program.pacts[row[SUBJECT]]
    if row[STATE] == DECLINED:
        return float(row[ANSWERED])
    lapsed = row[CALLED] + pact.lapses if row[ANSWERED] < 0 else row[ANSWERED] + pact.promise_lapses
    return float(min(lapsed, scene.log.ended))


# -- tasks ---------------------------------------------------------------------------------------------------


def _task(scene: _Scene, number: int, row: Row) -> Iterator[Wait]:
    task = scene.program.tasks[row[SUBJECT]]
    if row[DECIDED] < 0:
        if task.turns and row[STATE] == OPEN and not _asked(scene, number):
            decider = scene.program.seats[task.turns[0]].agent
            yield Wait(scene.sites.decisions[row[SUBJECT]], row[READY], scene.log.ended, decider)
        return
    end = scene.until(row, GRANTED)
    if end > row[DECIDED]:
        site, other = _claimed(scene, row, end)
        yield Wait(site, row[DECIDED], end, other)


def _asked(scene: _Scene, number: int) -> bool:
    """Whether anybody was asked for the decision at all."""
    return any(row[CAUSE] == number for kind in (REQUEST, DECISION) for row in scene.rows[kind])


def _claimed(scene: _Scene, row: Row, end: float) -> tuple[int, int]:
    """Give the site of a wait for people and units, and whose they were."""
    number, task = row[SUBJECT], scene.program.tasks[row[SUBJECT]]
    label, place = claimed(scene.program, scene.log.rows, task, row)
    if label == "operators":
        return scene.sites.desks[task.owner], task.owner
    need = _need(scene.program, number, place)
    idle = scene.idle.elsewhere(scene.rows, number, need.kind, (row[DECIDED], end))
    if idle != NONE:
        return scene.sites.units[number, need.kind, COORDINATION], scene.program.servers[idle].agent
    own = scene.program.servers[need.servers[0]].agent if need.servers else task.owner
    return scene.sites.units[number, need.kind, CAPACITY], own


def _need(program: Program, task: int, place: str) -> Need:
    """Give the need that a task waited for, from the name of the pool or of the kind itself."""
    needs = program.tasks[task].needs
    for need in needs:
        if place == need.kind or place in [program.servers[server].name for server in need.servers]:
            return need
    return needs[0]


_BY_KIND: dict[int, Callable[[_Scene, int, Row], Iterator[Wait]]] = {
    REPORT: _told,
    ASK: _told,
    REQUEST: _request,
    INVITE: _errand,
    AID_REQUEST: _errand,
    ORDER: _errand,
    DECISION: _decision,
    DECLARE: _declare,
    JOIN: _join,
    AID: _aid,
    TASK: _task,
}
