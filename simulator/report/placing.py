"""Where texts and bars go so that they do not cover each other."""

from collections.abc import Sequence

Span = tuple[float, float]
"""From and to, on one line."""


def stacked(spans: Sequence[Span], *, gap: float = 0.0) -> list[int]:
    """Give each span the first row where it touches none of those before it.

    >>> stacked([(0, 5), (3, 8), (6, 9)])
    [0, 1, 0]
    """
    ends: list[list[Span]] = []
    rows = []
    for span in spans:
        row = next((i for i, taken in enumerate(ends) if _free(span, taken, gap)), len(ends))
        if row == len(ends):
            ends.append([])
        ends[row].append(span)
        rows.append(row)
    return rows


def _free(span: Span, taken: Sequence[Span], gap: float) -> bool:
    return all(span[0] >= other[1] + gap or span[1] + gap <= other[0] for other in taken)


def staggered(points: Sequence[tuple[float, float]], *, gap: float = 4.0) -> list[int]:
    """Give levels above an axis, 0 lowest, for labels of (place, width) that end at a leader down to it.

    No label covers another, and no leader runs through a label: of two that would meet, the later stands
    higher.

    >>> staggered([(50, 30), (60, 30), (100, 30)])
    [0, 1, 0]
    """
    levels: dict[int, int] = {}
    for number in sorted(range(len(points)), key=lambda i: (points[i][0], i)):
        at, wide = points[number]
        met = [level for other, level in levels.items() if points[other][0] > at - wide - gap]
        levels[number] = max(met, default=-1) + 1
    return [levels[number] for number in range(len(points))]
