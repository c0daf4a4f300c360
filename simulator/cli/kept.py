"""Studies that are kept: found in their folder, or played and written there."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.console import note, print_record
from simulator.cli.played import Made, Outcome, find_or_make, identify, read_record
from simulator.cli.playing import Playing
from simulator.cli.stopping import watched
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.study.hands import Hands
    from simulator.study.stress import How

Study = Mapping[str, Any]
"""What a study came to, as JSON holds it."""
Play = Callable[["How"], tuple[Study, "dict[str, Content]"] | None]
"""Plays a study; gives its record and its other files, None where it was interrupted too soon to know."""


def find_or_play(
    case: "Case",
    lang: str,
    playing: Playing,
    *,
    study: Mapping[str, str],
    runs: int,
    total: int,
    play: Play,
) -> Outcome:
    """Give a study: the complete one that is there, or a new one; one that was stopped goes on where it was.

    `study` is its name, with what else tells it from others; `total` about how many replications it plays.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was known.
    """
    from simulator.report.run_folder import COMPLETE, summary_bytes
    from simulator.study.provenance import provenance
    from simulator.study.stress import How

    seed = playing.seed_for(case)

    def make(crew: "Hands") -> Made:
        with watched(total, lang) as progress:
            played = play(How(runs, seed, crew, progress))
        if played is None:
            raise KeyboardInterrupt
        record, files = {**played[0], **provenance(case)}, played[1]
        inputs = {f"inputs/{item.path}": item.content for item in case.inputs}
        return Made({COMPLETE: summary_bytes(record), **files, **inputs}, interrupted=record["interrupted"])

    name = f"{next(iter(study))}-{identify(case, runs=runs, seed=seed, lang=lang, **study)}"
    found = find_or_make(
        case.stem, name, lang, playing, read=lambda folder: whole(folder / COMPLETE), make=make
    )
    if found.reused:
        note(say("shown from the run that is there; --fresh plays it again"), lang)
    return found


def show_study(found: Outcome, lang: str, *, as_json: bool, show: Callable[[Study, str], None]) -> int:
    """Print a study and where it is; gives the exit code."""
    record = found.summary
    print_record(record, lang, as_json=as_json, show=show)
    if record["interrupted"]:
        note(say("interrupted: what was played to the end is kept"), lang)
    note(say("the study and its charts: {folder}", folder=found.folder), lang)
    return INTERRUPTED if record["interrupted"] else DONE


def whole(file: Path) -> Study | None:
    """Give a study that was played to its end; None where it was interrupted, or is damaged."""
    found = read_record(file)
    return found if found and found.get("interrupted") is False else None
