"""YAML as plain data that knows where each key and value stands."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from simulator.errors import Place

SHIFT = 32
"""Bits of a spot that hold the column; those above hold the line, both from 0."""
_MASK = (1 << SHIFT) - 1


class _Spot:
    """Where a container stands; line and column share one integer, as there may be a million of them."""

    _file: str
    spot: int

    @property
    def place(self) -> Place:
        """Where it begins."""
        return place_of(self._file, self.spot)


def place_of(file: str, spot: int) -> Place:
    """Give the place of a packed line and column."""
    return Place(file, (spot >> SHIFT) + 1, (spot & _MASK) + 1)


class Map(dict[str, Any], _Spot):
    """A YAML mapping; all its keys are text."""

    def __init__(self, file: str, spot: int) -> None:
        super().__init__()
        self._file = file
        self.spot = spot
        self.spots: dict[str, tuple[int, int]] = {}
        """By key: where the key and where the value stands, packed."""

    @cached_property
    def keys_at(self) -> dict[str, Place]:
        """Where each key stands."""
        return {key: place_of(self._file, spots[0]) for key, spots in self.spots.items()}

    @cached_property
    def values_at(self) -> dict[str, Place]:
        """Where each value stands."""
        return {key: place_of(self._file, spots[1]) for key, spots in self.spots.items()}

    def again(self) -> "Map":
        """Give another mapping with the same keys and values, which can be changed."""
        other = Map(self._file, self.spot)
        other.update(self)
        other.keys_at, other.values_at = dict(self.keys_at), dict(self.values_at)
        return other

    def put(self, key: str, value: Any, key_at: Place, value_at: Place) -> None:
        """Set a value that may stand in another file."""
        self[key] = value
        self.keys_at[key], self.values_at[key] = key_at, value_at


class Seq(list[Any], _Spot):
    """A YAML sequence."""

    def __init__(self, file: str, spot: int) -> None:
        super().__init__()
        self._file = file
        self.spot = spot
        self.spots: list[int] = []
        """Where each item stands, packed."""

    @cached_property
    def values_at(self) -> list[Place]:
        """Where each item stands."""
        return [place_of(self._file, spot) for spot in self.spots]

    def put(self, value: Any, value_at: Place) -> None:
        """Add an item that may stand in another file."""
        self.values_at.append(value_at)
        self.append(value)

    def only(self, positions: Iterable[int]) -> "Seq":
        """Give another sequence with the items at these positions."""
        other = Seq(self._file, self.spot)
        for position in positions:
            other.put(self[position], self.values_at[position])
        return other
