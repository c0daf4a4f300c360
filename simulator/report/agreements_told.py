"""Agreements that were called on, in words: how often, what came of it, and how soon units were there."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.errors import say
from simulator.report.figures import interval, share
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]

_CAME = {
    "arrived": say("arrived"),
    "declined": say("declined"),
    "lapsed": say("lapsed"),
    "unheard": say("no way to ask"),
    "withdrawn": say("no longer needed"),
    "open": say("not settled"),
}
"""What may come of a call."""


class Agreement(NamedTuple):
    """An agreement: what it gives, how often it was called on, what came of that, how soon, if in time."""

    title: str
    gives: str
    called: str
    outcomes: tuple[str, ...]
    answered: str
    arrived: str
    inside: str


def told_of_agreements(summary: Record, lang: str) -> Iterator[Agreement]:
    """Give the agreements that were called on in some replication."""
    tell = translator(lang)
    for record in summary["agreements"]:
        if record["calls"]:
            yield Agreement(
                title=record["title"][lang],
                gives=f"{record['name']}: {record['kind_name'][lang]} × {record['units']}",
                called=interval(record, "called"),
                outcomes=tuple(
                    f"{_CAME[name].render(tell)} {share(portion)}"
                    for name, portion in record["outcomes"].items()
                    if portion
                ),
                answered=_median(record["answered"], lang),
                arrived=_median(record["arrived"], lang),
                inside=_promise_kept(record, lang),
            )


def _median(times: Record, lang: str) -> str:
    """Give the median over all calls; those that never came to it are later than every other."""
    if "p50" in times["beyond"]:
        return say("not by the end").render(translator(lang))
    return "–" if times["p50_s"] is None else show_duration(times["p50_s"], lang)


def _promise_kept(record: Record, lang: str) -> str:
    """Give the share of the calls whose units were there within the agreed limit."""
    if record["inside"] is None:
        return "–"
    limit = show_duration(record["within_s"], lang)
    return say("{share} in {limit}", share=share(record["inside"]), limit=limit).render(translator(lang))
