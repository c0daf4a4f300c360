"""Supplies that are used up, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.supplies_told import told_of_supplies
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table


def supply_table(summary: Mapping[str, Any], lang: str) -> "Table":
    """Give each supply that was called for: how often it ran out, when, for how long, who brought more."""
    columns = (
        (say("supply"), "left"),
        (say("at the start"), "right"),
        (say("ran out in (95 % interval)"), "right"),
        (say("first (median / p90)"), "right"),
        (say("waited for (mean)"), "right"),
        (say("still out at the end"), "right"),
        (say("more came by (share of these)"), "left"),
    )
    table = new_table(say("Supplies"), columns, lang)
    for row in told_of_supplies(summary, lang):
        figures = row.units, row.ran_out, row.first, row.waited, row.at_end
        table.add_row(safe_terminal(row.title), *figures, "\n".join(map(safe_terminal, row.refilled_by)))
    return table
