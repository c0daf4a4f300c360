"""The chart of the population served."""

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from simulator.report.concerned import concerned
from simulator.report.population import LEFT, RIGHT, draw_population
from simulator.report.style import MARK, figure_bytes
from simulator.units import DAY, HOUR
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

SPREAD = {"p50_s": 13 * HOUR, "p90_s": 14 * HOUR, "beyond": [], "unsupported": []}
LATE = {"p50_s": 20 * HOUR, "p90_s": None, "beyond": ["p90"], "unsupported": []}
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
        "reached": [{"share": 0.5, **SPREAD}, {"share": 0.95, **LATE}],
        "unserved_h": {"mean": 7213.4, "low": low, "high": 7314.0},
    }


def warned(middle, *, people=(1230, 1230, 1230), vulnerable=False):
    """A record of people who were told."""
    record = {key: value for key, value in quantity(middle).items() if key not in ("of_title", "unserved_h")}
    count = dict(zip(("p10", "p50", "p90"), people, strict=True))
    return record | {"title": {"zh": "转移", "en": "Move"}, "people": count, "vulnerable": vulnerable}


def drawn(*quantities, lang="zh", horizon=48 * HOUR, told=()):
    title = {"zh": "灾后救助", "en": "Relief"}
    record = {
        "warned": told,
        "quantities": quantities,
        "horizon_s": horizon,
        "title": title,
        "runs": 200,
        "seed": 1,
    }
    return draw_population(record, lang=lang)


def named(figure, kind, gid):
    return [artist for artist in figure.findobj(kind) if artist.get_gid() == gid]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("horizon", [3 * HOUR, 48 * HOUR, 40 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, horizon):
    hostile = [
        quantity([0.0, 1.0], horizon=horizon, title=dict.fromkeys(("zh", "en"), text)) for text in HOSTILE
    ]
    told = [warned([0.0, 0.5, 1.0], vulnerable=True)]
    ordinary = quantity([0.0, 0.5, 1.0], horizon=horizon)
    figure = drawn(ordinary, *hostile, lang=lang, horizon=horizon, told=told)
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
    assert "95 % interval: 100 to 7,314" in words
    assert "half: 13 h; 95 %: 20 h" in words
    once = [text for text, _ in boxes(drawn(quantity([0.0, 0.5], low=None), lang="en"))]
    assert not [text for text in once if text.startswith("95 %")]


def test_people_who_are_told_stand_above_what_is_served():
    told = [warned([0.0, 1.0]), warned([0.0, 1.0], people=(80, 190, 300), vulnerable=True)]
    found = concerned({"warned": told, "quantities": [quantity([0.0, 1.0])], "horizon_s": 48 * HOUR}, "en")
    assert [(row.title, row.of) for row in found] == [
        ("Warned: Move", "1,230 people"),
        ("Warned, vulnerable people: Move", "80 to 300 people"),
        ("Given clean water", "People to be sheltered"),
    ]
    assert [(row.half, row.most, row.slow) for row in found] == [("13 h", "20 h", "> 2 d")] * 3
    assert [row.unserved is None for row in found] == [True, True, False]
    words = [text for text, _ in boxes(drawn(told=told, lang="en"))]
    assert not [text for text in words if text.startswith("unserved")]


def test_long_times_are_in_days():
    assert "time since the start (days)" in [
        text for text, _ in boxes(drawn(quantity([0.0, 1.0]), lang="en", horizon=40 * DAY))
    ]


def test_only_quantities_with_a_bound_are_drawn():
    free = {"name": "bags", "share": None}
    found = concerned({"quantities": [free, quantity([0.0, 1.0])], "horizon_s": 48 * HOUR}, "zh")
    assert [row.title for row in found] == ["有干净水喝"]
    assert concerned({"horizon_s": 48 * HOUR}, "zh") == []


def test_equal_values_give_equal_bytes():
    assert figure_bytes(drawn(quantity([0.0, 1.0])), "svg") == figure_bytes(
        drawn(quantity([0.0, 1.0])), "svg"
    )
