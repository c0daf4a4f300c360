"""Axes of time."""

from itertools import pairwise

import pytest

from simulator.report.sheet import Sheet
from simulator.report.style import chart_style
from simulator.report.time_axis import LENGTH, TimeAxis
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, overlapping


def drawn(end, **more):
    with chart_style():
        sheet = Sheet(700, 200)
        TimeAxis(end, 50.0, 650.0).draw(sheet, 20.0, 150.0, **{"lang": "en", **more})
    return sheet.figure


@pytest.mark.parametrize(
    "end", [60.0, 20 * 60.0, HOUR, 5 * HOUR, DAY, 3.9 * DAY, 4 * DAY, 40 * DAY, 900 * DAY]
)
def test_marks_stand_apart_at_even_times_from_nought_on(end):
    axis = TimeAxis(end, 50.0, 650.0)
    ticks = axis.ticks()
    assert ticks[0] == 0.0
    assert len({round(later - before, 3) for before, later in pairwise(ticks)}) <= 1
    assert overlapping(drawn(end)) == []


def test_an_axis_of_four_days_or_more_counts_in_days():
    assert "time since the start (h:mm)" in [text for text, _ in boxes(drawn(3.9 * DAY))]
    words = [text for text, _ in boxes(drawn(40 * DAY))]
    assert "time since the start (days)" in words
    assert {"0", "5", "40"} <= set(words)


def test_an_axis_says_what_it_counts():
    assert "length of time (days)" in [text for text, _ in boxes(drawn(40 * DAY, what=LENGTH))]


def test_what_lies_beyond_is_at_the_end():
    axis = TimeAxis(100.0, 50.0, 650.0)
    assert [axis.x(at) for at in (0.0, 50.0, 100.0, 1e9)] == [50.0, 350.0, 650.0, 650.0]
