"""How every chart looks: the font, the colours by what they mean, and how a figure becomes files.

Nothing here imports matplotlib until a chart is drawn.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT = Path(__file__).parent / "fonts" / "DrillSansSC-Regular.otf"
FONTS = ("Drill Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "DejaVu Sans")
"""Families in the order in which they are asked for a character; the first is bundled."""

MARK = "演练 / EXERCISE"
"""What every artefact carries, so that nobody takes it for news of a real incident."""

INK = "#1a1a1a"
MUTED = "#6b6b6b"
GRID = "#d9d9d9"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one meaning: a colour as `#rrggbb`, a hatch for areas and a dash for lines.

    Hatch and dash repeat in form what the colour says, for print in grey and for eyes that see fewer colours.
    They are written as matplotlib writes them; an empty hatch is a plain area.
    """

    colour: str
    hatch: str = ""
    dash: str = "-"


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "working": Look("#0072b2"),
        "travel": Look("#56b4e9", hatch="---"),
        "waiting_operator": Look("#e69f00", hatch="///"),
        "waiting_unit": Look("#f0e442", hatch="\\\\\\"),
        "waiting_decision": Look("#cc79a7", hatch="..."),
        "waiting_participants": Look("#999999", hatch="xxx"),
        "handing_over": Look("#5b3a8c", hatch="|||"),
        "vacant": Look("#d55e00", hatch="+++"),
        "message": Look("#009e73"),
        "message_lost": Look("#d55e00", dash=":"),
        "inject": Look("#5b3a8c", dash="-."),
        "limit": Look("#d55e00", dash="--"),
        "milestone": Look(INK),
    }
)
"""What an agency does and what passes between two; most colours are those of Okabe and Ito for all eyes.

Vermilion is the one colour of what goes wrong: a lost message, a broken limit and a post that nobody holds
share it and differ in form.
"""

SECTORS: Mapping[str, Look] = MappingProxyType(
    {
        "government": Look("#0072b2"),
        "enterprise": Look("#e69f00", hatch="///"),
        "neighbour": Look("#cc79a7", hatch="..."),
        "community": Look("#f0e442", hatch="++"),
        "public_safety": Look("#d55e00", hatch="xx"),
        "medical": Look("#009e73", hatch="---"),
        "military": Look("#4d4d4d", hatch="\\\\\\"),
        "utility": Look("#56b4e9", hatch="|||"),
        "volunteer": Look("#a6a6a6", hatch="oo"),
    }
)
"""The sectors of agencies."""

_RC: Mapping[str, Any] = MappingProxyType(
    {
        "axes.axisbelow": True,
        "axes.edgecolor": MUTED,
        "axes.facecolor": PAPER,
        "axes.grid": True,
        "axes.labelcolor": INK,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 12,
        "figure.constrained_layout.use": True,
        "figure.facecolor": PAPER,
        "font.size": 10,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
        "savefig.facecolor": PAPER,
        "svg.fonttype": "path",  # letters as outlines: the same on a machine without the font
        "svg.hashsalt": "drill",  # else the ids inside the file are random
        "text.color": INK,
        "text.parse_math": False,  # a `$` in a user's text is a `$`
        "xtick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.color": MUTED,
        "ytick.labelcolor": INK,
    }
)


_COMPRESSION = 3
"""Of PNG: of drawings it makes smaller files than 6, in two thirds of the time."""


@cache
def font_chain() -> tuple[str, ...]:
    """Give the families of `FONTS` that this machine has, the bundled one first.

    The first call makes the bundled font known to matplotlib. Families that are absent are left out, because
    matplotlib reports each of them for every text.
    """
    from matplotlib.font_manager import fontManager

    fontManager.addfont(FONT)
    known = {font.name for font in fontManager.ttflist}
    return tuple(family for family in FONTS if family in known)


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the house style inside the `with` block, whatever the user's own matplotlib settings are.

    Figures are to be made inside the block, with `matplotlib.figure.Figure`.
    """
    import matplotlib.style

    with matplotlib.style.context(["default", {**_RC, "font.family": list(font_chain())}]):
        yield


def figure_bytes(figure: "Figure", kind: Literal["svg", "png"]) -> bytes:
    """Give a figure as the bytes of a file; PNG at 160 dots per inch. Equal figures give equal bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer, dpi = BytesIO(), figure.dpi
    with chart_style():
        # Not `savefig`, which draws everything twice.
        if kind == "svg":
            canvas: Any = FigureCanvasSVG(figure)
            canvas.print_svg(buffer, metadata={"Date": None, "Creator": None, "Description": MARK})
        else:
            figure.dpi = 160
            canvas = FigureCanvasAgg(figure)
            metadata = {"Software": None, "Comment": MARK}
            canvas.print_png(buffer, metadata=metadata, pil_kwargs={"compress_level": _COMPRESSION})
    figure.dpi = dpi
    return buffer.getvalue()
