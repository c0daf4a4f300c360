"""The folder of a run as verbs take it: found for a scenario, or named and looked over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.scenario.case import Case
    from simulator.scenario.what_if import WhatIf

GAPS = "gaps.json"
INPUTS = "inputs"
"""The folder with the files that were played, as they were."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A run that is there: its folder, `summary.json` and `gaps.json`; `interrupted` when it was played."""

    folder: Path
    summary: Mapping[str, Any]
    gaps: list[Mapping[str, Any]]
    interrupted: bool = False

    @property
    def scenario(self) -> Path:
        """The scenario that was played, as it was."""
        scenario, *_ = self.summary["inputs"]
        return self.folder / INPUTS / str(scenario)

    @property
    def what_if(self) -> "WhatIf":
        """What was otherwise than in its files."""
        from simulator.scenario.what_if import AS_IT_IS, WhatIf

        found = self.summary.get("what_if")
        if not found:
            return AS_IT_IS
        patches = tuple(self.folder / INPUTS / str(name) for name in found["patches"])
        return WhatIf(patches, tuple(found["settings"]), tuple(found["removals"]))

    def inputs(self) -> dict[str, bytes]:
        """Give the files that were played, as they were, by their paths."""
        return {str(path): (self.folder / INPUTS / path).read_bytes() for path in self.summary["inputs"]}

    def case(self) -> "Case":
        """Read what was played, as it was."""
        from simulator.scenario.read import read_case

        return read_case(self.scenario, self.what_if)


def open_target(target: Path, lang: str, options: Mapping[str, Any]) -> Opened:
    """Open the folder of a run, or that of a scenario, which is played with `options` unless it was."""
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case

    target = run_of(target)
    if target.is_dir():
        refuse_play_options(options)
        return open_run(target, lang)
    return play_opened(open_case(target, lang, what_if_of(options)), lang, options)


def play_opened(case: "Case", lang: str, options: Mapping[str, Any]) -> Opened:
    """Open the run of a case, which is played with `options` unless it was."""
    from simulator.cli.options import playing_of
    from simulator.cli.played import play_or_find

    played = play_or_find(case, lang, playing_of(options))
    return replace(open_run(played.folder, lang), interrupted=played.interrupted)


def open_played(target: Path, lang: str, options: Mapping[str, Any]) -> tuple["Case", int, int]:
    """Read a scenario, or that of the folder of a run, as it was; gives with it its replications and seed.

    `options` say what is to be otherwise.
    """
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case

    target = run_of(target)
    if target.is_dir():
        refuse_what_if(options)
        run = open_run(target, lang)
        return open_case(run.scenario, lang, run.what_if), run.summary["runs"], run.summary["seed"]
    case = open_case(target, lang, what_if_of(options))
    return case, case.scenario.runs, case.scenario.seed


def run_of(target: Path) -> Path:
    """Give the folder of a run where a file of it is named, else the same path.

    Raises
    ------
    StoppedError
        When nothing is there, and it looks like a run: names one that may be meant.
    """
    from simulator.report.run_folder import COMPLETE, PAGE

    if not target.exists() and (meant := _run_meant(target)):
        raise StoppedError(say("there is no {target}; did you mean `{run}`?", target=target, run=meant))
    return target.parent if target.name in (COMPLETE, GAPS, PAGE) and target.is_file() else target


def _run_meant(target: Path) -> Path | None:
    """Give the run with the id that a path ends with, else the latest beside it, if any."""
    from simulator.cli.options import OUT

    if target.suffix:
        return None
    named = [run for run in _runs_inside(OUT) if run.name == target.name]
    beside = _runs_inside(target.parent) if target.parent.name else []
    return next(reversed(named or beside), None)


def refuse_play_options(options: Mapping[str, Any]) -> None:
    """Refuse options that say how a scenario is to be played, beside the folder of a run.

    Raises
    ------
    StoppedError
        When one of them is there: the run was played as it was.
    """
    from simulator.cli.options import what_if_of

    named = [f"--{name}" for name in ("runs", "seed") if options.get(name) is not None]
    named += ["--fresh"] if options.get("fresh") else []
    _refuse([*named, *what_if_of(options).named])


def refuse_what_if(options: Mapping[str, Any]) -> None:
    """Refuse what is to be otherwise, beside the folder of a run: it was played as it was."""
    from simulator.cli.options import what_if_of

    _refuse(what_if_of(options).named)


def _refuse(named: list[str]) -> None:
    if named:
        raise StoppedError(
            say(
                "{options} cannot change a run that is there: leave it out, or name the scenario",
                options=tuple(named),
            )
        )


def open_run(folder: Path, lang: str, *, changes: bool = True) -> Opened:
    """Open the folder of a run; say when a plan has changed since, unless `changes` are what is looked for.

    Raises
    ------
    StoppedError
        When it is not one, is not as a run left it, or is of another version of drill.
    """
    from simulator.cli.run_forms import are_gaps_of, is_summary
    from simulator.report.run_folder import COMPLETE

    inside = [] if (folder / COMPLETE).exists() else _runs_inside(folder)
    if inside:
        raise StoppedError(
            say(
                "{folder} is no folder of a run but holds some; the latest is {latest}",
                folder=folder,
                latest=inside[-1],
            )
        )
    _same_version(folder, _json(folder, COMPLETE, lambda found: isinstance(found, dict)))
    summary = _json(folder, COMPLETE, is_summary)
    gaps = _json(folder, GAPS, are_gaps_of(summary["inputs"]))
    for path, digest in summary["inputs"].items():
        if _digest(folder / INPUTS / path) != digest:
            raise damaged(folder, f"{INPUTS}/{path}")
    changed = sorted(_changed(folder, summary["inputs"])) if changes else []
    if changed:
        note(
            say(
                "{files} changed since this run: its lines may stand elsewhere now; play the scenario again",
                files=tuple(changed),
            ),
            lang,
        )
    return Opened(folder, summary, gaps)


def _runs_inside(folder: Path) -> list[Path]:
    """Give the runs in a folder of them, `outputs` or that of a scenario, the latest last."""
    from simulator.report.run_folder import PAGE

    pages = [*folder.glob(f"*/{PAGE}"), *folder.glob(f"*/*/{PAGE}")]
    return [page.parent for page in sorted(pages, key=lambda page: (page.stat().st_mtime, page))]


def damaged(folder: Path, name: str) -> StoppedError:
    """Give the error that a file of a run is not as the run left it."""
    return StoppedError(
        say(
            "{folder} is no folder of a complete run: {name} is missing or damaged; "
            "name a folder under outputs/, or a scenario",
            folder=folder,
            name=name,
        )
    )


def _same_version(folder: Path, summary: Mapping[str, Any]) -> None:
    from simulator.study.version import drill_version

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


def _json(folder: Path, name: str, is_right: Callable[[Any], bool]) -> Any:
    from simulator.cli.played import read_json

    found = read_json(folder / name)
    if not is_right(found):
        raise damaged(folder, name)
    return found


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _changed(folder: Path, inputs: Mapping[str, str]) -> Iterator[str]:
    """Give the inputs that are no longer as they were, where the project is the run's own or this folder."""
    roots = [root for root in (*folder.resolve().parents[2:3], Path.cwd()) if (root / "plans").is_dir()]
    for path, digest in inputs.items():
        file = next((root / path for root in roots if (root / path).is_file()), None)
        if file is not None and _digest(file) != digest:
            yield path
