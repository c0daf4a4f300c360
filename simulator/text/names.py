"""Names: identifiers and references to them."""

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import Message, say
from simulator.text.faults import TextError, plain, shown
from simulator.text.scan import full_width

RESERVED = frozenset({"and", "or", "not", "for", "knows", "of", "且", "与", "或", "非"})
"""Words of conditions that cannot be identifiers."""

IDENT = r"[^\W\d]\w*"
_IDENT = re.compile(IDENT)
_REF = re.compile(rf"{IDENT}(?:\.{IDENT})*")
_LONGEST = 100
_EXAMPLE = say("letters, digits and `_`, not starting with a digit, such as `duty_room` or `值班室`")


def parse_ident(value: object) -> str:
    """Read an identifier; full-width letters become plain ones.

    Raises `TextError` for all else, words that conditions use among it.

    >>> parse_ident("duty_room")
    'duty_room'
    """
    text = _text(value)
    if not _IDENT.fullmatch(text):
        raise TextError(say("`{text}` is no identifier", text=shown(value)), _ident_hint(text, value))
    return _free(text)


def parse_ref(value: object) -> str:
    """Read a reference: identifiers with dots between them.

    Raises `TextError` for all else.
    """
    text = _text(value)
    if not _REF.fullmatch(text):
        raise TextError(say("`{text}` refers to nothing", text=shown(value)), _ident_hint(text, value))
    for part in text.split("."):
        _free(part)
    return text


def _text(value: object) -> str:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TextError(say("an identifier is expected here, not `{value}`", value=shown(value)), _EXAMPLE)


def _ident_hint(text: str, written: object) -> Message:
    if isinstance(written, str) and (sign := full_width(written)):
        return sign
    if re.search(r":[{\[\"']", text):
        return say("a space is missing behind the colon: `key: value`")
    mended = re.sub(r"\W+", "_", text).strip("_")
    if mended != text and _IDENT.fullmatch(mended):
        return say("did you mean `{word}`?", word=mended)
    return _EXAMPLE


def _free(text: str) -> str:
    if text in RESERVED:
        raise TextError(say("`{text}` is a word of conditions and cannot be an identifier", text=text))
    if len(text) > _LONGEST:
        raise TextError(say("`{text}` is longer than {most} characters", text=shown(text), most=_LONGEST))
    return text


Ident = Annotated[
    str,
    PlainValidator(parse_ident),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[^\d\W]\w*$",
            "description": "An identifier: letters, digits, `_`. 标识：字母或汉字、数字、下划线。",
            "examples": ["duty_room", "值班室"],
        }
    ),
]
"""A field that holds an identifier."""

Ref = Annotated[
    str,
    PlainValidator(parse_ref),
    WithJsonSchema(
        {
            "type": "string",
            "description": "A reference, `plan.id` into another plan. 引用；其他预案写作“预案标识.标识”。",
            "examples": ["duty_room", "north.em_office"],
        }
    ),
]
"""A field that holds a reference, its parts separated by dots."""
