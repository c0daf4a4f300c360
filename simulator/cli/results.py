"""The summary of a run as tables on the console."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.agreement_table import agreement_table
from simulator.cli.caseload_table import caseload_table
from simulator.cli.console import console, tell
from simulator.cli.joint_table import joint_table
from simulator.cli.level_table import level_table
from simulator.cli.misreport_tables import misreport_tables
from simulator.cli.population import population_table
from simulator.cli.post_table import post_table
from simulator.cli.precise import precision_words
from simulator.cli.scores import quality_table
from simulator.cli.supply_table import supply_table
from simulator.cli.tables import new_table
from simulator.cli.warning_table import warning_table
from simulator.errors import say
from simulator.report.alike import worst_of_alike
from simulator.report.figures import (
    QUANTILES,
    VERDICTS,
    basis_words,
    interval,
    kept_words,
    median_limits,
    quantile_words,
    share,
)
from simulator.report.style import MARK
from simulator.report.words import LABEL_WORDS, named, otherwise
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

PATH_ROWS = 4
"""Stretches of a critical path that the console shows."""


def show_summary(summary: Record, lang: str) -> None:
    """Print objectives, milestones, obligations, warnings, where the time went, what came of misreports."""
    screen = console(sys.stdout)
    title = safe_terminal(summary["title"][lang])
    screen.print(f"{title}  ·  {MARK}")
    for option in otherwise(summary.get("what_if")):
        screen.print(f"   {safe_terminal(option)}")
    screen.print(
        tell(
            say(
                "{runs} replications, seed {seed}, horizon {horizon}",
                runs=summary["runs"],
                seed=summary["seed"],
                horizon=show_duration(summary["horizon_s"], lang),
            ),
            lang,
        )
    )
    if "precision" in summary:
        screen.print(tell(precision_words(summary, lang), lang))
    for table in (
        objective_table(summary, lang),
        milestone_table(summary, lang),
        _obligations(summary, lang),
        population_table(summary, lang),
        level_table(summary, lang),
        warning_table(summary, lang),
        post_table(summary, lang),
        joint_table(summary, lang),
        supply_table(summary, lang),
        caseload_table(summary, lang),
        agreement_table(summary, lang),
        _paths(summary, lang),
        quality_table(summary, lang),
        *misreport_tables(summary, lang),
    ):
        if table.row_count:
            screen.print()
            screen.print(table)


def _name(record: Record, lang: str) -> str:
    return safe_terminal(record["title"][lang])


def objective_table(summary: Record, lang: str) -> "Table":
    """Give the objectives: how often each was reached in time, and whether that is met."""
    columns = (
        (say("objective"), "left"),
        (say("within"), "right"),
        (say("required"), "right"),
        (say("reached in time (95 % interval)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Objectives"), columns, lang)
    for record in summary["objectives"]:
        table.add_row(
            _name(record, lang),
            show_duration(record["within_s"], lang),
            share(record["required_share"]),
            interval(record, "share"),
            tell(VERDICTS[record["verdict"]], lang),
        )
    return table


def milestone_table(summary: Record, lang: str) -> "Table":
    """Give how long each milestone took."""
    columns = (
        (say("milestone"), "left"),
        (say("reached"), "right"),
        (say("p10"), "right"),
        (say("median"), "right"),
        (say("95 % interval of the median"), "right"),
        (say("p90"), "right"),
        (say("p95"), "right"),
    )
    table = new_table(say("Milestones"), columns, lang)
    table.spare, table.note = (6, 4, 2), QUANTILES
    horizon = show_duration(summary["horizon_s"], lang)
    for record in summary["milestones"]:
        table.add_row(
            _name(record, lang),
            share(record["reached"]),
            quantile_words(record, "p10", horizon, lang),
            quantile_words(record, "p50", horizon, lang),
            median_limits(record, horizon, lang),
            quantile_words(record, "p90", horizon, lang),
            quantile_words(record, "p95", horizon, lang),
        )
    return table


def _obligations(summary: Record, lang: str) -> "Table":
    columns = (
        (say("obligation"), "left"),
        (say("basis"), "left"),
        (say("limit"), "right"),
        (say("in time (95 % interval)"), "right"),
        (say("late"), "right"),
        (say("never"), "right"),
    )
    table = new_table(say("Obligations"), columns, lang)
    for record in worst_of_alike(summary["obligations"], name="name", title="title", lang=lang):
        if record.get("fulfilled") is not None:
            there = tell(say("in place") if record["fulfilled"] else say("missing"), lang)
            table.add_row(_name(record, lang), safe_terminal(basis_words(record, lang)), "", there, "", "")
        elif record["inside"] is not None:
            table.add_row(
                _name(record, lang),
                safe_terminal(basis_words(record, lang)),
                limit_words(record, lang),
                "\n".join(kept_words(record, lang)),
                share(record["late"]),
                share(record["never"]),
            )
    return table


def limit_words(record: Record, lang: str) -> str:
    """Give the limit of an obligation: a time, a period, or how the norm words one that is no number."""
    if record["within_s"] is not None:
        return show_duration(record["within_s"], lang)
    if record["every_s"] is not None:
        return tell(say("every {period}", period=show_duration(record["every_s"], lang)), lang)
    return safe_terminal(record["wording"][lang]) if record["wording"] else ""


def _paths(summary: Record, lang: str) -> "Table":
    columns = (
        (say("milestone"), "left"),
        (say("where the time went (mean, share of replications)"), "left"),
    )
    table = new_table(say("Critical paths"), columns, lang)
    titles = {record["name"]: _name(record, lang) for record in summary["milestones"]}
    for path in summary["critical_paths"]:
        lines = [
            f"{show_duration(part['mean_s'], lang)}  {named(part['label'], LABEL_WORDS, lang=lang)} · "
            f"{safe_terminal(part['place_title'][lang])} ({share(part['share'])})"
            for part in path["parts"][:PATH_ROWS]
        ]
        if lines:
            table.add_row(titles.get(path["milestone"], path["milestone"]), "\n".join(lines))
    return table
