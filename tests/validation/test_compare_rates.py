"""A thousand comparisons each: how often a planted difference is found, and one that is not there."""

import numpy as np
import pytest

from simulator.analysis import paired
from simulator.analysis.paired import Pairs, quantile_differences, share_difference
from simulator.study.compare import compare
from tests.study.compared import HORIZON, trial

pytestmark = pytest.mark.validate

REPEATS = 1_000
SLACK = 0.02
"""Three standard errors of a share of 5 % in a thousand repeats."""


@pytest.fixture
def few_resamples(monkeypatch):
    """Spend no time on the intervals of quantiles: no verdict depends on them."""
    monkeypatch.setattr(paired, "RESAMPLES", 2)


def of_m1(dice, longer):
    record = compare(*trial(dice, measures=12, runs=800, longer=longer))
    return next(each["verdict"] for each in record["milestones"] if each["name"] == "m1")


def test_a_planted_difference_of_five_per_cent_is_found(few_resamples):
    dice = np.random.default_rng(1)
    found = [of_m1(dice, 1.05) for _ in range(REPEATS)]
    assert found.count("worse") >= 0.95 * REPEATS
    assert "better" not in found


@pytest.mark.parametrize("runs", [50, 200])
def test_where_nothing_differs_anything_is_called_so_in_at_most_five_per_cent(few_resamples, runs):
    dice = np.random.default_rng(2)
    records = [compare(*trial(dice, measures=12, runs=runs)) for _ in range(REPEATS)]
    assert sum(bool(each["better"] or each["worse"]) for each in records) <= (0.05 + SLACK) * REPEATS


def covered(find, truth):
    """The share of intervals that hold the truth; an open end holds everything."""
    dice = np.random.default_rng(3)
    held = 0
    for _ in range(REPEATS):
        found = find(trial_of(dice, 200))
        held += (found.low is None or found.low <= truth) and (found.high is None or found.high >= truth)
    return held / REPEATS


def trial_of(dice, runs):
    before, after = trial(dice, measures=2, runs=runs, longer=1.1)
    return before.milestones["m1"], after.milestones["m1"]


@pytest.fixture(scope="module")
def many():
    return trial_of(np.random.default_rng(4), 2_000_000)


def test_the_interval_of_a_difference_of_means_holds_it_in_ninety_five_per_cent(many):
    def find(pair):
        return Pairs(*(np.minimum(each, HORIZON) for each in pair), share=False).judge(1)

    truth = np.minimum(many[1], HORIZON).mean() - np.minimum(many[0], HORIZON).mean()
    assert covered(find, truth) == pytest.approx(0.95, abs=SLACK)


@pytest.mark.parametrize("limit", [8_000, 12_000, 20_000])
def test_the_interval_of_a_difference_of_shares_holds_it_in_ninety_five_per_cent_or_more(many, limit):
    truth = (many[1] <= limit).mean() - (many[0] <= limit).mean()
    assert covered(lambda pair: share_difference(*(each <= limit for each in pair)), truth) >= 0.95 - SLACK


@pytest.mark.parametrize("q", [0.5, 0.9])
def test_the_interval_of_a_difference_of_quantiles_holds_it_in_about_ninety_five_per_cent(many, q):
    truth = np.quantile(many[1], q, method="inverted_cdf") - np.quantile(many[0], q, method="inverted_cdf")
    found = covered(lambda pair: quantile_differences(*pair, (q,), seed=1)[0], truth)
    assert 0.93 <= found <= 0.99  # order statistics are a little wide far out
