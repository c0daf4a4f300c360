"""Where in a replication the gaps show: the longest waits at the place of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest

from simulator.analysis.books import Book
from simulator.analysis.gaps.pooled import Lags
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.waits import Waits
from simulator.analysis.learning import Sorted
from simulator.log.rows import Log
from simulator.program.model import Program
from simulator.report.page.shared import Opened

MOST = 6
"""Waits that are shown for each gap."""
SHORTEST = 30.0
"""A wait of fewer seconds is not shown."""

Stretch = tuple[float, float, int]
"""From, to, and the row that waited (`NOTHING` where it never began)."""


class Showing:
    """Finds the waits of gaps in the logs of one program; gaps are known by kind and place."""

    def __init__(self, program: Program, gaps: Iterable[tuple[str, str]]) -> None:
        self._sites = Sites(program)
        self._waits = Waits(program, self._sites)
        self._lags = Lags(program)
        numbers = {gap: number for number, gap in enumerate(gaps)}
        self._gap = [numbers.get((site.kind, site.place)) for site in self._sites.all]

    def of_log(self, opened: Opened) -> Mapping[int, list[Stretch]]:
        """Give the longest waits of each gap, by its number, in order of time."""
        found: dict[int, set[Stretch]] = defaultdict(set)
        for gap, stretch in self._stretches(*opened):
            if stretch[1] - stretch[0] >= SHORTEST:
                found[gap].add(stretch)
        return {gap: sorted(nlargest(MOST, those, key=_length)) for gap, those in sorted(found.items())}

    def _stretches(self, log: Log, rows: Sorted, book: Book) -> Iterator[tuple[int, Stretch]]:
        for number, waits in self._waits.of_log(log, rows, book, least=SHORTEST).rows.items():
            for wait in waits:
                gap = self._gap[wait.site]
                if gap is not None:
                    yield gap, (wait.begin, wait.end, number)
        for lag in self._lags.of_log(log, rows, book, least=SHORTEST):
            for fact in lag.facts:
                gap = self._gap[self._sites.facts[lag.agent, fact]]
                if gap is not None:
                    yield gap, (lag.begin, lag.end, lag.row)


def _length(stretch: Stretch) -> tuple[float, float, int]:
    return stretch[1] - stretch[0], -stretch[0], -stretch[2]
