"""The colours of lost minutes, the same on every chart: five classes, the darker the more."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from simulator.errors import Message, say
from simulator.report.style import INK, PAPER
from simulator.units import HOUR, MINUTE

COLOURS = ("#9ebcda", "#8c96c6", "#8c6bb1", "#88419d", "#4d004b")
"""From light to dark, so that they stay in order in grey and for eyes that see fewer colours.

The blues and purples of Harrower and Brewer (2003), "ColorBrewer.org", *Cartographic Journal* 40(1), scheme
BuPu. They leave vermilion to what is missing.
"""
WIDTHS = (1.3, 1.8, 2.5, 3.3, 4.2)
"""Points that a line of each class is wide."""
_LADDER = (1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 1920, 3840)


@dataclass(frozen=True, slots=True)
class CostScale:
    """Five classes of minutes; `bounds` are the upper ends of the first four, which belong to them."""

    bounds: tuple[int, int, int, int]

    @classmethod
    def up_to(cls, most: float) -> "CostScale":
        """Give the scale whose last class holds the most minutes.

        >>> CostScale.up_to(48).bounds
        (2, 5, 15, 30)
        """
        below = [step for step in _LADDER[4:] if step < most]
        top = _LADDER.index(below[-1]) if below else 3
        one, two, three, four = _LADDER[top - 3 : top + 1]
        return cls((one, two, three, four))

    def colour(self, minutes: float) -> str:
        """Give the colour of an area or line."""
        return COLOURS[self.rank(minutes)]

    def ink(self, minutes: float) -> str:
        """Give the colour of letters that are read on it."""
        return INK if self.rank(minutes) < 2 else PAPER

    def width(self, minutes: float) -> float:
        """Give the width of a line in points."""
        return WIDTHS[self.rank(minutes)]

    def rank(self, minutes: float) -> int:
        """Give the number of the class, 0 to 4."""
        return bisect_left(self.bounds, minutes)

    def words(self) -> tuple[Message, ...]:
        """Say what each class holds."""
        one, *_, last = self.bounds
        between = pairwise(self.bounds)
        if self.in_hours:
            return self._in_hours()
        return (
            say("up to {minutes} min", minutes=one),
            *(say("{low} to {high} min", low=low, high=high) for low, high in between),
            say("over {minutes} min", minutes=last),
        )

    @property
    def in_hours(self) -> bool:
        """Whether all that is written beside its colours is in hours, else all is in minutes."""
        return self.bounds[0] >= HOUR / MINUTE

    def lost(self, minutes: float) -> Message:
        """Say how much time is lost, in the unit of the classes."""
        if self.in_hours:
            return say("{hours} h", hours=_hours_text(minutes * MINUTE / HOUR))
        return say("{minutes} min", minutes=minutes_text(minutes))

    def _in_hours(self) -> tuple[Message, ...]:
        hours = [bound // 60 for bound in self.bounds]
        return (
            say("up to {hours} h", hours=hours[0]),
            *(say("{low} to {high} h", low=low, high=high) for low, high in pairwise(hours)),
            say("over {hours} h", hours=hours[-1]),
        )


def minutes_text(minutes: float) -> str:
    """Give minutes as a number: whole ones, and what is not nothing never as nothing.

    >>> minutes_text(31.6), minutes_text(0.2)
    ('32', '< 1')
    """
    return "< 1" if 0 < minutes < 0.5 else f"{minutes:.0f}"


def _hours_text(hours: float) -> str:
    """Give hours as a number: below ten with a tenth, and what is not nothing never as nothing.

    >>> _hours_text(162.4), _hours_text(3.46), _hours_text(0.02), _hours_text(0)
    ('162', '3.5', '< 0.1', '0')
    """
    if 0 < hours < 0.05:
        return "< 0.1"
    return f"{hours:.1f}".removesuffix(".0") if hours < 9.95 else f"{hours:.0f}"
