"""Leaving remedies out one after another, beginning with all: finds those that help only together."""

from collections.abc import Sequence
from itertools import accumulate, takewhile

from simulator.analysis.statistics import Mean
from simulator.study.candidates import Candidate, Chosen
from simulator.study.trials import Trials, is_sure


def left_over(trials: Trials, candidates: Sequence[Candidate], budget: float) -> tuple[int, ...]:
    """Give what is left of all remedies when they fit the budget, by number, what is missed most first.

    In each turn what is not surely missed goes, as far as it is not surely missed together: of two that
    stand in for each other one stays. Where all are missed, the one goes that is missed least for its cost.

    Raises
    ------
    KeyboardInterrupt, StoppedError
        See `Trials.play`.
    """
    left = frozenset(range(len(candidates)))
    while True:
        missed = _missed(trials, left)
        order = sorted(left, key=lambda number: (missed[number].mean / _cost(candidates, number), -number))
        if sum(candidates[number].cost for number in left) <= budget:
            return tuple(reversed(order))
        idle = [number for number in order if not is_sure(missed[number])]
        left = _without(trials, left, idle) if idle else left - {order[0]}


def _missed(trials: Trials, left: Chosen) -> dict[int, Mean]:
    """Give what would be lost without each of those that are left."""
    trials.play([left, *(left - {number} for number in sorted(left))])
    return {number: trials.gain(left - {number}, left) for number in left}


def _without(trials: Trials, left: Chosen, idle: Sequence[int]) -> Chosen:
    """Leave out as many, in their order, as are not surely missed; each alone is not, so at least one."""
    fewer = list(accumulate(idle, lambda kept, number: kept - {number}, initial=left))[1:]
    trials.play(fewer)
    *_, fewest = takewhile(lambda kept: not is_sure(trials.gain(kept, left)), fewer)
    return fewest


def _cost(candidates: Sequence[Candidate], number: int) -> float:
    """Give what a remedy costs; what costs nothing is as good as kept."""
    return candidates[number].cost or 1e-9
