"""Lengths of time as people write them: `90 s`, `1 h 30 min`, `15分钟`, `PT15M`."""

import math
import re
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import Message, say
from simulator.text.faults import TextError, plain, shown
from simulator.units import DAY, HOUR, MINUTE, Seconds, on_grid

LONGEST = Seconds(3650 * DAY)
"""The longest length of time that a plan may name: ten years."""

UNITS: dict[str, float] = {
    **dict.fromkeys(["d", "day", "days", "天", "日"], DAY),
    **dict.fromkeys(["h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时"], HOUR),
    **dict.fromkeys(["m", "min", "mins", "minute", "minutes", "分", "分钟"], MINUTE),
    **dict.fromkeys(["s", "sec", "secs", "second", "seconds", "秒", "秒钟"], 1.0),
}
"""Length of each unit in seconds."""

NUMBER = r"\d{1,12}(?:\.\d{1,9})?"
_PART = re.compile(rf"\s*({NUMBER})\s*([^\W\d_]+)")
_ISO = re.compile(rf"P(?:({NUMBER})D)?(?:T(?=\d)(?:({NUMBER})H)?(?:({NUMBER})M)?(?:({NUMBER})S)?)?")
_ABOUT = re.compile(r"(?:大约|约|~|about )\s*(.+?)(?:左右|上下)?|(.+?)(?:左右|上下)")
_ISO_UNITS = (DAY, HOUR, MINUTE, 1.0)
_EXAMPLE = say("write a number and a unit, such as `90 s`, `15 min`, `1 h 30 min` or `2 d`")


def parse_duration(text: object) -> Seconds:
    """Read a length of time, in seconds on the grid of `TICK`.

    Units descend (`1 h 30 min`), each at most once. Raises `TextError` for all else: a number without unit, a
    comma in a number, a clock time, a sign, an unknown unit, more than ten years.

    >>> parse_duration("1h30m")
    5400.0
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        if not math.isfinite(text):
            raise TextError(say("a length of time has an end, as `2 h`"))
        raise TextError(say("`{text}` has no unit", text=shown(text)), with_unit(text))
    if not isinstance(text, str):
        raise TextError(say("a length of time is expected here"), _EXAMPLE)
    written = plain(text)
    if about := _ABOUT.fullmatch(written):
        found = say("`{text}` is no length of time", text=shown(text))
        raise TextError(found, say("write `{word}`, or a spread, as `5..15 min`", word=about[1] or about[2]))
    seconds = _iso(written) if written.startswith("P") else _parts(written, text)
    if seconds > LONGEST:
        raise TextError(say("`{text}` is longer than ten years", text=shown(text)))
    return on_grid(seconds)


def parse_period(text: object) -> Seconds:
    """Read a length of time after which something comes round: more than 0.

    Raises `TextError` for all else.
    """
    seconds = parse_duration(text)
    if seconds <= 0:
        raise TextError(say("`{text}` is not more than 0", text=shown(text)))
    return seconds


def with_unit(number: object) -> Message:
    """Say how to write a number that has no unit."""
    return say("write its unit: `{number} s`, `{number} min` or `{number} h`", number=shown(number))


def _iso(written: str) -> float:
    match = _ISO.fullmatch(written)
    if not match or not any(match.groups()):
        raise TextError(say("`{text}` is no length of time", text=shown(written)), _EXAMPLE)
    return sum(float(number or 0) * unit for number, unit in zip(match.groups(), _ISO_UNITS, strict=True))


def _parts(written: str, text: str) -> float:
    total, last, position = 0.0, math.inf, 0
    while position < len(written):
        match = _PART.match(written, position)
        if not match:
            raise _no_part(written, text)
        unit = _unit(match[2])
        if unit >= last:
            raise TextError(
                say("`{text}`: the units must descend", text=shown(text)), say("write it as `1 h 30 min`")
            )
        total, last, position = total + float(match[1]) * unit, unit, match.end()
    if not position:
        raise TextError(say("a length of time is expected here"), _EXAMPLE)
    return total


def _unit(word: str) -> float:
    if word in UNITS:
        return UNITS[word]
    raise TextError(say("`{unit}` is no unit of time", unit=shown(word)), unit_hint(word))


def unit_hint(word: str) -> Message:
    """Say what to write in place of an unknown unit."""
    if word == "M" or word.lower() in {
        "mo",
        "mon",
        "month",
        "months",
        "月",
        "个月",
        "y",
        "year",
        "years",
        "年",
    }:
        return say("months and years have no fixed length: write days, `30 d`; minutes are `min`")
    if word.lower() in UNITS:
        return say("did you mean `{word}`?", word=word.lower())
    return say("units are `s`, `min`, `h`, `d` (秒, 分钟, 小时, 天)")


_FAULTS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (
        re.compile(r"\d\s*[^\W\d_]*?(\s*)[-−–—~至到]\1\d"),
        say(
            "from the least to the most is written with two dots, as `5..15 min`, where a spread is possible"
        ),
    ),
    (re.compile(r"[-−–]"), say("a length of time is never negative")),
    (
        re.compile(r"\d+:\d+"),
        say("this is a clock time; write a length of time, as `15 min`: a scenario counts from its start"),
    ),
    (re.compile(r"\d,\d"), say("write the decimal point as `.`, as in `1.5 h`")),
)


_HALF = {"半小时": "30 min", "半个小时": "30 min", "半天": "12 h", "一刻钟": "15 min", "半分钟": "30 s"}


def _no_part(written: str, text: str) -> TextError:
    if written in _HALF:
        found = say("`{text}` is no length of time", text=shown(text))
        return TextError(found, say("did you mean `{word}`?", word=_HALF[written]))
    if re.fullmatch(NUMBER, written):
        return TextError(say("`{text}` has no unit", text=shown(text)), with_unit(written))
    hint = next((hint for pattern, hint in _FAULTS if pattern.search(written)), _EXAMPLE)
    return TextError(say("`{text}` is no length of time", text=shown(text)), hint)


DURATION_SCHEMA: dict[str, Any] = {
    "type": "string",
    "description": "A length of time: a number and a unit. 时长：数字加单位（秒、分钟、小时、天）。",
    "examples": ["90 s", "15 min", "1 h 30 min", "2 d", "15分钟", "PT15M"],
}

Duration = Annotated[Seconds, PlainValidator(parse_duration), WithJsonSchema(DURATION_SCHEMA)]
"""A field that holds a length of time in seconds."""

Period = Annotated[Seconds, PlainValidator(parse_period), WithJsonSchema(DURATION_SCHEMA)]
"""A field that holds a length of time in seconds, more than 0."""
