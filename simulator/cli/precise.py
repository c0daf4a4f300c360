"""How well the objectives are known after a run that was to know them well."""

from collections.abc import Mapping
from typing import Any

from simulator.cli.console import tell
from simulator.errors import Message, say
from simulator.report.figures import share
from simulator.text.durations import parse_duration
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]


def precision_words(summary: Record, lang: str) -> Message:
    """Say how many replications it took, or which objectives are not known well enough at the end."""
    precision = summary["precision"]
    if precision["narrow"]:
        return say(
            "{runs} replications were enough: every objective is known to {wanted} to either side.",
            runs=summary["runs"],
            wanted=_width(precision["wanted"], lang),
        )
    wide = [tell(_wide(each, lang), lang) for each in precision["objectives"] if not each["narrow"]]
    return say(
        "Ended at {runs} replications, the most that were to be played, before every objective was known to "
        "{wanted} to either side: {objectives}. For more: --at-most.",
        runs=summary["runs"],
        wanted=_width(precision["wanted"], lang),
        objectives="; ".join(wide),
    )


def _width(wanted: str, lang: str) -> str:
    """Give a width as it is read: a share as it is written, a length of time in the user's language."""
    return wanted if "%" in wanted else show_duration(parse_duration(wanted), lang)


def _wide(objective: Record, lang: str) -> Message:
    known = {"objective": objective["title"][lang], "share": share(objective["share_half"])}
    if objective["p50_half_s"] is None:
        return say(
            "{objective} (share to {share}, the median may lie beyond the horizon)",
            **known,
        )
    return say(
        "{objective} (share to {share}, median to {time})",
        **known,
        time=show_duration(objective["p50_half_s"], lang),
    )
