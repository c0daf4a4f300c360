"""What came late or never, and the gaps that are to blame, as a table on the console."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.plan.alike import common
from simulator.plan.gap import gap_id
from simulator.report.alike import first_of_alike
from simulator.report.figures import RARE, share, without_gap
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

CAUSES = 3
"""Causes that are named for each."""

REPORTS = {
    "late": say("late report"),
    "omitted": say("report left out"),
    "concealed": say("report concealed"),
    "false": say("false report"),
}
Record = Mapping[str, Any]


def broken_table(gaps: Sequence[Record], summary: Record, lang: str) -> "Table":
    """Give milestones past their limit and broken obligations, the worst first, with their leading causes.

    Of the obligations of many alike (`times:`) the worst stands for all.
    """
    columns = (
        (say("late or never"), "left"),
        (say("late"), "right"),
        (say("never"), "right"),
        (say("because of (mean time in these replications)"), "left"),
    )
    table = new_table(say("What came late or never, and why"), columns, lang)
    titles = {gap["id"]: safe_terminal(gap["title"][lang]) for gap in gaps}
    for record in first_of_alike(filter(_often, summary["consequences"]), lang=lang):
        table.add_row(
            "\n".join([safe_terminal(record["title"][lang]), *_reports(record.get("reports", {}), lang)]),
            share(record["late"]),
            share(record["never"]),
            "\n".join(_causes(record, titles, lang)) or without_gap(record).render(translator(lang)),
        )
    return table


def _often(record: Record) -> bool:
    """Tell whether it was late, never or told falsely in more than rare replications."""
    false: float = record.get("reports", {}).get("false", 0.0)
    return bool(max(record["late"] + record["never"], false) >= RARE)


def _reports(shares: Mapping[str, float], lang: str) -> list[str]:
    """Give in which of the four ways reports went wrong, rare ones left out."""
    return [
        f"  {REPORTS[name].render(translator(lang))} {share(value)}"
        for name, value in shares.items()
        if value >= RARE
    ]


def _causes(record: Record, titles: Mapping[str, str], lang: str) -> list[str]:
    """Give the leading causes that are gaps, the obligation's own first; what is tolerable is not named."""
    itself = [{"gap": gap_id("authority", common(record["name"])), "mean_s": 0.0}]
    known = [cause for cause in (*itself, *record["causes"]) if cause["gap"] in titles]
    return [_cause(titles[cause["gap"]], cause["mean_s"], lang) for cause in known[:CAUSES]]


def _cause(title: str, seconds: float, lang: str) -> str:
    if not seconds:
        return title
    message = say("{gap} ({mean})", gap=title, mean=show_duration(seconds, lang))
    return message.render(translator(lang))
