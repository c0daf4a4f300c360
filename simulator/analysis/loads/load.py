"""How much of each desk and pool was taken, and who waited for it, over the time of one replication."""

from dataclasses import dataclass

import numpy as np

from simulator.analysis.figures import Times
from simulator.analysis.loads.held import Held
from simulator.analysis.loads.span import Span, total
from simulator.analysis.loads.there import there
from simulator.log.rows import Log
from simulator.program.model import Program


@dataclass(frozen=True, slots=True)
class Load:
    """What a desk or pool was asked for.

    `capacity` are the spans of what was there, `taken` of what was held, `waiting` of what was waited for:
    each message, call, decision or task that waits counts once.
    """

    server: int
    capacity: tuple[Span, ...]
    taken: tuple[Span, ...]
    waiting: tuple[Span, ...]

    @property
    def waited(self) -> float:
        """Seconds that all waiters waited, together."""
        return total(self.waiting)

    @property
    def used(self) -> float:
        """Share of what was there that was held, 0 to 1; what was held on to after a shift does not count."""
        spans = (*self.capacity, *self.taken)
        edges = np.unique([time for span in spans for time in (span.begin, span.end)])
        there, taken = _levels(self.capacity, edges), _levels(self.taken, edges)
        whole = float(np.diff(edges) @ there)
        return float(np.diff(edges) @ np.minimum(there, taken)) / whole if whole else 0.0


def loads(program: Program, log: Log) -> tuple[Load, ...]:
    """Give the load of each desk and pool that somebody used or waited for, those most waited for first.

    Then come those that were used most.
    """
    found = Held(program, log)
    used = [
        Load(number, there(program, log, number), tuple(found.taken[number]), tuple(found.waiting[number]))
        for number, server in enumerate(program.servers)
        if server.kind != "channel" and not server.consumed and (found.taken[number] or found.waiting[number])
    ]
    return tuple(sorted(used, key=lambda load: (-load.waited, -load.used, load.server)))


def _levels(spans: tuple[Span, ...], edges: Times) -> Times:
    """Give how much the spans count between each two of the edges, among which are all their ends."""
    begins, ends, units = np.array(spans, dtype=np.float64).reshape(-1, 3).T
    places = np.searchsorted(edges, np.concatenate((begins, ends)))
    change = np.zeros(len(edges))
    np.add.at(change, places, np.concatenate((units, -units)))
    return np.cumsum(change)[:-1]


def over_time(spans: tuple[Span, ...], edges: Times) -> Times:
    """Give how much the spans count in the mean of each stretch between two edges, given in seconds.

    >>> over_time((Span(0.0, 30.0, 2), Span(20.0, 40.0)), np.array([0.0, 20.0, 40.0])).tolist()
    [2.0, 2.0]
    """
    if not spans:
        return np.zeros(len(edges) - 1)
    begins, ends, counts = (np.array(column, dtype=np.float64) for column in zip(*spans, strict=True))
    passed = np.clip(edges[:, None], begins, ends) - begins
    means: Times = np.diff(passed @ counts) / np.diff(edges)
    return means
