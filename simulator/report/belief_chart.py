"""The chart of beliefs beside the truth: who believed what of a misreported fact, and when."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from simulator.analysis.misreports.believed import Turn
from simulator.analysis.misreports.courses import Course, courses
from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import Log
from simulator.program.model import Program
from simulator.report.lettering import drawable, shorten, width
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import INK, LOOKS, Look, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 250.0, 1058.0
TOP, HEAD, ROW, BAR = 66.0, 30.0, 24.0, 16.0
"""Where the first fact begins, and the heights of its heading, of a row and of the bar in it."""
SHOWN = 20
"""Agencies that are drawn for each fact, those that were wrong for longest first."""
_TRUTH, _RIGHT, _WRONG = Look(INK), Look(LOOKS["working"].colour), Look(LOOKS["limit"].colour, hatch="///")
_KEYS: Sequence[tuple[Look, Message]] = (
    (_TRUTH, say("what is so")),
    (_RIGHT, say("believed rightly")),
    (_WRONG, say("believed wrongly")),
)

Span = tuple[float, float, Any, Look]
"""From when, until when, what value, in which look."""


def draw_beliefs(program: Program, log: Log, *, title: str, lang: str) -> "Figure":
    """Draw for each misreported fact what was so, and below it what each agency believed, in one replication.

    No bar: it held nothing. The agencies are those that a misreport can come to, in order of when each first
    held the fact; who misreports believes what it does not say.
    """
    found = [_chosen(course) for course in courses(program, log)]
    titles = Titles(program, lang)
    with chart_style():
        rows = sum(1 + len(course.turns) for course in found)
        bottom = TOP + HEAD * len(found) + ROW * rows
        sheet = Sheet(WIDTH, bottom + 66)
        _head(sheet, title, log.replication, lang)
        axis = TimeAxis(log.ended, LEFT, RIGHT)
        axis.draw(sheet, TOP, bottom, lang=lang)
        y = TOP
        for course in found:
            y = _course(sheet, course, y, axis, titles, lang)
        _legend(sheet, bottom + 46, lang)
    return sheet.figure


def _chosen(course: Course) -> Course:
    """Keep the agencies that were wrong for longest, in the order in which they stand."""
    worst = sorted(course.turns, key=lambda each: -_wrong(each[1]))[:SHOWN]
    return Course(course.fact, tuple(each for each in course.turns if each in worst))


def _wrong(turns: Sequence[Turn]) -> float:
    return sum(turn.end - turn.begin for turn in turns if turn.belief not in (None, turn.real))


def _head(sheet: Sheet, title: str, replication: int, lang: str) -> None:
    heading = tell(say("Belief and truth"), lang=lang)
    words = say("replication {number}, typical of the run", number=replication)
    sheet.head(f"{heading} · {title}", tell(words, lang=lang))


def _course(sheet: Sheet, course: Course, y: float, axis: TimeAxis, titles: Titles, lang: str) -> float:
    """Draw one fact; gives where the next one begins."""
    name = shorten(drawable(titles.fact(course.fact)), RIGHT - MARGIN, 11)
    sheet.text(MARGIN, y + HEAD / 2, name, size=11, gid=f"fact:{course.fact}")
    y += HEAD
    _row(sheet, tell(say("what is so"), lang=lang), _spans(course.turns[0][1], truth=True), y, axis)
    for agent, turns in course.turns:
        y += ROW
        _row(sheet, titles.agent(agent), _spans(turns, truth=False), y, axis)
    return y + ROW


def _spans(turns: Sequence[Turn], *, truth: bool) -> Iterator[Span]:
    """Join turns in which the value and whether it is so stay as they are."""
    shown = [(turn, turn.real if truth else turn.belief, truth or turn.belief == turn.real) for turn in turns]
    for (value, right), group in groupby(shown, key=lambda each: each[1:]):
        part = [turn for turn, *_ in group]
        if value is not None:
            look = _TRUTH if truth else _RIGHT if right else _WRONG
            yield part[0].begin, part[-1].end, value, look


def _row(sheet: Sheet, name: str, spans: Iterator[Span], y: float, axis: TimeAxis) -> None:
    middle = y + ROW / 2
    sheet.text(MARGIN + 8, middle, shorten(drawable(name), LEFT - MARGIN - 20, 9.5), size=9.5)
    for begin, end, value, look in spans:
        left, right = axis.x(begin), axis.x(end)
        sheet.area((left, middle - BAR / 2), (right - left, BAR), look, light=True, zorder=3)
        text = drawable(_value(value))
        if width(text, 8.5) + 6 <= right - left:
            sheet.text(left + 4, middle, text, size=8.5, halo=True)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    x = MARGIN
    for look, words in _KEYS:
        sheet.area((x, y - 6), (20, 12), look, light=True)
        text = drawable(tell(words, lang=lang))
        sheet.text(x + 26, y, text, size=8.5)
        x += 26 + width(text, 8.5) + 24
