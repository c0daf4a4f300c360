"""What replications come to for each post, as `summary.json` holds it."""

from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.analysis.posts.held import Held
from simulator.analysis.titles import Texts
from simulator.program.model import Program


def post_records(program: Program, held: Sequence[Sequence[Held]], titles: Texts) -> list[dict[str, Any]]:
    """Give what the replications come to for each post, in declared order."""
    return [
        _record(post.name, titles.post(number), [each[number] for each in held])
        for number, post in enumerate(program.posts)
    ]


def _record(name: str, title: dict[str, str], held: list[Held]) -> dict[str, Any]:
    vacant = np.array([each.vacant for each in held])
    handed = np.array([each.handed for each in held])
    handing = np.array([each.handing for each in held])[handed < inf]
    return {
        "name": name,
        "title": title,
        "vacant": _mean(vacant > 0),
        "vacant_mean_s": _mean(vacant),
        "vacant_longest_s": round(float(vacant.max(initial=0.0)), 3),
        "vacant_at_end": _mean(np.array([each.open for each in held])),
        "handed_over": _mean(handed < inf),
        "handed_over_p50_s": _median(handed),
        "hand_over_mean_s": _mean(handing) if len(handing) else None,
    }


def _mean(values: npt.NDArray[Any]) -> float:
    return round(float(np.mean(values)), 6) if len(values) else 0.0


def _median(times: npt.NDArray[np.float64]) -> float | None:
    """Give the median, `None` where half of the replications or more have none."""
    ordered = np.sort(times)
    middle = float(ordered[(len(ordered) - 1) // 2]) if len(ordered) else inf
    return None if middle == inf else round(middle, 3)
