"""What many replications show of gaps: for each site how often, how long, and on whose way."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.analysis.gaps.findings import Findings
from simulator.analysis.gaps.lost import Hop
from simulator.analysis.gaps.orders import Order
from simulator.analysis.gaps.upstream import Doing


@dataclass(slots=True)
class SiteTally:
    """The waits at one site, one entry for each replication that had any; times in seconds."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    totals: "array[float]" = field(default_factory=lambda: array("d"))
    longest: "array[float]" = field(default_factory=lambda: array("d"))
    endless: "array[int]" = field(default_factory=lambda: array("b"))
    others: Counter[int] = field(default_factory=Counter)
    """How often each agent was on the other side of the longest wait."""
    hops: dict[Hop, float] = field(default_factory=dict)
    """Of a lag, the seconds that each hop took of it, in all replications together."""


@dataclass(slots=True)
class WayTally:
    """The seconds that a site took on a way, one entry for each replication in which it did."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    seconds: "array[float]" = field(default_factory=lambda: array("d"))


@dataclass(slots=True)
class ClashTally:
    """How long agencies acted on two orders that contradict one another, one entry for each replication."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    seconds: "array[float]" = field(default_factory=lambda: array("d"))
    endless: "array[int]" = field(default_factory=lambda: array("b"))
    acting: Counter[tuple[Doing, Doing]] = field(default_factory=Counter)
    """How often what went by each."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of many replications, by site, by milestone and site, by broken obligation and site.

    `blocks`: how often a milestone was not reached while what leads to it waited at the site to the end.
    `clashes` are by the two orders.
    """

    sites: Mapping[int, SiteTally]
    ways: Mapping[tuple[int, int], WayTally]
    causes: Mapping[tuple[int, int], WayTally]
    blocks: Mapping[tuple[int, int], int]
    clashes: Mapping[tuple[Order, Order], ClashTally] = field(default_factory=dict)


class Tallier:
    """Gathers findings, in ascending order of replication."""

    def __init__(self) -> None:
        self._sites: dict[int, SiteTally] = {}
        self._ways: dict[tuple[int, int], WayTally] = {}
        self._causes: dict[tuple[int, int], WayTally] = {}
        self._blocks: Counter[tuple[int, int]] = Counter()
        self._clashes: dict[tuple[Order, Order], ClashTally] = {}

    def add(self, replication: int, findings: Findings) -> None:
        """Add what one replication shows."""
        for number, found in findings.found.items():
            site = self._sites.setdefault(number, SiteTally())
            site.replications.append(replication)
            site.totals.append(found.total)
            site.longest.append(found.longest)
            site.endless.append(found.endless)
            site.others[found.other] += 1
            for hop, seconds in findings.hops.get(number, {}).items():
                site.hops[hop] = site.hops.get(hop, 0.0) + seconds
        for milestone, path in enumerate(findings.paths):
            _add(self._ways, replication, milestone, path)
        for duty, path in findings.causes.items():
            _add(self._causes, replication, duty, path)
        for milestone, sites in findings.blocks.items():
            self._blocks.update((milestone, site) for site in sites)
        for clash in findings.clashes:
            clashes = self._clashes.setdefault(clash.orders, ClashTally())
            clashes.replications.append(replication)
            clashes.seconds.append(clash.end - clash.begin)
            clashes.endless.append(clash.open)
            clashes.acting[clash.acting] += 1

    def tally(self) -> Tally:
        """Give what was gathered, in the order of sites."""
        return Tally(
            dict(sorted(self._sites.items())),
            dict(sorted(self._ways.items())),
            dict(sorted(self._causes.items())),
            dict(sorted(self._blocks.items())),
            dict(sorted(self._clashes.items())),
        )


def _add(
    table: dict[tuple[int, int], WayTally], replication: int, subject: int, path: Mapping[int, float]
) -> None:
    for number, seconds in path.items():
        way = table.setdefault((subject, number), WayTally())
        way.replications.append(replication)
        way.seconds.append(seconds)
