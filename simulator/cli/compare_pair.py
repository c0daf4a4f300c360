"""Two runs to compare: opened, or played with the same draws; and the folder that keeps the comparison."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note, typed
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.scenario.case import Case

Record = Mapping[str, Any]


def open_pair(
    before: Path, after: Path, lang: str, options: dict[str, Any]
) -> "tuple[Opened, Opened] | None":
    """Open two runs; a scenario is played with the replications and the seed of the other side.

    What is to be otherwise concerns the second. None where one was interrupted; no other is played then.

    Raises
    ------
    StoppedError
        When they cannot be paired: before anything is played.
    """
    from simulator.cli.run_folders import Opened, play_opened, run_of
    from simulator.study.compare_side import check_pairs

    before, after = run_of(before), run_of(after)
    plain = {**options, "settings": (), "removals": (), "patches": ()}
    # Beside a scenario, which is played again, a run that is there stays as it is.
    kept = {"fresh": False} if before.is_dir() != after.is_dir() else {}
    one = _opened(before, lang, plain | kept, None)
    other = _opened(after, lang, options | kept, one)
    alike = {**options, **_draws(one, other, options)}
    check_pairs(*(_head(side, alike) for side in (one, other)))
    played: list[Opened] = []
    for side in (one, other):
        played.append(side if isinstance(side, Opened) else play_opened(side, lang, alike))
        if played[-1].interrupted:
            return None
    return played[0], played[1]


def _opened(
    target: Path, lang: str, options: Mapping[str, Any], beside: "Opened | Case | None"
) -> "Opened | Case":
    """Open a run, or read a scenario to be played; what was said of the one beside is not repeated."""
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case
    from simulator.cli.run_folders import Opened, open_target

    if target.is_dir():
        return open_target(target, lang, options)
    known = None if isinstance(beside, Opened) else beside
    return open_case(target, lang, what_if_of(options), beside=known)


def _draws(one: "Opened | Case", other: "Opened | Case", options: Mapping[str, Any]) -> dict[str, int]:
    """Give the replications and the seed of what is played: as it is said, else those of the other side."""
    from simulator.cli.run_folders import Opened

    side = one if isinstance(one, Opened) or not isinstance(other, Opened) else other
    if isinstance(side, Opened):
        found = {key: side.summary[key] for key in ("runs", "seed")}
    else:
        found = {"runs": side.scenario.runs, "seed": side.scenario.seed}
    return {key: value if options[key] is None else options[key] for key, value in found.items()}


def _head(side: "Opened | Case", alike: Mapping[str, Any]) -> Record:
    from simulator.cli.run_folders import Opened
    from simulator.study.compare_side import head_of

    if isinstance(side, Opened):
        return side.summary
    return head_of(side, runs=alike["runs"], seed=alike["seed"])


# -- the folder ----------------------------------------------------------------------------------------------


def save(record: Record, pair: "tuple[Opened, Opened]", out: Path, lang: str) -> None:
    """Write the comparison, its chart and what both sides were played from, and say where."""
    from simulator.cli.run_folders import INPUTS
    from simulator.report.forest import forest
    from simulator.report.run_files import chart_files
    from simulator.report.run_folder import check_folder, run_id, summary_bytes, write_run
    from simulator.scenario.case import Input

    check_folder(out)
    inputs = [Input(side, run.folder.name.encode()) for side, run in zip("ab", pair, strict=True)]
    name = run_id(inputs, seed=record["seed"], runs=record["runs"], extra={"compare": 1, "lang": lang})
    files = {
        "summary.json": summary_bytes(record),
        **chart_files("comparison", lambda: forest(record, lang=lang)),
        **{
            f"{INPUTS}/{side}/{path}": content
            for side, run in zip("ab", pair, strict=True)
            for path, content in run.inputs().items()
        },
    }
    folder = write_run(out, "compare", name, fresh=True, files=files)
    for side, run in zip("AB", pair, strict=True):
        note(say("{side}: {folder}", side=side, folder=run.folder), lang)
    note(say("the comparison and its chart: {folder}", folder=folder), lang)
    if any(each["verdict"] != "same" for each in record["gaps"]):
        before, after = (typed(run.folder) for run in pair)
        told = say("the gaps beside what was changed: drill report {after} --since {before}")
        note(say(told.template, after=after, before=before), lang)
