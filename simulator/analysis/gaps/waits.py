"""Who waited for what: the stretches of each row in which somebody waited, each with its one cause.

Composing, ways, handling, deciding and work are no waits. A wait that did not end lasts until the replication
does.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from simulator.analysis.books import Book
from simulator.analysis.claims import claimed
from simulator.analysis.gaps.idle import Idle, Pools
from simulator.analysis.gaps.overtaken import while_wanted
from simulator.analysis.gaps.sites import CAPACITY, COORDINATION, Sites
from simulator.analysis.gaps.vacant import lay_vacancies
from simulator.analysis.gaps.waiting import Scene, Wait, Waited
from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    AID_REQUEST,
    ASK,
    ASKED,
    BEGUN,
    CAUSE,
    CLOCK,
    COMPOSED,
    DECIDED,
    DECISION,
    DECLARE,
    DONE,
    DUE,
    ENDED,
    GRANTED,
    HELD,
    INVITE,
    JOIN,
    KIND,
    NEVER,
    NO_ANSWER,
    NOTHING,
    OPEN,
    ORDER,
    PICKED,
    READY,
    RECEIVED,
    REF,
    REPORT,
    REQUEST,
    SENT,
    STATE,
    SUBJECT,
    SUPPLY,
    TAKEN_UP,
    TASK,
    WITHDRAWN,
    Log,
    Row,
)
from simulator.program.model import NONE, Errand, Link, Need, Program


class Waits:
    """Finds the waits in the logs of one program."""

    def __init__(self, program: Program, sites: Sites) -> None:
        self._program = program
        self._sites = sites
        self._pools = Pools(program)

    def of_log(self, log: Log, rows: Sorted, book: Book, *, least: float) -> Waited:
        """Give the waits in a log.

        Of reports that waited at least so many seconds, what passed when their receiver knew it already is
        left out.
        """
        scene = Scene(self._program, self._sites, Idle(self._pools, rows), log, rows)
        found: dict[int, list[Wait]] = {}
        for kind, look in _BY_KIND.items():
            for number, row in _HELD_UP[kind](rows, kind) if kind in _HELD_UP else rows.numbered(kind):
                waits = [*look(scene, number, row)]
                if waits:
                    found[number] = waits
        found = {number: found[number] for number in sorted(found)}
        if self._program.posts:
            lay_vacancies(scene, found)
        return Waited(while_wanted(self._program, log, book, found, least=least), scene.calls.behalf)


# There are many messages and tasks, and most wait nowhere.


def _messages(rows: Sorted, kind: int) -> list[tuple[int, Row]]:
    return [
        (number, row)
        for number, row in rows.numbered(kind)
        if row[DUE] != row[BEGUN] or row[COMPOSED] != row[SENT] or row[RECEIVED] != row[PICKED]
    ]


def _tasks(rows: Sorted, kind: int) -> list[tuple[int, Row]]:
    return [
        (number, row)
        for number, row in rows.numbered(kind)
        if row[GRANTED] != row[DECIDED] or row[GRANTED] < 0
    ]


# -- messages ------------------------------------------------------------------------------------------------


def _told(scene: Scene, number: int, row: Row) -> Iterable[Wait]:
    return _message(scene, number, row, scene.program.links[row[SUBJECT]], scene.sites.ends[row[SUBJECT]])


def _errand(scene: Scene, number: int, row: Row) -> Iterable[Wait]:
    errand = scene.program.errands[row[SUBJECT]]
    if errand.link == NONE:
        return ()
    desks = scene.sites.desks[errand.sender], scene.sites.desks[errand.receiver]
    return _message(scene, number, row, scene.program.links[errand.link], desks)


def _request(scene: Scene, number: int, row: Row) -> Iterator[Wait]:
    """A request for a decision: whoever is asked late or answers late, it is the decision that is late."""
    errand: Errand = scene.program.errands[row[SUBJECT]]
    if errand.link != NONE and not scene.is_overtaken(number):
        site = scene.sites.decisions[errand.task]
        yield from _turn(scene, scene.sites.seats.get(row[SUBJECT], NONE), row, row[DUE])
        yield from _message(scene, number, row, scene.program.links[errand.link], (site, site))


def _turn(scene: Scene, seat: int, row: Row, begin: float) -> Iterator[Wait]:
    """Give the time until it was a deputy's turn, which was spent on the one before."""
    before = scene.sites.asked_before.get(seat)
    task = scene.log.rows[row[CAUSE]]
    if before is not None and task[KIND] == TASK and begin > task[READY]:
        yield Wait(scene.sites.decisions[task[SUBJECT]], task[READY], begin, before)


def _message(scene: Scene, number: int, row: Row, link: Link, desks: tuple[int, int]) -> list[Wait]:
    """Give the waits for the sender's operator, over the ladder and at the receiver's desk."""
    waits: list[Wait] = []
    if row[DUE] != row[BEGUN] and link.sender_desk != NONE:
        waits += scene.wait(desks[0], row[DUE], row, BEGUN, link.receiver)
    if row[SENT] != row[COMPOSED]:
        waits += _ladder(scene, number, row, link, desk=desks[1])
    if row[RECEIVED] != row[PICKED] and link.receiver_desk != NONE:
        waits += scene.wait(desks[1], row[RECEIVED], row, PICKED, link.sender)
    return waits


def _ladder(scene: Scene, number: int, row: Row, link: Link, *, desk: int) -> list[Wait]:
    """Give the time until the attempt that got through: each failed one counts until the next begins."""
    waits: list[Wait] = []
    medium = scene.sites.links[link.number]
    begin, site = row[COMPOSED], medium
    for attempt in scene.attempts.get(number, ()):
        cause = desk if attempt[STATE] == NO_ANSWER and desk != NONE else medium
        if cause != site:
            if attempt[ASKED] > begin:
                waits.append(Wait(site, begin, attempt[ASKED], link.sender))
            begin, site = attempt[ASKED], cause
    return [*waits, *scene.wait(site, begin, row, SENT, link.sender)]


# -- decisions, joint tasks ----------------------------------------------------------------------------------


def _decision(scene: Scene, number: int, row: Row) -> Iterator[Wait]:
    seat = scene.program.seats[row[SUBJECT]]
    if not scene.is_overtaken(number):
        yield from _turn(scene, row[SUBJECT], row, row[ASKED])
        yield from scene.wait(scene.sites.decisions[seat.task], row[ASKED], row, TAKEN_UP, seat.agent)


def _declare(scene: Scene, _number: int, row: Row) -> Iterator[Wait]:
    """A level that somebody else has declared meanwhile is no longer waited for."""
    scale = scene.program.scales[row[SUBJECT]]
    if row[STATE] == DONE or (row[STATE] == OPEN and scene.declared.get(scale.fact, NEVER) < row[ASKED]):
        yield from scene.wait(scene.sites.scales[row[SUBJECT]], row[ASKED], row, TAKEN_UP, scale.agent)


def _clock(scene: Scene, number: int, row: Row) -> Iterator[Wait]:
    """Give the time until it was a deputy's turn to declare, which was spent on the holder."""
    scale = scene.turns.get(number)
    if scale is not None:
        holder = scene.program.scales[scale - scene.program.scales[scale].turn]
        yield from scene.wait(scene.sites.scales[scale], row[ASKED], row, ENDED, holder.agent)


def _join(scene: Scene, _number: int, row: Row) -> Iterable[Wait]:
    errand = scene.program.errands[row[SUBJECT]]
    return scene.wait(scene.sites.desks[errand.receiver], row[ASKED], row, ENDED, errand.sender)


# -- tasks ---------------------------------------------------------------------------------------------------


def _task(scene: Scene, number: int, row: Row) -> Iterable[Wait]:
    return _undecided(scene, number, row) if row[DECIDED] < 0 else _for_units(scene, number, row)


def _undecided(scene: Scene, number: int, row: Row) -> Iterator[Wait]:
    """Give the wait for a decision that nobody was ever asked for."""
    seats = scene.program.tasks[row[SUBJECT]].turns
    if seats and not _asked(scene, number):
        decider = scene.program.seats[seats[0]].agent
        yield from scene.wait(scene.sites.decisions[row[SUBJECT]], row[READY], row, DECIDED, decider)


def _for_units(scene: Scene, number: int, row: Row) -> Iterator[Wait]:
    """Divide the wait for people and units: no wait while aid that came was coming; in vain; the rest."""
    coming, in_vain = scene.calls.of_task(number, row)
    whole = scene.wait(0, row[DECIDED], row, GRANTED, NONE)
    left = list(whole)
    for begin, end in coming:
        left = [part for each in left for part in _around(each, begin, end)]
    for pact, begin, end in in_vain:
        giver = scene.program.servers[scene.program.pacts[pact].server].agent
        for part in (each for each in left if each.begin < end and each.end > begin):
            yield part.between(begin, end)._replace(site=scene.sites.pacts[pact], other=giver)
        left = [part for each in left for part in _around(each, begin, end)]
    if left:
        site, other = _claimed(scene, row, whole[0], refused=[pact for pact, _, _ in in_vain])
        yield from (part._replace(site=site, other=other) for part in left)


def _supply(scene: Scene, _number: int, row: Row) -> Iterable[Wait]:
    """Give the time in which a task at work had nothing left of what it uses up."""
    task = scene.program.tasks[row[SUBJECT]]
    need = task.uses[row[REF]].need
    site = scene.sites.units[row[SUBJECT], need.kind, CAPACITY]
    other = scene.program.servers[need.servers[0]].agent if need.servers else task.owner
    return scene.wait(site, row[ASKED], row, ENDED, other) if row[STATE] != WITHDRAWN else ()


def _around(wait: Wait, begin: float, end: float) -> Iterator[Wait]:
    """Give what is left of a wait before and after a stretch of time."""
    for part in (
        wait._replace(end=min(wait.end, begin), open=wait.open and wait.end <= begin),
        wait._replace(begin=max(wait.begin, end)),
    ):
        if part.end > part.begin:
            yield part


def _asked(scene: Scene, number: int) -> bool:
    """Whether anybody was asked for the decision at all."""
    return any(row[CAUSE] == number for kind in (REQUEST, DECISION) for row in scene.rows[kind])


def _claimed(scene: Scene, row: Row, wait: Wait, *, refused: Collection[int]) -> tuple[int, int]:
    """Give the site of a wait for people and units, and whose they were."""
    number, task = row[SUBJECT], scene.program.tasks[row[SUBJECT]]
    span = wait.begin, wait.end
    need = _need(scene, row, span)
    if need is None:
        return scene.sites.desks[task.owner], task.owner
    idle = scene.idle.elsewhere(number, need.kind, span, refused=refused)
    if idle != NONE:
        return scene.sites.units[number, need.kind, COORDINATION], scene.program.servers[idle].agent
    own = scene.program.servers[need.servers[0]].agent if need.servers else task.owner
    return scene.sites.units[number, need.kind, CAPACITY], own


def _need(scene: Scene, row: Row, span: tuple[float, float]) -> Need | None:
    """Give the need that a task waited for; None where it was its owner's operators."""
    task = scene.program.tasks[row[SUBJECT]]
    if row[HELD] == NOTHING:
        # Nothing that came free tells what was lacking.
        lacking = (need for need in task.needs if not scene.idle.at_hand(need, span))
        return next(lacking, None if task.operators or not task.needs else task.needs[0])
    label, place = claimed(scene.program, scene.log.rows, task, row)
    if label == "operators":
        return None
    names = (
        (need, [need.kind, *(scene.program.servers[server].name for server in need.servers)])
        for need in task.needs
    )
    return next((need for need, known in names if place in known), task.needs[0])


_HELD_UP = {REPORT: _messages, ASK: _messages, TASK: _tasks}
"""By kind, the rows that waited somewhere, with their numbers; of other kinds all may have."""
_BY_KIND: dict[int, Callable[[Scene, int, Row], Iterable[Wait]]] = {
    REPORT: _told,
    ASK: _told,
    REQUEST: _request,
    INVITE: _errand,
    AID_REQUEST: _errand,
    ORDER: _errand,
    DECISION: _decision,
    DECLARE: _declare,
    CLOCK: _clock,
    JOIN: _join,
    TASK: _task,
    SUPPLY: _supply,
}
