"""Norm packs, their duties, and whom they bind, on the console."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.cli.console import console, tell
from simulator.cli.results import limit_words
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.plan.citation import article_title
from simulator.report.figures import basis_words
from simulator.text.messages import safe_terminal

Record = Mapping[str, Any]

CERTAINTIES = {
    "verified": say("read in its text"),
    "secondary": say("read in a copy at second hand"),
    "unverified": say("not verified"),
}
FORMS = {
    "tell": say("tell within a time"),
    "if this then that": say("if this then that within a time"),
    "have": say("a thing that must exist"),
    "every period": say("once every period"),
}
BANS = {
    "late": say("late reports"),
    "omitted": say("omitted reports"),
    "falsified": say("falsified reports"),
    "concealed": say("concealed reports"),
}
STARTS = {
    "knows": say("when whoever must see to it knows of it"),
    "truth": say("when it happens, known or not"),
}
STOPS = {
    "sent": say("when the message is on its way"),
    "received": say("when it is at the receiver's desk, or the call is connected"),
    "handled": say("when the receiver has taken it in"),
    "acknowledged": say("when the receiver has confirmed it"),
}


def show_list(packs: list[Record], lang: str) -> None:
    """Print the packs that there are."""
    columns = (
        (say("norm pack"), "left"),
        (say("title"), "left"),
        (say("in force since"), "left"),
        (say("duties"), "right"),
        (say("second hand or unverified"), "right"),
    )
    table = new_table(say("Norm packs"), columns, lang)
    for pack in packs:
        duties = pack["duties"]
        sure = sum(duty["certainty"] == "verified" for duty in duties)
        table.add_row(
            pack["id"],
            safe_terminal(pack["title"][lang]),
            pack["in_force"] or "",
            str(len(duties)),
            str(len(duties) - sure) if sure < len(duties) else "",
        )
    console(sys.stdout).print(table)


def show_pack(pack: Record, lang: str) -> None:
    """Print one pack: what it is, its grades, what it forbids, its duties."""
    screen = console(sys.stdout)
    for line in _head(pack, lang):
        screen.print(line)
    if pack["grades"]:
        for line in _grades(pack["grades"], lang):
            screen.print(line)
    for ban in pack["forbids"]:
        told = say(
            "forbidden: {what} ({article}, {certainty})",
            what=BANS[ban["what"]],
            article=_article(ban, lang),
            certainty=CERTAINTIES[ban["certainty"]],
        )
        screen.print(tell(told, lang))
    columns = (
        (say("duty"), "left"),
        (say("what it asks for"), "left"),
        (say("from, to"), "left"),
        (say("limit"), "left"),
        (say("basis"), "left"),
    )
    table = new_table(say("Duties"), columns, lang)
    for duty in pack["duties"]:
        ends = _ends(duty, lang)
        says, basis = safe_terminal(duty["says"][lang]), safe_terminal(duty["basis"][lang])
        table.add_row(duty["id"].partition(".")[2], says, ends, limit_words(duty, lang), basis)
    screen.print(table)


def _ends(duty: Record, lang: str) -> str:
    """Give who tells or does it, and who is told, by their titles."""
    titles = (duty["from_title"], duty["to_title"])
    return safe_terminal(" → ".join(title[lang] for title in titles if title))


def _head(pack: Record, lang: str) -> Iterator[str]:
    number = f" · {pack['number'][lang]}" if pack["number"] else ""
    yield safe_terminal(f"{pack['id']} · {pack['title'][lang]}{number}")
    if pack["in_force"]:
        yield tell(say("in force since {day}", day=pack["in_force"]), lang)
    if pack["version"]:
        yield tell(say("edition of this pack: {day}", day=pack["version"]), lang)
    if pack["hazards"]:
        yield tell(say("for the hazards: {hazards}", hazards=tuple(pack["hazards"])), lang)


def _grades(grades: Record, lang: str) -> Iterator[str]:
    told = say(
        "grades ({article}, {certainty}), each from its number on, one number is enough:",
        article=_article(grades, lang),
        certainty=CERTAINTIES[grades["certainty"]],
    )
    yield tell(told, lang)
    for level in grades["levels"]:
        name = level["name"][lang] if level["name"] else level["id"]
        yield safe_terminal(f"  {level['id']} · {name}  {level['criteria'][lang]}".rstrip())


def _article(record: Record, lang: str) -> str:
    return article_title(record["article"] or "–").show(lang)


def show_duty(duty: Record, lang: str) -> None:
    """Print one duty, every word of it."""
    screen = console(sys.stdout)
    screen.print(safe_terminal(f"{duty['id']} · {duty['says'][lang]}"))
    for heading, text in _lines(duty, lang):
        screen.print(f"  {tell(heading, lang)}: {safe_terminal(text)}")


def _lines(duty: Record, lang: str) -> Iterator[tuple[Message, str]]:
    yield say("form"), tell(FORMS[duty["form"]], lang)
    yield from _parties(duty, lang)
    if duty["fact"]:
        yield say("what"), duty["fact"]
    for heading, key in ((say("if"), "when"), (say("then"), "then")):
        if duty[key]:
            yield heading, duty[key]
    if duty["requires"]:
        yield say("must exist"), ", ".join(f"{key} {value}" for key, value in duty["requires"].items())
    else:
        yield say("clock starts"), tell(STARTS[duty["starts"]], lang)
        yield say("clock stops"), tell(_stop(duty), lang)
    limit = limit_words(duty, lang)
    if limit:
        yield say("limit"), limit
    if duty["share"]:
        yield say("kept in"), f"{100 * duty['share']:g} %"
    yield say("basis"), duty["basis"][lang]
    yield say("how sure"), tell(CERTAINTIES[duty["certainty"]], lang)


def _parties(duty: Record, lang: str) -> Iterator[tuple[Message, str]]:
    for heading, key in ((say("who (role)"), "from"), (say("whom (role)"), "to")):
        if duty[key]:
            yield heading, f"{duty[f'{key}_title'][lang]} · {duty[key]}"


def _stop(duty: Record) -> Message:
    return STOPS[duty["stops_at"]] if duty["stops_at"] else say("when the second condition first holds")


def show_bound(record: Record, lang: str) -> None:
    """Print whom the duties of a scenario's packs bind, and which bind nobody."""
    screen = console(sys.stdout)
    if not record["norms"]:
        told = say("the scenario names no norm pack: write `norms: [...]`; `drill norms` lists them")
        screen.print(tell(told, lang))
        return
    columns = (
        (say("duty"), "left"),
        (say("what it asks for"), "left"),
        (say("from, to"), "left"),
        (say("limit"), "left"),
        (say("basis"), "left"),
    )
    table = new_table(say("Duties that bind"), columns, lang)
    for duty in record["duties"]:
        table.add_row(
            safe_terminal(duty["overrides"] or duty["id"].partition(":")[0]),
            safe_terminal(duty["says"][lang] if duty["says"] else ""),
            _ends(duty, lang),
            limit_words(duty, lang),
            safe_terminal(basis_words(duty, lang)),
        )
    screen.print(table)
    idle = ((say("duty"), "left"), (say("why"), "left"))
    table = new_table(say("Duties that bind nobody here"), idle, lang)
    for each in record["unbound"]:
        table.add_row(safe_terminal(each["id"]), safe_terminal(each["reason"][lang]))
    if table.row_count:
        screen.print(table)
