"""Conditions as counting gates over atoms: `not` is pushed down, levels are ranks, names are cells."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from simulator.program.facts import Occurrence
from simulator.program.model import NONE, WORLD, Atom, Gate
from simulator.program.registry import Registry
from simulator.text.conditions import (
    And,
    AtLeast,
    Combine,
    Compare,
    Condition,
    Holds,
    Known,
    Knows,
    Lasting,
    Name,
    Not,
    Number,
    Or,
    Share,
    Term,
    show_condition,
)

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
TRUTH = {"true": True, "false": False}


class Action(IntEnum):
    """What happens when a root gate turns; the engine's actions stand in this order."""

    WHEN = 0
    STOPS = 1
    SCALE = 2
    MILESTONE = 3
    ACT = 4
    DUTY_WHEN = 5
    DUTY_THEN = 6
    MEDIUM = 7
    NOTHING = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose beliefs a condition is read, and for which incident."""

    agent: int = WORLD
    occurrence: Occurrence | None = None


class Conditions:
    """Compiles conditions; gates have higher numbers than their parents."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._facts = registry.facts_of
        self.atoms: list[Atom] = []
        self.gates: list[Gate] = []
        self.cells_of_root: dict[int, list[int]] = {}
        self._root = NONE

    def root(self, condition: Condition, reader: Reader, action: Action, subject: int) -> int:
        """Compile a condition under a root gate that calls for `action` on `subject`."""
        number = self._gate(Gate(NONE, 1, action=(int(action), subject)))
        self._root = number
        self.cells_of_root[number] = []
        self._node(condition, reader, parent=number, positive=True)
        return number

    def _gate(self, gate: Gate) -> int:
        self.gates.append(gate)
        return len(self.gates) - 1

    def _node(self, condition: Condition, reader: Reader, *, parent: int, positive: bool) -> None:
        match condition:
            case Not(item):
                self._node(item, reader, parent=parent, positive=not positive)
            case And(items):
                self._count(items, len(items) if positive else 1, reader, parent=parent, positive=positive)
            case Or(items):
                self._count(items, 1 if positive else len(items), reader, parent=parent, positive=positive)
            case AtLeast(count, items):
                missing = count if positive else len(items) - count + 1
                self._count(items, missing, reader, parent=parent, positive=positive)
            case Lasting(item, seconds):
                self._lasting(item, seconds, reader, parent=parent, positive=positive)
            case _:
                self._atom(parent, self._literal(condition, reader, positive=positive))

    def _count(
        self, items: tuple[Condition, ...], missing: int, reader: Reader, *, parent: int, positive: bool
    ) -> None:
        gate = self._gate(Gate(parent, missing))
        for item in items:
            self._node(item, reader, parent=gate, positive=positive)

    def _lasting(self, item: Condition, seconds: float, reader: Reader, *, parent: int, positive: bool) -> None:
        clock = len(self._registry.clocks)
        self._registry.clocks.append(show_condition(Lasting(item, seconds)))  # type: ignore[arg-type]
        gate = self._gate(Gate(parent, 1, lasting=seconds, inverted=not positive, clock=clock))
        self._node(item, reader, parent=gate, positive=True)

    def _atom(self, gate: int, test: tuple[Any, ...]) -> None:
        self.atoms.append(Atom(gate, test))

    def _literal(self, condition: Condition, reader: Reader, *, positive: bool) -> tuple[Any, ...]:
        match condition:
            case Holds(term):
                name = term.name if isinstance(term, Combine) else term
                return self._holds(self._cells(name, reader), positive=positive)
            case Known(name):
                return ("known" if positive else "unknown", self._cells(name, reader))
            case Knows(agency, name):
                return self._knows(agency, name, reader, positive=positive)
            case Compare(left, op, right):
                op = op if positive else OPPOSITE[op]
                return ("compare", op, self._term(left, reader), self._term(right, reader))
        message = f"{condition!r} has no form in a program"
        raise TypeError(message)

    def _holds(self, cells: tuple[int, ...], *, positive: bool) -> tuple[Any, ...]:
        if len(cells) == 1:
            return ("true" if positive else "false", cells[0])
        return ("any" if positive else "none", cells)

    def _knows(self, agency: str, name: Name, reader: Reader, *, positive: bool) -> tuple[Any, ...]:
        """It holds a stamp for the fact, and believes a boolean true (rule 7)."""
        there = Reader(self._registry.agents[agency], reader.occurrence)
        cells = self._cells(name, there)
        if self._facts.item(name.text).kind == "boolean":
            return self._holds(cells, positive=positive)
        return ("known" if positive else "unknown", cells)

    def _cells(self, name: Name, reader: Reader) -> tuple[int, ...]:
        found = []
        for instance in self._facts.read(name.text, name.at, reader.occurrence):
            cell = self._registry.cell(reader.agent, self._registry.fact(instance, name.text))
            self.cells_of_root[self._root].append(cell)
            found.append(cell)
        return tuple(found)

    def _term(self, term: Term, reader: Reader) -> tuple[Any, ...]:
        match term:
            case Number(value):
                return ("number", value)
            case Combine(how, name):
                return ("combine", "max" if how == "any" else how, self._cells(name, reader))
            case Share(share, of):
                return ("share", share, self._cells(of, reader)[0])
            case Name(text) if not self._facts.known(text):
                return ("number", TRUTH.get(text, text))
            case Name(text):
                return self._name_term(term, text, reader)
        message = f"{term!r} has no form in a program"
        raise TypeError(message)

    def _name_term(self, name: Name, base: str, reader: Reader) -> tuple[Any, ...]:
        cells = self._cells(name, reader)
        kind = self._facts.item(base).kind
        if len(cells) > 1:
            return ("combine", "sum" if kind == "number" else "max", cells)
        unknown = {"level": 0, "boolean": False}.get(kind)
        return ("cell", cells[0], unknown)


def cells_of_test(test: tuple[Any, ...]) -> tuple[int, ...]:
    """All cells that an atom looks at."""
    match test:
        case ("true" | "false", cell):
            return (cell,)
        case ("any" | "none" | "known" | "unknown", cells):
            return tuple(cells)
        case ("compare", _op, left, right):
            return (*_cells_of_term(left), *_cells_of_term(right))
    return ()


def _cells_of_term(term: tuple[Any, ...]) -> tuple[int, ...]:
    match term:
        case ("cell", cell, _unknown):
            return (cell,)
        case ("share", _share, cell):
            return (cell,)
        case ("combine", _how, cells):
            return tuple(cells)
    return ()
