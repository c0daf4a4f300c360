"""`drill run`: play a scenario many times and leave what came of it."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET
from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.scenario.case import Case
    from simulator.study.run import Run

HELP = say(
    "Play SCENARIO many times, print how it went, and leave tables and charts under --out.\n\n"
    "The same files, seed and number of replications give the same results on every machine; "
    "a run that is there already is shown again unless --fresh."
)


def command(tell: Words, lang: str) -> click.Command:
    """The verb, with its words in a language."""

    @click.command("run", help=tell(HELP), short_help=tell(say("Play a scenario many times.")))
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.option("--runs", type=click.IntRange(1, 1_000_000), help=tell(say("Replications; else as the scenario says.")))
    @click.option("--seed", type=click.IntRange(0, 2**63 - 1), help=tell(say("Seed; else as the scenario says.")))
    @click.option("--jobs", type=click.IntRange(1, 512), help=tell(say("Worker processes; else one for each core.")))
    @click.option("--out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
                  help=tell(say("Folder for the results.")))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("Print summary.json and nothing else.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit with 1 unless every objective is met.")))
    @click.option("--fresh", is_flag=True, help=tell(say("Play again even if this very run is there.")))
    def run(scenario: Path, as_json: bool, check: bool, **options: Any) -> int:  # noqa: FBT001
        return _run(scenario, lang, as_json=as_json, check=check, **options)

    return run


def _run(
    scenario: Path,
    lang: str,
    *,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    out: Path,
    fresh: bool,
    as_json: bool,
    check: bool,
) -> int:
    from simulator.cli.console import show_saved, show_warnings
    from simulator.cli.results import show_summary
    from simulator.report.run_folder import find_run, summary_bytes
    from simulator.scenario.read import read_case

    case = read_case(scenario)
    show_warnings(case.warnings, lang)
    runs, seed = runs or case.scenario.runs, case.scenario.seed if seed is None else seed
    folder = None if fresh else find_run(out, case.stem, identify(case, runs=runs, seed=seed, lang=lang))
    interrupted = False
    if folder is None:
        run = _play(case, lang, runs=runs, seed=seed, jobs=jobs)
        if run is None:
            return INTERRUPTED
        folder, interrupted = _write(run, out, lang, fresh=fresh), run.interrupted
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    if as_json:
        sys.stdout.write(summary_bytes(summary).decode())
    else:
        show_summary(summary, lang)
    show_saved(folder, summary, lang, interrupted=interrupted)
    if interrupted:
        return INTERRUPTED
    met = all(objective["verdict"] == "met" for objective in summary["objectives"])
    return NOT_MET if check and not met else DONE


def identify(case: "Case", *, runs: int, seed: int, lang: str) -> str:
    """The id of a run: its inputs, seed and replications, the version of drill, and the language of its charts."""
    from simulator.report.run_folder import run_id
    from simulator.study.version import drill_version

    return run_id(case.inputs, seed=seed, runs=runs, extra={"drill": drill_version(), "lang": lang})


def _play(case: "Case", lang: str, *, runs: int, seed: int, jobs: int | None) -> "Run | None":
    from simulator.cli.console import progress_bar
    from simulator.study.run import play_case

    with progress_bar(runs, lang) as progress:
        return play_case(case, runs=runs, seed=seed, jobs=jobs or os.cpu_count() or 1, progress=progress)


def _write(run: "Run", out: Path, lang: str, *, fresh: bool) -> Path:
    from simulator.report.run_files import run_files
    from simulator.report.run_folder import write_run

    files = run_files(
        run.program,
        run.results,
        run.summary,
        inputs=run.case.inputs,
        typical=run.typical,
        kept=run.kept,
        lang=lang,
    )
    runs = len(run.results.replications)
    return write_run(
        out, run.case.stem, identify(run.case, runs=runs, seed=run.seed, lang=lang), fresh=fresh, files=files
    )
