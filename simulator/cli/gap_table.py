"""Gaps as lines of a terminal, the gravest first."""

import re
from collections.abc import Iterable, Iterator

from simulator.errors import Message, say
from simulator.plan.gap import SEVERITIES, Gap
from simulator.text.messages import display_width, in_language, safe_terminal

WIDTH = 80
"""Columns of the table."""

_WORDS = re.compile(r"[⺀-鿿豈-﫿＀-￯、-〿][，。；：、）」》]*|[^\s⺀-鿿豈-﫿＀-￯、-〿]+|\s+")

HEADS = {
    "high": say("High: an obligation or an objective cannot be met, or a milestone is blocked"),
    "medium": say("Medium: costs time, or would if one more thing failed"),
    "low": say("Low: against a norm or good practice"),
}
"""What stands over the gaps of a severity."""


def gap_lines(gaps: Iterable[Gap], lang: str) -> Iterator[str]:
    """Give the table of gaps: under each severity id, title, place and remedy."""
    found = tuple(gaps)
    for severity in reversed(SEVERITIES):
        those = [gap for gap in found if gap.severity == severity]
        if those:
            count = say("{head} ({count})", head=HEADS[severity], count=len(those))
            yield from wrapped(_text(count, lang), "")
            for gap in those:
                yield from _gap(gap, lang)
            yield ""


def _gap(gap: Gap, lang: str) -> Iterator[str]:
    yield ""
    yield from wrapped(safe_terminal(gap.id), "  ")
    yield from wrapped(_text(gap.title, lang), "    ")
    if gap.where:
        place = gap.where[0]
        yield f"    {safe_terminal(str(place))}"
    yield from wrapped(_text(gap.remedy, lang), "    -> ")


def _text(message: Message, lang: str) -> str:
    return safe_terminal(in_language(message, lang))


def wrapped(text: str, start: str, *, width: int = WIDTH) -> Iterator[str]:
    """Break a text into lines at spaces and between Chinese characters; `start` stands before the first.

    >>> list(wrapped("one two three", "- ", width=9))
    ['- one two', '  three']
    """
    line, room = start, width
    for word in _WORDS.findall(text):
        if display_width(line + word.rstrip()) > room and line.strip() and line != start:
            yield line.rstrip()
            line = " " * len(start)
        line += word if line.strip() or word.strip() else ""
    yield line.rstrip()
