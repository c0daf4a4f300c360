from math import inf, isclose

import numpy as np
import pytest
from scipy import stats

from simulator.analysis.statistics import Quantile, limits, mean_of, quantile, rank, student, wilson

SIZES = [1, 2, 5, 6, 10, 35, 36, 50, 71, 72, 100, 199, 200, 1000, 20_000]
SHARES = [0.1, 0.5, 0.9, 0.95]


@pytest.mark.parametrize("n", [1, 2, 7, 50, 1000])
def test_the_interval_of_a_share_is_that_of_scipy(n):
    for successes in {0, 1, n // 3, n // 2, n - 1, n}:
        ours = wilson(successes, n)
        theirs = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
        assert isclose(ours.low, theirs.low, abs_tol=1e-12)
        assert isclose(ours.high, theirs.high, abs_tol=1e-12)
        assert 0 <= ours.low <= ours.share <= ours.high <= 1


def test_without_a_trial_nothing_is_known_of_a_share():
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


def test_a_share_that_was_never_or_always_seen_has_that_end_exactly():
    assert wilson(0, 50).low == 0
    assert wilson(50, 50).high == 1


@pytest.mark.parametrize("q", SHARES)
@pytest.mark.parametrize("n", SIZES)
def test_the_places_of_the_interval_are_those_of_the_exact_binomial(n, q):
    below = stats.binom.cdf(np.arange(n + 1), n, q)
    low = [k for k in range(n) if below[k] <= 0.025]
    high = [k for k in range(n) if below[k] >= 0.975]
    assert limits(n, q) == ((low[-1], high[0]) if low and high else None)


@pytest.mark.parametrize(("q", "least"), [(0.1, 36), (0.5, 6), (0.9, 36), (0.95, 72)])
def test_a_quantile_needs_so_many_values(q, least):
    # The upper end of p90 is the largest of n values at best: 0.9^n <= 0.025 from n = 36 on.
    assert limits(least - 1, q) is None
    assert limits(least, q) is not None
    assert not quantile([1.0] * (least - 1), q).supported


@pytest.mark.parametrize("q", SHARES)
@pytest.mark.parametrize("n", SIZES)
def test_a_quantile_is_the_inverse_of_the_empirical_distribution(n, q):
    values = np.sort(np.random.default_rng(n).normal(size=n))
    assert values[rank(n, q)] == np.quantile(values, q, method="inverted_cdf")


def test_a_hair_of_rounding_does_not_move_a_rank():
    assert 0.07 * 100 > 7
    assert rank(100, 0.07) == 6


def test_what_was_not_reached_counts_as_later_than_everything():
    # 100 values, the last 20 never: the median is the 50th, p90 the 90th, which is beyond the horizon.
    # Its interval begins at place 83, beyond as well; that of the median runs from place 39 to 60.
    ordered = [float(place) for place in range(80)] + [inf] * 20
    assert quantile(ordered, 0.5) == Quantile(49.0, 39.0, 60.0, supported=True, beyond=False)
    assert quantile(ordered, 0.9) == Quantile(None, None, None, supported=True, beyond=True)


def test_an_interval_may_reach_beyond_the_horizon_when_its_quantile_does_not():
    ordered = [float(place) for place in range(92)] + [inf] * 8
    assert quantile(ordered, 0.9) == Quantile(89.0, 83.0, None, supported=True, beyond=False)


@pytest.mark.parametrize(("n", "q"), [(36, 0.9), (50, 0.5), (80, 0.95), (200, 0.1)])
def test_the_interval_holds_the_true_quantile_in_95_of_100_cases(n, q):
    generator = np.random.default_rng(20261124)
    true = -np.log(1 - q)
    hits = 0
    for sample in np.sort(generator.exponential(size=(4000, n)), axis=1).tolist():
        found = quantile(sample, q)
        hits += found.low <= true <= found.high
    assert 0.945 <= hits / 4000 <= 0.99


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 6, 9, 15, 63, 199, 10_000])
def test_the_t_quantile_is_that_of_scipy(degrees):
    assert isclose(student(degrees), stats.t.ppf(0.975, degrees), rel_tol=2e-4)


@pytest.mark.parametrize("n", [2, 3, 8, 200])
def test_the_interval_of_a_mean_is_that_of_scipy(n):
    values = np.random.default_rng(n).exponential(3.0, n)
    found = mean_of(values.tolist())
    low, high = stats.t.interval(0.95, n - 1, loc=values.mean(), scale=stats.sem(values))
    assert np.allclose((found.mean, found.low, found.high), (values.mean(), low, high), rtol=1e-3)


def test_a_mean_may_be_nothing_where_its_interval_holds_0_or_there_is_none():
    assert mean_of([4.0]).maybe_nothing
    assert mean_of([-1.0, 1.0, 2.0]).maybe_nothing
    assert not mean_of([3.0, 3.1, 3.2]).maybe_nothing
    assert mean_of([0.0, 0.0]).maybe_nothing
