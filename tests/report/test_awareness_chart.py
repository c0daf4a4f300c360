"""The chart of awareness over time."""

import numpy as np
import pytest
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from simulator.analysis.awareness import STEPS
from simulator.report.awareness_chart import HIGH, LEFT, RIGHT, SHOWN, TOP, draw_awareness, measured
from simulator.report.style import MARK, figure_bytes
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE, agents, program


def counts(*, running=STEPS, needed=4, known=3, rightly=2, replications=2):
    one = np.zeros((4, STEPS), dtype=np.int64)
    for row, value in enumerate((1, needed, known, rightly)):
        one[row, :running] = value
    return np.array([one] * replications)


def drawn(made=None, *, shares=((0.9, 0.5),), lang="zh", names=None, horizon=12 * HOUR):
    who = agents(20, names)
    records = [
        {"agency": agent.name, "known": known, "right": right}
        for agent, (known, right) in zip(who[1:], shares, strict=False)
    ]
    staged = program(who, (), (), horizon=horizon)
    return draw_awareness(
        staged, counts() if made is None else made, {"awareness": {"agencies": records}}, lang=lang
    )


def heights(figure, gid):
    """Give the shares between which an area of the curves lies."""
    (area,) = [shape for shape in figure.findobj(Polygon) if shape.get_gid() == gid]
    return sorted({round(1 - (y - TOP) / HIGH, 6) for _, y in area.get_xy()}), area


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("horizon", [HOUR, 12 * HOUR, 120 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, horizon):
    figure = drawn(shares=[(0.9, 0.5)] * 20, lang=lang, names={"government": HOSTILE}, horizon=horizon)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_what_was_known_wrongly_lies_hatched_on_what_was_known_rightly():
    figure = drawn()
    assert heights(figure, "right")[0] == [0.0, 0.5]
    shares, wrong = heights(figure, "wrong")
    assert shares == [0.5, 0.75]
    assert wrong.get_hatch()


def test_the_curves_end_where_fewer_than_half_of_the_replications_run():
    whole, half = counts(replications=1), counts(replications=3, running=STEPS // 2)
    _, area = heights(drawn(np.concatenate([whole, half])), "right")
    assert area.get_xy()[:, 0].max() == pytest.approx(RIGHT, abs=10)
    assert "3:00" in [text for text, _ in boxes(drawn(np.concatenate([whole, half])))]
    assert "9:00" not in [text for text, _ in boxes(drawn(np.concatenate([whole, half])))]


def test_agencies_that_knew_least_rightly_come_first_and_only_some():
    shares = [(1.0, number / 100) for number in range(20, 0, -1)]
    figure = drawn(shares=shares)
    listed = [text.get_gid() for text in figure.findobj(Text) if (text.get_gid() or "").startswith("agency:")]
    assert listed == [f"agency:city.a{number}" for number in range(19, 19 - SHOWN, -1)]


def test_the_bar_of_an_agency_shows_what_it_knew_rightly_then_wrongly():
    figure = drawn(shares=[(0.9, 0.5)])
    (right,), (wrong,) = (
        [box for box in figure.findobj(Rectangle) if box.get_gid() == gid] for gid in ("rightly", "wrongly")
    )
    assert (right.get_x(), right.get_width()) == pytest.approx((LEFT, 0.5 * (RIGHT - LEFT)))
    assert (wrong.get_x(), wrong.get_width()) == pytest.approx(
        (LEFT + 0.5 * (RIGHT - LEFT), 0.4 * (RIGHT - LEFT))
    )
    assert {"50 %", "90 %"} <= {text for text, _ in boxes(figure)}


def test_there_is_nothing_to_show_where_nobody_needed_to_know_anything():
    assert measured(counts())
    assert not measured(counts(needed=0, known=0, rightly=0))
    assert not measured(np.empty((0, 4, STEPS), dtype=np.int64))


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(), "svg") for _ in range(2))
    assert one == other
