"""The axis of time of a chart: where a time lies, which times are marked, and how times are written."""

from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.report.sheet import Sheet
from simulator.report.style import GRID, MUTED
from simulator.report.words import MANY_DAYS, elapsed, tell
from simulator.text.lengths import show_duration
from simulator.units import DAY, HOUR, MINUTE

CLOSEST = 46.0
"""Points between two marks at least."""
SINCE_START = (say("time since the start (h:mm)"), say("time since the start (days)"))
LENGTH = (say("length of time (h:mm)"), say("length of time (days)"))
_STEPS = [
    *(MINUTE * count for count in (1, 2, 5, 10, 15, 30)),
    *(HOUR * count for count in (1, 2, 3, 6, 12)),
    *(DAY * count for count in (1, 2, 5, 10, 30, 90)),
]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Time from 0 to `end` seconds, from `left` to `right` on a sheet; one of many days counts in days."""

    end: float
    left: float
    right: float
    closest: float = CLOSEST

    def x(self, seconds: float) -> float:
        """Give where a time is; what lies beyond is at the end."""
        return self.left + min(seconds / self.end, 1.0) * (self.right - self.left)

    @property
    def in_days(self) -> bool:
        """Whether times are written in days."""
        return self.end >= MANY_DAYS

    def ticks(self) -> list[float]:
        """Give the times that are marked, in seconds."""
        wide = (self.right - self.left) / self.end
        steps = [step for step in _STEPS if step >= DAY / 2] if self.in_days else _STEPS
        step = next((step for step in steps if step * wide >= self.closest), steps[-1])
        return [number * step for number in range(int(self.end // step) + 1)]

    def tick(self, seconds: float) -> str:
        """Give a marked time as it is written."""
        return f"{seconds / DAY:g}" if self.in_days else elapsed(seconds)

    def length(self, seconds: float, lang: str) -> str:
        """Give a length of time in words; with days only where the axis counts in days.

        >>> TimeAxis(26 * HOUR, 0, 1).length(25.5 * HOUR, "zh")
        '25 小时 30 分'
        """
        if self.in_days or seconds < DAY:
            return show_duration(seconds, lang)
        hours, minutes = divmod(round(seconds / MINUTE), 60)
        words = say("{h} h {min} min", h=hours, min=minutes) if minutes else say("{h} h", h=hours)
        return tell(words, lang=lang)

    def draw(
        self,
        sheet: Sheet,
        top: float,
        bottom: float,
        *,
        lang: str,
        what: tuple[Message, Message] = SINCE_START,
    ) -> None:
        """Draw the marks from `top` to `bottom`, with times below, and what they are: in hours, in days."""
        for at in self.ticks():
            x = self.x(at)
            sheet.line((x, top), (x, bottom), color=GRID, linewidth=0.6, zorder=1)
            sheet.text(x, bottom + 9, self.tick(at), size=8, ha="center")
        middle, words = (self.left + self.right) / 2, tell(what[self.in_days], lang=lang)
        sheet.text(middle, bottom + 24, words, size=8, ha="center", color=MUTED)
