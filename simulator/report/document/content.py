"""The report of a run put together as a document, from the same values as the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.errors import Message, say
from simulator.plan.gap import gap_record
from simulator.report.document.annex import assumptions, awareness, made_from, qualified
from simulator.report.document.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
)
from simulator.report.document.improvements import improvements
from simulator.report.document.resources import agreed, convened, stocked, worked
from simulator.report.document.sections import boundaries, clocks, milestones
from simulator.report.follow_up import Earlier
from simulator.report.page.deeds import deeds
from simulator.report.page.lead import lead
from simulator.report.style import MARK, figure_bytes
from simulator.report.words import tell
from simulator.study.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = Callable[[], "Figure"]
Record = Mapping[str, Any]

CHAPTERS: Mapping[str, Message] = {
    "population": say("People warned and served"),
    "beliefs": say("Who believed what, beside what was so"),
    "load": say("Desks and units under load"),
}
"""Charts that are a chapter of their own, where the run has them."""
SHOWN = ("timeline", "response_times", "waiting", *CHAPTERS, "boundary_matrix", "network", "scores")
"""The charts that a document shows, by their names in the folder of a run, where the run has them.

They are those that can be drawn from what is in that folder, so that it gives the document that a fresh run
gives.
"""


def document_of(
    run: Run, charts: Mapping[str, Drawn], *, lang: str, earlier: Sequence[Earlier] = ()
) -> Document:
    """Give the report of a run as a document in a language; equal runs give equal documents.

    `charts` gives what draws each chart; those that `SHOWN` names are drawn. Of `earlier` runs it is said
    what became of their gaps.
    """
    gaps = [gap_record(gap) for gap in run.gaps]
    pictures = {name: figure_bytes(charts[name](), "png") for name in SHOWN if name in charts}
    top = lead(run, gaps, lang=lang)
    parts: tuple[Iterator[Block], ...] = (
        _lead(top, lang),
        _timeline(run, lang),
        milestones(run, pictures, lang),
        clocks(run, gaps, lang),
        _chapters(pictures, lang),
        improvements(run, gaps, lang, earlier),
        boundaries(run, lang),
        _network(lang),
        stocked(run, lang),
        agreed(run, lang),
        convened(run, lang),
        worked(run, lang),
        qualified(run, lang),
        awareness(run, lang),
        assumptions(run, lang),
        made_from(run, lang),
    )
    return made(top["title"], (block for part in parts for block in part), pictures, lang)


def made(title: str, blocks: Iterable[Block], pictures: Mapping[str, bytes], lang: str) -> Document:
    """Give blocks as a document that says that nothing in it happened."""
    notice = say("Everything in this document comes from a simulated exercise. Nothing here happened.")
    return Document(
        lang=lang,
        title=title,
        mark=MARK,
        notice=tell(notice, lang=lang),
        blocks=tuple(blocks),
        pictures=pictures,
    )


def _lead(top: Record, lang: str) -> Iterator[Block]:
    """Give what a leader reads in a minute, and which plans were played."""
    yield from opening(top, lang)
    yield Heading(tell(say("The plans that were played"), lang=lang))
    names = ("title", "version", "authority")
    yield Items(tuple((" · ".join(plan[name] for name in names if plan[name]),) for plan in top["plans"]))


def opening(top: Record, lang: str, *, most: int | None = None) -> Iterator[Block]:
    """Give what was played, what came of it and what to mend first; of the objectives `most` at most."""
    yield Paragraph(top["played"])
    if top["otherwise"]:
        changes = " · ".join(top["otherwise"])
        yield Paragraph(
            tell(say("Otherwise than in the files: {changes}", changes=changes), lang=lang), strong=True
        )
    yield Paragraph(top["verdict"], strong=True)
    if top["interrupted"]:
        warning = say("The run was interrupted: only the replications that were finished are shown.")
        yield Paragraph(tell(warning, lang=lang), strong=True)
    if top["objectives"]:
        yield _objectives(top["objectives"][:most], lang)
    yield from _mended(top, lang)


def _mended(top: Record, lang: str) -> Iterator[Block]:
    yield Heading(tell(say("Mend these first"), lang=lang))
    if top["worst"]:
        worst = tuple((gap["title"], " · ".join(gap["cost"]), gap["remedy"]) for gap in top["worst"])
        yield Items(worst, numbered=True)
        yield Paragraph(tell(say("Gaps in all: {count}.", count=top["gaps"]), lang=lang))
    else:
        yield Paragraph(tell(say("No gap was found."), lang=lang))


def _objectives(rows: list[Record], lang: str) -> Table:
    caption = say(
        "Objectives: the share of the replications that reached each in time, with its 95 % interval"
    )
    return Table(
        tell(caption, lang=lang),
        (
            Column(tell(say("objective"), lang=lang), 3),
            Column(tell(say("within"), lang=lang), 1.4, figures=True),
            Column(tell(say("required"), lang=lang), figures=True),
            Column(tell(say("reached in time (95 % interval)"), lang=lang), 2.6, figures=True),
            Column(tell(say("verdict"), lang=lang), 1.2),
        ),
        tuple((row["title"], row["within"], row["required"], row["interval"], row["word"]) for row in rows),
    )


def _timeline(run: Run, lang: str) -> Iterator[Block]:
    found = deeds(run, lang=lang)
    yield Heading(tell(say("Timeline"), lang=lang))
    yield Picture("timeline", found["subtitle"])
    if found["unreached"]:
        yield Paragraph(
            tell(say("not reached: {names}", names=" · ".join(found["unreached"])), lang=lang), strong=True
        )
    yield Table(
        tell(say("Injects, limits and milestones, in order of time"), lang=lang),
        (
            Column(tell(say("time"), lang=lang), figures=True),
            Column(tell(say("kind"), lang=lang), 1.6),
            Column(tell(say("what"), lang=lang), 6),
        ),
        tuple((row["at"], row["kind"], _what(row, lang)) for row in found["events"]),
    )


def _what(row: Record, lang: str) -> str:
    if row["met"] is None:
        return str(row["title"])
    kept = say("(limit kept)") if row["met"] else say("(limit missed)")
    return f"{row['title']} {tell(kept, lang=lang)}"


def _network(lang: str) -> Iterator[Block]:
    yield Heading(tell(say("Network of links"), lang=lang))
    caption = say("Who tells whom what by the plans, and where the gaps lie")
    yield Picture("network", tell(caption, lang=lang))


def _chapters(pictures: Mapping[str, bytes], lang: str) -> Iterator[Block]:
    for name, head in CHAPTERS.items():
        if name in pictures:
            caption = tell(head, lang=lang)
            yield Heading(caption)
            yield Picture(name, caption)
