"""A tornado: how far each figure, low and high, moves the mean time of a milestone; the widest on top."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from simulator.errors import Message, say
from simulator.report.lettering import drawable, shorten, width
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import percent, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record = Mapping[str, Any]

MOST = 20
"""Figures that are drawn: those that move the milestone for certain, then the others, the farthest first."""
TOP, FOOT = 100.0, 66.0
ROW, LABELS, PLOT, SHARES = 32.0, 330.0, 420.0, 96.0
LOW, HIGH = LOOKS["travel"].colour, LOOKS["working"].colour
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where minutes lie: `middle` is the mean as it is."""

    middle: float
    points: float

    def x(self, minutes: float) -> float:
        return self.middle + minutes * self.points


def tornado(record: Record, *, lang: str) -> "Figure":
    """Draw a study as `simulator.study.sensitivity.sensitivity_record` gives it."""
    rows = rows_of(record)
    high = max(len(rows), 1) * ROW
    with chart_style():
        sheet = Sheet(2 * MARGIN + LABELS + PLOT + SHARES, TOP + high + FOOT)
        _head(sheet, record, lang)
        scale, reach = _scale(rows)
        _axis(sheet, scale, reach, (TOP, TOP + high), lang)
        shares = {each["id"]: each for each in record["sobol"] or ()}
        for number, row in enumerate(rows):
            _row(sheet, row, TOP + number * ROW, scale, lang)
            _share(sheet, shares.get(row["id"]), TOP + (number + 0.5) * ROW)
        if not rows:
            nothing = tell(say("No figure that was tried moves it."), lang=lang)
            sheet.text(MARGIN, TOP + ROW / 2, nothing, size=11)
        if shares:
            _share_head(sheet, lang)
        _legend(sheet, record, TOP + high + 34, lang)
    return sheet.figure


def rows_of(record: Record) -> list[Record]:
    """Give the figures that move the milestone, as many as are drawn."""
    return [row for row in record["figures"] if row["at_low_s"] or row["at_high_s"]][:MOST]


def _head(sheet: Sheet, record: Record, lang: str) -> None:
    heading = say("What moves: {name}", name=record["milestone_title"][lang])
    how = say(
        "{title} · {runs} replications each, with the same draws · seed {seed} · mean as it is: {mean} min",
        title=record["title"][lang],
        runs=record["runs"],
        seed=record["seed"],
        mean=f"{record['mean_s'] / 60:.1f}",
    )
    sheet.head(tell(heading, lang=lang), tell(how, lang=lang))
    finding = drawable(tell(_finding(record), lang=lang))
    sheet.text(MARGIN, 66, shorten(finding, sheet.width - 2 * MARGIN, 11), size=11)


def _finding(record: Record) -> Message:
    first = next((row for row in record["figures"] if row["id"] == record["measure_first"]), None)
    if first is None:
        return say("No figure without a basis moves it for certain.")
    return say(
        "To be measured first: {path}, {written} ({place})",
        path=first["path"],
        written=first["written"],
        place=first["id"],
    )


def _scale(rows: list[Record]) -> tuple[_Scale, tuple[float, float]]:
    ends = [row[f"{end}{side}_s"] or 0.0 for row in rows for end in _ENDS for side in ("", "_low", "_high")]
    low, high = min(0.0, *ends, 0.0) / 60, max(0.0, *ends, 0.0) / 60
    span = high - low or 1.0
    points = PLOT * 0.94 / span
    left = MARGIN + LABELS + PLOT * 0.03
    return _Scale(left - low * points, points), (low, high or span)


_ENDS = ("at_low", "at_high")


def _axis(
    sheet: Sheet, scale: _Scale, reach: tuple[float, float], span: tuple[float, float], lang: str
) -> None:
    step = _step(reach[1] - reach[0])
    for number in range(floor(reach[0] / step), floor(reach[1] / step) + 1):
        x = scale.x(number * step)
        if x < MARGIN + LABELS:
            continue
        dark = {"color": MUTED, "linewidth": 1.0} if number == 0 else {"color": GRID, "linewidth": 0.6}
        sheet.line((x, span[0]), (x, span[1]), zorder=1, **dark)
        label = f"{number * step:+g}".replace("-", "−") if number else "0"
        sheet.text(x, span[1] + 9, label, size=7.5, ha="center", color=MUTED)
    words = tell(say("minutes sooner or later than the mean as it is"), lang=lang)
    sheet.text(MARGIN + LABELS + PLOT / 2, span[1] + 20, words, size=8, ha="center", color=MUTED)


def _step(span: float) -> float:
    """Give a round distance between marks, at most eight of them."""
    power = 10.0 ** floor(log10(span / 8))
    return next(power * step for step in _STEPS if power * step * 8 >= span)


def _row(sheet: Sheet, row: Record, top: float, scale: _Scale, lang: str) -> None:
    right, most = MARGIN + LABELS - 10, LABELS - 14
    ink = INK if row["sure"] else MUTED
    name = row["path"] if row["what"] is None else f"{row['path']} · {row['what'][lang]}"
    sheet.text(right, top + 10, shorten(drawable(name), most, 8.5), size=8.5, ha="right", color=ink,
               gid=svg_id("row", row["id"]))  # fmt: skip
    basis = tell(say("with a basis") if row["based"] else say("without a basis"), lang=lang)
    if not row["of_plan"]:
        basis = tell(say("of the scenario"), lang=lang)
    under = f"{row['written']} · {basis} · {row['id']}"
    sheet.text(right, top + 21, shorten(drawable(under), most, 7), size=7, ha="right", color=MUTED)
    for end, colour, y in (("at_low", LOW, top + 5), ("at_high", HIGH, top + 16)):
        _bar(sheet, row, end, (scale, y), colour)


def _bar(sheet: Sheet, row: Record, end: str, place: tuple[_Scale, float], colour: str) -> None:
    """Draw how far the mean moves at one end, with its interval; light where the figure is not certain."""
    scale, y = place
    middle, x = scale.x(0.0), scale.x(row[f"{end}_s"] / 60)
    fill = colour if row["sure"] else PAPER
    sheet.box(min(middle, x), y, abs(x - middle), 10, facecolor=fill, edgecolor=colour, linewidth=0.8)
    ends = [row[f"{end}{side}_s"] for side in ("_low", "_high")]
    if None not in ends and ends[0] != ends[1]:
        low, high = (scale.x(each / 60) for each in ends)
        sheet.line((low, y + 5), (high, y + 5), color=INK, linewidth=1.1, zorder=6)


def _share(sheet: Sheet, found: Record | None, y: float) -> None:
    if found is not None:
        limits = f"({_clipped(found['total_low'])} – {_clipped(found['total_high'])})"
        ink = INK if found["total_sure"] else MUTED
        x = sheet.width - MARGIN
        sheet.text(x, y - 5, _clipped(found["total"]), size=8.5, ha="right", color=ink)
        sheet.text(x, y + 6, limits, size=7, ha="right", color=MUTED)


def _clipped(share: float) -> str:
    return percent(min(max(share, 0.0), 1.0))


def _share_head(sheet: Sheet, lang: str) -> None:
    words = tell(say("share of variance"), lang=lang)
    sheet.text(sheet.width - MARGIN, TOP - 10, words, size=8, ha="right", color=MUTED)


def _legend(sheet: Sheet, record: Record, y: float, lang: str) -> None:
    low, high = (f"{each:.0%}".replace("%", " %") for each in record["quantiles"])
    samples = (
        (LOW, LOW, say("figure low: at its {share} quantile, or divided by {factor}",
                       share=low, factor=record["factor"])),
        (HIGH, HIGH, say("figure high: at its {share} quantile, or times {factor}",
                         share=high, factor=record["factor"])),
        (PAPER, HIGH, say("not for certain")),
    )  # fmt: skip
    x = MARGIN
    for fill, edge, words in samples:
        sheet.box(x, y - 6, 18, 12, facecolor=fill, edgecolor=edge, linewidth=0.8)
        text = tell(words, lang=lang)
        sheet.text(x + 23, y, text, size=8)
        x += 23 + width(text, 8) + 13
    note = say(
        "Lines are 95 % intervals. Certain among all figures tried: the chance to call any so that does "
        "nothing is at most 5 %."
    )
    sheet.text(MARGIN, y + 17, shorten(tell(note, lang=lang), sheet.width - 44, 8), size=8, color=MUTED)
