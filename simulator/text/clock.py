"""Clock times, days and moments: `21:59`, `Mon-Fri 08:30-17:30`, `2026-02-17 02:10`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import say
from simulator.text.faults import TextError, did_you_mean, plain, shown
from simulator.text.fields import Readable

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_DASH = r"\s*[-–—~至到]\s*"
_HOURS = re.compile(rf"(\d{{1,2}}:\d\d){_DASH}(\d{{1,2}}:\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d\d?:\d\d)(?::(\d\d))?")
_YEARS = (1900, 2200)
_MOST_DAYS = 3660
_DAY = 1440


def _text(value: object, example: str) -> str:
    if isinstance(value, str):
        return plain(value)
    raise TextError(
        say("`{text}` is not understood here", text=shown(value)),
        say("write it as `{example}`", example=example),
    )


def _schema(description: str, *examples: str) -> dict[str, Any]:
    return {"type": "string", "description": description, "examples": list(examples)}


def parse_clock(value: object) -> int:
    """Read a clock time as minutes of the day; `24:00` is the end of the day.

    Raises `TextError` for all else.

    >>> parse_clock("21:59")
    1319
    """
    text = _text(value, "21:59")
    match = _CLOCK.fullmatch(text)
    if not match:
        raise TextError(say("`{text}` is no clock time", text=shown(text)), say("write it as `21:59`"))
    minutes = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minutes > _DAY:
        raise TextError(say("`{text}` is no clock time", text=shown(text)), say("the day ends at 24:00"))
    return minutes


@dataclass(frozen=True, slots=True)
class Hours(Readable):
    """Part of a day in minutes, from `start` to before `end`, past midnight if `end` is not later."""

    schema = _schema("From and to, may go past midnight. 起止时刻，可跨零点。", "08:00-18:00")

    start: int
    end: int

    @classmethod
    def read(cls, value: object) -> "Hours":
        """Read it from text."""
        return parse_hours(value)

    def covers(self, minute: int) -> bool:
        """Tell whether a minute of the day (0 to 1439) lies within."""
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def parse_hours(value: object) -> Hours:
    """Read `08:00-18:00`; `22:00-06:00` goes past midnight.

    Raises `TextError` for all else, and where it ends as it begins.
    """
    text = _text(value, "08:00-18:00")
    match = _HOURS.fullmatch(text)
    if not match:
        raise TextError(say("`{text}` are no hours", text=shown(text)), say("write it as `08:00-18:00`"))
    start, end = parse_clock(match[1]), parse_clock(match[2])
    if start in (end, _DAY):
        raise TextError(
            say("`{text}` has no length", text=shown(text)), say("the whole day is `00:00-24:00`")
        )
    return Hours(start, end)


_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS: dict[str, int] = {
    **{name.lower(): day for day, name in enumerate(_WEEK)},
    **{
        name: day
        for day, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    },
    **{
        prefix + letter: day
        for prefix in ("周", "星期", "礼拜")
        for day, letter in enumerate("一二三四五六日")
    },
    **{prefix + "天": 6 for prefix in ("周", "星期", "礼拜")},
}
_GROUPS = {
    "workdays": "workdays", "工作日": "workdays", "weekends": "weekends", "周末": "weekends",
    "holidays": "holidays",     "节假日": "holidays", "节日": "holidays", "假日": "holidays",
}  # fmt: skip
_WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Days(Readable):
    """A set of days.

    `weekdays` (0 is Monday) count on holidays too; `workdays` are Monday to Friday without holidays.
    """

    schema = {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
        "description": "Days: workdays, weekends, holidays, Mon-Fri, Sat. 工作日、周末、节假日、周一-周五。",
        "examples": ["workdays", "Mon-Fri", ["Sat", "holidays"]],
    }

    weekdays: frozenset[int] = frozenset()
    workdays: bool = False
    holidays: bool = False

    @classmethod
    def read(cls, value: object) -> "Days":
        """Read it from text."""
        return parse_days(value)

    def covers(self, day: date, *, holiday: bool) -> bool:
        """Tell whether a day is one of these; `holiday` says whether it is a public holiday."""
        weekday = day.weekday()
        return (
            weekday in self.weekdays
            or (self.holidays and holiday)
            or (self.workdays and not holiday and weekday not in _WEEKEND)
        )

    def __or__(self, other: "Days") -> "Days":
        """Give the days of both."""
        return Days(
            self.weekdays | other.weekdays, self.workdays or other.workdays, self.holidays or other.holidays
        )


def parse_days(value: object) -> Days:
    """Read `workdays`, `weekends`, `holidays`, `Mon-Fri`, `Sat`, or a list of them.

    Raises `TextError` for all else.
    """
    items = value if isinstance(value, list) else re.split("[,、]", _text(value, "Mon-Fri"))
    if not items:
        raise TextError(say("no days are named"), say("write it as `{example}`", example="Mon-Fri"))
    days = Days()
    for item in items:
        days = days | _days(_text(item, "Mon-Fri").strip())
    return days


def _days(text: str) -> Days:
    group = _GROUPS.get(text.lower())
    if group:
        return Days(
            _WEEKEND if group == "weekends" else frozenset(), group == "workdays", group == "holidays"
        )
    first, *rest = re.split(_DASH, text)
    start = _weekday(first)
    if len(rest) > 1:
        raise TextError(
            say("`{text}` are no days", text=shown(text)), say("write it as `{example}`", example="Mon-Fri")
        )
    end = _weekday(rest[0]) if rest else start
    return Days(frozenset((start + step) % 7 for step in range((end - start) % 7 + 1)))


def _weekday(word: str) -> int:
    day = _WEEKDAYS.get(word.lower())
    if day is not None:
        return day
    known = (*_WEEK, "workdays", "weekends", "holidays")
    hint = did_you_mean(word, known) or say("days are `Mon` to `Sun`, `workdays`, `weekends`, `holidays`")
    raise TextError(say("`{text}` is no day", text=shown(word)), hint)


@dataclass(frozen=True, slots=True)
class OfficeHours(Readable):
    """The hours of certain days."""

    schema = _schema("Days and hours. 工作时间。", "Mon-Fri 08:30-17:30", "周一-周五 08:30-17:30")

    days: Days
    hours: Hours

    @classmethod
    def read(cls, value: object) -> "OfficeHours":
        """Read it from text."""
        return parse_office_hours(value)

    def covers(self, moment: datetime, *, holiday: bool) -> bool:
        """Tell whether a moment lies within; `holiday` says whether its day is a public holiday."""
        return self.days.covers(moment.date(), holiday=holiday) and self.hours.covers(
            moment.hour * 60 + moment.minute
        )


def parse_office_hours(value: object) -> OfficeHours:
    """Read `Mon-Fri 08:30-17:30`.

    Raises `TextError` for all else.
    """
    text = _text(value, "Mon-Fri 08:30-17:30")
    match = re.fullmatch(rf"(.*?)\s*({_HOURS.pattern})", text)
    if not match or not match[1]:
        found = say("`{text}` are no office hours", text=shown(text))
        raise TextError(found, say("write it as `{example}`", example="Mon-Fri 08:30-17:30"))
    return OfficeHours(parse_days(match[1]), parse_hours(match[2]))


def parse_moment(value: object) -> datetime:
    """Read a date and clock time, local, without zone; seconds are optional.

    Raises `TextError` for all else.
    """
    text = _text(value, "2026-02-17 02:10")
    match = _MOMENT.fullmatch(text)
    if not match:
        found = say("`{text}` is no date with a clock time", text=shown(text))
        raise TextError(found, say("write it as `{example}`", example="2026-02-17 02:10"))
    minutes, seconds = parse_clock(match[2]), int(match[3] or 0)
    if minutes == _DAY or seconds > 59:
        raise TextError(
            say("`{text}` is no clock time", text=shown(match[2])), say("midnight is 00:00 of the next day")
        )
    day = _date(match[1])
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, seconds)


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise TextError(say("there is no day `{text}`", text=text)) from None
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise TextError(
            say(
                "the year {year} is not between {first} and {last}",
                year=day.year,
                first=_YEARS[0],
                last=_YEARS[1],
            )
        )
    return day


def parse_dates(value: object) -> tuple[date, ...]:
    """Read a date, or the first and last of several: `2026-02-16..2026-02-22`.

    Raises `TextError` for all else, for an end before the beginning and for too long a time.
    """
    text = _text(value, "2026-02-16..2026-02-22")
    ends = [part.strip() for part in text.split("..")]
    if len(ends) > 2 or not all(_DATE.fullmatch(end) for end in ends):
        found = say("`{text}` is no date", text=shown(text))
        raise TextError(found, say("write `2026-02-16`, or `2026-02-16..2026-02-22` for several days"))
    first, last = _date(ends[0]), _date(ends[-1])
    if last < first:
        raise TextError(say("`{text}` ends before it begins", text=shown(text)))
    if (last - first).days >= _MOST_DAYS:
        raise TextError(say("`{text}` is longer than ten years", text=shown(text)))
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def show_clock(start: datetime, seconds: float) -> str:
    """Give the clock time `seconds` after `start`, with the days passed where it is another day.

    >>> show_clock(datetime(2026, 2, 17, 22, 10), 4 * 3600)
    '+1 d 02:10'
    """
    moment = start + timedelta(seconds=seconds)
    days = (moment.date() - start.date()).days
    return f"{days:+d} d {moment:%H:%M}" if days else f"{moment:%H:%M}"


Moment = Annotated[
    datetime,
    PlainValidator(parse_moment),
    WithJsonSchema(_schema("A date and a clock time. 日期和时刻。", "2026-02-17 02:10")),
]
"""A field that holds a date and clock time."""

DateSpan = Annotated[
    tuple[date, ...],
    PlainValidator(parse_dates),
    WithJsonSchema(
        _schema("A date, or first..last. 日期，或起..止。", "2026-10-01", "2026-02-16..2026-02-22")
    ),
]
"""A field that holds one or more dates in order."""
