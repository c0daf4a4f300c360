"""How busy desks and pools were over time, and how many waited for them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from simulator.analysis.loads.load import Load, loads, over_time
from simulator.analysis.loads.span import Span
from simulator.report.figures import share
from simulator.report.page.shared import Opened, Shared
from simulator.text.lengths import show_duration

SHOWN, LISTED = 24, 12
"""Desks and pools that can be chosen in a replication, and that the table lists."""
STRETCHES = 300
"""Of a replication; of each the mean is shown."""
WIDE, UP, DOWN = 240.0, 20.0, 12.0
"""Size of the small chart of a row: of what is taken, above its line, and of what waits, below."""

Record = Mapping[str, Any]


class LoadTrack:
    """Writes the load of desks and pools in the replications of a page."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def written(self, opened: Opened, until: float) -> list[Record]:
        """Give the load of each desk and pool in one replication as a value for JSON.

        First come those that made somebody wait, then those that were full, then those that were used most.
        `there`: time and how many there were from then on, by turns. `steps`: number of the stretch, then
        tenths of how many were taken, and of how many waited, in its mean, where that changes.
        """
        found = sorted(loads(self._shared.program, opened.log), key=_weight)
        edges = np.linspace(0.0, until, STRETCHES + 1)
        return [
            {
                "title": self._title(load.server),
                "desk": int(self._is_desk(load.server)),
                "waited": round(load.waited),
                "used": round(load.used, 3),
                "most": _peak(load.waiting),
                "there": list(_turns(load.capacity)),
                "steps": list(_steps(load, edges)),
            }
            for load in found[:SHOWN]
        ]

    def _is_desk(self, server: int) -> bool:
        return self._shared.program.servers[server].kind == "desk"

    def _title(self, server: int) -> int:
        titles, found = self._shared.titles, self._shared.program.servers[server]
        title = titles.agent(found.agent) if self._is_desk(server) else titles.place(found.name)
        return self._shared.texts.number(title)


def _weight(load: Load) -> tuple[float, bool, float, int]:
    if load.waited:
        return -load.waited, False, 0.0, load.server
    there = max((span.units for span in load.capacity), default=0)
    return 0.0, _peak(load.taken) < there, -load.used, load.server


def _peak(spans: Sequence[Span]) -> int:
    """Give how many there were at once, at most; who comes as another goes takes its place."""
    turns = sorted(turn for span in spans for turn in ((span.begin, span.units), (span.end, -span.units)))
    return max(accumulate(change for _, change in turns), default=0)


def _turns(spans: Sequence[Span]) -> Iterator[int]:
    before = None
    for span in spans:
        if span.units != before:
            yield round(span.begin)
            yield span.units
        before = span.units


def _steps(load: Load, edges: Any) -> Iterator[int]:
    taken, waiting = (np.rint(10 * over_time(spans, edges)) for spans in (load.taken, load.waiting))
    changed = (np.diff(taken, prepend=0) != 0) | (np.diff(waiting, prepend=0) != 0)
    for place in np.flatnonzero(changed).tolist():
        yield from (place, int(taken[place]), int(waiting[place]))


def load_table(data: Record, lang: str) -> list[dict[str, Any]]:
    """Give the load in the first replication as rows of a table; `data` is what the script is given."""
    first = data["replications"][0]
    return [_row(data["texts"], load, first["until"], lang) for load in first["loads"][:LISTED]]


def _row(texts: Sequence[str], load: Record, until: float, lang: str) -> dict[str, Any]:
    there = load["there"][1::2] or [0]
    numbers = min(there), max(there)
    return {
        "title": texts[load["title"]],
        "desk": load["desk"],
        "there": f"{numbers[0]}–{numbers[1]}" if numbers[0] < numbers[1] else f"{numbers[0]}",
        "used": share(load["used"]),
        "waited": show_duration(load["waited"], lang) if load["waited"] else "",
        "most": load["most"] or "",
        **_paths(load, max(numbers[1], 1), until),
    }


def _paths(load: Record, most: int, until: float) -> dict[str, str]:
    """Give the outlines of what was taken and what waited, and the line of what was there."""
    places, taken, waiting = (load["steps"][part::3] for part in range(3))
    at = [WIDE * place / STRETCHES for place in (*places, STRETCHES)]
    high, queue = max(10 * most, *taken, 10), max(*waiting, 10, 10)
    there = [UP * (1 - 10 * units / high) for units in load["there"][1::2]]
    turns = [WIDE * when / until for when in (*load["there"][::2], until)]
    return {
        "taken": _hill(at, [UP * (1 - value / high) for value in taken]),
        "waiting": _hill(at, [UP + DOWN * value / queue for value in waiting]),
        "limit": f"M0,{there[0]:.1f}{_stairs(there, turns)}" if there else "",
    }


def _hill(at: Sequence[float], heights: Sequence[float]) -> str:
    return f"M{at[0]:.1f},{UP:g}{_stairs(heights, at)}V{UP:g}z" if heights else ""


def _stairs(heights: Sequence[float], at: Sequence[float]) -> str:
    return "".join(f"V{y:.1f}H{x:.1f}" for y, x in zip(heights, at[1:], strict=True))
