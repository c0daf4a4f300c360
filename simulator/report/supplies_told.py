"""Supplies in words: how often and when each ran out, for how long it was waited for, who brought more."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.errors import say
from simulator.report.figures import RARE, interval, median_and_p90, share
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]


class Supply(NamedTuple):
    """A supply: how much there was, how often and when it ran out, for how long, who brought more."""

    title: str
    units: str
    ran_out: str
    first: str
    waited: str
    at_end: str
    refilled_by: tuple[str, ...]


def told_of_supplies(summary: Record, lang: str) -> Iterator[Supply]:
    """Give the supplies that some task called for."""
    horizon = show_duration(summary["horizon_s"], lang)
    for record in summary["supplies"]:
        ran_out = record["ran_out"]
        yield Supply(
            title=record["title"][lang],
            units=f"{record['units']:,}",
            ran_out=interval(record, "ran_out"),
            first=median_and_p90(record["first"], horizon, lang) if ran_out else "–",
            waited=show_duration(record["waited_mean_s"], lang) if ran_out else "–",
            at_end=share(record["out_at_end"]) if ran_out else "–",
            refilled_by=tuple(_refilled(each, lang) for each in record["refilled_by"] if each["share"] > RARE)
            or ("–",),
        )


def _refilled(record: Record, lang: str) -> str:
    """Give who brought more: a task, or the scenario from outside the plans."""
    by = say("brought from outside").render(translator(lang)) if record["outside"] else record["title"][lang]
    return f"{by} ({share(record['share'])})"
