"""What a replication shows of gaps: where time was wasted, and on the way of which milestone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.analysis.clocks import Clock
from simulator.analysis.consequences import Causes, Explainer
from simulator.analysis.learning import Sorted
from simulator.analysis.paths import Way
from simulator.analysis.pooled import Lag, Lags
from simulator.analysis.sites import Sites
from simulator.analysis.waits import Wait, Waits
from simulator.log.rows import DECLARE, ENDED, KIND, LEARNED, NOTHING, READY, REPORT, SUBJECT, TASK, Log, Row
from simulator.program.model import Program

BEGUN_AT = {TASK: READY, DECLARE: ENDED}
"""The stage from which the way of what an owner began leads back: a declaration may end at another level."""
WayTo = Callable[[int, int], Way]
"""From (row, stage or fact) to the way back from there."""
LEAST = 60.0
"""Seconds; a lag of information that is shorter is not looked into."""


class Found(NamedTuple):
    """What was found at one site: seconds in all, seconds of the longest wait, whether one never ended.

    `other` is the agent on the other side of the longest wait.
    """

    total: float
    longest: float
    endless: bool
    other: int


class Findings(NamedTuple):
    """What one replication shows, by number of the site.

    `paths` are seconds on each milestone's way, `causes` those of obligations that were late or never met.
    """

    found: Mapping[int, Found]
    paths: tuple[Mapping[int, float], ...]
    causes: Causes


class Finder:
    """Looks for wasted time in the logs of one program."""

    __slots__ = ("_explainer", "_lags", "_program", "_sites", "_waits")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._sites = Sites(program)
        self._waits = Waits(program, self._sites)
        self._lags = Lags(program)
        self._explainer = Explainer(program)

    def find(
        self, log: Log, rows: Sorted, clocks: Sequence[Clock], ways: Sequence[Way], way_to: WayTo
    ) -> Findings:
        """Give what one replication shows.

        `ways` lead back from its milestones, empty where not reached; `way_to` gives that from (row, stage).
        """
        waits = self._waits.of_log(log, rows)
        found: dict[int, Found] = {}
        for row in waits.values():
            for site, begin, end, other in row:
                _add(found, site, Found(end - begin, end - begin, end >= log.ended, other))
        late: dict[int, tuple[int, float]] = {}
        for lag in self._lags.of_log(log, rows, least=LEAST):
            own = self._own(log, lag, waits, way_to)
            for number, fact in enumerate(lag.facts):
                site = self._sites.facts[lag.agent, fact]
                # One minute has one cause: of several facts that are lacking the first stands for the time.
                _add(found, site, Found(0.0 if number else own, own, lag.row == NOTHING, lag.holder))
                late.setdefault(lag.row, (site, own))
        late.pop(NOTHING, None)

        def lost(way: Way) -> dict[int, float]:
            return _on_way(way, waits, late)

        causes = self._explainer.causes(log, clocks, waits, lost, way_to)
        return Findings(found, tuple(map(lost, ways)), causes)

    def _own(self, log: Log, lag: Lag, waits: Mapping[int, Sequence[Wait]], way_to: WayTo) -> float:
        """Give the part of a lag that no wait on the fact's way explains: hops, handling, no way at all."""
        if lag.row == NOTHING:
            stretches = [(row, lag.begin, lag.end) for row in waits if self._brings(log.rows[row], lag)]
        else:
            stretches = list(_stretches(way_to(lag.row, BEGUN_AT[log.rows[lag.row][KIND]])))
        waited = sum(
            _overlap(wait.begin, wait.end, max(begin, lag.begin), min(end, lag.end))
            for row, begin, end in stretches
            for wait in waits.get(row, ())
        )
        return max(lag.end - lag.begin - waited, 0.0)

    def _brings(self, row: Row, lag: Lag) -> bool:
        """Whether a row is a report that has not arrived and would tell the first fact that is lacking."""
        if row[KIND] != REPORT or row[LEARNED] >= 0:
            return False
        link = self._program.links[row[SUBJECT]]
        facts = {self._program.slots[slot].fact for slot in link.slots}
        return link.receiver == lag.agent and lag.facts[0] in facts


def _add(found: dict[int, Found], site: int, new: Found) -> None:
    old = found.get(site)
    if old is None:
        found[site] = new
        return
    other = new.other if new.longest > old.longest else old.other
    found[site] = Found(
        old.total + new.total, max(old.longest, new.longest), old.endless or new.endless, other
    )


def _on_way(
    way: Way, waits: Mapping[int, Sequence[Wait]], late: Mapping[int, tuple[int, float]]
) -> dict[int, float]:
    """Give the seconds that each site takes of the way of a milestone."""
    found: dict[int, float] = {}
    for row, begin, end in _stretches(way):
        for wait in waits.get(row, ()):
            seconds = _overlap(wait.begin, wait.end, begin, end)
            if seconds > 0:
                found[wait.site] = found.get(wait.site, 0.0) + seconds
    for row in {row for row, _ in way} & late.keys():
        site, own = late[row]
        if own > 0:
            found[site] = found.get(site, 0.0) + own
    return found


def _stretches(way: Way) -> Iterator[tuple[int, float, float]]:
    """Give (row, from, to) of each row on a way that took time."""
    for row, (parts, _cause) in way:
        if parts:
            yield row, parts[0][1], parts[-1][2]


def _overlap(begin: float, end: float, since: float, until: float) -> float:
    return max(min(end, until) - max(begin, since), 0.0)
