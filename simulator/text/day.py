"""One day: `2007-06-01`."""

from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import say
from simulator.text.clock import parse_dates
from simulator.text.faults import TextError, shown


def parse_day(value: object) -> date:
    """Read a date.

    Raises `TextError` for all else, several days among it.

    >>> parse_day("2007-06-01").year
    2007
    """
    days = parse_dates(value)
    if len(days) > 1:
        raise TextError(
            say("`{text}` is more than one day", text=shown(value)), say("write the first of them")
        )
    return days[0]


Day = Annotated[
    date,
    PlainValidator(parse_day),
    WithJsonSchema({"type": "string", "description": "A date. 日期。", "examples": ["2007-06-01"]}),
]
"""A field that holds one date."""
