"""The work on incidents that come again and again, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.caseload_told import told_of_caseload
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table


def caseload_table(summary: Mapping[str, Any], lang: str) -> "Table":
    """Give each task of incidents that come more than once: whose it is, how many lie open, how long."""
    columns = (
        (say("task"), "left"),
        (say("whose"), "left"),
        (say("incident"), "left"),
        (say("came up (mean)"), "right"),
        (say("done (mean)"), "right"),
        (say("open at the end (mean)"), "right"),
        (say("waited (mean)"), "right"),
        (say("took (mean)"), "right"),
    )
    table = new_table(say("Work on one incident after another"), columns, lang)
    for row in told_of_caseload(summary, lang):
        table.add_row(*map(safe_terminal, row))
    return table
