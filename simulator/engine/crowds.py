"""How large a share of the people knows what their agencies know (rule 7)."""

from simulator.engine.beliefs import Beliefs
from simulator.engine.dice import Dice
from simulator.log.rows import NOTHING
from simulator.program.model import Group, Program


class Crowds:
    """Keeps count: a group is added when its agency learns, taken off when it unlearns; nobody is asked."""

    def __init__(self, program: Program, dice: Dice, beliefs: Beliefs) -> None:
        self._crowds = program.crowds
        self._groups = len(program.groups)
        self._beliefs = beliefs
        sizes = [_drawn(group, dice) for group in program.groups]
        frail = [round(size * group.vulnerable) for size, group in zip(sizes, program.groups, strict=True)]
        self._sizes = [frail if crowd.vulnerable else sizes for crowd in program.crowds]
        self._totals = [sum(counts) for counts in self._sizes]
        self._knowing = [0] * len(program.crowds)

    def start(self) -> None:
        """Nobody knows anything yet."""
        for crowd in self._crowds:
            self._beliefs.set_truth(crowd.cell, 0.0, issue=0, row=NOTHING, via=NOTHING)
        self._beliefs.evaluate()

    def learned(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """An agency that looks after people has come to know a thing, or that it is not so."""
        number, group = divmod(subject, self._groups)
        size = self._sizes[number][group]
        self._knowing[number] += size if holds else -size
        share = self._knowing[number] / self._totals[number] if self._totals[number] else 0.0
        self._beliefs.set_truth(self._crowds[number].cell, share, issue=0, row=cause, via=via)
        self._beliefs.evaluate()


def _drawn(group: Group, dice: Dice) -> int:
    if group.low == group.high:
        return group.low
    return group.low + int(dice.take(group.stream) * (group.high - group.low + 1))
