"""Scores as tables on the console: the five qualities, the scorecard, and one agency opened up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

NAMED = 3
"""What is lacking and is named beside a check."""
LOWEST = 12
"""Agencies of the scorecard that are shown unless all are wanted."""

PARTS = {"result": say("result"), "process": say("process")}
GROUPS = {"regions": say("Regions"), "enterprises": say("Enterprises")}


def points(score: float | None) -> str:
    """Give a score out of 100; a dash where there was nothing to check."""
    return "–" if score is None else f"{100 * score:.0f}"


def quality_table(summary: Record, lang: str) -> "Table":
    """Give the five qualities, each with the check that it does worst in."""
    tell = translator(lang)
    columns = ((say("quality"), "left"), (say("score of 100"), "right"), (say("weakest in"), "left"))
    table = new_table(say("Five qualities"), columns, lang)
    for quality in summary["qualities"]:
        known = [check for check in quality["checks"] if check["score"] is not None]
        weakest = min(known, key=lambda check: check["score"], default=None)
        worst = _held(weakest, lang).render(tell) if weakest and weakest["score"] < 1 else tell("–")
        table.add_row(quality["title"][lang], points(quality["score"]), worst)
    return table


def _held(check: Record, lang: str) -> Message:
    """Say how much of a check holds: counted where it is whole things, else as a share."""
    title, held, whole = check["title"][lang], check["held"], check["of"]
    if held == int(held):
        return say("{title}: {held} of {of}", title=title, held=_number(held), of=_number(whole))
    return say("{title}: {share}", title=title, share=share(check["score"]))


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def check_tables(summary: Record, gaps: Mapping[str, Record], lang: str) -> Iterator["Table"]:
    """Give each quality opened up to its checks."""
    for quality in summary["qualities"]:
        heading = say("{quality}: {score}", quality=quality["title"][lang], score=points(quality["score"]))
        yield _checks(heading, quality["checks"], gaps, lang)


def agency_tables(card: Record, gaps: Mapping[str, Record], lang: str) -> Iterator["Table"]:
    """Give the score of one agency opened up: result, process, what vetoes it."""
    name = safe_terminal(card["title"][lang])
    for part, word in PARTS.items():
        heading = say("{agency}, {part}: {score}", agency=name, part=word, score=points(card[part]["score"]))
        yield _checks(heading, card[part]["checks"], gaps, lang)
    if card["vetoes"]:
        columns = ((say("veto"), "left"), (say("where"), "left"))
        table = new_table(say("{agency}: what makes its score not count", agency=name), columns, lang)
        for veto in card["vetoes"]:
            table.add_row(veto["reason"][lang], safe_terminal(veto["title"][lang]))
        yield table


def _checks(heading: Message, checks: Sequence[Record], gaps: Mapping[str, Record], lang: str) -> "Table":
    columns = (
        (say("check"), "left"),
        (say("held"), "right"),
        (say("of"), "right"),
        (say("score of 100"), "right"),
        (say("lacking"), "left"),
    )
    table = new_table(heading, columns, lang)
    for check in checks:
        titles = [gaps[gap]["title"][lang] for gap in check["gaps"] if gap in gaps]
        titles += [texts[lang] for texts in check["lacking"]]
        more = [f"+ {len(titles) - NAMED}"] if len(titles) > NAMED else []
        table.add_row(
            check["title"][lang],
            _number(check["held"]),
            _number(check["of"]),
            points(check["score"]),
            "\n".join([*map(safe_terminal, titles[:NAMED]), *more]),
        )
    return table


def card_table(cards: Sequence[Record], lang: str, *, everyone: bool) -> "Table":
    """Give the scorecard of the agencies, those with a veto first, then those with the lowest score."""
    columns = (
        (say("agency"), "left"),
        (say("score of 100"), "right"),
        (say("result"), "right"),
        (say("process"), "right"),
        (say("veto: the score does not count"), "left"),
    )
    table = new_table(say("Scorecard"), columns, lang)
    ordered = sorted(cards, key=lambda card: not card["vetoes"])  # the records stand by score already
    for card in ordered if everyone else ordered[:LOWEST]:
        parts = (points(card[part]["score"]) for part in PARTS)
        reasons = dict.fromkeys(veto["reason"][lang] for veto in card["vetoes"])
        table.add_row(safe_terminal(card["title"][lang]), points(card["score"]), *parts, "\n".join(reasons))
    return table


def group_tables(scorecard: Record, lang: str) -> Iterator["Table"]:
    """Give the scores of regions and of enterprises."""
    for key, heading in GROUPS.items():
        columns = (
            (say("name"), "left"),
            (say("score of 100"), "right"),
            (say("agencies"), "right"),
            (say("with a veto"), "right"),
        )
        table = new_table(heading, columns, lang)
        for group in scorecard[key]:
            counts = (str(len(group["agencies"])), str(len(group["vetoed"]) or "–"))
            table.add_row(safe_terminal(group["title"][lang]), points(group["score"]), *counts)
        yield table


def named_card(cards: Iterable[Record], name: str) -> Record | None:
    """Give the score of an agency by its qualified name, or by its title in any language."""
    return next((card for card in cards if name in (card["name"], *card["title"].values())), None)
