"""How long each milestone took, and where that time went: values of the page's tables and small charts."""

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np

from simulator.report.figures import median_limits, quantile_words, share
from simulator.report.response_model import density
from simulator.report.waiting_chart import CAUSES
from simulator.report.words import LABEL_WORDS, named, tell
from simulator.study.run import Run
from simulator.text.lengths import show_duration
from simulator.units import DAY, HOUR, MINUTE

Record = Mapping[str, Any]
WIDE, HIGH = 240.0, 30.0
"""Size of the small chart of a milestone."""
_STEPS = (
    *(MINUTE * count for count in (1, 2, 5, 10, 15, 30)),
    *(HOUR * count for count in (1, 2, 3, 6, 12)),
    *(DAY * count for count in (1, 2, 5, 10, 30)),
)
_TICKS = 6
_PARTS = 8
"""Stretches of a critical path that are listed."""


def times(run: Run, *, lang: str) -> dict[str, Any]:
    """Give the milestones with their times, on one axis, and where the time went."""
    records, goals = run.summary["milestones"], run.program.milestones
    end = _end(records, [goal.within for goal in goals], run.program.horizon)
    horizon = show_duration(run.program.horizon, lang)
    paths = [_path(path, lang) for path in run.summary["critical_paths"] if path["replications"]]
    return {
        "ticks": [_x(at, end) for at in _ticks(end)],
        "end": show_duration(end, lang),
        "rows": [
            _row(record, goal.within, run.results.milestones[:, number], (end, horizon), lang)
            for number, (record, goal) in enumerate(zip(records, goals, strict=True))
        ],
        "paths": paths,
        "key": _key(paths, lang),
    }


def _end(records: list[Record], limits: list[float | None], horizon: float) -> float:
    """Give the end of the axis: a little after the last p95 or limit."""
    last = [float(record[name]) for record in records for name in ("p95_s", "p90_s", "p50_s") if record[name]]
    return min(horizon, 1.08 * max([*last, *(limit for limit in limits if limit), MINUTE]))


def _ticks(end: float) -> list[float]:
    step = next((step for step in _STEPS if end / step <= _TICKS), _STEPS[-1])
    return [float(step) * number for number in range(int(end // step) + 1)]


def _x(at: float, end: float) -> float:
    return round(min(at, end) / end * WIDE, 1)


def _row(
    record: Record, within: float | None, found: Any, axis: tuple[float, str], lang: str
) -> dict[str, Any]:
    end, horizon = axis
    low, middle, high = (
        _x(record[name], end) if record[name] else None for name in ("p10_s", "p50_s", "p90_s")
    )
    return {
        "title": record["title"][lang],
        "within": show_duration(within, lang) if within is not None else "",
        "reached": share(record["reached"]),
        "quantiles": [quantile_words(record, name, horizon, lang) for name in ("p10", "p50", "p90", "p95")],
        "limits": median_limits(record, horizon, lang),
        "curve": _curve(found[found < inf], end),
        "low": low,
        "middle": middle,
        "high": high if high is not None else WIDE,
        "limit": _x(within, end) if within is not None else None,
    }


def _curve(found: Any, end: float) -> str:
    """Give the outline of how often each time came up, as the path of a small chart."""
    inside = found[found <= end]
    if not len(inside):
        return ""
    grid, heights = density(inside, end, steps=80)
    points = [
        f"{_x(float(at), end):g},{HIGH - 2 - float(height) * (HIGH - 6):.1f}"
        for at, height in zip(grid, np.asarray(heights), strict=True)
        if height > 0.004
    ]
    first, last = points[0].partition(",")[0], points[-1].partition(",")[0]
    return f"M{first},{HIGH - 2:g}L{' '.join(points)} {last},{HIGH - 2:g}Z"


def _key(paths: list[dict[str, Any]], lang: str) -> list[tuple[str, str]]:
    """Give the colours that the bars show, each with its word: of one colour is all that has one cause."""
    shown = {part["kind"] for path in paths for part in path["parts"]}
    causes = [([*map(_kind, cause.labels)], tell(cause.words, lang=lang)) for cause in CAUSES.values()]
    causes.append(([_kind("before")], named("before", LABEL_WORDS, lang=lang)))
    return [(kinds[0], word) for kinds, word in causes if not shown.isdisjoint(kinds)]


def _kind(label: str) -> str:
    """Give the class of the style sheet that colours what the time was spent on."""
    return label.replace(" ", "-")


def _path(path: Record, lang: str) -> dict[str, Any]:
    """Give the stretches of a critical path, the longest first, with their places on a bar of 100."""
    mean = path["mean_s"] or 1.0
    parts, at = [], 0.0
    for part in path["parts"][:_PARTS]:
        wide = 100 * part["mean_s"] / mean
        parts.append(
            {
                "at": round(at, 2),
                "wide": round(wide, 2),
                "kind": _kind(part["label"]),
                "label": named(part["label"], LABEL_WORDS, lang=lang),
                "place": part["place_title"][lang],
                "mean": show_duration(part["mean_s"], lang),
                "share": share(part["share"]),
            }
        )
        at += wide
    return {
        "title": path["title"][lang],
        "mean": show_duration(mean, lang),
        "parts": parts,
        "rest": show_duration(max(mean * (1 - at / 100), 0.0), lang) if at < 99.5 else "",
    }
