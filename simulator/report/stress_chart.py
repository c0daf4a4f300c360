"""A heat map of what is lost by objective: by how many points fewer replications reach it in time."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import Message, say
from simulator.report.cost_scale import COLOURS
from simulator.report.figures import signed
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import percent, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record = Mapping[str, Any]

MOST = {"losses": 30, "pairs": 12, "second": 6}
"""Rows of each part: the worst of those that change an objective, of pairs more than either loss alone."""
PARTS: Mapping[str, Message] = {
    "losses": say("Lost from the start to the end"),
    "pairs": say("Two lost together"),
    "second": say("A second incident at the same time"),
}
TOP, FOOT = 78.0, 62.0
LABELS, CELL, ROW, HEAD, GAP, LINES = 290.0, 88.0, 18.0, 22.0, 8.0, 4
NARROWEST = 820.0
QUIET = "#f4f4f4"
BOUNDS = (5, 20, 40, 70)
"""Points at which a class of colour ends; a fall on a bound belongs to the lighter class."""
_CLASSES = (
    say("up to 5 points"),
    say("5 to 20"),
    say("20 to 40"),
    say("40 to 70"),
    say("over 70 points"),
)


@dataclass(frozen=True, slots=True)
class _Grid:
    sheet: Sheet
    lang: str

    def left(self, column: int) -> float:
        return MARGIN + LABELS + column * CELL


def stress_chart(record: Record, *, lang: str) -> "Figure":
    """Draw a study as `simulator.study.stress_record.stress_record` gives it."""
    parts = [(part, rows) for part in PARTS if (rows := rows_of(record, part))]
    goals = record["objectives"]
    high = ROW + GAP + sum(HEAD + len(rows) * ROW + GAP for _part, rows in parts)
    top = TOP + LINES * 11 + 8
    with chart_style():
        wide = max(2 * MARGIN + LABELS + len(goals) * CELL, NARROWEST)
        grid = _Grid(Sheet(wide, top + high + FOOT), lang)
        _head(grid.sheet, record, lang)
        _columns(grid, goals, top)
        _as_it_is(grid, goals, top)
        y = top + ROW + GAP
        for part, rows in parts:
            _part(grid, (part, rows), y)
            y += HEAD + len(rows) * ROW + GAP
        _legend(grid.sheet, top + high + 12, lang)
    return grid.sheet.figure


def rows_of(record: Record, part: str) -> list[Record]:
    """Give the rows of a part that change an objective, the worst first, as many as there is room for."""
    found = [row for row in record[part] if any(_changes(each) for each in row["objectives"])]
    return [row for row in found if row.get("beyond", 1.0) > 0][: MOST[part]]


def _changes(effect: Record) -> bool:
    return bool(effect["difference"])


def _head(sheet: Sheet, record: Record, lang: str) -> None:
    heading = tell(say("What breaks which objective"), lang=lang)
    how = say(
        "{runs} replications each, with the same draws · seed {seed} · fall of the share in time, in points",
        runs=record["runs"],
        seed=record["seed"],
    )
    sheet.head(f"{heading} · {record['title'][lang]}", tell(how, lang=lang))
    finding = tell(_finding(record), lang=lang)
    sheet.text(MARGIN, 64, shorten(finding, sheet.width - 2 * MARGIN, 11), size=11)


def _finding(record: Record) -> Message:
    breaking = sum(row["breaks"] > 0 for row in record["losses"])
    together = len({each["title"]["en"] for each in record["minimal_sets"] if len(each["losses"]) > 1})
    if not breaking and not together:
        return say("No loss that was tried breaks an objective for certain.")
    return say(
        "Losses that break an objective alone: {alone}; pairs of which neither does: {two}.",
        alone=breaking,
        two=together,
    )


def _columns(grid: _Grid, goals: Sequence[Record], top: float) -> None:
    for column, goal in enumerate(goals):
        lines = wrap(drawable(goal["title"][grid.lang]), CELL - 6, 8, lines=LINES)
        for up, line in enumerate(reversed(lines)):
            x = grid.left(column) + CELL / 2
            gid = svg_id(f"column{up}", goal["milestone"])
            grid.sheet.text(x, top - 10 - up * 11, line, size=8, ha="center", gid=gid)


def _as_it_is(grid: _Grid, goals: Sequence[Record], y: float) -> None:
    name = tell(say("nothing lost: share in time"), lang=grid.lang)
    grid.sheet.text(MARGIN + LABELS - 10, y + ROW / 2, name, size=9, ha="right")
    for column, goal in enumerate(goals):
        x = grid.left(column)
        grid.sheet.box(x + 1, y + 1, CELL - 2, ROW - 2, facecolor=PAPER, edgecolor=MUTED, linewidth=0.8)
        grid.sheet.text(x + CELL / 2, y + ROW / 2, percent(goal["share"]), size=8.5, ha="center")
        if goal["verdict"] == "missed":
            _broken(grid.sheet, x + CELL - 9, y + ROW / 2)


def _part(grid: _Grid, part: tuple[str, list[Record]], y: float) -> None:
    name, rows = part
    grid.sheet.text(MARGIN, y + HEAD / 2, tell(PARTS[name], lang=grid.lang), size=10)
    for number, row in enumerate(rows):
        top = y + HEAD + number * ROW
        label = shorten(drawable(row["title"][grid.lang]), LABELS - 14, 9)
        at = MARGIN + LABELS - 10, top + ROW / 2
        grid.sheet.text(*at, label, size=9, ha="right", gid=svg_id("row", row["id"]))
        for column, effect in enumerate(row["objectives"]):
            _cell(grid, effect, (grid.left(column), top))


def _cell(grid: _Grid, effect: Record, corner: tuple[float, float]) -> None:
    x, y = corner
    points = -100 * effect["difference"]
    look, ink = look_of(effect)
    grid.sheet.box(x + 1, y + 1, CELL - 2, ROW - 2, **look)
    if _changes(effect):
        text = signed(-points, places=0) if abs(points) >= 0.5 else "≈ 0"
        grid.sheet.text(x + CELL / 2, y + ROW / 2, text, size=8.5, ha="center", color=ink)
    if effect["breaks"]:
        _broken(grid.sheet, x + CELL - 9, y + ROW / 2)


def look_of(effect: Record) -> tuple[dict[str, Any], str]:
    """Give the look of a cell and of its letters: only a fall that is certain has a colour."""
    if not _changes(effect):
        return {"facecolor": QUIET, "edgecolor": "none"}, MUTED
    if not effect["sure"] or effect["difference"] > 0:
        return {"facecolor": PAPER, "edgecolor": GRID, "linewidth": 0.8}, MUTED
    rank = bisect_left(BOUNDS, -100 * effect["difference"])
    return {"facecolor": COLOURS[rank], "edgecolor": "none"}, INK if rank < 2 else PAPER


def _broken(sheet: Sheet, x: float, y: float) -> None:
    sheet.circle(x, y, 3.6, facecolor=LOOKS["limit"].colour, edgecolor=PAPER, linewidth=0.9, zorder=9)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    x = MARGIN
    for look, words in _looks():
        sheet.box(x, y - 6, 18, 12, **look)
        text = tell(words, lang=lang)
        sheet.text(x + 23, y, text, size=8)
        x += 23 + width(text, 8) + 13
    _broken(sheet, MARGIN + 9, y + 19)
    notes = (
        say("missed for certain; in a row: because of the loss"),
        say(
            "Among all that is tried the chance to call any fall certain where there is none is at most 5 %."
        ),
    )
    sheet.text(MARGIN + 23, y + 19, tell(notes[0], lang=lang), size=8)
    sheet.text(MARGIN, y + 36, shorten(tell(notes[1], lang=lang), sheet.width - 44, 8), size=8, color=MUTED)


def _looks() -> Iterator[tuple[dict[str, Any], Message]]:
    for colour, words in zip(COLOURS, _CLASSES, strict=True):
        yield {"facecolor": colour, "edgecolor": "none"}, words
    yield {"facecolor": PAPER, "edgecolor": GRID, "linewidth": 0.8}, say("not for certain, or a gain")
    yield {"facecolor": QUIET, "edgecolor": "none"}, say("changes nothing")
