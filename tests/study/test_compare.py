"""Two runs compared: what is called better, worse or unknown, what is refused, at which error rates."""

import json
from dataclasses import replace
from math import inf

import numpy as np
import pytest

from simulator.analysis import paired
from simulator.analysis.paired import Pairs
from simulator.errors import StoppedError
from simulator.scenario.read import read_case
from simulator.scenario.what_if import WhatIf
from simulator.study.compare import compare
from simulator.text.messages import in_language
from tests.engine.small import write
from tests.study.compared import HORIZON, made_up, play, trial

CITY = """
agencies:
  duty: {~, desk: {operators: 1, compose: {mean: 4 min}}}
  fire: {~, desk: {operators: 1, handling: {mean: 4 min}}, pools: {engine: {units: 1}}}
  press: {~}
media: {phone: {mode: message, delay: 1..9 min}}
links:
  - {from: duty, to: press, carries: [f], over: [phone]}
  - {from: duty, to: fire, carries: [f], over: [phone]}
procedures:
  h:
    go: {owner: fire, when: f, needs: {engine: 1}, duration: 20..40 min, achieves: done}
    tell: {owner: press, when: f, duration: 5..15 min, achieves: told}
obligations:
  - {id: soon, from: duty, to: fire, fact: f, within: 20 min}
"""
HAPPENS = """
incident: {hazard: h, facts: {f: true}, observed_by: {duty: 1..5 min}}
milestones:
  done: {when: done, within: 50 min, share: 50%}
  told: {when: told, within: 40 min, share: 50%}
  known: {when: fire knows f}
"""


@pytest.fixture
def city(tmp_path):
    """Play the city, with changes; a run of 100 replications from seed 1 unless another is wanted."""

    def played(*settings, without=(), happens=HAPPENS, **how):
        path = write(tmp_path, CITY, happens)
        return play(read_case(path, WhatIf(settings=settings, removals=without)), **how)

    return played


def verdicts(record, part="milestones"):
    return {each.get("name") or each["id"]: each["verdict"] for each in record[part]}


# -- what is said --------------------------------------------------------------------------------------------


def test_a_run_compared_with_itself_differs_in_nothing(city):
    record = compare(city(), city())
    assert (record["tests"], record["better"], record["worse"]) == (0, 0, 0)
    assert {*verdicts(record).values(), *verdicts(record, "obligations").values()} == {"same"}
    assert all(each["state"] == "open" and each["verdict"] == "same" for each in record["gaps"])


def test_five_per_cent_more_work_is_found_and_nothing_else(city):
    # 20..40 min become 21..42 min: 1.5 min more in the mean, draw for draw, and no other draw moves.
    record = compare(city(), city("p.go.duration=21..42 min"))
    assert verdicts(record) == {"done": "worse", "told": "same", "known": "same"}
    assert verdicts(record, "obligations") == {"p.soon": "same"}
    (done, *_) = record["milestones"]
    assert done["mean"]["difference_s"] == pytest.approx(90, abs=6)
    assert done["mean"]["low_s"] < 90 < done["mean"]["high_s"]


def test_less_work_is_better_and_back_it_is_worse(city):
    plain, quick = city(), city("p.go.duration=5 min")
    assert verdicts(compare(plain, quick))["done"] == "better"
    assert verdicts(compare(quick, plain))["done"] == "worse"


def test_without_an_objective_it_is_only_sooner_or_later(city):
    record = compare(city(), city("p.duty.desk.compose=0 s"))
    assert verdicts(record)["known"] == "sooner"
    assert record["worse"] == 0


def test_a_link_taken_away_breaks_what_hangs_on_it(city):
    record = compare(city(), city(without=("link duty->fire",)))
    (done, told, known) = record["milestones"]
    assert (done["verdict"], known["verdict"]) == ("worse", "later")
    assert done["reached"]["after"] == 0
    assert done["mean"]["after_s"] == HORIZON  # not reached counts as the horizon, and is never dropped
    assert done["p50"] == {
        "before_s": done["p50"]["before_s"], "after_s": None, "difference_s": None, "low_s": None,
        "high_s": None, "sure": False,
    }  # fmt: skip
    assert told["verdict"] == "same"  # the press is told first: its link stands first
    assert verdicts(record, "obligations") == {"p.soon": "worse"}
    states = {each["id"]: (each["state"], each["verdict"]) for each in record["gaps"]}
    assert states["information:f@p.fire"] == ("open", "worse")  # it came late before


def test_a_gap_that_only_the_plans_show_is_judged_by_its_being_there():
    times = [[1.0] * 40]
    two = made_up(times, gaps=("seam:a", "seam:b")), made_up(times, gaps=("seam:b", "seam:c"))
    record = compare(*two)
    assert {each["id"]: (each["state"], each["verdict"]) for each in record["gaps"]} == {
        "seam:a": ("closed", "better"),
        "seam:b": ("open", "same"),
        "seam:c": ("new", "worse"),
    }
    assert (record["tests"], record["better"], record["worse"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("gap", "standing"),
    [
        ("medium:p.b", "p.b"),
        ("desk:p.a", "desk:p.a"),
        ("information:p.f@p.a", "p.a"),
        ("resource:boat@p.a", "boat@p.a"),
    ],
)
def test_a_gap_that_is_gone_with_its_place_is_no_better(gap, standing):
    times = [[1.0] * 40]
    before = made_up(times, gaps=(gap,), standing=(standing,))
    there, gone = (compare(before, made_up(times, standing=those)) for those in ((standing,), ()))
    assert [(each["state"], each["verdict"]) for each in there["gaps"]] == [("closed", "better")]
    assert [(each["state"], each["verdict"]) for each in gone["gaps"]] == [("gone", "gone")]
    assert gone["better"] == 0


@pytest.mark.parametrize(
    ("ways", "verdict"),
    [
        (("m0",), "less"),  # what it held up no longer comes about
        (("m0", "m1"), "better"),  # the other milestone still does, and waits less
        (("m1",), "better"),
        ((), "less"),  # on the way of none: it is not known what it held up
    ],
)
def test_a_gap_that_is_closed_because_less_happens_is_no_better(ways, verdict):
    before = made_up([[1.0] * 40, [1.0] * 40], gaps=("seam:a",))
    before.gaps["seam:a"]["evidence"][0]["ways"] = [{"milestone": name} for name in ways]
    record = compare(before, made_up([[inf] * 40, [1.0] * 40]))
    assert verdicts(record, "gaps") == {"seam:a": verdict}


def test_a_gap_at_which_all_wait_longer_is_worse_though_none_sees_it_more_often():
    run = made_up([[1.0] * 40], gaps=("desk:a",))
    run.gaps["desk:a"]["evidence"][0]["tolerance_s"] = 300.0
    waits = np.linspace(400, 500, 40)
    sides = [replace(run, waits={"desk:a": factor * waits}) for factor in (1, 4)]
    (gap,) = compare(*sides)["gaps"]
    assert (gap["verdict"], gap["seen"]["difference"]) == ("worse", 0)
    assert (gap["wait"]["before_s"], gap["wait"]["after_s"]) == (450, 1800)
    assert verdicts(compare(*reversed(sides)), "gaps") == {"desk:a": "better"}


def test_waits_that_are_tolerated_count_for_nothing():
    run = made_up([[1.0] * 40], gaps=("desk:a",))
    run.gaps["desk:a"]["evidence"][0]["tolerance_s"] = 300.0
    sides = [replace(run, waits={"desk:a": np.full(40, seconds)}) for seconds in (100.0, 200.0)]
    assert verdicts(compare(*sides), "gaps") == {"desk:a": "same"}


def test_a_gap_of_the_plans_that_became_graver_is_worse():
    one, other = (made_up([[1.0] * 40], gaps=("seam:a",)) for _ in range(2))
    other.gaps["seam:a"]["severity"] = "high"
    assert verdicts(compare(one, other), "gaps") == {"seam:a": "worse"}
    assert verdicts(compare(other, one), "gaps") == {"seam:a": "better"}


def test_the_same_whatever_the_number_of_workers(city):
    records = [compare(city(jobs=jobs), city("p.go.duration=21..42 min", jobs=jobs)) for jobs in (1, 2)]
    assert json.dumps(records[0]) == json.dumps(records[1])


def test_pairs_give_narrower_intervals_than_fresh_draws(city):
    plain, longer, fresh = city(), city("p.go.duration=21..42 min"), city("p.go.duration=21..42 min", seed=2)
    widths = []
    for other in (longer, fresh):
        found = Pairs(plain.milestones["done"], other.milestones["done"], share=False).judge(1)
        widths.append(found.high - found.low)
    assert widths[0] < widths[1] / 5


# -- what is not known ---------------------------------------------------------------------------------------


def test_what_was_cut_off_by_the_end_is_not_told():
    never = [inf] * 40
    record = compare(made_up([[100.0] * 40], cut=[inf] * 40), made_up([never], cut=[50.0] + [inf] * 39))
    (goal,) = record["milestones"]
    assert (goal["cut_off"], goal["verdict"]) == (1, "unknown")
    assert "mean" not in goal
    assert "in_time" not in goal  # it ended before the limit: nobody knows


def test_what_ended_after_the_limit_was_surely_not_in_time():
    before, after = [[100.0] * 40], [[inf] * 40]
    record = compare(made_up(before), made_up(after, cut=[HORIZON - 1] * 40))
    (goal,) = record["milestones"]
    assert (goal["cut_off"], goal["verdict"]) == (40, "worse")
    assert goal["in_time"]["difference"] == -1


def test_what_stands_in_one_run_alone_or_has_another_limit_is_not_compared():
    before = made_up([[1.0] * 40, [2.0] * 40], broken={"d": [0.0] * 40})
    after = made_up([[1.0] * 40], within=HORIZON / 4)
    record = compare(before, after)
    assert {each["name"]: each["reason"]["en"] for each in record["not_compared"]} == {
        "m0": "its limit is another in the second run",
        "m1": "only in the first run",
        "d": "only in the first run",
    }
    assert "in_time" not in record["milestones"][0]


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("seed", 2, "seed is 1 in the first and 2 in the second"),
        ("runs", 9, "number of replications is 40"),
        ("horizon_s", 9.0, "horizon is 10 h in the first and 9 s in the second"),
        ("drill", "1", "version of drill"),
        ("format", 2, "format"),
    ],
)
def test_what_cannot_be_paired_is_refused_with_the_reason(key, value, what):
    with pytest.raises(StoppedError) as refused:
        compare(made_up([[1.0] * 40]), made_up([[1.0] * 40], **{key: value}))
    assert f"cannot be paired: {what}" in in_language(refused.value.message, "en")


def test_runs_without_a_milestone_in_common_are_refused():
    other = made_up([[1.0] * 40], milestones=[{"name": "x", "title": {"zh": "x", "en": "x"}}])
    with pytest.raises(StoppedError, match="no milestone in common"):
        compare(made_up([[1.0] * 40]), other)


# -- error rates: a small version of tests/validation/test_compare_rates.py ----------------------------------


@pytest.fixture
def few_resamples(monkeypatch):
    """Spend no time on the intervals of quantiles: no verdict depends on them."""
    monkeypatch.setattr(paired, "RESAMPLES", 2)


def test_a_planted_difference_of_five_per_cent_is_found_among_many(few_resamples):
    dice = np.random.default_rng(20261126)
    found = [verdicts(compare(*trial(dice, measures=12, runs=800, longer=1.05))) for _ in range(20)]
    assert [each["m1"] for each in found].count("worse") >= 18


def test_where_nothing_differs_next_to_nothing_is_called_better_or_worse(few_resamples):
    dice = np.random.default_rng(20261126)
    records = [compare(*trial(dice, measures=12, runs=100)) for _ in range(40)]
    assert sum(bool(each["better"] or each["worse"]) for each in records) <= 5  # 2 in the mean; P(> 5) < 2 %
