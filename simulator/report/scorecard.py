"""The chart of scores: the five qualities, and the agencies that do worst, by result and process."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.report.lettering import drawable, shorten, width
from simulator.report.sheet import MARGIN, Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, chart_style
from simulator.report.words import tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 1080.0
LEFT, RIGHT = 300.0, 700.0
"""Where 0 and 100 lie."""
NOTES = RIGHT + 66
TOP, BAR, ROW = 82.0, 34.0, 22.0
SHOWN = 24
"""Agencies that are drawn, those with a veto first and then those with the lowest score."""
_BLUE, _RED = LOOKS["working"].colour, LOOKS["limit"].colour

Record = Mapping[str, Any]


def draw_scorecard(summary: Record, *, title: str, lang: str) -> "Figure":
    """Draw the scores of a summary. A bar is a quality; a dot the result of an agency, a ring its process."""
    agencies = summary["scorecard"]["agencies"]
    ordered = sorted(agencies, key=lambda card: not card["vetoes"])[:SHOWN]
    qualities = summary["qualities"]
    middle = TOP + BAR * len(qualities) + 44
    with chart_style():
        bottom = middle + ROW * len(ordered)
        sheet = Sheet(WIDTH, bottom + 62)
        _head(sheet, title, len(agencies), len(ordered), lang)
        _scale(sheet, TOP - 8, middle - 40)
        for number, quality in enumerate(qualities):
            _quality(sheet, quality, TOP + BAR * (number + 0.5), lang)
        _scale(sheet, middle - 6, bottom)
        for number, card in enumerate(ordered):
            _agency(sheet, card, middle + ROW * (number + 0.5), lang)
        _legend(sheet, bottom + 34, lang, vetoed=any(card["vetoes"] for card in ordered))
    return sheet.figure


def _head(sheet: Sheet, title: str, count: int, shown: int, lang: str) -> None:
    heading = tell(say("Scores"), lang=lang)
    words = say("each a mean of counted checks; agencies: {shown} of {count}", shown=shown, count=count)
    sheet.head(f"{heading} · {title}", tell(words, lang=lang))


def _x(score: float) -> float:
    return LEFT + score * (RIGHT - LEFT)


def _scale(sheet: Sheet, top: float, bottom: float) -> None:
    for tenths in range(0, 11, 2):
        x = _x(tenths / 10)
        sheet.line((x, top), (x, bottom), color=GRID, linewidth=0.6, zorder=1)
        sheet.text(x, top - 7, str(10 * tenths), size=8, ha="center", color=MUTED)


def _quality(sheet: Sheet, quality: Record, y: float, lang: str) -> None:
    name = shorten(drawable(quality["title"][lang]), LEFT - MARGIN - 14, 11)
    sheet.text(MARGIN, y, name, size=11, gid=f"quality:{quality['name']}")
    known = [check for check in quality["checks"] if check["score"] is not None]
    if not known:
        sheet.text(LEFT + 6, y, tell(say("nothing to check"), lang=lang), size=9, color=MUTED)
        return
    sheet.box(LEFT, y - 8, RIGHT - LEFT, 16, facecolor=tint(_BLUE, 0.08), edgecolor="none", zorder=2)
    sheet.box(LEFT, y - 8, _x(quality["score"]) - LEFT, 16, facecolor=_BLUE, edgecolor="none", zorder=3)
    sheet.text(RIGHT + 34, y, f"{100 * quality['score']:.0f}", size=12, ha="right")
    weakest = min(known, key=lambda check: check["score"])
    if weakest["score"] < 1:
        _note(sheet, y, weakest["title"][lang], f"{100 * weakest['score']:.0f}", lang)


def _note(sheet: Sheet, y: float, what: str, score: str, lang: str) -> None:
    """Say what a quality is weakest in."""
    words = tell(say("weakest, {score}: {what}", what=what, score=score), lang=lang)
    sheet.text(NOTES, y, shorten(drawable(words), WIDTH - NOTES - MARGIN, 8.5), size=8.5, color=MUTED)


def _agency(sheet: Sheet, card: Record, y: float, lang: str) -> None:
    vetoed = bool(card["vetoes"])
    name = shorten(drawable(card["title"][lang]), LEFT - MARGIN - 14, 9.5)
    sheet.text(MARGIN, y, name, size=9.5, color=_RED if vetoed else INK, gid=f"agency:{card['name']}")
    ends = [card[part]["score"] for part in ("result", "process") if card[part]["score"] is not None]
    sheet.line((_x(min(ends)), y), (_x(max(ends)), y), color=MUTED, linewidth=1.2, zorder=3)
    for part, fill in (("process", PAPER), ("result", _BLUE)):
        if card[part]["score"] is not None:
            sheet.circle(
                _x(card[part]["score"]), y, 4.2, facecolor=fill, edgecolor=_BLUE, linewidth=1.4, zorder=4
            )
    sheet.text(
        RIGHT + 34, y, f"{100 * card['score']:.0f}", size=9.5, ha="right", color=MUTED if vetoed else INK
    )
    if vetoed:
        reasons = tell(say("; "), lang=lang).join(
            dict.fromkeys(veto["reason"][lang] for veto in card["vetoes"])
        )
        words = tell(say("veto: {reasons}", reasons=reasons), lang=lang)
        sheet.text(NOTES - 16, y, "✗", size=10, color=_RED)
        sheet.text(NOTES, y, shorten(drawable(words), WIDTH - NOTES - MARGIN, 8.5), size=8.5, color=_RED)


def _legend(sheet: Sheet, y: float, lang: str, *, vetoed: bool) -> None:
    x = MARGIN
    for fill, words in _KEYS:
        sheet.circle(x + 5, y, 4.2, facecolor=fill, edgecolor=_BLUE, linewidth=1.4)
        text = drawable(tell(words, lang=lang))
        sheet.text(x + 16, y, text, size=8.5)
        x += 16 + width(text, 8.5) + 24
    if vetoed:
        veto = say("veto: what must not happen at all; the score does not count")
        sheet.text(x, y, "✗", size=10, color=_RED)
        sheet.text(x + 14, y, drawable(tell(veto, lang=lang)), size=8.5)


_KEYS: Sequence[tuple[str, Any]] = (
    (_BLUE, say("result: obligations kept, tasks done")),
    (PAPER, say("process: what it knew, time not lost with it")),
)
