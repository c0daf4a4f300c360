"""What comes of work, and when it begins again (rules 8 and 10)."""

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NUMBER
from simulator.errors import EndlessError, say
from simulator.log.rows import CONTENTS, FINISHED, OPEN, READY, STATE, SUBJECT, Row
from simulator.program.model import Program, Task

MOST_IDLE = 1_000
"""Rounds of one task in one replication that may take no time; more is a loop in the plan."""


class Rounds:
    """Counts the rounds of tasks that repeat, and draws what comes of work."""

    def __init__(self, program: Program, calendar: Calendar, dice: Dice, beliefs: Beliefs) -> None:
        self._tasks = program.tasks
        self._calendar = calendar
        self._dice = dice
        self._beliefs = beliefs
        self._over: dict[int, int] = {}
        self._idle: dict[int, int] = {}

    def of(self, number: int) -> int:
        """Give how many rounds of a task are over."""
        return self._over.get(number, 0)

    def may_begin(self, row: Row) -> bool:
        """Tell whether a task whose last attempt is this one can begin again."""
        return row[STATE] != OPEN and self._tasks[row[SUBJECT]].repeats

    def end(self, row: Row) -> bool:
        """Count a round that is over; tells whether another may follow at once: not one that took no time.

        Raises
        ------
        EndlessError
            The task begins again and again without any time going by.
        """
        number = row[SUBJECT]
        self._over[number] = self._over.get(number, 0) + 1
        if row[FINISHED] > row[READY]:
            return True
        self._idle[number] = self._idle.get(number, 0) + 1
        if self._idle[number] > MOST_IDLE:
            task = self._tasks[number].name
            raise EndlessError(
                say("`{task}` begins again and again, more than {most} times without time going by",
                    task=task, most=MOST_IDLE)
            )  # fmt: skip
        return False

    def achieve(self, task: Task, row: Row) -> None:
        """Bring about what a task achieves that is done now."""
        achieve, number, owner = self._beliefs.achieve, row[NUMBER], task.owner
        for world, own, fact, value in task.achieves:
            achieve((world, own, fact), value, row=number, via=FINISHED, source=owner)
        if task.outcomes:
            self._draw(task, row)
        if task.done_cells is not None:
            achieve(task.done_cells, value=True, row=number, via=FINISHED, source=owner)

    def _draw(self, task: Task, row: Row) -> None:
        """Bring about one of several outcomes; of the others what held does so no longer."""
        beliefs = self._beliefs
        drawn = self._dice.take(task.draw, self.of(row[SUBJECT])) if len(task.outcomes) > 1 else 0.0
        come = next(outcome for outcome in task.outcomes if drawn < outcome.end)
        told = []
        for outcome in task.outcomes:
            world, own, fact = outcome.cells
            value = outcome is come
            if value or beliefs.values[world] or beliefs.values[own]:
                number, now = row[NUMBER], self._calendar.now
                beliefs.achieve(outcome.cells, value, row=number, via=FINISHED, source=task.owner)
                told.append((fact, number, FINISHED, value, now, beliefs.issues[own], own))
        row[CONTENTS] = tuple(told)
