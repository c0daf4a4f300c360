"""How the plans stand by the five qualities."""

from typing import Any

from simulator.errors import say
from simulator.report.words import tell
from simulator.study.run import Run

_NAMED = 12
"""What is lacking and is named beside a check; `drill score --json` has all of it."""


def qualities(run: Run, *, lang: str) -> list[dict[str, Any]]:
    """Give the five qualities with their checks, each with its score out of 100."""
    return [
        {
            "title": quality["title"][lang],
            "points": points(quality["score"]),
            "share": quality["score"],
            "checks": [
                {
                    "title": check["title"][lang],
                    "points": points(check["score"]),
                    "held": f"{_count(check['held'])} / {_count(check['of'])}",
                    "lacking": _lacking(check["lacking"], lang),
                }
                for check in quality["checks"]
            ],
        }
        for quality in run.summary["qualities"]
    ]


def _lacking(titles: list[dict[str, str]], lang: str) -> list[str]:
    """Give what is lacking: the first of it, and how much more there is."""
    told = [title[lang] for title in titles[:_NAMED]]
    rest = len(titles) - _NAMED
    return [*told, tell(say("and {count} more", count=rest), lang=lang)] if rest > 0 else told


def _count(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def points(score: float | None) -> str:
    """Give a score out of 100; a dash where there was nothing to check."""
    return "–" if score is None else f"{100 * score:.0f}"
