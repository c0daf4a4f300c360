"""A level that is declared later than a norm's own condition wants."""

import jsonschema
import pytest

from simulator.plan.gap import gap_record
from simulator.plan.gap_schema import gap_schema
from simulator.study.run import play_case
from tests.cases import agency, plan
from tests.ladder import accident, pack, read

RUNS = 40


def found(decide="10 min", *, when="alarm", norms="law.yaml", **changes):
    """The gaps of this rule where the city declares response within such a time, once `when` holds."""
    duty = {"id": "respond", "from": "city_government", "when": "incident", "then": "known(response)"}
    duty |= {"within": "30 min", "article": 72, "certainty": "verified"} | changes
    duty = {key: value for key, value in duty.items() if value is not None}
    scale = {"order": ["low"], "declared_by": "a", "decide": decide, "levels": {"low": {"when": when}}}
    a_plan = plan({"a": agency(role="city_government")}, scales={"response": scale}, facts={"quiet": {}})
    seen = {"hazard": "h", "facts": {"alarm": True}, "observed_by": {"a": "0 s"}}
    a_scenario = accident(norms=[norms] if norms else [])
    a_scenario["incident"] = seen
    case = read(a_plan, a_scenario, law=pack(duty))
    run = play_case(case, runs=RUNS, seed=7, jobs=1, progress=lambda _done: None)
    return [gap_record(gap) for gap in run.gaps if gap.rule == "late_activation"]


def test_a_level_that_comes_in_time_is_no_gap():
    assert found("30 min") == []


def test_a_level_that_comes_after_the_limit_is_one():
    # Known at 0, declared after 2 h, due after 30 min: 90 min too late in every replication.
    (gap,) = found("2 h")
    assert (gap["id"], gap["severity"], gap["known_from"][0]) == ("authority:p.response", "high", "G25")
    (evidence,) = (each for each in gap["evidence"] if "share" in each)
    assert (evidence["share"], evidence["p50_s"], evidence["waited_s"]) == (1, 5400, 5400)
    assert gap["basis"] == [{"zh": "Law第72条", "en": "Law, Article 72"}]


def test_the_gap_keeps_the_schema_of_gaps():
    assert not [*jsonschema.Draft202012Validator(gap_schema()).iter_errors(found("2 h"))]


def test_a_level_whose_criterion_never_holds_never_comes():
    (gap,) = found(when="alarm and quiet")
    (evidence,) = (each for each in gap["evidence"] if "share" in each)
    assert (evidence["endless"], evidence["p50_s"], evidence["beyond"]) == (1, None, ["p50", "p90"])


@pytest.mark.parametrize("certainty", ["secondary", "unverified"])
def test_a_norm_that_was_not_read_in_its_text_makes_no_grave_gap(certainty):
    (gap,) = found("2 h", certainty=certainty)
    assert gap["severity"] == "medium"


def test_a_limit_without_a_number_cannot_be_missed():
    assert found("2 h", within=None, wording="at once") == []


def test_without_the_norm_there_is_none():
    assert found("2 h", norms=None) == []
