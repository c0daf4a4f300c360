"""A scenario as verbs take it: read, and played unless this very run is there already."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note, show_warnings, typed, working
from simulator.cli.places import seen_from_here
from simulator.cli.playing import Playing, hands
from simulator.cli.stopping import watched
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.scenario.what_if import WhatIf
    from simulator.study.hands import Hands
    from simulator.study.precision import Precision
    from simulator.study.run import FreshRun


WRITING = say("writing tables, charts and report")


def open_case(
    scenario: Path, lang: str, what_if: "WhatIf | None" = None, *, beside: "Case | None" = None
) -> "Case":
    """Read a scenario and its plans, with what is to be otherwise; say how many warnings there are.

    What was said of the case `beside` it is not said again.
    """
    from simulator.scenario.read import read_case
    from simulator.scenario.what_if import AS_IT_IS

    path = shipped(scenario, lang)
    _refuse_run(path)
    with seen_from_here([path]):
        case = read_case(path, what_if or AS_IT_IS)
    if beside is None or case.warnings != beside.warnings:
        show_warnings(case.warnings, scenario, lang)
    if beside is None or case.composition.unbound != beside.composition.unbound:
        show_unbound(len(case.composition.unbound), lang, scenario)
    return case


def _refuse_run(folder: Path) -> None:
    """Refuse the folder of a run or study where a scenario belongs; name what was played."""
    from simulator.report.run_folder import COMPLETE

    inputs = (read_record(folder / COMPLETE) or {}).get("inputs")
    if not isinstance(inputs, dict) or not inputs:
        return
    played = Path(next(iter(inputs)))
    scenario = played if here_or_shipped(played).is_file() else folder / "inputs" / played
    raise StoppedError(
        say(
            "{folder} is the folder of a run; here the scenario is expected: {scenario}",
            folder=folder,
            scenario=scenario,
        )
    )


def show_unbound(count: int, lang: str, scenario: Path) -> None:
    """Say how many duties of norms bind nobody, and what lists them."""
    if count:
        told = say("duties of norms that bind nobody here: {count}; they are listed by: drill norms {file}")
        note(say(told.template, count=count, file=typed(scenario)), lang)


def shipped(path: Path, lang: str) -> Path:
    """Give the path itself, or the file that comes with drill under it where there is none here; say so."""
    found = here_or_shipped(path)
    if found != path:
        note(
            say("there is no {file} here; the one that comes with drill is used", file=path.as_posix()), lang
        )
    return found


def here_or_shipped(path: Path) -> Path:
    """Give the path itself, or the file that comes with drill under it where there is none here."""
    from simulator.scenario.shipped import SHIPPED

    inside = SHIPPED / path
    return path if path.exists() or ".." in path.parts or not inside.is_file() else inside


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run or a study left: its folder, its record; `reused` where it was there before."""

    folder: Path
    summary: Mapping[str, Any]
    interrupted: bool = False
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What was played, as the files of a folder; `name` is that of the folder where it is another."""

    files: "Mapping[str, Content]"
    interrupted: bool = False
    name: str | None = None

    @property
    def summary(self) -> bytes:
        """The record, as it is written."""
        from simulator.report.run_folder import COMPLETE

        content = self.files[COMPLETE]
        if not isinstance(content, bytes):
            raise TypeError("a record is written as it is")
        return content


def find_or_make(
    stem: str,
    name: str,
    lang: str,
    playing: Playing,
    *,
    read: Callable[[Path], Mapping[str, Any] | None],
    make: "Callable[[Hands], Made]",
) -> Outcome:
    """Give the complete folder that is there, or make what belongs in it and write it.

    `read` gives the record in a folder; None where it has to be made again. What was stopped goes on where
    it was.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before there was anything to write.
    """
    from simulator.report.run_folder import check_folder, find_run, write_run

    found = None if playing.fresh else find_run(playing.out, stem, name)
    record = read(found) if found else None
    if found and record:
        return Outcome(found, record, reused=True)
    check_folder(playing.out)
    with hands(playing, lang, study=f"{stem}-{name}") as crew:
        made = make(crew)
        # One of the folder's own name is not there, damaged, or to be replaced.
        fresh = playing.fresh or made.name is None
        with working(WRITING, lang):
            folder = write_run(playing.out, stem, made.name or name, fresh=fresh, files=made.files)
        if not made.interrupted:
            crew.finished.remove()
    return Outcome(folder, json.loads(made.summary), interrupted=made.interrupted)


def play_or_find(
    case: "Case", lang: str, playing: Playing, *, precision: "Precision | None" = None
) -> Outcome:
    """Give the run that is there, or play the case and write it.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was finished.
    StoppedError
        When there is no objective to be known with a precision.
    """
    from simulator.report.run_files import run_files

    runs, seed = playing.runs or case.scenario.runs, playing.seed_for(case)
    if precision:
        runs = _most(case, precision)
    more = {"precision": precision.text} if precision else {}

    def make(crew: "Hands") -> Made:
        run = _play(case, lang, runs=runs, seed=seed, crew=crew, precision=precision)
        if run is None:
            raise KeyboardInterrupt
        if not run.interrupted:
            with working(WRITING, lang):
                return Made(run_files(run, lang=lang))
        done = len(run.results.replications)
        note(
            say(
                "interrupted: {runs} replications are finished and kept; writing tables, charts and report",
                runs=done,
            ),
            lang,
        )
        shorter = identify(case, runs=done, seed=seed, lang=lang)
        return Made(run_files(run, lang=lang), interrupted=True, name=shorter)

    name = identify(case, runs=runs, seed=seed, lang=lang, **more)
    return find_or_make(
        case.stem, name, lang, playing, read=lambda folder: summary_of(folder, lang), make=make
    )


def _most(case: "Case", precision: "Precision") -> int:
    if not any(goal.record.is_objective for goal in case.goals):
        raise StoppedError(
            say(
                "the scenario has no objective to be known: give a milestone `within` and `share`, "
                "or say --runs"
            )
        )
    return precision.at_most


def summary_of(folder: Path, lang: str) -> Mapping[str, Any] | None:
    """Give the summary of a run; None, and say so, where it is not as a run left it."""
    from simulator.cli.run_forms import is_summary
    from simulator.report.run_folder import COMPLETE

    summary = read_record(folder / COMPLETE)
    if is_summary(summary):
        return summary
    say_damaged(folder, lang)
    return None


def say_damaged(folder: Path, lang: str) -> None:
    """Say that a run is not as it was left."""
    note(say("the run in {folder} is damaged; it is played again", folder=folder), lang)


def read_record(file: Path) -> dict[str, Any] | None:
    """Give what a JSON file holds; None where it is not there, or is no object."""
    found = read_json(file)
    return found if isinstance(found, dict) else None


def read_json(file: Path) -> Any:
    """Give what a JSON file holds; None where it is not there, or is not as drill writes JSON."""
    try:
        return json.loads(file.read_text(encoding="utf-8"), parse_constant=_no_json)
    except (OSError, ValueError, RecursionError):
        return None


def _no_json(name: str) -> None:
    """Refuse `NaN` and `Infinity`, which Python reads though JSON has no such numbers."""
    raise ValueError(name)


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

    with watched(runs, lang, exact=True) as progress:
        return play_case(case, runs=runs, seed=seed, jobs=crew, progress=progress, precision=precision)


def show_saved(played: Outcome, lang: str) -> None:
    """Say where the results are, and where they come from."""
    if played.reused:
        note(say("shown from the run that is there; --fresh plays it again"), lang)
    note(say("results: {folder}", folder=played.folder), lang)
    note(say("the report, to read: drill open {folder}", folder=typed(played.folder)), lang)
