"""What all replications of a program share: its gates and tests as plain lists, ready to be copied."""

from simulator.program.holding import Test, make_test
from simulator.program.literals import cells_of_test
from simulator.program.model import Gate, Link, Program, Task

Watcher = tuple[int, int, Test | None, bool]
"""(atom, its gate, its test; None: whether the cell's value is true; whether the gate is a root that only
counts)."""


class Tables:
    """A program's conditions in the form in which the engine runs them."""

    def __init__(self, program: Program) -> None:
        self._enter_atoms(program)
        self._enter_cells(program)
        self._enter_links(program)
        self._enter_tasks(program)
        self._enter_gates(program.gates)

    def _enter_atoms(self, program: Program) -> None:
        self.tests: list[Test] = [make_test(atom.test) for atom in program.atoms]
        self.atom_gates = [atom.gate for atom in program.atoms]
        nothing = [None] * len(program.cells)
        self.atom_states = [test(nothing) for test in self.tests]

    def _enter_cells(self, program: Program) -> None:
        slots, links = program.slots, program.links
        self.watchers = [
            tuple(self._watcher(number, program) for number in found) for found in program.cell_atoms
        ]
        """Of each cell, who looks at it."""
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
        self.watched = [
            (watchers, bool(carriers), heeded)
            for watchers, carriers, heeded in zip(self.watchers, self.carriers, self.heeded, strict=True)
        ]
        """Of each cell: its watchers, whether links carry it on, whether it is heeded."""
        self.noticed = [bool(watchers) or carried or heeded for watchers, carried, heeded in self.watched]
        """Of each cell: whether anything at all follows from its changing."""
        self.sole = [_sole(watchers, carried or heeded) for watchers, carried, heeded in self.watched]
        """Of each cell: its watcher, where that is all that heeds it, is as good as the cell's value, and
        only counts; else None."""

    def _watcher(self, number: int, program: Program) -> Watcher:
        atom = program.atoms[number]
        test = None if atom.test[0] == "true" else self.tests[number]
        return number, atom.gate, test, _counts(program.gates[atom.gate])

    def _enter_links(self, program: Program) -> None:
        links = program.links
        self.periodic = [link for link in links if link.every > 0]
        self.places = [
            (link.sender_desk, link.priority, link.order) if _is_direct(link, program) else None
            for link in links
        ]
        """Of each link whose reports go from desk to desk, and nothing can come in their way: where one
        waits to be made, as (desk, priority, order)."""
        self.ways = [
            (
                link.sender_desk,
                link.receiver_desk,
                link.priority,
                link.order,
                link.rungs[0].medium,
                link.sender,
                link.receiver,
            )
            for link in links
        ]
        """Of each link: desks of sender and receiver, priority, order, first medium, sender, receiver."""
        self.carried = [
            (slot.fact, slot.cell, slot.there, (slot.dice.compose, slot.dice.rungs[0][0], slot.dice.handling))
            for slot in program.slots
        ]
        """Of each slot: fact, cells of sender and receiver, streams of composing, delay and handling."""

    def _enter_tasks(self, program: Program) -> None:
        self.plain = [_is_plain(task, program) for task in program.tasks]
        cells = {
            cell
            for task in program.tasks
            for written, _rate in (task.service.rates if task.service else ())
            for cell in written[:2]
        }
        self.moving = [
            atom.test for atom in program.atoms if cells and not cells.isdisjoint(cells_of_test(atom.test))
        ]
        """The tests that look at quantities, in truth or as those know them who serve them."""
        self.coupled = frozenset(
            (*cells, *(quantity.bound for quantity in program.quantities),
             *(cell for test in self.moving for cell in cells_of_test(test)))
        )  # fmt: skip
        """The cells of quantities, and those that they are compared with."""

    def _enter_gates(self, gates: tuple[Gate, ...]) -> None:
        self.parents = [gate.parent for gate in gates]
        self.missing = _initial_counts(self, gates)
        self.lasting = [gate.lasting for gate in gates]
        self.inverted = [gate.inverted for gate in gates]
        self.clocks = [gate.clock for gate in gates]
        self.actions = [gate.action for gate in gates]
        self.states = [count <= 0 for count in self.missing]
        holding = {
            gate
            for gates_of, states in ((self.parents, self.states), (self.atom_gates, self.atom_states))
            for gate, holds in zip(gates_of, states, strict=True)
            if holds
        }
        self.below = {number: number in holding for number, gate in enumerate(gates) if gate.lasting >= 0}
        """Of each lasting gate, whether its condition holds before anything is known."""
        self.timed = [number for number, holds in self.below.items() if holds]
        self.roots_at_start = [
            number for number, gate in enumerate(gates) if gate.action is not None and self.states[number]
        ]


def _sole(watchers: tuple[Watcher, ...], more: bool) -> Watcher | None:  # noqa: FBT001
    """Give the one watcher of a cell, if nothing more follows from it than that a gate counts its value."""
    if more or len(watchers) != 1:
        return None
    _atom, _gate, test, counts = watchers[0]
    return watchers[0] if counts and test is None else None


def _counts(gate: Gate) -> bool:
    """Whether a gate has only to count its children, and to act."""
    return gate.lasting < 0 and gate.parent < 0


def _is_direct(link: Link, program: Program) -> bool:
    """Whether reports go from desk to desk, and nothing can come in their way."""
    first = link.rungs[0]
    if link.sender_desk < 0 or link.receiver_desk < 0:
        return False
    if first.call or first.group or first.switches or link.acknowledge or not link.slots:
        return False
    return program.slots[link.slots[0]].dice.chances[0] >= 1.0


def _is_plain(task: Task, program: Program) -> bool:
    """Whether a task takes one operator or unit on the spot, gives it back, and nobody else is in on it."""
    alone = task.single >= 0 and not task.turns and not task.companions and not task.aid
    stays = all(number < 0 for need in task.needs for number in (*need.mobilise, *need.travel))
    silent = task.ready_cells is None and task.started_cells is None and task.done_cells is None
    once = not task.repeats and not task.outcomes and not task.refills and task.service is None
    return alone and stays and silent and once and not program.servers[task.single].consumed


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
