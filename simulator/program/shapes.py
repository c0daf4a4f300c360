"""Quantiles of the normal, beta and gamma distributions, which have no formula: looked up in tables.

A distribution's table is made from its density alone, when it is first wanted. It holds the quantile on a
scale on which it is nearly straight (the number itself, its logit, its logarithm) at evenly spaced log-odds
of the chance; in between runs a cubic with the right slopes (Hermite). The tests hold it to scipy.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Quantiles = Callable[[Numbers], Numbers]

PERT_SHAPES = 6
"""The two shapes of a beta distribution of PERT add up to this."""

_ODDS = 37
"""Log-odds that no chance exceeds: those of 2⁻⁵³ are 36.7."""
_STEPS = 4
"""Steps of a table for one unit of log-odds."""
NODES = 2 * _ODDS * _STEPS + 1
_FINE = 4096
"""Steps in which a density is summed up."""
_KEPT = 512
"""Tables that are kept for the next program, of 10 KB each."""


def normal_quantiles(chances: Numbers) -> Numbers:
    """Give the quantiles of the standard normal distribution."""
    return _look_up(_normal(), np.zeros(chances.shape[-1:], dtype=np.intp), chances)


def beta_quantiles(shapes: Numbers) -> Quantiles:
    """Give the quantile functions of beta distributions with shapes a and 6 - a (1 to 5), a column each."""
    rows, tables = _tables(_beta, shapes)

    def quantiles(chances: Numbers) -> Numbers:
        share: Numbers = 1 / (1 + np.exp(-_look_up(tables, rows, chances)))
        return share

    return quantiles


def gamma_quantiles(shapes: Numbers) -> Quantiles:
    """Give the quantile functions of gamma distributions with mean 1 and these shapes, side by side."""
    rows, tables = _tables(_gamma, shapes)
    return lambda chances: np.exp(_look_up(tables, rows, chances))


def _tables(make: Callable[[float], Numbers], shapes: Numbers) -> tuple[NDArray[np.intp], Numbers]:
    """Give the table of each distinct shape, and which of them each column looks into."""
    distinct, rows = np.unique(shapes, return_inverse=True)
    return rows, np.concatenate([make(float(shape)) for shape in distinct])


def _look_up(tables: Numbers, rows: NDArray[np.intp], chances: Numbers) -> Numbers:
    """Give the value at each chance, by the cubic between the two nodes beside it."""
    place = (np.log(chances / (1 - chances)) + _ODDS) * _STEPS
    node = place.astype(np.intp)
    part = place - node
    node += rows * (NODES - 1)
    cubics = tables[node]
    value: Numbers = cubics[..., 3]
    for power in (2, 1, 0):
        value = value * part + cubics[..., power]
    return value


@lru_cache(maxsize=1)
def _normal() -> Numbers:
    at = np.linspace(-9.5, 9.5, _FINE + 1)
    density = np.exp(-at * at / 2)
    return _inverted(at, density, -at * density)


@lru_cache(maxsize=_KEPT)
def _beta(shape: float) -> Numbers:
    """Give the logit's table; on that scale the density is x^a (1 - x)^b."""
    at = np.linspace(-_ODDS - 5.0, _ODDS + 5.0, _FINE + 1)
    share = 1 / (1 + np.exp(-at))
    density = np.exp(-shape * np.log1p(np.exp(-at)) - (PERT_SHAPES - shape) * np.log1p(np.exp(at)))
    slope = density * (shape - PERT_SHAPES * share)
    return _inverted(at, density, slope, below=density[0] / shape, power=shape)


@lru_cache(maxsize=_KEPT)
def _gamma(shape: float) -> Numbers:
    """Give the table of the logarithm of multiples of the mean; the density is (x exp(1 - x))^k."""
    at = np.linspace(*_span(shape), _FINE + 1)
    above = np.expm1(at)
    density = np.exp(shape * (at - above))
    return _inverted(at, density, -shape * above * density, below=density[0] / shape, power=shape)


def _span(shape: float) -> tuple[float, float]:
    """Give the logarithms between which all but nothing lies, by Wilson and Hilferty's cube (1931)."""
    middle, spread = 1 - 1 / (9 * shape), 9.5 / (3 * math.sqrt(shape))
    low = 3 * math.log(middle - spread) if middle > spread else -40.0
    high = 3 * math.log(middle + spread) if middle > 0 else 0.0
    return max(low, -40.0), max(high, math.log1p(45 / shape))


def _inverted(
    at: Numbers, density: Numbers, slope: Numbers, *, below: float = 0.0, power: float = 1.0
) -> Numbers:
    """Give the cubics by which values are found at evenly spaced log-odds; the last power last.

    The density, up to a factor, and its slope are given at evenly spaced points; `below` is what lies
    before the first of them, where the distribution function is a power of the exponential of the value.
    """
    step = at[1] - at[0]
    parts = step / 2 * (density[:-1] + density[1:]) + step**2 / 12 * (slope[:-1] - slope[1:])
    from_below = below + np.concatenate([[0.0], np.cumsum(parts)])
    from_above = np.concatenate([np.cumsum(parts[::-1])[::-1], [0.0]])
    inside = (from_below > 0) & (from_above > 0) & (density > 0)
    lower, upper = from_below[inside], from_above[inside]
    odds = np.log(lower) - np.log(upper)
    rises = lower * upper / (density[inside] * (below + parts.sum()))
    wanted = np.linspace(-_ODDS, _ODDS, NODES)
    values, slopes = _hermite(odds, at[inside], rises, wanted)
    lows = wanted < odds[0]
    if below and lows.any():
        chance = 1 / (1 + np.exp(-wanted[lows]))
        values[lows] = at[0] + np.log(chance * (below + parts.sum()) / below) / power
        slopes[lows] = (1 - chance) / power
    return _cubics(values, slopes / _STEPS)


def _hermite(x: Numbers, y: Numbers, slopes: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Give values and slopes of the cubic through points with slopes, beyond them of a straight line."""
    left = np.clip(np.searchsorted(x, wanted) - 1, 0, len(x) - 2)
    width = x[left + 1] - x[left]
    cubics = _cubic(y[left], y[left + 1], slopes[left] * width, slopes[left + 1] * width)
    part = (wanted - x[left]) / width
    inner = np.clip(part, 0, 1)
    c0, c1, c2, c3 = cubics
    rise = (c1 + inner * (2 * c2 + inner * 3 * c3)) / width
    value = c0 + inner * (c1 + inner * (c2 + inner * c3))
    return value + rise * (part - inner) * width, rise


def _cubics(values: Numbers, slopes: Numbers) -> Numbers:
    """Give the coefficients of the cubics between neighbouring nodes, a row for each."""
    return np.stack(_cubic(values[:-1], values[1:], slopes[:-1], slopes[1:]), axis=-1)


def _cubic(
    start: Numbers, end: Numbers, leaving: Numbers, arriving: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Give the coefficients of the cubic on [0, 1] with these values and slopes at its ends."""
    rise = end - start
    return start, leaving, 3 * rise - 2 * leaving - arriving, leaving + arriving - 2 * rise
