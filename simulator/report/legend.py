"""The legend of a chart: signs with their words, from left to right, in as many rows as it takes."""

from collections.abc import Callable, Sequence

from simulator.errors import Message
from simulator.report.lettering import drawable, width
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import Look
from simulator.report.words import tell

SIGN = 22.0
"""Width of a sign."""
LINE = 15.0
_SIZE = 8.0
_GAP = 18.0

Sign = Callable[[Sheet, float, float], object]
"""Draws a sign from its left end on; y is its middle."""


def area(look: Look, *, light: bool = True) -> Sign:
    """Give the sign of an area in the look of a meaning."""
    return lambda sheet, x, y: sheet.area((x, y - 5), (SIGN, 10), look, light=light)


def draw_legend(sheet: Sheet, y: float, entries: Sequence[tuple[Sign, Message]], *, lang: str) -> None:
    """Draw a legend whose first row has its middle at `y`."""
    x = MARGIN
    for draw, words in entries:
        text = drawable(tell(words, lang=lang))
        wide = SIGN + 6 + width(text, _SIZE)
        if x > MARGIN and x + wide > sheet.width - MARGIN:
            x, y = MARGIN, y + LINE
        draw(sheet, x, y)
        sheet.text(x + SIGN + 6, y, text, size=_SIZE)
        x += wide + _GAP
