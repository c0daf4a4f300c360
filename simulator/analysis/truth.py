"""When a condition holds, as stretches of time, given when each of its facts changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from operator import itemgetter
from typing import Any

from simulator.program.holding import Test, make_test
from simulator.program.literals import cells_of_test
from simulator.program.model import Gate, Program

Stretch = tuple[float, float]
"""(from, to) in seconds; to is infinite where it does not end."""
Change = tuple[float, Any]
"""(when, new value)."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A test over the values of some cells; `plain` where it holds while its one cell is true."""

    test: Test
    cells: tuple[int, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Holds while at least `missing` of its parts do; with `lasting` once that has been so for so long.

    `inverted` belongs to `lasting`: holds until then.
    """

    missing: int
    lasting: float
    inverted: bool
    parts: "tuple[Count | Literal, ...]"


class Trees:
    """The conditions of one program as trees, each made when it is first wanted."""

    def __init__(self, program: Program) -> None:
        self._gates = program.gates
        self._below: dict[int, list[Count | Literal | int]] = {}
        for number, gate in enumerate(program.gates):
            self._below.setdefault(gate.parent, []).append(number)
        for atom in program.atoms:
            literal = Literal(make_test(atom.test), cells_of_test(atom.test), plain=atom.test[0] == "true")
            self._below.setdefault(atom.gate, []).append(literal)
        self._made: dict[int, Count] = {}

    def tree(self, root: int) -> Count:
        """Give the condition under a root gate."""
        if root not in self._made:
            self._made[root] = self._count(root, self._gates[root])
        return self._made[root]

    def _count(self, number: int, gate: Gate) -> Count:
        parts = tuple(
            self._count(part, self._gates[part]) if isinstance(part, int) else part
            for part in self._below.get(number, ())
        )
        return Count(gate.missing, gate.lasting, gate.inverted, parts)


def stretches(tree: Count | Literal, changes: Mapping[int, Sequence[Change]]) -> list[Stretch]:
    """Give when a condition holds, in order of time; `changes` are, by cell, in order of time.

    A stretch (0, 0) is what held before anything was known, and no longer once something was.
    """
    if isinstance(tree, Literal):
        return _literal(tree, changes)
    parts = [stretches(part, changes) for part in tree.parts]
    if tree.lasting < 0:
        return parts[0] if len(parts) == 1 and tree.missing == 1 else _together(parts, tree.missing)
    # What ends at the very instant does not last: timers ring last.
    lasted = [(begin + tree.lasting, end) for begin, end in parts[0] if end - begin > tree.lasting]
    return _outside(lasted) if tree.inverted else lasted


def value_at(changes: Sequence[Change], when: float) -> Any:
    """Give the last of the values that had been changed to by a time; None before the first."""
    return next((value for since, value in reversed(changes) if since <= when), None)


def is_timed(tree: Count | Literal) -> bool:
    """Tell whether a condition looks back: whether some part of it has to last."""
    return isinstance(tree, Count) and (tree.lasting >= 0 or any(map(is_timed, tree.parts)))


def is_plain(tree: Count | Literal) -> bool:
    """Tell whether a condition holds while all cells that it looks at are true, whatever else is so."""
    if isinstance(tree, Literal):
        return tree.plain
    return tree.lasting < 0 and tree.missing == len(tree.parts) and all(map(is_plain, tree.parts))


def needed(tree: Count | Literal) -> frozenset[int]:
    """Give cells of each of which something must be known before a condition can hold."""
    if isinstance(tree, Literal):
        test: Any = tree.test
        needs = len(tree.cells) == 1 and not test(dict.fromkeys(tree.cells))
        return frozenset(tree.cells if needs else ())
    if tree.inverted or tree.missing < 1:
        return frozenset()
    parts = list(map(needed, tree.parts))
    if tree.missing == len(parts):
        return frozenset().union(*parts)
    return frozenset.intersection(*parts) if parts else frozenset()


def holds(tree: Count | Literal, values: Mapping[int, Any]) -> bool:
    """Tell whether a condition that does not look back holds for values by cell, None where unknown."""
    if isinstance(tree, Literal):
        test: Any = tree.test
        return bool(test(values))
    return sum(holds(part, values) for part in tree.parts) >= tree.missing


def cells_in(tree: Count | Literal) -> Iterable[int]:
    """Give the cells that a condition looks at, some of them more than once."""
    if isinstance(tree, Literal):
        yield from tree.cells
    else:
        for part in tree.parts:
            yield from cells_in(part)


def _literal(literal: Literal, changes: Mapping[int, Sequence[Change]]) -> list[Stretch]:
    values: dict[int, Any] = dict.fromkeys(literal.cells)
    test: Any = literal.test  # it reads values by cell, which a mapping gives as a list does
    found: list[Stretch] = []
    since = 0.0 if test(values) else inf
    for when, turned in _turns(literal.cells, changes):
        values.update(turned)
        if test(values):
            since = min(since, when)
        elif since < inf:
            found.append((since, when))
            since = inf
    return [*found, (since, inf)] if since < inf else found


def _turns(
    cells: tuple[int, ...], changes: Mapping[int, Sequence[Change]]
) -> Iterable[tuple[float, dict[int, Any]]]:
    """Give, in order of time, what some cells have changed to at each instant."""
    turns: dict[float, dict[int, Any]] = {}
    for cell in cells:
        for when, value in changes.get(cell, ()):
            turns.setdefault(when, {})[cell] = value
    return turns.items() if len(cells) == 1 else sorted(turns.items(), key=itemgetter(0))


def _together(parts: list[list[Stretch]], wanted: int) -> list[Stretch]:
    """Give when at least so many of several hold."""
    if wanted <= 0:
        return [(0.0, inf)]
    turns = [
        (when, step)
        for part in parts
        for stretch in part
        for when, step in zip(stretch, (1, -1), strict=True)
    ]
    found: list[Stretch] = []
    holding, since = 0, 0.0
    # What begins at an instant counts before what ends then: two that meet leave no hole.
    for when, step in sorted(turns, key=lambda turn: (turn[0], -turn[1])):
        before, holding = holding, holding + step
        if before < wanted <= holding:
            since = when
        elif holding < wanted <= before and when > since:
            found.append((since, when))
    return found


def _outside(parts: list[Stretch]) -> list[Stretch]:
    """Give when nothing of it holds."""
    begins = [0.0, *(end for _, end in parts)]
    ends = [*(begin for begin, _ in parts), inf]
    return [(begin, end) for begin, end in zip(begins, ends, strict=True) if end > begin]
