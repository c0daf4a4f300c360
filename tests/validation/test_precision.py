"""The 95 % intervals of runs that end when they are narrow, over many runs of scenarios with a known answer.

One task of exponential duration: the median and the share in time are known to all digits.
"""

from math import exp, log

import pytest

from simulator.analysis.statistics import quantile, wilson
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.precision import Precision, UntilPrecise
from simulator.study.replicate import replicate

pytestmark = pytest.mark.no_cover

MEAN = 600.0
PLAN = """
drill: plan
format: 1
id: p
name: {zh: 预案, en: Plan}
authority: a
hazards: {fire: {name: {zh: 火灾, en: Fire}}}
facts: {smoke: {title: {zh: 冒烟, en: Smoke}}}
agencies:
  a: {name: {zh: 甲, en: A}, sector: government, level: city}
procedures:
  fire:
    work: {name: {zh: 处置, en: Work}, owner: a, when: smoke, duration: {mean: 10 min}, achieves: done}
"""
SCENARIO = """
drill: scenario
format: 1
name: {zh: 情景, en: Scenario}
plans: [plan.yaml]
start: "2026-07-18 02:10"
horizon: 8 h
incident: {hazard: fire, facts: {smoke: true}, observed_by: {a: 0 s}}
milestones:
  done: {title: {zh: 完成, en: Done}, when: done, within: WITHIN s, share: 80%}
"""


@pytest.fixture
def program(tmp_path):
    """Give a program whose objective is reached in time with a given share."""

    def compiled(share):
        within = -MEAN * log(1 - share)
        (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
        scenario = SCENARIO.replace("WITHIN", f"{within:.6f}")
        (tmp_path / "scenario.yaml").write_text(scenario, encoding="utf-8")
        return compile_case(read_case(tmp_path / "scenario.yaml"))

    return compiled


def held(program, repeats, precision, share):
    """Play so many runs; gives how many intervals of the share, and of the median, hold the truth."""
    shares = medians = 0
    for seed in range(repeats):
        until = UntilPrecise(program, precision)
        played = replicate(
            program, runs=precision.at_most, seed=seed, jobs=1, progress=lambda _count: None, enough=until
        )
        times = sorted(played.results.milestones[:, 0].tolist())
        within = program.milestones[0].within
        found = wilson(sum(time <= within for time in times), len(times))
        shares += found.low <= share <= found.high
        median = quantile(times, 0.5)
        medians += median.low <= MEAN * log(2) <= median.high
    return shares, medians


@pytest.mark.validate
def test_of_a_thousand_runs_the_intervals_hold_the_truth_in_95_percent(program):
    shares, medians = held(program(0.9), 1000, Precision("10%", 0.1, None, 2000), 0.9)
    # 95 % of 1,000, less three standard errors of that
    assert shares >= 930
    assert medians >= 930


def test_the_program_has_the_answers_that_are_claimed(program):
    found = program(0.9)
    times = replicate(found, runs=2000, seed=1, jobs=1, progress=lambda _count: None).results.milestones[:, 0]
    assert abs((times <= found.milestones[0].within).mean() - 0.9) < 0.02
    assert abs((times <= MEAN).mean() - (1 - exp(-1))) < 0.033  # three standard errors


def test_of_a_few_runs_the_intervals_hold_the_truth_in_most(program):
    shares, medians = held(program(0.9), 12, Precision("10%", 0.1, None, 512), 0.9)
    assert shares >= 9
    assert medians >= 9
