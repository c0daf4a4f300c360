"""Two runs that are compared: opened or played with the same draws, shown as tables, kept in a folder."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, note, tell
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share, signed
from simulator.report.words import otherwise
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

VERDICTS = {
    "better": say("better"),
    "worse": say("worse"),
    "mixed": say("in part worse"),
    "sooner": say("sooner"),
    "later": say("later"),
    "unknown": say("cannot be told"),
    "same": say("the same"),
}
STATES = {"closed": say("closed"), "open": say("still open"), "new": say("new")}
DIFFERENCES = say(
    "p90: the time that nine in ten replications do not pass; a point is one of 100 replications."
)
_QUIET = ("same", "unknown")
EACH = 8
"""Gaps of each state that are shown, unless all are wanted."""


def open_pair(
    before: Path, after: Path, lang: str, options: dict[str, Any]
) -> "tuple[Opened, Opened] | None":
    """Open two runs; a scenario is played with the replications and the seed of the other side.

    What is to be otherwise concerns the second. None where one was interrupted; no other is played then.
    """
    from simulator.cli.options import what_if_of
    from simulator.cli.played import here_or_shipped
    from simulator.cli.run_folders import open_target, run_of
    from simulator.scenario.read import read_case

    before, after = run_of(before), run_of(after)
    plain = {**options, "settings": (), "removals": (), "patches": ()}
    # Beside a scenario, which is played again, a run that is there stays as it is.
    kept = {"fresh": False} if before.is_dir() != after.is_dir() else {}
    if after.is_dir() and not before.is_dir():
        second = open_target(after, lang, options | kept)
        first = open_target(before, lang, _as(second, plain))
        return None if first.interrupted else (first, second)
    if not after.is_dir():
        # What is wrong with it is said before anything is played.
        read_case(here_or_shipped(after), what_if_of(options))
    first = open_target(before, lang, plain | kept)
    if first.interrupted:
        return None
    second = open_target(after, lang, options if after.is_dir() else _as(first, options))
    return None if second.interrupted else (first, second)


def _as(run: "Opened", options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the options with the replications and the seed of a run, where nothing else is said."""
    return {**options, **{key: run.summary[key] for key in ("runs", "seed") if options[key] is None}}


# -- tables --------------------------------------------------------------------------------------------------


def show(record: Record, lang: str, *, everything: bool) -> None:
    """Print what differs; with `everything` what does not, too."""
    from simulator.report.style import MARK

    screen = console(sys.stdout)
    for side, head in (("a", say("A: {title}")), ("b", say("B: {title}"))):
        line = say(head.template, title=record[side]["title"][lang])
        screen.print(f"{tell(line, lang)}{f'  ·  {MARK}' if side == 'a' else ''}")
        for option in otherwise(record[side]["what_if"]):
            screen.print(f"   {safe_terminal(option)}")
    screen.print(tell(_heading(record), lang))
    screen.print()
    screen.print(tell(_outcome(record), lang))
    screen.print(tell(_followed(record), lang), soft_wrap=True)
    tables = [table(record, lang, everything=everything) for table in (_milestones, _obligations, _gaps)]
    for table in tables:
        if table.row_count:
            screen.print()
            screen.print(table)
    sys.stdout.flush()
    _notes(record, lang, shown=sum(table.row_count for table in tables))


def too_few(runs: int) -> Message | None:
    """Say why no difference of times is certain; None where there are replications enough."""
    from simulator.analysis.paired import FEWEST

    if runs >= FEWEST:
        return None
    return say("of fewer than {fewest} replications no time is told for certain: --runs", fewest=FEWEST)


def _heading(record: Record) -> Message:
    return say(
        "{runs} replications each with the same draws, seed {seed}; differences are B less A, with 95 % "
        "intervals",
        runs=record["runs"],
        seed=record["seed"],
    )


def _outcome(record: Record) -> Message:
    values = {name: record[name] for name in ("better", "worse", "tests")}
    if not record["tests"]:
        return say("Nothing differs in any replication.")
    if not record["better"] and not record["worse"]:
        return say(
            "Nothing is better or worse for certain; {tests} figures differ. "
            "More replications may tell: --runs.",
            **values,
        )
    return say(
        "{better} got better, {worse} got worse, for certain among {tests} figures that differ.", **values
    )


def _followed(record: Record) -> Message:
    """Say what became of the improvement list, and what writes it down."""
    states = [each["state"] for each in record["gaps"] if each["severity"] != "low"]
    return say(
        "Gaps above low: {closed} closed, {open} still open, {new} new. To see them beside what was changed: "
        "drill report B --since A",
        **{state: states.count(state) for state in STATES},
    )


def _chosen(records: Iterable[Record], *, everything: bool) -> list[Record]:
    return [each for each in records if everything or each["verdict"] not in _QUIET]


def _milestones(record: Record, lang: str, *, everything: bool) -> "Table":
    columns = (
        (say("milestone"), "left"),
        (say("mean, A to B (min)"), "right"),
        (say("difference (min)"), "right"),
        (say("median (min)"), "right"),
        (say("p90 (min)"), "right"),
        (say("reached (points)"), "right"),
        (say("in time (points)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Milestones"), columns, lang)
    table.spare, table.note = (4, 3, 5), DIFFERENCES
    for each in _chosen(record["milestones"], everything=everything):
        table.add_row(
            safe_terminal(each["title"][lang]),
            _minutes(each.get("mean")),
            _time(each.get("mean")),
            _time(each["p50"]),
            _time(each["p90"]),
            _points(each.get("reached")),
            _points(each.get("in_time")),
            _verdict(each, lang),
        )
    return table


def _obligations(record: Record, lang: str, *, everything: bool) -> "Table":
    columns = (
        (say("obligation"), "left"),
        (say("late or never, A to B"), "right"),
        (say("difference (points)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Obligations"), columns, lang)
    for each in _chosen(record["obligations"], everything=everything):
        title = safe_terminal(each["title"][lang])
        table.add_row(title, _shares(each["broken"]), _points(each["broken"]), _verdict(each, lang))
    return table


def _gaps(record: Record, lang: str, *, everything: bool) -> "Table":
    columns = (
        (say("gap"), "left"),
        (say("state"), "left"),
        (say("seen, A to B"), "right"),
        (say("difference (points)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Gaps"), columns, lang)
    found = [
        each
        for each in record["gaps"]
        if everything
        or each["verdict"] not in _QUIET
        or (each["state"] != "open" and each["severity"] != "low")
    ]
    for each in found if everything else _leading(found):
        title = f"{safe_terminal(each['title'][lang])}\n{safe_terminal(each['id'])}"
        state = tell(STATES[each["state"]], lang)
        seen = each.get("seen")
        shown = _shares(seen) if seen else tell(say("in the plans"), lang)
        table.add_row(title, state, shown, _points(seen), _verdict(each, lang))
    return table


def _leading(gaps: list[Record]) -> list[Record]:
    """Give of each state the gaps that differ most, those of the plans alone last."""
    ordered = sorted(gaps, key=lambda each: -abs(each.get("seen", {}).get("difference", 0.0)))
    return [gap for state in STATES for gap in [each for each in ordered if each["state"] == state][:EACH]]


def _verdict(each: Record, lang: str) -> str:
    if each.get("cut_off") and "in_time" not in each:
        return tell(say("cut off by the end in {count} replications", count=each["cut_off"]), lang)
    return tell(VERDICTS[each["verdict"]], lang)


def _minutes(found: Record | None) -> str:
    return f"{found['before_s'] / 60:.1f} → {found['after_s'] / 60:.1f}" if found else "–"


def _time(found: Record | None) -> str:
    """Give a difference of times in minutes; `–` where there is none to give, `?` for an end beyond all."""
    if not found or found["difference_s"] is None:
        return "–"
    return _interval(*(found[key] and found[key] / 60 for key in ("difference_s", "low_s", "high_s")))


def _interval(difference: float, low: float | None, high: float | None) -> str:
    return f"{signed(difference)}\n({_end(low)}…{_end(high)})"


def _end(value: float | None) -> str:
    """Give an end of an interval; `?` for one beyond all."""
    return "?" if value is None else signed(value)


def _shares(found: Record | None) -> str:
    return f"{share(found['before'])} → {share(found['after'])}" if found else "–"


def _points(found: Record | None) -> str:
    """Give a difference of shares in percentage points."""
    return _interval(*(100 * found[key] for key in ("difference", "low", "high"))) if found else "–"


def _notes(record: Record, lang: str, *, shown: int) -> None:
    hidden = sum(len(record[part]) for part in ("milestones", "obligations", "gaps")) - shown
    if hidden:
        note(say("left out: {count} that say less; --all shows them", count=hidden), lang)
    if record["tests"] and (few := too_few(record["runs"])):
        note(few, lang)
    for each in record["not_compared"]:
        note(
            say("not compared: {what} ({reason})", what=each["what"][lang], reason=each["reason"][lang]), lang
        )


# -- the folder ----------------------------------------------------------------------------------------------


def save(record: Record, pair: "tuple[Opened, Opened]", out: Path, lang: str) -> None:
    """Write the comparison, its chart and what both sides were played from, and say where."""
    from simulator.cli.run_folders import INPUTS
    from simulator.report.forest import forest
    from simulator.report.run_files import chart_files
    from simulator.report.run_folder import check_folder, run_id, summary_bytes, write_run
    from simulator.scenario.case import Input

    check_folder(out)
    inputs = [Input(side, run.folder.name.encode()) for side, run in zip("ab", pair, strict=True)]
    name = run_id(inputs, seed=record["seed"], runs=record["runs"], extra={"compare": 1, "lang": lang})
    files = {
        "summary.json": summary_bytes(record),
        **chart_files("comparison", lambda: forest(record, lang=lang)),
        **{
            f"{INPUTS}/{side}/{path}": content
            for side, run in zip("ab", pair, strict=True)
            for path, content in run.inputs().items()
        },
    }
    folder = write_run(out, "compare", name, fresh=True, files=files)
    for side, run in zip("AB", pair, strict=True):
        note(say("{side}: {folder}", side=side, folder=run.folder), lang)
    note(say("the comparison and its chart: {folder}", folder=folder), lang)
