"""Whether a value that was read from JSON keeps a schema: of JSON Schema 2020-12 what drill writes."""

import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from types import NoneType
from typing import Any

Schema = Mapping[str, Any]
Keyword = Callable[[Any, Any, Schema], bool]
"""Tells of a value, what stands under the keyword, and the whole schema whether the value keeps it."""

_LARGEST = sys.float_info.max


def keeps(value: object, schema: Schema) -> bool:
    """Tell whether a value keeps a schema. Keywords other than those of `_KEYWORDS` are not looked at.

    Stricter than the standard in two things: a number is finite and no larger than a float can be, and a
    whole number has no point.

    >>> keeps([1, 2], {"items": {"type": "integer"}}), keeps([1, "2"], {"items": {"type": "integer"}})
    (True, False)
    """
    return _keeps(value, schema, schema)


def _keeps(value: Any, schema: Schema, whole: Schema) -> bool:
    return all(
        _KEYWORDS[key](value, wanted, whole) for key, wanted in schema.items() if key in _KEYWORDS
    ) and _properties_kept(value, schema, whole)


def _properties_kept(value: Any, schema: Schema, whole: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    named, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    return all(_keeps(each, named.get(key, others), whole) for key, each in value.items())


def _has_type(value: Any, wanted: str | list[str], _whole: Schema) -> bool:
    return any(_TYPES[name](value) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _is_number(value: Any, kinds: Any = (int, float)) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST


def _at_most(value: Any, most: float, _whole: Schema) -> bool:
    return not _is_number(value) or value <= most


def _at_least(value: Any, least: float, _whole: Schema) -> bool:
    return not _is_number(value) or value >= least


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "null": lambda value: isinstance(value, NoneType),
    "number": _is_number,
    "integer": partial(_is_number, kinds=int),
}

_KEYWORDS: Mapping[str, Keyword] = {
    "type": _has_type,
    "enum": lambda value, wanted, _: value in wanted,
    "const": lambda value, wanted, _: bool(value == wanted),
    "pattern": lambda value, wanted, _: not isinstance(value, str) or bool(re.search(wanted, value)),
    "minimum": _at_least,
    "maximum": _at_most,
    "minItems": lambda value, wanted, _: not isinstance(value, list) or len(value) >= wanted,
    "maxItems": lambda value, wanted, _: not isinstance(value, list) or len(value) <= wanted,
    "items": lambda value, wanted, whole: (
        not isinstance(value, list) or all(_keeps(each, wanted, whole) for each in value)
    ),
    "required": lambda value, wanted, _: not isinstance(value, dict) or value.keys() >= set(wanted),
    "oneOf": lambda value, wanted, whole: sum(_keeps(value, each, whole) for each in wanted) == 1,
    "$ref": lambda value, wanted, whole: _keeps(value, whole["$defs"][wanted.rpartition("/")[2]], whole),
}
