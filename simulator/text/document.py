"""A whole file as a record, which can say the way to every record in it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import PrivateAttr

from simulator.text.containers import Map, Seq
from simulator.text.record import Record, read_record
from simulator.text.source import Source
from simulator.text.tree import read_tree


class Document(Record):
    """A record that is a whole file."""

    _source: Source | None = PrivateAttr(default=None)

    @property
    def source(self) -> Source:
        """The file's text; empty if it was not read from one."""
        return self._source or Source("", "")

    def ways(self) -> dict[int, tuple[str | int, ...]]:
        """Give the way to each mapping in the file, by keys and positions; by identity of the mapping."""
        found: dict[int, tuple[str | int, ...]] = {}
        waiting: list[tuple[Any, tuple[str | int, ...]]] = [(self.origin, ())]
        while waiting:
            value, way = waiting.pop()
            if id(value) in found or not isinstance(value, Map | Seq):
                continue
            found[id(value)] = way
            steps = value.items() if isinstance(value, Map) else enumerate(value)
            waiting += [(inner, (*way, step)) for step, inner in steps]
        return found


_D = TypeVar("_D", bound=Document)


def read_document(model_type: type[_D], source: Source, *, context: Mapping[str, Any] | None = None) -> _D:
    """Read a file as a record. Raises `DrillError` with every problem, each at its place."""
    document = read_record(model_type, read_tree(source), source, context=context)
    document._source = source
    return document
