"""Why a condition was never so: what is missing for it at the end, and what would have brought that about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.errors import Message, say
from simulator.log.rows import (
    CONVENED,
    DECIDED,
    FINISHED,
    GRANTED,
    KIND,
    MISTAKEN,
    NEVER,
    READY,
    STARTED,
    STATE,
    STOPPED,
    SUBJECT,
    TASK,
    WITHDRAWN,
    Log,
    Row,
)
from simulator.program.literals import cells_of_test
from simulator.program.model import WORLD, Program
from simulator.report.sentences import Sentences
from simulator.report.story import elapsed

DEEPEST = 4
"""Levels of causes that are told."""

Missing = Callable[[int], Sequence[tuple[int, tuple[Any, ...]]]]
"""From a root gate to its atoms that do not hold at the end, each with the values of its cells."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing; `depth` counts how far it lies behind the first."""

    depth: int
    what: Message


def lacking(program: Program, log: Log, missing: Missing, gate: int, lang: str) -> list[Lack]:
    """Give what is missing for a condition, each followed by what would have brought it about."""
    return list(_Search(program, log, missing, lang).condition(gate, 0))


class _Search:
    def __init__(self, program: Program, log: Log, missing: Missing, lang: str) -> None:
        self._program = program
        self._missing = missing
        self._sentences = Sentences(program, log, lang)
        self._attempts = {row[SUBJECT]: row for row in log.rows if row[KIND] == TASK}
        self._seen: set[int] = set()

    def condition(self, gate: int, depth: int) -> Iterator[Lack]:
        for atom, values in self._missing(gate):
            test = self._program.atoms[atom].test
            cells = cells_of_test(test)
            yield Lack(depth, self._atom(test, cells, values))
            for cell in cells:
                if depth < DEEPEST:
                    yield from self._behind(cell, depth + 1)

    def _atom(self, test: tuple[Any, ...], cells: Sequence[int], values: tuple[Any, ...]) -> Message:
        titles = self._sentences.titles
        agent, _ = self._program.cells[cells[0]] if cells else (WORLD, 0)
        fact = ", ".join(dict.fromkeys(titles.fact(self._program.cells[cell][1]) for cell in cells))
        who = titles.agent(agent)
        if test[0] in ("false", "none", "unknown"):
            return say("this must not be so, and it is: {fact}", fact=fact)
        if test[0] == "compare":
            return self._compared(test, agent, fact, values)
        if agent == WORLD:
            return say("this never came about: {fact}", fact=fact)
        return say("{agency} never learned: {fact}", agency=who, fact=fact)

    def _compared(self, test: tuple[Any, ...], agent: int, fact: str, values: tuple[Any, ...]) -> Message:
        known = [value for value in values if value is not None]
        wanted = next((term[1] for term in test[2:] if term[0] == "number"), "?")
        if agent != WORLD and not known:
            return say(
                "{agency} never learned: {fact}", agency=self._sentences.titles.agent(agent), fact=fact
            )
        return say(
            "{fact} is {value} at the end; it should be {op} {wanted}",
            fact=fact,
            value=", ".join(f"{value}" for value in known) or "-",
            op=test[1],
            wanted=wanted,
        )

    def _behind(self, cell: int, depth: int) -> Iterator[Lack]:
        """Tell what the tasks came to that would have brought a fact about."""
        fact = self._program.cells[cell][1]
        for number, task in enumerate(self._program.tasks):
            if number in self._seen or fact not in task.brings:
                continue
            self._seen.add(number)
            values = {
                "agency": self._sentences.titles.agent(task.owner),
                "task": self._sentences.titles.task(number),
            }
            attempt = self._attempts.get(number)
            if attempt is None:
                yield Lack(depth, say("{agency} never had reason for: {task}", **values))
                yield from self.condition(task.when_gate, depth + 1) if depth < DEEPEST else ()
            else:
                yield Lack(depth, _stuck(attempt, values))


def _stuck(row: Row, values: dict[str, str]) -> Message:
    """Say how far an attempt at a task has come."""
    state = row[STATE] % MISTAKEN
    if state in (WITHDRAWN, STOPPED):
        return say("{agency} broke off: {task}", **values)
    reached = max((stage for stage in range(READY, FINISHED + 1) if row[stage] != NEVER), default=READY)
    return say(STUCK[reached].template, time=elapsed(row[reached]), **values)


STUCK = {
    READY: say("{agency} has waited since {time} for the decision, or for people or units: {task}"),
    DECIDED: say("{agency} has waited since {time} for people or units: {task}"),
    GRANTED: say("{agency} has waited since {time} for participants, or to set out: {task}"),
    CONVENED: say("{agency} has been setting out since {time}: {task}"),
    CONVENED + 1: say("{agency} has been on the road since {time}: {task}"),
    STARTED: say("{agency} has been at it since {time}: {task}"),
    FINISHED: say("{agency} had done it at {time}: {task}"),
}
