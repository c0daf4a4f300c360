"""Heat map and tornado: what is drawn of a study, and how it looks."""

import pytest

from simulator.report.cost_scale import COLOURS
from simulator.report.stress_chart import MOST, look_of, rows_of, stress_chart
from simulator.report.style import PAPER
from simulator.report.tornado import rows_of as figures_of
from simulator.report.tornado import tornado
from tests.report.overlaps import outside, overlapping


def effect(difference, *, sure=True, breaks=False):
    return {"milestone": "m", "difference": difference, "sure": sure, "breaks": breaks}


def row(number, *effects, **fields):
    titles = {"zh": f"失去 {number}", "en": f"Loss {number}"}
    return {
        "id": f"links:{number}",
        "title": titles,
        "losses": [{}],
        "breaks": 0,
        "objectives": [*effects],
        **fields,
    }


def record(losses, pairs=()):
    goal = {"milestone": "m", "title": {"zh": "目标", "en": "Objective"}, "share": 0.9, "verdict": "met"}
    return {
        "title": {"zh": "情景", "en": "Scenario"},
        "runs": 200,
        "seed": 1,
        "objectives": [goal],
        "minimal_sets": [],
        "losses": losses,
        "pairs": [*pairs],
        "second": [],
    }


def texts(figure):
    return {text.get_text() for text in figure.axes[0].texts}


def test_only_what_changes_an_objective_is_drawn_and_of_pairs_what_costs_more():
    found = record([row(1, effect(0.0)), row(2, effect(-0.5))],
                   [row(3, effect(-0.5), beyond=0.0), row(4, effect(-0.9), beyond=0.4)])  # fmt: skip
    assert [each["id"] for each in rows_of(found, "losses")] == ["links:2"]
    assert [each["id"] for each in rows_of(found, "pairs")] == ["links:4"]
    many = record([row(number, effect(-0.5)) for number in range(50)])
    assert len(rows_of(many, "losses")) == MOST["losses"]


def test_only_a_fall_that_is_certain_has_a_colour():
    assert look_of(effect(-0.05))[0]["facecolor"] == COLOURS[0]
    assert look_of(effect(-0.06))[0]["facecolor"] == COLOURS[1]
    assert look_of(effect(-1.0))[0]["facecolor"] == COLOURS[4]
    assert look_of(effect(-1.0, sure=False))[0]["facecolor"] == PAPER
    assert look_of(effect(0.3))[0]["facecolor"] == PAPER


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_heat_map_says_falls_in_points_and_nothing_overlaps(lang):
    figure = stress_chart(record([row(1, effect(-0.345, breaks=True))]), lang=lang)
    assert "−34" in texts(figure) or "−35" in texts(figure)
    assert "90 %" in texts(figure)
    assert not overlapping(figure)
    assert not outside(figure)


def moved(number, low, high, *, sure=True):
    ends = {
        f"{end}{side}_s": value
        for end, value in (("at_low", low), ("at_high", high))
        for side in ("", "_low", "_high")
    }
    names = {"id": f"p.yaml:{number}:1", "path": f"p.x{number}", "written": "5..15 min", "what": None}
    return {**names, "based": False, "of_plan": True, "sure": sure, **ends}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tornado_names_lines_and_what_to_measure(lang):
    found = {
        **record([]),
        "milestone_title": {"zh": "目标", "en": "Objective"},
        "mean_s": 600.0,
        "quantiles": [0.1, 0.9],
        "factor": 1.5,
        "measure_first": "p.yaml:1:1",
        "figures": [moved(1, -240.0, 240.0), moved(2, 0.0, 60.0, sure=False), moved(3, 0.0, 0.0)],
        "sobol": None,
    }
    assert [each["id"] for each in figures_of(found)] == ["p.yaml:1:1", "p.yaml:2:1"]
    figure = tornado(found, lang=lang)
    assert any("p.x1" in text for text in texts(figure))
    assert not any("p.x3" in text for text in texts(figure))
    assert not overlapping(figure)
    assert not outside(figure)


def test_a_tornado_without_any_wind_says_so():
    found = {**record([]), "milestone_title": {"zh": "目标", "en": "Objective"}, "mean_s": 0.0, "factor": 1.5,
             "quantiles": [0.1, 0.9], "measure_first": None, "figures": [], "sobol": None}  # fmt: skip
    assert "No figure that was tried moves it." in texts(tornado(found, lang="en"))
