"""What came of agreements that were called on, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import interval, share
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from rich.table import Table

Record = Mapping[str, Any]

OUTCOMES = {
    "arrived": say("arrived"),
    "declined": say("declined"),
    "lapsed": say("lapsed"),
    "unheard": say("no way to ask"),
    "withdrawn": say("no longer needed"),
    "open": say("not settled"),
}


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
                f"{OUTCOMES[name].render(tell)} {share(portion)}"
                for name, portion in record["outcomes"].items()
                if portion
            ]
            table.add_row(
                _named(record, lang),
                interval(record, "called"),
                "\n".join(outcomes),
                _median(record["answered"], lang),
                _median(record["arrived"], lang),
                _inside(record, lang),
            )
    return table


def _named(record: Record, lang: str) -> str:
    given = safe_terminal(f"{record['name']}: {record['kind']} × {record['units']}")
    return f"{safe_terminal(record['title'][lang])}\n{given}"


def _inside(record: Record, lang: str) -> str:
    if record["inside"] is None:
        return "–"
    limit = show_duration(record["within_s"], lang)
    return say("{share} in {limit}", share=share(record["inside"]), limit=limit).render(translator(lang))


def _median(times: Record, lang: str) -> str:
    """Give the median over all calls; those that never came to it are later than every other."""
    if "p50" in times["beyond"]:
        return say("not by the end").render(translator(lang))
    return "–" if times["p50_s"] is None else show_duration(times["p50_s"], lang)
