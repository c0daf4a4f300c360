"""A scenario as verbs take it: read, and played unless this very run is there already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note, progress_bar, show_warnings
from simulator.cli.playing import Crew, hands
from simulator.cli.stopping import stop_is_told
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.scenario.case import Case
    from simulator.scenario.what_if import WhatIf
    from simulator.study.hands import Hands
    from simulator.study.precision import Precision
    from simulator.study.run import FreshRun


def open_case(scenario: Path, lang: str, what_if: "WhatIf | None" = None) -> "Case":
    """Read a scenario and its plans, with what is to be otherwise; say how many warnings there are."""
    from simulator.scenario.read import read_case
    from simulator.scenario.what_if import AS_IT_IS

    case = read_case(shipped(scenario, lang), what_if or AS_IT_IS)
    show_warnings(case.warnings, lang)
    show_unbound(len(case.composition.unbound), lang)
    return case


def show_unbound(count: int, lang: str) -> None:
    """Say how many duties of norms bind nobody."""
    if count:
        told = say("duties of norms that bind nobody here: {count}; `drill norms SCENARIO` lists them")
        note(say(told.template, count=count), lang)


def shipped(path: Path, lang: str) -> Path:
    """Give the path itself, or the file that comes with drill under it where there is none here."""
    from simulator.scenario.shipped import SHIPPED

    inside = SHIPPED / path
    if path.exists() or path.is_absolute() or ".." in path.parts or not inside.is_file():
        return path
    note(say("there is no {file} here; the one that comes with drill is used", file=path.as_posix()), lang)
    return inside


@dataclass(frozen=True, slots=True)
class Played:
    """What a run left: its folder and summary; `reused` where it was there before."""

    folder: Path
    summary: Mapping[str, Any]
    interrupted: bool = False
    reused: bool = False


def play_or_find(
    case: "Case",
    lang: str,
    *,
    runs: int | None,
    seed: int | None,
    jobs: Crew,
    out: Path,
    fresh: bool,
    precision: "Precision | None" = None,
) -> Played:
    """Give the run that is there, or play the case and write it.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was finished.
    StoppedError
        When there is no objective to be known with a precision.
    """
    from simulator.report.run_folder import check_folder, find_run

    runs, seed = runs or case.scenario.runs, case.scenario.seed if seed is None else seed
    if precision:
        runs = _most(case, precision)
    more = {"precision": precision.text} if precision else {}
    name = identify(case, runs=runs, seed=seed, lang=lang, **more)
    found = None if fresh else find_run(out, case.stem, name)
    summary = open_summary(found) if found else None
    if found and summary:
        return Played(found, summary, reused=True)
    if found:
        note(say("the run in {folder} is damaged; it is played again", folder=found), lang)
        fresh = True
    check_folder(out)
    with hands(jobs, lang, out=out, study=f"{case.stem}-{name}", fresh=fresh) as crew:
        run = _play(case, lang, runs=runs, seed=seed, crew=crew, precision=precision)
        if run is None:
            raise KeyboardInterrupt
        if run.interrupted:
            done = len(run.results.replications)
            told = say(
                "interrupted: {runs} replications are finished and kept; writing tables, charts and report"
            )
            note(say(told.template, runs=done), lang)
        folder = write_files(run, out, lang, fresh=fresh, name=None if run.interrupted else name)
        if not run.interrupted:
            crew.finished.remove()
    return Played(folder, open_summary(folder) or {}, interrupted=run.interrupted)


def _most(case: "Case", precision: "Precision") -> int:
    if not any(goal.record.within is not None and goal.record.share is not None for goal in case.goals):
        raise StoppedError(
            say(
                "the scenario has no objective to be known: give a milestone `within` and `share`, "
                "or say --runs"
            )
        )
    return precision.at_most


def open_summary(folder: Path) -> Mapping[str, Any] | None:
    """Give the summary of a run; None where it is not as a run left it."""
    from simulator.cli.run_forms import is_summary
    from simulator.report.run_folder import COMPLETE

    try:
        summary = json.loads((folder / COMPLETE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return summary if is_summary(summary) else None


def identify(case: "Case", *, runs: int, seed: int, lang: str, **more: str) -> str:
    """Give the id of a run, from inputs, seed, replications, version of drill and language of the charts.

    `more` is what else changes what is in its folder.
    """
    from simulator.report.run_folder import run_id
    from simulator.study.version import drill_version

    return run_id(case.inputs, seed=seed, runs=runs, extra={"drill": drill_version(), "lang": lang, **more})


def _play(
    case: "Case", lang: str, *, runs: int, seed: int, crew: "Hands", precision: "Precision | None"
) -> "FreshRun | None":
    from simulator.study.run import play_case

    with progress_bar(runs, lang) as bar, stop_is_told(runs, bar, lang) as progress:
        return play_case(case, runs=runs, seed=seed, jobs=crew, progress=progress, precision=precision)


def write_files(run: "FreshRun", out: Path, lang: str, *, fresh: bool, name: str | None = None) -> Path:
    """Write the folder of a run; without a name, that of a run of as many replications as were played."""
    from simulator.report.run_files import run_files
    from simulator.report.run_folder import write_run

    runs = len(run.results.replications)
    name = name or identify(run.case, runs=runs, seed=run.seed, lang=lang)
    return write_run(out, run.case.stem, name, fresh=fresh, files=run_files(run, lang=lang))


def show_saved(played: Played, lang: str) -> None:
    """Say where the results are, and where they come from."""
    if played.reused:
        note(say("shown from the run that is there; --fresh plays it again"), lang)
    note(say("results: {folder}", folder=played.folder), lang)
    note(say("the report, to read: drill open {folder}", folder=played.folder), lang)
