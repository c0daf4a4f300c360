"""How wide the columns of a table are, and where numbers may break."""

import re
from collections.abc import Iterable, Iterator, Sequence

from simulator.text.messages import display_width

NAME, TEXT = 24, 14
"""Columns that a name, and the heading of numbers, keeps while numbers can still break instead."""
CHINESE = 8
"""Columns that a Chinese text keeps at least, which may break anywhere."""
_NUMBER = r"(?:> )?[(（]?[\d.,]+(?: (?![(–>/·\d])\S{1,8})?(?=\s|$)(?: –)?"
_PIECE = re.compile(rf"\s*(?:{_NUMBER}|（?[^\s：（]+：?(?: –)?|[：（])")
_WIDE = "⺀-鿿豈-﫿＀-￯、-〿"
SIGNS = re.compile(rf"[（「《“]*(?:[^\s{_WIDE}]+|[{_WIDE}])[，。；：、！？）」》”]*|\s+")
"""What a line may break between: Chinese signs with what may not begin or end a line, words, blanks."""
_MIDDLE = re.compile(r"(?<=–)(?= )|(?= \()")


def shared_width(texts: Sequence[Sequence[str]], numbers: Sequence[bool], room: int) -> list[int]:
    """Give the width of each column of these texts, the heading first; `numbers` tells which hold figures.

    Names break before figures do; only where there is no room for the longest word of each do words break.

    >>> shared_width([["Who", "Duty room"], ["median", "12 min 3 s"]], [False, True], 14)
    [8, 6]
    """
    wanted = widths = [max(map(_whole, cells)) for cells in texts]
    words = [max(map(_longest, cells)) for cells in texts]
    kinds = zip(texts, words, numbers, strict=True)
    comfort = [_comfort(cells, word, number=number) for cells, word, number in kinds]
    for floor in (comfort, words, [1] * len(texts)):
        widths = _narrowed(widths, floor, room)
    for place, number in enumerate(numbers):
        if number:  # what breaks between numbers leaves some room
            lines = (line for cell in texts[place] for line in broken(cell, widths[place]))
            widths[place] = min(widths[place], max((words[place], *map(display_width, lines))))
    return _widened(widths, wanted, numbers, room)


def at_ease(texts: Sequence[Sequence[str]], numbers: Sequence[bool], room: int) -> bool:
    """Say whether so much room is enough without breaking a number or a name of no more than `NAME`.

    >>> at_ease([["Who", "Duty room"], ["median", "12 min 3 s"]], [False, True], 19)
    True
    """
    kinds = zip(texts, numbers, strict=True)
    return sum(_comfort(cells, max(map(_longest, cells)), number=number) for cells, number in kinds) <= room


def broken(text: str, width: int) -> list[str]:
    """Break a text into lines: a number stays with its unit, an interval breaks at its middle.

    >>> broken("52 min 5 s – 1 h 3 min", 13)
    ['52 min 5 s –', '1 h 3 min']
    >>> broken("96 % (86.5 % – 98.9 %)", 10)
    ['96 %', '(86.5 % –', '98.9 %)']
    >>> broken("已另行知悉：100 %", 12)
    ['已另行知悉：', '100 %']
    >>> broken("等待转移工作组，而城关镇", 14)
    ['等待转移工作', '组，而城关镇']
    >>> broken("等待abc，而def。", 8)
    ['等待', 'abc，而', 'def。']
    """
    lines = (filled for line in text.split("\n") for filled in _filled(_pieces(line, width), width))
    return [part for line in lines for part in _folded(line, width)]


def _pieces(line: str, width: int) -> Iterator[str]:
    for part in _MIDDLE.split(line):
        if display_width(part) <= width:
            yield part
        else:
            yield from _PIECE.findall(part)


def _filled(pieces: Iterable[str], width: int) -> list[str]:
    lines = [""]
    for piece in pieces:
        if not lines[-1] or display_width(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return lines


def _folded(line: str, width: int) -> list[str]:
    fits = display_width(line) <= width or width < CHINESE
    return [line] if fits else _filled(SIGNS.findall(line), width)


def _comfort(cells: Sequence[str], word: int, *, number: bool) -> int:
    """Give the width down to which a column goes before any number breaks."""
    heading, *rest = map(_whole, cells)
    if number:
        return max((word, min(heading, TEXT), *rest))
    return max(word, min(NAME, max((heading, *rest))))


def _narrowed(widths: Sequence[int], floor: Sequence[int], room: int) -> list[int]:
    """Take from the widest column, one by one, down to the floor of each, until there is room."""
    found = list(widths)
    while sum(found) > room:
        able = [place for place, width in enumerate(found) if width > floor[place]]
        if not able:
            break
        found[max(able, key=lambda place: found[place])] -= 1
    return found


def _widened(widths: Sequence[int], whole: Sequence[int], numbers: Sequence[bool], room: int) -> list[int]:
    """Give what is left to the texts, the narrowest first."""
    found = list(widths)
    while sum(found) < room:
        able = [place for place, number in enumerate(numbers) if not number and found[place] < whole[place]]
        if not able:
            break
        found[min(able, key=lambda place: found[place])] += 1
    return found


def _whole(text: str) -> int:
    return max(map(display_width, text.split("\n")))


def _longest(text: str) -> int:
    """Give the width of the longest piece that is not to break: a word, or a number with its unit."""
    return max((_width_of(piece.strip()) for piece in _PIECE.findall(text)), default=1)


def _width_of(piece: str) -> int:
    width = display_width(piece)
    return width if width == len(piece) or re.match(_NUMBER, piece) else min(width, CHINESE)
