"""Studies that are kept: found in their folder, or played and written there."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.console import note, progress_bar, reader_may_go
from simulator.cli.played import identify
from simulator.cli.playing import hands
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.study.stress import How

Study = dict[str, Any]
"""What a study came to, as JSON holds it."""
Play = Callable[["How"], tuple[Study, "dict[str, Content]"] | None]
"""Plays a study; gives its record and its charts, None where nothing was known when it was interrupted."""


def find_or_play(
    case: "Case",
    lang: str,
    options: Mapping[str, Any],
    *,
    study: Mapping[str, str],
    runs: int,
    total: int,
    play: Play,
) -> tuple[Path, Study]:
    """Give the folder of a study and its record: the complete one that is there, or a new one.

    `study` is its name, with what else tells it from others; `total` about how many replications it plays.
    One that was stopped goes on where it was.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was known.
    """
    from simulator.report.run_folder import COMPLETE, check_folder, find_run, summary_bytes, write_run
    from simulator.study.provenance import provenance
    from simulator.study.stress import How

    out, seed = options["out"], case.scenario.seed if options["seed"] is None else options["seed"]
    name = f"{next(iter(study))}-{identify(case, runs=runs, seed=seed, lang=lang, **study)}"
    there = None if options["fresh"] else find_run(out, case.stem, name)
    found = whole(there / COMPLETE) if there else None
    if there and found:
        note(say("shown from the run that is there; --fresh plays it again"), lang)
        return there, found
    check_folder(out)
    with hands(options["jobs"], lang, out=out, study=f"{case.stem}-{name}", fresh=options["fresh"]) as crew:
        with progress_bar(total, lang) as progress:
            played = play(How(runs, seed, crew, progress))
        if played is None:
            raise KeyboardInterrupt
        record, charts = {**played[0], **provenance(case)}, played[1]
        inputs = {f"inputs/{item.path}": item.content for item in case.inputs}
        files = {COMPLETE: summary_bytes(record), **charts, **inputs}
        folder = write_run(out, case.stem, name, fresh=True, files=files)
        if not record["interrupted"]:
            crew.finished.remove()
    return folder, json.loads(files[COMPLETE])


def show_study(
    folder: Path, record: Study, lang: str, *, as_json: bool, show: Callable[[Study, str], None]
) -> int:
    """Print a study and where it is; gives the exit code."""
    from simulator.text.json_writing import show_json

    with reader_may_go():
        if as_json:
            sys.stdout.write(show_json(record))
        else:
            show(record, lang)
    if record["interrupted"]:
        note(say("interrupted: what was played to the end is kept"), lang)
    note(say("the study and its charts: {folder}", folder=folder), lang)
    return INTERRUPTED if record["interrupted"] else DONE


def whole(file: Path) -> Study | None:
    """Give a study that was played to its end; None where it was interrupted, or is damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("interrupted") is False else None
