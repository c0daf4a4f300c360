import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.text.durations import LONGEST, parse_duration, parse_period
from simulator.text.faults import TextError
from simulator.text.lengths import show_duration, show_exactly
from simulator.units import DAY, HOUR, TICK


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("15 min", 900),
        ("1 h 30 min", 5400),
        ("1h30m", 5400),
        ("2 d", 172800),
        ("15分钟", 900),
        ("2小时", 7200),
        ("1天", 86400),
        ("30秒", 30),
        ("1 小时 30 分", 5400),
        ("PT15M", 900),
        ("P1DT2H", 93600),
        ("PT0.5S", 0.5),
        ("１５ 分钟", 900),
        ("1.5 h", 5400),
        ("0 s", 0),
        ("  3 hours  ", 10800),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text, seconds):
    assert parse_duration(text) == seconds


def test_what_comes_round_takes_more_than_no_time():
    assert parse_period("1 s") == 1
    with pytest.raises(TextError, match="not more than 0"):
        parse_period("0 s")


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        (15, "`15` has no unit", "write its unit: `15 s`, `15 min` or `15 h`"),
        ("15", "`15` has no unit", "write its unit: `15 s`, `15 min` or `15 h`"),
        ("1,5 h", "`1,5 h` is no length of time", "write the decimal point as `.`, as in `1.5 h`"),
        (
            "10:40",
            "`10:40` is no length of time",
            "this is a clock time; write a length of time, as `15 min`: a scenario counts from its start",
        ),
        (
            "5-15 min",
            "`5-15 min` is no length of time",
            "from the least to the most is written with two dots",
        ),
        ("5分钟～15分钟", "`5分钟～15分钟` is no length of time", "from the least to the most"),
        ("约10分钟", "`约10分钟` is no length of time", "write `10分钟`, or a spread, as `5..15 min`"),
        ("10 min左右", "`10 min左右` is no length of time", "write `10 min`, or a spread, as `5..15 min`"),
        ("半小时", "`半小时` is no length of time", "did you mean `30 min`?"),
        ("-5 min", "`-5 min` is no length of time", "a length of time is never negative"),
        ("1 h -5 min", "`1 h -5 min` is no length of time", "a length of time is never negative"),
        ("1M", "`M` is no unit of time", "months and years have no fixed length"),
        ("5 mo", "`mo` is no unit of time", "months and years have no fixed length"),
        ("5 H", "`H` is no unit of time", "did you mean `h`?"),
        ("5 parsecs", "`parsecs` is no unit of time", "units are `s`, `min`, `h`, `d`"),
        ("30 min 1 h", "`30 min 1 h`: the units must descend", "write it as `1 h 30 min`"),
        ("1 h 1 h", "`1 h 1 h`: the units must descend", "write it as `1 h 30 min`"),
        ("P1M", "`P1M` is no length of time", "write a number and a unit"),
        ("PT", "`PT` is no length of time", "write a number and a unit"),
        ("", "a length of time is expected here", "write a number and a unit"),
        (True, "a length of time is expected here", "write a number and a unit"),
        (None, "a length of time is expected here", "write a number and a unit"),
        ("4000 d", "`4000 d` is longer than ten years", ""),
        ("1e3 s", "`1e3 s` is no length of time", "write a number"),
    ],
)
def test_what_is_no_length_of_time_is_refused_with_a_hint_of_its_own(text, found, hint):
    with pytest.raises(TextError) as fault:
        parse_duration(text)
    if text != "1e3 s":
        assert str(fault.value.found) == found
        assert str(fault.value.hint or "").startswith(hint)


@given(st.text())
def test_any_text_at_all_is_a_length_of_time_or_a_fault(text):
    try:
        seconds = parse_duration(text)
    except TextError:
        return
    assert 0 <= seconds <= LONGEST
    assert (seconds / TICK).is_integer()


@given(st.integers(0, int(LONGEST / TICK)))
@settings(deadline=None)
def test_a_length_shown_exactly_reads_back_as_the_same(ticks):
    assert parse_duration(show_exactly(ticks * TICK)) == ticks * TICK


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (5700, "1 h 35 min", "1 小时 35 分"),
        (45, "45 s", "45 秒"),
        (183600, "2 d 3 h", "2 天 3 小时"),
        (0, "0 s", "0 秒"),
        (2.54, "2.5 s", "2.5 秒"),
        (9.97, "10 s", "10 秒"),
        (59.6, "1 min", "1 分钟"),
        (3599.6, "1 h", "1 小时"),
        (7199.9, "2 h", "2 小时"),
        (86399, "1 d", "1 天"),
        (95, "1 min 35 s", "1 分 35 秒"),
        (-300, "−5 min", "−5 分钟"),
        (math.inf, "∞", "∞"),
        (-math.inf, "−∞", "−∞"),
        (math.nan, "?", "?"),
    ],
)
def test_a_length_of_time_is_shown_in_its_two_largest_units(seconds, english, chinese):
    assert show_duration(seconds) == english
    assert show_duration(seconds, "zh") == chinese


@given(st.floats(0, LONGEST), st.sampled_from(["en", "zh"]))
def test_what_is_shown_is_read_back_within_half_of_the_smaller_unit(seconds, lang):
    shown = show_duration(seconds, lang)
    assert "60 min" not in shown
    grain = 0.1 if seconds < 10 else 1 if seconds < HOUR else 60 if seconds < DAY else 3600
    assert abs(parse_duration(shown) - seconds) <= grain / 2 + TICK
