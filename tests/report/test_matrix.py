"""The chart of the boundary matrix."""

from itertools import pairwise

import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle

from simulator.analysis.gaps.boundary import Cell, Matrix, boundary_matrix
from simulator.report.boundary_chart import boundary_chart
from simulator.report.cost_scale import COLOURS, CostScale
from simulator.report.matrix import MOST_VALUES, QUIET, draw_matrix
from simulator.report.style import MARK, figure_bytes
from simulator.report.words import tell
from tests.report.made_up_gaps import city, gap, made_up
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

GAPS = tuple(made_up())
SECTORS = ("government", "enterprise", "neighbour")
# government and enterprise: 96 min, inside government 40 min, enterprise and neighbour: not timed
MATRIX = Matrix(
    "sector",
    SECTORS,
    SECTORS,
    (
        Cell(("government", "government"), ("a",), 2400.0, 0),
        Cell(("government", "enterprise"), ("b", "c", "d"), 5760.0, 1),
        Cell(("enterprise", "neighbour"), ("e",), 0.0, 1),
    ),
)
NAMES = {"government": "政府", "enterprise": "企业", "neighbour": "邻近地区"}


def drawn(matrix=MATRIX, names=NAMES, *, lang="zh"):
    return draw_matrix(matrix, names=names, title="暴雨叠加泥石流", lang=lang)


def written(figure):
    return [text for text, _ in boxes(figure)]


def cell(figure, *names):
    gid = "-".join(("cell", *names))
    (found,) = [patch for patch in figure.findobj(Rectangle) if patch.get_gid() == gid]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["sector", "level", "region", "agency"])
def test_no_text_covers_another_or_leaves_the_sheet(by, lang):
    figure = boundary_chart(city(), GAPS, lang=lang, title="T" * 90, by=by)
    assert overlapping(figure) == []
    assert outside(figure) == []


@pytest.mark.parametrize("between", [("government", "enterprise"), ("public_safety", "neighbour")])
def test_no_text_covers_another_inside_a_boundary(between):
    figure = boundary_chart(city(), GAPS, lang="en", title="T", between=between)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_what_users_wrote_into_names_cannot_break_the_chart():
    regions = tuple(f"r{number}" for number in range(len(HOSTILE)))
    matrix = Matrix("region", regions, regions, (Cell((regions[0], regions[1]), ("a",), 60.0, 0),))
    figure = drawn(matrix, dict(zip(regions, HOSTILE, strict=True)))
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert figure_bytes(figure, "svg")


def test_a_cell_says_its_minutes_and_the_number_of_its_gaps():
    assert {"96 分钟", "3 处缺口", "1 处未计时", "40 分钟"} <= set(written(drawn()))
    assert {"96 min", "3 gaps", "1 not timed", "1 gap"} <= set(written(drawn(lang="en")))


def test_a_gap_without_minutes_says_that_it_was_not_timed():
    figure = drawn(Matrix("sector", SECTORS, SECTORS, MATRIX.cells[2:]))
    assert "未计时" in written(figure)
    assert to_hex(cell(figure, "neighbour", "enterprise").get_facecolor()) == "#ffffff"


def test_minutes_are_colour_and_cells_without_a_gap_are_quiet():
    figure = drawn()
    assert to_hex(cell(figure, "enterprise", "government").get_facecolor()) == COLOURS[-1]
    assert to_hex(cell(figure, "neighbour", "government").get_facecolor()) == QUIET


def test_what_lies_inside_one_value_is_smaller_and_not_filled():
    figure = drawn()
    inside, across = cell(figure, "government", "government"), cell(figure, "enterprise", "government")
    assert inside.get_width() < across.get_width()
    assert to_hex(inside.get_facecolor()) == "#ffffff"
    assert inside.get_linestyle() != across.get_linestyle()


def test_each_pair_of_values_has_one_cell_below_the_diagonal():
    gids = [patch.get_gid() for patch in drawn().findobj(Rectangle)]
    assert len([gid for gid in gids if gid and gid.startswith("cell-")]) == 6


def test_the_boundary_that_costs_most_is_named_in_words():
    assert "损失最多的边界：政府与企业，96 分钟，3 处缺口。" in written(drawn())
    assert "两两之间没有缺口。" in written(drawn(Matrix("sector", SECTORS, SECTORS, MATRIX.cells[:1])))


def test_the_sheet_is_marked_as_an_exercise():
    assert MARK in written(drawn())


def test_of_many_agencies_those_with_most_minutes_are_shown_and_the_rest_is_told():
    names = list(city().actors)[:20]
    gaps = [gap("desk", name, name, name, float(1 + n)) for n, name in enumerate(names)]
    figure = draw_matrix(
        boundary_matrix(gaps, by="agency"), names={name: name for name in names}, title="T", lang="en"
    )
    gids = {patch.get_gid() for patch in figure.findobj(Rectangle)}
    assert (
        len([gid for gid in gids if gid and gid.startswith("cell-")]) == MOST_VALUES * (MOST_VALUES + 1) / 2
    )
    assert f"{20 - MOST_VALUES} cells with less time are not shown." in written(figure)


def test_the_names_of_like_agencies_are_told_apart():
    gaps = [gap("desk", "g", "north.grid_qiaotou#1", "north.grid_qiaotou#3", 5.0)]
    figure = boundary_chart(city(), gaps, lang="zh", title="T", by="agency")
    assert {"桥头村网格员 1", "桥头村网格员 3"} <= set(written(figure))


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_gaps_give_the_same_bytes_twice(kind):
    charts = [boundary_chart(city(), gaps, lang="zh", title="T") for gaps in (GAPS, GAPS[::-1])]
    assert figure_bytes(charts[0], kind) == figure_bytes(charts[1], kind)


def test_no_gap_at_all_gives_a_quiet_chart():
    assert figure_bytes(boundary_chart(city(), (), lang="zh", title="T"), "png")
    assert figure_bytes(boundary_chart(city(), (), lang="zh", title="T", by="agency"), "png")
    inside = boundary_chart(city(), (), lang="zh", title="T", between=("government", "enterprise"))
    assert figure_bytes(inside, "png")


def test_the_colours_of_the_scale_get_darker_for_every_eye_and_in_grey():
    def light(colour):  # relative luminance, Rec. 709
        return sum(
            part * share**2.2 for part, share in zip((0.2126, 0.7152, 0.0722), to_rgb(colour), strict=True)
        )

    assert all(light(one) > 1.3 * light(other) for one, other in pairwise(COLOURS))


@pytest.mark.parametrize(
    ("most", "bounds"),
    [(0.0, (1, 2, 5, 15)), (10.0, (1, 2, 5, 15)), (31.0, (2, 5, 15, 30)), (1e9, (480, 960, 1920, 3840))],
)
def test_the_last_class_holds_the_most(most, bounds):
    assert CostScale.up_to(most).bounds == bounds


def test_a_bound_belongs_to_the_class_below_it():
    scale = CostScale.up_to(100.0)
    assert [scale.rank(minutes) for minutes in (5.0, 5.1, 60.0, 60.1)] == [0, 1, 3, 4]


def test_what_is_not_nothing_is_never_written_as_nothing():
    minutes, hours = CostScale.up_to(10.0), CostScale.up_to(9000.0)
    assert [str(minutes.lost(lost)) for lost in (0.0, 0.01, 0.6)] == ["0 min", "< 1 min", "1 min"]
    assert [str(hours.lost(lost)) for lost in (0.0, 0.6, 60.0)] == ["0 h", "< 0.1 h", "1 h"]


@pytest.mark.parametrize(
    ("days", "unit", "others"), [(6.7, "小时", ("分钟", "天")), (0.07, "分钟", ("小时", "天"))]
)
def test_a_chart_has_one_unit_of_time(days, unit, others):
    inside = Cell(("government", "government"), ("a",), days * 86400.0, 0)
    figure = drawn(Matrix("sector", SECTORS, SECTORS, (inside, *MATRIX.cells[1:])))
    texts = written(figure)
    assert any(unit in text for text in texts)
    assert not any(other in text for text in texts for other in others)


def test_the_scale_of_colours_is_left_out_where_no_minutes_are():
    assert "损失时间：" in written(drawn())
    assert "损失时间：" not in written(drawn(Matrix("sector", SECTORS, SECTORS, MATRIX.cells[2:])))


@pytest.mark.parametrize("name", ["Government", "Neighbouring region", "政府"])
def test_the_longest_name_of_a_row_stands_there_whole(name):
    figure = drawn(names={"government": name, "enterprise": "E", "neighbour": "N"})
    assert written(figure).count(name) == 2


@pytest.mark.parametrize(
    ("most", "minutes", "said"),
    [
        (31.0, 90.0, "90 min"),
        (31.0, 0.2, "< 1 min"),
        (5000.0, 9792.0, "163 h"),
        (5000.0, 207.0, "3.5 h"),
        (5000.0, 600.0, "10 h"),
        (5000.0, 1.0, "< 0.1 h"),
        (5000.0, 0.0, "0 h"),
    ],
)
def test_times_stand_in_the_unit_of_the_classes_whatever_their_length(most, minutes, said):
    scale = CostScale.up_to(most)
    assert tell(scale.lost(minutes), lang="en") == said
    assert all(tell(words, lang="en").endswith(said[-1]) for words in scale.words())
