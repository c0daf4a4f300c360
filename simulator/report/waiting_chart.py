"""The chart of waiting: where the time to each milestone went along its critical path, and for whom it was waited."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.errors import Message, say
from simulator.report.legend import area, draw_legend
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, Look, chart_style
from simulator.report.time_axis import TimeAxis
from simulator.report.words import LABEL_WORDS, named, tell
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 232.0, 960.0
TOP, ROW, BAR = 66.0, 46.0, 15.0
NAMED = 3
"""Waits that are named below a bar, the longest."""
SHORTEST = 30.0
"""Seconds of a wait that is named."""

Record = Mapping[str, Any]


class Cause(NamedTuple):
    """What time was spent on: its look, whether that is light and hatched, its words and labels."""

    look: Look
    light: bool
    words: Message
    labels: tuple[str, ...]


CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        "working": Cause(LOOKS["working"], False, say("at work"), ("work", "handling", "composing")),
        "travel": Cause(
            LOOKS["travel"], True, say("turning out, on the way"), ("mobilisation", "travel", "channel")
        ),
        "waiting_operator": Cause(
            LOOKS["waiting_operator"],
            True,
            say("waiting for an operator"),
            ("own operator", "desk queue", "operators"),
        ),
        "waiting_unit": Cause(LOOKS["waiting_unit"], True, say("waiting for units"), ("units", "aid answer")),
        "waiting_decision": Cause(
            LOOKS["waiting_decision"], True, say("waiting for a decision"), ("decision",)
        ),
        "waiting_participants": Cause(
            LOOKS["waiting_participants"], True, say("waiting for participants"), ("participants",)
        ),
        "word": Cause(
            Look(LOOKS["message"].colour, hatch="ooo"),
            True,
            say("until it is seen or answered"),
            ("observation", "asking"),
        ),
        "wrong": Cause(
            LOOKS["vacant"],
            True,
            say("redialling, nobody in the post, not told"),
            ("redial", "post", "kept back"),
        ),
        "clock": Cause(
            Look(MUTED), True, say("a stated length of time, before the event"), ("clock", "before")
        ),
    }
)
"""In the order in which they stand on a bar; the colours are those of the timeline."""
_CAUSE_OF = {label: name for name, cause in CAUSES.items() for label in cause.labels}
_WAITS = ("waiting_operator", "waiting_unit", "waiting_decision", "waiting_participants", "word", "wrong")


def waited_for(summary: Record) -> list[Record]:
    """Give the critical paths of a summary that take time, the shortest first."""
    paths = [path for path in summary["critical_paths"] if path["mean_s"]]
    return sorted(paths, key=lambda path: (path["mean_s"], path["milestone"]))


def draw_waiting(summary: Record, *, title: str, lang: str) -> "Figure":
    """Draw a stacked bar for each milestone that was reached: the mean of each cause along its critical path.

    Below it stand its longest waits, each with whom it was for.
    """
    rows = waited_for(summary)
    with chart_style():
        bottom = TOP + ROW * len(rows)
        sheet = Sheet(WIDTH, bottom + 88)
        axis = TimeAxis(max(path["mean_s"] for path in rows) * 1.02, LEFT, RIGHT)
        subtitle = say(
            "mean along the critical path, of those replications that reached it · {runs} replications, seed {seed}",
            runs=summary["runs"],
            seed=summary["seed"],
        )
        heading = tell(say("Where the time goes"), lang=lang)
        sheet.head(f"{heading} · {title}", tell(subtitle, lang=lang))
        axis.draw(sheet, TOP, bottom, lang=lang)
        for number, path in enumerate(rows):
            _row(sheet, path, TOP + ROW * number, axis, summary["runs"], lang)
        shown = {_CAUSE_OF[part["label"]] for path in rows for part in path["parts"]}
        keys = [
            (area(cause.look, light=cause.light), cause.words)
            for name, cause in CAUSES.items()
            if name in shown
        ]
        draw_legend(sheet, bottom + 50, keys, lang=lang)
    return sheet.figure


def _row(sheet: Sheet, path: Record, top: float, axis: TimeAxis, runs: int, lang: str) -> None:
    sheet.line((MARGIN, top + ROW), (WIDTH - MARGIN, top + ROW), color=GRID, linewidth=0.5, zorder=1)
    names = wrap(drawable(path["title"][lang]), LEFT - MARGIN - 14, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(MARGIN, top + 13 + 12 * number, line, size=9.5, gid=f"row:{path['milestone']}")
    if path["replications"] < runs:
        reached = say("reached {count} times of {runs}", count=path["replications"], runs=runs)
        text = shorten(tell(reached, lang=lang), LEFT - MARGIN - 14, 7.5)
        sheet.text(MARGIN, top + 13 + 12 * len(names), text, size=7.5, color=MUTED)
    _bar(sheet, path["parts"], top + 6, axis, lang)
    sheet.text(
        axis.x(path["mean_s"]) + 6, top + 6 + BAR / 2, show_duration(path["mean_s"], lang), size=9, halo=True
    )
    waits = drawable(" · ".join(_wait(part, lang) for part in _longest(path["parts"])))
    sheet.text(LEFT, top + 32, shorten(waits, WIDTH - MARGIN - LEFT, 8), size=8, halo=True, gid="waits")


def _bar(sheet: Sheet, parts: Sequence[Record], y: float, axis: TimeAxis, lang: str) -> None:
    seconds = dict.fromkeys(CAUSES, 0.0)
    for part in parts:
        seconds[_CAUSE_OF[part["label"]]] += part["mean_s"]
    begun = 0.0
    for name, spent in seconds.items():
        if spent > 0:
            left, right = axis.x(begun), axis.x(begun + spent)
            cause = CAUSES[name]
            sheet.area(
                (left, y), (right - left, BAR), cause.look, light=cause.light, zorder=3, gid=f"cause:{name}"
            )
            text = show_duration(spent, lang)
            if width(text, 7.5) + 8 <= right - left:
                colour = INK if cause.light else PAPER
                sheet.text(
                    (left + right) / 2,
                    y + BAR / 2,
                    text,
                    size=7.5,
                    ha="center",
                    color=colour,
                    halo=cause.light,
                )
            begun += spent


def _longest(parts: Sequence[Record]) -> list[Record]:
    """Give the longest waits; parts stand in order of time spent."""
    waits = [part for part in parts if _CAUSE_OF[part["label"]] in _WAITS and part["mean_s"] >= SHORTEST]
    return waits[:NAMED]


def _wait(part: Record, lang: str) -> str:
    words = say(
        "{time} {what}: {where}",
        time=show_duration(part["mean_s"], lang),
        what=named(part["label"], LABEL_WORDS, lang=lang),
        where=part["place_title"][lang],
    )
    return tell(words, lang=lang)
