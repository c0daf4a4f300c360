"""The heat map of starts: what is dark, what is marked, and that nothing covers anything."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.patches import Circle, Rectangle

from simulator.report.start_chart import SHADES, start_chart
from simulator.report.style import MARK, figure_bytes
from simulator.study.start_sweep import Day, StartSweep
from simulator.text.titles import Title
from tests.report.overlaps import boxes, outside, overlapping

LONG = (
    "市应急管理局会同市水利局、市自然资源局和北岭县应急指挥部完成下游沿河十七个行政村群众转移安置的核查确认"
)
DAYS = (
    *(Day(date(2026, 2, 2) + timedelta(days=number), holiday=False) for number in range(7)),
    Day(date(2026, 2, 17), holiday=True),
)


def goal(name, title=None, within=3600.0, share=0.9):
    return SimpleNamespace(name=name, record=SimpleNamespace(title=title, within=within, share=share))


def swept(*titles, days=DAYS, own=(7, 2)):
    goals = tuple(goal(f"m{number}", Title(title, title)) for number, title in enumerate(titles))
    counts = np.zeros((len(goals), len(days), 24), dtype=np.int64)
    counts[:, :, 8:18] = 20
    counts[0, 0, 0] = 17  # 85 % of 20, and the interval reaches 90 %
    return StartSweep("week", 20, 1, days, goals, counts, own)


def drawn(sweep, lang="zh"):
    return start_chart(sweep, lang=lang, title=LONG)


def box(figure, gid):
    return [patch for patch in figure.findobj(Rectangle) if patch.get_gid() == gid]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("titles", [("短",), (LONG, LONG * 2, "x" * 200), tuple("一二三四五六七")])
def test_no_text_covers_another_or_leaves_the_sheet(titles, lang):
    figure = drawn(swept(*titles), lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_one_day_is_a_chart_too():
    figure = drawn(swept("x", days=DAYS[:1], own=(0, 2)))
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_the_fewer_in_time_the_darker_and_what_is_missed_for_certain_has_a_dot():
    figure = drawn(swept("x"))
    shade = {hour: box(figure, f"start-m0-0-{hour}")[0].get_facecolor() for hour in (0, 1, 8)}
    colours = {
        hour: "#" + "".join(f"{round(255 * part):02x}" for part in rgb[:3]) for hour, rgb in shade.items()
    }
    assert colours == {0: SHADES[4], 1: SHADES[0], 8: SHADES[5]}
    # 14 empty hours of 8 days less the one with 17 of 20, and the one in the legend
    assert len(figure.findobj(Circle)) == 8 * 14 - 1 + 1


def test_the_own_start_is_framed_on_every_panel_and_the_sheet_is_marked():
    figure = drawn(swept("x", "y"))
    assert len(box(figure, "own")) == 2 * 3  # a light and a dark line
    texts = [text for text, _ in boxes(figure)]
    assert MARK in texts
    assert texts.count("节假日 02-17") == 3


def test_equal_sweeps_give_equal_files():
    assert figure_bytes(drawn(swept("x")), "svg") == figure_bytes(drawn(swept("x")), "svg")
