"""Two measurements of the same replications, and what can be said of how they differ."""

from math import inf, sqrt

import numpy as np
import pytest
from scipy import stats

from simulator.analysis.paired import Pairs, quantile_differences, share_difference
from simulator.analysis.statistics import at_most, mean_of, student, wilson


def flags(both, lost, won, neither):
    """Give (before, after) of replications: so many with both, only before, only after, neither."""
    before = [True] * (both + lost) + [False] * (won + neither)
    after = [True] * both + [False] * lost + [True] * won + [False] * neither
    return np.array(before), np.array(after)


def shares(*counts):
    before, after = flags(*counts)
    return Pairs(before.astype(float), after.astype(float), share=True)


def means(before, after):
    return Pairs(np.array(before, dtype=float), np.array(after, dtype=float), share=False)


# -- shares ----------------------------------------------------------------------------------------------


def test_the_interval_of_a_difference_of_shares_is_that_of_newcombe():
    # By hand for 30 both, 6 only before, 4 only after, 10 neither, of 50: 36 and 34 of 50.
    found = share_difference(*flags(30, 6, 4, 10))
    one, other = wilson(34, 50), wilson(36, 50)
    # 30 * 10 - 6 * 4 = 276; less half of 50 for continuity: 251; over sqrt(34 * 16 * 36 * 14).
    phi = 251 / sqrt(34 * 16 * 36 * 14)
    a, b = one.share - one.low, other.high - other.share
    c, d = one.high - one.share, other.share - other.low
    assert found.mean == pytest.approx(-0.04)
    assert found.low == pytest.approx(-0.04 - sqrt(a * a - 2 * phi * a * b + b * b))
    assert found.high == pytest.approx(-0.04 + sqrt(c * c - 2 * phi * c * d + d * d))


def test_exchanging_the_two_turns_the_interval_over():
    one, other = share_difference(*flags(30, 6, 4, 10)), share_difference(*flags(30, 4, 6, 10))
    assert (one.mean, one.low, one.high) == pytest.approx((-other.mean, -other.high, -other.low))


@pytest.mark.parametrize(
    "counts", [(0, 0, 0, 40), (40, 0, 0, 0), (20, 0, 0, 20), (0, 40, 0, 0), (0, 0, 1, 0)]
)
def test_the_interval_holds_the_difference_and_stays_within_one(counts):
    found = share_difference(*flags(*counts))
    assert -1 <= found.low <= found.mean <= found.high <= 1


def test_a_difference_of_shares_is_sure_by_the_exact_test_of_mcnemar():
    # 10 replications differ, all for the better: 2 * (1/2)^10 = 0.00195; among 25 tests 0.002 is allowed.
    assert shares(20, 0, 10, 20).judge(25).sure == 1
    assert shares(20, 0, 10, 20).judge(26).sure == 0
    assert shares(20, 10, 0, 20).judge(1).sure == -1
    assert shares(20, 10, 10, 20).judge(1).sure == 0


@pytest.mark.parametrize(("k", "n"), [(0, 1), (0, 40), (3, 10), (40, 100), (450, 1000)])
def test_the_chance_of_heads_is_that_of_the_binomial(k, n):
    assert at_most(k, n) == pytest.approx(stats.binom.cdf(k, n, 0.5), rel=1e-9)


# -- means -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tests", [1, 20, 500])
@pytest.mark.parametrize("degrees", [29, 99, 999])
def test_quantiles_of_t_are_right_far_out_too(tests, degrees):
    tail = 0.05 / tests / 2
    found = student(degrees, float(stats.norm.ppf(1 - tail)))
    assert found == pytest.approx(stats.t.ppf(1 - tail, degrees), rel=1e-3)


def test_a_difference_of_means_is_that_of_each_replication_with_itself():
    before = np.arange(40.0)
    found = means(before, before + 1 + np.resize([0.1, -0.1], 40)).judge(1)
    differences = mean_of((1 + np.resize([0.1, -0.1], 40)).tolist())
    assert (found.difference, found.low, found.high) == pytest.approx(
        (differences.mean, differences.low, differences.high)
    )
    assert found.sure == 1


def test_few_replications_make_no_difference_of_means_sure():
    assert means(range(29), np.arange(29) + 1 + np.resize([0, 0.1], 29)).judge(1).sure == 0
    assert means(range(30), np.arange(30) + 1 + np.resize([0, 0.1], 30)).judge(1).sure == 1


def test_what_never_differs_is_nothing_to_test():
    pairs = means([1, 2, 3], [1, 2, 3])
    assert not pairs.differ
    assert (pairs.judge(5).difference, pairs.judge(5).low, pairs.judge(5).sure) == (0, 0, 0)


# -- quantiles -------------------------------------------------------------------------------------------


def test_a_shift_of_all_is_the_shift_of_every_quantile_without_doubt():
    before = np.arange(100.0)
    for found in quantile_differences(before, before + 7, (0.5, 0.9), seed=1):
        assert (found.difference, found.low, found.high) == (7, 7, 7)


def test_quantiles_count_what_was_not_reached_and_say_nothing_beyond_the_horizon():
    before = np.arange(100.0)
    after = np.where(before < 80, before, inf)  # a fifth is not reached any more
    half, most = quantile_differences(before, after, (0.5, 0.9), seed=1)
    assert (half.difference, half.low, half.high) == (0, 0, 0)
    assert (most.before, most.after, most.difference, most.low, most.high) == (89, None, None, None, None)


def test_an_end_of_an_interval_that_lies_beyond_the_horizon_is_left_open():
    before = np.arange(100.0)
    after = np.where(before < 92, before + 1, inf)  # p90 is reached, but only just
    (found,) = quantile_differences(before, after, (0.9,), seed=1)
    assert (found.difference, found.low, found.high) == (1, 1, None)


def test_quantiles_without_an_interval_of_their_own_have_none_of_their_difference():
    (found,) = quantile_differences(np.arange(35.0), np.arange(35.0) + 1, (0.9,), seed=1)
    assert (found.difference, found.low, found.high) == (1, None, None)


def test_the_resamples_follow_from_the_seed_alone():
    dice = np.random.default_rng(3)
    before, after = dice.exponential(10, (2, 100))
    ends = [quantile_differences(before, after, (0.5,), seed=seed)[0].low for seed in (1, 1, 2)]
    assert ends[0] == ends[1] != ends[2]
