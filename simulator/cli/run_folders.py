"""The folder of a run as verbs take it: found for a scenario, or named and looked over."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from simulator.cli.console import note
from simulator.errors import StoppedError, say
from simulator.plan.gap_schema import are_records

GAPS = "gaps.json"


@dataclass(frozen=True, slots=True)
class Opened:
    """A run that is there: its folder, `summary.json` and `gaps.json`."""

    folder: Path
    summary: Mapping[str, Any]
    gaps: list[Mapping[str, Any]]


def run_of(target: Path) -> Path:
    """Give the folder of a run where a file of it is named, else the same path."""
    from simulator.report.run_folder import COMPLETE

    return target.parent if target.name in (COMPLETE, GAPS) and target.is_file() else target


def refuse_play_options(options: Mapping[str, Any]) -> None:
    """Refuse options that say how a scenario is to be played, beside the folder of a run.

    Raises
    ------
    StoppedError
        When one of them is there: the run was played as it was.
    """
    named = [f"--{name}" for name in ("runs", "seed") if options[name] is not None]
    if named:
        raise StoppedError(
            say(
                "{options} cannot change a run that is there: leave it out, or name the scenario",
                options=", ".join(named),
            )
        )


def open_run(folder: Path, lang: str) -> Opened:
    """Open the folder of a run; say when a plan has changed since.

    Raises
    ------
    StoppedError
        When it is not one, or of another version of drill.
    """
    from simulator.report.run_folder import COMPLETE
    from simulator.study.version import drill_version

    summary = _json(folder, COMPLETE, lambda found: isinstance(found, dict))
    gaps = _json(folder, GAPS, are_records)
    here = drill_version()
    if summary.get("drill") != here:
        raise StoppedError(
            say(
                "the run in {folder} was played by drill {found}, this is {here}: play its scenario again",
                folder=folder,
                found=summary.get("drill", "?"),
                here=here,
            )
        )
    changed = sorted(_changed(folder, summary.get("inputs", {})))
    if changed:
        note(
            say(
                "{files} changed since this run: its lines may stand elsewhere now; play the scenario again",
                files=", ".join(changed),
            ),
            lang,
        )
    return Opened(folder, summary, gaps)


def _json(folder: Path, name: str, is_right: Callable[[Any], bool]) -> Any:
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not is_right(found):
        raise StoppedError(
            say(
                "{folder} is no folder of a complete run: {name} is missing or damaged; "
                "name a folder under outputs/, or a scenario",
                folder=folder,
                name=name,
            )
        )
    return found


def _changed(folder: Path, inputs: Mapping[str, str]) -> Iterator[str]:
    """Give the inputs that are no longer as they were, where the project is the run's own or this folder."""
    roots = [root for root in (*folder.resolve().parents[2:3], Path.cwd()) if (root / "plans").is_dir()]
    for path, digest in inputs.items():
        file = next((root / path for root in roots if (root / path).is_file()), None)
        if file is not None and sha256(file.read_bytes()).hexdigest() != digest:
            yield path
