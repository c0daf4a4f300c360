"""What agencies believed of the facts that somebody needs in one replication, beside what was so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from simulator.analysis.awareness import Awareness
from simulator.analysis.books import Book
from simulator.analysis.truth import Change, value_at
from simulator.program.model import WORLD, Program


class Apart(NamedTuple):
    """For how long a belief was other than what was so, in seconds.

    `wrong`: something else was believed. `unaware`: nothing was, though it had become true.
    """

    wrong: float
    unaware: float


class Beliefs(NamedTuple):
    """How a fact, and what agents believed of it, changed in one replication; `held` by agent."""

    fact: int
    truth: Sequence[Change]
    held: Mapping[int, Sequence[Change]]


class Believing:
    """Reads the beliefs in the logs of one program: of each fact that a task or a scale depends on."""

    def __init__(self, program: Program) -> None:
        self.awareness = Awareness(program)
        self._worlds = {program.cells[world][1]: world for world in self.awareness.needs.values()}
        """World's cell by fact."""
        self._cells: Mapping[int, dict[int, int]] = defaultdict(dict)
        """By fact, the cell of each agent."""
        for cell, (agent, fact) in enumerate(program.cells):
            if agent > WORLD and fact in self._worlds:
                self._cells[fact][agent] = cell
        self._misreported = frozenset(voice.fact for voice in program.voices)
        self._all = [*self._worlds.values()]
        self._all += [cell for held in self._cells.values() for cell in held.values()]

    def changes(self, book: Book) -> dict[int, list[Change]]:
        """Give how the cells of these facts, and what is so, changed in one replication."""
        changes = book.believed(self._all)
        book.add_truth(changes)
        return changes

    def of_facts(self, changes: Mapping[int, Sequence[Change]]) -> list[Beliefs]:
        """Give what was believed of each fact that came to be anything, or that somebody misreports.

        What nobody sets, as a tip that may be so or not, has no truth to hold beliefs against.
        """
        found = []
        for fact, world in self._worlds.items():
            held = {agent: changes.get(cell, ()) for agent, cell in self._cells[fact].items()}
            truth = changes.get(world, ())
            if truth or fact in self._misreported:
                found.append(Beliefs(fact, _from_the_start(truth, held), held))
        return found


def _from_the_start(truth: Sequence[Change], held: Mapping[int, Sequence[Change]]) -> Sequence[Change]:
    """Add to the truth of what is so or not that it is not so at first."""
    said = (value for changes in (truth, *held.values()) for _, value in changes)
    is_flag = isinstance(next(said, None), bool)
    return [(0.0, False), *truth] if is_flag and (not truth or truth[0][0] > 0) else truth


def apart(held: Sequence[Change], truth: Sequence[Change], ended: float) -> Apart:
    """Give for how long something was believed that was not so, or nothing of what was.

    >>> apart([(30.0, 4), (60.0, 5)], [(10.0, 5)], 100.0)  # 4 for half a minute, nothing for 20 s before
    Apart(wrong=30.0, unaware=20.0)
    """
    since = next((when for when, value in truth if value), inf)
    wrong = unaware = 0.0
    times = sorted({0.0, ended, *(when for when, _ in (*held, *truth) if when < ended)})
    for begin, end in pairwise(times):
        value = value_at(held, begin)
        if value is None:
            unaware += end - begin if begin >= since else 0.0
        elif value != value_at(truth, begin):
            wrong += end - begin
    return Apart(wrong, unaware)
