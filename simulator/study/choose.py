"""Choosing remedies one after another: each time what gains most for its cost on top of those before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from simulator.analysis.statistics import Mean, mean_of
from simulator.study.candidates import Candidate, Chosen
from simulator.study.leave_out import left_over
from simulator.study.trials import AS_IT_IS, Trials, is_sure

LEADING = 12
"""Remedies that are tried again on top of those that were chosen."""
PARTNERS = 6
"""Remedies of which each pair is tried."""

Move = tuple[int, ...]
"""One remedy, or two that are worth more together."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was chosen, what it gains on top of all before, and what gains as much within noise."""

    added: Move
    gain: Mean
    alike: tuple[Move, ...]


@dataclass(slots=True)
class Screening:
    """What few replications say: of each remedy alone and after all others, and which were chosen in turn."""

    trials: Trials
    candidates: Sequence[Candidate]
    steps: list[Step] = field(default_factory=list)
    left: tuple[int, ...] = ()
    """What is left of all remedies within the budget; empty if it gains no more than what was chosen."""

    @property
    def everything(self) -> Chosen:
        """All remedies."""
        return frozenset(range(len(self.candidates)))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The remedies that were chosen, in their order."""
        return tuple(number for step in self.steps for number in step.added)

    def alone(self, number: int) -> Mean | None:
        """Give what a remedy gains alone; None where that was not played."""
        return self._gain(AS_IT_IS, frozenset({number}))

    def last(self, number: int) -> Mean | None:
        """Give what a remedy gains when all others are taken; None where that was not played."""
        return self._gain(self.everything - {number}, self.everything)

    def together(self) -> Mean | None:
        """Give what all remedies gain together; None where that was not played."""
        return self._gain(AS_IT_IS, self.everything)

    def _gain(self, before: Chosen, after: Chosen) -> Mean | None:
        known = self.trials.times
        return self.trials.gain(before, after) if before in known and after in known else None

    # -- playing ---------------------------------------------------------------------------------------------

    def play_each(self) -> None:
        """Play each remedy alone, then all but each; an early end leaves most to be said."""
        numbers = range(len(self.candidates))
        self.trials.play([AS_IT_IS, *(frozenset({number}) for number in numbers)])
        self.trials.play([self.everything, *(self.everything - {number} for number in numbers)])

    def choose(self, budget: float) -> None:
        """Choose until the budget is used up or nothing gains any more."""
        leading, pairs = self._leading(), tuple(self._pairs())
        while True:
            taken = frozenset(self.chosen)
            left = budget - self._cost(tuple(taken))
            moves = [move for move in (*((each,) for each in leading), *pairs) if taken.isdisjoint(move)]
            moves = [move for move in moves if self._cost(move) <= left]
            self.trials.play([taken, *(taken.union(move) for move in moves)])
            step = self._best(taken, moves)
            if step is None:
                return
            self.steps.append(step)

    def leave_out(self, budget: float) -> None:
        """Begin with all remedies instead, so that some are found that help only together."""
        taken, left = frozenset(self.chosen), left_over(self.trials, self.candidates, budget)
        self.trials.play([taken])
        if self.trials.gain(taken, frozenset(left)).mean > 0:
            self.left = left

    def _leading(self) -> list[int]:
        """Give the remedies that may gain anything, alone or after the others, the most promising first."""

        def most(number: int) -> float:
            return max(gain.mean for gain in (self.alone(number), self.last(number)) if gain is not None)

        found = sorted(range(len(self.candidates)), key=most, reverse=True)
        return [number for number in found if most(number) > 0][:LEADING]

    def _pairs(self) -> Iterator[Move]:
        """Give pairs of those that surely gain more after all others than alone: they need one another."""
        worth = {number: self._lifted(number) for number in range(len(self.candidates))}
        partners = sorted((n for n in worth if is_sure(worth[n])), key=lambda n: -worth[n].mean)
        yield from combinations(partners[:PARTNERS], 2)

    def _lifted(self, number: int) -> Mean:
        last = self.trials.saved(self.everything - {number}, self.everything)
        alone = self.trials.saved(AS_IT_IS, frozenset({number}))
        return mean_of([one - other for one, other in zip(last, alone, strict=True)])

    # -- choosing --------------------------------------------------------------------------------------------

    def _best(self, taken: Chosen, moves: Sequence[Move]) -> Step | None:
        """Give the move that gains most for its cost; of equals the cheaper, then the first."""
        gains = {move: self.trials.gain(taken, taken.union(move)) for move in moves}
        order = sorted(moves, key=lambda move: (-self._rate(gains[move], move), self._cost(move)))
        if not order or gains[order[0]].mean <= 0:
            return None
        best = order[0]
        alike = tuple(move for move in order[1:] if gains[move].mean > 0 and self._alike(taken, best, move))
        return Step(best, gains[best], alike)

    def _alike(self, taken: Chosen, best: Move, other: Move) -> bool:
        first, second = ((taken, taken.union(move)) for move in (best, other))
        rate = self._rate(Mean(1.0, None, None), other) / self._rate(Mean(1.0, None, None), best)
        return self.trials.alike(first, second, rate)

    def _rate(self, gain: Mean, move: Move) -> float:
        cost = self._cost(move)
        return gain.mean / cost if cost > 0 else float("inf") if gain.mean > 0 else gain.mean

    def _cost(self, move: Move) -> float:
        return sum(self.candidates[number].cost for number in move)
