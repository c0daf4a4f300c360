"""Which figures matter, by hand: a sum of two lengths of time, and figures that do nothing."""

import sys

import numpy as np
import pytest

from simulator.errors import StoppedError
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.scenario.shipped import SHIPPED
from simulator.study.factors import factors_of
from simulator.study.pool import play_programs
from simulator.study.sensitivity import milestone_of, sensitivity, sensitivity_record
from simulator.study.sobol import check_salib
from simulator.study.stress import How

# `second` begins when `first` is done: the milestone comes after the sum of both; `idle` is beside the way
PLAN = """
drill: plan
format: 1
id: p
name: p
authority: a
hazards: {h: {name: h}}
agencies:
  a: {name: 甲, sector: government, level: city}
  b: {name: 乙, sector: government, level: city}
media: {phone: {delay: 2 min, success: 0.5, pause: 1 min, tries: 20}}
links: [{from: a, to: b, carries: [f], over: [phone]}]
procedures:
  h:
    first: {owner: a, when: f, duration: 0..30 min, achieves: begun}
    second: {owner: a, when: begun, duration: 20..30 min, achieves: done, basis: 演练实测}
    idle: {owner: a, when: f, duration: 0..60 min, achieves: nothing}
    fixed: {owner: a, when: done, duration: 9 min, achieves: packed}
"""
SCENARIO = """
drill: scenario
format: 1
name: s
plans: [p.yaml]
start: "2026-02-11 09:00"
horizon: 6 h
incident: {hazard: h, facts: {f: true}, observed_by: {a: 0 s}}
milestones:
  told: {when: b knows f}
  packed: {when: packed}
  done: {when: done, within: 50 min, share: 90%}
"""


@pytest.fixture
def case(tmp_path):
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return read_case(tmp_path / "s.yaml")


def study(case, *, milestone=None, runs=200, jobs=1, sobol=False):
    how = How(runs, 1, jobs, lambda _: None)
    found = sensitivity(case, how, milestone=milestone_of(case, milestone), sobol=sobol)
    return sensitivity_record(found)


def figures(found):
    return {row["path"]: row for row in found["figures"]}


FIRST, SECOND = "p.procedures.h.first.duration", "p.procedures.h.second.duration"
IDLE, FIXED = "p.procedures.h.idle.duration", "p.procedures.h.fixed.duration"


def test_a_length_of_time_moves_the_milestone_by_the_distance_of_its_quantiles(case):
    rows = figures(study(case))
    # even from 0 to 30 min: 3 min at 10 %, 27 min at 90 %; from 20 to 30: 21 and 29
    assert rows[FIRST]["swing_s"] == pytest.approx(24 * 60, abs=0.01)
    assert rows[SECOND]["swing_s"] == pytest.approx(8 * 60, abs=0.01)
    assert rows[FIRST]["sure"]
    assert [*rows][:2] == [FIRST, SECOND]


def test_a_figure_that_does_nothing_is_not_named(case):
    rows = figures(study(case))
    for path in (IDLE, FIXED, "p.media.phone.success", "p.media.phone.delay"):
        assert (rows[path]["swing_s"], rows[path]["sure"]) == (0.0, False)
        assert (rows[path]["runs"], rows[path]["screened_only"]) == (16, True)


def test_a_figure_without_a_spread_is_tried_half_as_much_more_and_less(case):
    row = figures(study(case, milestone="packed"))[FIXED]
    # 9 min: 6 and 13.5 min, and no other stream of 9 min moves along
    assert (row["at_low_s"], row["at_high_s"]) == (-180.0, 270.0)
    assert (row["at_low_low_s"], row["at_low_high_s"]) == (-180.0, -180.0)


def test_a_chance_is_tried_by_what_it_lacks(case):
    row = figures(study(case, milestone="told", runs=400))["p.media.phone.success"]
    # half of all attempts fail: at the low end 3 in 4, at the high end 1 in 3. Failures before the first
    # success are (1 - p) / p: 3, 1 and 0.5; each costs 2 min under way and 1 min pause
    assert row["at_low_low_s"] <= 2 * 180 <= row["at_low_high_s"]
    assert row["at_high_low_s"] <= -0.5 * 180 <= row["at_high_high_s"]


def test_what_has_no_basis_and_moves_most_is_to_be_measured_first(case):
    found = study(case)
    assert found["measure_first"] == figures(found)[FIRST]["id"]
    assert found["measure_first"].startswith("p.yaml:15:")
    assert figures(found)[SECOND]["based"]


def test_indices_of_a_sum_are_the_shares_of_the_variances(case):
    found = study(case, runs=1000, sobol=True)
    # variances of even lengths go by the square of their width: 30² to 10², so 0.9 and 0.1
    by_id = {row["id"]: row for row in found["sobol"]}
    rows = figures(found)
    for path, share in ((FIRST, 0.9), (SECOND, 0.1)):
        index = by_id[rows[path]["id"]]
        for name in ("first", "total"):
            assert index[f"{name}_low"] <= share <= index[f"{name}_high"]
            assert index[f"{name}_high"] - index[f"{name}_low"] < 0.25
    assert by_id["*"]["total"] == 0.0


def test_the_same_for_one_process_and_two(case):
    assert study(case, runs=70, sobol=True) == study(case, runs=70, jobs=2, sobol=True)


def test_streams_apart_give_the_same_times(case):
    programs = [(apart, compile_case(case, apart=apart)) for apart in (False, True)]
    times = play_programs(programs, runs=20, seed=1, jobs=1, progress=lambda _: None)
    assert np.array_equal(times[False], times[True])
    assert len(programs[1][1].streams) > len(programs[0][1].streams)


def test_every_random_length_of_time_is_some_figure_of_the_shipped_plans():
    case = read_case(SHIPPED / "scenarios/relief_after_flood.yaml")
    program = compile_case(case, apart=True)
    named = {number for factor in factors_of(case, program) for number in factor.streams}
    drawn = {
        number
        for number, stream in enumerate(program.streams)
        if stream.distribution and not stream.distribution.constant
    }
    assert named == drawn


def test_a_milestone_that_is_not_there_is_refused_with_those_that_are(case):
    with pytest.raises(StoppedError, match="there is no milestone dnoe; there are told, packed, done"):
        milestone_of(case, "dnoe")
    assert milestone_of(case, None) == 2


def test_without_salib_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.analyze.sobol", None)
    with pytest.raises(StoppedError, match=r"drill-simulator\[sensitivity\]"):
        check_salib()
