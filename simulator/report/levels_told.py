"""Levels that were declared: what each states, when it was declared, and when it was lowered again."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.errors import say
from simulator.report.figures import quantile_words, share
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]


class Declared(NamedTuple):
    """A level, the matter and length of time that it states, its measures, when it came and went."""

    level: str
    matter: str
    expected: str
    measures: tuple[str, ...]
    declared: str
    lowered: str


def declared_levels(summary: Record, lang: str) -> Iterator[Declared]:
    """Give the levels that were declared in some replication, without the colours of warnings."""
    horizon = show_duration(summary["horizon_s"], lang)
    for record in summary["levels"]:
        if not record["warning"] and record["declared"]["reached"]:
            names = {"scale": record["title"][lang], "level": record["name"][lang]}
            expected = record["expected_s"]
            measures = tuple(dict.fromkeys(measure["title"][lang] for measure in record["measures"]))
            yield Declared(
                level=say("{scale}: {level}", **names).render(translator(lang)),
                matter=record["matter"][lang] if record["matter"] else "–",
                expected="–" if expected is None else show_duration(expected, lang),
                measures=measures or ("–",),
                declared=_when(record["declared"], horizon, lang),
                lowered=_when(record["lowered"], horizon, lang),
            )


def _when(times: Record, horizon: str, lang: str) -> str:
    if not times["reached"]:
        return "–"
    return f"{quantile_words(times, 'p50', horizon, lang)} ({share(times['reached'])})"
