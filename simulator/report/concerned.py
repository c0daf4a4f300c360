"""How many people were warned and served, as texts and curves for the console, the chart and the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import Message, say
from simulator.report.figures import quantile_words
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concerned:
    """People who were warned, or a quantity that was served: what, of whom, which share when.

    `share` is by quantile over replications, at the times `at`. `half` and `most` are the medians of the
    times at which 50 % and 95 % were reached for good, `slow` the 90 % quantile of the latter.
    """

    name: str
    title: str
    of: str
    at: list[float]
    share: Mapping[str, list[Any]]
    half: str
    most: str
    slow: str
    unserved: Record | None


def concerned(summary: Record, lang: str) -> list[Concerned]:
    """Give the people who were warned, then the quantities that have a bound, in the order of the plans."""
    return [*_warned(summary, lang), *_served(summary, lang)]


def _warned(summary: Record, lang: str) -> Iterator[Concerned]:
    for record in summary.get("warned", ()):
        what = record["title"][lang]
        title = say("Warned, vulnerable people: {what}", what=what)
        if not record["vulnerable"]:
            title = say("Warned: {what}", what=what)
        yield _concerned(record, title, _people(record["people"]), summary["horizon_s"], lang)


def _people(count: Record) -> Message:
    low, middle, high = (round(count[name]) for name in ("p10", "p50", "p90"))
    if low == high:
        return say("{people} people", people=f"{middle:,}")
    return say("{low} to {high} people", low=f"{low:,}", high=f"{high:,}")


def _served(summary: Record, lang: str) -> Iterator[Concerned]:
    for record in summary.get("quantities", ()):
        if record["share"] is not None:
            titles = record["title"][lang], record["of_title"][lang]
            yield _concerned(record, *titles, summary["horizon_s"], lang)


def _concerned(
    record: Record, title: Message | str, of: Message | str, horizon: float, lang: str
) -> Concerned:
    half, most = record["reached"]
    beyond = show_duration(horizon, lang)
    return Concerned(
        name=record["name"],
        title=_text(title, lang),
        of=_text(of, lang),
        at=record["at_s"],
        share=record["share"],
        half=quantile_words(half, "p50", beyond, lang),
        most=quantile_words(most, "p50", beyond, lang),
        slow=quantile_words(most, "p90", beyond, lang),
        unserved=record.get("unserved_h"),
    )


def _text(words: Message | str, lang: str) -> str:
    return words if isinstance(words, str) else words.render(translator(lang))
