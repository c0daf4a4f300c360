"""What each agency did in the typical replication, as a table: the timeline for who cannot see it."""

from typing import Any

from simulator.report.lanes import MEDIAN, Bounds, lanes
from simulator.report.page.script_words import RULE_WORDS
from simulator.report.story import elapsed
from simulator.report.timeline_keys import PIECES
from simulator.report.timeline_model import Bar, Rule
from simulator.report.words import tell
from simulator.study.run import Run
from simulator.text.lengths import show_duration

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
    return {
        "subtitle": timeline.subtitle,
        "events": [_event(rule, lang) for rule in sorted(timeline.rules, key=lambda rule: rule.at)],
        "rows": [
            _deed(bar, names[bar.lane], lang) for bar in sorted(timeline.bars, key=lambda bar: bar.start)
        ],
        "unreached": timeline.unreached,
    }


def _event(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "at": elapsed(rule.at),
        "kind": tell(RULE_WORDS[rule.kind], lang=lang),
        "title": rule.label,
        "met": rule.met,
    }


def _deed(bar: Bar, agency: str, lang: str) -> dict[str, Any]:
    waits = [piece for piece in bar.pieces if piece.kind.startswith("waiting")]
    return {
        "agency": agency,
        "title": bar.title,
        "due": elapsed(bar.start),
        "end": "" if bar.open_ended else elapsed(bar.end),
        "copies": bar.copies,
        "mistaken": bar.mistaken,
        "waits": [
            (tell(PIECES[piece.kind], lang=lang), show_duration(piece.end - piece.start, lang))
            for piece in waits
        ],
    }
