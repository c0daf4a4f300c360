"""The swim-lane chart: what is on it, where it is, and that it can be read."""

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

from simulator.report.lanes import lanes
from simulator.report.run_files import LEAF_WIDE
from simulator.report.style import LOOKS, MARK, figure_bytes
from simulator.report.timeline import draw_timeline
from simulator.report.timeline_layout import BAR, LEFT, NAME_SIZES, layout
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE, stage


def timeline(lang="zh", **wanted):
    return lanes(*stage(**wanted), lang=lang)


def drawn(lang="zh", **wanted):
    return draw_timeline(timeline(lang, **wanted), lang=lang)


def written(figure):
    return [text for text, _ in boxes(figure)]


def named(figure, kind, gid):
    return [artist for artist in figure.findobj(kind) if (artist.get_gid() or "").startswith(gid)]


CASES = {
    "twelve agencies": {},
    "sixty agencies and 300 bars": {"count": 60, "bars": 300},
    "one agency, one task": {"count": 2, "bars": 1},
    "many milestones": {"goals": 24},
    "hostile names": {"names": {"government": HOSTILE[:4], "medical": HOSTILE[4:]}, "bars": 30},
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_no_text_covers_another_or_leaves_the_sheet(case, lang):
    figure = drawn(lang, **CASES[case])
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_texts_that_cover_each_other_would_be_noticed():
    figure = drawn()
    figure.axes[0].text(30, 24, "over the title")
    assert ("液氨泄漏叠加夜间通信中断", "over the title") in overlapping(figure)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_timeline_gives_the_same_bytes_twice_without_a_missing_glyph(kind):
    hostile = CASES["hostile names"]
    assert figure_bytes(drawn(**hostile), kind) == figure_bytes(drawn(**hostile), kind)


def test_a_figure_can_be_saved_twice_and_keeps_its_places():
    figure = drawn()
    assert figure_bytes(figure, "png") == figure_bytes(figure, "png")


def test_each_agency_has_a_lane_with_its_name_from_top_to_bottom():
    made = timeline()
    places = layout(made)
    assert [placed.lane for placed in places.lanes] == list(made.lanes)
    assert all(above.y + above.height <= below.y for above, below in pairwise(places.lanes))
    names = "".join(written(draw_timeline(made, lang="zh")))
    assert all(lane.title in names for lane in made.lanes)


def test_a_long_name_stands_in_smaller_letters_before_a_word_of_it_is_parted_or_cut():
    long = [
        "City general headquarters",
        "Joint headquarters for work safety and hazardous goods",
        "Feuerwehrzweckverbandseinsatzleitstelle",
    ]
    made = timeline(names={"government": long}, count=3)
    figure = draw_timeline(made, lang="zh")
    lines = [text.get_text() for text in named(figure, Text, "lane:")]
    assert " ".join(lines) == " ".join(lane.title for lane in made.lanes)
    sizes = {text.get_fontsize() for text in named(figure, Text, "lane:")}
    assert min(sizes) < max(sizes) == NAME_SIZES[0]


def test_a_bar_is_as_long_as_its_waiting_and_its_work():
    made = timeline()
    places = layout(made)
    for placed in places.bars:
        assert placed.left == pytest.approx(LEFT + placed.bar.start * (places.right - LEFT) / places.span)
        assert placed.right >= places.x(placed.bar.end) - 1e-9


def test_bars_of_one_lane_do_not_cover_each_other():
    placed = sorted(layout(timeline(count=60, bars=300)).bars, key=lambda bar: (bar.y, bar.left))
    assert all(one.y != other.y or one.right <= other.left for one, other in pairwise(placed))


def test_bars_stay_in_their_lane():
    places = layout(timeline(count=60, bars=300))
    for bar in places.bars:
        lane = places.lanes[bar.bar.lane]
        assert lane.strip < bar.y
        assert bar.y + BAR <= lane.y + lane.height


def test_work_is_solid_and_waiting_is_light_and_hatched_by_its_cause():
    figure = drawn()
    (work, *_) = named(figure, Rectangle, "piece:working")
    (waiting, *_) = named(figure, Rectangle, "piece:waiting_unit")
    assert work.get_hatch() in (None, "")
    assert waiting.get_hatch() == LOOKS["waiting_unit"].hatch
    assert sum(waiting.get_facecolor()[:3]) > sum(work.get_facecolor()[:3])


def test_every_message_is_an_arrow_and_every_lost_one_a_dotted_line_with_a_cross():
    made = timeline()
    figure = draw_timeline(made, lang="zh")
    lost = [arrow for arrow in made.arrows if arrow.lost]
    assert len(named(figure, FancyArrowPatch, "message:")) == len(made.arrows) - len(lost) > 10
    assert len(named(figure, Line2D, "lost")) == len(lost) == 3
    assert (
        len([line for line in figure.findobj(Line2D) if line.get_marker() == "x"]) == len(lost) + 1
    )  # + legend


def test_injects_limits_and_milestones_are_lines_across_all_lanes():
    made = timeline()
    figure = draw_timeline(made, lang="zh")
    for kind in ("inject", "limit", "milestone"):
        wanted = [rule for rule in made.rules if rule.kind == kind]
        assert (
            len([line for line in named(figure, Line2D, kind) if line.get_gid() == kind]) == len(wanted) > 0
        )


def test_the_key_names_every_inject_with_its_number_and_time():
    words = written(drawn())
    assert "T+0:20 中断：phone@北县" in words
    assert words.count("2") == 2  # on the flag and in the key


def test_the_legend_explains_milestones_and_limits():
    assert {"milestone reached", "limit of an objective"} <= set(written(drawn("en")))


def test_the_legend_has_the_late_milestone_in_its_own_colour_and_only_where_there_is_one():
    late = "milestone reached after its limit"
    made = timeline("en")
    figure = draw_timeline(made, lang="en")
    missed = [rule for rule in made.rules if rule.kind == "milestone" and rule.met is False]
    orange = [
        line
        for line in figure.findobj(Line2D)
        if line.get_marker() == "D" and line.get_color() == LOOKS["limit"].colour
    ]
    assert len(orange) == len(missed) + 1 > 1  # above the lanes, and one in the legend
    assert late in written(figure)
    kept = replace(made, rules=tuple(rule for rule in made.rules if rule.met is not False))
    assert late not in written(draw_timeline(kept, lang="en"))


def test_the_axis_shows_time_since_the_start_and_clock_time_above_and_below():
    words = written(drawn())
    assert words.count("T+0:30") == 2
    assert words.count("02:40") == 2


def test_the_night_is_shaded_until_six_in_the_morning():
    made = timeline()
    places = layout(made)
    (night,) = named(draw_timeline(made, lang="zh"), Rectangle, "night")
    assert night.get_x() == LEFT
    assert night.get_x() + night.get_width() == pytest.approx(places.x((6 - 2 - 10 / 60) * 3600))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_is_marked_as_an_exercise(lang):
    assert MARK in written(drawn(lang))


def test_what_the_user_wrote_is_shown_as_text():
    words = " ".join(written(drawn(**CASES["hostile names"])))
    assert "<script>alert(1)</script>" in words
    assert "$x_1$ 与 $\\frac{1}{2}$" in words
    assert "\u202e" not in words
    assert "\n" not in words


def test_no_text_is_read_as_mathematics():
    figure = drawn(**CASES["hostile names"])
    assert not any(text.get_parse_math() for text in figure.texts + figure.axes[0].texts)


def test_a_sheet_grows_with_the_number_of_lanes_and_bars():
    small, large = drawn(), drawn(count=60, bars=300)
    assert all(large.get_size_inches() > small.get_size_inches())


def test_a_sheet_of_a_stated_width_is_as_wide_and_no_text_covers_another():
    figure = draw_timeline(timeline(count=12, goals=24), lang="zh", wide=LEAF_WIDE)
    assert figure.get_size_inches()[0] * 72 == pytest.approx(LEAF_WIDE)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_the_verdict_of_an_objective_stands_at_its_milestone():
    words = written(drawn())
    assert "首报到市 0:26 ✓" in words
    assert "群众疏散完成 2:20 ✗" in words


def test_many_milestones_become_letters_with_a_key_under_the_title():
    made = timeline(goals=24)
    places = layout(made)
    words = written(draw_timeline(made, lang="zh"))
    assert [entry.letter for entry in places.labels.key][:3] == ["A", "B", "C"]
    assert "首报到市 0:26 ✓ (≤ 0:30)" in words
    assert words.count("A") == 3  # at the milestone, at its limit, in the key
    assert places.labels.base < 300


def test_few_milestones_are_labelled_in_words():
    assert layout(timeline()).labels.key == ()


def test_milestones_that_were_not_reached_are_named_under_the_title():
    assert "未达到：供水保障" in written(drawn())
