"""Chances become lengths of time by the quantile function of each distribution; the oracle is scipy."""

import math

import numpy as np
import pytest
from scipy import stats

from simulator.program.quantiles import inverse_of
from simulator.text.draws import Z90, Constant, Even, Exponential, Gamma, Lognormal, Pert, Samples

TAILS = 2.0 ** -np.arange(53, 1, -1)
CHANCES = np.concatenate([TAILS, np.linspace(0.01, 0.99, 197), 1 - TAILS])
MIDDLE = CHANCES[(CHANCES > 1e-6) & (CHANCES < 1 - 1e-6)]

FORMULAS = [
    (Even(60.0, 120.0), stats.uniform(60, 60)),
    (Exponential(60.0), stats.expon(scale=60)),
    (Lognormal(60.0, 180.0), stats.lognorm(math.log(3) / Z90, scale=60)),
]
PERTS = [(60, 60, 240), (60, 90, 240), (60, 150, 240), (60, 238, 240), (60, 240, 240), (0, 1e-6, 1e5)]


def times(spread, chances=CHANCES):
    return inverse_of([spread])(chances[:, None])[:, 0]


@pytest.mark.parametrize(("spread", "oracle"), FORMULAS, ids=lambda case: type(case).__name__)
def test_even_exponential_and_lognormal_times_are_right_to_a_hundred_thousandth(spread, oracle):
    assert times(spread) == pytest.approx(oracle.ppf(CHANCES), rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("case", PERTS)
def test_pert_is_a_beta_distribution_to_a_millionth_of_its_range(case):
    low, mode, high = (float(time) for time in case)
    rise = 1 + 4 * (mode - low) / (high - low)
    share = (times(Pert(low, mode, high)) - low) / (high - low)
    assert share == pytest.approx(stats.beta(rise, 6 - rise).ppf(CHANCES), abs=1e-6)
    assert share.min() >= 0
    assert share.max() <= 1


@pytest.mark.parametrize("cv", [0.01, 0.1, 0.5, 1.0, 3.0, 10.0])
def test_gamma_is_right_to_a_thousandth_of_each_time(cv):
    oracle = stats.gamma(cv**-2, scale=60 * cv**2)
    assert times(Gamma(60.0, cv), MIDDLE) == pytest.approx(oracle.ppf(MIDDLE), rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("cv", [1e-4, 1e-6])
def test_a_gamma_that_hardly_varies_is_a_normal_distribution(cv):
    found = (times(Gamma(60.0, cv), MIDDLE) - 60) / (60 * cv)
    assert found == pytest.approx(stats.norm.ppf(MIDDLE), abs=0.01)


def test_each_measured_value_has_the_same_share_of_the_chances():
    measured = Samples((20.0, 10.0, 40.0, 30.0), "a.csv", "x")
    chances = np.array([0.001, 0.249, 0.25, 0.5, 0.75, 1 - 2.0**-53])
    assert times(measured, chances).tolist() == [10, 10, 20, 30, 40, 40]


def test_what_is_certain_is_exact():
    assert set(times(Constant(0.1)).tolist()) == {0.1}


@pytest.mark.parametrize(
    "spread",
    [*(spread for spread, _oracle in FORMULAS), Pert(60.0, 61.0, 240.0), Gamma(60.0, 0.6), Gamma(60.0, 4.0)],
    ids=repr,
)
def test_times_rise_with_their_chances_and_have_the_mean_that_was_written(spread):
    chances = (np.arange(1_000_000) + 0.5) / 1_000_000
    found = times(spread, chances)
    assert np.all(np.diff(found) >= 0)
    assert found.mean() == pytest.approx(spread.mean(), rel=2e-3)


def test_many_streams_of_one_kind_are_looked_up_side_by_side():
    perts = [Pert(0.0, mode, 1.0) for mode in (0.2, 0.7, 0.2, 1.0)]
    chances = np.array([[0.1, 0.2, 0.3, 0.4], [0.6, 0.7, 0.8, 0.9]])
    together = inverse_of(perts)(chances)
    assert together.shape == (2, 4)
    for column, pert in enumerate(perts):
        assert together[:, column].tolist() == times(pert, chances[:, column]).tolist()
