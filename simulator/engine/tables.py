"""What all replications of a program share: its gates and tests as plain lists, ready to be copied."""

import operator
from collections.abc import Callable
from typing import Any

from simulator.program.model import Atom, Gate, Link, Program, Task

Values = list[Any]
Test = Callable[[Values], bool]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
COMBINE: dict[str, Callable[[list[Any]], Any]] = {"sum": sum, "max": max, "min": min}


class Tables:
    """A program's conditions in the form in which the engine runs them."""

    def __init__(self, program: Program) -> None:
        atoms, gates = program.atoms, program.gates
        slots, links = program.slots, program.links
        self.tests: list[Test] = [make_test(atom.test) for atom in atoms]
        self.atom_gates = [atom.gate for atom in atoms]
        nothing = [None] * len(program.cells)
        self.atom_states = [test(nothing) for test in self.tests]
        self.watchers = [
            tuple((number, atoms[number].gate, self._test_of(number, atoms)) for number in found)
            for found in program.cell_atoms
        ]
        """Of each cell: (atom, its gate, its test; None: whether the cell's value is true)."""
        self.carriers = [
            tuple((number, slots[number].link, links[slots[number].link].receiver) for number in found)
            for found in program.cell_slots
        ]
        """Of each cell: (slot, link, receiver) of the links that carry it on."""
        askers = {agent for agent, _asking in program.askings}
        self.heeded = [
            agent in askers or bool(observers)
            for (agent, _fact), observers in zip(program.cells, program.cell_observers, strict=True)
        ]
        """Whether a change of each cell makes its agency ask, or is seen by observers."""
        self.periodic = [link for link in links if link.every > 0]
        self.certain = [_is_certain(link, program) for link in links]
        """Whether the first attempt over each link cannot fail, and takes nothing but its time."""
        self.plain = [_is_plain(task, program) for task in program.tasks]
        self.parents = [gate.parent for gate in gates]
        self.missing = _initial_counts(self, gates)
        self.lasting = [gate.lasting for gate in gates]
        self.inverted = [gate.inverted for gate in gates]
        self.clocks = [gate.clock for gate in gates]
        self.actions = [gate.action for gate in gates]
        self.states = [count <= 0 for count in self.missing]
        self.timed = [
            number for number, gate in enumerate(gates) if gate.lasting >= 0 and self._child_holds(number)
        ]
        self.below = {gate: gate in self.timed for gate, time in enumerate(self.lasting) if time >= 0}
        """Of each lasting gate, whether its condition holds before anything is known."""
        self.roots_at_start = [
            number for number, gate in enumerate(gates) if gate.action is not None and self.states[number]
        ]

    def _test_of(self, number: int, atoms: tuple[Atom, ...]) -> Test | None:
        return None if atoms[number].test[0] == "true" else self.tests[number]

    def _child_holds(self, gate: int) -> bool:
        """Whether what a lasting gate waits for holds before anything is known."""
        children = [number for number, parent in enumerate(self.parents) if parent == gate]
        below = [
            state for parent, state in zip(self.atom_gates, self.atom_states, strict=True) if parent == gate
        ]
        return any(below) or any(self.states[number] for number in children)


def _is_certain(link: Link, program: Program) -> bool:
    first = link.rungs[0]
    if first.call or first.group or first.switches or link.acknowledge or not link.slots:
        return False
    return program.slots[link.slots[0]].dice.chances[0] >= 1.0


def _is_plain(task: Task, program: Program) -> bool:
    """Whether a task takes one operator or unit on the spot, gives it back, and nobody else is in on it."""
    alone = task.single >= 0 and not task.turns and not task.companions and not task.aid
    stays = all(number < 0 for need in task.needs for number in (*need.mobilise, *need.travel))
    return alone and stays and not program.servers[task.single].consumed


def _initial_counts(tables: Tables, gates: tuple[Gate, ...]) -> list[int]:
    """Children still missing in each gate when nothing is known; children stand behind their parents."""
    missing = [gate.missing for gate in gates]
    for gate_number, holds in zip(tables.atom_gates, tables.atom_states, strict=True):
        if holds and gates[gate_number].lasting < 0:
            missing[gate_number] -= 1
    for number in range(len(gates) - 1, -1, -1):
        gate = gates[number]
        holds = gate.inverted if gate.lasting >= 0 else missing[number] <= 0
        if gate.lasting >= 0:
            missing[number] = 0 if holds else 1
        if holds and gate.parent >= 0 and gates[gate.parent].lasting < 0:
            missing[gate.parent] -= 1
    return missing


def make_test(spec: tuple[Any, ...]) -> Test:
    """The test of an atom over the values of all cells; None is a value that is not known.

    `("true", cell)`, `("false", cell)`, `("known", cells)`, `("unknown", cells)`,
    `("compare", op, term, term)`; a term is `("cell", cell, unknown)`, `("number", value)`,
    `("combine", how, cells)`, with a fourth what it is if all are unknown, or `("share", share, cells)`.
    A comparison with something undefined is not true.
    """
    return _TESTS[spec[0]](*spec[1:])


def _true(cell: int) -> Test:
    return lambda values: bool(values[cell])


def _false(cell: int) -> Test:
    return lambda values: not values[cell]


def _any_true(cells: tuple[int, ...]) -> Test:
    return lambda values: any(values[cell] for cell in cells)


def _none_true(cells: tuple[int, ...]) -> Test:
    return lambda values: not any(values[cell] for cell in cells)


def _known(cells: tuple[int, ...]) -> Test:
    return lambda values: any(values[cell] is not None for cell in cells)


def _unknown(cells: tuple[int, ...]) -> Test:
    return lambda values: all(values[cell] is None for cell in cells)


def _compare(symbol: str, left: tuple[Any, ...], right: tuple[Any, ...]) -> Test:
    compare, read_left, read_right = COMPARE[symbol], _TERMS[left[0]](*left[1:]), _TERMS[right[0]](*right[1:])

    def test(values: Values) -> bool:
        one, other = read_left(values), read_right(values)
        return one is not None and other is not None and compare(one, other)

    return test


def _cell_term(cell: int, unknown: object) -> Callable[[Values], Any]:
    if unknown is None:
        return operator.itemgetter(cell)
    return lambda values: unknown if values[cell] is None else values[cell]


def _number_term(value: object) -> Callable[[Values], Any]:
    return lambda _values: value


def _combine_term(how: str, cells: tuple[int, ...], unknown: object = None) -> Callable[[Values], Any]:
    combine = COMBINE[how]

    def term(values: Values) -> object:
        known = [values[cell] for cell in cells if values[cell] is not None]
        return combine(known) if known else unknown

    return term


def _share_term(share: float, cells: tuple[int, ...]) -> Callable[[Values], Any]:
    total = _combine_term("sum", cells)
    return lambda values: None if (whole := total(values)) is None else share * whole


_TESTS: dict[str, Callable[..., Test]] = {
    "true": _true,
    "false": _false,
    "any": _any_true,
    "none": _none_true,
    "known": _known,
    "unknown": _unknown,
    "compare": _compare,
}
_TERMS: dict[str, Callable[..., Callable[[Values], Any]]] = {
    "cell": _cell_term,
    "number": _number_term,
    "combine": _combine_term,
    "share": _share_term,
}
