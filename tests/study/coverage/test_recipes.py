"""What a scenario must bring about, followed back by hand from conditions to facts of the world."""

import pytest

from simulator.study.coverage.recipes import NOTHING, Recipes
from simulator.text.condition_tree import show_condition
from simulator.text.conditions import parse_condition
from tests.cases import agency, plan, read, scenario

PLAN = plan(
    {"a": agency()},
    facts={"alarm": {}, "gas": {}, "wind": {}, "hurt": {"kind": "number"}},
    scales={
        "alert": {
            "order": ["low", "high"],
            "declared_by": "a",
            "levels": {"low": {"when": "alarm"}, "high": {"when": "hurt >= 3"}},
        }
    },
    procedures={
        "h": {
            "look": {"owner": "a", "when": "alarm", "achieves": "looked"},
            "search": {"owner": "a", "when": "looked and gas for 10 min", "achieves": "searched"},
            "either": {
                "owner": "a",
                "when": "(alarm and gas and wind) or hurt > 0",
                "achieves": "one_of_them",
            },
            "all_out": {"owner": "a", "when": "alert >= high and searched", "achieves": "out"},
            "hen": {"owner": "a", "when": "egg_there", "achieves": "hen_there"},
            "egg": {"owner": "a", "when": "hen_there", "achieves": "egg_there"},
            "after": {"owner": "a", "when": "look.done and not wind", "achieves": "over"},
            "two": {"owner": "a", "when": "at_least(2, gas, hen_there, looked)", "achieves": "two_of_them"},
            "worse": {"owner": "a", "when": "hurt >= 3 and hurt >= 10 and known(hurt)", "achieves": "bad"},
        }
    },
)
COMPOSITION = read(PLAN, scenario()).composition
RECIPES = Recipes(COMPOSITION)


@pytest.mark.parametrize(
    ("task", "givens"),
    [
        ("look", ["alarm"]),
        ("search", ["alarm", "gas for 10 min"]),  # looked takes the alarm
        ("either", ["hurt > 0"]),  # one given against three
        ("all_out", ["hurt >= 3", "alarm", "gas for 10 min"]),
        ("after", ["alarm"]),  # what must not be is left alone
        ("two", ["gas", "alarm"]),  # the hen never comes
        ("worse", ["hurt >= 10"]),  # it says the others
    ],
)
def test_a_task_is_followed_back_to_the_world(task, givens):
    (job,) = [job for job in COMPOSITION.jobs if job.name == f"p.{task}"]
    recipe = RECIPES.of_task(job)
    assert [show_condition(given) for given in recipe.givens] == givens
    assert recipe.hazards == ("h",)


def test_a_circle_of_tasks_has_no_recipe():
    jobs = [job for job in COMPOSITION.jobs if job.name in ("p.hen", "p.egg")]
    assert [RECIPES.of_task(job) for job in jobs] == [None, None]


def test_a_level_has_that_of_its_criterion():
    (axis,) = COMPOSITION.axes
    assert [show_condition(given) for given in RECIPES.of_level(axis, 2).givens] == ["hurt >= 3"]


def test_what_must_not_be_needs_nothing():
    assert RECIPES.of(parse_condition("not alarm")) == NOTHING
