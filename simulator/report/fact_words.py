"""Facts with their values as words."""

from collections.abc import Callable, Iterable

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import CONTENTS, Row
from simulator.program.model import Program
from simulator.report.words import tell
from simulator.text.messages import listed

Telling = Callable[[Row, int], Message]
"""From a row and how it is referred to, to its sentence."""

NOT_SO = say("not so: {fact}")
NOTHING_NEW = say("nothing yet")


class FactWords:
    """Says facts of one program, with titles in one language."""

    def __init__(self, program: Program, titles: Titles, lang: str) -> None:
        self._program = program
        self._titles = titles
        self._lang = lang

    def facts(self, told: Iterable[tuple[int, object]]) -> str:
        """Give facts with their values, in words."""
        found = [self.fact(fact, value) for fact, value in told]
        shown = found or [tell(NOTHING_NEW, lang=self._lang)]
        return listed(shown, self._lang)

    def fact(self, fact: int, value: object) -> str:
        """Give a fact with its value."""
        title, levels = self._titles.fact(fact), self._program.facts[fact].levels
        if value is True:
            return title
        if value is False or value is None:
            return tell(say(NOT_SO.template, fact=title), lang=self._lang)
        if isinstance(value, int) and levels:
            return f"{title} {self._titles.level(fact, value)}"
        return f"{title} {self._titles.place(value) if isinstance(value, str) else f'{value:g}'}"

    def carried(self, row: Row, via: int) -> str:
        """Give the facts that a message or observation is meant for: the one `via`, else all."""
        contents = row[CONTENTS] or ()
        chosen = [content for content in contents if content[0] == via] or contents
        return self.facts((content[0], content[3]) for content in chosen)
