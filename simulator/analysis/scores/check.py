"""One check behind a score: how many of some things are as they should be."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

from simulator.errors import Message
from simulator.plan.gap import Gap
from simulator.text.messages import texts

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """`held` out of `of` are as they should be; `gaps` (ids) and `lacking` say which are not.

    Either may be a sum of shares, as of obligations kept in 93 % of the replications. `lacking` are texts by
    language of what no gap tells of.
    """

    name: str
    title: Message
    held: float
    of: float
    gaps: tuple[str, ...] = ()
    lacking: tuple[Mapping[str, str], ...] = ()

    @property
    def score(self) -> float | None:
        """From 0 to 1; None where there is nothing to check."""
        return self.held / self.of if self.of else None


def counted(
    name: str, title: Message, things: Collection[str], gaps: Iterable[Gap], thing_of: Callable[[Gap], str]
) -> Check:
    """Count the things of which no gap tells; `thing_of` gives the thing that a gap tells of."""
    told = [(thing_of(gap), gap.id) for gap in gaps]
    lacking = {thing for thing, _ in told} & set(things)
    ids = tuple(dict.fromkeys(gap for thing, gap in told if thing in lacking))
    return Check(name, title, len(set(things)) - len(lacking), len(set(things)), ids)


def mean_score(checks: Iterable[Check]) -> float | None:
    """Give the mean of the scores that there are; None where there is none."""
    return mean(check.score for check in checks)


def mean(scores: Iterable[float | None]) -> float | None:
    """Give the mean of what is not None; None where nothing is left."""
    known = [score for score in scores if score is not None]
    return fsum(known) / len(known) if known else None


def check_record(check: Check) -> Record:
    """Give a check as `summary.json` holds it."""
    return {
        "name": check.name,
        "title": texts(check.title),
        "held": round(check.held, 3),
        "of": round(check.of, 3),
        "score": shown(check.score),
        "gaps": list(check.gaps),
        "lacking": [dict(title) for title in check.lacking],
    }


def shown(score: float | None) -> float | None:
    """Give a score as it is written, to six decimals."""
    return None if score is None else round(score, 6)
