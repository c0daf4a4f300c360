"""Rates: `300 / h` of a quantity, `50 km/h` on the road."""

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import say
from simulator.text.durations import NUMBER, UNITS, unit_hint
from simulator.text.faults import TextError, plain, shown

_RATE = re.compile(rf"({NUMBER})\s*(?:/|per|每)\s*([^\W\d_]+)")
_SPEEDS = {"km/h": 1 / 3.6, "公里/小时": 1 / 3.6, "千米/小时": 1 / 3.6, "m/s": 1.0, "米/秒": 1.0}
_SPEED = re.compile(rf"({NUMBER})\s*(\D+)")


def parse_rate(text: object) -> float:
    """Read how much in what time; gives the amount per second.

    Raises `TextError` for all else.

    >>> parse_rate("3 / min")
    0.05
    """
    match = _RATE.fullmatch(plain(text)) if isinstance(text, str) else None
    if not match:
        found = say("`{text}` is no rate", text=shown(text))
        raise TextError(found, say("write how many in what time, such as `300 / h` or `3 / min`"))
    if match[2] not in UNITS:
        raise TextError(say("`{unit}` is no unit of time", unit=shown(match[2])), unit_hint(match[2]))
    return float(match[1]) / UNITS[match[2]]


def parse_speed(text: object) -> float:
    """Read a speed; gives metres per second.

    Raises `TextError` for all else.

    >>> parse_speed("36 km/h")
    10.0
    """
    match = _SPEED.fullmatch(plain(text)) if isinstance(text, str) else None
    unit = _SPEEDS.get(re.sub(r"\s", "", match[2])) if match else None
    if not match or not unit or not float(match[1]):
        raise TextError(say("`{text}` is no speed", text=shown(text)), say("write it as `50 km/h`"))
    return float(match[1]) * unit


Rate = Annotated[
    float,
    PlainValidator(parse_rate),
    WithJsonSchema(
        {
            "type": "string",
            "description": "How much in what time: `number / unit`. 速率：数字 / 时间单位。",
            "examples": ["300 / h", "3 / min", "1 / d", "300/小时"],
        }
    ),
]
"""A field that holds an amount per second."""

Speed = Annotated[
    float,
    PlainValidator(parse_speed),
    WithJsonSchema(
        {
            "type": "string",
            "description": "A speed in km/h or m/s. 速度：km/h（公里/小时）或 m/s。",
            "examples": ["50 km/h", "12 m/s"],
        }
    ),
]
"""A field that holds a speed in metres per second."""
