"""The grid on which all times lie."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.units import DAY, HOUR, MINUTE, TICK, on_grid


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_time_moves_by_at_most_half_a_tick(seconds):
    assert abs(on_grid(seconds) - seconds) <= TICK / 2


@given(st.lists(st.floats(min_value=0, max_value=30 * DAY), min_size=2, max_size=20))
def test_sums_of_times_do_not_depend_on_their_order(lengths):
    times = [on_grid(length) for length in lengths]
    assert sum(times) == sum(reversed(times))


def test_whole_seconds_lie_on_the_grid():
    assert [on_grid(unit) for unit in (1.0, MINUTE, HOUR, DAY)] == [1.0, 60.0, 3600.0, 86400.0]
