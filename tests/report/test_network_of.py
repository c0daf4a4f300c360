"""From plans and gaps to the network: what each link costs, what is missing, what is ringed."""

from dataclasses import replace

import pytest

from simulator.analysis.gaps.boundary import seconds_of
from simulator.report import network_of as module
from simulator.report.network_of import network_of
from simulator.scenario.read import read_case
from tests.report.made_up_gaps import SCENARIO, city, gap, made_up

GAPS = tuple(made_up())
SLOW = "north.石沟村>north.town_shigou:report"


def made(*gaps, lang="en"):
    return network_of(city(), gaps, lang=lang)


def edge(network, name):
    (found,) = [edge for edge in network.edges if edge.name == name]
    return found


def node(network, agency):
    (found,) = [node for node in network.nodes if node.agency == agency]
    return found


def test_every_agency_is_there_once_and_alike_ones_are_one():
    network = made()
    names = [node.agency for node in network.nodes]
    assert len(names) == len(set(names))
    assert sum(node.copies for node in network.nodes) == len(city().actors) == network.agencies
    assert node(network, "north.grid_qiaotou").copies == 6


def test_every_link_is_there_once():
    network = made()
    whole = {name.partition("#")[0] for name in (edge.name for edge in city().edges)}
    assert len({edge.name for edge in network.edges}) == len(network.edges)
    assert {edge.name.partition("#")[0] for edge in network.edges} <= whole | {
        edge.name for edge in network.edges
    }
    assert not any(edge.missing or edge.minutes for edge in network.edges)


def test_the_minutes_of_a_gap_are_parted_alike_among_its_links():
    # 48 min over three links
    network = made(GAPS[0])
    assert edge(network, SLOW).minutes == 16.0
    assert sum(edge.minutes or 0.0 for edge in network.edges) == 48.0


def test_two_gaps_on_one_link_add_up():
    other = gap("medium", "x", "north.town_shigou", "north.石沟村", 4.0, links=(SLOW,))
    assert edge(made(GAPS[0], other), SLOW).minutes == 20.0


def test_links_of_alike_agencies_cost_together():
    # 6 min over the links to grids 1 and 2, drawn as one
    links = tuple(f"north.qiaotou_village>north.grid_qiaotou#{number}:warn" for number in (1, 2))
    network = made(gap("desk", "x", "north.grid_qiaotou#1", "north.qiaotou_village", 6.0, links=links))
    assert edge(network, "north.qiaotou_village>north.grid_qiaotou:warn").minutes == 6.0


def test_an_information_gap_without_a_path_is_a_missing_link_from_who_knows_to_who_wants():
    network = made(gap("information", "x", "city.environment", "mine.dispatch_room", rule="no_path"))
    (missing,) = [edge for edge in network.edges if edge.missing]
    assert (missing.sender, missing.receiver, missing.minutes) == (
        "mine.dispatch_room",
        "city.environment",
        None,
    )
    assert network.missing == 1


def test_an_information_gap_without_links_is_a_missing_link_too_with_its_minutes():
    network = made(gap("information", "x", "city.environment", "mine.dispatch_room", 9.0))
    assert [edge.minutes for edge in network.edges if edge.missing] == [9.0]


def test_facts_missing_between_the_same_two_are_one_line():
    two = [
        gap("information", place, "city.environment", "mine.dispatch_room", minutes)
        for place, minutes in (("x", 9.0), ("y", None))
    ]
    network = made(*two)
    assert [edge.minutes for edge in network.edges if edge.missing] == [9.0]
    assert {finding.edges for finding in network.findings} == {("mine.dispatch_room>city.environment",)}


@pytest.mark.parametrize("rule", ["border", "enterprise"])
def test_a_seam_that_lacks_a_link_is_a_missing_link_whatever_others_it_names(rule):
    network = made(gap("seam", "x", "plant.head", "city.fire_brigade", rule=rule, links=(SLOW,)))
    assert [edge.name for edge in network.edges if edge.missing] == ["city.fire_brigade>plant.head"]
    assert edge(network, SLOW).minutes is None


@pytest.mark.parametrize("rule", ["two_meanings", "required"])
def test_what_no_link_would_help_is_not_a_missing_link(rule):
    assert made(gap("information", "rvp", "north.fire", "north.police", rule=rule)).missing == 0


def test_an_agency_does_not_lack_a_link_to_itself():
    assert made(gap("information", "x", "north.fire", "north.fire", 3.0)).missing == 0


def test_a_link_with_a_gap_that_was_not_timed_is_told_from_one_without():
    network = made(gap("medium", "x", "north.town_shigou", "north.石沟村", rule="single_line", links=(SLOW,)))
    assert edge(network, SLOW).minutes == 0.0
    assert not edge(network, SLOW).costly


@pytest.mark.parametrize(
    ("kind", "rule", "single"),
    [
        ("medium", "single_agency", True),
        ("medium", "single_line", False),
        ("desk", "queue", False),
    ],
)
def test_a_single_point_of_failure_is_ringed(kind, rule, single):
    network = made(gap(kind, "x", "city.fire_brigade", "linjiang.duty_room", rule=rule))
    assert [node.agency for node in network.nodes if node.single] == ["linjiang.duty_room"] * single
    assert network.singles == single


def test_minutes_on_no_link_lie_at_the_agency_that_they_come_from():
    network = made(gap("authority", "x", "north.town_shigou", "north.headquarters", 16.0))
    assert node(network, "north.headquarters").minutes == 16.0
    assert not any(edge.minutes for edge in network.edges)


def test_minutes_of_a_desk_lie_at_the_desk_though_it_is_the_side_in_want():
    network = made(gap("desk", "city.em_duty", "city.em_duty", "city.red_cross", 27.0))
    assert node(network, "city.em_duty").minutes == 27.0
    assert network.findings[0].agency == "city.em_duty"


def test_no_minute_is_lost_or_counted_twice():
    network = made(*GAPS)
    total = sum(edge.minutes or 0.0 for edge in network.edges) + sum(node.minutes for node in network.nodes)
    assert total == pytest.approx(sum(seconds_of(gap) or 0.0 for gap in GAPS) / 60)


def test_the_dearest_gaps_are_numbered_from_one():
    findings = made(*GAPS).findings
    assert [finding.number for finding in findings] == list(range(1, 11))
    assert [finding.minutes for finding in findings][:3] == [64.0, 48.0, 41.0]
    assert findings[0].title == "Nobody tells Binhe town of the leak"


def test_regions_of_another_authority_and_enterprises_are_zones_of_their_own():
    kinds = {zone.name: zone.kind for zone in made().zones}
    assert kinds["neighbour:city.linjiang"] == "neighbour"
    assert kinds["own:city.north"] == "own"
    assert kinds["enterprise:plant"] == kinds["enterprise:mine"] == "enterprise"


def test_a_site_goes_by_the_plan_of_the_enterprise_and_by_the_region_in_a_plan_of_somebody_else():
    titles = {zone.name: zone.title for zone in made().zones}
    assert titles["enterprise:plant"] == "Beiling Cold Chain ammonia accident plan"
    relief = read_case(SCENARIO.with_name("relief_after_flood.yaml")).composition
    titles = {zone.name: zone.title for zone in network_of(relief, (), lang="zh").zones}
    assert titles["enterprise:relief"] == "石沟流域"


def test_a_link_that_the_plans_do_not_have_costs_at_the_agency():
    network = made(gap("desk", "x", "city.em_duty", "city.em_duty", 3.0, links=("city.gone",)))
    assert node(network, "city.em_duty").minutes == 3.0


def test_neither_the_order_of_gaps_nor_that_of_agencies_changes_anything():
    turned = replace(
        city(),
        actors=dict(reversed(city().actors.items())),
        edges=tuple(reversed(city().edges)),
    )
    assert network_of(turned, GAPS[::-1], lang="zh") == made(*GAPS, lang="zh")


def test_of_too_many_agencies_those_at_a_gap_are_kept_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(module, "MOST_AGENCIES", 30)
    network = made(*GAPS)
    touched = {side.agency for gap in GAPS for side in gap.sides}
    assert len(network.nodes) == 30
    assert touched <= {node.agency for node in network.nodes}
    assert network.agencies_left_out == 83 - sum(node.copies for node in network.nodes)
    ends = {end for edge in network.edges for end in (edge.sender, edge.receiver)}
    assert ends <= {node.agency for node in network.nodes}


def test_of_too_many_missing_links_the_dearest_are_kept_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(module, "MOST_MISSING", 2)
    network = made(*GAPS)
    assert [edge.minutes for edge in network.edges if edge.missing] == [64.0, 14.0]
    assert (network.missing, network.missing_left_out) == (5, 3)
