"""What a milestone waits for: the tasks and levels whose doing leads to it, however far back."""

from collections.abc import Iterable, Iterator

from simulator.analysis.truth import Trees, cells_in
from simulator.log.rows import (
    AID_REQUEST,
    DECISION,
    DECLARE,
    INVITE,
    JOIN,
    KIND,
    ORDER,
    REQUEST,
    SUBJECT,
    TASK,
    VACANCY,
    Row,
)
from simulator.program.model import Program

Doing = tuple[int, int]
"""(`TASK` or `DECLARE`, index into the program's table)."""
_ON_BEHALF = frozenset({REQUEST, INVITE, AID_REQUEST, ORDER, JOIN})


def doing_of(program: Program, row: Row) -> Doing | None:
    """Give the task or scale that waits while a row does; None where that cannot be told from the row."""
    kind, subject = row[KIND], row[SUBJECT]
    if kind in (TASK, DECLARE):
        return kind, subject
    if kind == VACANCY:
        return _of_post(program, subject)
    if kind == DECISION:
        return TASK, program.seats[subject].task
    return (TASK, program.errands[subject].task) if kind in _ON_BEHALF else None


def _of_post(program: Program, post: int) -> Doing | None:
    """Give the first task, else the first scale, that is the business of a post."""
    for number, task in enumerate(program.tasks):
        if post in (task.post, task.decider):
            return TASK, number
    levels = ((DECLARE, number) for number, scale in enumerate(program.scales) if scale.post == post)
    return next(levels, None)


def upstream(program: Program) -> tuple[frozenset[Doing], ...]:
    """Give, for each milestone, all that leads to the facts which its condition names."""
    trees = Trees(program)
    makers: dict[int, list[Doing]] = {}
    for doing, fact in _made(program):
        makers.setdefault(fact, []).append(doing)

    def before(gates: Iterable[int]) -> Iterator[Doing]:
        for gate in gates:
            for cell in cells_in(trees.tree(gate)):
                yield from makers.get(program.cells[cell][1], ())

    def all_before(gate: int) -> frozenset[Doing]:
        found: set[Doing] = set()
        left = list(before([gate]))
        while left:
            doing = left.pop()
            if doing not in found:
                found.add(doing)
                left += before(_gates(program, doing))
        return frozenset(found)

    return tuple(all_before(milestone.gate) for milestone in program.milestones)


def _made(program: Program) -> Iterator[tuple[Doing, int]]:
    """Give what makes which fact."""
    for number, task in enumerate(program.tasks):
        yield from (((TASK, number), fact) for fact in task.brings)
    for number, scale in enumerate(program.scales):
        yield (DECLARE, number), scale.fact


def _gates(program: Program, doing: Doing) -> tuple[int, ...]:
    kind, subject = doing
    if kind == TASK:
        return (program.tasks[subject].when_gate,)
    return tuple(criterion for _, _, criterion in program.scales[subject].gates)
