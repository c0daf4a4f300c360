"""From chances to lengths of time: the quantile functions of all distributions, many streams at once.

A stream's times rise with its chances. So two plans that differ in a distribution still have their long and
short times in the same replications, which keeps the difference between them sharp.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.program.shapes import beta_quantiles, gamma_quantiles, normal_quantiles
from simulator.text.draws import (
    Constant,
    Distribution,
    Even,
    Exponential,
    Gamma,
    Lognormal,
    Pert,
    Samples,
)

Numbers: TypeAlias = NDArray[np.float64]
"""A row for each replication, a column for each stream."""

Inverse = Callable[[Numbers], Numbers]
"""From chances, above 0 and below 1, to lengths of time in seconds."""


def inverse_of(spreads: Sequence[Distribution]) -> Inverse:
    """Give the quantile functions of distributions that are all of one kind, a column for each."""
    return _INVERSES[type(spreads[0])](spreads)


def _constant(spreads: Sequence[Constant]) -> Inverse:
    value = _column(spreads, "value")
    return lambda chances: np.broadcast_to(value, chances.shape)


def _even(spreads: Sequence[Even]) -> Inverse:
    low, high = _column(spreads, "low"), _column(spreads, "high")
    return lambda chances: low + (high - low) * chances


def _pert(spreads: Sequence[Pert]) -> Inverse:
    low, mode, high = (_column(spreads, name) for name in ("low", "mode", "high"))
    share = beta_quantiles(1 + 4 * (mode - low) / (high - low))
    return lambda chances: low + (high - low) * share(chances)


def _lognormal(spreads: Sequence[Lognormal]) -> Inverse:
    middle, sigma = np.log(_column(spreads, "median")), _column(spreads, "sigma")
    return lambda chances: np.exp(middle + sigma * normal_quantiles(chances))


def _exponential(spreads: Sequence[Exponential]) -> Inverse:
    average = _column(spreads, "average")
    return lambda chances: -average * np.log1p(-chances)


def _gamma(spreads: Sequence[Gamma]) -> Inverse:
    average, standard = _column(spreads, "average"), gamma_quantiles(_column(spreads, "cv") ** -2)
    return lambda chances: average * standard(chances)


def _samples(spreads: Sequence[Samples]) -> Inverse:
    values = np.concatenate([np.sort(spread.values) for spread in spreads])
    counts = np.array([len(spread.values) for spread in spreads])
    starts = np.cumsum(counts) - counts
    return lambda chances: values[starts + (counts * chances).astype(np.intp)]


def _column(spreads: Sequence[Any], name: str) -> Numbers:
    return np.array([getattr(spread, name) for spread in spreads], dtype=np.float64)


_INVERSES: dict[type[Any], Callable[[Sequence[Any]], Inverse]] = {
    Constant: _constant,
    Even: _even,
    Pert: _pert,
    Lognormal: _lognormal,
    Exponential: _exponential,
    Gamma: _gamma,
    Samples: _samples,
}
