"""A thousand sets of Sobol indices of functions whose indices are known: how often intervals hold them."""

from types import SimpleNamespace

import numpy as np
import pytest

from simulator.study.sobol import REST, A, B, indices

pytestmark = pytest.mark.validate

REPEATS, RUNS = 1_000, 500
FACTORS = (SimpleNamespace(id="x"), SimpleNamespace(id="y"))
SLACK = 0.025
"""Three standard errors of 95 % in a thousand repeats, and a little: a bootstrap is exact in the limit."""


def outcomes(draws, function):
    """Give what three uniform factors come to in A, in B, and in A with the draws of one from B."""
    a, b = draws.random((RUNS, 3)), draws.random((RUNS, 3))
    found = {A: function(a), B: function(b)}
    for column, name in enumerate(("x", "y", REST)):
        mixed = a.copy()
        mixed[:, column] = b[:, column]
        found["A", name] = function(mixed)
    return found


def added(u):
    # Variances 9, 4 and 1 twelfths, which nothing shares: first order and total are 9, 4 and 1 of 14.
    return 3 * u[:, 0] + 2 * u[:, 1] + u[:, 2]


def crossed(u):
    # Around their means: x of itself 1/12, the product of 4 x and y 16/144, the rest 1/12, in all 10/36.
    x, y, rest = (u - 0.5).T
    return x + 4 * x * y + rest


KNOWN = {
    added: ((9 / 14, 4 / 14, 1 / 14), (9 / 14, 4 / 14, 1 / 14)),
    crossed: ((0.3, 0.0, 0.3), (0.7, 0.4, 0.3)),
}


@pytest.mark.parametrize("function", KNOWN, ids=lambda function: function.__name__)
def test_intervals_hold_the_known_indices_as_often_as_they_say(function):
    held = np.zeros((2, 3))
    for repeat in range(REPEATS):
        found = indices(outcomes(np.random.default_rng(repeat), function), FACTORS, seed=repeat)
        for order, (pairs, known) in enumerate(zip((found.first, found.total), KNOWN[function], strict=True)):
            held[order] += [
                abs(value - true) <= half for (value, half), true in zip(pairs, known, strict=True)
            ]
    assert held / REPEATS == pytest.approx(np.full((2, 3), 0.95), abs=SLACK)
