"""The chapter of the document on gaps: the improvement list, and what became of that of earlier runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from simulator.errors import say
from simulator.report.document.blocks import Block, Column, Heading, Items, Paragraph, Table
from simulator.report.follow_up import Earlier
from simulator.report.page.findings import findings
from simulator.report.page.followed import followed
from simulator.report.words import tell
from simulator.study.run import Run

Record = Mapping[str, Any]


def improvements(
    run: Run, gaps: Sequence[Record], lang: str, earlier: Sequence[Earlier] = ()
) -> Iterator[Block]:
    """Give all gaps, the gravest first, each with its cause, responsibility, education and correction."""
    put = partial(tell, lang=lang)
    yield Heading(put(say("Gaps")))
    since = followed(run, gaps, earlier, lang=lang)
    if since:
        yield from _followed(since, lang)
    found = findings(run, gaps, lang=lang, earlier=earlier)
    if not found:
        yield Paragraph(put(say("No gap was found.")))
        return
    yield Paragraph(
        put(
            say(
                "Improvement list: no gap is let go before its cause is found, who answers for it is known, "
                "those concerned are taught, and it is corrected. Education names the paragraphs that the "
                "plan lines cite and the duties that are broken through the gap."
            )
        )
    )
    for part in found:
        yield _table(f"{part['head']} ({len(part['gaps'])})", part["gaps"], lang, stands=bool(since))


def _table(caption: str, gaps: Iterable[Record], lang: str, *, stands: bool) -> Table:
    put = partial(tell, lang=lang)
    state = [Column(put(say("how it stands")), 1.8)] if stands else []
    return Table(
        caption,
        (
            Column(put(say("gap")), 2.8),
            Column(put(say("cause")), 3.2),
            Column(put(say("responsibility")), 2.4),
            Column(put(say("education")), 2.6),
            Column(put(say("correction")), 3.6),
            *state,
        ),
        tuple((*_gap(gap), *([gap["state"]] if stands else [])) for gap in gaps),
    )


def _gap(gap: Record) -> Iterator[str]:
    account = gap["account"]
    yield "\n".join((gap["title"], *gap["cost"]))
    for column in (account.cause, account.responsibility, account.education, account.correction):
        yield "\n".join(column) or "–"


def _followed(since: Record, lang: str) -> Iterator[Block]:
    """Give what became of the gaps of earlier runs: how many, the closed ones, what was changed."""
    put = partial(tell, lang=lang)
    yield Heading(put(say("Follow-up")), 2)
    yield Items(tuple((run,) for run in since["runs"]))
    yield Paragraph(since["count"], strong=True)
    if since["warning"]:
        yield Paragraph(since["warning"])
    if since["closed"]:
        yield Table(
            put(say("Gaps that are closed, and what was to be corrected")),
            (
                Column(put(say("gap")), 3),
                Column(put(say("how it stands")), 2),
                Column(put(say("cost until then")), 2.6),
                Column(put(say("correction")), 4),
            ),
            tuple((row["title"], row["state"], row["cost"], row["remedy"]) for row in since["closed"]),
        )
    if not since["changes"]:
        yield Paragraph(since["changed"])
        return
    yield Table(
        since["changed"],
        (Column(put(say("line")), 2), Column(put(say("before")), 4), Column(put(say("now")), 4)),
        tuple((row["where"], row["before"], row["after"]) for row in since["changes"]),
    )
