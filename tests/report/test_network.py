"""The network chart."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import hypot

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from simulator.report.cost_scale import COLOURS
from simulator.report.network import MOST_BADGES, WRONG, draw_network, network_chart
from simulator.report.network_keys import PLAIN_LINES
from simulator.report.network_model import Finding
from simulator.report.network_routes import BADGE
from simulator.report.style import MARK, figure_bytes
from simulator.report.svg_ids import svg_id
from tests.report.made_up_gaps import city, made_up
from tests.report.networks import crowded, edge, network, node
from tests.report.overlaps import boxes, outside, overlapping

GAPS = tuple(made_up())
COSTLY = network(
    [node("a", single=True), node("b"), node("c", minutes=50.0), node("d", sector="medical")],
    [
        edge("a", "b", 50.0),
        edge("b", "c"),
        edge("c", "a", 3.0, missing=True),
        edge("d", "a", 4.0),
        edge("d", "b", missing=True),
    ],
    [Finding(1, "desk:a", "slow", 50.0, ("a>b",), "a"), Finding(2, "seam:c", "seam", None, (), "c")],
)


@pytest.fixture(scope="module", params=["zh", "en"])
def shipped(request):
    return network_chart(city(), GAPS, lang=request.param, title="暴雨 Rainstorm " * 9)


@cache
def drawn(given=COSTLY, lang="zh"):
    return draw_network(given, title="暴雨", lang=lang)


def gids(figure, kind=Rectangle):
    return [found.get_gid() for found in figure.findobj(kind) if found.get_gid()]


def line(figure, gid):
    (found,) = [line for line in figure.findobj(Line2D) if line.get_gid() == gid]
    return found


def written(figure):
    return [text for text, _ in boxes(figure)]


def test_no_text_covers_another_or_leaves_the_sheet(shipped):
    assert overlapping(shipped) == []
    assert outside(shipped) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nor_with_ninety_six_agencies_with_long_and_hostile_names(lang):
    figure = drawn(crowded(), lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nor_on_a_narrow_sheet_whose_legend_takes_several_lines(lang):
    narrow = network([node("a"), node("b", level="county")], [edge("a", "b", 50.0)])
    figure = drawn(narrow, lang)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_every_agency_is_drawn_once(shipped):
    whole = Counter(gid for gid in gids(shipped) if gid.startswith("agency-"))
    assert set(whole.values()) == {1}
    assert set(whole) == {svg_id("agency", re.sub(r"#\d+", "", name)) for name in city().actors}


def test_every_link_is_drawn_once(shipped):
    links = Counter(gid for gid in gids(shipped, Line2D) if gid.startswith("link-"))
    assert set(links.values()) == {1}
    assert set(links) == {svg_id("link", re.sub(r"#\d+", "", edge.name)) for edge in city().edges}


def test_names_stay_inside_the_boxes_of_their_agencies(shipped):
    scale = 72.0 / shipped.dpi
    renderer = shipped._get_renderer()
    areas = {
        gid.removeprefix("agency-"): box.get_window_extent(renderer)
        for box in shipped.findobj(Rectangle)
        if (gid := box.get_gid() or "").startswith("agency-")
    }
    for text in shipped.axes[0].texts:
        kind, _, name = (text.get_gid() or "").partition("-")
        if kind in ("name1", "name2"):
            box = text.get_window_extent(renderer)
            assert areas[name].x0 - 1 <= box.x0, text.get_text()
            assert box.x1 <= areas[name].x1 + 1, text.get_text()
            assert abs((box.y0 + box.y1) / 2 - (areas[name].y0 + areas[name].y1) / 2) * scale < 8


def test_what_a_link_costs_is_its_colour_and_its_width():
    figure = drawn()
    dear, cheap, plain = (line(figure, svg_id("link", name)) for name in ("a>b", "d>a", "b>c"))
    assert to_hex(dear.get_color()) == COLOURS[-1]
    assert to_hex(cheap.get_color()) == COLOURS[1]
    assert to_hex(plain.get_color()) == PLAIN_LINES[0][0]
    assert dear.get_linewidth() > cheap.get_linewidth() > plain.get_linewidth()
    assert dear.get_zorder() > cheap.get_zorder() > plain.get_zorder()


def test_a_missing_link_is_dashed_in_the_colour_of_what_goes_wrong():
    missing, faint = (line(drawn(), svg_id("missing", name)) for name in ("c>a", "d>b"))
    assert to_hex(missing.get_color()) == WRONG
    assert missing.get_linestyle() == faint.get_linestyle() == "--"
    assert missing.get_linewidth() > faint.get_linewidth()
    assert line(drawn(), svg_id("link", "a>b")).get_linestyle() == "-"


def test_a_link_with_a_gap_but_without_minutes_is_darker_than_one_without_a_gap():
    figure = drawn(network([node("a"), node("b")], [edge("a", "b", 0.2), edge("b", "a")]))
    found = [to_hex(line(figure, svg_id("link", name)).get_color()) for name in ("a>b", "b>a")]
    assert found == [PLAIN_LINES[1][0], PLAIN_LINES[0][0]]


def test_the_number_of_a_gap_stands_on_its_dearest_links_only():
    hub = [node(f"n{number}") for number in range(9)]
    links = [edge("n0", one.agency, float(number)) for number, one in enumerate(hub) if number]
    finding = Finding(1, "desk:n0", "busy", 36.0, tuple(link.name for link in links), "n0")
    assert Counter(written(drawn(network(hub, links, [finding]))))["1"] == MOST_BADGES + 1


def test_numbers_of_gaps_on_one_short_link_never_cover_each_other():
    one_link = network(
        [node("a"), node("b")],
        [edge("a", "b", 9.0)],
        [Finding(number, f"desk:{number}", "busy", 3.0, ("a>b",), "a") for number in range(1, 4)],
    )
    figure = drawn(one_link)
    middles = [
        (box.x0 + box.x1, box.y0 + box.y1) for text, box in boxes(figure) if len(text) == 1 and text.isdigit()
    ]
    assert len(middles) == 6
    assert all(hypot(x - a, y - b) / 2 >= 2 * BADGE for (x, y), (a, b) in combinations(middles, 2))


def test_the_legend_explains_what_is_there_and_nothing_else():
    plain = written(drawn(network([node("a"), node("b")], [edge("a", "b")]), "en"))
    assert "a link without a gap" in plain
    costs = {"up to 1 min", "a missing link, fainter where not timed", "a single point of failure"}
    assert costs.isdisjoint(plain)
    assert {"up to 2 min", *costs} - {"up to 1 min"} <= set(written(drawn(lang="en")))


def test_a_title_too_long_for_half_the_sheet_has_the_whole_width():
    long = "the link to the county is carried by one medium alone, and it is often engaged at night"
    findings = [Finding(1, "a", long, 3.0, (), "a"), Finding(2, "b", "short", 893.0, (), "b")]
    texts = written(drawn(network([node("a"), node("b", minutes=9000.0)], [edge("a", "b")], findings), "en"))
    assert long in texts
    assert {"0.1 h", "15 h"} <= set(texts)  # one unit for all


def test_single_points_of_failure_are_ringed_and_no_others():
    figure = drawn()
    assert [gid for gid in gids(figure) if gid.startswith("single-")] == ["single-a"]
    (ring,) = [box for box in figure.findobj(Rectangle) if box.get_gid() == "single-a"]
    assert to_hex(ring.get_edgecolor()) == WRONG


def test_minutes_lost_at_an_agency_fill_its_box():
    figure = drawn()
    fills = {box.get_gid(): to_hex(box.get_facecolor()) for box in figure.findobj(Rectangle)}
    assert fills["agency-c"] == COLOURS[-1]
    assert fills["agency-b"] == "#ffffff"


def test_the_leading_gaps_are_listed_with_their_minutes_and_numbered_where_they_lie():
    texts = Counter(written(drawn(lang="en")))
    assert texts["1"] == texts["2"] == 2  # in the list, and on the link or at the agency
    assert {"50 min", "not timed", "slow", "seam", "The 2 leading gaps of 2"} <= set(texts)


def test_the_head_counts_what_is_drawn(shipped):
    head = next(text for text in written(shipped) if "83" in text)
    assert [int(number) for number in re.findall(r"\d+", head)] == [83, 238, 26, 21, 5, 4]


def test_the_sheet_is_marked_as_an_exercise(shipped):
    assert MARK in written(shipped)


def test_no_character_is_missing_and_ids_are_safe_and_unique(shipped):
    svg = figure_bytes(shipped, "svg").decode()  # a missing glyph is a warning, and warnings are errors
    ids = re.findall(r'<g id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
    ours = [name for name in ids if re.match(r"(agency|link|missing|single|gap|region|name\d)-", name)]
    assert len(ours) > 300
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) for name in ours)


def test_the_same_gaps_in_any_order_give_the_same_bytes():
    charts = [network_chart(city(), gaps, lang="zh", title="T") for gaps in (GAPS, GAPS[::-1])]
    for kind in ("svg", "png"):
        assert figure_bytes(charts[0], kind) == figure_bytes(charts[1], kind)


def test_what_is_not_drawn_is_said():
    left = replace(network([node("a")]), agencies=5, missing=3)
    (note,) = [text for text in written(drawn(left, "en")) if "not drawn" in text]
    assert note.startswith("4 agencies")
    assert "3 more missing links" in note


def test_no_agency_and_no_gap_give_a_chart_too():
    assert figure_bytes(drawn(network([])), "png")
    assert figure_bytes(network_chart(city(), (), lang="en", title="T"), "png")


def test_ids_of_different_names_differ():
    names = ["a-b", "a_b", "a.b", "a b", "a#b", "甲", "a", "a-", "-a", "a-2d-b"]
    assert len({svg_id("agency", name) for name in names}) == len(names)
    assert svg_id("cell", "a", "b-c") != svg_id("cell", "a-b", "c")
