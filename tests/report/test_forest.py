"""The chart of a comparison."""

import pytest

from simulator.report.forest import BETTER, MOST, forest
from simulator.report.style import INK, figure_bytes

HEAD = {
    "runs": 200,
    "seed": 7,
    "a": {"title": {"zh": "甲", "en": "One"}, "what_if": None},
    "b": {
        "title": {"zh": "甲", "en": "One"},
        "what_if": {"patches": [], "settings": ["city.duty.desk.operators=2"], "removals": []},
    },
}


def milestone(number, seconds, *, sure=True, within=60.0):
    low, high = seconds - 60, seconds + 60
    mean = {
        "before_s": 0,
        "after_s": seconds,
        "difference_s": seconds,
        "low_s": low,
        "high_s": high,
        "sure": sure,
    }
    title = {"zh": f"里程碑 {number}", "en": f"Milestone {number}"}
    return {"name": f"m{number}", "title": title, "within_s": within, "mean": mean, "verdict": "worse"}


def texts(record, lang="en"):
    return [text.get_text() for text in forest(record, lang=lang).axes[0].texts]


@pytest.fixture
def record():
    goals = [milestone(1, 600), milestone(2, -300), milestone(3, 60, sure=False), milestone(4, 0)]
    gap = {
        "id": "desk:city.duty",
        "title": {"zh": "人员不足", "en": "Too few"},
        "verdict": "better",
        "seen": {"before": 0.5, "after": 0.2, "difference": -0.3, "low": -0.4, "high": -0.2, "sure": True},
    }
    return {**HEAD, "milestones": goals, "obligations": [], "gaps": [gap]}


@pytest.mark.parametrize(("verdict", "colour"), [("better", BETTER), ("gone", INK), ("less", INK)])
def test_a_gap_that_is_gone_with_its_place_has_not_the_colour_of_better(record, verdict, colour):
    record["gaps"][0]["verdict"] = verdict
    axes = forest(record, lang="en").axes[0]
    assert {text.get_color() for text in axes.texts if text.get_text().startswith("−30.0")} == {colour}


def test_differences_stand_with_their_intervals_sure_ones_first(record):
    found = texts(record)
    assert [text for text in found if text.startswith("Milestone")] == [
        "Milestone 1",
        "Milestone 2",
        "Milestone 3",
    ]
    assert "+10.0 (+9.0 … +11.0)" in found
    assert "−30.0 (−40.0 … −20.0)" in found
    assert any("--set city.duty.desk.operators=2" in text for text in found)
    assert "演练 / EXERCISE" in found


def test_of_many_the_rest_is_counted(record):
    record["milestones"] = [milestone(number, 60 * number) for number in range(1, MOST + 4)]
    assert any("(3 more that differ)" in text for text in texts(record))


def test_nothing_that_differs_is_said(record):
    assert "Nothing differs in any replication." in texts(
        {**HEAD, "milestones": [], "obligations": [], "gaps": []}
    )


def test_it_is_drawn_in_chinese_and_the_same_each_time(record):
    assert "两次推演的比较：B 有何不同" in texts(record, "zh")
    assert figure_bytes(forest(record, lang="zh"), "svg") == figure_bytes(forest(record, lang="zh"), "svg")
