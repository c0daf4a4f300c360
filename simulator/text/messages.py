"""The user's language, and problems as text for a terminal."""

import gettext
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

from simulator.errors import COMMA, Message, Problem, say
from simulator.text.titles import LANGUAGES, Title, bare_title

Language = Literal["zh", "en"]
LOCALES = Path(__file__).parent / "locale"
_VARIABLES = ("DRILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
_WIDEST = 100
_MARGIN = 30


def pick_language(flag: str | None, environment: Mapping[str, str]) -> Language:
    """Give the user's language: that of the flag, else of the first variable that is set, else English."""
    names = (flag, *(environment.get(name) for name in _VARIABLES))
    return "zh" if next(filter(None, names), "en").strip().lower().startswith("zh") else "en"


@cache
def translator(lang: str) -> Callable[[str], str]:
    """Give the function from an English template to the template of a language; unknown ones stay English."""
    if lang != "zh":
        return str
    return gettext.translation("drill", LOCALES, languages=["zh"]).gettext


def listed(texts: Iterable[str], lang: str) -> str:
    """Give texts in one line, with the comma of a language.

    >>> listed(["市局", "县局"], "zh")
    '市局、县局'
    """
    return translator(lang)(COMMA.template).join(texts)


def in_language(message: Message, lang: str) -> str:
    """Give a message as text in a language; titles among its values are shown in that language too."""
    return _untitled(message, lang).render(translator(lang))


def heading(message: Message) -> Message:
    """Give a message without the ids of what it names."""
    return Message(message.template, {key: _without_id(value) for key, value in message.values.items()})


def _without_id(value: object) -> object:
    if isinstance(value, Title):
        return bare_title(value)
    if isinstance(value, tuple):
        return tuple(map(_without_id, value))
    return heading(value) if isinstance(value, Message) else value


def texts(message: Message) -> dict[str, str]:
    """Give a message as text by language, as JSON holds it."""
    return {lang: in_language(message, lang) for lang in LANGUAGES}


def _untitled(message: Message, lang: str) -> Message:
    return Message(message.template, {key: _shown(value, lang) for key, value in message.values.items()})


def _shown(value: object, lang: str) -> object:
    if isinstance(value, Title):
        return value.show(lang)
    if isinstance(value, tuple):
        return tuple(_shown(each, lang) for each in value)
    return _untitled(value, lang) if isinstance(value, Message) else value


def safe_terminal(text: str) -> str:
    """Give text that cannot steer a terminal: control and direction signs become visible."""
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter == "\t":
        return " "
    return (
        letter
        if letter.isprintable()
        else f"\\x{ord(letter):02x}"
        if ord(letter) < 256
        else f"\\u{ord(letter):04x}"
    )


def display_width(text: str) -> int:
    """Give the number of terminal columns that a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def show_problem(problem: Problem, lang: str) -> str:
    """Give a problem as lines: place and fault, the line with a caret, the hint, further places."""
    translate = translator(lang)
    found = problem.found.render(translate)
    path = f" {problem.path}" if problem.path else ""
    head = say("warning: {found}", found=found).render(translate) if problem.warning else found
    lines = [safe_terminal(f"{problem.place}{path}: {head}"), *_caret(problem.line, problem.place.column)]
    if problem.hint:
        hint = problem.hint.render(translate)
        lines.append("  " + safe_terminal(say("hint: {hint}", hint=hint).render(translate)))
    lines += [
        "  " + safe_terminal(say("see also {place}", place=str(place)).render(translate))
        for place in problem.others
    ]
    return "\n".join(lines)


def _caret(line: str, column: int) -> list[str]:
    if not line.strip():
        return []
    before, after = line[: column - 1], line[column - 1 :]
    lead = len(before) - len(before.lstrip())
    before = before[lead:]
    if display_width(before) > _WIDEST - _MARGIN:
        before = "..." + _tail(before, _MARGIN)
    before = safe_terminal(before)
    room = _WIDEST - display_width(before)
    after = safe_terminal(after)
    if display_width(after) > room:
        after = _head(after, room) + "..."
    return [f"    {before}{after}", " " * (4 + display_width(before)) + "^"]


def _head(text: str, columns: int) -> str:
    return text[: sum(width <= columns for width in accumulate(map(_columns, text)))]


def _tail(text: str, columns: int) -> str:
    return _head(text[::-1], columns)[::-1]
