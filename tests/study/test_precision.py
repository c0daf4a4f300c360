"""Playing on until the objectives are known: when it ends, and that the intervals hold what they say."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import binom

from simulator.analysis.statistics import quantile, wilson
from simulator.engine.dice import AHEAD
from simulator.program.outside import Milestone
from simulator.study.precision import FIRST_LOOK, Precision, UntilPrecise, looks
from simulator.text.titles import Title

HOUR = 3600.0
AT_MOST = 10_000


def program(*milestones):
    """Give as much of a program as is asked for its objectives: (name, within, share)."""
    return SimpleNamespace(
        milestones=[
            Milestone(name, Title(name, name), gate, within, share)
            for gate, (name, within, share) in enumerate(milestones)
        ]
    )


ONE = program(("done", HOUR, 0.9))


def played(times, *, share=None, seconds=None, at_most=AT_MOST, of=ONE):
    """Give how many replications it takes, with what is recorded then; a row of times for each."""
    until = UntilPrecise(of, Precision("x", share, seconds, at_most))
    for count, row in enumerate(times, 1):
        if until(SimpleNamespace(milestones=row)) or count == at_most:
            return count, until.record()
    return pytest.fail("it was never enough")


def test_looks_are_few_whole_blocks_and_the_last_is_the_most_that_is_played():
    found = list(looks(AT_MOST))
    assert found[0] == FIRST_LOOK == 256
    assert found[-1] == AT_MOST
    assert all(look % AHEAD == 0 for look in found[:-1])
    assert all(second >= 1.15 * first for first, second in pairwise(found[:-1]))
    assert len(found) < 20
    assert list(looks(100)) == [100]


def test_what_does_not_vary_is_known_at_the_first_look():
    assert played([(600.0,)] * 300, share=0.05)[0] == FIRST_LOOK


def test_it_ends_at_the_first_look_at_which_share_and_median_are_narrow():
    # Half are in time: the interval of the share is +-5 points from 381 on, so at the look of 384.
    rows = [(1800.0,), (1.5 * HOUR,)] * 400
    count, _ = played(rows, share=0.05, of=program(("done", HOUR, 0.9)), at_most=800)
    assert wilson(160, 320).high - wilson(160, 320).low > 0.1
    assert wilson(192, 384).high - wilson(192, 384).low <= 0.1
    # But the median lies between two values far apart, and stays unknown.
    assert count == 800
    near = [(HOUR - 1,), (HOUR + 1,)] * 400
    assert played(near, share=0.05)[0] == 384


def test_a_width_in_time_asks_for_the_median_alone():
    generator = np.random.default_rng(1)
    times = generator.uniform(0, 2 * HOUR, (3000, 1))
    count, record = played(times.tolist(), seconds=300.0)
    assert record["narrow"]
    found = quantile(sorted(times[:count, 0]), 0.5)
    assert (found.high - found.low) / 2 <= 300
    before = [look for look in looks(AT_MOST) if look < count][-1]
    wide = quantile(sorted(times[:before, 0]), 0.5)
    assert (wide.high - wide.low) / 2 > 300
    assert record["objectives"][0]["p50_half_s"] == round((found.high - found.low) / 2, 3)


def test_all_objectives_have_to_be_known_and_other_milestones_do_not():
    of = program(("sure", HOUR, 0.9), ("wide", HOUR, 0.9), ("no objective", None, None))
    rows = [(600.0, float(number % 2) * 2 * HOUR, float(number)) for number in range(700)]
    count, record = played(rows, share=0.05, at_most=700, of=of)
    assert count == 700
    assert not record["narrow"]
    assert [(each["milestone"], each["narrow"]) for each in record["objectives"]] == [
        ("sure", True),
        ("wide", False),
    ]


def test_what_half_never_reach_for_certain_has_no_time_to_be_known():
    never = [(np.inf,)] * 300
    count, record = played(never, share=0.05)
    assert count == FIRST_LOOK
    assert record["objectives"][0]["p50_half_s"] is None
    assert record["narrow"]


def exact_coverage(p, width):
    """Work out, without chance, how often the interval at the end holds the share: over all ways to there.

    The state is how many were in time at a look; what has ended is taken out.
    """
    before, ways, covered = 0, np.array([1.0]), 0.0
    *earlier, last = looks(AT_MOST)
    for look in (*earlier, last):
        ways = np.convolve(ways, binom.pmf(np.arange(look - before + 1), look - before, p))
        found = [wilson(count, look) for count in range(look + 1)]
        ends = np.array([(each.high - each.low) / 2 <= width or look == last for each in found])
        holds = np.array([each.low <= p <= each.high for each in found])
        covered += ways[ends & holds].sum()
        ways, before = np.where(ends, 0.0, ways), look
        if ways.sum() < 1e-9:
            break
    return covered


def test_the_interval_of_a_share_holds_what_it_says_worked_out_exactly():
    # Of a fixed number of replications Wilson's intervals hold 93.8 to 97 %, 95.1 % in the mean; so do these.
    shares = np.linspace(0.5, 0.98, 25)
    found = [exact_coverage(p, 0.05) for p in shares]
    assert np.mean(found) >= 0.95
    assert min(found) >= 0.938


@pytest.mark.parametrize("draw", ["lognormal", "exponential", "uniform"])
def test_the_interval_of_a_median_holds_what_it_says(draw):
    generator = np.random.default_rng(7)
    made = {
        "lognormal": (lambda size: generator.lognormal(7, 0.6, size), np.exp(7)),
        "exponential": (lambda size: generator.exponential(1000, size), 1000 * np.log(2)),
        "uniform": (lambda size: generator.uniform(500, 1500, size), 1000.0),
    }
    times_of, median = made[draw]
    held = 0
    for _ in range(200):
        times = times_of(4000)
        count, _ = played(((time,) for time in times.tolist()), share=0.05, at_most=4000)
        found = quantile(sorted(times[:count]), 0.5)
        held += found.low <= median <= found.high
    # 95 % of 200, less three standard errors of that
    assert held >= 181
