"""Levels that were declared, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.levels_told import declared_levels
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table


def level_table(summary: Mapping[str, Any], lang: str) -> "Table":
    """Give the levels that were declared, with the four things that each states; medians, shares of all."""
    columns = (
        (say("level"), "left"),
        (say("matter"), "left"),
        (say("expected to last"), "right"),
        (say("declared at (share)"), "right"),
        (say("lowered at (share of these)"), "right"),
        (say("measures"), "left"),
    )
    table = new_table(say("Levels declared"), columns, lang)
    for row in declared_levels(summary, lang):
        texts = row.level, row.matter, row.expected, row.declared, row.lowered
        table.add_row(*map(safe_terminal, texts), "\n".join(map(safe_terminal, row.measures)))
    return table
