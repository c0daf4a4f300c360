"""A sheet of paper to draw on: one figure measured in points from its upper left corner, y downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.report.lettering import drawable, shorten, width
from simulator.report.style import INK, LOOKS, MARK, MUTED, PAPER, Look

POINTS_PER_INCH = 72.0
MARGIN = 22.0
"""Left and right of what is drawn."""
TITLE, LEAST_TITLE = 16.0, 11.0
"""Size of a title, and the one down to which a long one is made smaller before it is cut."""
_MARK = 176.0
"""Width that the mark of the exercise takes."""


@dataclass(frozen=True, slots=True)
class Head:
    """Of what a chart is: the title of its scenario, and which run of it."""

    title: str
    runs: int
    seed: int


class Sheet:
    """A figure and its one set of axes, without a frame. Make it and draw on it inside `chart_style()`."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure
        from matplotlib.layout_engine import PlaceHolderLayoutEngine

        self.width, self.height = width, height
        fixed = PlaceHolderLayoutEngine(adjust_compatible=True, colorbar_gridspec=True)
        self.figure: Figure = Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), layout=fixed
        )
        self.axes: Any = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.axis("off")

    def text(self, x: float, y: float, text: str, *, size: float, **options: Any) -> Any:
        """Write a line of text; y is its middle. `halo` draws paper around the letters."""
        from matplotlib.patheffects import withStroke

        if options.pop("halo", False):
            options["path_effects"] = [withStroke(linewidth=2.2, foreground=PAPER)]
        found = {"va": "center_baseline", "ha": "left", "color": INK, "zorder": 8, **options}
        return self.axes.text(x, y, drawable(text), size=size, **found)

    def line(self, start: tuple[float, float], end: tuple[float, float], **options: Any) -> Any:
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        return self.axes.add_line(Line2D((start[0], end[0]), (start[1], end[1]), **options))

    def box(self, x: float, y: float, width: float, height: float, **options: Any) -> Any:
        """Draw a rectangle; x, y is its upper left corner."""
        from matplotlib.patches import Rectangle

        return self.axes.add_patch(Rectangle((x, y), width, height, **options))

    def path(self, points: Sequence[tuple[float, float]], **options: Any) -> Any:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        found = {"solid_capstyle": "butt", "dash_capstyle": "butt", **options}
        return self.axes.add_line(Line2D(*zip(*points, strict=True), **found))

    def circle(self, x: float, y: float, radius: float, **options: Any) -> Any:
        """Draw a circle; x, y is its middle."""
        from matplotlib.patches import Circle

        return self.axes.add_patch(Circle((x, y), radius, **options))

    def shape(self, points: list[tuple[float, float]], **options: Any) -> Any:
        """Draw a closed shape."""
        from matplotlib.patches import Polygon

        return self.axes.add_patch(Polygon(points, closed=True, **options))

    def area(
        self, corner: tuple[float, float], size: tuple[float, float], look: Look, *, light: bool, **more: Any
    ) -> Any:
        """Draw a rectangle in the look of a meaning: solid, or light and hatched."""
        fill = tint(look.colour, 0.3) if light else look.colour
        hatch = look.hatch if light else ""
        options = {"facecolor": fill, "edgecolor": look.colour, "linewidth": 0.5, "hatch": hatch, **more}
        return self.box(*corner, *size, **options)

    def head(self, title: str, subtitle: str) -> None:
        """Write the title with a line below it, and mark the sheet as an exercise in its corner."""
        room = self.width - 2 * MARGIN - _MARK
        size = max(LEAST_TITLE, min(TITLE, TITLE * room / width(drawable(title), TITLE)))
        self.text(MARGIN, 24, shorten(drawable(title), room + 1, size), size=size, gid="title")
        self.text(MARGIN, 43, shorten(drawable(subtitle), room, 9.5), size=9.5, color=MUTED)
        self.mark()

    def mark(self) -> None:
        """Mark the sheet as an exercise in its corner."""
        colour = LOOKS["limit"].colour
        frame = {"boxstyle": "square,pad=0.45", "facecolor": PAPER, "edgecolor": colour, "linewidth": 1.4}
        self.text(self.width - MARGIN, 24, MARK, size=12, ha="right", color=colour, bbox=frame, gid="mark")


def tint(colour: str, strength: float) -> tuple[float, float, float]:
    """Mix a colour with white; 1 leaves it as it is."""
    from matplotlib.colors import to_rgb

    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return red, green, blue
