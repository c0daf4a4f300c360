"""Gathers what is wrong in several files, each fault at its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import Message, Place, Problem, in_order
from simulator.text.document import Document
from simulator.text.record import Record
from simulator.text.source import Source
from simulator.text.translation import moved


@dataclass(frozen=True, slots=True)
class At:
    """A value in a file: where a reference stands.

    `plan` is the id of the plan, empty in a scenario. With `key` it is the key of the value that is meant.
    """

    plan: str
    record: Record
    path: tuple[str | int, ...] = ()
    key: bool = False

    def of(self, *path: str | int) -> "At":
        """Give a value inside this one."""
        return At(self.plan, self.record, self.path + path)

    def of_key(self, *path: str | int) -> "At":
        """Give the key of a value inside this one."""
        return At(self.plan, self.record, self.path + path, key=True)

    @property
    def place(self) -> Place:
        """The position in the file."""
        return self.record.key_place_of(*self.path) if self.key else self.record.place_of(*self.path)

    @property
    def text(self) -> object:
        """What stands there."""
        value: object = self.record.origin
        for step in self.path:
            if isinstance(value, Mapping):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
        return self.path[-1] if self.key else value


@dataclass(frozen=True, slots=True)
class _Fault:
    at: At
    found: Message
    hint: Message | None
    offset: int | None
    others: tuple[Place, ...]
    warning: bool


class Faults:
    """Faults in the order in which they were found."""

    def __init__(self) -> None:
        self._found: list[_Fault] = []

    def add(
        self,
        at: At,
        found: Message,
        hint: Message | None = None,
        *,
        offset: int | None = None,
        others: tuple[Place, ...] = (),
        warning: bool = False,
    ) -> None:
        """Add a fault at a value; `offset` counts characters inside the value."""
        self._found.append(_Fault(at, found, hint, offset, others, warning))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def stop(self) -> bool:
        """Whether one of them stops a run."""
        return any(not fault.warning for fault in self._found)

    def problems(self, documents: Iterable[Document]) -> tuple[Problem, ...]:
        """Give the faults as problems, sorted by place; `documents` are the files that they stand in."""
        wanted = {fault.at.place.file for fault in self._found}
        files: dict[str, Source] = {}
        ways: dict[int, tuple[str | int, ...]] = {}
        for document in documents:
            sources = {source.path: source for source in (document.source, *document.source.others)}
            files.update(sources)
            if wanted & sources.keys():
                ways |= document.ways()
        problems = (_problem(fault, files, ways) for fault in self._found)
        return in_order(problems)


def _problem(
    fault: _Fault, files: Mapping[str, Source], ways: Mapping[int, tuple[str | int, ...]]
) -> Problem:
    at, place = fault.at, fault.at.place
    line = ""
    if place.file in files:
        source = files[place.file]
        place, line = moved(place, at.text, fault.offset, source), source.line(place.line)
    path = ".".join(map(str, (*ways.get(id(at.record.origin), ()), *at.path)))
    return Problem(place, fault.found, fault.hint, path, line, fault.others, fault.warning)
