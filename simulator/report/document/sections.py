"""The chapters of the document on times, duties and boundaries."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from simulator.errors import Message, say
from simulator.report.document.blocks import Block, Column, Heading, Paragraph, Picture, Table
from simulator.report.figures import QUANTILES
from simulator.report.page.duties import broken, duties
from simulator.report.page.findings import boundary
from simulator.report.page.times import times
from simulator.report.words import tell
from simulator.study.run import Run

Record = Mapping[str, Any]

AXES: Mapping[str, Message] = {
    "sector": say("By sector"),
    "level": say("By level"),
    "region": say("By region"),
}


def milestones(run: Run, drawn: Collection[str], lang: str) -> Iterator[Block]:
    """Give how long each milestone took, and where the time went; `drawn` names the charts there are."""
    put, found = partial(tell, lang=lang), times(run, lang=lang)
    yield Heading(put(say("Times")))
    yield Picture("response_times", put(say("Times until the milestones, and their limits")))
    yield Table(
        put(say("How long each took in all replications")),
        (
            Column(put(say("milestone")), 2.3),
            Column(put(say("reached")), 1, figures=True),
            Column(put(say("p10")), 1.55, figures=True),
            Column(put(say("median")), 1.55, figures=True),
            Column(put(say("95 % interval of the median")), 3.45, figures=True),
            Column(put(say("p90")), 1.55, figures=True),
            Column(put(say("p95")), 1.55, figures=True),
            Column(put(say("limit")), 1.55, figures=True),
        ),
        tuple(map(_time, found["rows"])),
    )
    yield Paragraph(put(QUANTILES))
    yield Heading(put(say("Where the time went")), 2)
    yield Paragraph(
        put(
            say(
                "The mean over the replications that reached the milestone, along its critical path; beside"
                " each stretch the share of the replications whose path passes it."
            )
        )
    )
    if "waiting" in drawn:
        yield Picture("waiting", put(say("Where the time goes")))
    for path in found["paths"]:
        yield _stretches(path, lang)


def _time(row: Record) -> tuple[str, ...]:
    p10, median, p90, p95 = row["quantiles"]
    return row["title"], row["reached"], p10, median, row["limits"], p90, p95, row["within"] or "–"


def _stretches(path: Record, lang: str) -> Table:
    """Give where the time of a milestone went, the longest stretch first."""
    put = partial(tell, lang=lang)
    rows = [(part["mean"], part["label"], part["place"], part["share"]) for part in path["parts"]]
    if path["rest"]:
        rows.append((path["rest"], put(say("everything else")), "", ""))
    return Table(
        f"{path['title']} · {path['mean']}",
        (
            Column(put(say("mean")), 1.3, figures=True),
            Column(put(say("spent on")), 2.4),
            Column(put(say("where")), 4),
            Column(put(say("share")), figures=True),
        ),
        tuple(rows),
    )


def clocks(run: Run, gaps: Iterable[Record], lang: str) -> Iterator[Block]:
    """Give the clocks of obligations, what must exist and does not, and what came late or never."""
    put, found = partial(tell, lang=lang), duties(run, lang=lang)
    yield Heading(put(say("Clocks of obligations")))
    if found["clocks"]:
        yield _clocks(found["clocks"], lang)
    else:
        yield Paragraph(put(say("No clock of an obligation began to run.")))
    if found["idle"]:
        count = found["idle"]
        yield Paragraph(
            put(say("Clocks that did not begin to run in any replication: {count}.", count=count))
        )
    if found["things"]:
        yield _things(found["things"], lang)
    late = broken(run, gaps, lang=lang)
    if late:
        yield _broken(late, lang)


def _clocks(rows: Iterable[Record], lang: str) -> Table:
    put = partial(tell, lang=lang)
    return Table(
        put(
            say(
                "How often each obligation was met in time, the worst first."
                " Slack: the limit less the time that was enough in 90 of 100 replications (p90)."
            )
        ),
        (
            Column(put(say("obligation")), 3),
            Column(put(say("basis")), 2),
            Column(put(say("limit")), 1.2, figures=True),
            Column(put(say("in time (95 % interval)")), 2.8, figures=True),
            Column(put(say("late")), 1.1, figures=True),
            Column(put(say("never")), 1.1, figures=True),
            Column(put(say("median")), 1.3, figures=True),
            Column(put(say("slack")), 1.4, figures=True),
        ),
        tuple(map(_clock, rows)),
    )


def _clock(row: Record) -> tuple[str, ...]:
    names = ("late", "never", "median", "slack")
    kept = "\n".join(row["kept"])
    return row["title"], row["basis"], row["within"] or "–", kept, *(row[name] for name in names)


def _things(rows: Iterable[Record], lang: str) -> Table:
    put = partial(tell, lang=lang)
    there, missing = put(say("in place")), put(say("missing"))
    return Table(
        put(say("What must exist")),
        (Column(put(say("obligation")), 4), Column(put(say("basis")), 3), Column(put(say("verdict")))),
        tuple((row["title"], row["basis"], there if row["there"] else missing) for row in rows),
    )


def _broken(rows: Iterable[Record], lang: str) -> Table:
    put = partial(tell, lang=lang)
    return Table(
        put(say("What came late or never, and why")),
        (
            Column(put(say("late or never")), 3),
            Column(put(say("late")), figures=True),
            Column(put(say("never")), figures=True),
            Column(put(say("because of")), 5),
        ),
        tuple((row["title"], row["late"], row["never"], _blame(row)) for row in rows),
    )


def _blame(row: Record) -> str:
    causes = [" · ".join(filter(None, (cause["title"], cause["mean"]))) for cause in row["causes"]]
    return "\n".join(causes) or str(row["without_gap"])


def boundaries(run: Run, lang: str) -> Iterator[Block]:
    """Give between whom the gaps lie."""
    put = partial(tell, lang=lang)
    yield Heading(put(say("Boundary matrix")))
    told = say("Between whom the gaps lie: their number, and the minutes that they cost in the mean.")
    yield Picture("boundary_matrix", put(told))
    for matrix in boundary(run, lang=lang):
        if matrix["rows"]:
            yield Table(
                put(AXES[matrix["by"]]),
                (Column("", 1.5), *(Column(name, figures=True) for name in matrix["columns"])),
                tuple(
                    (row["name"], *(_cell(cell, lang) for cell in row["cells"]), *[""] * row["empty"])
                    for row in matrix["rows"]
                ),
            )


def _cell(cell: Record | None, lang: str) -> str:
    if cell is None:
        return "–"
    return f"{cell['number']}\n{tell(say('{minutes} min', minutes=cell['minutes']), lang=lang)}"
