"""Chapters of the document on supplies, agreements, joint tasks and the work on many incidents."""

from collections.abc import Iterator
from functools import partial

from simulator.errors import say
from simulator.report.agreements_told import told_of_agreements
from simulator.report.caseload_told import told_of_caseload
from simulator.report.document.blocks import Block, Column, Heading, Table
from simulator.report.joint_told import told_of_joint_tasks
from simulator.report.supplies_told import told_of_supplies
from simulator.report.words import tell
from simulator.study.run import Run


def stocked(run: Run, lang: str) -> Iterator[Block]:
    """Give the supplies that tasks called for, if any did."""
    put, found = partial(tell, lang=lang), tuple(told_of_supplies(run.summary, lang))
    if not found:
        return
    yield Heading(put(say("Supplies")))
    yield Table(
        put(
            say(
                "Stocks that tasks called for: how often and when each ran out, "
                "for how long it was waited for, and who brought more"
            )
        ),
        (
            Column(put(say("supply")), 2.6),
            Column(put(say("at the start")), 1, figures=True),
            Column(put(say("ran out in (95 % interval)")), 1.6, figures=True),
            Column(put(say("first (median / p90)")), 1.4, figures=True),
            Column(put(say("waited for (mean)")), 1.2, figures=True),
            Column(put(say("still out at the end")), 1, figures=True),
            Column(put(say("more came by (share of these)")), 2),
        ),
        tuple((*row[:-1], "\n".join(row.refilled_by)) for row in found),
    )


def agreed(run: Run, lang: str) -> Iterator[Block]:
    """Give the agreements that were called on, if any was."""
    put, found = partial(tell, lang=lang), tuple(told_of_agreements(run.summary, lang))
    if not found:
        return
    yield Heading(put(say("Agreements")))
    yield Table(
        put(say("Agreements that were called on, and what came of it")),
        (
            Column(put(say("agreement")), 3),
            Column(put(say("called on (95 % interval)")), 2, figures=True),
            Column(put(say("what came of the calls")), 2),
            Column(put(say("answered, median")), 1.3, figures=True),
            Column(put(say("arrived, median")), 1.3, figures=True),
            Column(put(say("in time")), 1.5, figures=True),
        ),
        tuple(
            (
                f"{row.title}\n{row.gives}",
                row.called,
                "\n".join(row.outcomes),
                row.answered,
                row.arrived,
                row.inside,
            )
            for row in found
        ),
    )


def convened(run: Run, lang: str) -> Iterator[Block]:
    """Give the joint tasks that were called, if any was."""
    put, found = partial(tell, lang=lang), tuple(told_of_joint_tasks(run.summary, lang))
    if not found:
        return
    yield Heading(put(say("Joint tasks")))
    yield Table(
        put(
            say(
                "Consultations, verifications and assessments that were called: who came, when they began, "
                "and who was waited for"
            )
        ),
        (
            Column(put(say("joint task")), 2.4),
            Column(put(say("how it convened")), 2),
            Column(put(say("there (mean)")), 1.2, figures=True),
            Column(put(say("begun at (median / p90)")), 1.3, figures=True),
            Column(put(say("waited (median / p90)")), 1.3, figures=True),
            Column(put(say("waited for")), 3.4),
        ),
        tuple(
            (
                f"{row.title}\n{row.owner}",
                "\n".join(row.outcomes),
                row.there,
                row.convened,
                row.waited,
                "\n".join(row.waited_for),
            )
            for row in found
        ),
    )


def worked(run: Run, lang: str) -> Iterator[Block]:
    """Give the work on incidents that come more than once, where there are some."""
    put, found = partial(tell, lang=lang), tuple(told_of_caseload(run.summary, lang))
    if not found:
        return
    yield Heading(put(say("Work on one incident after another")))
    yield Table(
        put(
            say(
                "Of the tasks of incidents that come more than once: how many came up, were done and lay "
                "open at the end, and how long each waited for its first start and took from there; means"
            )
        ),
        (
            Column(put(say("task")), 2),
            Column(put(say("whose")), 2),
            Column(put(say("incident")), 1.8),
            Column(put(say("came up (mean)")), 1.1, figures=True),
            Column(put(say("done (mean)")), figures=True),
            Column(put(say("open at the end (mean)")), 1.1, figures=True),
            Column(put(say("waited (mean)")), 1.3, figures=True),
            Column(put(say("took (mean)")), 1.3, figures=True),
        ),
        tuple(map(tuple, found)),
    )
