"""Which of the kept replications the timeline of the page offers, and what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.analysis.gaps.weight import leading, shown_by
from simulator.analysis.results import pick
from simulator.errors import Message, say
from simulator.log.rows import Log
from simulator.report.words import tell
from simulator.study.representative import SHOWN
from simulator.study.run import Run

MOST = 12
"""Replications that a page offers."""
ENOUGH = 16_000
"""Rows of their logs beyond which it offers no more; each adds some 50 bytes."""
RANKS: Mapping[str, Message] = {
    "best": say("{milestone}: the quickest"),
    "median": say("{milestone}: the median"),
    "p90": say("{milestone}: slower than 90 % of the replications"),
    "worst": say("{milestone}: the slowest, or not reached"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A replication that can be chosen; `labels` say what it stands for, in one language."""

    log: Log
    labels: tuple[str, ...]


def offered(run: Run, *, lang: str) -> list[Offered]:
    """Give the replications: the typical one, best to worst of the leading objective, then by gap.

    Of long logs they are fewer, so that the page stays small.
    """
    kept = {log.replication: log for _, log in run.kept}
    found: dict[int, list[str]] = {}
    rows = 0
    for number, label in _reasons(run, lang):
        if number not in found:
            if number not in kept or len(found) == MOST or rows > ENOUGH:
                continue
            rows += len(kept[number].rows)
        found.setdefault(number, []).append(tell(label, lang=lang))
    return [Offered(kept[number], tuple(labels)) for number, labels in found.items()]


def _reasons(run: Run, lang: str) -> Iterator[tuple[int, Message]]:
    yield run.typical.replication, say("typical of all replications")
    goal = leading_milestone(run.summary)
    if goal is not None:
        title = run.program.milestones[goal].title.show(lang)
        for rank, number in pick(run.results, goal).items():
            yield number, say(RANKS[rank].template, milestone=title)
    for gap in leading(run.gaps, most=SHOWN):
        shown = shown_by(gap)
        if shown is not None:
            yield shown, say("shows best: {gap}", gap=tell_title(gap.title, lang))


def tell_title(title: Message, lang: str) -> str:
    """Give the title of a gap, with the titles in it, in a language."""
    from simulator.text.messages import in_language

    return in_language(title, lang)


def leading_milestone(summary: Mapping[str, Any]) -> int | None:
    """Give the index of the milestone that matters most.

    It is that of the objective that falls shortest of what is required, else the last milestone.
    """
    names = [record["name"] for record in summary["milestones"]]
    goals = sorted(summary["objectives"], key=lambda record: record["share"] - record["required_share"])
    if goals:
        return names.index(goals[0]["milestone"])
    return len(names) - 1 if names else None
