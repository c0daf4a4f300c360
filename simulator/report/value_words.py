"""The values of facts in words."""

from typing import Any

from simulator.analysis.titles import Titles
from simulator.errors import say
from simulator.program.model import Program
from simulator.report.words import tell

_WHOLE = 1000
"""From this amount on, tenths are not told."""


class ValueWords:
    """Says the values that facts of one program can have, in one language."""

    def __init__(self, program: Program, titles: Titles, lang: str) -> None:
        self._program = program
        self._titles = titles
        self._lang = lang

    def say(self, fact: int, value: Any) -> str:
        """Give a value: yes or no, a level by its name, a place by its title, an amount."""
        if isinstance(value, bool):
            return tell(say("yes") if value else say("no"), lang=self._lang)
        levels = self._program.facts[fact].levels
        if isinstance(value, int) and 0 <= value <= len(levels) and levels:
            return self._titles.level(fact, value) if value else tell(say("none"), lang=self._lang)
        if isinstance(value, str):
            return self._titles.place(value)
        return f"{value:,.0f}" if abs(value) >= _WHOLE else f"{value:g}"
