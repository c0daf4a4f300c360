"""From a warning to what is done about it, as a table on the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.figures import lead_words, median_and_p90, quantile_words, share
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def warning_table(summary: Record, lang: str) -> "Table":
    """Give the colours that were declared, and the times from then to each of their measures."""
    columns = (
        (say("warning"), "left"),
        (say("declared at (share)"), "right"),
        (say("ahead of the incident (median / p10)"), "right"),
        (say("measure"), "left"),
        (say("begun after (median / p90)"), "right"),
        (say("done after (median / p90)"), "right"),
    )
    table = new_table(say("From warning to measure"), columns, lang)
    horizon = show_duration(summary["horizon_s"], lang)
    for record in summary["levels"]:
        declared = record["declared"]
        if record["warning"] and declared["reached"]:
            names = {"scale": record["title"][lang], "level": record["name"][lang]}
            head = safe_terminal(tell(say("{scale}: {level}", **names), lang))
            when = f"{quantile_words(declared, 'p50', horizon, lang)} ({share(declared['reached'])})"
            lead = lead_words(record["lead"], horizon, lang)
            for measure in record["measures"]:
                nobody = tell(say("{measure}: no task carries it out", measure=measure["name"]), lang)
                name = safe_terminal(measure["title"][lang]) if measure["tasks"] else nobody
                table.add_row(
                    head,
                    when,
                    lead,
                    name,
                    *(median_and_p90(measure[end], horizon, lang) for end in ("started", "done")),
                )
                head = when = lead = ""
            if not record["measures"]:
                table.add_row(head, when, lead, tell(say("no measures"), lang), "", "")
    return table
