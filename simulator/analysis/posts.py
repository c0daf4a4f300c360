"""Posts that change hands: how long nobody held them, and when they were handed over."""

from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.analysis.learning import Sorted
from simulator.analysis.titles import Texts
from simulator.log.rows import ASKED, DONE, ENDED, HAND_OVER, NEVER, OPEN, STATE, SUBJECT, VACANCY, Log
from simulator.program.model import Program


class Held(NamedTuple):
    """One post in one replication; times in seconds.

    `vacant`: how long nobody held it, in all; `open`: nobody did at the end. `handing`: how long a hand-over
    that was called for took until the new holder had it, all together; `handed`: when it was handed over
    first, infinite if never.
    """

    vacant: float
    open: bool
    handing: float
    handed: float


def posts_of_log(program: Program, log: Log, rows: Sorted) -> tuple[Held, ...]:
    """Give how each post fared in a replication."""
    return tuple(_held(program, number, log, rows) for number in range(len(program.posts)))


def _held(program: Program, number: int, log: Log, rows: Sorted) -> Held:
    vacancies = [row for row in rows[VACANCY] if row[SUBJECT] == number]
    called = [row for row in rows[HAND_OVER] if program.hand_overs[row[SUBJECT]].post == number]
    done = [row for row in called if row[STATE] == DONE]
    return Held(
        vacant=sum((log.ended if row[ENDED] == NEVER else row[ENDED]) - row[ASKED] for row in vacancies),
        open=any(row[STATE] == OPEN for row in vacancies),
        handing=sum(row[ENDED] - row[ASKED] for row in done),
        handed=min((row[ENDED] for row in done), default=inf),
    )


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
