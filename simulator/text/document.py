"""A whole file as a record, which can say the way to every record in it."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import PrivateAttr

from simulator.errors import DrillError, Problem, say
from simulator.text.containers import Map, Seq
from simulator.text.record import Record, read_record
from simulator.text.source import Source
from simulator.text.tree import read_tree

_SOURCE = "source"


class Document(Record):
    """A record that is a whole file."""

    _source: Source | None = PrivateAttr(default=None)

    def model_post_init(self, context: Any, /) -> None:
        """Keep the file's text, which the reader passes on."""
        self._source = context.get(_SOURCE) if isinstance(context, dict) else None

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


def read_document(
    model_type: type[_D],
    source: Source,
    *,
    tree: Map | None = None,
    context: Mapping[str, Any] | None = None,
) -> _D:
    """Read a file as a record; `tree` is what it holds where that is read, or changed, already.

    Raises `DrillError` with every problem, each at its place.
    """
    tree = read_tree(source) if tree is None else tree
    _check_kind(model_type, tree, source)
    return read_record(model_type, tree, source, context={**(context or {}), _SOURCE: source})


_OTHER_KIND = {
    ("plan", "scenario"): (
        say("this is a plan, a scenario is expected here"),
        say("give the scenario that names this plan under `plans:`"),
    ),
    ("scenario", "plan"): (
        say("this is a scenario, a plan is expected here"),
        say("name only plans under `plans:`"),
    ),
    ("norms", "plan"): (
        say("this is a norm pack, a plan is expected here"),
        say("a scenario names norm packs under `norms:`"),
    ),
    ("norms", "scenario"): (
        say("this is a norm pack, a scenario is expected here"),
        say("a scenario names norm packs under `norms:`"),
    ),
    ("plan", "norms"): (
        say("this is a plan, a norm pack is expected here"),
        say("name only norm packs under `norms:`"),
    ),
    ("scenario", "norms"): (
        say("this is a scenario, a norm pack is expected here"),
        say("name only norm packs under `norms:`"),
    ),
}


def _check_kind(model_type: type[Document], tree: Map, source: Source) -> None:
    """Say it once where a file is of the other kind: each of its keys would be a problem of its own."""
    field = model_type.model_fields.get("drill")
    kinds = get_args(field.annotation) if field else ()
    for kind in kinds:
        words = _OTHER_KIND.get((str(tree.get("drill")), kind))
        if words:
            place = tree.values_at["drill"]
            raise DrillError([Problem(place, *words, "drill", source.line(place.line))])
