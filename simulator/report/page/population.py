"""How many were warned and served over time, and what was lacking."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.report.concerned import Concerned, concerned
from simulator.report.figures import share
from simulator.report.population import stretches
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]
WIDE, HIGH = 240.0, 40.0
"""Size of the curve of a row, from 0 to 100 %."""


def population(summary: Record, *, lang: str) -> dict[str, Any] | None:
    """Give who was warned and served: the share over time, when most were reached; None without any."""
    found = concerned(summary, lang)
    if not found:
        return None
    horizon = summary["horizon_s"]
    return {"end": show_duration(horizon, lang), "rows": [_row(row, horizon) for row in found]}


def _row(row: Concerned, horizon: float) -> dict[str, Any]:
    low, middle, high = (row.share[name] for name in ("p10", "p50", "p90"))
    return {
        "title": row.title,
        "of": row.of,
        "reached": [row.half, row.most, row.slow],
        "ends": ["–" if curve[-1] is None else share(curve[-1]) for curve in (low, middle, high)],
        "band": "".join(_band(row.at, low, high, horizon)),
        "median": "".join(_line(row.at, middle, horizon)),
        **_lacking(row.unserved),
    }


def _lacking(hours: Record | None) -> dict[str, str]:
    if hours is None:
        return {"unserved": "", "interval": ""}
    ends = [hours["low"], hours["high"]]
    return {
        "unserved": f"{hours['mean']:,.0f}",
        "interval": "" if None in ends else f"({ends[0]:,.0f} – {ends[1]:,.0f})",
    }


def _point(at: float, part: float, horizon: float) -> str:
    return f"{WIDE * at / horizon:.1f},{HIGH * (1 - min(part, 1.0)):.1f}"


def _line(at: Sequence[float], curve: Sequence[Any], horizon: float) -> Iterator[str]:
    for places in stretches(curve):
        yield "M" + "L".join(_point(at[place], curve[place], horizon) for place in places)


def _band(at: Sequence[float], low: Sequence[Any], high: Sequence[Any], horizon: float) -> Iterator[str]:
    for places in stretches(low):  # where one quantile is known all are
        edges = [(place, low) for place in places] + [(place, high) for place in reversed(places)]
        yield f"M{'L'.join(_point(at[place], curve[place], horizon) for place, curve in edges)}z"
