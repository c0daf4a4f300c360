"""A sensitivity study: found or played, and shown as tables."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.compared import too_few
from simulator.cli.console import console, tell
from simulator.cli.kept import Study, find_or_play
from simulator.cli.played import Outcome
from simulator.cli.playing import Playing
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share, signed
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.study.stress import How

Record = Mapping[str, Any]

ROWS = 15
"""Figures that the console shows."""


def sensitivity_or_find(case: "Case", lang: str, playing: Playing, options: Mapping[str, Any]) -> Outcome:
    """Give the study that is there, or a new one.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was known.
    StoppedError
        When there is no such milestone, or SALib is needed and not there.
    """
    from simulator.program.compile import compile_case
    from simulator.report.run_files import chart_files
    from simulator.report.tornado import tornado
    from simulator.study.factors import factors_of
    from simulator.study.sensitivity import (
        LEADING,
        SCREEN,
        milestone_of,
        sensitivity,
        sensitivity_record,
    )
    from simulator.study.sobol import check_salib
    from simulator.study.stress_parts import RUNS

    milestone, sobol = milestone_of(case, options["milestone"]), options["sobol"]
    if sobol:
        check_salib()

    def play(how: "How") -> "tuple[Study, dict[str, Content]] | None":
        found = sensitivity(case, how, milestone=milestone, sobol=sobol)
        if found is None:
            return None
        record = sensitivity_record(found)
        return record, chart_files("tornado", lambda: tornado(record, lang=lang))

    runs = options["runs"] or RUNS
    figures = len(factors_of(case, compile_case(case, apart=True)))
    total = runs + 2 * figures * min(SCREEN, runs) + (sobol and (LEADING + 3) * runs)
    study = {"sensitivity": case.goals[milestone].name, "sobol": str(sobol)}
    return find_or_play(case, lang, playing, study=study, runs=runs, total=total, play=play)


def show_sensitivity(record: Record, lang: str) -> None:
    """Print by how much each figure moves the milestone, the shares of its variance, what to measure."""
    from simulator.report.style import MARK

    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(record['title'][lang])}  ·  {MARK}")
    heading = say(
        "{milestone}: {mean} min in the mean of {runs} replications, seed {seed}; each figure low and high "
        "with the same draws, minutes with 95 % intervals",
        milestone=record["milestone_title"][lang],
        mean=f"{record['mean_s'] / 60:.1f}",
        runs=record["runs"],
        seed=record["seed"],
    )
    screen.print(tell(heading, lang))
    for table in (_figures(record, lang), _shares(record, lang)):
        if table.row_count:
            screen.print()
            screen.print(table)
    screen.print()
    for line in _lines(record):
        screen.print(tell(line, lang))


def _figures(record: Record, lang: str) -> "Table":
    columns = (
        (say("figure of the files"), "left"),
        (say("as written"), "left"),
        (say("low"), "right"),
        (say("high"), "right"),
        (say("low to high"), "right"),
        (say("basis"), "left"),
    )
    table = new_table(say("What moves it most"), columns, lang)
    table.spare = (2, 3)
    for row in [row for row in record["figures"] if _moves(row)][:ROWS]:
        sure = "" if row["sure"] else f"\n{tell(say('not for certain'), lang)}"
        table.add_row(
            _named(row["path"], row["id"]),
            safe_terminal(row["written"]),
            _minutes(row, "at_low"),
            _minutes(row, "at_high"),
            f"{_minutes(row, 'swing')}{sure}",
            tell(_basis(row), lang),
        )
    return table


def _moves(row: Record) -> bool:
    return bool(row["at_low_s"] or row["at_high_s"])


def _named(path: str, place: str) -> str:
    return f"{safe_terminal(path)}\n{safe_terminal(place)}"


def _basis(row: Record) -> Message:
    if not row["of_plan"]:
        return say("of the scenario")
    return say("stated") if row["based"] else say("none")


def _minutes(row: Record, name: str) -> str:
    """Give a difference in minutes with its interval."""
    value, low, high = (_end(row[f"{name}{end}_s"]) for end in ("", "_low", "_high"))
    return f"{value}\n({low}…{high})"


def _end(seconds: float | None) -> str:
    """Give minutes; `?` for an end beyond all."""
    return "?" if seconds is None else signed(seconds / 60)


def _shares(record: Record, lang: str) -> "Table":
    columns = (
        (say("figure of the files"), "left"),
        (say("alone (95 % interval)"), "right"),
        (say("with all that it acts on (95 % interval)"), "right"),
    )
    table = new_table(say("Shares of the variance (Sobol indices)"), columns, lang)
    paths = {row["id"]: row["path"] for row in record["figures"]}
    for row in record["sobol"] or ():
        name = paths.get(row["id"])
        table.add_row(
            _named(name, row["id"]) if name else tell(say("all other draws"), lang),
            _index(row, "first", lang),
            _index(row, "total", lang),
        )
    return table


def _index(row: Record, name: str, lang: str) -> str:
    value, low, high = (share(min(max(row[f"{name}{end}"], 0.0), 1.0)) for end in ("", "_low", "_high"))
    words = "" if row[f"{name}_sure"] else f"\n{tell(say('cannot be told from noise'), lang)}"
    return f"{value} ({low} – {high}){words}"


def _lines(record: Record) -> Iterable[Message]:
    first = next((row for row in record["figures"] if row["id"] == record["measure_first"]), None)
    if first is not None:
        yield say(
            "To be measured first: {path} ({written}) in {place}: it has no basis, and moves "
            "the milestone most.",
            path=first["path"],
            written=first["written"],
            place=first["id"],
        )
    elif not record["interrupted"]:
        yield say("No figure without a basis moves the milestone for certain.")
    if few := too_few(record["runs"]):
        yield few
    quiet = sum(row["screened_only"] and not _moves(row) for row in record["figures"])
    if quiet:
        yield say(
            "Of {all} figures {quiet} moved nothing in {runs} replications and were only screened.",
            all=len(record["figures"]),
            quiet=quiet,
            runs=record["screened_runs"],
        )
