"""Posts that change hands, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import length, share
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def post_table(summary: Record, lang: str) -> "Table":
    """Give each post that may change hands: how long nobody held it, when it was handed over."""
    columns = (
        (say("post"), "left"),
        (say("vacant in"), "right"),
        (say("nobody held it (mean)"), "right"),
        (say("longest"), "right"),
        (say("handed over in"), "right"),
        (say("median"), "right"),
        (say("hand-over takes"), "right"),
    )
    table = new_table(say("Posts"), columns, lang)
    for record in summary.get("posts", ()):
        table.add_row(
            safe_terminal(record["title"][lang]),
            share(record["vacant"]),
            show_duration(record["vacant_mean_s"], lang),
            show_duration(record["vacant_longest_s"], lang),
            share(record["handed_over"]),
            length(record["handed_over_p50_s"], lang),
            length(record["hand_over_mean_s"], lang),
        )
    return table
