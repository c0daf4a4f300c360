"""Playing on until the objectives are known well enough.

`docs/method.md` says how far the intervals still hold what they say.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from simulator.analysis.figures import rounded_seconds, rounded_share
from simulator.analysis.measures import Measures
from simulator.analysis.statistics import Quantile, quantile, wilson
from simulator.engine.dice import AHEAD
from simulator.program.model import Program

FIRST_LOOK = 4 * AHEAD
"""Replications before the first look: with fewer an interval may be narrow by mere luck."""
GROWTH = 1.25
"""From one look to the next, for the same reason: few looks, none of them soon after the last."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How narrow intervals must be, to either side: a `share` of what is measured, or `seconds`.

    A share means percentage points of the share of replications in time, and per cent of the median time;
    seconds ask for the median time alone. `at_most` ends it however wide they are.
    """

    text: str
    share: float | None
    seconds: float | None
    at_most: int


def looks(at_most: int) -> Iterator[int]:
    """Give the numbers of replications after which the intervals are looked at: whole blocks, and the last.

    >>> list(looks(700))
    [256, 320, 384, 512, 640, 700]
    """
    look = FIRST_LOOK
    while look < at_most:
        yield look
        look = max(look + AHEAD, round(look * GROWTH / AHEAD) * AHEAD)
    yield at_most


class _Objective:
    """A milestone with its times so far."""

    def __init__(self, place: int, program: Program) -> None:
        milestone = program.milestones[place]
        self.place, self.name = place, milestone.name
        self.title = milestone.title.texts()
        self.within = milestone.within or 0.0
        self.times = array("d")
        self.in_time = 0

    def add(self, time: float) -> None:
        self.times.append(time)
        self.in_time += time <= self.within

    def share_half(self) -> float:
        """Give half the width of the interval of the share in time."""
        found = wilson(self.in_time, len(self.times))
        return (found.high - found.low) / 2

    def median(self) -> Quantile:
        return quantile(sorted(self.times), 0.5)


class UntilPrecise:
    """Told the measures of one replication after the other; says whether the objectives are known by now."""

    def __init__(self, program: Program, precision: Precision) -> None:
        self._precision = precision
        self._objectives = [
            _Objective(place, program) for place, each in enumerate(program.milestones) if each.objective
        ]
        self._looks = looks(precision.at_most)
        self._look = next(self._looks)
        self._count = 0

    def __call__(self, measures: Measures) -> bool:
        """Take a replication; says whether those so far are enough."""
        self._count += 1
        for objective in self._objectives:
            objective.add(measures.milestones[objective.place])
        if self._count < self._look:
            return False
        self._look = next(self._looks, self._look)
        return all(map(self._narrow, self._objectives))

    def _narrow(self, objective: _Objective) -> bool:
        share, seconds = self._precision.share, self._precision.seconds
        if share is not None and objective.share_half() > share:
            return False
        median = objective.median()
        if median.beyond and median.low is None:  # surely not reached by half: there is no time to be known
            return True
        widest = seconds if seconds is not None else (share or 0.0) * (median.value or 0.0)
        return _half(median) <= widest

    def record(self) -> dict[str, Any]:
        """Give what was reached as JSON holds it: half widths of the intervals, null beyond the horizon."""
        return {
            "wanted": self._precision.text,
            "at_most": self._precision.at_most,
            "narrow": all(map(self._narrow, self._objectives)),
            "objectives": [self._record(objective) for objective in self._objectives],
        }

    def _record(self, objective: _Objective) -> dict[str, Any]:
        half = _half(objective.median())
        return {
            "milestone": objective.name,
            "title": objective.title,
            "narrow": self._narrow(objective),
            "share_half": rounded_share(objective.share_half()),
            "p50_half_s": None if half == inf else rounded_seconds(half),
        }


def _half(found: Quantile) -> float:
    """Give half the width of the interval of a quantile; infinite where an end lies beyond the horizon."""
    if found.low is None or found.high is None:
        return inf
    return (found.high - found.low) / 2
