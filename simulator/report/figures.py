"""Figures of a summary as people read them, on the console and on the page."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import Message, say
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]

RARE = 0.05
"""Of the replications: what happens in fewer is not shown."""
QUANTILES = say(
    "p10, p90 and p95: by then it was reached in 10, 90 and 95 of 100 replications; –: too few to tell."
)
"""What the heads of a table of times mean."""
VERDICTS = {"met": say("met"), "missed": say("missed"), "undecided": say("not decided")}


def share(value: float) -> str:
    """Give a share in percent; what is not all is never shown as all, nor something as nothing."""
    percent = round(100 * value, 6)  # 0.55 becomes 55.00000000000001
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %" if percent % 1 else f"{percent:.0f} %"


def signed(value: float, *, places: int = 1) -> str:
    """Give a difference with its sign, unless zeros are all there is.

    >>> signed(-3.14), signed(0.04), signed(2.5, places=0)
    ('−3.1', '0.0', '+2')
    """
    text = f"{value:+.{places}f}".replace("-", "−")
    return text if text.strip("+−0.") else text[1:]


def interval(record: Record, name: str) -> str:
    """Give a share with its 95 % interval."""
    return f"{share(record[name])} {_limits(record, name)}"


def _limits(record: Record, name: str) -> str:
    return f"({share(record[f'{name}_low'])} – {share(record[f'{name}_high'])})"


def kept_words(record: Record, lang: str) -> tuple[str, ...]:
    """Give in lines how often an obligation was met; without a limit that is no "in time", but met at all.

    And in which share of the cases the receiver of a report knew already, but not from its holder.
    """
    others = record["by_others"]
    if record["within_s"] is None and record["every_s"] is None:
        words = [_met(record).render(translator(lang)), _limits(record, "inside")]
    else:
        words = [interval(record, "inside")]
    return (*words, known_elsewhere(others, lang)) if others else tuple(words)


def _met(record: Record) -> Message:
    found = share(record["inside"])
    if record["receiver"] is None:
        return say("done in {share}", share=found)
    return (
        say("known in {share}", share=found) if record["by_others"] else say("told in {share}", share=found)
    )


def known_elsewhere(others: float, lang: str) -> str:
    """Say in which share of the cases nothing shows that the holder of an obligation reported."""
    return say("known already by other ways: {share}", share=share(others)).render(translator(lang))


def basis_words(record: Record, lang: str) -> str:
    """Give where an obligation stands; where a plan's own is in place of a norm's, why it differs as well."""
    basis, why = ("" if record[key] is None else str(record[key][lang]) for key in ("basis", "why"))
    if not why:
        return basis
    if not basis:
        return say("differs from the norm because: {why}", why=why).render(translator(lang))
    return say("{basis}; differs from the norm because: {why}", basis=basis, why=why).render(translator(lang))


def without_gap(record: Record) -> Message:
    """Say of what came late, never or falsely that no gap is to blame; what never came is not slow."""
    if not record["never"]:
        if not record["late"]:
            return say("no gap: it was told in time, but falsely")
        return say("no gap: what had to be done takes so long")
    never = share(record["never"])
    if record["kind"] == "milestone":
        return say(
            "no gap: in {never} nothing brought it about by the end; "
            "see `drill explain SCENARIO {milestone}`",
            never=never,
            milestone=record["name"],
        )
    return say("no gap: in {never} nothing brought it about by the end", never=never)


def quantile_words(record: Record, name: str, horizon: str, lang: str) -> str:
    """Give a quantile as it may be shown: a time, beyond the horizon, or that too few runs support it."""
    if name in record["beyond"]:
        return f"> {horizon}"
    if name in record["unsupported"] or record[f"{name}_s"] is None:
        return "–"
    return show_duration(record[f"{name}_s"], lang)


def median_limits(record: Record, horizon: str, lang: str) -> str:
    """Give the 95 % interval of the median."""
    low, high = record["p50_low_s"], record["p50_high_s"]
    if low is None:
        return "–"
    return f"{show_duration(low, lang)} – {show_duration(high, lang) if high is not None else f'> {horizon}'}"


def median_and_p90(record: Record, horizon: str, lang: str) -> str:
    """Give both quantiles as they may be shown."""
    return " / ".join(quantile_words(record, name, horizon, lang) for name in ("p50", "p90"))


def lead_words(record: Record | None, horizon: str, lang: str) -> str:
    """Give how long a warning came ahead of the incident: the median, and what nine in ten at least have."""
    if record is None:
        return "–"
    return " / ".join(quantile_words(record, name, horizon, lang) for name in ("p50", "p10"))


def length(seconds: float | None, lang: str) -> str:
    """Give a length of time, or a dash where there is none."""
    return "–" if seconds is None else show_duration(seconds, lang)
