"""Shares, counts and positions."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, PlainValidator, Strict, WithJsonSchema

from simulator.errors import say
from simulator.text.exact import hundredth
from simulator.text.faults import TextError, plain, shown
from simulator.text.fields import Readable

_LONGEST = 15
"""Digits of a number that counts something."""
_FAR = 1e9  # beyond any angle; not a number is not below it either
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,12})?)\s*%")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?")


def parse_share(value: object) -> float:
    """Read a share or probability, 0 to 1: the number itself, or per cent as text.

    Raises `TextError` for all else.

    >>> parse_share("97%"), parse_share(0.5)
    (0.97, 0.5)
    """
    if isinstance(value, str):
        share = _written_share(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        share = float(min(value, _FAR))
    else:
        raise TextError(say("a share is expected here"), say("write `95%` or `0.95`"))
    if 0 <= share <= 1:
        return share
    raise _no_share(value, share)


def _written_share(text: str) -> float:
    written = plain(text)
    if percent := _PERCENT.fullmatch(written):
        return hundredth(percent[1])
    if _NUMBER.fullmatch(written):
        return float(written)
    raise TextError(say("`{text}` is no share", text=shown(text)), say("write `95%` or `0.95`"))


def _no_share(value: object, share: float) -> TextError:
    found = say("`{text}` is not between 0 and 1", text=shown(value))
    if 1 < share <= 100 and not (isinstance(value, str) and "%" in plain(value)):
        return TextError(
            found, say("did you mean {percent} % or {share}?", percent=f"{share:g}", share=f"{share / 100:g}")
        )
    return TextError(found, say("a share lies between 0 and 1, or between 0% and 100%"))


def _share_schema(description: str) -> dict[str, Any]:
    return {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$"},
        ],
        "description": description,
        "examples": ["95%", 0.95],
    }


Probability = Annotated[
    float,
    PlainValidator(parse_share),
    WithJsonSchema(_share_schema("A probability, 0 to 1 or per cent. 概率：0 到 1，或百分数。")),
]
"""A field that holds a probability, 0 to 1."""

Whole = Annotated[int, Strict()]
"""A field that holds a whole number; `true` and a text are none."""

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
"""A field that holds any finite number; `true` and a text are none."""

Units = Annotated[Whole, Field(ge=1, le=1_000_000)]
"""A field that holds how many units or operators something takes: one or more."""


def parse_ordinal(text: str) -> int | None:
    """Read a number that counts something, in digits alone; None for all else, and for one beyond any count.

    >>> parse_ordinal("16"), parse_ordinal("-1"), parse_ordinal("9" * 5000)
    (16, None, None)
    """
    return int(text) if len(text) <= _LONGEST and text.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Coordinates(Readable):
    """A position on the earth, WGS-84, in degrees."""

    schema = {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
        "description": "[longitude, latitude] in degrees, WGS-84. [经度, 纬度]，WGS-84 坐标。",
        "examples": [[109.95, 33.91]],
    }
    lon: float
    lat: float

    @classmethod
    def read(cls, value: object) -> "Coordinates":
        """Read `[longitude, latitude]`."""
        return parse_coordinates(value)


def parse_coordinates(value: object) -> Coordinates:
    """Read `[longitude, latitude]`.

    Raises `TextError` for all else; says so where the two seem to be exchanged.
    """
    example = say("write [longitude, latitude], such as [109.95, 33.91]")
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(map(_is_number, value)):
        raise TextError(say("a position is expected here"), example)
    first, second = float(value[0]), float(value[1])
    if abs(first) <= 180 and abs(second) <= 90:
        return Coordinates(first, second)
    swapped = abs(first) <= 90 and abs(second) <= 180
    found = say("[{first}, {second}] is no position on the earth", first=f"{first:g}", second=f"{second:g}")
    if swapped:
        example = say("longitude comes first: [{second}, {first}]", first=f"{first:g}", second=f"{second:g}")
    raise TextError(found, example)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _FAR
