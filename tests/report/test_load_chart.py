"""The chart of the load of desks and pools."""

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from simulator.analysis.loads.load import Load
from simulator.analysis.loads.span import Span
from simulator.log.rows import Log
from simulator.program.model import Server
from simulator.report.load_chart import LEFT, RIGHT, SHOWN, draw_loads
from simulator.report.style import MARK, figure_bytes
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE, agents, program

NAMES = {"government": HOSTILE, "enterprise": ["市安全生产与自然灾害应急总指挥部办公室"]}


def drawn(*loads, lang="zh", ended=12 * HOUR, names=NAMES):
    who = agents(12, names)
    servers = tuple(
        Server(
            f"city.a{number}" if number % 2 else f"city.a{number}.pool",
            1 + number % 9,
            "desk" if number % 2 else "team",
            2,
        )
        for number in range(20)
    )
    made = program(who, (), (), servers=servers)
    return draw_loads(made, Log(4, [], ended, stopped=False), loads, title="液氨泄漏", lang=lang)


def load(server=1, *, there=2, taken=((0.0, HOUR, 2),), waiting=(), ended=12 * HOUR):
    return Load(
        server,
        (Span(0.0, ended, there),),
        tuple(Span(*each) for each in taken),
        tuple(Span(*each) for each in waiting),
    )


def shapes(figure, gid):
    return [shape for shape in figure.findobj(Polygon) if shape.get_gid() == gid]


def reach(shape):
    """Give how far a shape goes from its base line, upwards negative, and from where to where."""
    xs, ys = shape.get_xy().T
    base = ys[0]
    return (
        max(ys - base, key=abs),
        min(x for x, y in zip(xs, ys, strict=True) if y != base),
        max(x for x, y in zip(xs, ys, strict=True) if y != base),
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ended", [20 * 60.0, 12 * HOUR, 120 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, ended):
    many = [
        load(number, waiting=[(0.0, ended / 2, 3)], taken=[(0.0, ended, 3)], ended=ended)
        for number in range(16)
    ]
    figure = drawn(*many, lang=lang, ended=ended)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_what_is_taken_stands_above_the_line_and_what_waits_below_at_their_times():
    figure = drawn(load(taken=[(3 * HOUR, 6 * HOUR, 1)], waiting=[(6 * HOUR, 9 * HOUR)]))
    (taken,), (waiting,) = shapes(figure, "taken"), shapes(figure, "waiting")
    quarter = (RIGHT - LEFT) / 4
    high, begin, end = reach(taken)
    assert high < 0
    assert (begin, end) == pytest.approx((LEFT + quarter, LEFT + 2 * quarter))
    deep, begin, end = reach(waiting)
    assert deep > 0
    assert (begin, end) == pytest.approx((LEFT + 2 * quarter, LEFT + 3 * quarter))
    assert waiting.get_hatch()


def test_one_of_two_is_half_as_high_as_both():
    heights = [reach(shapes(drawn(load(taken=[(0.0, 12 * HOUR, count)])), "taken")[0])[0] for count in (1, 2)]
    assert heights[1] == pytest.approx(2 * heights[0])


def test_what_is_held_after_the_shift_is_hatched():
    late = load(there=1, taken=[(0.0, HOUR, 2)])
    assert [shape.get_hatch() for shape in shapes(drawn(late), "over")] == ["///"]
    assert shapes(drawn(load()), "over") == []


def test_the_outline_shows_how_many_were_there():
    shifts = Load(1, (Span(0.0, 6 * HOUR, 1), Span(6 * HOUR, 12 * HOUR, 2)), (Span(0.0, HOUR),), ())
    (outline,) = [line for line in drawn(shifts).findobj(Line2D) if line.get_gid() == "there"]
    heights = outline.get_ydata()
    assert len(set(heights)) == 2
    assert outline.get_xdata()[1] == pytest.approx((LEFT + RIGHT) / 2)


def test_figures_say_how_much_was_taken_and_how_long_was_waited():
    row = load(there=1, taken=[(0.0, 3 * HOUR, 1)], waiting=[(0.0, HOUR), (HOUR / 2, HOUR), (HOUR, 2 * HOUR)])
    words = [text for text, _ in boxes(drawn(row, lang="en"))]
    assert {
        "taken 25 % of the time on duty",
        "at most 2 waiting at once",
        "waited together 2 h 30 min",
    } <= set(words)


def test_a_dozen_at_most_are_drawn():
    figure = drawn(*(load(number) for number in range(SHOWN + 4)), lang="en")
    assert len(shapes(figure, "taken")) == SHOWN
    assert any("12 of 16 desks and pools" in text for text, _ in boxes(figure))


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(load()), "svg") for _ in range(2))
    assert one == other
