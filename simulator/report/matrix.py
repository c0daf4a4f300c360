"""The boundary matrix as a chart: between whom the gaps lie, and how many minutes are lost there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, Any

from simulator.analysis.gaps.boundary import By, Cell, Matrix
from simulator.errors import Message, say
from simulator.report.cost_scale import COLOURS, CostScale
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, MUTED, PAPER, SECTORS, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOP, FOOT = 96.0, 84.0
CELL, HIGH, INSET, STRIP, LINE = 88.0, 54.0, 5.0, 7.0, 13.0
NAME_SIZE, LONGEST_NAME, NAME_LINES = 9.0, 190.0, 3
NARROWEST = 860.0
MOST_VALUES = 14
"""Of more values on a side those with the most minutes are shown."""
QUIET = "#f4f4f4"
_INSIDE: Mapping[str, Any] = {
    "facecolor": PAPER,
    "edgecolor": MUTED,
    "linestyle": (0, (2, 2)),
    "linewidth": 0.7,
}
_HEADINGS: Mapping[By, Message] = {
    "sector": say("Between which sectors coordination breaks"),
    "level": say("Between which levels coordination breaks"),
    "region": say("Between which regions coordination breaks"),
    "agency": say("Between which agencies coordination breaks"),
}


def draw_matrix(matrix: Matrix, *, names: Mapping[str, str], title: str, lang: str) -> "Figure":
    """Draw a heat map: minutes by colour and number, gaps by number; `names` are those of the values.

    Where each pair of values is one cell it is a triangle, and what lies inside one value (the diagonal) is
    smaller and dashed, so that the boundaries stand out.
    """
    with chart_style():
        grid = _grid(_largest(matrix), {value: drawable(name) for value, name in names.items()})
        sheet = Sheet(grid.width, grid.bottom + FOOT)
        _head(sheet, grid, matrix, title, lang)
        for row, value in enumerate(grid.matrix.rows):
            _row_name(sheet, grid, row, value)
            for column, other in enumerate(grid.matrix.columns):
                if not grid.matrix.triangular or column <= row:
                    _cell(sheet, grid, (row, column), grid.matrix.cell(value, other), lang)
        for column, value in enumerate(grid.matrix.columns):
            _column_name(sheet, grid, column, value)
        _legend(sheet, grid, len(matrix.cells) - len(grid.matrix.cells), lang)
    return sheet.figure


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells are; `left` and `top` are the corner of the first one."""

    matrix: Matrix
    names: Mapping[str, str]
    scale: CostScale
    left: float
    top: float
    width: float

    @property
    def bottom(self) -> float:
        return self.top + HIGH * max(len(self.matrix.rows), 1)

    def corner(self, row: int, column: int) -> tuple[float, float]:
        return self.left + column * CELL, self.top + row * HIGH


def _largest(matrix: Matrix) -> Matrix:
    """Keep the values with the most minutes, where there are too many to read."""
    rows, columns = (_most(matrix, side, values) for side, values in enumerate((matrix.rows, matrix.columns)))
    cells = [cell for cell in matrix.cells if cell.between[0] in rows and cell.between[1] in columns]
    return replace(matrix, rows=rows, columns=columns, cells=tuple(cells))


def _most(matrix: Matrix, side: int, values: tuple[str, ...]) -> tuple[str, ...]:
    def loss(value: str) -> tuple[float, int]:
        ends = [
            cell
            for cell in matrix.cells
            if value in (cell.between if matrix.triangular else (cell.between[side],))
        ]
        return -fsum(cell.seconds for cell in ends), -sum(len(cell.gaps) for cell in ends)

    kept = set(sorted(values, key=lambda value: (*loss(value), values.index(value)))[:MOST_VALUES])
    return tuple(value for value in values if value in kept)


def _grid(matrix: Matrix, names: Mapping[str, str]) -> _Grid:
    widest = max((width(names[value], NAME_SIZE) for value in matrix.rows), default=0.0)
    left = MARGIN + 14 + min(widest + 1, LONGEST_NAME) + 10
    ends = [left + len(matrix.columns) * CELL]
    if matrix.triangular:
        ends += [
            left + column * CELL + min(width(names[value], NAME_SIZE), LONGEST_NAME)
            for column, value in enumerate(matrix.columns)
        ]
    most = max((cell.seconds / 60 for cell in matrix.cells), default=0.0)
    head = 0.0 if matrix.triangular else (NAME_LINES - 1) * (NAME_SIZE + 2)
    return _Grid(matrix, names, CostScale.up_to(most), left, TOP + head, max(max(ends) + MARGIN, NARROWEST))


def _head(sheet: Sheet, grid: _Grid, matrix: Matrix, title: str, lang: str) -> None:
    """Write the title, the totals of the whole matrix, and which boundary costs most."""
    heading = f"{tell(_HEADINGS[grid.matrix.by], lang=lang)} · {title}"
    sheet.head(heading, tell(_totals(matrix.cells, grid.scale, lang), lang=lang))
    finding = drawable(tell(_finding(grid, lang), lang=lang))
    sheet.text(MARGIN, 62, shorten(finding, sheet.width - 2 * MARGIN, 11), size=11)


def _totals(cells: Sequence[Cell], scale: CostScale, lang: str) -> Message:
    return say(
        "gaps: {gaps} · {time} in the mean of a replication · not timed: {unmeasured}",
        gaps=sum(len(cell.gaps) for cell in cells),
        time=tell(scale.lost(fsum(cell.seconds for cell in cells) / 60), lang=lang),
        unmeasured=sum(cell.unmeasured for cell in cells),
    )


def _finding(grid: _Grid, lang: str) -> Message:
    """Say which boundary costs most."""
    across = [cell for cell in grid.matrix.cells if cell.across]
    if not across:
        return say("No gap lies between two of them.")
    worst = max(across, key=lambda cell: (cell.seconds, len(cell.gaps)))
    found = {
        "one": grid.names[worst.between[0]],
        "other": grid.names[worst.between[1]],
        "time": tell(grid.scale.lost(worst.seconds / 60), lang=lang),
        "gaps": len(worst.gaps),
    }
    if not worst.seconds:
        return say("Most gaps lie between {one} and {other}: {gaps}.", **found)
    return say("Most is lost between {one} and {other}: {time}, gaps: {gaps}.", **found)


def _row_name(sheet: Sheet, grid: _Grid, row: int, value: str) -> None:
    _, y = grid.corner(row, 0)
    if grid.matrix.by == "sector" and value in SECTORS:
        look = SECTORS[value]
        sheet.box(
            MARGIN,
            y + HIGH / 2 - 7,
            6,
            14,
            facecolor=look.colour,
            edgecolor="none",
            gid=svg_id("sector", value),
        )
    name = shorten(grid.names[value], grid.left - MARGIN - 24, NAME_SIZE)
    sheet.text(grid.left - 10, y + HIGH / 2, name, size=NAME_SIZE, ha="right", gid=svg_id("row", value))


def _column_name(sheet: Sheet, grid: _Grid, column: int, value: str) -> None:
    """Write the name of a column: on the step above its first cell, or at the top in some lines."""
    if grid.matrix.triangular:
        x, y = grid.corner(column, column)
        name = shorten(grid.names[value], LONGEST_NAME, NAME_SIZE)
        sheet.text(x + INSET, y - 6, name, size=NAME_SIZE, color=MUTED, gid=svg_id("column", value))
        return
    x, y = grid.corner(0, column)
    lines = wrap(grid.names[value], CELL - 8, NAME_SIZE - 1, lines=NAME_LINES)
    for up, line in enumerate(reversed(lines)):
        options = {"ha": "center", "gid": svg_id(f"column{up + 1}", value)}
        sheet.text(x + CELL / 2, y - 9 - up * (NAME_SIZE + 2), line, size=NAME_SIZE - 1, **options)


def _cell(sheet: Sheet, grid: _Grid, at: tuple[int, int], cell: Cell | None, lang: str) -> None:
    x, y = grid.corner(*at)
    row, column = grid.matrix.rows[at[0]], grid.matrix.columns[at[1]]
    minutes = cell.seconds / 60 if cell else 0.0
    inset = INSET if row == column else 1.0
    look = _inside(cell) if row == column else _look(cell, minutes, grid.scale)
    size = CELL - 2 * inset, HIGH - 2 * inset
    sheet.box(x + inset, y + inset, *size, gid=svg_id("cell", row, column), **look)
    if row == column and minutes:
        colour = grid.scale.colour(minutes)
        sheet.box(x + inset, y + inset, STRIP, size[1], facecolor=colour, edgecolor="none")
    if cell:
        ink = grid.scale.ink(minutes) if minutes and cell.across else INK
        time = tell(grid.scale.lost(minutes), lang=lang) if minutes else ""
        _words(sheet, (x + CELL / 2, y + HIGH / 2), cell, (time, ink), lang)


def _inside(cell: Cell | None) -> Mapping[str, Any]:
    return _INSIDE if cell else {**_INSIDE, "edgecolor": GRID}


def _look(cell: Cell | None, minutes: float, scale: CostScale) -> dict[str, Any]:
    """Give the look of a boundary: nothing found, found but not timed, or the colour of its minutes."""
    if cell is None:
        return {"facecolor": QUIET, "edgecolor": "none"}
    if not minutes:
        return {"facecolor": PAPER, "edgecolor": MUTED, "linewidth": 0.9}
    return {"facecolor": scale.colour(minutes), "edgecolor": "none"}


def _words(sheet: Sheet, middle: tuple[float, float], cell: Cell, look: tuple[str, str], lang: str) -> None:
    """Write the time lost, if any was, and the gaps of a cell; `look` is that time and the colour."""
    (x, y), (time, ink) = middle, look
    number = say("{count} gaps", count=len(cell.gaps)) if len(cell.gaps) != 1 else say("1 gap")
    lines = [(tell(number, lang=lang), 8.0)]
    if time:
        lines.insert(0, (time, 12.0))
    if cell.unmeasured == len(cell.gaps):
        lines.append((tell(say("not timed"), lang=lang), 7.5))
    elif cell.unmeasured:
        lines.append((tell(say("{count} not timed", count=cell.unmeasured), lang=lang), 7.5))
    for number_of_line, (line, size) in enumerate(lines):
        at = y + (number_of_line - (len(lines) - 1) / 2) * LINE
        sheet.text(x, at, line, size=size, ha="center", color=ink)


def _legend(sheet: Sheet, grid: _Grid, left_out: int, lang: str) -> None:
    y = grid.bottom + 28
    x, looks = MARGIN, list[tuple[Mapping[str, Any], Message]]()
    if any(cell.seconds for cell in grid.matrix.cells):
        head = tell(say("time lost:"), lang=lang)
        sheet.text(x, y, head, size=8)
        x += width(head, 8) + 10
        looks += [
            ({"facecolor": colour, "edgecolor": "none"}, words)
            for colour, words in zip(COLOURS, grid.scale.words(), strict=True)
        ]
    looks.append(({"facecolor": PAPER, "edgecolor": MUTED, "linewidth": 0.9}, say("found, not timed")))
    looks.append(({"facecolor": QUIET, "edgecolor": "none"}, say("nothing found")))
    if grid.matrix.triangular:
        looks.append((_INSIDE, say("inside one of them")))
    for look, words in looks:
        sheet.box(x, y - 6, 18, 12, **look)
        text = tell(words, lang=lang)
        sheet.text(x + 23, y, text, size=8)
        x += 23 + width(text, 8) + 13
    _notes(sheet, y + 20, left_out, lang)


def _notes(sheet: Sheet, y: float, left_out: int, lang: str) -> None:
    notes = [
        say("Each gap counts once, between its two sides. The time was lost in runs; closing may save less."),
        *([say("{left} cells with less time are not shown.", left=left_out)] if left_out else []),
    ]
    for number, note in enumerate(notes):
        line = shorten(tell(note, lang=lang), sheet.width - 2 * MARGIN, 8)
        sheet.text(MARGIN, y + number * 12, line, size=8, color=MUTED)
