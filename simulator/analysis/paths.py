"""The critical path of an event: the walk back along causes, cut by what the time was spent on."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from simulator.analysis.stages import DIVIDE, LABELS, Reference, reached
from simulator.log.rows import KIND, KINDS, NOTHING, Log, Row
from simulator.program.model import Program

__all__ = ["LABELS", "Leg", "Segment", "critical_path", "legs"]


class Segment(NamedTuple):
    """A stretch of a critical path, in seconds since the start; `label` is one of `LABELS`.

    `place` is the name of the agency, link, medium on a link (`link/medium`), task, pool, agreement, source
    or milestone where the time went. `row` and `via` are the reference by which the path came through there.
    """

    label: str
    place: str
    begin: float
    end: float
    row: int
    via: int


Leg = tuple[tuple[Segment, ...], int, int]
"""The segments that one row adds, and the reference (row, via) where they begin."""


def critical_path(program: Program, log: Log, row: int, via: int) -> tuple[Segment, ...]:
    """Give the path from time 0 to the event (row, via), in order of time.

    The segments follow one another without gap, so their lengths sum to the time of the event exactly.

    Raises
    ------
    ValueError
        If the log contradicts itself: a cause later than what it caused, or a ring of causes.
    """
    found = legs(program, log.rows, (row, via), {})
    return tuple(chain.from_iterable(segments for segments, _, _ in reversed(found)))


def legs(program: Program, rows: Sequence[Row], event: Reference, known: dict[Reference, Leg]) -> list[Leg]:
    """Give what each row on the path adds, latest first. `known` keeps it for further paths of the log."""
    found: list[Leg] = []
    number, via = event
    while number != NOTHING:
        leg = known.get((number, via))
        if leg is None:
            leg = known[number, via] = _leg(program, rows, number, via)
        found.append(leg)
        # A path passes a row at most once for each of its stages and facts: never so many without a ring.
        if len(found) > 16 * len(rows):
            raise ValueError(f"the causes of row {event[0]} run in a ring")
        _, number, via = leg
    return found


def _leg(program: Program, rows: Sequence[Row], number: int, via: int) -> Leg:
    row = rows[number]
    last = reached(row, via)
    pieces, (cause, how) = DIVIDE[row[KIND]](program, rows, row, via)
    first = cause == NOTHING
    begin = 0.0 if first else rows[cause][reached(rows[cause], how)]
    segments = []
    for label, place, stage in pieces:
        if stage > last:
            break
        end = row[stage]
        if end > begin:
            segments.append(Segment("before" if first else label, place, begin, end, number, via))
            begin = end
        first = False
    if begin != row[last]:
        kind = KINDS[row[KIND]]
        raise ValueError(
            f"row {number} ({kind}) at {row[last]} s has a cause later than itself, at {begin} s"
        )
    return tuple(segments), cause, how
