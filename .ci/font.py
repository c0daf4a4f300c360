"""Make the Chinese font that charts are drawn with: a subset of Noto Sans SC Regular.

Needs the package `pylopdf-fonts-zh-cn` (Noto Sans SC, OFL 1.1) and fontTools. Not part of the check: the
result is in the repository, and is made again only when a character is missing.

    pip install pylopdf-fonts-zh-cn fonttools
    python .ci/font.py

The same input font gives the same bytes.
"""

import importlib.resources
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "simulator" / "report" / "fonts" / "DrillSansSC-Regular.otf"

# The subset has a family name of its own, so that a full Noto Sans SC installed on the machine is never taken
# in its place and charts come out the same everywhere.
FAMILY = "Drill Sans SC"

# Blocks taken whole, as far as the font has them; what GBK adds are the 21 000 ideographs.
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1, Latin extended
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x206F),  # dashes, quotes, ellipsis, bullet
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # number forms, roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators, the true minus sign
    (0x2460, 0x24FF),  # circled numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # triangles, discs, squares
    (0x2600, 0x27BF),  # symbols, ticks
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x33FF),  # enclosed ideographs, squared units
    (0xFF00, 0xFFEF),  # full-width forms
)


def gbk() -> Iterator[int]:
    """Yield the code points of the national standard's GBK repertoire."""
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode("gbk", errors="ignore")
            if len(text) == 1:
                yield ord(text)


def wanted() -> set[int]:
    """Give every code point that the subset holds where the font has it."""
    return set(gbk()) | {code for first, last in BLOCKS for code in range(first, last + 1)}


def rename(font: TTFont) -> None:
    """Give the subset its own name, as the licence asks of a modified font that others may reserve."""
    names = {1: FAMILY, 3: f"{FAMILY} Regular", 4: FAMILY, 6: TARGET.stem}
    for record in font["name"].names:
        record.string = names.get(record.nameID, str(record))
    outlines = font["CFF "].cff
    outlines.fontNames = [TARGET.stem]
    outlines[0].FamilyName = outlines[0].FullName = FAMILY


def main() -> None:
    """Write the subset beside its licence."""
    source = importlib.resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
    options = Options(layout_features=["kern"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14])
    with importlib.resources.as_file(source) as path:
        font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    rename(font)
    font.save(TARGET)


if __name__ == "__main__":
    main()
