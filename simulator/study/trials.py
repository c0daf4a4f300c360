"""Remedies taken together, each set of them played once with the same draws as all others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from simulator.analysis.figures import Times
from simulator.analysis.statistics import Mean, mean_of
from simulator.program.model import Program
from simulator.study.candidates import Chosen
from simulator.study.cost import Cost, costs, saved_times
from simulator.study.hands import Jobs
from simulator.study.pool import play_programs
from simulator.study.price import played_on
from simulator.study.replicate import Progress

AS_IT_IS: Chosen = frozenset()


@dataclass(slots=True)
class Trials:
    """What was played so far. `make` gives the program of a set; `aims` are numbers of milestones."""

    make: Callable[[Chosen], Program]
    aims: Sequence[int]
    runs: int
    seed: int
    jobs: Jobs
    progress: Progress
    times: dict[Chosen, Times] = field(default_factory=dict)
    base: Program = field(init=False)

    def __post_init__(self) -> None:
        self.base = self.make(AS_IT_IS)

    def play(self, wanted: Iterable[Chosen]) -> None:
        """Play sets that were not yet.

        Raises
        ------
        KeyboardInterrupt
            When it was stopped before all were played; what was played to the end is kept.
        StoppedError
            See `play_programs`.
        """
        missing = [each for each in dict.fromkeys(wanted) if each not in self.times]
        if not missing:
            return
        programs = ((each, played_on(self.make(each))) for each in missing)
        self.times |= play_programs(
            programs, runs=self.runs, seed=self.seed, jobs=self.jobs, progress=self.progress
        )
        if any(each not in self.times for each in missing):
            raise KeyboardInterrupt

    def saved(self, before: Chosen, after: Chosen) -> list[float]:
        """Give, by replication, the seconds that a set saves against another, added up over the aims."""
        one, other = self.times[before], self.times[after]
        saved = sum(saved_times(one[:, aim], other[:, aim], self.base.horizon) for aim in self.aims)
        return list(map(float, saved))  # type: ignore[arg-type]  # there is always an aim

    def gain(self, before: Chosen, after: Chosen) -> Mean:
        """Give the mean of what a set saves against another."""
        return mean_of(self.saved(before, after))

    def costs(self, before: Chosen, after: Chosen) -> tuple[Cost, ...]:
        """Compare two sets at each milestone."""
        return costs(self.base, self.times[before], self.times[after])

    def alike(self, before: tuple[Chosen, Chosen], after: tuple[Chosen, Chosen], rate: float = 1.0) -> bool:
        """Tell whether two gains differ only within noise; the second is taken times `rate`."""
        pairs = zip(self.saved(*before), self.saved(*after), strict=True)
        found = mean_of([one - rate * other for one, other in pairs])
        return found.maybe_nothing and (found.mean == 0 or found.low != found.high)


def is_sure(gain: Mean) -> bool:
    """Tell whether something is gained for certain: the 95 % interval lies above 0."""
    return gain.mean > 0 and not gain.maybe_nothing
