"""A forest plot of two runs compared: differences with their intervals, better to the left, worse right."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from simulator.errors import Message, say
from simulator.report.figures import signed
from simulator.report.lettering import drawable, shorten, width
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import otherwise, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record = Mapping[str, Any]

MOST = 12
"""Rows of one part: those that are sure come first, then the greatest."""
TOP, FOOT, GAP = 98.0, 46.0, 20.0
ROW, HEAD, AXIS = 17.0, 24.0, 26.0
LABELS, PLOT, FIGURES = 250.0, 330.0, 128.0
BETTER, WORSE = LOOKS["message"].colour, LOOKS["limit"].colour
_UNRATED = ("gone", "less")
"""Verdicts on gaps that are seen less, which is no gain."""
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Row:
    """One difference; below 0 is better, where it is `rated` at all. `sure`: it is certain."""

    name: str
    title: str
    difference: float
    low: float
    high: float
    sure: bool
    rated: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    title: Message
    rows: tuple[_Row, ...]
    more: int

    @property
    def height(self) -> float:
        return HEAD + len(self.rows) * ROW + AXIS


def forest(record: Record, *, lang: str) -> "Figure":
    """Draw a comparison as `simulator.study.compare.compare` gives it."""
    parts = [part for part in _parts(record, lang) if part.rows]
    high = sum(part.height + GAP for part in parts) or 40.0
    with chart_style():
        sheet = Sheet(2 * MARGIN + LABELS + PLOT + FIGURES, TOP + high + FOOT)
        _head(sheet, record, lang)
        y = TOP
        for part in parts:
            _part(sheet, part, y, lang)
            y += part.height + GAP
        if not parts:
            nothing = tell(say("Nothing differs in any replication."), lang=lang)
            sheet.text(MARGIN, TOP + 12, nothing, size=11)
        _legend(sheet, TOP + high + 8, lang)
    return sheet.figure


# -- what is drawn -------------------------------------------------------------------------------------------


def _parts(record: Record, lang: str) -> Iterator[_Part]:
    goals = [each for each in record["milestones"] if each["within_s"] is not None]
    yield _part_of(say("Mean time until milestones, minutes"), record["milestones"], "mean", lang, _minutes)
    yield _part_of(say("Objectives not in time, percentage points"), goals, "in_time", lang, _missed)
    yield _part_of(
        say("Obligations late or never, percentage points"), record["obligations"], "broken", lang, _points
    )
    yield _part_of(
        say("Replications that show a gap, percentage points"), record["gaps"], "seen", lang, _points
    )
    yield _part_of(say("Mean wait at a gap, minutes"), record["gaps"], "wait", lang, _minutes)


Ends = tuple[float, float, float]


def _minutes(found: Record) -> Ends:
    difference = found["difference_s"]
    ends = (difference if found[end] is None else found[end] for end in ("low_s", "high_s"))
    low, high = ends
    return difference / 60, low / 60, high / 60


def _points(found: Record) -> Ends:
    return 100 * found["difference"], 100 * found["low"], 100 * found["high"]


def _missed(found: Record) -> Ends:
    difference, low, high = _points(found)
    return -difference, -high, -low


def _part_of(title: Message, records: Any, key: str, lang: str, ends: Callable[[Record], Ends]) -> _Part:
    rows = [
        _Row(
            each.get("name") or each["id"],
            each["title"][lang],
            *ends(each[key]),
            sure=each[key]["sure"],
            rated=_rated(each),
        )
        for each in records
        if key in each and each[key].get("difference_s", each[key].get("difference"))
    ]
    rows.sort(key=lambda row: (not row.sure, -abs(row.difference), row.name))
    return _Part(title, tuple(rows[:MOST]), max(len(rows) - MOST, 0))


def _rated(each: Record) -> bool:
    """Tell whether a difference is better or worse, and not only sooner or less often."""
    return each["verdict"] not in _UNRATED and each.get("within_s", 0) is not None


# -- drawing -------------------------------------------------------------------------------------------------


def _head(sheet: Sheet, record: Record, lang: str) -> None:
    heading = tell(say("Two runs compared: what differs in B"), lang=lang)
    sides = (("A", record["a"]), ("B", record["b"]))
    one, other = (
        "  ·  ".join([f"{side}  {each['title'][lang]}", *otherwise(each["what_if"])]) for side, each in sides
    )
    sheet.head(heading, one)
    most = sheet.width - 2 * MARGIN
    sheet.text(MARGIN, 61, shorten(drawable(other), most, 9.5), size=9.5, color=MUTED)
    how = say(
        "{runs} replications each, with the same draws · seed {seed} · B less A, with 95 % intervals",
        runs=record["runs"],
        seed=record["seed"],
    )
    sheet.text(MARGIN, 78, shorten(drawable(tell(how, lang=lang)), most, 9.5), size=9.5, color=MUTED)


def _part(sheet: Sheet, part: _Part, top: float, lang: str) -> None:
    title = tell(part.title, lang=lang)
    if part.more:
        title += "  " + tell(say("({count} more that differ)", count=part.more), lang=lang)
    sheet.text(MARGIN, top + 8, title, size=11)
    left = MARGIN + LABELS
    reach = max(max(abs(end) for end in (row.low, row.high, row.difference)) for row in part.rows) or 1.0
    scale = PLOT / 2 / (reach * 1.06)
    middle = left + PLOT / 2
    bottom = top + HEAD + len(part.rows) * ROW
    _axis(sheet, (middle, scale), (top + HEAD, bottom), reach, lang)
    for number, row in enumerate(part.rows):
        _row(sheet, row, top + HEAD + (number + 0.5) * ROW, (middle, scale))


def _axis(
    sheet: Sheet, place: tuple[float, float], span: tuple[float, float], reach: float, lang: str
) -> None:
    middle, scale = place
    step = _step(reach)
    count = int(reach * 1.06 / step)
    for number in range(-count, count + 1):
        x = middle + number * step * scale
        dark = {"color": MUTED, "linewidth": 1.0} if number == 0 else {"color": GRID, "linewidth": 0.6}
        sheet.line((x, span[0]), (x, span[1]), zorder=1, **dark)
        label = f"{number * step:+g}".replace("-", "−") if number else "0"
        sheet.text(x, span[1] + 9, label, size=7.5, ha="center", color=MUTED)
    for words, side, align in ((say("← better in B"), -1, "left"), (say("worse in B →"), 1, "right")):
        x = middle + side * PLOT / 2
        sheet.text(x, span[1] + 20, tell(words, lang=lang), size=8, ha=align, color=MUTED)


def _step(reach: float) -> float:
    """Give a round distance between marks, at most four of them on either side."""
    power = 10.0 ** floor(log10(reach / 4))
    return next(power * step for step in _STEPS if power * step * 4 >= reach)


def _row(sheet: Sheet, row: _Row, y: float, place: tuple[float, float]) -> None:
    middle, scale = place
    colour = (
        (BETTER if row.difference < 0 else WORSE) if row.sure and row.rated else INK if row.sure else MUTED
    )
    label = shorten(drawable(row.title), LABELS - 12, 9)
    sheet.text(MARGIN + LABELS - 10, y, label, size=9, ha="right", gid=svg_id("row", row.name))
    ends = middle + row.low * scale, middle + row.high * scale
    sheet.line((ends[0], y), (ends[1], y), color=colour, linewidth=1.6, zorder=4)
    _marker(sheet, middle + row.difference * scale, y, colour, row)
    difference, low, high = map(signed, (row.difference, row.low, row.high))
    text = f"{difference} ({low} … {high})"
    sheet.text(MARGIN + LABELS + PLOT + FIGURES, y, text, size=8, ha="right", color=colour)


def _marker(sheet: Sheet, x: float, y: float, colour: str, row: _Row) -> None:
    """Draw the difference: a disc for better, a diamond for worse, a ring where it cannot be told."""
    if row.sure and row.rated and row.difference > 0:
        points = [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]
        sheet.shape(points, facecolor=colour, edgecolor=PAPER, linewidth=0.5, zorder=6)
        return
    fill = colour if row.sure else PAPER
    sheet.circle(x, y, 4, facecolor=fill, edgecolor=colour, linewidth=1.2, zorder=6)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    x = MARGIN + 6
    samples = (
        (_Row("", "", -1.0, 0.0, 0.0, sure=True), BETTER, say("better for certain")),
        (_Row("", "", 1.0, 0.0, 0.0, sure=True), WORSE, say("worse for certain")),
        (
            _Row("", "", 1.0, 0.0, 0.0, sure=True, rated=False),
            INK,
            say("certain, not rated"),
        ),
        (_Row("", "", 1.0, 0.0, 0.0, sure=False), MUTED, say("cannot be told")),
    )
    for row, colour, words in samples:
        _marker(sheet, x, y, colour, row)
        text = tell(words, lang=lang)
        sheet.text(x + 10, y, text, size=8)
        x += 10 + width(text, 8) + 20
    note = say(
        "Certain among all that is compared: the chance to call anything so where nothing differs is at "
        "most 5 %."
    )
    sheet.text(MARGIN, y + 18, tell(note, lang=lang), size=8, color=MUTED)
