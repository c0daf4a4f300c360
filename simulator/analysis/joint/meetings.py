"""Joint tasks (rule 22): what came of each call of one, and who of those called was there when it began."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import inf
from typing import NamedTuple

from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    ASKED,
    CAUSE,
    CONVENED,
    ENDED,
    GRANTED,
    HELD_THERE,
    INVITE,
    JOIN,
    NEVER,
    OPEN,
    RECEIVED,
    STATE,
    SUBJECT,
    TAKEN_UP,
    TASK,
    Log,
    Row,
)
from simulator.plan.alike import common
from simulator.program.model import Program, Task

OUTCOMES = ("quorum", "short", "withdrawn", "open")
"""It began with as many as it needs; with fewer, as it had waited long enough; it was over before; it waited
until the end."""
QUORUM = OUTCOMES.index("quorum")
STAGES = ("invitation", "desk", "operator", "travel")
"""What somebody who is called goes through: the invitation comes, is taken in, somebody is free, the way."""

_Calls = Mapping[tuple[int, int], Row]
"""By row of a joint task and errand that invites."""


class Part(NamedTuple):
    """How far one who was called had come when the task began: seconds of each stage that was over.

    `decided`: it could begin because this one came.
    """

    stages: tuple[float, ...]
    there: bool
    decided: bool


class Meeting(NamedTuple):
    """A call of a joint task: its number, the place of its outcome in `OUTCOMES`, those called, in order.

    `convened` is when it began, `waited` how long after the call, in seconds; infinite where it did not.
    """

    task: int
    outcome: int
    convened: float
    waited: float
    parts: tuple[Part, ...]


def joint_tasks(program: Program) -> tuple[int, ...]:
    """Give the numbers of the tasks that are done jointly."""
    return tuple(number for number, task in enumerate(program.tasks) if task.companions)


def meetings(program: Program, log: Log, rows: Sorted) -> tuple[Meeting, ...]:
    """Give the calls of joint tasks in one replication."""
    invitations = {(row[CAUSE], row[SUBJECT]): row for row in rows[INVITE]}
    joins = {(log.rows[row[CAUSE]][CAUSE], row[SUBJECT]): row for row in rows[JOIN]}
    joint = frozenset(joint_tasks(program))
    return tuple(
        _meeting(program, log, number, invitations, joins)
        for number, row in rows.numbered(TASK)
        if row[SUBJECT] in joint and row[GRANTED] != NEVER
    )


def _meeting(program: Program, log: Log, number: int, invitations: _Calls, joins: _Calls) -> Meeting:
    row = log.rows[number]
    task = program.tasks[row[SUBJECT]]
    decided = log.rows[row[HELD_THERE]] if row[CONVENED] != NEVER and row[HELD_THERE] >= 0 else None
    parts = tuple(
        _part(row, invitations.get((number, errand)), joins.get((number, errand)), decided)
        for errand in task.companions
    )
    convened = inf if row[CONVENED] == NEVER else row[CONVENED]
    outcome = OUTCOMES.index(_outcome(row, task, sum(part.there for part in parts)))
    return Meeting(row[SUBJECT], outcome, convened, convened - row[GRANTED], parts)


def _outcome(row: Row, task: Task, there: int) -> str:
    if row[CONVENED] == NEVER:
        return "open" if row[STATE] == OPEN else "withdrawn"
    return "quorum" if there >= quorum(task) else "short"


def quorum(task: Task) -> int:
    """Give how many must come for a joint task to begin."""
    return task.at_least or len(task.companions)


def _part(called: Row, invitation: Row | None, join: Row | None, decided: Row | None) -> Part:
    ends = [called[GRANTED], *_ends(invitation, join, called[CONVENED])]
    stages = tuple(end - begin for begin, end in pairwise(ends))
    return Part(stages, there=len(stages) == len(STAGES), decided=join is not None and join is decided)


def _ends(invitation: Row | None, join: Row | None, convened: float) -> Iterator[float]:
    """Give when each stage was over, up to when the task began."""
    if invitation is None or invitation[RECEIVED] == NEVER or 0 <= convened < invitation[RECEIVED]:
        return
    yield invitation[RECEIVED]
    if join is None:
        return
    yield join[ASKED]
    if join[ENDED] != NEVER:
        yield join[ENDED] if join[TAKEN_UP] == NEVER else join[TAKEN_UP]
        yield join[ENDED]
    elif join[TAKEN_UP] != NEVER:
        yield join[TAKEN_UP]


def invited(program: Program, task: Task) -> tuple[str, ...]:
    """Give the names of those who are called, in order; many alike have one name."""
    return tuple(common(program.agents[program.errands[errand].receiver].name) for errand in task.companions)
