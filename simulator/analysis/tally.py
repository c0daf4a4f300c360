"""What many replications show of gaps: for each site how often, how long, and on whose way."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.analysis.findings import Findings


@dataclass(slots=True)
class SiteTally:
    """The waits at one site, one entry for each replication that had any; times in seconds."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    totals: "array[float]" = field(default_factory=lambda: array("d"))
    longest: "array[float]" = field(default_factory=lambda: array("d"))
    endless: "array[int]" = field(default_factory=lambda: array("b"))
    others: Counter[int] = field(default_factory=Counter)
    """How often each agent was on the other side of the longest wait."""


@dataclass(slots=True)
class WayTally:
    """The seconds that a site took on a milestone's way, one entry for each replication that had any."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    seconds: "array[float]" = field(default_factory=lambda: array("d"))


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of many replications, by site, and by milestone and site.

    `blocks`: how often a milestone was not reached while what leads to it waited at the site to the end.
    """

    sites: Mapping[int, SiteTally]
    ways: Mapping[tuple[int, int], WayTally]
    blocks: Mapping[tuple[int, int], int]


class Tallier:
    """Gathers findings, in ascending order of replication."""

    def __init__(self) -> None:
        self._sites: dict[int, SiteTally] = {}
        self._ways: dict[tuple[int, int], WayTally] = {}
        self._blocks: Counter[tuple[int, int]] = Counter()

    def add(self, replication: int, findings: Findings) -> None:
        """Add what one replication shows."""
        for number, found in findings.found.items():
            site = self._sites.setdefault(number, SiteTally())
            site.replications.append(replication)
            site.totals.append(found.total)
            site.longest.append(found.longest)
            site.endless.append(found.endless)
            site.others[found.other] += 1
        for milestone, path in enumerate(findings.paths):
            for number, seconds in path.items():
                way = self._ways.setdefault((milestone, number), WayTally())
                way.replications.append(replication)
                way.seconds.append(seconds)

        for milestone, sites in findings.blocks.items():
            self._blocks.update((milestone, site) for site in sites)

    def tally(self) -> Tally:
        """Give what was gathered, in the order of sites."""
        sites, ways = sorted(self._sites.items()), sorted(self._ways.items())
        return Tally(dict(sites), dict(ways), dict(sorted(self._blocks.items())))
