"""Conditions as counting gates over atoms: `not` is pushed down, levels are ranks, names are cells."""

from collections import defaultdict
from dataclasses import dataclass

from simulator.plan.composed import FactItem
from simulator.program.facts import Occurrence
from simulator.program.literals import Action, Test, cells_of_test
from simulator.program.model import NONE, WORLD, Atom, Gate
from simulator.program.registry import Registry
from simulator.text.condition_tree import (
    And,
    AtLeast,
    Believes,
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
    People,
    Share,
    Term,
    show_condition,
    show_term,
)
from simulator.text.titles import Title

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
NO_LEVEL = 0
"""The rank of a scale of which nothing is known (rule 2)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose beliefs a condition is read, and for which incident."""

    agent: int = WORLD
    occurrence: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where a part of a condition stands: under which gate, read by whom, as it is or turned round."""

    parent: int
    reader: Reader
    positive: bool


class Conditions:
    """Compiles conditions; gates have higher numbers than their parents.

    A literal that is turned round is true where the condition is false, not where it is unknown: so a root is
    true exactly where the condition is true in Kleene's logic (Introduction to Metamathematics, 1952, § 64).
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._facts = registry.facts_of
        self.atoms: list[Atom] = []
        self.gates: list[Gate] = []
        self.cells_of_root: dict[int, list[int]] = {}
        """The cells that a condition looks at, each once."""
        self.crowds: dict[int, People] = {}
        """By fact of the world, the shares of people that conditions ask for."""
        self._cells_seen: dict[int, None] = {}

    def root(self, condition: Condition, reader: Reader, action: Action, subject: int) -> int:
        """Compile a condition under a root gate that calls for `action` on `subject`."""
        items = condition.items if isinstance(condition, And) else (condition,)
        number = self._gate(Gate(NONE, len(items), action=(int(action), subject)))
        self._cells_seen = {}
        for item in items:
            self._node(item, _Branch(number, reader, positive=True))
        self.cells_of_root[number] = list(self._cells_seen)
        return number

    def name_clock(self, root: int, name: str) -> None:
        """Call the first clock under a root by what it is the turn of instead of by its condition."""
        clock = next(gate.clock for gate in self.gates[root:] if gate.lasting)
        self._registry.clocks[clock] = name

    def cell_atoms(self) -> dict[int, list[int]]:
        """Give, by cell, the literals that look at it."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, atom in enumerate(self.atoms):
            for cell in cells_of_test(atom.test):
                found[cell].append(number)
        return found

    # -- gates -----------------------------------------------------------------------------------------------

    def _gate(self, gate: Gate) -> int:
        self.gates.append(gate)
        return len(self.gates) - 1

    def _node(self, condition: Condition, at: _Branch) -> None:
        match condition:
            case Not(item):
                self._node(item, _Branch(at.parent, at.reader, not at.positive))
            case And(items):
                self._count(items, len(items), at)
            case Or(items):
                self._count(items, 1, at)
            case AtLeast(count, items):
                self._count(items, count, at)
            case Lasting(item, seconds):
                self._lasting(item, seconds, at)
            case Believes(agency, item):
                self._node(item, _Branch(at.parent, self._of(agency, at), at.positive))
            case _:
                self._literal(condition, at)

    def _count(self, items: tuple[Condition, ...], wanted: int, at: _Branch) -> None:
        """Enter a gate for so many of these; turned round, so many that the rest cannot be enough."""
        missing = wanted if at.positive else len(items) - wanted + 1
        gate = self._gate(Gate(at.parent, missing))
        for item in items:
            self._node(item, _Branch(gate, at.reader, at.positive))

    def _lasting(self, item: Condition, seconds: float, at: _Branch) -> None:
        clock = len(self._registry.clocks)
        self._registry.clocks.append(show_condition(Lasting(item, seconds)))
        gate = self._gate(Gate(at.parent, 1, lasting=seconds, inverted=not at.positive, clock=clock))
        self._node(item, _Branch(gate, at.reader, positive=True))

    # -- literals --------------------------------------------------------------------------------------------

    def _literal(self, condition: Holds | Known | Knows | Compare, at: _Branch) -> None:
        match condition:
            case Holds(Combine(_, name)) | Holds(Name() as name):
                test = _holds(self._cells(name, at.reader), positive=at.positive)
            case Known(name):
                test = _known(self._cells(name, at.reader), positive=at.positive)
            case Knows(agency, name):
                test = self._knows(agency, name, at)
            case Compare():
                self._compare(condition, at)
                return
        self.atoms.append(Atom(at.parent, test))

    def _knows(self, agency: str, name: Name, at: _Branch) -> Test:
        """Give the test that it holds a stamp for the fact, and believes a boolean true (rule 7)."""
        cells = self._cells(name, self._of(agency, at))
        boolean = self._facts.item(name.text).kind == "boolean"
        return (_holds if boolean else _known)(cells, positive=at.positive)

    def _of(self, agency: str, at: _Branch) -> Reader:
        """Give who reads what another agency knows: that one, of the same incident."""
        return Reader(self._registry.agents[agency], at.reader.occurrence)

    def _compare(self, condition: Compare, at: _Branch) -> None:
        """Enter a comparison; where a place fact has several instances, one of them is enough."""
        op = condition.op if at.positive else OPPOSITE[condition.op]
        pairs = [
            (left, right)
            for left in self._readings(condition.left, at.reader)
            for right in self._readings(condition.right, at.reader)
        ]
        gate = at.parent
        if len(pairs) > 1:
            gate = self._gate(Gate(at.parent, 1 if at.positive else len(pairs)))
        self.atoms += [Atom(gate, ("compare", op, left, right)) for left, right in pairs]

    def _cells(self, name: Name, reader: Reader) -> tuple[int, ...]:
        registry = self._registry
        instances = self._facts.read(name.text, name.at, reader.occurrence)
        cells = tuple(registry.cell(reader.agent, registry.fact(each, name.text)) for each in instances)
        self._cells_seen.update(dict.fromkeys(cells))
        return cells

    def _crowd(self, term: People) -> int:
        """Give the world's cell of a share of people; it is made when first asked for."""
        name = show_term(term)
        item = FactItem(name, "number", _crowd_title(term, self._facts.item(term.knows.text)))
        fact = self._registry.fact(name, name, item)
        self.crowds.setdefault(fact, term)
        cell = self._registry.truth(fact)
        self._cells_seen[cell] = None
        return cell

    # -- terms -----------------------------------------------------------------------------------------------

    def _readings(self, term: Term, reader: Reader) -> list[Test]:
        """Give one side of a comparison: one reading, or one for each instance of a place fact."""
        match term:
            case Number(value):
                return [("number", value)]
            case Combine(how, name):
                return [("combine", how, self._cells(name, reader))]
            case Share(share, of):
                return [("share", share, self._cells(of, reader))]
            case People():
                return [("cell", self._crowd(term), None)]
            case Name(text) if not self._facts.known(text):
                return [("number", text)]
            case Name():
                return self._name(term, reader)

    def _name(self, name: Name, reader: Reader) -> list[Test]:
        cells = self._cells(name, reader)
        match self._facts.item(name.text).kind:
            case "level" if len(cells) == 1:
                return [("cell", cells[0], NO_LEVEL)]
            case "level":
                return [("combine", "max", cells, NO_LEVEL)]
            case "number" if len(cells) > 1:
                return [("combine", "sum", cells)]
        return [("cell", cell, None) for cell in cells]


def _crowd_title(term: People, item: FactItem) -> Title:
    known = item.title or Title(item.name, item.name)
    zh = "已知晓“{}”的弱势群众比例" if term.vulnerable else "已知晓“{}”的群众比例"
    en = "share of vulnerable people who know: {}" if term.vulnerable else "share of people who know: {}"
    return Title(zh.format(known.show("zh")), en.format(known.show("en")))


def _holds(cells: tuple[int, ...], *, positive: bool) -> Test:
    if len(cells) == 1:
        return ("true" if positive else "false", cells[0])
    return ("any" if positive else "none", cells)


def _known(cells: tuple[int, ...], *, positive: bool) -> Test:
    return ("known" if positive else "unknown", cells)
