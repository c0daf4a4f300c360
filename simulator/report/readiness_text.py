"""A suite of scenarios as a short text, to be pasted into a planner's own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.errors import say
from simulator.report.coverage_words import (
    COUNTED,
    KIND_WORDS,
    SIGNS,
    hazards_told,
    outcome,
    unexercised,
    unexercised_paragraphs,
)
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
from simulator.report.document.markdown import markdown
from simulator.report.figures import VERDICTS, interval, share
from simulator.report.style import MARK
from simulator.report.words import otherwise, tell
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]


def readiness_text(record: Record, *, lang: str) -> str:
    """Give a suite as Markdown: the matrix, what was not played, and what no scenario exercises."""
    document = Document(
        lang=lang,
        title=tell(
            say("Readiness: objectives of all scenarios in {folder}", folder=record["folder"]), lang=lang
        ),
        mark=MARK,
        notice=tell(
            say("Everything in this document comes from a simulated exercise. Nothing here happened."),
            lang=lang,
        ),
        blocks=tuple(_blocks(record, lang)),
        pictures={},
    )
    return markdown(document, folder="charts")


def _blocks(record: Record, lang: str) -> Iterator[Block]:
    if options := otherwise(record.get("what_if")):
        yield Items(tuple((option,) for option in options))
    yield Paragraph(tell(outcome(record), lang=lang), strong=True)
    yield Picture("readiness", tell(say("Readiness"), lang=lang))
    yield Heading(tell(say("Readiness"), lang=lang))
    yield from (_scenario(scenario, lang) for scenario in record["scenarios"])
    yield Heading(tell(say("Coverage of the plans"), lang=lang))
    yield _counts(record["coverage"]["counts"], lang)
    if parts := unexercised(record):
        yield Heading(tell(say("What no scenario exercises"), lang=lang))
        yield Items(tuple(_part(part, lang) for part in parts))
    if paragraphs := unexercised_paragraphs(record):
        yield Heading(tell(say("Paragraphs that no scenario exercises"), lang=lang))
        yield Items(tuple(_paragraph(each, lang) for each in paragraphs))
    if plans := record["plans_not_played"]:
        yield Heading(tell(say("Plans that no scenario here plays"), lang=lang))
        yield Items(tuple((plan,) for plan in plans))


def place_words(problem: Record) -> str:
    """Give where a problem is: file and line, or the file where it is all of it."""
    return f"{problem['file']}:{problem['line']}" if problem["line"] else f"{problem['file']}"


def _scenario(scenario: Record, lang: str) -> Block:
    if scenario["run"] is None:
        problem = scenario["problems"][0]
        words = say(
            "{scenario}: not played, problems: {count}; the first, in {file}: {found}",
            scenario=scenario["scenario"],
            count=len(scenario["problems"]),
            file=place_words(problem),
            found=problem["found"][lang],
        )
        return Paragraph(tell(words, lang=lang), strong=True)
    caption = f"{scenario['title'][lang]} · {hazards_told(scenario, lang)}"
    if not scenario["objectives"]:
        return Paragraph(f"{caption} · {tell(say('no objectives'), lang=lang)}")
    heads = (
        (say("objective"), 3.0),
        (say("within"), 1.0),
        (say("required"), 1.0),
        (say("reached in time (95 % interval)"), 2.0),
        (say("verdict"), 1.0),
    )
    return Table(
        caption=caption,
        columns=tuple(Column(tell(head, lang=lang), wide) for head, wide in heads),
        rows=tuple(_objectives(scenario["objectives"], lang)),
    )


def _objectives(objectives: Iterable[Record], lang: str) -> Iterator[tuple[str, ...]]:
    for each in objectives:
        yield (
            each["title"][lang],
            show_duration(each["within_s"], lang),
            share(each["required_share"]),
            interval(each, "share"),
            f"{SIGNS[each['verdict']]} {tell(VERDICTS[each['verdict']], lang=lang)}",
        )


def _counts(counts: Record, lang: str) -> Table:
    heads = (say("of the plans"), say("all"), say("exercised"), say("in percent"))
    rows = [
        (tell(COUNTED[kind], lang=lang), f"{count['all']}", f"{count['exercised']}",
         share(count["exercised"] / count["all"]))
        for kind, count in counts.items()
        if count["all"]
    ]  # fmt: skip
    return Table(
        caption=tell(say("exercised of the plans"), lang=lang),
        columns=tuple(
            Column(tell(head, lang=lang), figures=bool(number)) for number, head in enumerate(heads)
        ),
        rows=tuple(rows),
    )


def _part(part: Record, lang: str) -> tuple[str, ...]:
    kind = tell(KIND_WORDS[part["kind"]], lang=lang)
    head = f"{part['title'][lang]} · {kind} · {part['file']}:{part['line']}"
    return head, part["wanted"]["text"][lang]


def _paragraph(each: Record, lang: str) -> tuple[str, ...]:
    return f"{each['basis'][lang]} · {each['plan']}", each["wanted"]["text"][lang]
