"""Between whom the gaps lie, as a table on the console: the boundary matrix, cell by cell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.gap_words import seconds_lost
from simulator.report.words import LEVEL_WORDS, SECTOR_WORDS
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

AXES = {
    "sector": say("by sector"),
    "level": say("by level"),
    "region": say("by region"),
    "agency": say("by agency"),
}
"""What the matrix may be laid out by."""

_WORDS = {"sector": SECTOR_WORDS, "level": LEVEL_WORDS}

Record = Mapping[str, Any]


def boundary_table(gaps: Sequence[Record], summary: Record, lang: str, *, by: str) -> "Table":
    """Give the cells of the matrix that hold some of these gaps, those where most time is lost first."""
    tell = translator(lang)
    columns = (
        (say("between"), "left"),
        (say("and"), "left"),
        (say("gaps"), "right"),
        (say("time lost, mean of a replication"), "right"),
    )
    heading = say("Where the gaps lie, {axis} ({count} in all)", axis=AXES[by], count=len(gaps))
    table = new_table(heading, columns, lang)
    losses = {gap["id"]: seconds_lost(gap) for gap in gaps}
    rows = []
    matrix = summary["boundary_matrix"][by]
    for cell in matrix["cells"]:
        found = [losses[gap] for gap in cell["gaps"] if gap in losses]
        if found:
            rows.append((sum(found), len(found), cell["between"]))
    for seconds, count, between in sorted(rows, key=lambda row: (-row[0], -row[1], row[2])):
        ends = [_name(by, value, matrix["names"], lang) for value in between]
        table.add_row(*ends, str(count), show_duration(seconds, lang) if seconds else tell("–"))
    return table


def _name(by: str, value: str, names: Mapping[str, Record], lang: str) -> str:
    words = _WORDS.get(by, {}).get(value)
    if words:
        return words.render(translator(lang))
    return safe_terminal(names[value][lang] if value in names else value or "–")
