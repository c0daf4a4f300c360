"""Confirming a choice on fresh draws: what only luck had chosen is thrown out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.analysis.statistics import Mean
from simulator.study.candidates import Chosen
from simulator.study.trials import AS_IT_IS, Trials, is_sure


@dataclass(slots=True)
class Confirmation:
    """What many replications with fresh draws say.

    `chosen` are the remedies that were looked at, `kept` those that gain for certain beside the others that
    are kept, in their order; `dropped` those that do not, the first thrown out first. `complete`: all were
    looked at.
    """

    trials: Trials
    chosen: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    dropped: list[int] = field(default_factory=list)
    complete: bool = False

    def play(self, chosen: Sequence[int], leading: Iterable[int], *, rival: Sequence[int] = ()) -> None:
        """Throw out of what was chosen what does not gain; then play the leading ones alone.

        A rival takes its place if it gains more for certain.
        """
        self.trials.play([AS_IT_IS])
        self.chosen = self.kept = tuple(rival if rival and self._gains_more(rival, chosen) else chosen)
        while self.kept:
            everything = frozenset(self.kept)
            self.trials.play([everything, *(everything - {number} for number in self.kept)])
            weakest = self._weakest()
            if weakest is None:
                break
            self.kept = tuple(number for number in self.kept if number != weakest)
            self.dropped.append(weakest)
        self.complete = True
        self.trials.play(self.prefixes)
        self.trials.play(frozenset({number}) for number in (*self.chosen, *leading))

    def _gains_more(self, rival: Sequence[int], chosen: Sequence[int]) -> bool:
        before, after = frozenset(chosen), frozenset(rival)
        self.trials.play([before, after])
        return is_sure(self.trials.gain(before, after))

    @property
    def prefixes(self) -> list[Chosen]:
        """What is kept, as it grows."""
        return [frozenset(self.kept[:count]) for count in range(1, len(self.kept) + 1)]

    def _weakest(self) -> int | None:
        unsure = [number for number in self.kept if not is_sure(self._adds(number))]
        return min(unsure, key=lambda number: self._adds(number).mean, default=None)

    def _adds(self, number: int) -> Mean:
        everything = frozenset(self.kept)
        return self.trials.gain(everything - {number}, everything)

    def adds(self, number: int) -> Mean | None:
        """Give what a remedy that is kept gains beside the others; None where that was not played."""
        everything = frozenset(self.kept)
        known = {everything, everything - {number}} <= self.trials.times.keys()
        return self._adds(number) if known else None
