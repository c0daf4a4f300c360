"""Texts of a figure as boxes, to see that none covers another."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from simulator.report.style import chart_style

SLACK = 0.8
"""Points that two boxes may share: a box holds room for descenders that its text may not have."""


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Give what is written in a figure, with its box in points."""
    with chart_style():
        renderer = FigureCanvasAgg(figure).get_renderer()
        scale = 72.0 / figure.dpi
        return [
            (text.get_text(), Bbox(text.get_window_extent(renderer).get_points() * scale))
            for text in figure.findobj(Text)
            if text.get_text() and text.get_visible()
        ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Give the pairs of texts that cover each other."""
    found = sorted(boxes(figure), key=lambda item: item[1].x0)
    pairs = []
    for number, (text, box) in enumerate(found):
        for other, second in found[number + 1 :]:
            if second.x0 > box.x1 - SLACK:
                break
            if min(box.y1, second.y1) - max(box.y0, second.y0) > 2 * SLACK:
                pairs.append((text, other))
    return pairs


def outside(figure: Figure) -> list[str]:
    """Give the texts that run over the edge of the sheet."""
    wide, high = (size * 72.0 for size in figure.get_size_inches())
    return [text for text, box in boxes(figure) if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high]
