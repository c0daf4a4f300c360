"""Numbers of people: `240`, or `80..300`."""

import re
from dataclasses import dataclass

from simulator.errors import say
from simulator.text.faults import TextError, plain, shown
from simulator.text.fields import Readable

_PEOPLE = re.compile(r"(\d{1,9})(?:\s*\.\.\s*(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Headcount(Readable):
    """A number of people, from `low` to `high`."""

    schema = {
        "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\s*\.\.\s*\d+)?$"}],
        "description": "A number of people, or from..to. 人数，或起..止。",
        "examples": [240, "80..300"],
    }
    low: int
    high: int

    @classmethod
    def read(cls, value: object) -> "Headcount":
        """Read a number, or two with `..` between them."""
        match = _PEOPLE.fullmatch(plain(str(value))) if isinstance(value, str | int) else None
        if not match:
            raise TextError(
                say("`{text}` is no number of people", text=shown(value)), say("write `240` or `80..300`")
            )
        low, high = int(match[1]), int(match[2] or match[1])
        if high < low:
            raise TextError(say("`{text}`: the first number is the larger", text=shown(value)))
        return cls(low, high)
