"""What pydantic's kinds of complaints mean, in drill's own words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import Message, say
from simulator.text.choices import which_of
from simulator.text.faults import shown

_TEXT, _WHOLE, _NUMBER = say("text"), say("a whole number"), say("a number")
_MAPPING, _LIST, _TRUTH = say("a mapping of keys and values"), say("a list"), say("`true` or `false`")

_EXPECTED: dict[str, Message] = {
    **dict.fromkeys(["string_type", "string_sub_type"], _TEXT),
    **dict.fromkeys(["int_type", "int_parsing", "int_from_float", "int_parsing_size"], _WHOLE),
    **dict.fromkeys(["float_type", "float_parsing"], _NUMBER),
    **dict.fromkeys(["bool_type", "bool_parsing"], _TRUTH),
    **dict.fromkeys(
        ["dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"], _MAPPING
    ),
    **dict.fromkeys(["list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"], _LIST),
    "none_required": say("nothing"),
}

_Context = Mapping[str, Any]
_Words = tuple[Message, Message | None]


def expected(kind: str) -> Message | None:
    """Give what would have been right where the value is of a wrong kind, none for other complaints."""
    return _EXPECTED.get(kind)


def words_for(kind: str, context: _Context, value: object) -> _Words:
    """Give what is wrong with a value, and a hint."""
    words = _WORDS.get(kind)
    if words:
        return words(context, value)
    return say("{value} is not possible here", value=brief(value)), None


def brief(value: object) -> Message:
    """Give a value as the user would call it."""
    if isinstance(value, Mapping):
        return say("a mapping")
    if isinstance(value, list):
        return say("a list")
    return say("`{value}`", value=shown(value))


def _choice(context: _Context, value: object) -> _Words:
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    found = say("{value} is not possible here", value=brief(value))
    return found, which_of(value, choices or [str(context.get("expected", ""))])


def _tag(context: _Context, value: object) -> _Words:
    found = say("{value} is not possible here", value=brief(context.get("tag", value)))
    choices = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    return found, which_of(context.get("tag"), choices)


def _no_tag(_context: _Context, _value: object) -> _Words:
    return say("nothing here tells what kind of record this is"), None


def _bound(say_bound: Callable[[object], Message], key: str) -> Callable[[_Context, object], _Words]:
    def words(context: _Context, value: object) -> _Words:
        limit = context.get(key, "")
        limit = f"{limit:g}" if isinstance(limit, float) else limit
        return say("{value} is not possible here", value=brief(value)), say_bound(limit)

    return words


_WORDS: dict[str, Callable[[_Context, object], _Words]] = {
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
    "greater_than": _bound(lambda limit: say("it must be more than {limit}", limit=limit), "gt"),
    "greater_than_equal": _bound(lambda limit: say("it must be at least {limit}", limit=limit), "ge"),
    "less_than": _bound(lambda limit: say("it must be less than {limit}", limit=limit), "lt"),
    "less_than_equal": _bound(lambda limit: say("it must be at most {limit}", limit=limit), "le"),
    "multiple_of": _bound(lambda limit: say("it must be a multiple of {limit}", limit=limit), "multiple_of"),
    "too_short": _bound(lambda limit: say("at least {limit} are needed", limit=limit), "min_length"),
    "too_long": _bound(lambda limit: say("at most {limit} are possible", limit=limit), "max_length"),
    "string_too_short": _bound(
        lambda limit: say("at least {limit} characters are needed", limit=limit), "min_length"
    ),
    "string_too_long": _bound(
        lambda limit: say("at most {limit} characters are possible", limit=limit), "max_length"
    ),
    "string_pattern_mismatch": _bound(lambda limit: say("it must look like {limit}", limit=limit), "pattern"),
    "finite_number": lambda _context, value: (say("`{value}` is no finite number", value=shown(value)), None),
}
