"""Shares, quantiles and means with their 95 % intervals.

A time that was not reached is infinite: it counts in every quantile and is never dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, fsum, inf, sqrt

_Z = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Interval:
    """A share (0 to 1) with the ends of its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile with the ends of its 95 % interval, in the unit of the values.

    `supported` is false when there are too few values for the interval to have two ends: nothing is given
    then. `beyond` says that the quantile itself is infinite, that is, beyond the horizon: `value` is absent,
    `low` is there if it is finite. An absent `high` of a supported quantile lies beyond the horizon.
    """

    value: float | None
    low: float | None
    high: float | None
    supported: bool
    beyond: bool


def wilson(successes: int, n: int) -> Interval:
    """Give a share with its 95 % interval; with no trial at all the interval is everything, the share 0.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference,
    JASA 22, 209-212.

    >>> round(wilson(0, 50).high, 4)
    0.0713
    """
    if n == 0:
        return Interval(0.0, 0.0, 1.0)
    share = successes / n
    weight = _Z * _Z / n
    centre = share + weight / 2
    half = _Z * sqrt((share * (1 - share) + weight / 4) / n)
    low = 0.0 if successes == 0 else (centre - half) / (1 + weight)
    high = 1.0 if successes == n else (centre + half) / (1 + weight)
    return Interval(share, low, high)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with the ends of its 95 % interval, in the unit of the values; without ends from one value."""

    mean: float
    low: float | None
    high: float | None

    @property
    def maybe_nothing(self) -> bool:
        """Whether the interval holds 0, or there is none."""
        return self.low is None or self.high is None or self.low <= 0.0 <= self.high


def mean_of(values: Sequence[float], z: float = _Z) -> Mean:
    """Give the mean of at least one value with its 95 % interval, by the t distribution of n - 1 degrees.

    Another quantile `z` of the standard normal distribution gives another interval.

    "Student" (1908), The probable error of a mean, Biometrika 6, 1-25. Sums are exact, so that every machine
    gives the same bits.

    >>> mean_of([1.0, 2.0, 3.0])
    Mean(mean=2.0, low=-0.484..., high=4.484...)
    """
    n = len(values)
    mean = fsum(values) / n
    if n == 1:
        return Mean(mean, None, None)
    half = student(n - 1, z) * sqrt(fsum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return Mean(mean, mean - half, mean + half)


_FEW = (12.706204736, 4.302652730, 3.182446305, 2.776445105)
"""The 97.5 % quantiles for 1 to 4 degrees of freedom."""


def student(degrees: int, z: float = _Z) -> float:
    """Give the 97.5 % quantile of the t distribution, to four digits.

    For another quantile `z` is that of the standard normal distribution; then only for 30 degrees or more.

    From 5 degrees of freedom on by the expansion of Abramowitz, M. and Stegun, I. A. (1964), Handbook of
    Mathematical Functions, 26.7.5.
    """
    if degrees <= len(_FEW) and z == _Z:
        return _FEW[degrees - 1]
    x = z
    terms = (
        x,
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return fsum(float(term) / degrees**power for power, term in enumerate(terms))


def rank(n: int, q: float) -> int:
    """Give the place (from 0) of the `q`-quantile among `n` sorted values: number ceil(q n), counted from 1.

    That is the inverse of the empirical distribution function; 0 < q <= 1, n > 0.

    >>> rank(10, 0.9), rank(11, 0.9), rank(1, 0.1)
    (8, 9, 0)
    """
    # 0.07 * 100 is a hair above 7; shares have few digits, so what lies behind the ninth is not theirs.
    return max(ceil(round(q * n, 9)), 1) - 1


def quantile(ordered: Sequence[float], q: float) -> Quantile:
    """Give the `q`-quantile of values in ascending order (infinite: not reached) and its 95 % interval.

    The ends are order statistics, whose coverage holds for every continuous distribution (David, H. A. and
    Nagaraja, H. N., Order Statistics, 3rd ed., section 7.1).
    """
    ends = limits(len(ordered), q)
    if ends is None:
        return Quantile(None, None, None, supported=False, beyond=False)
    value, low, high = (ordered[place] for place in (rank(len(ordered), q), *ends))
    return Quantile(_finite(value), _finite(low), _finite(high), supported=True, beyond=value == inf)


@lru_cache(maxsize=1024)
def limits(n: int, q: float) -> tuple[int, int] | None:
    """Give the places (from 0) of the order statistics that bound the `q`-quantile with at least 95 %.

    They are the largest k with P(X <= k) <= 0.025 and the smallest with P(X <= k) >= 0.975 for a binomial X.
    None when one of them does not exist: n < 36 for 0.9 and 0.1, n < 72 for 0.95.

    >>> limits(36, 0.9), limits(35, 0.9)
    ((28, 35), None)
    """
    first, chances = _binomial(n, q)
    low, high, below = first - 1, n, 0.0
    for place, chance in enumerate(chances, first):
        below += chance
        if below <= _TAIL:
            low = place
        if below >= 1 - _TAIL:
            high = place
            break
    return (low, high) if low >= 0 and high < n else None


def at_most(k: int, n: int) -> float:
    """Give the chance of at most k heads in n throws of a fair coin.

    >>> at_most(1, 4)
    0.3125
    """
    first, chances = _binomial(n, 0.5)
    return fsum(chances[: max(k - first + 1, 0)])


def _binomial(n: int, q: float) -> tuple[int, list[float]]:
    """Give the chances of a binomial around its mode, from the first k on; what lies outside is below 1e-15.

    Only products and quotients, so that every machine gives the same bits.
    """
    mode = min(int((n + 1) * q), n)
    odds = q / (1 - q)
    above = _falling(mode, n, lambda k: (n - k) / (k + 1) * odds, step=1)
    below = _falling(mode, 0, lambda k: k / (n - k + 1) / odds, step=-1)
    weights = [*reversed(below), 1.0, *above]
    total = sum(weights)
    return mode - len(below), [weight / total for weight in weights]


def _falling(begin: int, end: int, ratio: Callable[[int], float], *, step: int) -> list[float]:
    """Give the weights beside the one at `begin`, which is 1, as far as they matter."""
    weights: list[float] = []
    weight = 1.0
    for k in range(begin, end, step):
        weight *= ratio(k)
        if weight < 1e-20:
            break
        weights.append(weight)
    return weights


def _finite(value: float) -> float | None:
    return None if value == inf else value
