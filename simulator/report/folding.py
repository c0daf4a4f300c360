"""Names of agencies folded into the room that they have."""

from simulator.report.lettering import shorten, width, wrap

SIZES = (8.5, 7.5)
"""Sizes of letters in a box, in points, in the order in which they are tried."""


def fold_name(name: str, room: float, sizes: tuple[float, ...] = SIZES) -> tuple[list[str], float]:
    """Fold a name into at most two lines of so many points, and give the size of its letters.

    It is parted between words, of Chinese in the middle; in smaller letters before it is shortened.
    """
    for size in sizes:
        parts = [lines for lines in _parts(name, size) if _widest(lines, size) <= room]
        if parts:
            return min(parts, key=lambda lines: (len(lines), _widest(lines, size))), size
    return _shortened(name, room, sizes[-1]), sizes[-1]


def _parts(name: str, size: float) -> list[list[str]]:
    """Give the ways to part a name that keep all of it, and its words whole."""
    ends = [at + 1 for at, letter in enumerate(name[:-1]) if letter in " -"]
    parts = [[name], *([name[:end].rstrip(), name[end:]] for end in ends)]
    middle = wrap(name, width(name, size) / 2 + size, size, lines=2)
    inside_a_word = len(middle) > 1 and (middle[0][-1:] + middle[1][:1]).isascii()
    whole = "".join(middle).replace(" ", "") == name.replace(" ", "")
    return parts if inside_a_word or not whole else [*parts, middle]


def _shortened(name: str, room: float, size: float) -> list[str]:
    fitting = [
        [name[:at], shorten(name[at + 1 :], room, size)]
        for at, letter in enumerate(name)
        if letter == " " and width(name[:at], size) <= room
    ]
    return max(fitting, key=lambda lines: len(lines[0])) if fitting else wrap(name, room, size, lines=2)


def _widest(lines: list[str], size: float) -> float:
    return max(width(line, size) for line in lines)
