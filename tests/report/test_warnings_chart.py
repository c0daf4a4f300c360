"""The chart from warnings to their measures."""

from math import inf
from pathlib import Path

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from simulator.plan.colours import COLOURS
from simulator.program.compile import compile_case
from simulator.report.sheet import MARGIN, Head
from simulator.report.style import MARK, figure_bytes
from simulator.report.warning_rows import Measure, Warned, warned
from simulator.report.warnings_chart import LEFT, draw_warnings
from simulator.scenario.read import read_case
from simulator.study.replicate import replicate
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

HEAD = Head("暴雨", 100, 7)
RAIN = Path(__file__).parents[2] / "scenarios" / "rainstorm_debris_flow.yaml"


def measure(started=(600.0,), done=(1200.0,), *, name="m", title="通知停工"):
    return Measure(name, title, np.array(started, dtype=float), np.array(done, dtype=float))


def warning(*measures, level="橙色", colour="orange", issued=1.0):
    return Warned("暴雨预警", level, colour, issued, measures)


def drawn(*measures, lang="zh", **fields):
    return draw_warnings([warning(*(measures or (measure(),)), **fields)], head=HEAD, lang=lang)


def spans(figure, stage):
    return [box for box in figure.findobj(Rectangle) if box.get_gid() == f"span:{stage}"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("late", [600.0, 12 * HOUR, 40 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, late):
    times = [*np.linspace(0.0, late, 20), inf]
    many = [measure(times, times, name=str(number), title=text * 2) for number, text in enumerate(HOSTILE)]
    figure = drawn(*many, measure([inf], [inf]), lang=lang, level="x" * 40)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_a_bar_goes_from_p10_to_p90_with_the_median_and_what_is_begun_is_hatched():
    # ten times of 1 to 10 minutes: p10 1, median 5, p90 9
    minutes = [60.0 * number for number in range(1, 11)]
    figure = drawn(measure(minutes, [3600.0] * 10))
    (begun,), (done,) = spans(figure, "started"), spans(figure, "done")
    (median,) = [line for line in figure.findobj(Line2D) if line.get_gid() == "median:started"]
    from_left = [begun.get_x() - LEFT, median.get_xdata()[0] - LEFT, begun.get_x() + begun.get_width() - LEFT]
    assert from_left[1] / from_left[0] == pytest.approx(5.0)
    assert from_left[2] / from_left[0] == pytest.approx(9.0)
    assert (bool(begun.get_hatch()), bool(done.get_hatch())) == (True, False)


def test_figures_say_the_median_the_p90_and_how_often_never():
    times = [60.0, 120.0, 180.0]
    words = [text for text, _ in boxes(drawn(measure(times, [*times, inf, inf, inf, inf]), lang="en"))]
    assert "begun: median 0:02 · nine in ten 0:03" in words
    assert "never done in 57 %" in words
    some = [text for text, _ in boxes(drawn(measure([*times, inf], times), lang="en"))]
    assert "begun: median 0:02 · never 25 %" in some


def test_a_measure_that_nobody_carries_out_has_no_bar():
    figure = drawn(measure([inf], [inf]), lang="en")
    assert spans(figure, "started") + spans(figure, "done") == []
    assert "never begun in 100 %" in [text for text, _ in boxes(figure)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_warning_without_measures_says_so_and_alone_has_no_axis(lang):
    bare = warning(level="黄色", colour="yellow")
    words = {"zh": "未附任何措施", "en": "no measure is attached to it"}[lang]
    for figure, ticks in (
        (draw_warnings([bare], head=HEAD, lang=lang), False),
        (draw_warnings([bare, warning(measure())], head=HEAD, lang=lang), True),
    ):
        told = [text for text, _ in boxes(figure)]
        assert told.count(words) == 1
        assert any(text.startswith("0:") for text in told) == ticks
        assert overlapping(figure) == []
        assert outside(figure) == []


def test_the_colour_stands_beside_the_name_whatever_the_level_is_called():
    for colour, count in (("orange", 1), ("own", 0)):
        found = [
            box for box in drawn(level="二级", colour=colour).findobj(Rectangle) if box.get_gid() == "colour"
        ]
        assert len(found) == count


def test_warnings_are_those_that_were_issued_with_their_measures_if_any():
    program = compile_case(read_case(RAIN))
    results = replicate(program, runs=4, seed=1, jobs=1, progress=lambda _: None).results
    found = warned(program, results, lang="zh")
    assert [(each.level, each.colour, bool(each.measures)) for each in found] == [
        ("蓝色", "blue", True), ("黄色", "yellow", False), ("橙色", "orange", True), ("红色", "red", True),
    ]  # fmt: skip
    (watch,) = found[0].measures
    assert watch.title == "加强值守"
    assert (watch.started > 0).all()
    assert (watch.done >= watch.started).all()


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_every_level_of_a_warning_has_its_colour_beside_it(colour):
    figure = draw_warnings([Warned("暴雨", "一级", colour, 1.0, (measure(),))], head=HEAD, lang="zh")
    (shade,) = [box for box in figure.findobj(Rectangle) if box.get_gid() == "colour"]
    assert shade.get_x() == MARGIN


@pytest.mark.parametrize(("started", "told"), [(0.0, True), (60.0, False)])
def test_what_had_begun_before_the_warning_is_explained(started, told):
    texts = [text for text, _ in boxes(drawn(measure([started, 600.0]), lang="en"))]
    assert any("had begun before the warning" in text for text in texts) is told


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(), "svg") for _ in range(2))
    assert one == other
