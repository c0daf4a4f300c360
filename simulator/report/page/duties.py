"""The clocks of obligations, and what came late or never through which gaps."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.report.alike import first_of_alike, worst_of_alike
from simulator.report.figures import basis_words, kept_words, quantile_words, share, without_gap
from simulator.report.page.lead import gap_anchor
from simulator.study.run import Run
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]
CAUSES = 3
"""Gaps that are named for what came late."""


def duties(run: Run, *, lang: str) -> dict[str, Any]:
    """Give the clocks that ran, the worst kept first, and the things that must exist."""
    records = run.summary["obligations"]
    ran = [record for record in records if record["inside"] is not None]
    ran = worst_of_alike(ran, name="name", title="title", lang=lang)
    ran.sort(key=lambda record: -(record["late"] + record["never"]))
    return {
        "clocks": [_clock(record, show_duration(run.program.horizon, lang), lang) for record in ran],
        "things": [
            {
                "title": record["title"][lang],
                "basis": basis_words(record, lang),
                "there": record["fulfilled"],
            }
            for record in records
            if record["fulfilled"] is not None
        ],
        "idle": sum(record["inside"] is None and record["fulfilled"] is None for record in records),
    }


def _clock(record: Record, horizon: str, lang: str) -> dict[str, Any]:
    within, p90 = record["within_s"], record["p90_s"]
    return {
        "title": record["title"][lang],
        "basis": basis_words(record, lang),
        "within": show_duration(within, lang) if within is not None else "",
        "kept": kept_words(record, lang),
        "bar": {
            "low": record["inside_low"],
            "share": record["inside"],
            "high": record["inside_high"],
            "mark": None,
        },
        "late": share(record["late"]),
        "never": share(record["never"]),
        "median": quantile_words(record, "p50", horizon, lang),
        "slack": show_duration(within - p90, lang) if within is not None and p90 is not None else "–",
        "short": within is not None and p90 is not None and within < p90,
        "broken": record["late"] + record["never"] > 0,
    }


def broken(run: Run, gaps: Iterable[Record], *, lang: str) -> list[dict[str, Any]]:
    """Give what came late or never in some replications, the worst first, with the gaps behind it."""
    known = {gap["id"]: gap for gap in gaps}
    late = (record for record in run.summary["consequences"] if record["late"] + record["never"] > 0)
    return [
        {
            "title": record["title"][lang],
            "without_gap": without_gap(record).render(translator(lang)),
            "late": share(record["late"]),
            "never": share(record["never"]),
            "causes": [
                {
                    "anchor": gap_anchor(known[cause["gap"]]),
                    "title": known[cause["gap"]]["title"][lang],
                    "mean": show_duration(cause["mean_s"], lang) if cause["mean_s"] else "",
                }
                for cause in record["causes"]
                if cause["gap"] in known
            ][:CAUSES],
        }
        for record in first_of_alike(late, lang=lang)
    ]
