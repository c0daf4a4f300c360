"""What came of agreements that were called on, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import AGREED, interval, median_of_calls, promise_kept, share
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def agreement_table(summary: Record, lang: str) -> "Table":
    """Give each agreement that was called on: how often, what came of it, and how soon units were there."""
    tell = translator(lang)
    columns = (
        (say("agreement"), "left"),
        (say("called on (95 % interval)"), "right"),
        (say("what came of the calls"), "left"),
        (say("answered, median"), "right"),
        (say("arrived, median"), "right"),
        (say("in time"), "right"),
    )
    table = new_table(say("Agreements"), columns, lang)
    for record in summary["agreements"]:
        if record["calls"]:
            outcomes = [
                f"{AGREED[name].render(tell)} {share(portion)}"
                for name, portion in record["outcomes"].items()
                if portion
            ]
            table.add_row(
                _named(record, lang),
                interval(record, "called"),
                "\n".join(outcomes),
                median_of_calls(record["answered"], lang),
                median_of_calls(record["arrived"], lang),
                promise_kept(record, lang),
            )
    return table


def _named(record: Record, lang: str) -> str:
    given = safe_terminal(f"{record['name']}: {record['kind_name'][lang]} × {record['units']}")
    return f"{safe_terminal(record['title'][lang])}\n{given}"
