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


def drawn(*measures, lang="zh", level="orange", issued=1.0):
    return draw_warnings(
        [Warned("暴雨预警", level, "orange", issued, measures or (measure(),))], head=HEAD, lang=lang
    )


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


def test_warnings_are_those_that_were_issued_and_have_measures():
    program = compile_case(read_case(RAIN))
    results = replicate(program, runs=4, seed=1, jobs=1, progress=lambda _: None).results
    found = warned(program, results, lang="zh")
    assert [(each.title, each.level, each.colour) for each in found] == [
        ("暴雨预警", *level) for level in (("蓝色", "blue"), ("橙色", "orange"), ("红色", "red"))
    ]
    (watch,) = found[0].measures
    assert watch.title == "加强值守"
    assert (watch.started > 0).all()
    assert (watch.done >= watch.started).all()


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_every_level_of_a_warning_has_its_colour_beside_it(colour):
    figure = draw_warnings([Warned("暴雨", "一级", colour, 1.0, (measure(),))], head=HEAD, lang="zh")
    (shade,) = [box for box in figure.findobj(Rectangle) if box.get_gid() == "shade"]
    assert shade.get_x() == MARGIN


@pytest.mark.parametrize(("started", "told"), [(0.0, True), (60.0, False)])
def test_what_had_begun_before_the_warning_is_explained(started, told):
    texts = [text for text, _ in boxes(drawn(measure([started, 600.0]), lang="en"))]
    assert any("had begun before the warning" in text for text in texts) is told


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(), "svg") for _ in range(2))
    assert one == other
