"""The readiness matrix: a tile for each objective in the look of its verdict, and nothing covers anything."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from simulator.report.coverage_words import COUNTED
from simulator.report.readiness import VERDICT_LOOKS, draw_readiness
from simulator.report.readiness_text import readiness_text
from simulator.report.sheet import tint
from simulator.report.style import MARK, figure_bytes
from tests.report.overlaps import boxes, outside, overlapping

LONG = (
    "市应急管理局会同市水利局、市自然资源局和北岭县应急指挥部完成下游沿河十七个行政村群众转移安置的核查确认"
)
SHARES = {"met": (1.0, 0.995, 1.0), "undecided": (0.91, 0.85, 0.96), "missed": (0.002, 0.0, 0.02)}


def objective(number, verdict):
    share, low, high = SHARES[verdict]
    return {
        "milestone": f"m{number}",
        "title": {"zh": LONG, "en": f"Objective | {number} of <b>them</b>"},
        "within_s": 3600.0,
        "required_share": 0.9,
        "share": share,
        "share_low": low,
        "share_high": high,
        "verdict": verdict,
    }


def scenario(number, *verdicts):
    return {
        "scenario": f"s{number}.yaml",
        "run": f"s{number}/0",
        "problems": [],
        "title": {"zh": LONG, "en": "A scenario with a name that is long enough to be broken once"},
        "hazards": [{"name": "h", "title": {"zh": "地震", "en": "Earthquake"}}],
        "runs": 200,
        "objectives": [objective(place, verdict) for place, verdict in enumerate(verdicts)],
    }


BROKEN = {
    "scenario": "broken.yaml",
    "run": None,
    "problems": [
        {"file": "broken.yaml", "line": 3, "column": 1, "found": {"zh": LONG, "en": "no *such* fact"}}
    ],
}
PART = {
    "kind": "task",
    "plan": "p",
    "title": {"zh": "排水", "en": "Pump"},
    "file": "plan.yaml",
    "line": 7,
    "by": {},
    "wanted": {"text": {"zh": "灾种为洪水的情景", "en": "a scenario with the hazard Flood"}},
}


COUNT = {"all": 150, "exercised": 120}
PARAGRAPH = {"plan": "p", "basis": {"zh": "4.1", "en": "4.1"}, "by": {}, "wanted": PART["wanted"]}


def record(*scenarios):
    verdicts = [each["verdict"] for one in scenarios for each in one.get("objectives", ())]
    return {
        "folder": "scenarios",
        "verdicts": {verdict: verdicts.count(verdict) for verdict in SHARES},
        "not_played": sum(each["run"] is None for each in scenarios),
        "scenarios": list(scenarios),
        "plans_not_played": ["plans/spare.yaml"],
        "coverage": {
            "counts": dict.fromkeys(COUNTED, COUNT),
            "parts": [PART],
            "paragraphs": [PARAGRAPH],
        },
    }


TEN = record(*(scenario(number, *(["met", "undecided", "missed"] * 5)) for number in range(9)), BROKEN)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ten_scenarios_stand_apart_and_inside_the_sheet(lang):
    figure = draw_readiness(TEN, lang=lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_each_objective_is_a_tile_in_the_look_of_its_verdict():
    figure = draw_readiness(record(scenario(1, "met", "missed", "undecided")), lang="en")
    tiles = {
        patch.get_gid(): to_hex(patch.get_facecolor())
        for patch in figure.findobj(Rectangle)
        if (patch.get_gid() or "").startswith("objective")
    }
    looks = [to_hex(tint(VERDICT_LOOKS[verdict].colour, 0.16)) for verdict in ("met", "missed", "undecided")]
    assert [tiles[f"objective-s1.yaml-m{number}"] for number in range(3)] == looks


def test_share_interval_and_requirement_stand_in_the_tile():
    told = [text for text, _ in boxes(draw_readiness(record(scenario(1, "undecided")), lang="en"))]
    assert {"? 91 %", "85 – 96", "≥ 90 %"} <= {*told}


def test_a_scenario_that_was_not_played_says_why():
    told = " ".join(text for text, _ in boxes(draw_readiness(record(BROKEN), lang="en")))
    assert "not played, problems: 1; the first: no *such* fact" in told


def test_the_same_suite_gives_the_same_bytes():
    one, other = (figure_bytes(draw_readiness(TEN, lang="zh"), "svg") for _ in range(2))
    assert one == other
    assert MARK.encode() in one


def test_the_text_tells_the_same_and_escapes_what_plans_say():
    text = readiness_text(record(scenario(1, "met", "missed"), scenario(2), BROKEN), lang="en")
    assert "· Earthquake · no objectives" in text
    assert "Objectives met: 1 of 2 (1 missed, 0 not decided)" in text
    assert "| Objective \\| 0 of &lt;b&gt;them&lt;/b&gt; |" in text
    assert "no \\*such\\* fact" in text
    assert "a scenario with the hazard Flood" in text
    assert "plans/spare.yaml" in text
