"""The conditions that owners wait for, and when each owner began what it waited to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Count, Trees, cells_in, is_plain, is_timed, needed
from simulator.log.rows import (
    DECLARE,
    DONE,
    ENDED,
    GRANTED,
    NOTHING,
    READY,
    REF,
    STATE,
    SUBJECT,
    TASK,
    Log,
)
from simulator.program.model import NONE, Program


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A condition that an owner waits for: of a task, or of a level of a scale (`rank`).

    `own` are the cells of the owner that it looks at, each with its fact, `foreign` those of others. `needs`
    are the facts of `own` of which something must be known before it can hold; where it is `plain`, it holds
    while all of them are true, and looks at nothing else. `timed`: it counts since when something was so.
    """

    kind: int
    subject: int
    task: int
    """The subject where that is a task, else `NONE`."""
    rank: int
    agent: int
    tree: Count
    own: Mapping[int, int]
    foreign: tuple[int, ...]
    needs: tuple[int, ...]
    plain: bool
    timed: bool


def watches(program: Program) -> Iterator[Watch]:
    """Give the conditions of all tasks and levels that look at what their owners believe."""
    trees = Trees(program)
    for number, task in enumerate(program.tasks):
        if task.post != NONE and task.owner != program.posts[task.post].holders[0]:
            continue  # it is told by hand-over, or not at all, and waits for the post itself
        yield from _watch(program, (TASK, number, number, NONE), task.owner, trees.tree(task.when_gate))
    for number, scale in enumerate(program.scales):
        for rank, _call, bare in scale.gates if scale.turn == 0 else ():
            yield from _watch(program, (DECLARE, number, NONE, rank), scale.agent, trees.tree(bare))


def _watch(program: Program, subject: tuple[int, int, int, int], agent: int, tree: Count) -> Iterator[Watch]:
    cells = dict.fromkeys(cells_in(tree))
    own = {cell: program.cells[cell][1] for cell in cells if program.cells[cell][0] == agent}
    foreign = tuple(cell for cell in cells if cell not in own)
    if own:
        necessary = needed(tree)
        needs = tuple(fact for cell, fact in own.items() if cell in necessary)
        plain = not foreign and is_plain(tree)
        yield Watch(*subject, agent, tree, own, foreign, needs, plain, is_timed(tree))


class Begun:
    """When the owners of one replication began what they waited to do."""

    def __init__(self, program: Program, log: Log, rows: Sorted) -> None:
        self._program = program
        self._log = log
        self.tasks = {row[SUBJECT]: (number, row[READY]) for number, row in rows.numbered(TASK)}
        """The row of each task, the one that went to work before others, and when it was ready."""
        if len(self.tasks) < len(rows[TASK]):
            self._choose(rows)
        self._declared: dict[int, list[int]] = {}
        """The declarations by fact."""
        for number, row in rows.numbered(DECLARE):
            if row[STATE] == DONE:
                self._declared.setdefault(program.scales[row[SUBJECT]].fact, []).append(number)

    def _choose(self, rows: Sorted) -> None:
        """Of several rows of a task take the first, or else the first that went to work."""
        self.tasks.clear()
        for number, row in rows.numbered(TASK):
            first = self.tasks.get(row[SUBJECT])
            if first is None or (row[GRANTED] >= 0 and self._log.rows[first[0]][GRANTED] < 0):
                self.tasks[row[SUBJECT]] = number, row[READY]

    def of(self, watch: Watch) -> tuple[int, float]:
        """Give the row that began, and when; without one `NOTHING` and the end of the replication.

        A task begins when its condition holds in the beliefs of its owner, a level when it is declared.
        """
        if watch.kind == DECLARE:
            return self._declaration(watch)
        begun = self.tasks.get(watch.subject)
        if begun is None and self._program.tasks[watch.subject].post != NONE:
            return NOTHING, 0.0  # others may have held the post when it was time for it
        return begun or (NOTHING, self._log.ended)

    def _declaration(self, watch: Watch) -> tuple[int, float]:
        """Give the row by which an owner declared a level or a higher one, and when anybody did."""
        scale = self._program.scales[watch.subject]
        for row in self._declared.get(scale.fact, ()):
            declared = self._log.rows[row]
            if declared[REF] < watch.rank:
                continue
            if declared[SUBJECT] == watch.subject:
                return row, declared[ENDED]
            # where a post has changed hands it was no longer this owner that had to know
            return NOTHING, 0.0 if scale.post != NONE else declared[ENDED]
        return NOTHING, self._log.ended
