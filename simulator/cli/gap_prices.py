"""What gaps cost, as a table: what closing each would save, and what one real remedy saves of that."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note
from simulator.cli.playing import Crew, gathered
from simulator.cli.run_folders import Opened
from simulator.cli.stopping import watched
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal, translator

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]


def price_gaps(
    run: Opened, records: Sequence[Record], lang: str, *, runs: int, crew: Crew
) -> tuple[list[dict[str, Any]], bool]:
    """Give the gaps with what they cost under `cost`, the dearest first, those that cannot be closed last.

    And whether all was played: after Ctrl-C the gaps that were not come last, too.
    """
    from simulator.plan.gap import gap_of
    from simulator.study.cost import cost_record
    from simulator.study.price import price, replications_to_price

    case = run.case()
    gaps = [gap_of(record) for record in records]
    total, finished = replications_to_price(case, gaps, runs=runs), 0
    with gathered(crew) as hands, watched(total, lang, exact=True) as show:

        def progress(count: int) -> None:
            nonlocal finished
            finished += count
            show(count)

        priced = price(
            case,
            gaps,
            runs=runs,
            seed=run.summary["seed"],
            jobs=hands,
            progress=progress,
        )
    known = {record["id"]: record for record in records}
    found = [{**known.pop(each.gap), "cost": cost_record(each)} for each in priced]
    if finished < total:
        note(say("interrupted: the gaps that were priced before are shown ({count})", count=len(found)), lang)
    return [*found, *({**record, "cost": None} for record in known.values())], finished >= total


def price_table(records: Sequence[Record], summary: Record, lang: str, *, runs: int) -> "Table":
    """Give the table of what closing each gap would save, the dearest first."""
    columns = (
        (say("gap"), "left"),
        (say("milestone"), "left"),
        (say("closed, it saves (95 % interval)"), "left"),
        (say("after all others"), "left"),
        (say("one remedy"), "left"),
    )
    title = say(
        "What the gaps cost: {runs} replications each, the same draws with and without the gap", runs=runs
    )
    table = new_table(title, columns, lang)
    titles = {each["name"]: safe_terminal(each["title"][lang]) for each in summary["milestones"]}
    for record in records:
        cost = record["cost"]
        if cost is None:
            continue
        table.add_row(
            f"{safe_terminal(record['title'][lang])}{_alike(cost, lang)}\n{safe_terminal(record['id'])}",
            titles.get(cost["headline"], safe_terminal(cost["headline"])),
            _saved(_at(cost["alone"], cost), lang),
            "–" if cost["last"] is None else _saved(_at(cost["last"], cost), lang),
            "–" if cost["remedy"] is None else _remedy(cost, lang),
        )
    return table


def _at(costs: Sequence[Record], cost: Record) -> Record:
    return next(each for each in costs if each["milestone"] == cost["headline"])


def _alike(cost: Record, lang: str) -> str:
    return "" if not cost["alike"] else " " + _text(say("(as much as its neighbour, within noise)"), lang)


def _saved(cost: Record, lang: str) -> str:
    """Say what a change gains at a milestone: time, or shares where few reach it; then shares in time."""
    reached = {"before": share(cost["reached_before"]), "after": share(cost["reached_after"])}
    if cost["blocks"]:
        return _text(say("blocks: reached in {before}, then {after}", **reached), lang)
    ends = {
        name: show_duration(cost[key], lang)
        for name, key in (("mean", "saved_s"), ("low", "saved_low_s"), ("high", "saved_high_s"))
        if cost[key] is not None
    }
    text = _text(say("{mean} ({low} … {high})", **ends) if len(ends) == 3 else say("{mean}", **ends), lang)
    if cost["inside_before"] is None or cost["inside_before"] == cost["inside_after"]:
        return text
    inside = {"before": share(cost["inside_before"]), "after": share(cost["inside_after"])}
    return text + "\n" + _text(say("in time {before}, then {after}", **inside), lang)


def _remedy(cost: Record, lang: str) -> str:
    gain = _saved(_at(cost["remedy"]["gain"], cost), lang)
    told = say("{remedy}: {gain}", remedy=safe_terminal(cost["remedy"]["text"][lang]), gain=gain)
    text = _text(told, lang)
    if cost["remedy"]["slower"]:
        text += "\n" + _text(say("this remedy makes it slower"), lang)
    return text


def _text(message: Message, lang: str) -> str:
    return message.render(translator(lang))
