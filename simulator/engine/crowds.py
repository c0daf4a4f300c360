"""How large a share of the people knows what their agencies know (rule 7)."""

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import Journal
from simulator.log.rows import CONTENTS, DONE, HEARD, NOTHING, STATE
from simulator.program.model import NONE, Group, Program


class Crowds:
    """Keeps count: a group is added when its agency learns, taken off when it unlearns; nobody is asked."""

    def __init__(
        self, program: Program, calendar: Calendar, dice: Dice, journal: Journal, beliefs: Beliefs
    ) -> None:
        self._crowds = program.crowds
        self._groups = len(program.groups)
        self._calendar = calendar
        self._journal = journal
        self._beliefs = beliefs
        sizes = [_drawn(group, dice) for group in program.groups]
        frail = [round(size * group.vulnerable) for size, group in zip(sizes, program.groups, strict=True)]
        self._sizes = [frail if crowd.vulnerable else sizes for crowd in program.crowds]
        self._totals = [
            sum(counts[group] for group, _gate in crowd.hearers)
            for counts, crowd in zip(self._sizes, program.crowds, strict=True)
        ]
        self._knowing = [0] * len(program.crowds)

    def start(self) -> None:
        """Nobody knows anything yet."""
        for number in range(len(self._crowds)):
            self._note(number, NOTHING, NOTHING)
        self._beliefs.evaluate()

    def learned(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """An agency that looks after people has come to know a thing, or that it is not so."""
        number, group = divmod(subject, self._groups)
        size = self._sizes[number][group]
        self._knowing[number] += size if holds else -size
        self._note(number, cause, via)
        self._beliefs.evaluate()

    def _note(self, number: int, cause: int, via: int) -> None:
        crowd, now = self._crowds[number], self._calendar.now
        knowing, total = self._knowing[number], self._totals[number]
        row = self._journal.open(HEARD, number, cause, via, now)
        row[STATE] = DONE
        row[CONTENTS] = tuple(
            (crowd.fact, cause, via, people, now, 0, NOTHING) for people in (knowing, total)
        )
        if crowd.cell != NONE:
            share = knowing / total if total else 0.0
            self._beliefs.set_truth(crowd.cell, share, issue=0, row=cause, via=via)


def _drawn(group: Group, dice: Dice) -> int:
    if group.low == group.high:
        return group.low
    return group.low + int(dice.take(group.stream) * (group.high - group.low + 1))
