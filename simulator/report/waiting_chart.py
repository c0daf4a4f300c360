"""The chart of waiting: where the time to each milestone went along its critical path, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.errors import Message, say
from simulator.report.legend import area, draw_legend
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import MARGIN, Head, Sheet
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, Look, chart_style
from simulator.report.time_axis import LENGTH, TimeAxis
from simulator.report.words import LABEL_WORDS, named, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 1080.0, 232.0, 846.0
TOP, ROW, BAR = 66.0, 46.0, 15.0
_SMALL = 7.5
SHOWN = 10
"""Milestones that are drawn, those with the longest waits."""
NAMED = 3
"""Waits that are named below a bar, the longest."""
SHORTEST = 30.0
"""Seconds of a wait that is named."""

Record = Mapping[str, Any]


class Cause(NamedTuple):
    """What time was spent on: its look, its words, and the labels of a critical path that it takes in."""

    look: Look
    words: Message
    labels: tuple[str, ...]


_WORK = "working"
"""The one cause that is drawn full; all others are light and hatched."""
CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        _WORK: Cause(LOOKS["working"], say("at work"), ("work", "handling", "composing")),
        "travel": Cause(
            LOOKS["travel"], say("turning out, on the way"), ("mobilisation", "travel", "channel")
        ),
        "waiting_operator": Cause(
            LOOKS["waiting_operator"],
            say("waiting for an operator"),
            ("own operator", "desk queue", "operators"),
        ),
        "waiting_unit": Cause(LOOKS["waiting_unit"], say("waiting for units"), ("units", "aid answer")),
        "waiting_decision": Cause(LOOKS["waiting_decision"], say("waiting for a decision"), ("decision",)),
        "waiting_participants": Cause(
            LOOKS["waiting_participants"], say("waiting for participants"), ("participants",)
        ),
        "word": Cause(
            Look(LOOKS["message"].colour, hatch="oo"),
            say("until it is seen or answered"),
            ("observation", "asking"),
        ),
        "wrong": Cause(
            LOOKS["vacant"], say("redialling, nobody in the post, not told"), ("redial", "post", "kept back")
        ),
        "clock": Cause(Look(MUTED), say("a stated length of time"), ("clock",)),
    }
)
"""In the order in which they stand on a bar; the colours are those of the timeline."""
_CAUSE_OF = {label: name for name, cause in CAUSES.items() for label in cause.labels}
_WAITS = ("waiting_operator", "waiting_unit", "waiting_decision", "waiting_participants", "word", "wrong")


@dataclass(frozen=True, slots=True)
class Path:
    """The time to a milestone since anything happened: seconds by cause, and before it; the longest waits."""

    record: Record
    spent: Mapping[str, float]
    before: float
    waits: tuple[Record, ...]

    @property
    def whole(self) -> float:
        """Seconds on all causes."""
        return sum(self.spent.values())

    @property
    def waiting(self) -> float:
        """Seconds on waits."""
        return sum(self.spent[name] for name in _WAITS)


def waited_for(summary: Record) -> list[Path]:
    """Give the critical paths of a summary on which time was spent, those with the longest waits first."""
    paths = [_path(record) for record in summary["critical_paths"] if record["mean_s"]]
    return sorted((path for path in paths if path.whole > 0), key=lambda path: -path.waiting)


def _path(record: Record) -> Path:
    spent = dict.fromkeys(CAUSES, 0.0)
    parts = [part for part in record["parts"] if part["label"] != "before"]
    for part in parts:
        spent[_CAUSE_OF[part["label"]]] += part["mean_s"]
    waits = [part for part in parts if _CAUSE_OF[part["label"]] in _WAITS and part["mean_s"] >= SHORTEST]
    before = sum(part["mean_s"] for part in record["parts"] if part["label"] == "before")
    return Path(record, spent, before, tuple(waits[:NAMED]))


def draw_waiting(paths: Sequence[Path], *, head: Head, lang: str) -> "Figure":
    """Draw a stacked bar for each milestone that was reached: the mean of each cause along its critical path.

    Below it stand its longest waits, each with whom it was for. What passed before anything happened is no
    part of the bar.
    """
    count, paths = len(paths), sorted(paths[:SHOWN], key=lambda path: path.whole)
    with chart_style():
        bottom = TOP + ROW * len(paths)
        sheet = Sheet(WIDTH, bottom + 88)
        axis = TimeAxis(max(path.whole for path in paths) * 1.02, LEFT, RIGHT)
        subtitle = say(
            "mean along the critical path, where it was reached · milestones: {shown} of {count},"
            " those that wait longest · {runs} replications, seed {seed}",
            shown=len(paths),
            count=count,
            runs=head.runs,
            seed=head.seed,
        )
        heading = tell(say("Where the time goes"), lang=lang)
        sheet.head(f"{heading} · {head.title}", tell(subtitle, lang=lang))
        axis.draw(sheet, TOP, bottom, lang=lang, what=LENGTH)
        for number, path in enumerate(paths):
            _row(sheet, path, TOP + ROW * number, axis, head.runs, lang)
        keys = [
            (area(cause.look, light=name != _WORK), cause.words)
            for name, cause in CAUSES.items()
            if any(path.spent[name] for path in paths)
        ]
        draw_legend(sheet, bottom + 50, keys, lang=lang)
    return sheet.figure


def _row(sheet: Sheet, path: Path, top: float, axis: TimeAxis, runs: int, lang: str) -> None:
    sheet.line((MARGIN, top + ROW), (WIDTH - MARGIN, top + ROW), color=GRID, linewidth=0.5, zorder=1)
    record, room = path.record, LEFT - MARGIN - 14
    names = wrap(drawable(record["title"][lang]), room, 9.5, lines=2)
    for number, line in enumerate(names):
        sheet.text(MARGIN, top + 11 + 12 * number, line, size=9.5, gid=f"row:{record['milestone']}")
    if record["replications"] < runs:
        reached = say("reached {count} times of {runs}", count=record["replications"], runs=runs)
        text = shorten(tell(reached, lang=lang), room, 7.5)
        sheet.text(MARGIN, top + 12 + 12 * len(names), text, size=7.5, color=MUTED)
    _bar(sheet, path.spent, top + 6, axis, lang)
    after = axis.x(path.whole) + 6
    whole = shorten(_whole(path, axis, lang), WIDTH - MARGIN - after, 8.5)
    sheet.text(after, top + 6 + BAR / 2, whole, size=8.5, gid="whole")
    waits = drawable(" · ".join(_wait(part, axis, lang) for part in path.waits))
    if waits:
        sheet.text(LEFT + 4, top + 33, shorten(waits, WIDTH - MARGIN - LEFT, 8), size=8, gid="waits")


def _whole(path: Path, axis: TimeAxis, lang: str) -> str:
    time = axis.length(path.whole, lang)
    if not path.before:
        return time
    before = axis.length(path.before, lang)
    return tell(say("{time}, after {before} until the event", time=time, before=before), lang=lang)


def _bar(sheet: Sheet, spent: Mapping[str, float], y: float, axis: TimeAxis, lang: str) -> None:
    begun = 0.0
    for name, seconds in spent.items():
        if seconds > 0:
            left, right = axis.x(begun), axis.x(begun + seconds)
            look, full = CAUSES[name].look, name == _WORK
            sheet.area((left, y), (right - left, BAR), look, light=not full, zorder=3, gid=f"cause:{name}")
            text = axis.length(seconds, lang)
            if width(text, _SMALL) + 8 <= right - left:
                _inside(sheet, text, ((left + right) / 2, y + BAR / 2), full=full)
            begun += seconds


def _inside(sheet: Sheet, text: str, middle: tuple[float, float], *, full: bool) -> None:
    """Write how long a part is into it, on paper where it is hatched."""
    x, y = middle
    wide = width(text, _SMALL)
    if not full:
        sheet.box(x - wide / 2 - 1, y - 5, wide + 2, 10, facecolor=PAPER, edgecolor="none", zorder=4)
    sheet.text(x, y, text, size=_SMALL, ha="center", color=PAPER if full else INK)


def _wait(part: Record, axis: TimeAxis, lang: str) -> str:
    words = say(
        "{time} {what}: {where}",
        time=axis.length(part["mean_s"], lang),
        what=named(part["label"], LABEL_WORDS, lang=lang),
        where=part["place_title"][lang],
    )
    return tell(words, lang=lang)
