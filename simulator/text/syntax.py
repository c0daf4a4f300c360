"""What a YAML parser's complaint means, in words for someone who writes plans."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from simulator.errors import Message, Place, Problem, say
from simulator.text.builder import DEEPEST
from simulator.text.scan import bare_signs, sign_hint
from simulator.text.source import Source

_QUOTE = say("put the text in quotes")
_CLOSE = say("close the quotes")
_INDENT = say("begin all keys of one mapping, and all `-` of one list, in the same column")
_KINDS: tuple[tuple[str, Message, Message | None], ...] = (
    ("nesting depth", say("the file is nested deeper than {most} levels", most=DEEPEST), None),
    (
        "mapping values are not allowed",
        say("a colon is not possible here"),
        say("if it belongs to a text, put the text in quotes; else look at the indentation"),
    ),
    ("nesting depth", say("the file is nested deeper than {most} levels", most=DEEPEST), None),
    ("quoted scalar.*unexpected (end|document)", say("the quotes are not closed"), _CLOSE),
    ("unknown escape character", say("`\\` has a meaning in double quotes"), say("use single quotes")),
    ("quoted scalar", say("these quotes do not hold a text"), say("use single quotes")),
    ("an? (alias|anchor)", say("`*` and `&` have a meaning at the beginning of a text"), _QUOTE),
    ("an? tag|tag handle", say("`!` has a meaning at the beginning of a text"), _QUOTE),
    ("directive", say("`%` has a meaning at the beginning of a line"), _QUOTE),
    ("block scalar", say("`|` and `>` have a meaning at the beginning of a text"), _QUOTE),
    ("cannot start any token", say("a text cannot begin with this sign"), _QUOTE),
    (
        "could not find expected ':'",
        say("a key without a colon"),
        say("write `key: value`, with a space after the colon"),
    ),
    (
        "flow (mapping|sequence|node)|expected ',' or",
        say("a bracket is not closed, or a comma is missing"),
        say("if a comma, colon or bracket belongs to a text, put the text in quotes"),
    ),
    ("document start", say("a second document begins here"), say("put it into a file of its own")),
    ("block|not allowed|expected key", say("the indentation does not fit"), _INDENT),
)
"""What a parser says, as a pattern over context and complaint, the first that fits.

The C and the Python parser word it differently.
"""


def syntax_problem(error: Exception, source: Source) -> Problem:
    """Say what is wrong where the parser stopped."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(error, source)
    position = _forbidden(source.text)
    before = Source("", source.text[:position]).lines
    place = Place(source.path, len(before), len(before[-1]) + 1)
    return _problem(source, place, say("a sign that no text file may contain"), say("delete it"))


def _forbidden(text: str) -> int:
    """Give the position of the first sign that YAML forbids; the parsers count it in different units."""
    bad = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return bad.start() if bad else 0


def _marked(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    first = error.context_mark.line if error.context_mark else line
    sign = _full_width(source, first, line)
    if sign:
        place, letter = sign
        return _problem(
            source, place, say("a full-width sign stands where YAML wants a plain one"), sign_hint(letter)
        )
    tab = _tab(source, line)
    if tab:
        return _problem(source, tab, say("a tab is used for indentation"), say("indent with spaces"))
    found, hint = _kind(f"{error.context} {error.problem}")
    problem = _problem(source, _visible(source, line, column), found, hint)
    return _with_start(problem, error.context_mark, source)


def _visible(source: Source, line: int, column: int) -> Place:
    """Give the place of a mark; one on the blank end of the file moves to the last sign before it."""
    number = line + 1
    if source.line(number).strip():
        return Place(source.path, number, column + 1)
    while number > 1 and not source.line(number).strip():
        number -= 1
    return Place(source.path, number, len(source.line(number).rstrip()) + 1)


def _with_start(problem: Problem, start: Any, source: Source) -> Problem:
    """Show where the thing began that could not be read; quotes that are not closed are at fault there."""
    place = Place(source.path, start.line + 1, start.column + 1) if start else problem.place
    if problem.hint == _CLOSE:
        return replace(problem, place=place, line=source.line(place.line))
    return problem if place == problem.place else replace(problem, others=(place,))


def _kind(complaint: str) -> tuple[Message, Message | None]:
    for pattern, found, hint in _KINDS:
        if re.search(pattern, complaint):
            return found, hint
    return say("this is no YAML"), _QUOTE


def _problem(source: Source, place: Place, found: Message, hint: Message | None) -> Problem:
    return Problem(place, found, hint, "", source.line(place.line))


def _full_width(source: Source, first: int, last: int) -> tuple[Place, str] | None:
    """Find a sign between the line before what was being read and where reading stopped."""
    for number in _lines_back(source, min(first, last), last):
        line = source.line(number)
        for position in bare_signs(line):
            if _structural(line, position):
                return Place(source.path, number, position + 1), line[position]
    return None


def _lines_back(source: Source, first: int, last: int) -> Iterator[int]:
    before = first
    while before > 0 and not source.line(before).strip():
        before -= 1
    yield from range(last + 1, max(before, last - 20, 1) - 1, -1)


def _structural(line: str, position: int) -> bool:
    """Tell whether a sign stands where a plain one would have structure: not after `key: ` inside a text."""
    before = line[:position]
    if line[position] == "：":
        return not re.search(r":\s", before) or bool(re.search(r"[{\[,][^:]*$", before))
    if line[position] in "，、":
        return bool(re.search(r"[{\[【［｛]", before))
    return (
        not before.strip(" -") or bool(re.search(r"(:|,|\[|\{)\s*$", before)) or line[position] in "】］｝”’"
    )


def _tab(source: Source, line: int) -> Place | None:
    for number in (line + 1, line, line + 2):
        text = source.line(number)
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent and text.strip():
            return Place(source.path, number, indent.index("\t") + 1)
    return None
