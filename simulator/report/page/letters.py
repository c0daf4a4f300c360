"""The Chinese letters of a page, for browsers on machines that have none."""

from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO

from simulator.report.style import FONT

FAMILY = "Drill Page"
FIRST = 0x2E80
"""Letters from here on are Chinese, and their punctuation; what comes before every machine has."""
_LEFT_OUT = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
"""Tables of the font that set no letter of a page."""


def font_face(text: str) -> str:
    """Give the rule of a style sheet that holds the outlines of the Chinese letters in a text, if any.

    It is the font of the charts, cut down to these letters: a quarter of a kilobyte each.
    """
    letters = {ord(letter) for letter in set(text) if ord(letter) >= FIRST}
    if not letters:
        return ""
    content = b64encode(_cut_down(letters)).decode()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; unicode-range: U+{FIRST:X}-1FFFFF; '
        f'src: url("data:font/woff;base64,{content}") format("woff"); }}'
    )


def _cut_down(letters: Iterable[int]) -> bytes:
    """Give the font with these letters alone, as WOFF."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    # The font has no hints to be taken out, and its letters stay as large as they are.
    options.layout_features, options.hinting, options.notdef_outline = [], True, True
    options.drop_tables += _LEFT_OUT
    cutter, content = Subsetter(options), BytesIO()
    cutter.populate(unicodes=letters)
    with TTFont(FONT, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        cutter.subset(font)
        font.flavor = "woff"
        font.save(content)
    return content.getvalue()
