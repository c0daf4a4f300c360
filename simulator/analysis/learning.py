"""Who learned which fact when, read off the log: by seeing, working, deciding, asking, being told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from simulator.log.rows import (
    AID_REQUEST,
    ASK,
    AT,
    CELL,
    CONTENTS,
    CONVENED,
    CROSSED,
    DECLARE,
    DONE,
    ENDED,
    FINISHED,
    HAND_OVER,
    INVITE,
    JOIN,
    KIND,
    KINDS,
    LEARNED,
    MISTAKEN,
    NOTICE,
    ORDER,
    READY,
    REF,
    REPORT,
    REQUEST,
    SEEN,
    SET,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    VALUE,
    Row,
)
from simulator.program.model import WORLD, Program, Task

Belief = tuple[int, int]
"""(agent, fact)."""


class Sorted(list[list[Row]]):
    """The rows of a log, for each kind; `numbers` are theirs in the log, in the same order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__([] for _ in KINDS)
        self.numbers: list[list[int]] = [[] for _ in KINDS]
        for number, row in enumerate(rows):
            self[row[KIND]].append(row)
            self.numbers[row[KIND]].append(number)

    def numbered(self, kind: int) -> Iterator[tuple[int, Row]]:
        """Give the rows of a kind, each with its number."""
        return zip(self.numbers[kind], self[kind], strict=True)

    @cached_property
    def of_task(self) -> dict[int, list[Row]]:
        """The rows of each task; a task without any is missing."""
        found: dict[int, list[Row]] = {}
        for row in self[TASK]:
            found.setdefault(row[SUBJECT], []).append(row)
        return found


_ERRANDS = (REQUEST, INVITE, AID_REQUEST, ORDER)
_TELLING = (REPORT, NOTICE, *_ERRANDS)
_BATCHES = (*_TELLING, ASK, SEEN)
TOGETHER = ((TASK, FINISHED), (HAND_OVER, ENDED))
"""Kinds of rows in which agencies are together, each with the stage at which they have told one another."""


@dataclass(frozen=True, slots=True)
class Learning:
    """How some beliefs came about: times of learning by oneself, in seconds, and messages that told.

    Who learns that a thing is not so does not know it (rule 7): that counts among the messages alone.
    """

    itself: dict[Belief, list[float]]
    told: dict[Belief, list[Row]]

    def first(self, belief: Belief) -> float:
        """Give when somebody first learned a fact, infinite if never."""
        told = (
            row[LEARNED] for row in self.told.get(belief, ()) if row[LEARNED] >= 0 and affirms(row, belief[1])
        )
        return min(min(self.itself.get(belief, ()), default=inf), min(told, default=inf))


def affirms(row: Row, fact: int) -> bool:
    """Tell whether a message or observation says something other than that the fact is not so."""
    return any(content[0] == fact and content[VALUE] is not False for content in row[CONTENTS])


class Learner:
    """Finds out how the wanted beliefs of one program came about."""

    __slots__ = ("_batches", "_groups", "_joint", "_program", "_wanted", "_work")

    def __init__(self, program: Program, wanted: Iterable[Belief]) -> None:
        self._program = program
        self._joint = frozenset(number for number, task in enumerate(program.tasks) if task.shared)
        self._wanted = _with_partners(program, frozenset(wanted))
        self._batches = {kind: self._of_interest(_listeners(program, kind)) for kind in _BATCHES}
        self._groups = {
            number: medium.members for number, medium in enumerate(program.media) if medium.members
        }
        self._work = {
            number: [each for each in _teachings(task) if each[0] in self._wanted]
            for number, task in enumerate(program.tasks)
        }

    def learn(self, rows: Sorted) -> Learning:
        """Give how the wanted beliefs came about in one replication."""
        found = Learning({}, {})
        if self._wanted:
            self._tell(rows, found)
            for belief, time in (
                *self._answered(rows),
                *self._worked(rows),
                *self._declared(rows),
                *self._set(rows),
                *self._at_work(rows),
            ):
                if time >= 0 and belief in self._wanted:
                    found.itself.setdefault(belief, []).append(time)
            self._share(rows, found)
        return found

    def _of_interest(self, listeners: Mapping[int, int]) -> dict[int, int]:
        """Keep the subjects whose listener's beliefs are wanted."""
        agents = {agent for agent, _ in self._wanted}
        return {subject: agent for subject, agent in listeners.items() if agent in agents}

    def _tell(self, rows: Sorted, found: Learning) -> None:
        for kind in _TELLING:
            for agent, row in self._heard(rows, kind):
                for content in row[CONTENTS] or ():
                    if (agent, content[0]) in self._wanted:
                        found.told.setdefault((agent, content[0]), []).append(row)

    def _heard(self, rows: Sorted, kind: int) -> Iterator[tuple[int, Row]]:
        """Give whom each message of interest tells: its receiver, and the members of a talk group with it."""
        listeners = self._batches[kind]
        for row in rows[kind]:
            if row[SUBJECT] in listeners:
                yield listeners[row[SUBJECT]], row
            if kind == REPORT and row[REF] in self._groups:
                link = self._program.links[row[SUBJECT]]
                ends = (link.sender, link.receiver)
                yield from ((agent, row) for agent in self._groups[row[REF]] if agent not in ends)

    def _answered(self, rows: Sorted) -> Iterator[tuple[Belief, float]]:
        for kind in (ASK, SEEN):
            listeners = self._batches[kind]
            for row in rows[kind]:
                if row[SUBJECT] in listeners:
                    agent = listeners[row[SUBJECT]]
                    contents = (each for each in row[CONTENTS] or () if each[VALUE] is not False)
                    yield from (((agent, content[0]), row[LEARNED]) for content in contents)

    def _worked(self, rows: Sorted) -> Iterator[tuple[Belief, float]]:
        for row in rows[TASK]:
            for belief, stage in self._work[row[SUBJECT]]:
                if stage != FINISHED or row[STATE] % MISTAKEN == DONE:
                    yield belief, row[stage]
            if row[CONTENTS]:
                owner = self._program.tasks[row[SUBJECT]].owner
                may_come = {outcome.cells[2] for outcome in self._program.tasks[row[SUBJECT]].outcomes}
                told = (each for each in row[CONTENTS] if each[VALUE] is not False)
                come = (content[0] for content in told if content[0] in may_come)
                yield from (((agent, fact), row[FINISHED]) for fact in come for agent in (owner, WORLD))

    def _declared(self, rows: Sorted) -> Iterator[tuple[Belief, float]]:
        for row in rows[DECLARE]:
            scale = self._program.scales[row[SUBJECT]]
            if row[STATE] == DONE:
                yield (scale.agent, scale.fact), row[ENDED]
                yield (WORLD, scale.fact), row[ENDED]

    def _set(self, rows: Sorted) -> Iterator[tuple[Belief, float]]:
        for row in rows[SET]:
            for act in self._program.acts:
                if act.source == row[SUBJECT]:
                    yield from (
                        ((WORLD, fact), row[AT]) for _, fact, value in act.facts if value is not False
                    )

    def _at_work(self, rows: Sorted) -> Iterator[tuple[Belief, float]]:
        """Give those who are at work on a quantity, and the world, when they come to know how much it is."""
        for row in rows[CROSSED]:
            fact = self._program.quantities[row[SUBJECT]].fact
            cells = (content[CELL] for content in row[CONTENTS] if content[0] == fact)
            yield from (((self._program.cells[cell][0], fact), row[AT]) for cell in cells)

    def _share(self, rows: Sorted, found: Learning) -> None:
        """Add what those learned from one another who were together in a joint task or a hand-over."""
        if self._program.voices:
            self._hear(rows, found)
            return
        for when, present, groups in sorted(self._meetings(rows), key=lambda meeting: meeting[0]):
            for group in groups:
                cells = (self._program.cells[cell] for cell in group)
                beliefs = [belief for belief in cells if belief[0] in present and belief in self._wanted]
                if any(found.first(belief) <= when for belief in beliefs):
                    for belief in beliefs:
                        found.itself.setdefault(belief, []).append(when)

    def _hear(self, rows: Sorted, found: Learning) -> None:
        """Add what was said by those together, which need not be what all believed who were there."""
        for kind, stage in TOGETHER:
            for row in rows[kind]:
                for content in row[CONTENTS] or ():
                    belief = self._program.cells[content[6]]
                    if belief in self._wanted:
                        found.itself.setdefault(belief, []).append(row[stage])

    def _meetings(self, rows: Sorted) -> Iterator[tuple[float, frozenset[int], Iterable[tuple[int, ...]]]]:
        """Give when agencies were together to the end, who was there, and the cells of what they shared."""
        for row in rows[TASK]:
            if row[SUBJECT] in self._joint and row[STATE] % MISTAKEN == DONE:
                task = self._program.tasks[row[SUBJECT]]
                yield row[FINISHED], self._present(task, rows[JOIN], row[CONVENED]), task.shared
        for row in rows[HAND_OVER]:
            if row[STATE] == DONE:
                shared = self._program.hand_overs[row[SUBJECT]].shared
                yield (
                    row[ENDED],
                    frozenset(self._program.cells[cell][0] for pair in shared[:1] for cell in pair),
                    shared,
                )

    def _present(self, task: Task, joins: list[Row], convened: float) -> frozenset[int]:
        came = (
            self._program.errands[join[SUBJECT]].receiver
            for join in joins
            if join[SUBJECT] in task.companions and 0 <= join[ENDED] <= convened
        )
        return frozenset({task.owner, *came})


def _listeners(program: Program, kind: int) -> dict[int, int]:
    """Give who learns from each subject of a kind of message or observation."""
    if kind == NOTICE:
        return {act.source: act.agent for act in program.acts}
    if kind == REPORT:
        agents = [link.receiver for link in program.links]
    elif kind == ASK:
        agents = [link.sender for link in program.links]
    elif kind == SEEN:
        agents = [observer.agent for observer in program.observers]
    else:
        agents = [errand.receiver for errand in program.errands]
    return dict(enumerate(agents))


def _teachings(task: Task) -> Iterator[tuple[Belief, int]]:
    """Give what a task teaches its owner and makes true, and at which of its stages."""
    facts = [(fact, FINISHED) for _, _, fact, value in task.achieves if value is not False]
    automatic = ((task.ready_cells, READY), (task.started_cells, STARTED), (task.done_cells, FINISHED))
    facts += [(cells[2], stage) for cells, stage in automatic if cells is not None]
    for fact, stage in facts:
        yield (task.owner, fact), stage
        yield (WORLD, fact), stage


def _shared(program: Program) -> Iterator[Iterable[tuple[int, ...]]]:
    """Give the groups of cells that joint tasks and hand-overs make equal."""
    yield from (task.shared for task in program.tasks)
    yield from (hand_over.shared for hand_over in program.hand_overs)


def _with_partners(program: Program, wanted: frozenset[Belief]) -> frozenset[Belief]:
    """Add what the partners of joint tasks hold, because they share it at the end."""
    groups = [
        frozenset(program.cells[cell] for cell in group) for shared in _shared(program) for group in shared
    ]
    while True:
        wider = wanted.union(*(group for group in groups if group & wanted))
        if wider == wanted:
            return wanted
        wanted = wider
