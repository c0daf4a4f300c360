"""Building data from the events of a YAML parser, all that a plan must not contain refused on the way.

Events rather than nodes: the parser keeps its own stack, so that deep nesting cannot overflow, and an alias
is counted by the size of what it stands for, so that a bomb is never expanded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from simulator.errors import Message, Place, Problem, say
from simulator.text.containers import SHIFT, Map, Seq, place_of
from simulator.text.faults import more_than_told, shown
from simulator.text.scalars import read_plain
from simulator.text.scan import full_width
from simulator.text.source import Source

DEEPEST = 64
"""The most levels of lists and mappings in each other."""

MOST_ALIASED = 100_000
"""The most values that aliases may stand for, counted as if each were written out."""

_MOST_PROBLEMS = 200
_NO_KEY = object()


class Stop(Exception):  # noqa: N818 (no error: the problems are in the list)
    """Reading cannot go on."""


@dataclass(slots=True)
class _Open:
    """A container not yet ended."""

    value: Map | Seq
    flow: bool
    anchor: str | None
    size_before: int
    key: Any = _NO_KEY
    key_spot: int = 0


class Builder:
    """Builds one document; `problems` grows, `root` is there at the end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.root: Any = None
        self.root_spot: int | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        self._size = 0
        self._aliased = 0
        self._steps = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    @property
    def place(self) -> Place:
        """Where the document's value begins."""
        return place_of(self.source.path, self.root_spot or 0)

    def build(self, events: Iterable[Any]) -> None:
        """Take all events."""
        steps = self._steps
        for event in events:
            step = steps.get(type(event))
            if step:
                step(event)

    def problem(
        self, spot: int, found: Message, hint: Message | None = None, other: int | None = None
    ) -> None:
        """Note a problem, and stop where there are too many to be of use."""
        place = place_of(self.source.path, spot)
        others = () if other is None else (place_of(self.source.path, other),)
        path = ".".join(self._path())
        self.problems.append(Problem(place, found, hint, path, self.source.line(place.line), others))
        if len(self.problems) >= _MOST_PROBLEMS:
            self.problems.append(more_than_told(_MOST_PROBLEMS, place))
            raise Stop

    def _path(self) -> list[str]:
        parts = []
        for level in self._open:
            if isinstance(level.value, Seq):
                parts.append(str(len(level.value)))
            elif level.key is not _NO_KEY:
                parts.append(str(level.key))
        return parts

    def _document(self, event: Any) -> None:
        if self.root_spot is not None:
            spot = _spot(event)
            self.problem(spot, say("a second document begins here"), say("put it into a file of its own"))
            raise Stop

    def _scalar(self, event: Any) -> None:
        spot = _spot(event)
        text = event.value
        if event.tag and event.tag != "!":
            self._tag(event.tag, spot)
        value: Any = text if event.style or event.tag else read_plain(text)
        if value is None and not text:
            self._nothing()
        self._size += 1
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        level = self._open[-1] if self._open else None
        if level and level.key is _NO_KEY and isinstance(level.value, Map):
            self._key(level, text, spot, plain=not event.style)
        else:
            self._put(value, spot)

    def _nothing(self) -> None:
        """Note a key without value inside `{...}`: nearly always a comma or colon that was not quoted."""
        level = self._open[-1] if self._open else None
        inside = level and level.flow and isinstance(level.value, Map) and level.key is not _NO_KEY
        if level and inside and not full_width(level.key):  # a full-width sign was noted at the key
            found = say("`{key}` has no value", key=shown(level.key))
            hint = say("if a comma or colon belongs to the text before it, put that text in quotes")
            if _decimals(level.key) and _is_whole(self._before(level)):
                hint = say("write the decimal point as `.`, as in `1.5 h`")
            self.problem(level.key_spot, found, hint)

    def _before(self, level: _Open) -> object:
        """Give the value before the one that is being read in a mapping."""
        return next(reversed(level.value.values()), None) if isinstance(level.value, Map) else None

    def _tag(self, tag: str, spot: int) -> None:
        self.problem(
            spot,
            say("tags such as `{tag}` are not allowed", tag=shown(tag)),
            say("leave it out, or put the text in quotes"),
        )

    def _key(self, level: _Open, text: str, spot: int, *, plain: bool) -> None:
        level.key, level.key_spot = text, spot
        if text in level.value:
            first = level.value.spots[text][0]  # type: ignore[call-overload]
            self.problem(
                spot, say("`{key}` stands here twice", key=shown(text)), say("leave one of them out"), first
            )
        elif plain and text == "<<":
            self.problem(spot, say("merging with `<<` is not allowed"), say("write the keys out"))
        elif not text:
            self.problem(spot, say("a key is empty"))
        elif plain and (hint := full_width(text)):
            self.problem(spot, say("a key contains a full-width sign: `{key}`", key=shown(text)), hint)

    def _put(self, value: Any, spot: int) -> None:
        if not self._open:
            self.root, self.root_spot = value, spot
            return
        level = self._open[-1]
        container = level.value
        if isinstance(container, Seq):
            container.append(value)
            container.spots.append(spot)
            return
        if level.key not in container:  # the first of two keeps its value
            container[level.key] = value
            container.spots[level.key] = (level.key_spot, spot)
        level.key = _NO_KEY

    def _start(self, event: Any) -> None:
        spot = _spot(event)
        if event.tag and event.tag != "!":
            self._tag(event.tag, spot)
        if len(self._open) >= DEEPEST:
            self.problem(spot, say("the file is nested deeper than {most} levels", most=DEEPEST))
            raise Stop
        level = self._open[-1] if self._open else None
        if level and level.key is _NO_KEY and isinstance(level.value, Map):
            self.problem(
                spot,
                say("a list or mapping cannot be a key"),
                say("put a key that begins with a bracket in quotes"),
            )
            raise Stop
        kind = Map if isinstance(event, yaml.MappingStartEvent) else Seq
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(
            _Open(kind(self.source.path, spot), bool(event.flow_style), event.anchor, self._size)
        )
        self._size += 1

    def _end(self, _event: Any) -> None:
        level = self._open.pop()
        if level.anchor:
            self._anchors[level.anchor] = (level.value, self._size - level.size_before)
        self._put(level.value, level.value.spot)

    def _alias(self, event: Any) -> None:
        spot = _spot(event)
        name = event.anchor
        if name not in self._anchors:
            self.problem(
                spot,
                say("`*{name}` stands for nothing", name=shown(name)),
                say(
                    "`&{name}` must stand before it; put a text that begins with `*` in quotes",
                    name=shown(name),
                ),
            )
            value, size = None, 1
        elif self._anchors[name] is None:
            self.problem(spot, say("`*{name}` contains itself", name=shown(name)))
            raise Stop
        else:
            value, size = self._anchors[name]  # type: ignore[misc]
        self._size += size
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            self.problem(spot, say("aliases stand for more than {most} values", most=MOST_ALIASED))
            raise Stop
        level = self._open[-1] if self._open else None
        if level and level.key is _NO_KEY and isinstance(level.value, Map):
            if isinstance(value, str):
                self._key(level, value, spot, plain=False)
                return
            self.problem(spot, say("an alias as a key must stand for text"))
            raise Stop
        self._put(value, spot)


def _decimals(key: object) -> bool:
    return isinstance(key, str) and key[:1].isdecimal()


def _is_whole(value: object) -> bool:
    """Tell whether a value may be what stands before a decimal comma."""
    return isinstance(value, int) and not isinstance(value, bool)


def _spot(event: Any) -> int:
    mark = event.start_mark
    spot: int = mark.line << SHIFT | mark.column
    return spot
