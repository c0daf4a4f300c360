"""A scenario that would never end, or not fit into memory, is a problem of its file."""

import pytest

from tests.scenario.conftest import PLAN, SCENARIO

LINK = "to: fire, carries"
CALLS = "injects: [{at: 5 min, calls_to: duty, talk: 1 min, every: %s}]\n"
LONG = SCENARIO.replace("horizon: 12 h", "horizon: 3650 d")


@pytest.mark.parametrize("key", ["every", "again", "pause"])
def test_a_time_that_comes_round_for_ever_is_a_problem(problems, key):
    plan = PLAN.replace(LINK, f"to: fire, {key}: 0 s, carries")
    assert [line.partition(": ")[2] for line in problems(**{"city.yaml": plan})] == [
        "`0 s` is not more than 0"
    ]


@pytest.mark.parametrize("key", ["every", "again", "pause"])
def test_a_time_that_comes_round_too_often_is_a_problem(problems, key):
    plan = PLAN.replace(LINK, f"to: fire, {key}: 1 s, carries")
    message = f"`{key}` comes round 315360000 times up to the horizon; at most 100000 are played"
    assert [line.partition(": ")[2] for line in problems(LONG, **{"city.yaml": plan})] == [message]
    assert problems(**{"city.yaml": plan}) == []


@pytest.mark.parametrize(
    ("every", "message"),
    [
        ("0 s", "`every` must be more than 0"),
        ("0..0.01 s", "`every` comes round 8847360 times up to the horizon; at most 100000 are played"),
    ],
)
def test_public_calls_without_end_are_a_problem(problems, every, message):
    assert [line.partition(": ")[2] for line in problems(SCENARIO + CALLS % every)] == [message]


def test_calls_count_only_as_long_as_they_last(problems):
    calls = CALLS.replace("talk", "lasts: 1 h, talk") % "1 s"
    assert problems(LONG + calls) == []


def test_a_horizon_that_is_none_is_a_problem(problems):
    text = SCENARIO.replace("horizon: 12 h", "horizon: 0 s")
    assert [line.partition(": ")[2] for line in problems(text)] == ["`0 s` is not more than 0"]


def test_too_many_incidents_are_a_problem(problems):
    one = "  - {hazard: spill, every: 1 s, count: 1000, facts: {leak: true}, observed_by: {duty: 1 min}}\n"
    text = "\n".join(line for line in SCENARIO.splitlines() if not line.startswith("incident"))
    assert problems(f"{text}\nincidents:\n{one * 10}") == []
    assert problems(f"{text}\nincidents:\n{one * 11}") == [
        f"scenario.yaml:{len(text.splitlines()) + 1}:1: that makes 11000 incidents; at most 10000 are played"
    ]


def test_too_many_tasks_of_incidents_are_a_problem(problems):
    plan = PLAN.replace("fire: {", "fire: {times: 300, ").replace("to: fire", "to: duty2")
    plan = plan.replace("agencies:\n", "agencies:\n  duty2: {name: D, sector: government, level: city}\n")
    text = SCENARIO.replace("hazard: spill", "hazard: spill, every: 1 s, count: 1000")
    assert [line.partition(": ")[2] for line in problems(text, **{"city.yaml": plan})] == [
        "that makes 300000 tasks, each incident with its own; at most 200000 are played"
    ]


def test_too_many_changes_of_shift_are_a_problem(problems):
    shifts = "desk: {shifts: [{hours: 08:00-18:00, operators: 2}, {operators: 1}]}"
    plan = PLAN.replace(
        "agencies:\n",
        f"agencies:\n  ward: {{name: W, sector: community, level: town, times: 50, {shifts}}}\n",
    )
    assert problems(**{"city.yaml": plan}) == []
    assert [line.partition(": ")[2] for line in problems(LONG, **{"city.yaml": plan})] == [
        "that makes 1095300 changes of shift; at most 1000000 are played"
    ]
