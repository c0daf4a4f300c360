"""Obligations of many alike as one row: what holds for each of them need not be read four times."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.errors import say
from simulator.plan.alike import common, common_task
from simulator.report.words import tell

Record = Mapping[str, Any]
_COPY = re.compile(r" #\d+")
_LIMITS = ("within_s", "every_s", "limit_s")
"""Obligations on one fact that have no ids share a name but for a number; their limits tell them apart."""


def worst_of_alike(records: Iterable[Record], *, name: str, title: str, lang: str) -> list[Record]:
    """Give of the obligations of many alike (`times:`) and of several incidents the one that is kept worst.

    It says of how many it is.

    `name` and `title` are the keys of its name and of its title by language; the others are given as they
    are, all where the first of them stood.
    """
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for record in records:
        groups.setdefault((common_task(record[name]), *map(record.get, _LIMITS)), []).append(record)
    return [
        group[0] if len(group) == 1 else _worst(group, title=title, lang=lang) for group in groups.values()
    ]


def first_of_alike(records: Iterable[Record], *, lang: str) -> Iterator[Record]:
    """Give of what came late or never, the worst first, the first of many alike, with of how many it is."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(common(record["name"]), []).append(record)
    for worst, *others in groups.values():
        title = title_of_worst(worst["title"][lang], len(others) + 1, lang=lang)
        yield {**worst, "title": {**worst["title"], lang: title}}


def _worst(group: list[Record], *, title: str, lang: str) -> Record:
    worst = min(group, key=_kept)
    return {**worst, title: {**worst[title], lang: title_of_worst(worst[title][lang], len(group), lang=lang)}}


def title_of_worst(title: str, count: int, *, lang: str) -> str:
    """Give the title of the worst of several, without the number that it has among them."""
    if count == 1:
        return title
    of_all = _COPY.sub("", title)
    return tell(say("{title} (the worst of {count} alike)", title=of_all, count=count), lang=lang)


def _kept(record: Record) -> tuple[float, float]:
    """Give how seldom it was broken, and how soon met; what never ran, or is not due yet, is not broken."""
    delays, pending = record.get("hop", record), record.get("pending") or 0.0
    return (1.0 if record["inside"] is None else record["inside"] + pending, -(delays["p90_s"] or 0.0))
