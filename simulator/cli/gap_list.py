"""Gaps on the console, the gravest first: what it is, how often and how long, where, what to do."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, typed
from simulator.cli.tables import new_table
from simulator.cli.widths import SIGNS
from simulator.errors import Message, say
from simulator.plan.gap import SEVERITIES
from simulator.report.figures import share
from simulator.report.gap_words import HEADS, by_weight, expected_loss, gap_figures
from simulator.text.messages import display_width, safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]
"""A gap as `gaps.json` holds it."""

WIDTH = 80
"""Columns of the list."""
LEADING = 5
"""Gaps that are shown after a run."""


def gap_lines(records: Iterable[Record], lang: str) -> Iterator[str]:
    """Give the list of gaps, under each severity those that cost most first."""
    tell = translator(lang)
    found = by_weight(records)
    for severity in reversed(SEVERITIES):
        those = [gap for gap in found if gap["severity"] == severity]
        if those:
            head = say("{head} ({count})", head=HEADS[severity], count=len(those))
            yield from wrapped(head.render(tell), "")
            for gap in those:
                yield ""
                yield from gap_text(gap, lang)
            yield ""


def show_gaps(folder: Path, records: Collection[Record], lang: str) -> None:
    """Print the gaps of a run that weigh most, and how to see the others."""
    if records:
        screen = console(sys.stdout)
        screen.print()
        screen.print(leading_gaps(records, lang))
        screen.print(_others(folder, records).render(translator(lang)), soft_wrap=True)


def _others(folder: Path, records: Collection[Record]) -> Message:
    """Say how many gaps there are, and what shows them: without a severity said, low ones are left out."""
    low = sum(gap["severity"] == "low" for gap in records)
    there = typed(folder)
    if not low:
        return say("gaps in all: {count}; to see them: drill gaps {folder}", count=len(records), folder=there)
    if low == len(records):
        return say(
            "gaps in all: {count}, all of them low: drill gaps {folder} --min-severity low",
            count=low,
            folder=there,
        )
    return say(
        "gaps in all: {count}; the {above} above low: drill gaps {folder}\n"
        "and the {low} low ones: drill gaps {folder} --min-severity low",
        count=len(records),
        above=len(records) - low,
        low=low,
        folder=there,
    )


def leading_gaps(records: Iterable[Record], lang: str) -> "Table":
    """Give the gaps that weigh most as a table of a few rows."""
    tell = translator(lang)
    columns = (
        (say("gap"), "left"),
        (say("seen in"), "right"),
        (say("costs, on the way to"), "left"),
        (say("what to do"), "left"),
    )
    table = new_table(say("Gaps that weigh most"), columns, lang)
    for gap in by_weight(records)[:LEADING]:
        runs = next((each for each in gap["evidence"] if each["source"] == "runs"), None)
        table.add_row(
            safe_terminal(gap["title"][lang]),
            share(runs["share"]) if runs else say("the plans").render(tell),
            _costs(gap, lang),
            safe_terminal(gap["remedy"][lang]),
        )
    return table


def _costs(gap: Record, lang: str) -> str:
    """Give what a gap is expected to cost the milestone that loses most."""
    lost = expected_loss(gap, lang)
    return safe_terminal(lost.render(translator(lang))) if lost else "–"


def gap_text(gap: Record, lang: str) -> Iterator[str]:
    """Give one gap: id, title, what proves it, its line, what to do."""
    tell = translator(lang)
    yield from wrapped(safe_terminal(gap["id"]), "  ")
    yield from wrapped(safe_terminal(gap["title"][lang]), "    ")
    for each in gap["evidence"]:
        text = safe_terminal(each["text"][lang])
        yield from wrapped(text, "    ")
        for figures in gap_figures(each, lang) if each["source"] == "runs" else ():
            yield from wrapped(safe_terminal(figures.render(tell)), "    ")
    for place in gap["where"][:1]:
        yield safe_terminal(f"    {place['file']}:{place['line']}:{place['column']}")
    yield from wrapped(safe_terminal(gap["remedy"][lang]), "    → ")


def wrapped(text: str, start: str, *, width: int = WIDTH) -> Iterator[str]:
    """Break a text into lines at spaces and between Chinese characters; `start` stands before the first.

    >>> list(wrapped("one two three", "- ", width=9))
    ['- one two', '  three']
    """
    indent = display_width(start)
    line, columns = start, indent
    for piece in SIGNS.findall(text):
        if line.strip() and line != start and columns + display_width(piece.rstrip()) > width:
            yield line.rstrip()
            line, columns = " " * indent, indent
        if piece.strip() or line.strip():
            line += piece
            columns += display_width(piece)
    yield line.rstrip()
