"""What is to be looked at in every log of one program with misreports."""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.analysis.books import Books
from simulator.analysis.misreports.listeners import listeners
from simulator.analysis.truth import Count, Trees, cells_in
from simulator.log.rows import DECLARE, TASK
from simulator.program.model import NONE, WORLD, Act, Misreport, Program


class Tested(NamedTuple):
    """A condition that names a misreported fact: that of a task, or of a level (rank) of a scale."""

    kind: int
    subject: int
    rank: int
    tree: Count


class Grounds:
    """The misreports of a program, the cells that they can come to, the conditions that hang on them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.books = Books(program)
        self.misreports = {act.source: act.misreport for act in program.acts if act.misreport is not None}
        """By the source that its beginning is noted under."""
        self.ends = {act.source: act.ends for act in program.acts if act.misreport is not None}
        self._trees = Trees(program)
        self._numbers = {key: cell for cell, key in enumerate(program.cells)}
        self.cells = dict(self._reached())
        """World's cell of each cell that a misreport can come to."""
        self.conditions = tuple(self._conditions())

    def _reached(self) -> Iterator[tuple[int, int]]:
        for agent, fact in sorted(listeners(self.program)):
            cell = self._numbers.get((agent, fact), NONE)
            world = self._numbers.get((WORLD, fact), NONE)
            if agent > WORLD and NONE not in (cell, world):
                yield cell, world

    def _conditions(self) -> Iterator[Tested]:
        for number, task in enumerate(self.program.tasks):
            yield Tested(TASK, number, 0, self._trees.tree(task.when_gate))
        for number, scale in enumerate(self.program.scales):
            for rank, _call, criterion in scale.gates:
                yield Tested(DECLARE, number, rank, self._trees.tree(criterion))

    def tested(self) -> list[Tested]:
        """Give the conditions that a misreport can keep from holding."""
        return [each for each in self.conditions if not self.cells.keys().isdisjoint(cells_in(each.tree))]

    def cell(self, agent: int, fact: int) -> int:
        """Give the cell of what an agency believes of a fact, `NONE` where no misreport can come to it."""
        cell = self._numbers.get((agent, fact), NONE)
        return cell if cell in self.cells else NONE

    def facts_of_task(self, number: int) -> list[int]:
        """Give the facts that the condition of a task names."""
        return [self.program.cells[own][1] for own, _ in self.program.tasks[number].beliefs]

    def facts_of_scale(self, number: int) -> list[int]:
        """Give the facts that the criteria of a scale name."""
        trees = (each.tree for each in self.conditions if (each.kind, each.subject) == (DECLARE, number))
        return [self.program.cells[cell][1] for tree in trees for cell in cells_in(tree)]

    def keeping(self, fact: int) -> list[int]:
        """Give the sources of the misreports by which a fact is not told, or late."""
        return [
            source
            for source, misreport in self.misreports.items()
            if not makes_up(misreport)
            and any(self.program.voices[voice].fact == fact for voice in misreport.voices)
        ]


def makes_up(misreport: Misreport) -> bool:
    """Tell whether a misreport says what is not believed, rather than nothing."""
    return misreport.less > 0 or misreport.states is not None


def concealers(program: Program) -> list[Act]:
    """Give the injects by which something is never told."""
    return [act for act in program.acts if act.misreport is not None and act.misreport.never]
