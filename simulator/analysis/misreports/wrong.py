"""For how long each agency believed what was not so, how wrong it was, who put it right."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, NamedTuple

from simulator.analysis.misreports.believed import FALSE, Believed, Turn
from simulator.log.rows import (
    ASK,
    CELL,
    CONTENTS,
    FINISHED,
    LEARNED,
    MESSAGES,
    NOTICE,
    RECEIVED,
    REF,
    REPORT,
    SEEN,
    SUBJECT,
    TASK,
    Row,
)
from simulator.program.model import NONE, WORLD, Program

Lesson = tuple[int, float, int]
"""(cell, when it was learned, by whom it was told)."""


class Wrong(NamedTuple):
    """What one agency held of a misreported fact (its cell); times in seconds.

    `false`: for how long it held what was not so because somebody said so. `behind`: for how long it lacked
    what somebody did not tell. `most`: by how much a number was false at the most. `since`, `right`: when the
    first of that began, when the last was over (infinite: never). `through`: the agent that told it then,
    itself where it saw or found out, the world for exercise control, `NONE` where the truth came round to
    what it believed.
    """

    cell: int
    false: float
    behind: float
    most: float
    since: float
    right: float
    through: int


def wrong_beliefs(believed: Believed) -> Iterator[Wrong]:
    """Give the agencies whose beliefs were wrong because of a misreport."""
    told: dict[tuple[int, float], int] | None = None
    for cell in believed.grounds.cells:
        turns = believed.turns(cell)
        faults = [turn for turn in turns if turn.fault]
        if faults:
            told = _tellers(believed) if told is None else told
            right = next((turn.begin for turn in turns if turn.begin >= faults[-1].end), inf)
            yield _wrong(cell, faults, right, told.get((cell, right), NONE))


def _wrong(cell: int, faults: Sequence[Turn], right: float, through: int) -> Wrong:
    false = [turn for turn in faults if turn.fault == FALSE]
    return Wrong(
        cell=cell,
        false=sum(turn.end - turn.begin for turn in false),
        behind=sum(turn.end - turn.begin for turn in faults if turn.fault != FALSE),
        most=max((_difference(turn.belief, turn.real) for turn in false), default=0.0),
        since=faults[0].begin,
        right=right,
        through=through,
    )


def _difference(value: Any, real: Any) -> float:
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (value, real))
    return abs(value - real) if numbers else 0.0


def _tellers(believed: Believed) -> dict[tuple[int, float], int]:
    """Give, by cell and time of learning, the agent that it was learned from."""
    found: dict[tuple[int, float], int] = {}
    for cell, when, agent in (*_told(believed), *_overheard(believed)):
        found.setdefault((cell, when), agent)
    for cell, when, agent in _worked(believed):
        found[cell, when] = agent
    return {key: agent for key, agent in found.items() if key[0] in believed.grounds.cells}


def _told(believed: Believed) -> Iterator[Lesson]:
    for kind in (*sorted(MESSAGES), SEEN, NOTICE):
        for row in believed.rows[kind]:
            agent = _teller(believed.grounds.program, kind, row)
            yield from ((content[CELL], row[LEARNED], agent) for content in row[CONTENTS] or ())


def _overheard(believed: Believed) -> Iterator[Lesson]:
    """Give what was heard in talk groups, by the receiver too: at once, without an operator."""
    for row in believed.rows[REPORT]:
        heard = believed.grounds.books.overheard.get((row[SUBJECT], row[REF]), {})
        agent = believed.grounds.program.links[row[SUBJECT]].sender
        for content in row[CONTENTS] or () if heard else ():
            yield from ((cell, row[RECEIVED], agent) for cell in (content[CELL], *heard.get(content[0], ())))


def _worked(believed: Believed) -> Iterator[Lesson]:
    """Give what work brought out, and what was said at joint tasks."""
    for row in believed.rows[TASK]:
        task = believed.grounds.program.tasks[row[SUBJECT]]
        achieved = (own for _, own, _, _ in task.achieves)
        said = (content[CELL] for content in row[CONTENTS] or ())
        yield from ((cell, row[FINISHED], task.owner) for cell in (*achieved, *said))


def _teller(program: Program, kind: int, row: Row) -> int:
    if kind == REPORT:
        return program.links[row[SUBJECT]].sender
    if kind == ASK:
        return program.links[row[SUBJECT]].receiver
    if kind == SEEN:
        return program.observers[row[SUBJECT]].agent
    return WORLD if kind == NOTICE else program.errands[row[SUBJECT]].sender
