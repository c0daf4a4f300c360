"""Who learned which fact when, read off the log: by seeing, working, deciding, asking, being told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from simulator.log.rows import (
    ASK,
    AT,
    CONTENTS,
    CONVENED,
    DECLARE,
    DONE,
    ENDED,
    FINISHED,
    JOIN,
    KIND,
    LEARNED,
    MESSAGES,
    MISTAKEN,
    NOTICE,
    READY,
    REF,
    REPORT,
    SEEN,
    SET,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    Row,
)
from simulator.program.model import WORLD, Program, Task

Belief = tuple[int, int]
"""(agent, fact)."""


@dataclass(frozen=True, slots=True)
class Learning:
    """How some beliefs came about: times of learning by oneself, in seconds, and messages that told."""

    itself: dict[Belief, list[float]]
    told: dict[Belief, list[Row]]

    def first(self, belief: Belief) -> float:
        """Give when somebody first learned a fact, infinite if never."""
        told = (row[LEARNED] for row in self.told.get(belief, ()) if row[LEARNED] >= 0)
        return min(min(self.itself.get(belief, ()), default=inf), min(told, default=inf))


def learning(program: Program, rows: Sequence[Row], wanted: Iterable[Belief]) -> Learning:
    """Give how the wanted beliefs came about in one replication."""
    joint = [task for task in program.tasks if task.shared]
    beliefs = _with_partners(program, joint, frozenset(wanted))
    found = Learning({}, {})
    for row in rows:
        kind = row[KIND]
        if kind in _TELLING:
            for belief in beliefs.intersection(_told(program, row)):
                found.told.setdefault(belief, []).append(row)
        elif kind in _BY_ITSELF:
            for belief, time in _BY_ITSELF[kind](program, row):
                if belief in beliefs and time >= 0:
                    found.itself.setdefault(belief, []).append(time)
    if joint:
        _share(program, rows, beliefs, found)
    return found


_TELLING = (MESSAGES - {ASK}) | {NOTICE}


def _told(program: Program, row: Row) -> Iterator[Belief]:
    kind = row[KIND]
    if kind == REPORT:
        return _reported(program, row)
    subject = row[SUBJECT]
    agent = _addressee(program, subject) if kind == NOTICE else program.errands[subject].receiver
    return ((agent, content[0]) for content in row[CONTENTS] or ())


def _reported(program: Program, row: Row) -> Iterator[Belief]:
    """Give what the receiver is told, and the other members of a talk group with it."""
    link = program.links[row[SUBJECT]]
    members = program.media[row[REF]].members if row[REF] >= 0 else ()
    for content in row[CONTENTS] or ():
        yield link.receiver, content[0]
        yield from ((member, content[0]) for member in members if member != link.sender)


def _addressee(program: Program, source: int) -> int:
    return next((act.agent for act in program.acts if act.source == source), WORLD)


Taught = Iterator[tuple[Belief, float]]


def _answered(program: Program, row: Row) -> Taught:
    agent = program.links[row[SUBJECT]].sender
    return (((agent, content[0]), row[LEARNED]) for content in row[CONTENTS] or ())


def _seen(program: Program, row: Row) -> Taught:
    agent = program.observers[row[SUBJECT]].agent
    return (((agent, content[0]), row[LEARNED]) for content in row[CONTENTS] or ())


def _set(program: Program, row: Row) -> Taught:
    for act in program.acts:
        if act.source == row[SUBJECT]:
            yield from (((WORLD, fact), row[AT]) for _, fact, _ in act.facts)


def _declared(program: Program, row: Row) -> Taught:
    scale = program.scales[row[SUBJECT]]
    if row[STATE] == DONE:
        yield (scale.agent, scale.fact), row[ENDED]
        yield (WORLD, scale.fact), row[ENDED]


def _worked(program: Program, row: Row) -> Taught:
    task = program.tasks[row[SUBJECT]]
    done = row[STATE] % MISTAKEN == DONE
    facts = [(fact, row[FINISHED]) for _, _, fact, _ in task.achieves if done]
    automatic = (
        (task.ready_cells, READY),
        (task.started_cells, STARTED),
        (task.done_cells, FINISHED if done else -1),
    )
    facts += [(cells[2], row[stage]) for cells, stage in automatic if cells is not None and stage > 0]
    for fact, time in facts:
        yield (task.owner, fact), time
        yield (WORLD, fact), time


_BY_ITSELF = {ASK: _answered, SEEN: _seen, SET: _set, DECLARE: _declared, TASK: _worked}


def _with_partners(program: Program, joint: Sequence[Task], wanted: frozenset[Belief]) -> frozenset[Belief]:
    """Add what the partners of joint tasks hold, because they share it at the end."""
    groups = [frozenset(program.cells[cell] for cell in group) for task in joint for group in task.shared]
    while True:
        wider = wanted.union(*(group for group in groups if group & wanted))
        if wider == wanted:
            return wanted
        wanted = wider


def _share(program: Program, rows: Sequence[Row], wanted: frozenset[Belief], found: Learning) -> None:
    """Add what those who took part in a joint task learned from one another at its end."""
    done = [row for row in rows if row[KIND] == TASK and row[STATE] % MISTAKEN == DONE]
    for row in sorted(done, key=lambda row: row[FINISHED]):
        task = program.tasks[row[SUBJECT]]
        if task.shared:
            present = _present(program, rows, row)
            for group in task.shared:
                beliefs = [program.cells[cell] for cell in group if program.cells[cell][0] in present]
                if wanted.issuperset(beliefs) and any(found.first(each) <= row[FINISHED] for each in beliefs):
                    for belief in beliefs:
                        found.itself.setdefault(belief, []).append(row[FINISHED])


def _present(program: Program, rows: Sequence[Row], row: Row) -> frozenset[int]:
    task = program.tasks[row[SUBJECT]]
    came = (
        program.errands[join[SUBJECT]].receiver
        for join in rows
        if join[KIND] == JOIN and join[SUBJECT] in task.companions and 0 <= join[ENDED] <= row[CONVENED]
    )
    return frozenset({task.owner, *came})
