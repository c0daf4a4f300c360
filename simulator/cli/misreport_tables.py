"""What was misreported, who believed it, what came of it, as tables on the console."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.tables import RARE, length, median_and_p90, new_table
from simulator.errors import Message, say
from simulator.report.figures import share
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

MOST = 8
"""Agencies that are shown, those that were wrong for longest; `summary.json` has all."""
HOW = {
    "itself": say("found out itself"),
    "exercise control": say("told by exercise control"),
    "by change": say("it came true"),
}
ON = {
    "task": say("begun on the word of {source}: {title}"),
    "decision": say("decided on the word of {source}: {title}"),
    "declare": say("declared on the word of {source}: {title}"),
}


def misreport_tables(summary: Record, lang: str) -> "Iterator[Table]":
    """Give the tables on misreports; none where nobody misreports anything."""
    found = summary.get("misreports")
    if found:
        yield _said(found, lang)
        yield _beliefs(found, show_duration(summary["horizon_s"], lang), lang)
        yield _followed(found, lang)


def _said(found: Record, lang: str) -> "Table":
    columns = ((say("agency"), "left"), (say("fact"), "left"), (say("what is said"), "left"))
    table = new_table(say("Misreports"), columns, lang)
    for record in found["misreports"]:
        table.add_row(
            _titles(record["agencies"], lang), _titles(record["facts"], lang), tell(_way(record, lang), lang)
        )
    return table


def _way(record: Record, lang: str) -> Message:
    if record["less"] is not None:
        return say("false report: {less} too few", less=f"{record['less']:g}")
    if record["as"] is not None:
        return say("false report: {value}", value=str(record["as"]))
    if record["late_s"] is not None:
        return say("late report: {late} late", late=show_duration(record["late_s"], lang))
    return say("report concealed")


def _beliefs(found: Record, horizon: str, lang: str) -> "Table":
    columns = (
        (say("agency, fact"), "left"),
        (say("how long wrong (median / p90)"), "right"),
        (say("by"), "right"),
        (say("put right at (median / p90)"), "right"),
        (say("by whom"), "left"),
    )
    table = new_table(say("Who believed it, and how the truth came out"), columns, lang)
    shown = [
        record
        for record in found["beliefs"]
        if max(record["false"]["share"], record["behind"]["share"]) >= RARE
    ]
    for record in shown[:MOST]:
        table.add_row(
            f"{safe_terminal(record['title'][lang])}\n  {_titles([record['fact']], lang)}",
            "\n".join(_wrong(record, lang)),
            f"{record['most']:g}" if record["most"] else "",
            median_and_p90(record["right"], horizon, lang),
            "\n".join(_by_whom(record, lang)),
        )
    if len(shown) > MOST:
        table.add_row(tell(say("and {count} more", count=len(shown) - MOST), lang), "", "", "", "")
    return table


def _wrong(record: Record, lang: str) -> Iterator[str]:
    """Give for how long it believed what was not so, and for how long it was not told."""
    for name, words in (("false", say("false: {time}")), ("behind", say("not told: {time}"))):
        if record[name]["share"]:
            yield tell(say(words.template, time=_lasting(record[name], lang)), lang)


def _by_whom(record: Record, lang: str) -> Iterator[str]:
    """Give who put it right, as shares of the cases in which that happened, and who else could have."""
    reached = record["right"]["reached"]
    if 0 < reached < 1:
        yield tell(say("put right in {share}; in these by:", share=share(reached)), lang)
    yield from _through(record["through"], lang)
    yield tell(_cross_check(record, lang), lang)


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
    return " / ".join(length(record[name], lang) for name in ("p50_s", "p90_s"))


def _through(records: list[Record], lang: str) -> Iterator[str]:
    for record in records:
        who = HOW.get(record["how"])
        name = tell(who, lang) if who else safe_terminal(record["agency"]["title"][lang])
        yield f"{name} ({share(record['share'])})"


def _followed(found: Record, lang: str) -> "Table":
    columns = (
        (say("agency"), "left"),
        (say("what was done, or not, because of it"), "left"),
        (say("replications"), "right"),
        (say("later by (median, p90)"), "right"),
    )
    table = new_table(say("What came of it"), columns, lang)
    for record in found["acted"]:
        if record["share"] >= RARE:
            title, source = safe_terminal(record["title"][lang]), _titles([record["said_by"]], lang)
            done = say(ON[record["kind"]].template, title=title, source=source)
            table.add_row(_titles([record["agency"]], lang), tell(done, lang), share(record["share"]), "")
    for record in found["kept"]:
        if record["waited"]["share"] >= RARE:
            waited = record["waited"]
            table.add_row(
                _titles([record["agency"]], lang),
                tell(_not_done(record, lang), lang),
                share(waited["share"]),
                _lasting(waited, lang),
            )
    return table


def _not_done(record: Record, lang: str) -> Message:
    title = safe_terminal(record["title"][lang])
    if record["level"] is None:
        return say("its time had come, unknown to it: {title}", title=title)
    return say("level {level} was due, unknown to it: {title}", level=record["level_name"][lang], title=title)


def _titles(records: list[Record], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(safe_terminal(record["title"][lang]) for record in records)
