"""How many were warned and served, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.concerned import concerned
from simulator.report.figures import share
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def population_table(summary: Record, lang: str) -> "Table":
    """Give a row for each fact that people were told and each quantity that has a bound."""
    columns = (
        (say("warned or served"), "left"),
        (say("of"), "left"),
        (say("half, median"), "right"),
        (say("95 %, median"), "right"),
        (say("95 %, p90"), "right"),
        (say("at the end, median"), "right"),
        (say("unserved, amount × h (95 % interval)"), "right"),
    )
    table = new_table(say("People warned and served"), columns, lang)
    for row in concerned(summary, lang):
        end = row.share["p50"][-1]
        table.add_row(
            safe_terminal(row.title),
            safe_terminal(row.of),
            row.half,
            row.most,
            row.slow,
            "–" if end is None else share(end),
            "" if row.unserved is None else _lacking(row.unserved),
        )
    return table


def _lacking(hours: Record) -> str:
    if hours["low"] is None:
        return f"{hours['mean']:,.0f}"
    return f"{hours['mean']:,.0f} ({hours['low']:,.0f} – {hours['high']:,.0f})"
