"""Laying changes over data that knows where it stands: what a patch says wins, and keeps its own place.

As JSON Merge Patch does it (RFC 7396): mappings are merged key by key, null takes a key away, anything else
replaces. Two things beyond it: a mapping over a list changes single items, by position or name; and a list
over one of those named in `added` adds to it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.errors import Message, Place, Problem, say
from simulator.text.containers import Map, Seq
from simulator.text.faults import did_you_mean, shown
from simulator.text.numbers import parse_ordinal
from simulator.text.source import Source

Way = tuple[str, ...]


class Naming(Protocol):
    """By what names items of lists are known."""

    def find(self, key: str, items: Seq, name: str) -> Iterable[int]:
        """Give the positions of what a name means in the list under a key; none where it means nothing."""

    def known(self, key: str, items: Seq) -> list[str]:
        """Give the names that would mean something."""


@dataclass(frozen=True, slots=True)
class Merger:
    """Merges patches; what cannot be merged is added to `problems`. `source` is the patch's text."""

    source: Source
    naming: Naming
    problems: list[Problem]

    def merge(self, base: Map, patch: Map, *, added: Collection[str] = (), way: Way = ()) -> Map:
        """Give a mapping with a patch laid over it; neither of the two changes."""
        merged = base.again()
        for key, value in patch.items():
            if value is None:
                self._take_away(merged, key, patch, way)
                continue
            old, inner = merged.get(key), (*way, key)
            if isinstance(old, Seq) and isinstance(value, Seq) and key in added:
                self._put(merged, key, self._longer(key, old, value, inner), patch)
            else:
                self._put(merged, key, self._laid(key, old, value, inner), patch)
        return merged

    def _laid(self, key: str, old: Any, value: Any, way: Way) -> Any:
        if isinstance(value, Map):
            if isinstance(old, Map):
                return self.merge(old, value, way=way)
            if isinstance(old, Seq):
                return self._items(key, old, value, way)
        return value

    def _put(self, merged: Map, key: str, value: Any, patch: Map) -> None:
        """Set a value at the place of the patch; what was only changed inside stays at its own."""
        inside = key in merged and isinstance(value, Map | Seq) and value is not patch[key]
        key_at = merged.keys_at[key] if inside else patch.keys_at[key]
        merged.put(key, value, key_at, merged.values_at[key] if inside else patch.values_at[key])

    def _take_away(self, merged: Map, key: str, patch: Map, way: Way) -> None:
        if key in merged:
            del merged[key]
            return
        found = say("there is no `{key}` that could be taken away", key=shown(key))
        self.problem(patch.keys_at[key], (*way, key), found, did_you_mean(key, merged))

    def _longer(self, key: str, old: Seq, more: Seq, way: Way) -> Seq:
        """Give a list with further items; one with the id of an item that is there changes that item."""
        longer = old.only(range(len(old)))
        for position, item in enumerate(more):
            name = item.get("id") if isinstance(item, Map) else None
            there = [*self.naming.find(key, old, name)] if isinstance(name, str) else []
            for place in there:
                longer[place] = self._laid(key, longer[place], item, (*way, str(position)))
            if not there:
                longer.put(item, more.values_at[position])
        return longer

    def _items(self, key: str, old: Seq, patch: Map, way: Way) -> Seq:
        """Give a list with some of its items changed or taken away."""
        changed = old.only(range(len(old)))
        gone: set[int] = set()
        for name, value in patch.items():
            at = parse_ordinal(name)
            places = [*self.naming.find(key, old, name)] if at is None else [at]
            if not places or places[0] >= len(old):
                self._nothing_of(key, old, name, patch, way)
                continue
            if value is None:
                gone.update(places)
                continue
            for place in places:
                changed[place] = self._laid(name, changed[place], value, (*way, name))
                changed.values_at[place] = (
                    changed.values_at[place] if isinstance(value, Map) else patch.values_at[name]
                )
        return changed.only(place for place in range(len(old)) if place not in gone)

    def _nothing_of(self, key: str, items: Seq, name: str, patch: Map, way: Way) -> None:
        known = self.naming.known(key, items)
        found = say("there is no `{name}` among `{key}`", name=shown(name), key=key)
        counted = say("count from 0 to {last}, or add with `{key}: [...]`", last=len(items) - 1, key=key)
        hint = did_you_mean(name, known) or (counted if items else say("add with `{key}: [...]`", key=key))
        self.problem(patch.keys_at[name], (*way, name), found, hint)

    def problem(self, place: Place, way: Way, found: Message, hint: Message | None) -> None:
        """Note a problem of the patch."""
        self.problems.append(Problem(place, found, hint, ".".join(way), self.source.line_at(place)))
