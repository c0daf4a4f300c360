"""The chart of response times."""

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from simulator.report.response_model import Response, density
from simulator.report.responses import BLOCK, LEFT, RIGHT, draw_responses
from simulator.report.style import MARK, figure_bytes
from simulator.units import DAY
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE


def response(name="m", *, middle=1800.0, never=0, count=1000, **more):
    times = middle * np.exp(0.3 * np.random.default_rng(5).standard_normal(count))
    times[:never] = np.inf
    given = {"title": "首报到市", "median_low": middle * 0.95, "median_high": middle * 1.05, **more}
    return Response(name=name, times=times, **given)


def objective(verdict="missed", **more):
    share = {"within": 3600.0, "required": 0.95, "share": 0.93, "low": 0.91, "high": 0.95, "verdict": verdict}
    return response(**{**share, **more})


def drawn(*rows, lang="zh"):
    return draw_responses(rows, title="液氨泄漏", subtitle="1000 次", horizon=43_200.0, lang=lang)


def written(figure):
    return [text for text, _ in boxes(figure)]


def named(figure, kind, gid):
    return [artist for artist in figure.findobj(kind) if artist.get_gid() == gid]


MANY = (
    objective(),
    objective("met", name="b", middle=900.0, title="启动二级响应"),
    objective("undecided", name="c", middle=9000.0, never=300, title=HOSTILE[5], within=40_000.0),
    response("d", middle=20_000.0, never=620, title=HOSTILE[1]),
    response("e", never=1000, title=HOSTILE[0], median_low=None, median_high=None),
    Response(
        "f",
        HOSTILE[4],
        np.full(1000, 60.0),
        within=10.0,
        required=0.9,
        share=0.0,
        low=0.0,
        high=0.004,
        verdict="missed",
    ),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_covers_another_or_leaves_the_sheet(lang):
    figure = drawn(*MANY, lang=lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_times_give_the_same_bytes_twice(kind):
    assert figure_bytes(drawn(*MANY), kind) == figure_bytes(drawn(*MANY), kind)


def test_rows_are_ordered_by_median_and_what_is_never_reached_comes_last():
    figure = drawn(*MANY)
    rows = [text.get_gid() for text in figure.axes[0].texts if (text.get_gid() or "").startswith("row:")]
    assert list(dict.fromkeys(rows)) == ["row:f", "row:b", "row:m", "row:c", "row:d", "row:e"]


@pytest.mark.parametrize(
    ("verdict", "lang", "words"),
    [
        ("met", "zh", "✓ 达到要求"),
        ("missed", "zh", "✗ 未达到要求"),
        ("undecided", "zh", "? 尚难判定"),
        ("met", "en", "✓ met"),
        ("missed", "en", "✗ missed"),
        ("undecided", "en", "? not decided"),
    ],
)
def test_the_verdict_is_a_sign_and_a_word(verdict, lang, words):
    assert words in written(drawn(objective(verdict), lang=lang))


def test_the_share_stands_with_its_interval_and_what_is_required():
    assert "1:00 内达到 93 %（91 % 至 95 %）· 要求 95 %" in "".join(written(drawn(objective()))).replace(
        " · ", "· "
    )


def test_the_median_tick_and_the_limit_stand_at_their_times():
    row = objective()
    figure = drawn(row)
    (median,), (limit,) = named(figure, Line2D, "median"), named(figure, Line2D, "limit")
    ratio = (limit.get_xdata()[0] - LEFT) / (median.get_xdata()[0] - LEFT)
    assert ratio == pytest.approx(3600.0 / row.quantile(0.5))


def test_the_share_that_never_reached_it_is_a_hatched_block_right_of_the_axis():
    (block,) = named(drawn(objective(never=250)), Rectangle, "never")
    assert block.get_x() > RIGHT
    assert block.get_width() == pytest.approx(0.25 * BLOCK)
    assert block.get_hatch()


def test_a_quantile_beyond_the_horizon_is_said_to_be_beyond_it():
    assert "中位 > 12:00 · 九成 > 12:00" in written(drawn(response(never=620)))


def test_the_bounds_of_a_share_say_how_near_they_are_to_all():
    words = written(drawn(objective("met", share=0.99, low=0.946, high=0.998)))
    assert "1:00 内达到 99 %（94.6 % 至 99.8 %）· 要求 95 %" in words


def test_a_milestone_that_nobody_reached_has_no_hill():
    assert named(drawn(response(never=1000)), Polygon, "hill") == []


def test_nothing_is_drawn_as_late_where_no_time_is_beyond_the_limit():
    latest = float(response().times.max())
    assert len(named(drawn(response(within=latest)), Polygon, "hill")) == 1
    assert len(named(drawn(response(within=latest - 1)), Polygon, "hill")) == 2


def test_a_milestone_without_limit_has_no_verdict():
    assert not [text for text in written(drawn(response())) if text.startswith(("✓", "✗", "?"))]


def test_the_sheet_is_marked_as_an_exercise():
    assert MARK in written(drawn(response()))


def test_no_milestone_at_all_gives_an_empty_chart():
    assert figure_bytes(drawn(), "png")


def test_the_density_lies_where_the_times_lie():
    times = np.random.default_rng(2).normal(500.0, 50.0, 4000)
    places, heights = density(times, 1000.0)
    assert places[np.argmax(heights)] == pytest.approx(500.0, abs=20.0)
    assert heights.max() == 1.0
    assert np.average(places, weights=heights) == pytest.approx(times.mean(), abs=3.0)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2.0), (0.9, 4.0), (0.1, 1.0), (1.0, 4.0)])
def test_a_quantile_is_a_time_that_occurred(share, expected):
    assert Response("m", "m", np.array([4.0, 1.0, 3.0, 2.0])).quantile(share) == expected


def test_the_legend_explains_what_is_there_and_nothing_else():
    signs = ("晚于时限", "目标时限", "到推演终点仍未达到")
    shown = written(drawn(response()))
    assert not any(sign in shown for sign in signs)
    shown = written(drawn(objective(never=250)))
    assert all(sign in shown for sign in signs)


def test_a_limit_in_words_has_no_space_between_chinese_letters():
    late = objective(middle=5 * DAY, within=3 * DAY, share=0.5)
    assert any("3 天内达到 50 %" in text for text in written(drawn(late)))
