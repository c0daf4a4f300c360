"""Joint tasks that were called, as a table on the console."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.joint_told import told_of_joint_tasks
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table


def joint_table(summary: Mapping[str, Any], lang: str) -> "Table":
    """Give each joint task that was called: what came of it, who came, when it began, who was waited for."""
    columns = (
        (say("joint task"), "left"),
        (say("how it convened"), "left"),
        (say("there (mean)"), "right"),
        (say("begun at (median / p90)"), "right"),
        (say("waited (median / p90)"), "right"),
        (say("waited for"), "left"),
    )
    table = new_table(say("Joint tasks"), columns, lang)
    for row in told_of_joint_tasks(summary, lang):
        head, times = (row.title, row.owner), (row.there, row.convened, row.waited)
        table.add_row(_lines(head), _lines(row.outcomes), *times, _lines(row.waited_for))
    return table


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(safe_terminal, texts))
