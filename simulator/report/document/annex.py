"""The last chapters of the document: how the plans stand, and what the results were made from."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from simulator.errors import say
from simulator.report.document.blocks import Block, Column, Heading, Paragraph, Picture, Table
from simulator.report.page.awareness import aware
from simulator.report.page.inputs import assumed, inputs
from simulator.report.page.scored import scored
from simulator.report.page.standing import qualities
from simulator.report.words import tell
from simulator.study.run import Run

NAMED = 8
"""Things that lack which are named for each check."""


def qualified(run: Run, lang: str) -> Iterator[Block]:
    """Give the five qualities, each with its checks, and the scorecard as a chart."""
    put = partial(tell, lang=lang)
    yield Heading(put(say("Five qualities")))
    yield Paragraph(put(say("How much of what was counted holds, out of 100.")))
    for quality in qualities(run, lang=lang):
        yield Table(
            f"{quality['title']} · {quality['points']}",
            (
                Column(put(say("check")), 4),
                Column(put(say("score")), figures=True),
                Column(put(say("held")), 1.2, figures=True),
                Column(put(say("lacking")), 5),
            ),
            tuple(
                (check["title"], check["points"], check["held"], _lacking(check["lacking"], lang))
                for check in quality["checks"]
            ),
        )
    yield Picture("scores", put(say("Scorecard of the agencies")))
    yield from _scored(scored(run.summary, lang=lang), lang)


def _scored(found: dict[str, Any], lang: str) -> Iterator[Block]:
    """Give the scorecard as it is published, with what vetoes whom, then regions and enterprises."""
    put = partial(tell, lang=lang)
    if not found["agencies"]:
        return
    yield Table(
        put(
            say("Scores of the agencies by result and process, out of 100; whom a veto concerns stands first")
        ),
        (
            Column(put(say("agency")), 3),
            Column(put(say("score of 100")), 1.2, figures=True),
            Column(put(say("result")), figures=True),
            Column(put(say("process")), figures=True),
            Column(put(say("veto")), 2.4),
            Column(put(say("lacking")), 4),
        ),
        tuple(
            (
                *(row[name] for name in ("title", "points", "result", "process")),
                "\n".join(row["vetoes"]),
                "\n".join(row["lacking"]),
            )
            for row in found["agencies"]
        ),
    )
    for group in found["groups"]:
        yield Table(
            group["head"],
            (
                Column(put(say("name")), 4),
                Column(put(say("score of 100")), figures=True),
                Column(put(say("agencies")), figures=True),
                Column(put(say("with a veto")), figures=True),
            ),
            tuple(
                tuple(row[name] for name in ("title", "points", "agencies", "vetoed"))
                for row in group["rows"]
            ),
        )


def _lacking(names: list[str], lang: str) -> str:
    """Give the first of what lacks, and how many more there are; `drill score --all` lists them."""
    listed = " · ".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return tell(say("{names} and {count} more", names=listed, count=len(names) - NAMED), lang=lang)


def awareness(run: Run, lang: str) -> Iterator[Block]:
    """Give how much each agency knew of what it needed to know."""
    put, found = partial(tell, lang=lang), aware(run, lang=lang)
    yield Heading(put(say("Awareness")))
    if not found["agencies"]:
        yield Paragraph(put(say("No agency needed to know what became true.")))
        return
    yield Table(
        put(
            say(
                "Of the time since what an agency needs to know became true: the share in which it knew"
                " something of it, and in which it knew it rightly; mean of {runs} replications",
                runs=found["replications"],
            )
        ),
        (
            Column(put(say("agency")), 5),
            Column(put(say("known")), figures=True),
            Column(put(say("known rightly")), 1.4, figures=True),
        ),
        tuple((row["title"], row["known"], row["right"]) for row in found["agencies"]),
    )


def assumptions(run: Run, lang: str) -> Iterator[Block]:
    """Give the figures that nothing stands behind."""
    put, found = partial(tell, lang=lang), assumed(run, lang=lang)
    yield Heading(put(say("Assumptions")))
    if not found:
        yield Paragraph(put(say("Every figure of the plans has its basis.")))
        return
    told = say(
        "Figures of the plans that nothing stands behind: {count}. The results are as good as these.",
        count=sum(file["count"] for file in found),
    )
    yield Paragraph(put(told))
    columns = (
        Column(put(say("figure")), 2.2),
        Column(put(say("what it says")), 2.6),
        Column(put(say("key")), 4.4),
        Column(put(say("line")), 0.8, figures=True),
    )
    for file in found:
        rows = ((row["figure"], row["what"], row["path"], str(row["line"])) for row in file["rows"])
        yield Table(file["name"], columns, tuple(rows))


def made_from(run: Run, lang: str) -> Iterator[Block]:
    """Give the version of drill, the editions of norms, and the files with their hashes."""
    put, summary = partial(tell, lang=lang), run.summary
    yield Heading(put(say("Inputs and versions")))
    told = say(
        "drill {version}, seed {seed}, {runs} replications",
        version=summary["drill"],
        seed=summary["seed"],
        runs=summary["runs"],
    )
    yield Paragraph(put(told))
    if summary["norms"]:
        yield Table(
            put(say("Norms")),
            (
                Column(put(say("norm")), 4),
                Column(put(say("number")), 2.4),
                Column(put(say("in force since")), 1.6),
                Column(put(say("edition of the pack")), 1.6),
            ),
            tuple(_norm(norm, lang) for norm in summary["norms"]),
        )
    yield Table(
        put(say("Files, as they were")),
        (Column(put(say("file")), 2), Column("SHA-256", 3)),
        tuple((file["name"], file["digest"]) for file in inputs(run)),
    )


def _norm(norm: dict[str, Any], lang: str) -> tuple[str, ...]:
    number = norm["number"][lang] if norm["number"] else "–"
    return norm["title"][lang], number, norm["in_force"] or "–", norm["version"] or "–"
