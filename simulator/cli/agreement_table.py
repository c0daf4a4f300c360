"""What came of agreements that were called on, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.agreements_told import told_of_agreements
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table


def agreement_table(summary: Mapping[str, Any], lang: str) -> "Table":
    """Give each agreement that was called on: how often, what came of it, and how soon units were there."""
    columns = (
        (say("agreement"), "left"),
        (say("called on (95 % interval)"), "right"),
        (say("what came of the calls"), "left"),
        (say("answered, median"), "right"),
        (say("arrived, median"), "right"),
        (say("in time"), "right"),
    )
    table = new_table(say("Agreements"), columns, lang)
    for row in told_of_agreements(summary, lang):
        named = "\n".join(map(safe_terminal, (row.title, row.gives)))
        table.add_row(named, row.called, "\n".join(row.outcomes), row.answered, row.arrived, row.inside)
    return table
