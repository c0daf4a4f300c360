"""What was misreported, who believed it, what came of it, as tables on the console."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.misreports_told import beliefs, followed, misreports
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

MOST = 8
"""Agencies that are shown, those that were wrong for longest; `summary.json` has all."""


def misreport_tables(summary: Record, lang: str) -> "Iterator[Table]":
    """Give the tables on misreports; none where nobody misreports anything."""
    if summary.get("misreports"):
        yield _said(summary, lang)
        yield _beliefs(summary, lang)
        yield _followed(summary, lang)


def _said(summary: Record, lang: str) -> "Table":
    columns = (
        (say("agency"), "left"),
        (say("fact"), "left"),
        (say("what is said"), "left"),
        (say("forbidden by"), "left"),
    )
    table = new_table(say("Misreports"), columns, lang)
    for row in misreports(summary, lang):
        said = map(safe_terminal, (row.agencies, row.facts, row.way))
        table.add_row(*said, _lines(row.forbidden_by) or "–")
    return table


def _beliefs(summary: Record, lang: str) -> "Table":
    columns = (
        (say("agency, fact"), "left"),
        (say("how long wrong (median / p90)"), "right"),
        (say("by"), "right"),
        (say("put right at (median / p90)"), "right"),
        (say("by whom"), "left"),
    )
    table = new_table(say("Who believed it, and how the truth came out"), columns, lang)
    rows = beliefs(summary, lang)
    for row in islice(rows, MOST):
        who = f"{safe_terminal(row.agency)}\n  {safe_terminal(row.fact)}"
        table.add_row(who, "\n".join(row.wrong), row.most, row.right, _lines(row.through))
    if more := len(tuple(rows)):
        table.add_row(tell(say("and {count} more", count=more), lang), "", "", "", "")
    return table


def _followed(summary: Record, lang: str) -> "Table":
    columns = (
        (say("agency"), "left"),
        (say("what was done, or not, because of it"), "left"),
        (say("replications"), "right"),
        (say("later by (median, p90)"), "right"),
    )
    table = new_table(say("What came of it"), columns, lang)
    for row in followed(summary, lang):
        table.add_row(*map(safe_terminal, row))
    return table


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(safe_terminal, texts))
