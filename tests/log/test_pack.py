import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.log.pack import lay_out, pack, unpack
from simulator.log.rows import CONFIRMED, CONTENTS, DONE, LEARNED, NEVER, NOTHING, REPORT, TASK, Log
from simulator.units import TICK

TIMES = st.just(NEVER) | st.integers(0, 2**40).map(lambda ticks: ticks * TICK)
INTEGERS = st.integers(-(2**31), 2**31)
VALUES = (
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))  # half of a surrogate pair included
)
CONTENT = st.tuples(INTEGERS, INTEGERS, INTEGERS, VALUES, TIMES, INTEGERS, INTEGERS)
ROWS = st.builds(
    lambda fields, times, contents, confirmed, length: [*fields, *times, contents, confirmed][:length],
    st.lists(INTEGERS, min_size=8, max_size=8),
    st.lists(TIMES, min_size=7, max_size=7),
    st.none() | st.lists(CONTENT, max_size=3).map(tuple),
    TIMES,
    st.sampled_from([LEARNED + 1, CONTENTS + 1, CONFIRMED + 1]),
)
LOGS = st.builds(Log, st.integers(0, 10**9), st.lists(ROWS, max_size=8), TIMES, st.booleans())


@given(LOGS)
def test_unpacking_what_was_packed_gives_the_same_log(log):
    again = unpack(pack(log))
    assert again == log
    assert repr(again) == repr(log)  # 1, 1.0 and True are equal, and yet not the same


def test_signs_of_zero_and_infinities_survive():
    contents = tuple((0, 0, 0, value, 0.0, 0, 0) for value in (-0.0, 0.0, math.inf, -math.inf))
    row = [REPORT, *[0] * 7, *[NEVER] * 7, contents, NEVER]
    assert repr(unpack(pack(Log(0, [row], 0.0, stopped=False))).rows) == repr([row])


def test_never_is_no_time_on_the_grid():
    # No time is negative, so a second before the start cannot be taken for one.
    rows = [[TASK, *[0] * 7, 0.0, TICK, NEVER, *[NEVER] * 4, None, NEVER]]
    assert unpack(pack(Log(0, rows, 1.0, stopped=True))).rows == rows


def test_a_time_off_the_grid_is_refused_rather_than_rounded():
    rows = [[TASK, *[0] * 7, 0.1, *[NEVER] * 6, None, NEVER]]
    with pytest.raises(ValueError, match="multiple"):
        pack(Log(0, rows, 1.0, stopped=False))


@pytest.mark.parametrize("damaged", [b"", b"drill", pack(Log(0, [], 1.0, stopped=False))[:-8]])
def test_bytes_that_are_no_packed_log_are_refused(damaged):
    with pytest.raises(ValueError, match="not a packed log"):
        unpack(damaged)


def large_log():
    """310 rows, 190 of them messages with one content: a plan of 40 agencies and 120 tasks."""
    rows = []
    for number in range(310):
        begin = number * 97.0
        times = [begin + 13.25 * stage + (number * 7919 % 1024) * TICK for stage in range(7)]
        head = [TASK, number % 120, number - 1, 14, DONE, NOTHING, number - 5, NOTHING]
        contents = None
        if number < 190:
            head[0] = REPORT
            contents = ((number % 120, number - 1, 14, True, begin, 1, number),)
        rows.append([*head, *times, contents, NEVER])
    return Log(7, rows, 43_200.0, stopped=False)


def test_310_rows_with_190_contents_take_about_15_kb_before_compression_and_fewer_after():
    assert 10_000 < len(lay_out(large_log())) < 20_000
    assert len(pack(large_log())) < 10_000
