from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text.clock import (
    Days,
    Hours,
    OfficeHours,
    parse_clock,
    parse_dates,
    parse_days,
    parse_hours,
    parse_moment,
    parse_office_hours,
    show_clock,
)
from simulator.text.faults import TextError

MONDAY, SATURDAY = date(2026, 2, 16), date(2026, 2, 21)


@pytest.mark.parametrize(
    ("text", "minutes"), [("21:59", 1319), ("9:05", 545), ("24:00", 1440), ("０８：３０", 510)]
)
def test_a_clock_time_is_minutes_of_the_day(text, minutes):
    assert parse_clock(text) == minutes


@pytest.mark.parametrize("text", ["24:01", "12:60", "1259", "12:5", "", 12, None, "12:59:00"])
def test_what_is_no_clock_time_is_refused(text):
    with pytest.raises(TextError):
        parse_clock(text)


def test_hours_may_go_past_midnight():
    day, night = parse_hours("08:00-18:00"), parse_hours("22:00–06:00")
    assert [day.covers(minute) for minute in (479, 480, 1079, 1080)] == [False, True, True, False]
    assert [night.covers(minute) for minute in (1319, 1320, 0, 359, 360)] == [False, True, True, True, False]
    assert parse_hours("00:00-24:00") == Hours(0, 1440)
    assert parse_hours("08:00至18:00") == Hours(480, 1080)


@pytest.mark.parametrize("text", ["08:00", "08:00-08:00", "24:00-06:00", "8-18", 8, "08:00-25:00"])
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(TextError):
        parse_hours(text)


@pytest.mark.parametrize(
    ("value", "working", "holiday", "weekend"),
    [
        ("workdays", True, False, False),
        ("weekends", False, False, True),
        ("holidays", False, True, False),
        ("Mon-Fri", True, True, False),
        ("Sat", False, False, True),
        ("Fri-Mon", True, True, True),
        (["Sat", "holidays"], False, True, True),
        ("weekends, holidays", False, True, True),
        ("周一至周五", True, True, False),
        ("工作日", True, False, False),
        ("星期六、节假日", False, True, True),
        ("monday", True, True, False),
    ],
)
def test_days_cover_a_workday_a_holiday_on_a_monday_and_a_saturday(value, working, holiday, weekend):
    days = Days.read(value)
    assert days.covers(MONDAY, holiday=False) is working
    assert days.covers(MONDAY, holiday=True) is holiday
    assert days.covers(SATURDAY, holiday=False) is weekend


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Mon-Fry", "`Fry` is no day"),
        ("Mon-Tue-Wed", "`Mon-Tue-Wed` are no days"),
        ([], "no days are named"),
        (5, "`5` is not understood here"),
        ([5], "`5` is not understood here"),
        ("", "`` is no day"),
    ],
)
def test_what_are_no_days_is_refused(value, found):
    with pytest.raises(TextError) as fault:
        parse_days(value)
    assert str(fault.value.found) == found


def test_office_hours_are_days_and_hours_in_either_language():
    office = OfficeHours.read("Mon-Fri 08:30-17:30")
    assert office == parse_office_hours("周一-周五 08:30-17:30")
    assert office.covers(datetime(2026, 2, 16, 8, 30), holiday=False)
    assert not office.covers(datetime(2026, 2, 16, 17, 30), holiday=False)
    assert not office.covers(datetime(2026, 2, 21, 9, 0), holiday=False)
    assert Hours.read("08:30-17:30") == office.hours


@pytest.mark.parametrize("text", ["Mon-Fri", "08:30-17:30", "Mon-Fri 8-17", 5, "Foo 08:30-17:30"])
def test_what_are_no_office_hours_is_refused(text):
    with pytest.raises(TextError):
        parse_office_hours(text)


@pytest.mark.parametrize(
    "text", ["2026-02-17 02:10", "2026-02-17T02:10", "2026-02-17 02:10:00", "2026-02-17 2:10"]
)
def test_a_moment_has_a_date_and_a_clock_time(text):
    assert parse_moment(text) == datetime(2026, 2, 17, 2, 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-02-17", "`2026-02-17` is no date with a clock time"),
        ("2026-02-30 02:10", "there is no day `2026-02-30`"),
        ("2026-02-17 24:00", "`24:00` is no clock time"),
        ("2026-02-17 02:10:60", "`02:10` is no clock time"),
        ("0026-02-17 02:10", "the year 26 is not between 1900 and 2200"),
        (20260217, "`20260217` is not understood here"),
    ],
)
def test_what_is_no_moment_is_refused(text, found):
    with pytest.raises(TextError) as fault:
        parse_moment(text)
    assert str(fault.value.found) == found


def test_dates_are_one_or_all_from_first_to_last():
    assert parse_dates("2026-02-16") == (date(2026, 2, 16),)
    week = parse_dates("2026-02-16..2026-02-22")
    assert len(week) == 7
    assert week[-1] == date(2026, 2, 22)


@pytest.mark.parametrize(
    "text",
    [
        "16.2.2026",
        "2026-02-22..2026-02-16",
        "1950-01-01..2026-01-01",
        "2026-13-01",
        "",
        7,
        "..".join(["2026-01-01"] * 3),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(TextError):
        parse_dates(text)


def test_a_clock_time_shows_the_days_passed():
    start = datetime(2026, 2, 17, 22, 10)
    assert show_clock(start, 0) == "22:10"
    assert show_clock(start, 4 * 3600) == "+1 d 02:10"
    assert show_clock(start, -86400) == "-1 d 22:10"


@given(
    st.text(alphabet="0123456789:-. MonFriT周一、,") | st.text(),
    st.sampled_from([parse_clock, parse_hours, parse_days, parse_office_hours, parse_moment, parse_dates]),
)
def test_any_text_at_all_is_a_time_or_a_fault(text, parse):
    said = "a time"
    try:
        parse(text)
    except TextError as fault:
        said = str(fault.found)
    assert said
