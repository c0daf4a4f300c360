"""One run: a scenario played many times, measured and summed up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.analysis.gaps.activation import late_activations
from simulator.analysis.gaps.boundary import boundary_record
from simulator.analysis.gaps.observed import observed_gaps
from simulator.analysis.results import Reached, Results
from simulator.analysis.scores import score_records
from simulator.analysis.scores.assessed import Assessed
from simulator.analysis.summary import summarise
from simulator.log.rows import Log
from simulator.plan.audit import audit
from simulator.plan.gap import Gap, unite
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.scenario.setting import setting_of
from simulator.study.hands import Jobs
from simulator.study.precision import Precision, UntilPrecise
from simulator.study.provenance import provenance
from simulator.study.replicate import Progress, Replications, replicate
from simulator.study.representative import kept_replications, replay, typical_replication


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What a run came to, as far as a report tells it and the run's folder holds it.

    `kept` are the logs of the replications that stand for it, with why. `gaps` are sorted as
    `simulator.plan.gap.unite` sorts.
    """

    case: Case
    program: Program
    seed: int
    results: Reached
    summary: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    typical: Log
    kept: tuple[tuple[str, Log], ...]
    interrupted: bool


@dataclass(frozen=True, slots=True, eq=False)
class FreshRun(Run):
    """A run that has just been played, with all its measures."""

    results: Results


def play_case(
    case: Case, *, runs: int, seed: int, jobs: Jobs, progress: Progress, precision: Precision | None = None
) -> FreshRun | None:
    """Play a case so many times, or until its objectives are known with a precision.

    None when it was interrupted before anything was finished.

    Raises
    ------
    StoppedError
        See `replicate`.
    """
    program = compile_case(case)
    until = UntilPrecise(program, precision) if precision else None
    played = replicate(program, runs=runs, seed=seed, jobs=jobs, progress=progress, enough=until)
    if not len(played.results.replications):
        return None
    run = run_of(case, program, played, seed=seed)
    if until is None or run.interrupted:
        return run
    return replace(run, summary={**run.summary, "precision": until.record()})


def run_of(case: Case, program: Program, played: Replications, *, seed: int) -> FreshRun:
    """Sum up what was played of a case and its program, at least one replication."""
    results = played.results
    # What was seen comes first: of one gap with both kinds of evidence it gives the words.
    seen = (
        *observed_gaps(case.composition, program, results),
        *late_activations(case.composition, program, results),
    )
    audited = audit(case.composition, setting_of(case))
    gaps = unite((*seen, *audited))
    reasons = kept_replications(program, results, gaps)
    logs = dict(zip(reasons, replay(program, seed, reasons), strict=True))
    extra = {"boundary_matrix": boundary_record(case.composition, gaps), **provenance(case)}
    summary = summarise(program, results, seed=seed)
    scores = score_records(Assessed(case.composition, audited, seen, summary))
    return FreshRun(
        case=case,
        program=program,
        seed=seed,
        results=results,
        summary=summary | scores | extra,
        gaps=gaps,
        typical=logs[typical_replication(results)],
        kept=tuple((why, logs[number]) for number, why in sorted(reasons.items())),
        interrupted=played.interrupted,
    )
