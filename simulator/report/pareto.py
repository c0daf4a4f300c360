"""Minutes against cost: each remedy alone, and those that were chosen as they add up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.report.lettering import drawable, shorten
from simulator.report.style import GRID, INK, LOOKS, MARK, MUTED, PAPER, chart_style
from simulator.report.words import tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record = Mapping[str, Any]
Point = tuple[float, float]

SIZE = (9.6, 6.4)
"""Inches."""
CHOSEN, ALONE = LOOKS["message"].colour, LOOKS["working"].colour


def pareto(record: Record, *, lang: str) -> "Figure":
    """Draw what `simulator.study.improve_record.improvement_record` gives."""
    from matplotlib.figure import Figure

    with chart_style():
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.add_subplot()
        alone = [each for each in record["remedies"] if each["alone"] is not None]
        _alone(axes, alone, lang)
        _together(axes, record["kept"], lang)
        _frame(axes, record, lang)
        if alone:
            axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.11), ncols=3, fontsize=9)
        _keys(figure, alone, record["kept"], lang)
    return figure


def front(points: Sequence[Point]) -> list[int]:
    """Give the places of points (cost, gain) that none beats: none is as cheap and gains more.

    >>> front([(1, 5), (2, 4), (2, 9), (3, 9)])
    [0, 2]
    """
    found, best = [], 0.0
    for place in sorted(range(len(points)), key=lambda each: (points[each][0], -points[each][1])):
        if points[place][1] > best:
            found.append(place)
            best = points[place][1]
    return found


def _alone(axes: Any, remedies: Sequence[Record], lang: str) -> None:
    points = [(each["cost"], each["alone"]["saved_s"] / 60) for each in remedies]
    best = front(points)
    for place, (each, (x, y)) in enumerate(zip(remedies, _asides(points), strict=True)):
        low, high = each["alone"]["saved_low_s"], each["alone"]["saved_high_s"]
        if low is not None and high is not None:
            axes.plot([x, x], [low / 60, high / 60], color=GRID, linewidth=2.4, zorder=2)
        fill = ALONE if place in best else PAPER
        edge = ALONE if _is_confirmed(each) else MUTED
        axes.plot(x, y, "o", markersize=7, markerfacecolor=fill, markeredgecolor=edge, zorder=5)
        if place < KEYS:
            axes.annotate(f"{place + 1}", (x, y), (6, 4), textcoords="offset points", fontsize=8, color=MUTED)
    label = tell(say("one remedy alone, 95 % interval"), lang=lang)
    axes.plot([], [], "o", color=ALONE, markerfacecolor=PAPER, label=label)
    label = tell(say("none as cheap gains more"), lang=lang)
    axes.plot([], [], "o", color=ALONE, label=label)
    if not all(map(_is_confirmed, remedies)):
        label = tell(say("not certain on fresh draws"), lang=lang)
        axes.plot([], [], "o", color=MUTED, markerfacecolor=PAPER, label=label)


def _is_confirmed(remedy: Record) -> bool:
    """Tell whether it saves for certain on fresh draws; `confirmed` only says that it was played on them."""
    return bool(remedy["confirmed"] and remedy["alone"]["sure"])


def _asides(points: Sequence[Point]) -> Iterator[Point]:
    """Put points of the same cost side by side, so that they can be told apart."""
    reach = max((x for x, _ in points), default=1.0)
    for place, (x, y) in enumerate(points):
        same = [each for each, point in enumerate(points) if point[0] == x]
        step = 0.5 * reach / max(len(same), 12)
        yield x + (same.index(place) - (len(same) - 1) / 2) * step, y


def _together(axes: Any, kept: Sequence[Record], lang: str) -> None:
    known = [each for each in kept if each["so_far"] is not None]
    if not known:
        return
    xs = [0.0, *(each["cost_so_far"] for each in known)]
    ys = [0.0, *(each["so_far"]["saved_s"] / 60 for each in known)]
    label = tell(say("chosen, one on top of another"), lang=lang)
    axes.plot(xs, ys, "-D", color=CHOSEN, markersize=6, linewidth=1.6, zorder=6, label=label, clip_on=False)
    for number, (x, y) in enumerate(zip(xs[1:], ys[1:], strict=True)):
        letter = chr(ord("A") + number % 26)
        axes.annotate(letter, (x, y), (-4, 8), textcoords="offset points", fontsize=10, color=CHOSEN)


def _frame(axes: Any, record: Record, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    unit = record["unit"].get(lang, "")
    cost = say("cost ({unit})", unit=unit) if unit else say("cost (number of remedies, where none is priced)")
    axes.set_xlabel(drawable(tell(cost, lang=lang)))
    axes.set_ylabel(tell(say("minutes saved"), lang=lang))
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=not unit, nbins=8))
    axes.set_title(drawable(tell(say("Remedies: minutes against cost"), lang=lang)), fontsize=15, pad=32)
    aims = tuple(each["title"][lang] for each in record["aims"])
    line = shorten(
        drawable(tell(say("Minutes saved, added up over: {aims}", aims=aims), lang=lang)), 620, 9.5
    )
    axes.text(0, 1.03, line, transform=axes.transAxes, fontsize=9.5, color=MUTED)
    colour = LOOKS["limit"].colour
    frame = {"boxstyle": "square,pad=0.45", "facecolor": PAPER, "edgecolor": colour, "linewidth": 1.4}
    axes.text(0.985, 1.1, MARK, transform=axes.transAxes, ha="right", fontsize=12, color=colour, bbox=frame)


KEYS = 8
"""Remedies that are named."""


def _keys(figure: Any, alone: Sequence[Record], kept: Sequence[Record], lang: str) -> None:
    """Name what has a letter or a number."""
    texts = {each["id"]: each["text"][lang] for each in alone}
    chosen = [(chr(ord("A") + place % 26), each["id"]) for place, each in enumerate(kept)]
    numbered = [(f"{place + 1}", each["id"]) for place, each in enumerate(alone[:KEYS])]
    lines = [f"{sign}   {texts[name]}  ({name})" for sign, name in (*chosen, *numbered)]
    words = "\n".join(shorten(drawable(line), 640, 8.5) for line in lines)
    figure.supxlabel(words, x=0.06, ha="left", fontsize=8.5, color=INK)
