"""The scenarios of a suite, each read and played unless its run is there; and the folder of the suite."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note, show_problems
from simulator.cli.options import playing_of, what_if_of
from simulator.cli.places import from_here
from simulator.cli.played import Outcome, play_or_find, say_damaged
from simulator.cli.playing import Playing, sharing
from simulator.errors import DrillError, EndlessError, Place, Problem, StoppedError, say

if TYPE_CHECKING:
    from simulator.log.store import Store
    from simulator.scenario.case import Case
    from simulator.scenario.what_if import WhatIf
    from simulator.study.suite import Entry


def play_suite(folder: Path, lang: str, options: Mapping[str, Any]) -> "list[Entry] | None":
    """Give the scenarios of a folder as they were played, in the order of their names; None if interrupted.

    One that cannot be read, or would be played without end, is reported, and the others are played.

    Raises
    ------
    StoppedError
        When there is no such folder, no scenario in it, the results cannot be written, or a worker is lost.
    """
    from simulator.report.run_folder import NOTICE, check_folder
    from simulator.scenario.folder import scenarios_in

    playing, what_if = playing_of(options), what_if_of(options)
    files = scenarios_in(folder, notice=NOTICE)
    check_folder(playing.out)
    entries = []
    try:
        with sharing(playing) as shared:
            for number, file in enumerate(files, 1):
                shown = file.relative_to(folder).as_posix()
                note(say("{number} of {count}: {file}", number=number, count=len(files), file=shown), lang)
                entry = _entry(file, shown, lang, shared, what_if)
                if entry is None:
                    return None
                entries.append(entry)
    except KeyboardInterrupt:
        return None
    return entries


def _entry(file: Path, shown: str, lang: str, playing: Playing, what_if: "WhatIf") -> "Entry | None":
    from simulator.scenario.read import read_case
    from simulator.study.suite import Entry

    try:
        return _played(read_case(file, what_if), shown, lang, playing)
    except DrillError as fault:
        problems = fault.problems
    except EndlessError as fault:  # no reason to leave the others out
        problems = (Problem(Place(shown, line=0), fault.message),)
    show_problems(from_here(problems, [file]), lang)
    return Entry(shown, tuple(problem for problem in problems if not problem.warning) or tuple(problems))


def _played(case: "Case", shown: str, lang: str, playing: Playing) -> "Entry | None":
    from simulator.study.coverage.covered import Showing
    from simulator.study.coverage.exercised import Exercised
    from simulator.study.coverage.wanted import Stage
    from simulator.study.suite import Entry

    found = _play(case, lang, playing)
    if found is None:
        return None
    played, store = found
    showing = Showing(Stage(shown, case), Exercised(played.summary, store))
    run = f"{case.stem}/{played.folder.name}"
    return Entry(shown, run=run, summary=played.summary, showing=showing)


def _play(case: "Case", lang: str, playing: Playing) -> "tuple[Outcome, Store] | None":
    """Give a run and what it keeps of its replications; one whose store is damaged is played again."""
    from simulator.log.store import STORE, read_store

    played = play_or_find(case, lang, playing)
    if played.interrupted:
        return None
    try:
        return played, read_store(played.folder / STORE)
    except StoppedError:
        say_damaged(played.folder, lang)
    played = play_or_find(case, lang, replace(playing, fresh=True))
    return None if played.interrupted else (played, read_store(played.folder / STORE))


def save(record: Mapping[str, Any], entries: "Sequence[Entry]", out: Path, lang: str) -> None:
    """Write what came of a suite, its chart and its text, and say where."""
    from simulator.report.readiness import draw_readiness
    from simulator.report.readiness_text import readiness_text
    from simulator.report.run_files import chart_files
    from simulator.report.run_folder import refresh_run, summary_bytes
    from simulator.study.suite import suite_id

    files = {
        "suite.json": summary_bytes(record),
        "suite.md": readiness_text(record, lang=lang).encode(),
        **chart_files("readiness", lambda: draw_readiness(record, lang=lang)),
    }
    folder = refresh_run(out, "suite", suite_id(entries, lang), files=files)
    note(say("the suite, its chart and its text: {folder}", folder=folder), lang)
