"""What was misreported and what came of it; and what followed warnings, as tables of the page."""

from collections.abc import Mapping
from typing import Any

from simulator.report.figures import lead_words, median_and_p90, quantile_words, share
from simulator.report.misreports_told import (
    by_whom,
    common_beliefs,
    followed,
    forbidden_by,
    titles,
    way,
    wrong,
)
from simulator.report.words import tell
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]


def misreports(summary: Record, *, lang: str) -> dict[str, Any] | None:
    """Give what was misreported, who believed it and what came of it; None where nobody misreports."""
    found = summary.get("misreports")
    if not found:
        return None
    horizon = show_duration(summary["horizon_s"], lang)
    return {
        "said": [
            {
                "agencies": titles(record["agencies"], lang),
                "facts": titles(record["facts"], lang),
                "way": tell(way(record, lang), lang=lang),
                "forbidden_by": forbidden_by(record, summary["norms"], lang),
            }
            for record in found["misreports"]
        ],
        "beliefs": [_belief(record, horizon, lang) for record in common_beliefs(found)],
        "followed": list(followed(found, lang)),
    }


def _belief(record: Record, horizon: str, lang: str) -> dict[str, Any]:
    return {
        "agency": record["title"][lang],
        "fact": titles([record["fact"]], lang),
        "wrong": list(wrong(record, lang)),
        "most": f"{record['most']:g}" if record["most"] else "",
        "right": median_and_p90(record["right"], horizon, lang),
        "through": list(by_whom(record, lang)),
    }


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
