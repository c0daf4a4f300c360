"""`drill watch`: check a scenario and play it again whenever one of its files is saved."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import DrillError, Dropped, Problem, StoppedError, say

if TYPE_CHECKING:
    from simulator.scenario.case import Case, Input
    from simulator.study.run import FreshRun

FOLDER = "watch"
"""Name of the folder of results, the same for every save."""
FEW = 50
"""Replications, unless something else is said."""

HELP = say(
    "Watch SCENARIO while you write: on every save of it, its plans, norm packs or measured values, check it "
    "and play it again with few replications. What `drill check` would say is printed, and the watch goes "
    "on; a save while it plays begins anew.\n\n"
    "The results stand in one folder, `watch`, beside those of `drill run`. Its page refreshes itself in the "
    "browser when you are not doing anything with it, and keeps what you chose; when the watch ends (Ctrl-C) "
    "it becomes an ordinary page.\n\n"
    "Example: drill watch scenarios/ammonia_leak_night.yaml --runs 20"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import (
        MOST_RUNS,
        NUMBER,
        Whole,
        jobs_option,
        out_option,
        seed_option,
        what_if_options,
    )

    few = say("Replications; else {few}, or as many as the scenario says if fewer.", few=FEW)

    @click.command("watch", help=tell(HELP), short_help=tell(say("Play a scenario again on every save.")))
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.option("--runs", type=Whole(tell, 1, MOST_RUNS), metavar=tell(NUMBER), help=tell(few))
    def watch(scenario: Path, **options: Any) -> int:
        return _watch(scenario, lang, options)

    watch.params += [seed_option(tell), jobs_option(tell), out_option(tell), *what_if_options(tell)]
    return watch


def _watch(scenario: Path, lang: str, options: Mapping[str, Any]) -> int:
    from simulator.cli.console import note
    from simulator.cli.played import shipped
    from simulator.report.run_folder import check_folder
    from simulator.scenario.read import read_case

    scenario = shipped(scenario, lang)
    if not scenario.is_file():
        read_case(scenario)  # says what is wrong with the path
    check_folder(options["out"])
    watch = _Watch(scenario, lang, options)
    note(say("watching {scenario} and its files; Ctrl-C ends it", scenario=scenario), lang)
    try:
        while True:
            watch.play()
            sys.stdout.flush()
            watch.files.wait()
    except (KeyboardInterrupt, Dropped):
        watch.end()
        note(say("the watch has ended; the page no longer refreshes itself"), lang)
    return INTERRUPTED


class _Watch:
    """A scenario that is watched, with the files that were played and the warnings that were said last."""

    def __init__(self, scenario: Path, lang: str, options: Mapping[str, Any]) -> None:
        from simulator.cli.options import what_if_of
        from simulator.cli.watched_files import WatchedFiles
        from simulator.scenario.project import find_project

        self._scenario, self._lang, self._options = scenario, lang, options
        self._what_if = what_if_of(options)
        self._root = find_project(scenario)[0].root
        self._patches = tuple(path.absolute() for path in self._what_if.patches)
        self.files = WatchedFiles(_roots(self._root), options["out"].absolute())
        self.files.name(self._patches)
        self._played: tuple[Input, ...] = ()
        self._warned: tuple[Problem, ...] = ()

    def play(self) -> None:
        """Check the scenario as it is now, and play it if anything in it is new."""
        from simulator.cli.console import note, show_problems
        from simulator.cli.places import from_here
        from simulator.cli.watched_files import ChangedError
        from simulator.scenario.read import read_case

        self.files.begin()
        try:
            case = read_case(self._scenario, self._what_if)
            self._warn(case.warnings)
            self._play_new(case)
        except DrillError as fault:
            show_problems(from_here(fault.problems, [self._scenario]), self._lang)
            count = len(fault.problems)
            note(say("problems: {count}; waiting for the next save", count=count), self._lang)
        except StoppedError as fault:
            note(fault.message, self._lang)
        except ChangedError:
            note(say("a file was saved meanwhile: begun anew"), self._lang)

    def _warn(self, warnings: tuple[Problem, ...]) -> None:
        """Print warnings in full when they are others than before."""
        from simulator.cli.console import show_problems, show_warnings
        from simulator.cli.places import from_here

        if warnings == self._warned:
            show_warnings(warnings, self._scenario, self._lang)
        else:
            show_problems(from_here(warnings, [self._scenario]), self._lang)
        self._warned = warnings

    def _play_new(self, case: "Case") -> None:
        from simulator.cli.console import note

        self.files.name((*(self._root / item.path for item in case.inputs), *self._patches))
        if case.inputs == self._played:
            note(say("nothing that is played has changed"), self._lang)
            return
        run = self._run(case)
        _show(run, self._write(run), self._lang)
        self._played = case.inputs

    def _run(self, case: "Case") -> "FreshRun":
        from simulator.cli.console import progress_bar
        from simulator.cli.playing import processes
        from simulator.study.run import play_case

        runs = self._options["runs"] or min(case.scenario.runs, FEW)
        seed = case.scenario.seed if self._options["seed"] is None else self._options["seed"]
        with progress_bar(runs, self._lang) as bar:

            def progress(finished: int) -> None:
                bar(finished)
                self.files.check()

            jobs = processes(self._options["jobs"])
            run = play_case(case, runs=runs, seed=seed, jobs=jobs, progress=progress)
        if run is None or run.interrupted:
            raise KeyboardInterrupt
        return run

    def _write(self, run: "FreshRun") -> Path:
        """Write the results, and give their page."""
        from simulator.report.run_files import live_files
        from simulator.report.run_folder import PAGE, refresh_run

        files = live_files(run, lang=self._lang)
        return refresh_run(self._options["out"], run.case.stem, FOLDER, files=files) / PAGE

    def end(self) -> None:
        """Make an ordinary page of the one that refreshes itself."""
        from simulator.cli.files import write_files
        from simulator.report.page.door import still
        from simulator.report.run_folder import PAGE

        page = self._options["out"] / self._scenario.stem / FOLDER / PAGE
        if page.is_file():
            write_files({page: still(page.read_bytes())})


def _roots(root: Path) -> tuple[Path, ...]:
    """Give the folders of a project in which its files lie."""
    inside = (root / "plans", root / "scenarios")
    return inside if all(folder.is_dir() for folder in inside) else (root,)


def _show(run: "FreshRun", page: Path, lang: str) -> None:
    """Print what a planner wants to know between two saves."""
    from datetime import datetime

    from simulator.cli.console import console, note
    from simulator.cli.results import milestone_table, objective_table

    summary = run.summary
    table = objective_table(summary, lang) if summary["objectives"] else milestone_table(summary, lang)
    console(sys.stdout).print(table)
    sys.stdout.flush()
    told = say(
        "{clock}: {runs} replications played, gaps: {gaps} ({high} high); {page}",
        clock=f"{datetime.now().astimezone():%H:%M:%S}",
        runs=summary["runs"],
        gaps=len(run.gaps),
        high=sum(gap.severity == "high" for gap in run.gaps),
        page=page,
    )
    note(told, lang)
