"""How many were served, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import share
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def population_table(summary: Record, lang: str) -> "Table":
    """Give a row for each quantity that has a bound: the share served at the end, and what was lacking."""
    columns = (
        (say("served"), "left"),
        (say("of"), "left"),
        (say("at the end: p10"), "right"),
        (say("median"), "right"),
        (say("p90"), "right"),
        (say("unserved, amount × h (95 % interval)"), "right"),
    )
    table = new_table(say("Population served"), columns, lang)
    for record in summary.get("quantities", ()):
        if record["unserved_h"] is not None:
            ends = [record["share"][name][-1] for name in ("p10", "p50", "p90")]
            table.add_row(
                safe_terminal(record["title"][lang]),
                safe_terminal(record["of_title"][lang]),
                *("–" if end is None else share(end) for end in ends),
                _lacking(record["unserved_h"]),
            )
    return table


def _lacking(hours: Record) -> str:
    if hours["low"] is None:
        return f"{hours['mean']:,.0f}"
    return f"{hours['mean']:,.0f} ({hours['low']:,.0f} – {hours['high']:,.0f})"
