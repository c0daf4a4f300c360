"""The chart of waiting along critical paths."""

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from simulator.analysis.labels import LABELS
from simulator.report.sheet import Head
from simulator.report.style import MARK, figure_bytes
from simulator.report.waiting_chart import CAUSES, LEFT, SHOWN, draw_waiting, waited_for
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

HEAD = Head("液氨泄漏", 100, 7)


def part(label, seconds, place="市应急局值班室"):
    return {"label": label, "place": place, "place_title": {"zh": place, "en": place}, "mean_s": seconds}


def path(*parts, name="m", title="首报到市", replications=100):
    return {
        "milestone": name,
        "title": {"zh": title, "en": title},
        "replications": replications,
        "mean_s": sum(each["mean_s"] for each in parts) or None,
        "parts": sorted(parts, key=lambda each: -each["mean_s"]),
    }


def drawn(*paths, lang="zh"):
    return draw_waiting(waited_for({"critical_paths": paths}), head=HEAD, lang=lang)


def cause(figure, name):
    return [box for box in figure.findobj(Rectangle) if box.get_gid() == f"cause:{name}"]


def written(figure, gid):
    return [text.get_text() for text in figure.findobj(Text) if text.get_gid() == gid]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("hour", [60.0, HOUR, DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, hour):
    every = [part(label, hour * (1 + number), HOSTILE[number % 8]) for number, label in enumerate(LABELS)]
    hostile = [
        path(*every, name=str(number), title=text, replications=3) for number, text in enumerate(HOSTILE)
    ]
    figure = drawn(path(part("work", hour)), *hostile, lang=lang)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_every_label_of_a_critical_path_but_the_time_before_belongs_to_one_cause():
    labels = [label for each in CAUSES.values() for label in each.labels]
    assert sorted([*labels, "before"]) == sorted(LABELS)


def test_a_bar_is_as_long_as_each_cause_took_one_after_another():
    figure = drawn(path(part("work", 1800.0), part("decision", 600.0), part("handling", 1800.0)))
    (work,), (decision,) = cause(figure, "working"), cause(figure, "waiting_decision")
    assert work.get_x() == LEFT
    assert work.get_width() / decision.get_width() == pytest.approx(6.0)
    assert decision.get_x() == pytest.approx(work.get_x() + work.get_width())
    assert decision.get_hatch()


def test_what_passed_before_anything_happened_is_said_but_no_part_of_the_bar():
    figure = drawn(path(part("before", 7200.0), part("work", 1800.0)), lang="en")
    assert written(figure, "whole") == ["30 min, after 2 h until the event"]
    assert cause(figure, "clock") == []


def test_lengths_have_days_only_where_the_axis_counts_in_days():
    assert written(drawn(path(part("observation", 25 * HOUR + 900))), "whole") == ["25 小时 15 分"]
    assert written(drawn(path(part("observation", 5 * DAY))), "whole") == ["5 天"]


def test_the_longest_waits_stand_below_with_whom_they_were_for():
    parts = [part("work", 9000.0), part("units", 600.0, "pumps"), part("decision", 900.0, "head")]
    few = [part("operators", 60.0, "desk"), part("redial", 20.0, "link")]
    figure = drawn(path(*parts, *few), lang="en")
    assert written(figure, "waits")[0].split(" · ") == [
        "15 min waiting for the decision: head",
        "10 min waiting for units: pumps",
        "1 min waiting for operators: desk",
    ]


def test_a_milestone_that_some_replications_missed_says_so():
    words = [text for text, _ in boxes(drawn(path(part("work", 60.0), replications=88), lang="en"))]
    assert "reached 88 times of 100" in words


def test_of_many_milestones_those_that_wait_longest_are_drawn():
    many = [
        path(part("work", 60.0), part("units", float(wait)), name=f"w{wait}") for wait in range(1, SHOWN + 3)
    ]
    figure = drawn(*many)
    rows = {text.get_gid() for text in figure.findobj(Text) if (text.get_gid() or "").startswith("row:")}
    assert rows == {f"row:w{wait}" for wait in range(3, SHOWN + 3)}


def test_there_is_nothing_to_show_where_nothing_was_reached_or_all_was_so_at_once():
    assert waited_for({"critical_paths": [path(), path(part("before", 60.0))]}) == []


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(path(part("work", 60.0))), "svg") for _ in range(2))
    assert one == other
