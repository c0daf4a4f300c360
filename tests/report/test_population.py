"""The chart of the population served."""

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from simulator.report.population import LEFT, RIGHT, bounded, draw_population
from simulator.report.style import MARK, figure_bytes
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

TITLE = {"zh": "有干净水喝", "en": "Given clean water"}


def quantity(middle, *, spread=0.1, horizon=48 * HOUR, title=None, low=100.0):
    """A record with these median shares at even times, and 10 % to 90 % around them."""
    steps = len(middle) - 1

    def moved(by):
        return [None if share is None else min(max(share + by, 0.0), 1.0) for share in middle]

    return {
        "name": "p.watered",
        "title": title or TITLE,
        "of_title": {"zh": "需安置人数", "en": "People to be sheltered"},
        "at_s": [number * horizon / steps for number in range(steps + 1)],
        "share": {"p10": moved(-spread), "p50": middle, "p90": moved(spread)},
        "unserved_h": {"mean": 7213.4, "low": low, "high": 7314.0},
    }


def drawn(*quantities, lang="zh", horizon=48 * HOUR):
    title = {"zh": "灾后救助", "en": "Relief"}
    record = {"quantities": quantities, "horizon_s": horizon, "title": title, "runs": 200, "seed": 1}
    return draw_population(record, lang=lang)


def named(figure, kind, gid):
    return [artist for artist in figure.findobj(kind) if artist.get_gid() == gid]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("horizon", [3 * HOUR, 48 * HOUR, 40 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, horizon):
    hostile = [
        quantity([0.0, 1.0], horizon=horizon, title=dict.fromkeys(("zh", "en"), text)) for text in HOSTILE
    ]
    figure = drawn(quantity([0.0, 0.5, 1.0], horizon=horizon), *hostile, lang=lang, horizon=horizon)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_the_line_runs_through_the_medians_and_the_band_around_them():
    figure = drawn(quantity([0.0, 0.5, 1.0]))
    (line,) = named(figure, Line2D, "median")
    assert list(line.get_xdata()) == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    low, middle, high = line.get_ydata()
    assert middle == pytest.approx((low + high) / 2)
    (band,) = named(figure, Polygon, "band")
    height = low - high
    assert sorted({round((low - y) / height, 6) for _, y in band.get_xy()}) == [0.0, 0.1, 0.4, 0.6, 0.9, 1.0]


def test_nothing_is_drawn_while_there_is_nobody_to_serve():
    figure = drawn(quantity([None, 0.0, 0.5, None, 0.5, 1.0]))
    assert [len(line.get_xdata()) for line in named(figure, Line2D, "median")] == [2, 2]


def test_figures_stand_beside_each_row():
    words = [text for text, _ in boxes(drawn(quantity([0.0, 0.5]), lang="en"))]
    assert "at the end 50 %" in words
    assert "unserved, amount × h: 7,213" in words
    assert "95 %: 100 to 7,314" in words
    once = [text for text, _ in boxes(drawn(quantity([0.0, 0.5], low=None), lang="en"))]
    assert not [text for text in once if text.startswith("95 %")]


def test_long_times_are_in_days():
    assert "time since the start (days)" in [
        text for text, _ in boxes(drawn(quantity([0.0, 1.0]), lang="en", horizon=40 * DAY))
    ]


def test_only_quantities_with_a_bound_are_drawn():
    free = {"name": "bags", "share": None}
    assert bounded({"quantities": [free, quantity([0.0, 1.0])]}) == [quantity([0.0, 1.0])]
    assert bounded({}) == []


def test_equal_values_give_equal_bytes():
    assert figure_bytes(drawn(quantity([0.0, 1.0])), "svg") == figure_bytes(
        drawn(quantity([0.0, 1.0])), "svg"
    )
