"""The files of a scenario as data before they are records, so that changes can be laid over them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulator.plan.agencies import Desk
from simulator.plan.desks import shifts_at
from simulator.plan.names import Directory
from simulator.text.clock import parse_clock
from simulator.text.containers import Map, Seq
from simulator.text.faults import TextError, plain
from simulator.text.source import Source

SECTIONS = (
    "agencies",
    "posts",
    "media",
    "agreements",
    "scales",
    "facts",
    "quantities",
    "regions",
    "places",
    "hazards",
)
"""Parts of a plan that hold things by their ids."""

WATCHES = {"night": 2 * 60, "夜班": 2 * 60, "day": 10 * 60, "白班": 10 * 60}
"""Minutes of the day at which the shift is on duty that is called so."""

_ARROWS = ("->", "→", ">")
_LAST_MINUTE = 24 * 60 - 1

Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds, with what was laid over it."""

    source: Source
    tree: Map

    def changed(self, tree: Map, by: Source) -> "Sheet":
        """Give it with another tree that holds values of a further text."""
        others = self.source.others if by in self.source.others else (*self.source.others, by)
        return Sheet(replace(self.source, others=others), tree)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A scenario and its plans, these by their files."""

    scenario: Sheet
    plans: dict[Path, Sheet] = field(default_factory=dict)

    @property
    def by_id(self) -> dict[str, Map]:
        """The plans by the ids that they give themselves."""
        return {
            name: sheet.tree for sheet in self.plans.values() if isinstance(name := sheet.tree.get("id"), str)
        }

    def path_of(self, plan: str) -> Path | None:
        """Give the file of a plan."""
        return next((path for path, sheet in self.plans.items() if sheet.tree.get("id") == plan), None)

    def directory(self, *sections: str) -> Directory:
        """Give the names in parts of the plans."""
        return Directory(
            (plan, name)
            for plan, tree in self.by_id.items()
            for part in sections
            for name in mapping(tree, part)
        )


def mapping(tree: Any, key: str) -> dict[str, Any]:
    """Give a part of a tree if it is a mapping, else an empty one: its fault is said elsewhere."""
    found = tree.get(key) if isinstance(tree, Map) else None
    return found if isinstance(found, Map) else {}


def records(tree: Any, key: str) -> Iterator[tuple[int, Map]]:
    """Give the mappings in a list of a tree, with their positions."""
    found = tree.get(key) if isinstance(tree, Map) else None
    yield from (
        (at, each) for at, each in enumerate(found if isinstance(found, Seq) else ()) if isinstance(each, Map)
    )


@dataclass(frozen=True, slots=True)
class ListNames:
    """The names of items of lists: links by their ends, shifts by the time of day, others by their id.

    `plan` is the id of the plan that the lists stand in, empty for the scenario.
    """

    plan: str
    agencies: Directory

    def find(self, key: str, items: Seq, name: str) -> list[int]:
        """Give the positions of what a name means; see `simulator.text.merge.Naming`."""
        if key == "shifts":
            return [*_on_duty(items, name)]
        wanted = self._ends(plain(name)) if key == "links" else None
        return [
            at
            for at, item in enumerate(items)
            if isinstance(item, Map) and (item.get("id") == name or (wanted and self._is(item, wanted)))
        ]

    def known(self, key: str, items: Seq) -> list[str]:
        """Give the names that would mean something."""
        if key == "shifts":
            return [*WATCHES]
        maps = [item for item in items if isinstance(item, Map)]
        ids = [item["id"] for item in maps if isinstance(item.get("id"), str)]
        ends = [(item.get("from"), item.get("to")) for item in maps if key == "links"]
        whole = [f"{self.whole(sender)}->{self.whole(receiver)}" for sender, receiver in ends]
        return [*ids, *whole, *(f"{sender}->{receiver}" for sender, receiver in ends)]

    def _ends(self, name: str) -> tuple[str, str, str] | None:
        """Give sender, receiver and purpose (empty: any) of `north.em_office->city.duty_room:warn`."""
        for arrow in _ARROWS:
            sender, found, rest = name.partition(arrow)
            if found:
                receiver, _, purpose = rest.partition(":")
                return self.whole(sender), self.whole(receiver), purpose.strip()
        return None

    def _is(self, item: Map, wanted: tuple[str, str, str]) -> bool:
        ends = self.whole(item.get("from")), self.whole(item.get("to"))
        return ends == wanted[:2] and wanted[2] in ("", item.get("purpose", "coordinate"))

    def whole(self, ref: object) -> str:
        """Give the qualified name of an agency, or the text itself where it means none or several."""
        text = plain(str(ref))
        found = self.agencies.candidates(self.plan, text)
        return found[0] if len(found) == 1 else text


def _on_duty(shifts: Iterable[Any], name: str) -> tuple[int, ...]:
    """Give the shifts that are on duty at a time of day, or that are called so."""
    try:
        minute = WATCHES[name] if name in WATCHES else parse_clock(name)
        return shifts_at(Desk.model_validate({"shifts": [*shifts]}), min(minute, _LAST_MINUTE))
    except (TextError, ValidationError):
        return ()
