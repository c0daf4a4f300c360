"""The foot of a timeline: the key of the injects, the legend, the notes on what is not drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from simulator.errors import Message, say
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, Look
from simulator.report.timeline_model import Timeline
from simulator.report.words import tell

SIZE = 8.0
LINE = 13.0
SWATCH = 22.0


Dash = Literal["-", "--", ":"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """The look of an arrow: colour, line width in points, dash, and whether it has a head at both ends."""

    colour: str
    width: float
    dash: Dash = "-"
    both: bool = False


STROKES: Mapping[str, Stroke] = MappingProxyType(
    {
        "command": Stroke("#00543d", 1.25),
        "warn": Stroke("#00543d", 0.9),
        "report": Stroke(LOOKS["message"].colour, 0.8),
        "request_aid": Stroke(LOOKS["message"].colour, 0.8, "--"),
        "ask": Stroke(LOOKS["message"].colour, 0.8, ":", both=True),
        "decision": Stroke(LOOKS["waiting_decision"].colour, 0.9),
        "invitation": Stroke(LOOKS["waiting_decision"].colour, 0.8, "--"),
        "coordinate": Stroke("#9a9a9a", 0.7),
    }
)
"""Arrows by purpose."""

PIECES: Mapping[str, Message] = MappingProxyType(
    {
        "waiting_decision": say("waiting for a decision"),
        "waiting_operator": say("waiting for an operator"),
        "waiting_unit": say("waiting for units"),
        "waiting_participants": say("waiting for participants"),
        "travel": say("turning out, on the way"),
        "handing_over": say("taking a post over"),
        "vacant": say("nobody holds the post"),
        "deciding": say("deciding, declaring"),
        "working": say("working"),
    }
)
ARROWS: Mapping[str, Message] = MappingProxyType(
    {
        "command": say("command"),
        "warn": say("warning"),
        "report": say("report"),
        "request_aid": say("request for aid"),
        "ask": say("question and answer"),
        "decision": say("request for a decision"),
        "invitation": say("invitation"),
        "coordinate": say("coordination"),
    }
)
CROWDS: Mapping[str, Message] = MappingProxyType(
    {
        "call": say("calls from the public (density)"),
        "periodic": say("periodic report, repeated"),
        "seen": say("sees it itself"),
    }
)
MARKS: Mapping[str, Message] = MappingProxyType(
    {"milestone": say("milestone reached"), "limit": say("limit of an objective")}
)
LATE = say("milestone reached after its limit")


def look_of(piece: str) -> Look:
    """Give the look of a piece of a bar."""
    return LOOKS["waiting_decision" if piece == "deciding" else piece]


def is_light(piece: str) -> bool:
    """Say whether a piece is drawn light and hatched: all but work."""
    return piece not in ("working", "deciding")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the legend: what it says, and what draws its sign from (x, y), 22 points wide."""

    text: str
    draw: Callable[[Sheet, float, float], object]


@dataclass(frozen=True, slots=True)
class Foot:
    """Lines of the foot: columns of injects, rows of legend entries with their x, lines of notes."""

    injects: tuple[tuple[float, int, str, str], ...]
    legend: tuple[tuple[float, int, Entry], ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        """In points."""
        return 26 + LINE * (_rows(self.injects) + _rows(self.legend) + len(self.notes)) + 30


def _rows(items: tuple[tuple[float, int, object], ...] | tuple[tuple[float, int, str, str], ...]) -> int:
    return max((item[1] + 1 for item in items), default=0)


def foot(timeline: Timeline, *, sheet: float, lang: str) -> Foot:
    """Give what stands under a timeline on a sheet of so many points."""
    notes = [
        line for note in timeline.notes for line in wrap(drawable(note), sheet - 2 * MARGIN, SIZE, lines=3)
    ]
    return Foot(_injects(timeline, sheet), _legend(_entries(timeline, lang), sheet), tuple(notes))


def _injects(timeline: Timeline, sheet: float) -> tuple[tuple[float, int, str, str], ...]:
    """Give (x, row, number, text) in as many columns as fit, read downwards."""
    rules = [rule for rule in timeline.rules if rule.kind == "inject"]
    texts = [f"T+{rule.when}  {drawable(rule.label)}" for rule in rules]
    widest = max((width(text, SIZE) for text in texts), default=0.0) + 32
    columns = max(1, min(5, int((sheet - 2 * MARGIN) // widest)))
    column = (sheet - 2 * MARGIN) / columns
    rows = -(-len(rules) // columns)
    return tuple(
        (MARGIN + (i // rows) * column, i % rows, str(rule.number), shorten(text, column - 30, SIZE))
        for i, (rule, text) in enumerate(zip(rules, texts, strict=True))
    )


def _legend(entries: list[Entry], sheet: float) -> tuple[tuple[float, int, Entry], ...]:
    placed = []
    x, row = MARGIN, 0
    for entry in entries:
        wide = SWATCH + 6 + width(entry.text, SIZE) + 16
        if x + wide > sheet - MARGIN and x > MARGIN:
            x, row = MARGIN, row + 1
        placed.append((x, row, entry))
        x += wide
    return tuple(placed)


def _entries(timeline: Timeline, lang: str) -> list[Entry]:
    pieces = {piece.kind for bar in timeline.bars for piece in bar.pieces}
    purposes = {arrow.purpose for arrow in timeline.arrows if not arrow.lost}
    crowds = {crowd.kind for crowd in timeline.crowds}
    rules = {rule.kind for rule in timeline.rules}
    late = any(rule.kind == "milestone" and rule.met is False for rule in timeline.rules)
    found = [(kind, text, _piece(kind)) for kind, text in PIECES.items() if kind in pieces]
    found += [(kind, text, _stroke(STROKES[kind])) for kind, text in ARROWS.items() if kind in purposes]
    found += [("lost", say("not delivered"), _lost)] if any(arrow.lost for arrow in timeline.arrows) else []
    found += [("queue", say("message waits at the desk"), _queue)] if timeline.arrows else []
    found += [(kind, text, _crowd(kind)) for kind, text in CROWDS.items() if kind in crowds]
    found += [(kind, text, _mark(kind)) for kind, text in MARKS.items() if kind in rules]
    found += [("late", LATE, _late)] if late else []
    found += [("night", say("night, 20:00 to 06:00"), _night)]
    return [Entry(tell(text, lang=lang), draw) for _, text, draw in found]


def _piece(kind: str) -> Callable[[Sheet, float, float], object]:
    return lambda sheet, x, y: sheet.area((x, y - 4.5), (SWATCH, 9), look_of(kind), light=is_light(kind))


def _stroke(stroke: Stroke) -> Callable[[Sheet, float, float], object]:
    return lambda sheet, x, y: draw_arrow(sheet, (x, y), (x + SWATCH, y), stroke)


def _lost(sheet: Sheet, x: float, y: float) -> None:
    draw_lost(sheet, (x, y), (x + SWATCH - 4, y))


def _queue(sheet: Sheet, x: float, y: float) -> None:
    draw_queue(sheet, x, x + SWATCH, y)


def _crowd(kind: str) -> Callable[[Sheet, float, float], object]:
    return lambda sheet, x, y: draw_crowd(
        sheet, kind, [x + 3, x + 7, x + 8, x + 11, x + 11.5, x + 12, x + 18], y
    )


def _mark(kind: str) -> Callable[[Sheet, float, float], object]:
    colour = INK if kind == "milestone" else LOOKS["limit"].colour
    return lambda sheet, x, y: draw_mark(sheet, kind, (x + SWATCH / 2, y), colour)


def _late(sheet: Sheet, x: float, y: float) -> None:
    draw_mark(sheet, "milestone", (x + SWATCH / 2, y), LOOKS["limit"].colour)


def _night(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 4.5, SWATCH, 9, facecolor=NIGHT, edgecolor=GRID, linewidth=0.5)


NIGHT = "#f0f2f8"


def draw_arrow(
    sheet: Sheet, start: tuple[float, float], end: tuple[float, float], stroke: Stroke, **more: Any
) -> object:
    """Draw an arrow, slightly bowed, so that two in opposite directions do not cover each other."""
    from matplotlib.patches import FancyArrowPatch

    length = max(abs(end[0] - start[0]) + abs(end[1] - start[1]), 1.0)
    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle="<|-|>,head_length=3.4,head_width=1.5"
        if stroke.both
        else "-|>,head_length=3.8,head_width=1.7",
        connectionstyle=f"arc3,rad={min(0.08, 8 / length):.4f}",
        mutation_scale=1.0,
        shrinkA=0,
        shrinkB=0,
        color=stroke.colour,
        linewidth=stroke.width,
        linestyle=stroke.dash,
        zorder=3,
        **more,
    )
    return sheet.axes.add_patch(arrow)


def draw_lost(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], **more: object) -> None:
    """Draw a message that did not get through: dotted, with a cross where it should have arrived."""
    look = LOOKS["message_lost"]
    sheet.line(start, end, color=look.colour, linewidth=1.0, linestyle=look.dash, zorder=3, **more)
    sheet.axes.plot(
        [end[0]], [end[1]], marker="x", markersize=6, markeredgewidth=2.0, color=look.colour, zorder=7
    )


def draw_mark(sheet: Sheet, kind: str, at: tuple[float, float], colour: str, **more: Any) -> None:
    """Draw the sign of a milestone that was reached, or of a limit."""
    marker = "D" if kind == "milestone" else "v"
    sheet.axes.plot([at[0]], [at[1]], marker=marker, markersize=5, color=colour, zorder=6, **more)


def draw_queue(sheet: Sheet, left: float, right: float, y: float) -> object:
    """Draw the time that a message lies at a desk."""
    colour = LOOKS["waiting_operator"].colour
    return sheet.line((left, y), (right, y), color=colour, linewidth=2.6, solid_capstyle="butt", zorder=3.5)


def draw_crowd(sheet: Sheet, kind: str, places: list[float], y: float) -> None:
    """Draw many small things: ticks whose ink adds up, or rings for observations."""
    if kind == "seen":
        options = {"marker": "o", "markersize": 3.6, "markerfacecolor": PAPER, "markeredgecolor": INK}
        places = places[:1] if len(places) == 7 else places
    else:
        colour = MUTED if kind == "call" else STROKES["report"].colour
        options = {
            "marker": "|",
            "markersize": 7.0 if kind == "call" else 5.0,
            "markeredgecolor": colour,
            "alpha": 0.45,
        }
    sheet.axes.plot(places, [y] * len(places), linestyle="none", markeredgewidth=0.9, zorder=4, **options)


def draw_foot(sheet: Sheet, content: Foot, top: float) -> None:
    """Draw the foot under `top`."""
    y = top + 20
    for x, row, number, text in content.injects:
        draw_flag(sheet, x, y + row * LINE - 5.5, number, size=11)
        sheet.text(x + 20, y + row * LINE, text, size=SIZE)
    y += LINE * _rows(content.injects) + (8 if content.injects else 0)
    for x, row, entry in content.legend:
        entry.draw(sheet, x, y + row * LINE)
        sheet.text(x + SWATCH + 6, y + row * LINE, entry.text, size=SIZE, color=INK)
    y += LINE * _rows(content.legend) + 6
    for row, note in enumerate(content.notes):
        sheet.text(MARGIN, y + row * LINE, note, size=SIZE, color=MUTED)


def draw_flag(sheet: Sheet, x: float, y: float, number: str, *, size: float) -> None:
    """Draw a numbered flag whose pole stands at x, its upper left corner at y."""
    wide = size + 3
    points = [(x, y), (x + wide, y), (x + wide - 2.5, y + size / 2), (x + wide, y + size), (x, y + size)]
    sheet.shape(points, facecolor=LOOKS["inject"].colour, edgecolor=PAPER, linewidth=0.6, zorder=6)
    sheet.text(x + wide / 2 - 1, y + size / 2, number, size=size * 0.62, ha="center", color=PAPER, zorder=9)
