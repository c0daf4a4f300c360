"""What was misreported, who believed it, what came of it, as tables on the console."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import median_and_p90
from simulator.report.misreports_told import (
    by_whom,
    common_beliefs,
    followed,
    forbidden_by,
    titles,
    way,
    wrong,
)
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

MOST = 8
"""Agencies that are shown, those that were wrong for longest; `summary.json` has all."""


def misreport_tables(summary: Record, lang: str) -> "Iterator[Table]":
    """Give the tables on misreports; none where nobody misreports anything."""
    found = summary.get("misreports")
    if found:
        yield _said(found, summary["norms"], lang)
        yield _beliefs(found, show_duration(summary["horizon_s"], lang), lang)
        yield _followed(found, lang)


def _said(found: Record, norms: Iterable[Record], lang: str) -> "Table":
    columns = (
        (say("agency"), "left"),
        (say("fact"), "left"),
        (say("what is said"), "left"),
        (say("forbidden by"), "left"),
    )
    table = new_table(say("Misreports"), columns, lang)
    for record in found["misreports"]:
        agencies, facts = titles(record["agencies"], lang), titles(record["facts"], lang)
        forbidden = "\n".join(map(safe_terminal, forbidden_by(record, norms, lang))) or "–"
        table.add_row(safe_terminal(agencies), safe_terminal(facts), tell(way(record, lang), lang), forbidden)
    return table


def _beliefs(found: Record, horizon: str, lang: str) -> "Table":
    columns = (
        (say("agency, fact"), "left"),
        (say("how long wrong (median / p90)"), "right"),
        (say("by"), "right"),
        (say("put right at (median / p90)"), "right"),
        (say("by whom"), "left"),
    )
    table = new_table(say("Who believed it, and how the truth came out"), columns, lang)
    shown = common_beliefs(found)
    for record in shown[:MOST]:
        table.add_row(
            f"{safe_terminal(record['title'][lang])}\n  {safe_terminal(titles([record['fact']], lang))}",
            "\n".join(wrong(record, lang)),
            f"{record['most']:g}" if record["most"] else "",
            median_and_p90(record["right"], horizon, lang),
            "\n".join(map(safe_terminal, by_whom(record, lang))),
        )
    if len(shown) > MOST:
        table.add_row(tell(say("and {count} more", count=len(shown) - MOST), lang), "", "", "", "")
    return table


def _followed(found: Record, lang: str) -> "Table":
    columns = (
        (say("agency"), "left"),
        (say("what was done, or not, because of it"), "left"),
        (say("replications"), "right"),
        (say("later by (median, p90)"), "right"),
    )
    table = new_table(say("What came of it"), columns, lang)
    for each in followed(found, lang):
        table.add_row(*map(safe_terminal, each))
    return table
