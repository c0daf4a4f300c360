"""Which remedies help most: screened with few replications, chosen together, confirmed on fresh draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.errors import DrillError, Message, StoppedError, say
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.candidates import Candidate, Chosen, patch_text, program_with
from simulator.study.choose import Screening
from simulator.study.confirm import Confirmation
from simulator.study.hands import Jobs
from simulator.study.replicate import Progress
from simulator.study.trials import AS_IT_IS, Trials

SCREEN, CONFIRM, BUDGET = 100, 500, 5
"""Replications of each set of remedies at first, and to confirm; and what they may cost together."""
LEADING = 10
"""Remedies that are confirmed alone."""
SEEDS = 2**63

Read = Callable[[Sequence[Path]], Case]
"""Reads the case with patches laid over it."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is played, and with what."""

    screen: int
    confirm: int
    seed: int
    budget: float

    @property
    def fresh(self) -> int:
        """The seed of the draws that confirm: the next."""
        return (self.seed + 1) % SEEDS


@dataclass(frozen=True, slots=True)
class Improvement:
    """What came of it. `aims` are the milestones that it is for.

    `confirmation` is None if it was not begun, or nothing is there to try.
    """

    candidates: tuple[Candidate, ...]
    aims: tuple[str, ...]
    effort: Effort
    screening: Screening
    confirmation: Confirmation | None
    interrupted: bool


def aims_of(summary: Mapping[str, Any], named: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the milestones to improve: those named; else the objectives that are missed, or not decided.

    Where all are met it is all objectives, and without objectives all milestones.

    Raises
    ------
    StoppedError
        For a name that no milestone has.
    """
    known = [each["name"] for each in summary["milestones"]]
    check_named(named, known)
    goals = summary["objectives"]
    groups = [[each["milestone"] for each in goals if each["verdict"] == verdict] for verdict in _VERDICTS]
    every = [each["milestone"] for each in goals]
    return tuple(next(filter(None, (list(named), *groups, every, known))))


_VERDICTS = ("missed", "undecided")


def check_named(named: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a name that no milestone has.

    Raises
    ------
    StoppedError
        With the names that there are.
    """
    unknown = [name for name in named if name not in known]
    if unknown:
        raise StoppedError(
            say(
                "no milestone is called {name}; there are {known}",
                name=", ".join(unknown),
                known=", ".join(known),
            )
        )


def improve(
    case: Case,
    candidates: Sequence[Candidate],
    aims: Sequence[str],
    effort: Effort,
    *,
    read: Read,
    jobs: Jobs,
    progress: Progress,
    stage: Callable[[Message], None],
) -> Improvement:
    """Find the remedies that save most; the same whatever the number of jobs. Ctrl-C keeps what is known.

    They are screened as changes to the case; what is confirmed is read from the patches, by `read`.

    Raises
    ------
    StoppedError
        When a worker is lost, or a plan turns round and round.
    """
    names = [goal.name for goal in case.goals]
    numbers = [names.index(aim) for aim in aims]

    def trials(make: Callable[[Chosen], Program], runs: int, seed: int) -> Trials:
        return Trials(make, numbers, runs, seed, jobs, progress)

    found = tuple(candidates)
    screening = Screening(
        trials(lambda chosen: program_with(case, found, chosen), effort.screen, effort.seed), found
    )
    confirmation, interrupted = None, False
    if not found:
        return Improvement(found, tuple(aims), effort, screening, confirmation, interrupted)
    with TemporaryDirectory(prefix="drill-") as folder:
        try:
            _screen(screening, effort, stage)
            confirmation = Confirmation(
                trials(_patched(found, Path(folder), read), effort.confirm, effort.fresh)
            )
            stage(say("confirming on fresh draws: {count} chosen", count=len(screening.chosen)))
            confirmation.play(screening.chosen, by_gain(screening)[:LEADING], rival=screening.left)
        except KeyboardInterrupt:
            interrupted = True
    return Improvement(found, tuple(aims), effort, screening, confirmation, interrupted)


def _screen(screening: Screening, effort: Effort, stage: Callable[[Message], None]) -> None:
    stage(
        say("screening: {count} remedies, each alone and after all others", count=len(screening.candidates))
    )
    screening.play_each()
    stage(say("choosing, each on top of those before"))
    screening.choose(effort.budget)
    stage(say("beginning with all remedies, leaving out what is missed least"))
    screening.leave_out(effort.budget)


def by_gain(screening: Screening) -> list[int]:
    """Give the remedies that gain anything alone in the screening, the best first."""
    gains = {number: screening.alone(number) for number in range(len(screening.candidates))}
    found = {number: gain.mean for number, gain in gains.items() if gain is not None and gain.mean > 0}
    return sorted(found, key=lambda number: -found[number])


def _patched(candidates: Sequence[Candidate], folder: Path, read: Read) -> Callable[[Chosen], Program]:
    """Give what makes a program from the patches themselves, as a planner would lay them over the plans.

    Patches that do not go together change nothing: such a set gains nothing, and the search goes on.
    """
    files = [folder / candidate.file for candidate in candidates]
    for file, candidate in zip(files, candidates, strict=True):
        file.write_text(patch_text(candidate, "en"), encoding="utf-8")

    def make(chosen: Chosen) -> Program:
        try:
            return compile_case(read([files[number] for number in sorted(chosen)]))
        except DrillError:
            if not chosen:
                raise
            return make(AS_IT_IS)

    return make
