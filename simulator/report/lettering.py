"""Text on charts: how wide it is, how to shorten and to wrap it, and what no font can draw."""

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Any

from simulator.report.style import font_chain

MISSING = "□"
_FIRST_HAN = "\u2e80"
"""Letters from here on are words themselves."""
_OPENING, _CLOSING = "（(《“[【", tuple("）)》”]】，。、；：")
"""A line does not end with the former nor begin with the latter."""


@cache
def _drawable() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(
        code
        for family in font_chain()
        for code in get_font(findfont(FontProperties(family=[family]))).get_charmap()
    )


def drawable(text: str) -> str:
    """Give text with a box for every character that no font has or that cannot be seen.

    Signs that turn the direction of writing count as the latter: a name must not rearrange the chart.
    """
    return "".join(_letter(letter) for letter in " ".join(text.split()))


def _letter(letter: str) -> str:
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")
    return MISSING if hidden or ord(letter) not in _drawable() else letter


@cache
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, 72.0)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=20_000)
def width(text: str, size: float) -> float:
    """Give the width of a line of text in points, as Agg draws it in the chain of fonts."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=list(font_chain()), size=100)
    wide, _, _ = _renderer().get_text_width_height_descent(text, font, ismath=False)
    return float(wide) * size / 100 * 1.01


def shorten(text: str, most: float, size: float) -> str:
    """Give as much of a line as fits into `most` points, `…` for the rest; nothing where too little fits."""
    if width(text, size) <= most:
        return text
    fits = _fitting(text, most, size, begin=2, mark="…")
    return text[:fits].rstrip() + "…" if fits > 1 else ""


def _fitting(text: str, most: float, size: float, *, begin: int, mark: str = "") -> int:
    """Give how many letters of a text that is too wide fit with the mark behind them, `begin` less 1 if none.

    Measuring takes most of the time of drawing, and more letters are wider: a few are measured, not all.
    """

    def wide(end: int) -> float:
        return width(text[:end].rstrip() + mark, size)

    return begin - 1 + bisect_right(range(begin, len(text)), most, key=wide)


def wrap(text: str, most: float, size: float, *, lines: int) -> list[str]:
    """Part a text into at most so many lines of at most `most` points, between words where there are some."""
    found: list[str] = []
    rest = text
    while rest and len(found) < lines - 1 and width(rest, size) > most:
        end = _break(rest, most, size)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, shorten(rest, most, size)] if rest else found


def _break(text: str, most: float, size: float) -> int:
    """Give where a line ends: inside a word only where the word alone is longer than the line."""
    fits = max(_fitting(text, most, size, begin=1), 1)
    # Not between a number and its unit.
    spaces = (at for at in range(fits, 0, -1) if text[at : at + 1] == " " and not text[at - 1].isdigit())
    space = next(spaces, -1)
    between = (
        space if space > fits // 2 else next((at for at in range(fits, 0, -1) if _parts(text, at)), fits)
    )
    return _kept(text, between)


def _kept(text: str, end: int) -> int:
    """Give the end of a line that takes no bracket away from what it belongs to."""
    moved = end > 1 and (text[end - 1] in _OPENING or text[end : end + 1] in _CLOSING)
    return end - 1 if moved else end


def _parts(text: str, at: int) -> bool:
    """Say whether a line may end before a letter: at a space, and beside a letter that is a word itself."""
    before, behind = text[at - 1], text[at : at + 1]
    return behind == " " or not (_is_of_word(before) and _is_of_word(behind))


def _is_of_word(letter: str) -> bool:
    """Say whether a letter makes a word with others, as Latin letters and digits do and Chinese do not."""
    return letter < _FIRST_HAN and not letter.isspace()
