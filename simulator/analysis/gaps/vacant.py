"""Posts that nobody holds: what waits while one is vacant, and the post itself (rule 21)."""

from collections.abc import Iterator, Sequence

from simulator.analysis.gaps.waiting import Scene, Wait
from simulator.analysis.references import reached
from simulator.log.rows import (
    ASKED,
    CAUSE,
    DECISION,
    DECLARE,
    DUE,
    ENDED,
    KIND,
    NEVER,
    NOTHING,
    READY,
    REQUEST,
    STATE,
    SUBJECT,
    TASK,
    VACANCY,
    VIA,
    Row,
)
from simulator.log.rows import OPEN as STILL_OPEN
from simulator.program.model import NONE

Span = tuple[float, float]


def lay_vacancies(scene: Scene, found: dict[int, list[Wait]]) -> None:
    """Lay at each vacant post the time in which it was vacant, and in which work waited for its holder.

    What a row was thought to wait for meanwhile is cut: one minute has one cause.
    """
    for number, row in enumerate(scene.log.rows):
        vacant = list(_vacant(scene, row))
        if vacant:
            kept = [part for wait in found.get(number, ()) for part in _outside(wait, vacant)]
            found[number] = [*vacant, *kept]


def _vacant(scene: Scene, row: Row) -> Iterator[Wait]:
    """Give the stretches of a row in which a post was vacant; one that is filled at once is none."""
    return (wait for wait in _vacancies(scene, row) if wait.begin < wait.end)


def _vacancies(scene: Scene, row: Row) -> Iterator[Wait]:
    if row[KIND] == VACANCY:
        yield _whole(scene, row)
        return
    post, span = _concerned(scene, row)
    for vacancy in scene.rows[VACANCY] if post != NONE else ():
        if vacancy[SUBJECT] == post:
            whole = _unheld(scene, vacancy)
            if whole.begin < span[1] and whole.end > span[0]:
                yield whole.between(*span)


def _whole(scene: Scene, vacancy: Row) -> Wait:
    post = vacancy[SUBJECT]
    site, holder = scene.sites.posts[post], scene.program.posts[post].holders[0]
    end = scene.log.ended if vacancy[ENDED] == NEVER else vacancy[ENDED]
    return Wait(site, vacancy[ASKED], end, holder, vacancy[STATE] == STILL_OPEN)


def _unheld(scene: Scene, vacancy: Row) -> Wait:
    """Give a vacancy as it is to work: before a post is first taken up nobody holds it, wanted or not."""
    whole = _whole(scene, vacancy)
    first = next(row for row in scene.rows[VACANCY] if row[SUBJECT] == vacancy[SUBJECT])
    late = scene.program.posts[vacancy[SUBJECT]].arrives_gate != NONE
    return whole._replace(begin=0.0) if late and first is vacancy else whole


def _concerned(scene: Scene, row: Row) -> tuple[int, Span]:
    """Give the post whose holder a row waited for, and from when until when; `NONE` for no post."""
    program, kind, subject = scene.program, row[KIND], row[SUBJECT]
    if kind == TASK:
        return program.tasks[subject].post, (_caused(scene, row), row[READY])
    if kind == DECLARE:
        return program.scales[subject].post, (_caused(scene, row), row[ASKED])
    if kind in (REQUEST, DECISION):
        table = program.errands if kind == REQUEST else program.seats
        return program.tasks[table[subject].task].decider, (_caused(scene, row), row[DUE])
    return NONE, (0.0, 0.0)


def _caused(scene: Scene, row: Row) -> float:
    if row[CAUSE] == NOTHING:
        return 0.0
    cause = scene.log.rows[row[CAUSE]]
    time: float = cause[reached(cause, row[VIA])]
    return time


def _outside(wait: Wait, vacant: Sequence[Wait]) -> Iterator[Wait]:
    """Give what is left of a wait around some stretches, which are in order of time and do not overlap."""
    begin = wait.begin
    for stretch in vacant:
        if begin < stretch.begin < wait.end:
            yield wait.between(begin, stretch.begin)
        begin = max(begin, min(stretch.end, wait.end))
    if begin < wait.end:
        yield wait.between(begin, wait.end)
