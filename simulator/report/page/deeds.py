"""What each agency did in the typical replication, as a table: the timeline for who cannot see it."""

from collections.abc import Callable
from typing import Any

from simulator.report.lanes import MEDIAN, Bounds, lanes
from simulator.report.page.script_words import RULE_WORDS
from simulator.report.story import moment
from simulator.report.timeline_keys import PIECES
from simulator.report.timeline_model import Bar, Rule
from simulator.report.words import tell
from simulator.study.run import Run
from simulator.text.lengths import show_duration

When = Callable[[float], str]
"""Gives a time since the start in words."""
_ALL = Bounds(lanes=400)


def deeds(run: Run, *, lang: str) -> dict[str, Any]:
    """Give the lines and the bars of the typical replication, each in order of time."""
    timeline = lanes(
        run.program,
        run.typical,
        lang=lang,
        which=MEDIAN,
        runs=run.summary["runs"],
        seed=run.seed,
        bounds=_ALL,
    )
    names = [lane.title for lane in timeline.lanes]
    bars = sorted(timeline.bars, key=lambda bar: bar.start)

    def when(seconds: float) -> str:
        return moment(seconds, until=timeline.until, lang=lang)

    return {
        "subtitle": timeline.subtitle,
        "events": [_event(rule, when, lang) for rule in sorted(timeline.rules, key=lambda rule: rule.at)],
        "rows": [_deed(bar, names[bar.lane], when, lang) for bar in bars],
        "unreached": timeline.unreached,
    }


def _event(rule: Rule, when: When, lang: str) -> dict[str, Any]:
    return {
        "at": when(rule.at),
        "kind": tell(RULE_WORDS[rule.kind], lang=lang),
        "title": rule.label,
        "met": rule.met,
    }


def _deed(bar: Bar, agency: str, when: When, lang: str) -> dict[str, Any]:
    waits = [piece for piece in bar.pieces if piece.kind.startswith("waiting")]
    return {
        "agency": agency,
        "title": bar.title,
        "due": when(bar.start),
        "end": "" if bar.open_ended else when(bar.end),
        "copies": bar.copies,
        "mistaken": bar.mistaken,
        "waits": [
            (tell(PIECES[piece.kind], lang=lang), show_duration(piece.end - piece.start, lang))
            for piece in waits
        ],
    }
