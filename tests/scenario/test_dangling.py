"""Facts that are waited for and that nothing brings about: a slip in `achieves`, mostly."""

import pytest

from tests.cases import agency, plan, read, scenario


def warnings(*, achieves="moveed", milestone="moved", task_when="alarm", **fields):
    """One agency moves people on an alarm; the milestone waits for `moved`, which is declared."""
    tasks = {
        "move": {"name": "move", "owner": "a", "when": "alarm", "duration": "1 min", "achieves": achieves},
        "rest": {"name": "rest", "owner": "a", "when": task_when, "duration": "1 min"},
    }
    made = plan({"a": agency()}, facts={"moved": {}, "alarm": {}}, procedures={"h": tasks}, **fields)
    goals = {"m": {"when": milestone}}
    return [
        (problem.path, str(problem.found), str(problem.hint))
        for problem in read(made, scenario(milestones=goals)).warnings
    ]


NOTHING = "nothing in the plans or the scenario brings about `moved`"
MEANT = "did you mean `moveed`?"


def test_a_slip_in_achieves_is_pointed_out_at_the_milestone_that_waits_for_it():
    assert warnings() == [("milestones.m.when", NOTHING, MEANT)]


def test_its_twin_without_the_slip_says_nothing():
    assert warnings(achieves="moved") == []


def test_a_milestone_on_what_nothing_like_it_brings_about_is_pointed_out_too():
    hint = "name it under `achieves:` of a task, or set it in the scenario"
    assert warnings(achieves="other") == [("milestones.m.when", NOTHING, hint)]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"task_when": "moved"}, "procedures.h.rest.when"),
        ({"obligations": [{"when": "alarm", "then": "moved", "within": "1 h"}]}, "obligations.0.then"),
    ],
)
def test_so_is_a_task_and_an_obligation_where_the_slip_is_plain(fields, path):
    assert warnings(milestone="alarm", **fields) == [(path, NOTHING, MEANT)]
    assert warnings(milestone="alarm", achieves="other", **fields) == []


def test_what_somebody_waits_for_under_its_own_name_is_no_slip():
    (found,) = warnings(task_when="moveed")
    assert found[2] != MEANT
