"""What was misreported and what came of it; and what followed warnings, as tables of the page."""

from collections.abc import Mapping
from typing import Any

from simulator.report.figures import lead_words, median_and_p90, quantile_words, share
from simulator.report.misreports_told import beliefs, followed
from simulator.report.misreports_told import misreports as said
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]


def misreports(summary: Record, *, lang: str) -> dict[str, Any] | None:
    """Give what was misreported, who believed it and what came of it; None where nobody misreports."""
    if not summary.get("misreports"):
        return None
    tables = {"said": said, "beliefs": beliefs, "followed": followed}
    return {name: list(rows(summary, lang)) for name, rows in tables.items()}


def warnings(summary: Record, *, lang: str) -> list[dict[str, Any]]:
    """Give the colours that were declared, with the times from then to each of their measures."""
    horizon = show_duration(summary["horizon_s"], lang)
    return [
        {
            "title": record["title"][lang],
            "level": record["name"][lang],
            "at": quantile_words(record["declared"], "p50", horizon, lang),
            "reached": share(record["declared"]["reached"]),
            "lead": lead_words(record["lead"], horizon, lang),
            "measures": [
                {
                    "title": measure["title"][lang] if measure["tasks"] else measure["name"],
                    "nobody": not measure["tasks"],
                    "started": median_and_p90(measure["started"], horizon, lang),
                    "done": median_and_p90(measure["done"], horizon, lang),
                }
                for measure in record["measures"]
            ],
        }
        for record in summary["levels"]
        if record["warning"] and record["declared"]["reached"]
    ]
