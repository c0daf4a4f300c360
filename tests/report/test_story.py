"""The order in which a story is told."""

from simulator.errors import say
from simulator.report.story import Line, _in_turn


def line(row, *after):
    return Line(0.0, say("{row}", row=row), (), frozenset(), row=row, after=after)


def test_of_one_instant_what_came_of_another_is_told_after_it():
    started, joined, invited = line(1, 3), line(3, 2), line(2, 0)
    assert [each.row for each in _in_turn([started, invited, joined, line(4)])] == [2, 3, 1, 4]


def test_lines_without_a_cause_in_the_instant_keep_their_order_and_circles_end():
    assert [each.row for each in _in_turn([line(5, 1), line(3, 2), line(4)])] == [5, 3, 4]
    assert sorted(each.row for each in _in_turn([line(1, 2), line(2, 1), line(1)])) == [1, 1, 2]
