"""Two measurements of the same replications: how they differ, with 95 % intervals, and whether for sure.

Every interval is one for itself. That a difference is sure is judged among all differences of a comparison:
the chance to call any of them sure where there is none is at most 5 %. See docs/method.md.
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

from simulator.analysis.figures import Times
from simulator.analysis.statistics import Mean, at_most, limits, mean_of, rank, wilson

ERROR = 0.05
"""The chance that is allowed of calling at least one difference sure where there is none."""
FEWEST = 30
"""Pairs below which no difference of means is called sure: the t distribution is only nearly right."""
RESAMPLES = 1_000
_AT_ONCE = 2_000_000
"""Values that are resampled in one go."""

Sign = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after, and after minus before with the ends of its 95 % interval.

    None where it lies beyond the horizon, or where there are too few replications to say.
    `sure` is the sign of the difference where it is sure, else 0.
    """

    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    sure: Sign = 0


@dataclass(frozen=True)
class Pairs:
    """What two runs measured, in the order of replications: truth values (a share) or seconds (a mean)."""

    before: Times
    after: Times
    share: bool

    @cached_property
    def differ(self) -> bool:
        """Whether any replication differs: else there is nothing to be tested."""
        return bool(np.any(self.before != self.after))

    def judge(self, tests: int) -> Difference:
        """Give the difference, sure or not among so many tests."""
        return self._share(tests) if self.share else self._mean(tests)

    def _share(self, tests: int) -> Difference:
        lost = int(np.count_nonzero(self.before > self.after))
        won = int(np.count_nonzero(self.after > self.before))
        chance = min(1.0, 2 * at_most(min(lost, won), lost + won)) if lost + won else 1.0
        sure = _sign(won - lost) if chance <= ERROR / max(tests, 1) else 0
        found = share_difference(self.before > 0, self.after > 0)
        return Difference(float(self.before.mean()), float(self.after.mean()), *_parts(found), sure=sure)

    def _mean(self, tests: int) -> Difference:
        differences = (self.after - self.before).tolist()
        found = mean_of(differences)
        sure: Sign = 0
        if self.differ and len(differences) >= FEWEST:
            z = NormalDist().inv_cdf(1 - ERROR / max(tests, 1) / 2)
            wide = mean_of(differences, z)
            sure = 0 if wide.maybe_nothing else _sign(wide.mean)
        return Difference(float(self.before.mean()), float(self.after.mean()), *_parts(found), sure=sure)


def _parts(found: Mean) -> tuple[float, float | None, float | None]:
    return found.mean, found.low, found.high


def _sign(value: float) -> Sign:
    return (value > 0) - (value < 0)  # type: ignore[return-value]


def share_difference(before: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_]) -> Mean:
    """Give the share after minus the share before with its 95 % interval.

    Newcombe, R. G. (1998), Improved confidence intervals for the difference between binomial proportions
    based on paired data, Statistics in Medicine 17, 2635-2650, method 10: the Wilson intervals of both
    shares, put together by their correlation.
    """
    n = len(before)
    both, neither = int(np.count_nonzero(before & after)), int(np.count_nonzero(~before & ~after))
    lost, won = int(np.count_nonzero(before & ~after)), int(np.count_nonzero(after & ~before))
    first, second = wilson(both + won, n), wilson(both + lost, n)
    phi = _correlation(both, won, lost, neither)
    below = _hypot(first.share - first.low, second.high - second.share, phi)
    above = _hypot(first.high - first.share, second.share - second.low, phi)
    difference = (won - lost) / n
    return Mean(difference, difference - below, difference + above)


def _hypot(one: float, other: float, phi: float) -> float:
    return sqrt(max(one * one - 2 * phi * one * other + other * other, 0.0))


def _correlation(both: int, won: int, lost: int, neither: int) -> float:
    """Give the correlation of two truth values, corrected for continuity as method 10 wants it."""
    product = (both + won) * (lost + neither) * (both + lost) * (won + neither)
    if not product:
        return 0.0
    excess: float = both * neither - won * lost
    if excess > 0:
        excess = max(excess - (both + won + lost + neither) / 2, 0)
    return excess / sqrt(product)


def quantile_differences(
    before: Times, after: Times, quantiles: tuple[float, ...], *, seed: int
) -> list[Difference]:
    """Give how quantiles differ; infinite values (not reached) count in each.

    The intervals are those of the bootstrap of pairs, by percentiles (Efron, B. and Tibshirani, R. J. (1993),
    An Introduction to the Bootstrap, sections 8.3 and 13.3): replications are drawn with their two values
    together, `RESAMPLES` times. An end that depends on what lies beyond the horizon is None, as are both
    where the quantile has no interval of its own (see `quantile`).
    """
    n = len(before)
    places = [rank(n, q) for q in quantiles]
    values = [np.sort(each)[places] for each in (before, after)]
    if np.array_equal(before, after):
        ends = [(0.0, 0.0) for _ in places]
    else:
        drawn = _resampled(before, after, places, seed)
        ends = [_ends(drawn[..., number]) for number in range(len(places))]
    ends = [each if limits(n, q) else (-inf, inf) for each, q in zip(ends, quantiles, strict=True)]
    return [
        _of_quantile(one, other, each) for one, other, each in zip(values[0], values[1], ends, strict=True)
    ]


def _resampled(before: Times, after: Times, places: list[int], seed: int) -> Times:
    """Give the quantiles of resamples: (before, after), resample, quantile."""
    n, dice = len(before), np.random.Generator(np.random.PCG64(seed))
    parts = []
    size = max(1, _AT_ONCE // n)
    for begin in range(0, RESAMPLES, size):
        chosen = dice.integers(0, n, (min(size, RESAMPLES - begin), n))
        parts.append([np.partition(each[chosen], places, axis=1)[:, places] for each in (before, after)])
    return np.concatenate(parts, axis=1)


def _ends(drawn: Times) -> tuple[float, float]:
    """Give the ends of the interval of a difference; where both lie beyond the horizon it can be anything."""
    before, after = drawn
    unknown = np.isinf(before) & np.isinf(after)
    finite = np.where(unknown, 0.0, after) - np.where(unknown, 0.0, before)
    low = np.sort(np.where(unknown, -inf, finite))[rank(RESAMPLES, ERROR / 2)]
    high = np.sort(np.where(unknown, inf, finite))[rank(RESAMPLES, 1 - ERROR / 2)]
    return float(low), float(high)


def _of_quantile(before: float, after: float, ends: tuple[float, float]) -> Difference:
    both = np.isfinite(before) and np.isfinite(after)
    low, high = (end if both and np.isfinite(end) else None for end in ends)
    return Difference(
        float(before) if np.isfinite(before) else None,
        float(after) if np.isfinite(after) else None,
        float(after - before) if both else None,
        low,
        high,
    )
