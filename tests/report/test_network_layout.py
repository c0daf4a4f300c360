"""Where the agencies of a network stand, and the ways of its links."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from simulator.report.folding import SIZES, fold_name
from simulator.report.lettering import width
from simulator.report.network_layout import BOX, HIGH, layout
from simulator.report.network_model import Network
from simulator.report.network_of import network_of
from simulator.report.network_routes import BADGE, Ground, badge_places, clear_routes, plain_routes
from tests.report.made_up_gaps import city, made_up
from tests.report.networks import COUNTY, OWN, PLANT, RIVER, crowded, edge, network, node

SHIPPED = network_of(city(), made_up(), lang="zh")
NETWORKS = {"shipped": SHIPPED, "crowded": crowded(), "small": network([node("a")]), "none": network([])}


@pytest.fixture(params=NETWORKS)
def any_network(request):
    return NETWORKS[request.param]


def rect(place):
    return place[0] - BOX / 2, place[1] - HIGH / 2, place[0] + BOX / 2, place[1] + HIGH / 2


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def panels(found):
    return [panel for band in found.bands for panel in band.panels]


def around(panel):
    return panel.x, panel.y, panel.x + panel.width, panel.y + panel.height


def test_every_agency_stands_once_and_none_on_another(any_network):
    places = layout(any_network).places
    assert sorted(places) == sorted(node.agency for node in any_network.nodes)
    assert not [pair for pair in combinations(map(rect, places.values()), 2) if meet(*pair)]


def test_no_region_lies_on_another_and_each_holds_its_agencies(any_network):
    found = layout(any_network)
    assert not [pair for pair in combinations(map(around, panels(found)), 2) if meet(*pair)]
    for panel in panels(found):
        left, top, right, bottom = around(panel)
        for block in panel.blocks:
            for agency in block.members:
                box = rect(found.places[agency])
                assert left < box[0]
                assert top < box[1]
                assert box[2] < right
                assert box[3] < bottom
    assert all(panel.x + panel.width <= found.right for panel in panels(found))
    assert all(panel.y + panel.height <= found.bottom for panel in panels(found))


def test_levels_follow_each_other_from_the_province_down():
    assert [band.level for band in layout(SHIPPED).bands] == [
        "province",
        "city",
        "county",
        "town",
        "village_grid",
        "site",
    ]
    for upper, lower in pairwise(layout(SHIPPED).bands):
        assert upper.y + upper.height < lower.y


def test_a_neighbour_stands_left_of_the_own_regions_and_these_left_of_enterprises():
    zones = (RIVER, OWN, COUNTY, PLANT)
    found = layout(network([node(zone.name, level="site", zone=zone) for zone in zones]))
    (band,) = found.bands
    assert [panel.zone for panel in band.panels] == list(zones)
    assert [panel.x for panel in band.panels] == sorted(panel.x for panel in band.panels)


def test_sectors_of_a_region_stand_side_by_side_in_the_order_of_the_palette():
    sectors = ("utility", "government", "medical")
    found = layout(network([node(sector, sector=sector) for sector in sectors]))
    assert found.places["government"][0] < found.places["medical"][0] < found.places["utility"][0]


@pytest.mark.parametrize("name", ["shipped", "crowded"])
def test_the_order_in_which_things_are_given_changes_nothing(name):
    given = NETWORKS[name]
    turned = replace(given, nodes=given.nodes[::-1], edges=given.edges[::-1])
    assert layout(turned) == layout(given) == layout(given)


def test_links_that_need_not_cross_do_not():
    # a to d and b to c cross as long as both rows stand in the order of their names
    upper = [node(name, level="city") for name in "ab"]
    lower = [node(name, level="county") for name in "cd"]
    places = layout(network([*upper, *lower], [edge("a", "d"), edge("b", "c")])).places
    assert (places["a"][0] < places["b"][0]) == (places["d"][0] < places["c"][0])


def test_a_sheet_stays_as_wide_as_it_may_and_no_wider_for_the_shipped_city():
    found = layout(SHIPPED)
    assert found.right < 1700
    assert found.bottom < 1000


def ground(*middles, bounds=(-1e4, -1e4, 1e4, 1e4)):
    return Ground({name: rect(middle) for name, middle in middles}, bounds)


ROW = ground(("a", (0.0, 0.0)), ("b", (300.0, 0.0)), ("c", (600.0, 0.0)))


def test_a_way_begins_and_ends_at_the_edges_of_the_two_boxes():
    (route,) = plain_routes([edge("a", "b")], ROW)
    assert route.points[0][0] == pytest.approx(BOX / 2, abs=2.0)
    assert route.points[-1][0] == pytest.approx(300.0 - BOX / 2, abs=2.0)


def test_a_way_that_costs_something_goes_around_the_agencies_between():
    (route,) = clear_routes([edge("a", "c", 5.0)], ROW)
    left, top, right, bottom = rect((300.0, 0.0))
    assert not [1 for x, y in route.points if left <= x <= right and top <= y <= bottom]


def test_a_way_stays_inside_its_bounds_where_it_can():
    for bounds in ((-100.0, -20.0, 700.0, 400.0), (-100.0, -400.0, 700.0, 20.0)):
        open_ground = replace(ROW, bounds=bounds)
        (route,) = clear_routes([edge("a", "c", 5.0)], open_ground)
        assert all(bounds[1] <= y <= bounds[3] for _, y in route.points)


def test_ways_in_opposite_directions_and_twice_in_one_do_not_cover_each_other():
    both = plain_routes([edge("a", "b"), edge("b", "a"), replace(edge("a", "b"), name="again")], ROW)
    middles = [route.points[len(route.points) // 2] for route in both]
    for one, other in combinations(middles, 2):
        assert np.hypot(one[0] - other[0], one[1] - other[1]) > 8.0


def test_numbers_lie_on_their_ways_off_agencies_and_off_each_other():
    routes = clear_routes([edge("a", "c", 5.0), edge("c", "a", 4.0), edge("a", "b", 3.0)], ROW)
    places = badge_places(routes, ROW, [])
    for place, route in zip(places, routes, strict=True):
        assert place in route.points
        assert not any(meet((*place, *place), box) for box in ROW.boxes.values())
    for one, other in combinations(places, 2):
        assert np.hypot(one[0] - other[0], one[1] - other[1]) > 2 * BADGE


def test_a_number_between_two_boxes_with_too_little_room_touches_an_edge_and_covers_no_name():
    """Two boxes 12 apart, one above the other: a number of 16 cannot stay off both."""
    tight = Ground(
        {"a": (0.0, 0.0, 100.0, 26.0), "b": (0.0, 38.0, 100.0, 64.0)}, (-50.0, -50.0, 150.0, 120.0)
    )
    behind = replace(tight, boxes={**tight.boxes, "c": (0.0, 76.0, 100.0, 102.0)})
    (route,) = plain_routes([edge("a", "c", 5.0)], behind)
    ((_, y),) = badge_places([route], behind, [])
    assert any(abs(y - middle) < 3.0 for middle in (32.0, 70.0))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("市应急局", ["市应急局"]),
        ("City government duty room", ["City government", "duty room"]),
        ("市安全生产指挥部办公室", ["市安全生产指", "挥部办公室"]),
        ("City emergency-management bureau", ["City emergency-", "management bureau"]),
    ],
)
def test_a_name_is_folded_between_words_or_in_the_middle(name, lines):
    assert fold_name(name, 84.0)[0] == lines


@pytest.mark.parametrize("name", ["x" * 80, "字" * 80, "a " * 60, "City telecommunications office", "W" * 12])
def test_a_name_stays_in_its_box(name):
    lines, size = fold_name(name, 84.0)
    assert 1 <= len(lines) <= 2
    assert size in SIZES
    assert all(width(line, size) <= 84.0 for line in lines)


def test_no_agency_gives_an_empty_layout():
    assert layout(Network((), (), (), (), 0, 0, 0, 0)).bands == ()
