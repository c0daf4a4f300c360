"""What was lost on the ways of one replication: which site takes how much of each, no minute twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from operator import itemgetter

from simulator.analysis.gaps.waiting import Piece, Waited
from simulator.analysis.paths import Legs, Part, Way
from simulator.analysis.references import Reference
from simulator.analysis.truth import Stretch
from simulator.log.rows import KIND, REPORT, SUBJECT, Row

_BEGIN = itemgetter(1)
TRANSMITTING = "channel"
_SPENT_ON = {"composing": "composing", "clock": "clock", "handling": ""}
"""By label, what time on a hop counts as, the rest as `TRANSMITTING`; nothing: it stays in a quick hop."""
Hop = tuple[int, str]
"""A link, and what its time went to."""


class Losses(dict[Reference, Sequence[Piece]]):
    """By event, the waits while its row was on the way to it; looked up when first asked for."""

    __slots__ = ("_held_up", "_legs", "_rows", "_under_way", "_waited")

    def __init__(self, legs: Legs, waited: Waited, rows: Sequence[Row]) -> None:
        super().__init__()
        self._legs = legs
        self._waited = waited
        self._held_up = waited.rows.keys() | waited.behalf.keys()
        self._rows = rows
        self._under_way: dict[Reference, dict[Hop, float]] = {}
        """By event, how long its row was under way on a link in all: the ways of many lags pass it."""

    def __missing__(self, event: Reference) -> Sequence[Piece]:
        pieces: Sequence[Piece] = ()
        if event[0] in self._held_up and (parts := self._legs[event][0]):
            pieces = self._waited.within(event[0], parts[0][1], parts[-1][2])
        self[event] = pieces
        return pieces

    def during(self, way: Way) -> list[Piece]:
        """Give all waits on a way."""
        held_up = self._held_up
        found: list[Piece] = []
        for event, _ in way:
            if event[0] in held_up:
                found += self[event]
        return found

    def on_links(self, span: Stretch, way: Way) -> Mapping[Hop, float]:
        """Give, by hop, the seconds of a stretch in which the reports on a way were under way.

        That is composing, transmitting and the wait for the next periodic report, without other waits and
        without handling.
        """
        since, until = span
        found: Mapping[Hop, float] = {}
        for event, (parts, _) in way:
            moving = self._under_way.get(event)
            if moving is None:
                moving = self._under_way[event] = self._on_link(event, parts)
            if moving:
                if parts[0][1] < since or parts[-1][2] > until:
                    moving = self._on_link(event, _cut(parts, span))
                found = added(found, moving)
        return found

    def _on_link(self, event: Reference, parts: Sequence[Part]) -> dict[Hop, float]:
        """Give, by hop, how long a report was under way during parts of its way; nothing for other rows."""
        row = self._rows[event[0]]
        if row[KIND] != REPORT:
            return {}
        return _moving(row[SUBJECT], parts, self[event])

    def on(self, way: Way, late: Mapping[int, Sequence[Piece]], *, since: float = -inf) -> dict[int, float]:
        """Give the seconds that each site takes of a way, those after `since` alone.

        What was waited for on it comes before what kept somebody late for one of its rows.
        """
        found: dict[int, float] = {}
        taken = _later(self.during(way), since)
        for site, begin, end in taken:
            found[site] = found.get(site, 0.0) + end - begin
        for row in dict.fromkeys([row for (row, _), _ in way if row in late]):
            for piece in _later(late[row], since):
                site, begin, end = piece
                own = outside((begin, end), taken)
                if own > 0:
                    found[site] = found.get(site, 0.0) + own
                    taken.append(piece)
        return found


def _later(pieces: Sequence[Piece], since: float) -> list[Piece]:
    """Give what of some pieces lies after an instant."""
    return [(site, max(begin, since), end) for site, begin, end in pieces if end > since]


def added(sums: Mapping[Hop, float], more: Mapping[Hop, float]) -> Mapping[Hop, float]:
    """Give the seconds of both, by hop."""
    if not sums:
        return more
    both = dict(sums)
    for hop, seconds in more.items():
        both[hop] = both.get(hop, 0.0) + seconds
    return both


def _cut(parts: Iterable[Part], span: Stretch) -> list[Part]:
    since, until = span
    return [
        (where, max(begin, since), min(end, until))
        for where, begin, end in parts
        if begin < until and end > since
    ]


def _moving(link: int, parts: Sequence[Part], waits: Collection[Piece]) -> dict[Hop, float]:
    """Give the seconds in which a report was under way on its link and did not wait, by hop."""
    if waits:
        # Nearly always each wait is a part of its own: then no other part has any of it.
        waited = {(begin, end) for _, begin, end in waits}
        moved = [part for part in parts if part[1:] not in waited]
        if len(parts) - len(moved) == len(waited):
            parts, waits = moved, ()
    found: dict[Hop, float] = {}
    for (label, _), begin, end in parts:
        spent_on = _SPENT_ON.get(label, TRANSMITTING)
        if spent_on:
            hop = link, spent_on
            moving = outside((begin, end), waits) if waits else end - begin
            found[hop] = found.get(hop, 0.0) + moving
    return found


def outside(span: Stretch, taken: Collection[Piece]) -> float:
    """Give the seconds of a stretch that lie in none of some pieces, which may overlap."""
    (since, until), left = span, 0.0
    if not taken:
        return max(until - since, 0.0)
    for _, begin, end in sorted(taken, key=_BEGIN):
        if begin >= until:
            break
        if end > since:
            if begin > since:
                left += begin - since
            since = end
    return left + until - since if until > since else left
