"""The critical path of an event: the walk back along causes, cut by what the time was spent on."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from simulator.analysis.labels import LABELS, Where
from simulator.analysis.references import Reference, reached
from simulator.analysis.stages import DIVIDE, Scene
from simulator.log.rows import KIND, KINDS, NOTHING, Log, Row
from simulator.program.model import Program

__all__ = ["LABELS", "Leg", "Legs", "Segment", "Step", "Way", "critical_path"]


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


Part = tuple[Where, float, float]
"""Where the time went, its begin and its end."""
Leg = tuple[tuple[Part, ...], Reference]
"""The parts that one row adds, in order of time, and the reference where they begin."""
Step = tuple[Reference, Leg]
"""An event that a way passes, with what its row adds."""
Way = Sequence[Step]
"""A way back from an event, latest first."""


def critical_path(program: Program, log: Log, row: int, via: int) -> tuple[Segment, ...]:
    """Give the path from time 0 to the event (row, via), in order of time.

    The segments follow one another without gap, so their lengths sum to the time of the event exactly.

    Raises
    ------
    ValueError
        If the log contradicts itself: a cause later than what it caused, or a ring of causes.
    """
    found = Legs(Scene(program), log.rows).way_back((row, via))
    return tuple(
        Segment(label, place, begin, end, *event)
        for event, (parts, _) in reversed(found)
        for (label, place), begin, end in parts
    )


class Legs(dict[Reference, Leg]):
    """By event of one log, what its row adds to a path; worked out when first asked for."""

    __slots__ = ("_rows", "_scene")

    def __init__(self, scene: Scene, rows: Sequence[Row]) -> None:
        super().__init__()
        self._scene = scene
        self._rows = rows

    def __missing__(self, event: Reference) -> Leg:
        leg = self[event] = _leg(self._scene, self._rows, *event)
        return leg

    def way_back(self, event: Reference, since: float = -inf) -> list[Step]:
        """Give each event on the path, latest first, with what its row adds.

        It ends with the first of which a part began at `since` or before.

        Raises `ValueError` where causes run in a ring: the log is not that of a replication.
        """
        last, found = event[0], []
        # A path passes a row at most once for each of its stages and facts: never so many without a ring.
        most = 16 * len(self._rows)
        while event[0] != NOTHING:
            leg = self[event]
            found.append((event, leg))
            parts, before = leg
            if parts and parts[0][1] <= since:
                break
            if len(found) > most:
                raise ValueError(f"the causes of row {last} run in a ring")
            event = before
        return found


def _leg(scene: Scene, rows: Sequence[Row], number: int, via: int) -> Leg:
    row = rows[number]
    last = reached(row, via)
    pieces, cause = DIVIDE[row[KIND]](scene, rows, row, via)
    before = rows[cause[0]] if cause[0] != NOTHING else None
    begin = 0.0 if before is None else before[reached(before, cause[1])]
    if begin == row[last]:
        return (), cause
    parts = []
    for where, stage in pieces:
        end = row[stage]
        if end > begin:
            if stage > last:
                break
            parts.append((where, begin, end))
            begin = end
    if begin != row[last]:
        kind, time = KINDS[row[KIND]], row[last]
        raise ValueError(f"row {number} ({kind}) at {time} s has a cause later than itself, at {begin} s")
    if before is None and parts and row[pieces[0][1]] == parts[0][2]:
        parts[0] = (("before", parts[0][0][1]), *parts[0][1:])
    return tuple(parts), cause
