"""What was misreported, who believed it and what came of it, in words; of records of `summary.json`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from simulator.errors import Message, say
from simulator.report.figures import RARE, length, median_and_p90, share
from simulator.report.words import tell
from simulator.text.lengths import show_duration
from simulator.text.messages import listed

Record = Mapping[str, Any]

_HOW = {
    "itself": say("found out itself"),
    "exercise control": say("told by exercise control"),
    "by change": say("it came true"),
}
_ON = {
    "task": say("begun on the word of {source}: {title}"),
    "decision": say("decided on the word of {source}: {title}"),
    "declare": say("declared on the word of {source}: {title}"),
}
_FORBIDDEN_AS = {"late": "late", "concealed": "concealed", "false": "falsified"}
"""What norms call the ways in which a report goes wrong."""


class Misreport(NamedTuple):
    """What is misreported: by whom, about what, in which way, and the norms that forbid it."""

    agencies: str
    facts: str
    way: str
    forbidden_by: tuple[str, ...]


class Belief(NamedTuple):
    """Who believed it: for how long, `most` by how much, when it was put right, and through whom."""

    agency: str
    fact: str
    wrong: tuple[str, ...]
    most: str
    right: str
    through: tuple[str, ...]


class Followed(NamedTuple):
    """What an agency did, or did not do, because of a misreport; `later` is empty where it did something."""

    agency: str
    what: str
    share: str
    later: str


def misreports(summary: Record, lang: str) -> Iterator[Misreport]:
    """Give what is misreported, as the scenario has it."""
    for record in summary["misreports"]["misreports"]:
        yield Misreport(
            agencies=_titles(record["agencies"], lang),
            facts=_titles(record["facts"], lang),
            way=tell(_way(record, lang), lang=lang),
            forbidden_by=tuple(_forbidden_by(record, summary["norms"], lang)),
        )


def beliefs(summary: Record, lang: str) -> Iterator[Belief]:
    """Give the beliefs that were wrong because of a misreport in more than a few replications."""
    horizon = show_duration(summary["horizon_s"], lang)
    for record in summary["misreports"]["beliefs"]:
        if max(record["false"]["share"], record["behind"]["share"]) >= RARE:
            yield Belief(
                agency=record["title"][lang],
                fact=_titles([record["fact"]], lang),
                wrong=tuple(_wrong(record, lang)),
                most=f"{record['most']:g}" if record["most"] else "",
                right=median_and_p90(record["right"], horizon, lang),
                through=tuple(_by_whom(record, lang)),
            )


def followed(summary: Record, lang: str) -> Iterator[Followed]:
    """Give what was done, or not done, because of misreports in more than a few replications."""
    found = summary["misreports"]
    for record in found["acted"]:
        if record["share"] >= RARE:
            source = _titles([record["said_by"]], lang)
            done = say(_ON[record["kind"]].template, title=record["title"][lang], source=source)
            yield Followed(
                _titles([record["agency"]], lang), tell(done, lang=lang), share(record["share"]), ""
            )
    for record in found["kept"]:
        waited = record["waited"]
        if waited["share"] >= RARE:
            missed = tell(_not_done(record, lang), lang=lang)
            later = _lasting(waited, lang)
            yield Followed(_titles([record["agency"]], lang), missed, share(waited["share"]), later)


def _titles(records: Iterable[Record], lang: str) -> str:
    """Give the titles of records in one line."""
    return listed((record["title"][lang] for record in records), lang)


def _way(record: Record, lang: str) -> Message:
    """Say in which way a report went wrong."""
    if record["less"] is not None:
        return say("false report: {less} too few", less=f"{record['less']:g}")
    if record["as"] is not None:
        return say("false report: {value}", value=str(record["as"]))
    if record["late_s"] is not None:
        return say("late report: {late} late", late=show_duration(record["late_s"], lang))
    return say("report concealed")


def _forbidden_by(record: Record, norms: Iterable[Record], lang: str) -> list[str]:
    """Give which of the norms forbid it that a report goes wrong so.

    Those whose duties all bind nobody here are not asked; one that only forbids binds whoever reports.
    """
    what = _FORBIDDEN_AS[record["kind"]]
    return [
        ban["basis"][lang]
        for norm in norms
        if norm["bound"] or not norm["unbound"]
        for ban in norm["forbids"]
        if ban["what"] == what
    ]


def _wrong(record: Record, lang: str) -> Iterator[str]:
    """Give for how long somebody believed what was not so, and for how long it was not told."""
    for name, words in (("false", say("false: {time}")), ("behind", say("not told: {time}"))):
        if record[name]["share"]:
            yield tell(say(words.template, time=_lasting(record[name], lang)), lang=lang)


def _by_whom(record: Record, lang: str) -> Iterator[str]:
    """Give who put it right, as shares of the cases in which that happened, and who else could have."""
    reached = record["right"]["reached"]
    if 0 < reached < 1:
        yield tell(say("put right in {share}; in these by:", share=share(reached)), lang=lang)
    for each in record["through"]:
        who = _HOW.get(each["how"])
        name = tell(who, lang=lang) if who else each["agency"]["title"][lang]
        yield f"{name} ({share(each['share'])})"
    yield tell(_cross_check(record, lang), lang=lang)


def _cross_check(record: Record, lang: str) -> Message:
    """Say which source tells the same without those who misreport it, or that there is none."""
    if record["cross_check"]:
        return say("cross-check: {agencies}", agencies=_titles(record["cross_check"], lang))
    if record["finds_out_itself"]:
        return say("cross-check: only what it finds out itself")
    if any(each["how"] == "told" for each in record["through"]):
        return say("no source apart from those who misreport it: let a second one report to it")
    return say("no cross-check: let a second source report to it")


def _lasting(record: Record, lang: str) -> str:
    """Give median and p90 of a length of time."""
    return " / ".join(length(record[name], lang) for name in ("p50_s", "p90_s"))


def _not_done(record: Record, lang: str) -> Message:
    title = record["title"][lang]
    if record["level"] is None:
        return say("its time had come, unknown to it: {title}", title=title)
    return say("{level} was due, unknown to it: {title}", level=record["level_name"][lang], title=title)
