"""The report of a run on two leaves of A4: what came of it, what to mend first, the timeline."""

from collections.abc import Iterator
from typing import Any

from simulator.errors import say
from simulator.plan.gap import gap_record
from simulator.report.document.blocks import Block, Document, Paragraph, Picture
from simulator.report.document.content import made, opening
from simulator.report.page.deeds import deeds
from simulator.report.page.lead import lead
from simulator.report.run_files import leaf_timeline
from simulator.report.style import figure_bytes
from simulator.report.words import tell
from simulator.study.run import Run

OBJECTIVES = 16
"""Objectives that have room on the first leaf, the missed ones first."""


def short_document(run: Run, *, lang: str) -> Document:
    """Give the short report of a run as a document in a language; equal runs give equal documents."""
    top = lead(run, [gap_record(gap) for gap in run.gaps], lang=lang)
    pictures = {"timeline": figure_bytes(leaf_timeline(run, lang), "png")}
    return made(top["title"], _blocks(top, run, lang), pictures, lang)


def _blocks(top: dict[str, Any], run: Run, lang: str) -> Iterator[Block]:
    yield from opening(top, lang, most=OBJECTIVES)
    more = len(top["objectives"]) - OBJECTIVES
    if more > 0:
        told = say(
            "Further objectives, none worse than these: {count}. All of them stand in the full report.",
            count=more,
        )
        yield Paragraph(tell(told, lang=lang))
    yield Picture("timeline", deeds(run, lang=lang)["subtitle"])
