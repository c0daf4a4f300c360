"""A suite of scenarios as tables on the console."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, note, tell
from simulator.cli.tables import new_table
from simulator.errors import say
from simulator.report.coverage_words import (
    COUNTED,
    KIND_WORDS,
    hazards_told,
    outcome,
    unexercised,
    unexercised_paragraphs,
)
from simulator.report.figures import VERDICTS, interval, share
from simulator.report.readiness_text import place_words
from simulator.report.style import MARK
from simulator.report.words import otherwise
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]
INDENT = "  "
EACH = 4
"""Parts of a kind, and paragraphs, that are shown unless all are wanted."""


def show_suite(record: Record, lang: str, *, everything: bool) -> None:
    """Print how ready the plans are, and what no scenario exercises."""
    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(record['folder'])}  ·  {MARK}")
    for option in otherwise(record.get("what_if")):
        screen.print(f"   {safe_terminal(option)}")
    screen.print(tell(outcome(record), lang))
    shown, left = _shown(record, everything=everything)
    tables = (
        readiness_table(record, lang),
        _not_played(record, lang),
        coverage_table(record, lang),
        _wanted_table(shown, lang),
    )
    for table in tables:
        if table.row_count:
            screen.print()
            screen.print(table)
    if record["plans_not_played"]:
        screen.print(f"\n{tell(say('Plans that no scenario here plays'), lang)}")
    for plan in record["plans_not_played"]:
        screen.print(f"  {safe_terminal(plan)}")
    sys.stdout.flush()
    if left:
        note(say("left out: {count} more that no scenario exercises; --all shows them", count=left), lang)


def readiness_table(record: Record, lang: str) -> "Table":
    """Give the matrix: each scenario with its hazards, each of its objectives with share and verdict."""
    columns = (
        (say("scenario, hazard, and each objective"), "left"),
        (say("within"), "right"),
        (say("required"), "right"),
        (say("reached in time (95 % interval)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Readiness"), columns, lang)
    for scenario in record["scenarios"]:
        if scenario["run"] is None:
            continue
        if table.row_count:
            table.add_row("", "", "", "", "")
        table.add_row(_heading(scenario, lang), "", "", "", "")
        for objective in scenario["objectives"]:
            table.add_row(*_objective(objective, lang))
        if not scenario["objectives"]:
            table.add_row(INDENT + tell(say("no objectives"), lang), "", "", "", "")
    return table


def _heading(scenario: Record, lang: str) -> str:
    return safe_terminal(f"{scenario['title'][lang]} · {hazards_told(scenario, lang)}")


def _objective(objective: Record, lang: str) -> tuple[str, ...]:
    return (
        INDENT + safe_terminal(objective["title"][lang]),
        show_duration(objective["within_s"], lang),
        share(objective["required_share"]),
        interval(objective, "share"),
        tell(VERDICTS[objective["verdict"]], lang),
    )


def _not_played(record: Record, lang: str) -> "Table":
    table = new_table(
        say("Scenarios with problems, which were not played"),
        ((say("scenario"), "left"), (say("problems"), "right"), (say("the first"), "left")),
        lang,
    )
    for scenario in record["scenarios"]:
        if scenario["run"] is None:
            first = scenario["problems"][0]
            words = f"{safe_terminal(place_words(first))}\n{safe_terminal(first['found'][lang])}"
            table.add_row(safe_terminal(scenario["scenario"]), str(len(scenario["problems"])), words)
    return table


def coverage_table(record: Record, lang: str) -> "Table":
    """Give how much of the plans the scenarios exercise."""
    columns = (
        (say("of the plans"), "left"),
        (say("all"), "right"),
        (say("exercised"), "right"),
        (say("in percent"), "right"),
    )
    table = new_table(say("Coverage of the plans"), columns, lang)
    for kind, count in record["coverage"]["counts"].items():
        if count["all"]:
            part = share(count["exercised"] / count["all"])
            table.add_row(tell(COUNTED[kind], lang), str(count["all"]), str(count["exercised"]), part)
    return table


def _shown(record: Record, *, everything: bool) -> tuple[list[Record], int]:
    """Give what is shown of that which no scenario exercises, and how much more there is."""
    groups: dict[str, list[Record]] = {}
    for part in (*unexercised(record), *unexercised_paragraphs(record)):
        groups.setdefault(part.get("kind", "paragraph"), []).append(part)
    shown = [part for group in groups.values() for part in (group if everything else group[:EACH])]
    return shown, sum(map(len, groups.values())) - len(shown)


def _wanted_table(parts: Sequence[Record], lang: str) -> "Table":
    columns = ((say("part of a plan"), "left"), (say("the scenario that would exercise it"), "left"))
    table = new_table(say("What no scenario exercises"), columns, lang)
    for part in parts:
        table.add_row("\n".join(_named(part, lang)), safe_terminal(part["wanted"]["text"][lang]))
    return table


def _named(part: Record, lang: str) -> Iterator[str]:
    if "kind" not in part:
        first = part["cited_by"][0]
        yield safe_terminal(part["basis"][lang])
        words = say("paragraph cited in {file}", file=f"{first['file']}:{first['line']}")
        yield tell(words, lang)
        return
    yield safe_terminal(part["title"][lang])
    kind = tell(KIND_WORDS[part["kind"]], lang)
    yield f"{kind} · {safe_terminal(part['file'])}:{part['line']}"
