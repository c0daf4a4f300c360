"""Where bars and labels go: never over each other."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from simulator.report.placing import stacked, staggered

POINTS = st.lists(st.tuples(st.integers(0, 400), st.integers(5, 150)), max_size=25)


@given(POINTS)
def test_spans_of_one_row_never_touch(points):
    spans = [(at, at + wide) for at, wide in points]
    rows = stacked(spans, gap=2)
    for (one, row), (other, second) in combinations(zip(spans, rows, strict=True), 2):
        assert row != second or one[1] + 2 <= other[0] or other[1] + 2 <= one[0]


@given(POINTS)
def test_rows_are_used_from_the_first_on_without_a_gap(points):
    rows = stacked([(at, at + wide) for at, wide in points])
    assert set(rows) == set(range(len(set(rows))))


@given(POINTS)
def test_labels_of_one_level_never_cover_each_other(points):
    levels = staggered(points, gap=4)
    for (one, level), (other, second) in combinations(zip(points, levels, strict=True), 2):
        assert level != second or one[0] <= other[0] - other[1] or other[0] <= one[0] - one[1]


@given(POINTS)
def test_no_leader_runs_through_a_lower_label(points):
    levels = staggered(points, gap=4)
    for (at, _), level in zip(points, levels, strict=True):
        for (end, wide), lower in zip(points, levels, strict=True):
            assert not (lower < level and end - wide < at < end)
