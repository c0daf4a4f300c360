"""A scenario played from every hour of a week: the run itself, and the sweep in the same folder."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, note, tell
from simulator.cli.played import Made, Outcome, find_or_make, identify, read_record, say_damaged, summary_of
from simulator.cli.playing import Playing
from simulator.cli.run_forms import is_sweep
from simulator.cli.stopping import watched
from simulator.cli.tables import new_table
from simulator.errors import Message, StoppedError, say
from simulator.report.figures import share
from simulator.report.start_words import moment
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.scenario.case import Case
    from simulator.study.hands import Hands
    from simulator.study.run import FreshRun
    from simulator.study.start_sweep import Scope, StartSweep

SWEEP = "start_sweep.json"


def sweep_or_find(case: "Case", lang: str, playing: Playing, *, scope: "Scope") -> Outcome:
    """Give the run with its sweep that is there, or play both and write them.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before all hours of a day were finished.
    StoppedError
        When the scenario has no objectives.
    """
    from simulator.report.run_files import run_files
    from simulator.study.start_sweep import RUNS, objectives_of

    if not objectives_of(case):
        raise StoppedError(
            say("the scenario has no objectives to compare starts by: give a milestone `within` and `share`")
        )
    runs, seed = playing.runs or RUNS, playing.seed_for(case)

    def make(crew: "Hands") -> Made:
        run, sweep, wanted = _play(case, lang, scope=scope, how={"runs": runs, "seed": seed, "jobs": crew})
        files = {**run_files(run, lang=lang, sweep=sweep), SWEEP: _record(case, sweep)}
        if len(sweep.days) == wanted:
            return Made(files)
        told = say("interrupted: {done} of {wanted} hours are finished and kept, as whole days; writing them")
        note(say(told.template, done=24 * len(sweep.days), wanted=24 * wanted), lang)
        days = f"{len(sweep.days)}"
        shorter = identify(case, runs=runs, seed=seed, lang=lang, start_sweep=scope, days=days)
        return Made(files, interrupted=True, name=shorter)

    def read(folder: Path) -> Mapping[str, Any] | None:
        if is_sweep(sweep_of(folder)):
            return summary_of(folder, lang)
        say_damaged(folder, lang)
        return None

    name = identify(case, runs=runs, seed=seed, lang=lang, start_sweep=scope)
    return find_or_make(case.stem, name, lang, playing, read=read, make=make)


def _play(
    case: "Case", lang: str, *, scope: "Scope", how: Mapping[str, Any]
) -> "tuple[FreshRun, StartSweep, int]":
    """Play the scenario itself, then from each start; gives both, and how many days there would be."""
    from simulator.study.run import play_case
    from simulator.study.start_sweep import HOURS, sweep_days, sweep_starts

    days = len(sweep_days(case, scope))
    replications = (days * HOURS + 1) * how["runs"]
    with watched(replications, lang, exact=True) as progress:
        run = play_case(case, **how, progress=progress)
        if run is None or run.interrupted:
            raise KeyboardInterrupt
        sweep = sweep_starts(case, scope=scope, **how, progress=progress)
    if sweep is None:
        raise KeyboardInterrupt
    return run, sweep, days


def _record(case: "Case", sweep: "StartSweep") -> bytes:
    from simulator.report.run_folder import summary_bytes
    from simulator.study.start_sweep import sweep_record

    return summary_bytes({"scenario": case.stem, "title": case.scenario.name.texts(), **sweep_record(sweep)})


def sweep_of(folder: Path) -> Mapping[str, Any]:
    """Give the sweep in the folder of a run; empty where it is missing or damaged."""
    return read_record(folder / SWEEP) or {}


def show_sweep(sweep: Mapping[str, Any], lang: str) -> None:
    """Print the hours at which the fewest objectives are reached in time, and the best one."""
    from simulator.report.style import MARK

    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(sweep['title'][lang])}  ·  {MARK}")
    heading = say(
        "{starts} starts, {runs} replications each with the same draws, seed {seed}",
        starts=24 * len(sweep["days"]),
        runs=sweep["runs"],
        seed=sweep["seed"],
    )
    screen.print(tell(heading, lang))
    screen.print()
    if not _differ(sweep):
        screen.print(tell(_alike(sweep), lang))
        return
    screen.print(_worst(sweep, lang))
    if sweep.get("own_start") is not None:
        screen.print(tell(_own(sweep, lang), lang))


def _differ(sweep: Mapping[str, Any]) -> bool:
    """Say whether of some objective the whole interval of one hour lies above that of another."""
    return any(
        max(map(max, goal["share_low"])) > min(map(min, goal["share_high"])) for goal in sweep["objectives"]
    )


def _alike(sweep: Mapping[str, Any]) -> Message:
    """Say that no hour is known to be worse: all are the same, or there are too few replications."""
    means = [mean for day in sweep["mean_share"] for mean in day]
    if all(len({share for day in goal["share"] for share in day}) == 1 for goal in sweep["objectives"]):
        return say(
            "The hours do not differ: from every one of them {share} of the objectives are reached in time "
            "in the mean.",
            share=share(means[0]),
        )
    return say(
        "The hours cannot be told apart by {runs} replications each: objectives in time are {worst} to "
        "{best} in the mean, and the 95 % intervals of the best and the worst hour overlap for each. "
        "Play more: --runs.",
        runs=sweep["runs"],
        worst=share(min(means)),
        best=share(max(means)),
    )


def _worst(sweep: Mapping[str, Any], lang: str) -> Any:
    columns = (
        (say("start"), "left"),
        (say("objectives in time (mean)"), "right"),
        (say("missed for certain"), "right"),
        (say("farthest behind"), "left"),
    )
    table = new_table(say("The worst hours"), columns, lang)
    for start in sweep["worst"]:
        place = start["day"], start["hour"]
        behind = max(sweep["objectives"], key=lambda goal: goal["required_share"] - _at(goal, "share", place))
        missed = sum(_at(goal, "share_high", place) < goal["required_share"] for goal in sweep["objectives"])
        table.add_row(
            tell(moment(sweep, *place), lang),
            share(start["mean_share"]),
            f"{missed} / {len(sweep['objectives'])}",
            f"{safe_terminal(behind['title'][lang])} ({share(_at(behind, 'share', place))})",
        )
    return table


def _at(goal: Mapping[str, Any], figure: str, place: tuple[int, int]) -> float:
    found: float = goal[figure][place[0]][place[1]]
    return found


def _own(sweep: Mapping[str, Any], lang: str) -> Message:
    own = sweep["own_start"]
    place = own["day"], own["hour"]
    ordered = sorted((each for row in sweep["mean_share"] for each in row), reverse=True)
    mean = sweep["mean_share"][place[0]][place[1]]
    return say(
        "The scenario itself starts at {start}: {mean} in the mean; the best hour has {best}.",
        start=tell(moment(sweep, *place), lang),
        mean=share(mean),
        best=share(ordered[0]),
    )
