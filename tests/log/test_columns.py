from math import inf
from zlib import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.log.columns import pack_numbers, pack_times, unpack_numbers, unpack_times
from simulator.units import TICK

ON_GRID = st.just(inf) | st.integers(0, 2**40).map(lambda ticks: ticks * TICK)
TIMES = st.lists(ON_GRID) | st.lists(ON_GRID | st.floats(0, 1e9))


@given(TIMES)
def test_times_come_back_as_they_were_on_the_grid_or_off_it(times):
    packed = pack_times(np.array(times, dtype=float))
    assert unpack_times(packed, len(times)).tolist() == times


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_numbers_come_back_as_they_were(numbers):
    packed = pack_numbers(np.array(numbers, dtype=np.int64))
    assert unpack_numbers(packed, len(numbers)).tolist() == numbers


def test_a_random_time_within_half_a_day_takes_less_than_four_bytes():
    times = np.random.default_rng(1).integers(0, 43_200 * 1024, 10_000) * TICK
    assert len(pack_times(times)) < 4 * 10_000


def test_what_never_changes_takes_next_to_nothing():
    assert len(pack_times(np.full(10_000, inf))) < 50


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"z" + compress(b"12"),
        b"b12",
        b"b" + compress(b"1"),  # of one replication
        b"b" + compress(b"123"),  # of three
        b"b" + compress(b"\0" * 10**7),
        b"h" + compress(b"123"),
    ],
)
def test_bytes_that_are_not_the_values_of_two_replications_are_refused(damaged):
    with pytest.raises(ValueError, match="not"):
        unpack_numbers(damaged, 2)
    with pytest.raises(ValueError, match="not"):
        unpack_times(damaged, 2)
