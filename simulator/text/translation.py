"""Pydantic's complaints as problems at their places, in drill's own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import Message, Place, Problem, say
from simulator.text.complaints import brief, expected, words_for
from simulator.text.containers import Map, Seq
from simulator.text.faults import TextError, did_you_mean, more_than_told, shown
from simulator.text.scalars import read_plain
from simulator.text.scan import full_width
from simulator.text.source import Source

_COUNTED = {letter: str(number) for number, letter in enumerate("零一二三四五六七八九十")} | {"两": "2"}
_WITH_UNIT = re.compile(rf"\s*(\d{{1,9}}|[{''.join(_COUNTED)}])\s*[^\W\d_]{{0,12}}\s*")
"""A number of something, as people write it: `3人`, `6 boats`, `两艘`."""

KEYS = "keys of records"
"""Where the context of a validation keeps the keys that models know, by identity of the mapping."""

MOST_COMPLAINTS = 1_000
"""Complaints of one file that are told: more are of no use, and a file of a million takes for ever."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value in the tree: the way to it, and where it and its key stand."""

    path: tuple[str | int, ...]
    value: Any
    place: Place
    key_place: Place
    around: Any = None

    def step(self, part: str | int) -> "_Spot | None":
        """Go to a value inside, none if there is no such."""
        value = self.value
        if isinstance(value, Map) and isinstance(part, str) and part in value:
            return _Spot((*self.path, part), value[part], value.values_at[part], value.keys_at[part], value)
        if isinstance(value, Seq) and isinstance(part, int) and 0 <= part < len(value):
            return _Spot((*self.path, part), value[part], value.values_at[part], value.values_at[part], value)
        return None


def _reached(parts: Sequence[str | int], root: _Spot) -> list[_Spot]:
    """Give where the parts of a way can lead, the likeliest last; parts that are no keys are skipped.

    A tag may be a key as well (`outage` in `{at: 5 min, outage: phone}`), so each part may be stepped on or
    skipped; ways that end with the last part come last, then longer ones.
    """
    skipped: dict[tuple[str | int, ...], _Spot] = {(): root}
    stepped: dict[tuple[str | int, ...], _Spot] = {}
    for part in parts:
        skipped |= stepped
        steps = [step for spot in skipped.values() if (step := spot.step(part))]
        stepped = {step.path: step for step in steps}
    by_length = [sorted(group.values(), key=lambda spot: len(spot.path)) for group in (skipped, stepped)]
    return by_length[0] + by_length[1]


def problems_of(
    error: ValidationError, tree: Map, source: Source, known: Mapping[int, frozenset[str]]
) -> list[Problem]:
    """Give a problem for each fault; what several alternatives of one value would have wanted is joined."""
    root = _Spot((), tree, tree.place, tree.place)
    details = error.errors(include_url=False, include_input=False)[:MOST_COMPLAINTS]
    faults = [(_find(detail, root, known), detail) for detail in details]
    further = {spot.path[:size] for spot, _ in faults for size in range(len(spot.path))}
    further |= {spot.path for spot, detail in faults if expected(detail["type"]) is None}
    wanted: dict[tuple[str | int, ...], tuple[_Spot, list[Message]]] = {}
    problems = []
    for spot, detail in faults:
        kind = expected(detail["type"])
        if kind is None:
            problems.append(_problem(spot, detail, source, known))
        elif spot.path not in further:  # an alternative that got further says more
            wanted.setdefault(spot.path, (spot, []))[1].append(kind)
    problems += [_mismatch(spot, kinds, source) for spot, kinds in wanted.values()]
    if error.error_count() > MOST_COMPLAINTS:
        last = max(problem.place for problem in problems)
        problems.append(more_than_told(len(problems), last))
    return problems


def _find(detail: ErrorDetails, root: _Spot, known: Mapping[int, frozenset[str]]) -> _Spot:
    parts = detail["loc"]
    if parts and detail["type"] == "missing":
        spots = _reached(parts[:-1], root)
        fitting = [spot for spot in spots if parts[-1] in known.get(id(spot.value), ())]
        return (fitting or spots)[-1]
    return _reached([part for part in parts if part != "[key]"], root)[-1]


def _problem(
    spot: _Spot, detail: ErrorDetails, source: Source, known: Mapping[int, frozenset[str]]
) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    last = detail["loc"][-1] if detail["loc"] else ""
    place = spot.key_place if last == "[key]" else spot.place
    fault = context.get("error")
    if isinstance(fault, TextError):
        return _text_problem(spot, place, fault, source)
    if kind == "extra_forbidden":
        return _unknown(spot, source, known)
    if kind == "missing":
        return _make(spot.key_place, spot.path, source, say("`{key}` is missing", key=str(last)))
    found, hint = words_for(kind, context, last if spot.value is None else spot.value)
    return _make(place, spot.path, source, found, hint)


def _unknown(spot: _Spot, source: Source, known: Mapping[int, frozenset[str]]) -> Problem:
    key = str(spot.path[-1]) if spot.path else ""
    keys = known.get(id(spot.around), frozenset())
    hint = did_you_mean(key, sorted(keys)) or (
        say("keys here are {keys}", keys=tuple(sorted(keys))) if keys else None
    )
    return _make(spot.key_place, spot.path, source, say("there is no key `{key}` here", key=shown(key)), hint)


def _text_problem(spot: _Spot, place: Place, fault: TextError, source: Source) -> Problem:
    inner = spot
    for part in fault.within:
        inner = inner.step(part) or inner
    if inner is not spot:
        place = inner.place
    quoted = isinstance(inner.value, str) and inner.value.startswith(("“", "”", "‘", "’"))
    hint = full_width(inner.value) if quoted else fault.hint
    return _make(moved(place, inner.value, fault.offset, source), inner.path, source, fault.found, hint)


def moved(place: Place, value: object, offset: int | None, source: Source) -> Place:
    """Move a place into a scalar, where the scalar stands in its line as it was read."""
    if offset is None or not isinstance(value, str):
        return place
    rest = source.line_at(place)[place.column - 1 :]
    quote = rest[:1] in ("'", '"')
    return replace(place, column=place.column + offset + quote) if rest[quote:].startswith(value) else place


def _mismatch(spot: _Spot, kinds: list[Message], source: Source) -> Problem:
    wanted, *others = dict.fromkeys(kinds)
    for other in others:
        wanted = say("{first} or {second}", first=wanted, second=other)
    hint = full_width(spot.value) if isinstance(spot.value, str) else None
    if spot.value is None:
        return _make(
            spot.place,
            spot.path,
            source,
            say("{wanted} is expected here, nothing stands here", wanted=wanted),
        )
    found = say("{wanted} is expected here, not {value}", wanted=wanted, value=brief(spot.value))
    return _make(spot.place, spot.path, source, found, hint or _written(spot.value, kinds))


def _written(value: object, kinds: list[Message]) -> Message | None:
    """Say how to write what was meant, where that is clear."""
    if isinstance(value, str) and value.strip() and expected("list_type") in kinds:
        return say("a list of one is written `[{value}]`", value=shown(value))
    if isinstance(value, str) and value.strip() and expected("dict_type") in kinds:
        return say("did you mean `{{{key}: ...}}`, with a value in place of the dots?", key=shown(value))
    if isinstance(value, bool | int | float) and expected("string_type") in kinds:
        return say("put it in quotes")
    if isinstance(value, str) and isinstance(read_plain(value), int | float):
        return say("take the quotes away")
    if isinstance(value, str) and expected("int_type") in kinds and (number := _WITH_UNIT.fullmatch(value)):
        return say("did you mean `{word}`?", word=_COUNTED.get(number[1], number[1]))
    return None


def _make(
    place: Place, path: tuple[str | int, ...], source: Source, found: Message, hint: Message | None = None
) -> Problem:
    return Problem(place, found, hint, ".".join(map(str, path)), source.line_at(place))
