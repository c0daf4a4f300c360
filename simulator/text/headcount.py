"""Numbers of people: `240`, `80..300`, or with the vulnerable among them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.errors import say
from simulator.text.faults import TextError, plain, shown
from simulator.text.fields import Readable
from simulator.text.numbers import parse_share

_NUMBER = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\s*\.\.\s*\d+)?$"}]
}
_PEOPLE = re.compile(r"(\d{1,9})(?:\s*\.\.\s*(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Headcount(Readable):
    """A number of people, from `low` to `high`; `vulnerable` is the share of those who need help to move."""

    schema = {
        "anyOf": [
            *_NUMBER["anyOf"],
            {
                "type": "object",
                "properties": {"count": _NUMBER, "vulnerable": {"type": ["number", "string"]}},
                "required": ["count"],
                "additionalProperties": False,
            },
        ],
        "description": "A number of people, or from..to; `vulnerable` among them. "
        "人数，或起..止；其中弱势者比例。",
        "examples": [240, "80..300", {"count": "80..300", "vulnerable": "20%"}],
    }
    low: int
    high: int
    vulnerable: float = 0.0

    @classmethod
    def read(cls, value: object) -> "Headcount":
        """Read a number, or two with `..` between them; or a mapping of `count` and `vulnerable`.

        Raises `TextError` for all else, and where the first is above the second.
        """
        if isinstance(value, dict):
            return cls._of_groups(value)
        match = _PEOPLE.fullmatch(plain(str(value))) if isinstance(value, str | int) else None
        if not match:
            raise TextError(
                say("`{text}` is no number of people", text=shown(value)), say("write `240` or `80..300`")
            )
        low, high = int(match[1]), int(match[2] or match[1])
        if high < low:
            raise TextError(say("`{text}`: the first number is the larger", text=shown(value)))
        return cls(low, high)

    @classmethod
    def _of_groups(cls, value: Mapping[str, object]) -> "Headcount":
        if "count" not in value or value.keys() - {"count", "vulnerable"}:
            example = say("write it as `{example}`", example="{count: 80..300, vulnerable: 20%}")
            raise TextError(say("`{text}` is no number of people", text=shown(value)), example)
        return replace(cls.read(value["count"]), vulnerable=parse_share(value.get("vulnerable", 0.0)))
