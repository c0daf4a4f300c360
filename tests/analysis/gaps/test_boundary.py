"""The boundary matrix, worked out by hand."""

import json
from dataclasses import replace

import pytest

from simulator.analysis.gaps.boundary import (
    axis_values,
    boundary_matrix,
    boundary_record,
    matrix_within,
    neighbouring,
    seconds_of,
)
from simulator.errors import say
from simulator.plan.gap import Evidence, Gap, Side
from tests.report.made_up_gaps import city, made_up

DUTY = Side("city.duty", "government", "city", "city")
BUREAU = Side("north.bureau", "government", "county", "north")
PLANT = Side("plant.room", "enterprise", "site", "north")
MINE = Side("mine.room", "enterprise", "site", "north")
FIRE = Side("river.fire", "public_safety", "city", "river")
GRID = Side("north.grid", "community", "village_grid", "")


def gap(place, wants, source, *seconds):
    """A gap with one measurement for each number; without any it was found by the audit alone."""
    runs = tuple(Evidence("runs", say("1 problem"), {"mean_s": mean}) for mean in seconds)
    return Gap(
        "information",
        place,
        "lag",
        say("1 problem"),
        say("1 problem"),
        "low",
        (wants, source),
        runs or (Evidence("audit", say("1 problem")),),
    )


# Between government and enterprise: a (600 s), b (120 s, in want on the other side), c (not timed):
# 3 gaps, 720 s, 1 not timed. Inside government: d (60 s). Between the neighbour and government: e (300 s).
GAPS = (
    gap("a", BUREAU, PLANT, 600.0),
    gap("b", MINE, DUTY, 120.0),
    gap("c", BUREAU, PLANT),
    gap("d", DUTY, BUREAU, 60.0),
    gap("e", FIRE, DUTY, 300.0),
)


def found(matrix):
    return {cell.between: (len(cell.gaps), cell.seconds, cell.unmeasured) for cell in matrix.cells}


def test_a_gap_counts_once_whichever_side_is_in_want():
    assert found(boundary_matrix(GAPS, by="sector")) == {
        ("government", "government"): (1, 60.0, 0),
        ("government", "enterprise"): (3, 720.0, 1),
        ("government", "public_safety"): (1, 300.0, 0),
    }


def test_whoever_stands_in_a_neighbouring_region_is_a_neighbour():
    matrix = boundary_matrix(GAPS, by="sector", neighbours={"river"})
    assert matrix.cell("neighbour", "government").gaps == ("information:e",)
    assert matrix.cell("government", "public_safety") is None


def test_levels_and_regions_are_counted_alike():
    # a, c: county and site; b: city and site; d: city and county; e: both city
    assert found(boundary_matrix(GAPS, by="level")) == {
        ("city", "city"): (1, 300.0, 0),
        ("city", "county"): (1, 60.0, 0),
        ("city", "site"): (1, 120.0, 0),
        ("county", "site"): (2, 600.0, 1),
    }
    assert boundary_matrix(GAPS, by="region").cell("north", "north").gaps == (
        "information:a",
        "information:c",
    )


def test_an_agency_without_region_has_an_empty_one():
    assert boundary_matrix([gap("g", GRID, DUTY, 1.0)], by="region").rows == ("", "city")


def test_the_dearest_gap_of_a_cell_comes_first():
    gaps = (GAPS[2], GAPS[1], GAPS[0])
    assert boundary_matrix(gaps, by="sector").cells[0].gaps == (
        "information:a",
        "information:b",
        "information:c",
    )


def test_the_order_of_the_gaps_changes_nothing():
    assert boundary_matrix(GAPS, by="agency") == boundary_matrix(GAPS[::-1], by="agency")
    assert matrix_within(GAPS, by="sector", between=("government", "enterprise")) == matrix_within(
        GAPS[::-1], by="sector", between=("government", "enterprise")
    )


def test_all_cells_together_hold_every_gap_and_every_second():
    for by in ("sector", "level", "region", "agency"):
        cells = boundary_matrix(GAPS, by=by).cells
        assert sum(len(cell.gaps) for cell in cells) == 5
        assert sum(cell.seconds for cell in cells) == 1080.0


def test_values_without_a_gap_are_shown_if_asked_for_and_keep_the_order_of_the_axis():
    matrix = boundary_matrix(GAPS, by="sector", values=("volunteer", "medical", "enterprise"))
    assert matrix.rows == ("government", "enterprise", "public_safety", "medical", "volunteer")


def test_what_two_rules_measured_of_one_gap_counts_together_on_the_way_that_loses_most():
    def measured(**ways):
        records = [{"milestone": name, "mean_s": mean} for name, mean in ways.items()]
        return Evidence("runs", say("1 problem"), {"mean_s": max(ways.values()), "ways": records})

    # out: 30 + 40 s, shut: 60 s
    both = replace(gap("x", DUTY, PLANT), evidence=(measured(out=30.0), measured(out=40.0, shut=60.0)))
    assert seconds_of(both) == 70.0
    assert seconds_of(gap("x", DUTY, PLANT, 90.0)) == 90.0
    assert seconds_of(gap("x", DUTY, PLANT)) is None


def test_inside_a_boundary_the_agencies_of_one_side_are_rows_and_of_the_other_columns():
    matrix = matrix_within(GAPS, by="sector", between=("enterprise", "government"))
    assert matrix.rows == ("plant.room", "mine.room")  # 600 s before 120 s
    assert matrix.columns == ("north.bureau", "city.duty")
    assert found(matrix) == {
        ("plant.room", "north.bureau"): (2, 600.0, 1),
        ("mine.room", "city.duty"): (1, 120.0, 0),
    }
    assert not matrix.triangular


def test_inside_one_value_the_matrix_is_one_like_any_other():
    matrix = matrix_within(GAPS, by="sector", between=("government", "government"))
    assert matrix.triangular
    assert matrix.rows == ("city.duty", "north.bureau")


def test_a_boundary_can_be_looked_into_by_another_axis():
    matrix = matrix_within(GAPS, by="sector", between=("government", "enterprise"), into="level")
    assert found(matrix) == {("county", "site"): (2, 600.0, 1), ("city", "site"): (1, 120.0, 0)}


def test_inside_a_boundary_a_pair_of_values_and_its_reverse_are_two_cells():
    # on both sides of the border stand a government and an enterprise, and each waits for the other's
    works = Side("city.works", "enterprise", "site", "city")
    gaps = (gap("a", DUTY, PLANT, 600.0), gap("b", works, BUREAU, 120.0))
    matrix = matrix_within(gaps, by="region", between=("city", "north"), into="sector")
    assert (matrix.rows, matrix.columns) == (("government", "enterprise"), ("enterprise", "government"))
    assert [matrix.cell(*ends).seconds for ends in zip(matrix.rows, matrix.columns, strict=True)] == [
        600,
        120,
    ]
    gaps = (gap("a", DUTY, BUREAU, 600.0), gap("b", DUTY, PLANT, 60.0), gap("c", works, BUREAU, 60.0))
    matrix = matrix_within(gaps, by="region", between=("city", "north"), into="sector")
    assert matrix.rows == matrix.columns == ("government", "enterprise")
    assert not matrix.triangular
    assert found(matrix) == {
        ("government", "government"): (1, 600.0, 0),
        ("government", "enterprise"): (1, 60.0, 0),
        ("enterprise", "government"): (1, 60.0, 0),
    }
    assert matrix.cell("enterprise", "government").gaps == ("information:c",)


def test_only_cells_between_two_values_are_boundaries():
    across = {cell.between: cell.across for cell in boundary_matrix(GAPS, by="sector").cells}
    assert across[("government", "enterprise")]
    assert not across[("government", "government")]


def test_no_gap_gives_no_cell():
    assert boundary_matrix((), by="sector", values=("government",)).cells == ()


def test_the_shipped_neighbour_is_one():
    assert neighbouring(city()) == {"city.linjiang"}


def test_the_sectors_of_a_composition_stand_in_the_order_of_the_format():
    assert axis_values(city(), by="sector")[:3] == ("government", "enterprise", "neighbour")
    assert axis_values(city(), by="level")[0] == "province"


def test_the_record_for_the_summary_holds_every_axis_and_is_json():
    record = json.loads(json.dumps(boundary_record(city(), made_up())))
    assert list(record) == ["sector", "level", "region", "agency"]
    for axis in record.values():
        assert sum(cell["number"] for cell in axis["cells"]) == len(tuple(made_up()))
        assert sum(cell["minutes"] for cell in axis["cells"]) == pytest.approx(415.0)
        assert {value for cell in axis["cells"] for value in cell["between"]} <= set(axis["values"])
    cell = next(cell for cell in record["sector"]["cells"] if cell["between"] == ["government", "enterprise"])
    # 31 min reported late by the plant, 5 min of levels that do not meet, two missing links not timed
    assert (cell["number"], cell["minutes"], cell["unmeasured"]) == (4, 36.0, 2)
    assert cell["gaps"][0] == "information:leak@north.em_bureau"
