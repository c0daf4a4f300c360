"""Two runs that are compared, as tables."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, note, tell
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share, signed
from simulator.report.words import otherwise
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table

Record = Mapping[str, Any]

VERDICTS = {
    "better": say("better"),
    "worse": say("worse"),
    "mixed": say("in part worse"),
    "sooner": say("sooner"),
    "later": say("later"),
    "gone": say("not rated"),
    "less": say("less comes about"),
    "unknown": say("cannot be told"),
    "same": say("the same"),
}
STATES = {
    "closed": say("closed"),
    "gone": say("gone with its place"),
    "open": say("still open"),
    "new": say("new"),
}
P90 = say("p90: the time that nine in ten replications do not pass.")
POINTS = say("A point is one of 100 replications.")
MEANS = say("A mean after > holds replications in which it was not reached, which count as the horizon.")
GONE = say(
    "gone with its place: what it stood at is no longer in the plans of B, which is neither better nor worse."
)
LESS = say(
    "less comes about: what it held up is reached less often in B, so that it is no gain to see it less."
)
SEVERITIES = {"low": say("Low"), "medium": say("Medium"), "high": say("High")}
PARTS = ("milestones", "obligations", "gaps")
_QUIET = ("same", "unknown")
EACH = 8
"""Gaps of each state that are shown, unless all are wanted."""


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
    """Say what became of all that is compared; the numbers add up to what differs."""
    found = [each["verdict"] for part in PARTS for each in record[part]]
    differ = len(found) - found.count("same")
    if not differ:
        return say("Nothing differs in any replication.")
    if differ == found.count("unknown"):
        return say(
            "Nothing is better or worse for certain; {count} of {all} milestones, obligations and gaps "
            "differ. More replications may tell: --runs.",
            count=differ,
            all=len(found),
        )
    return say(
        "{count} of {all} milestones, obligations and gaps differ; for certain {better} got better, {worse} "
        "worse, {moved} sooner or later; {unrated} are not rated, {unknown} cannot be told.",
        count=differ,
        all=len(found),
        better=record["better"],
        worse=record["worse"],
        moved=found.count("sooner") + found.count("later"),
        unrated=found.count("gone") + found.count("less"),
        unknown=found.count("unknown"),
    )


def _followed(record: Record) -> Message:
    """Say what became of the improvement list."""
    states = [each["state"] for each in record["gaps"] if each["severity"] != "low"]
    return say(
        "Gaps above low: {closed} closed, {gone} gone with their place, {open} still open, {new} new.",
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
    table.spare, table.explained, table.note = (4, 3, 5), {4: P90}, POINTS
    for each in _chosen(record["milestones"], everything=everything):
        table.add_row(
            safe_terminal(each["title"][lang]),
            _minutes(each.get("mean"), each.get("reached")),
            _time(each.get("mean")),
            _time(each["p50"]),
            _time(each["p90"]),
            _points(each.get("reached")),
            _points(each.get("in_time")),
            _verdict(each, lang),
        )
    if any(">" in row[1] for row in table.rows):
        table.explained = {1: MEANS, **table.explained}
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
        (say("severity"), "left"),
        (say("state"), "left"),
        (say("seen, A to B"), "right"),
        (say("difference (points)"), "right"),
        (say("mean wait, A to B (min)"), "right"),
        (say("difference (min)"), "right"),
        (say("verdict"), "left"),
    )
    table = new_table(say("Gaps"), columns, lang)
    table.spare = (6, 4, 1)
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
        wait = each.get("wait")
        table.add_row(
            title,
            _severity(each, lang),
            state,
            shown,
            _points(seen),
            _minutes(wait),
            _time(wait),
            _verdict(each, lang),
        )
    verdicts = {each["verdict"] for each in found}
    words = {"gone": (2, GONE), "less": (7, LESS)}
    table.explained = dict(words[verdict] for verdict in words if verdict in verdicts)
    return table


def _severity(each: Record, lang: str) -> str:
    """Give the severity in A and in B, once where it is one."""
    sides = [each["severity_before"], each["severity_after"]]
    return " → ".join(tell(SEVERITIES[side], lang) for side in dict.fromkeys(sides) if side)


def _leading(gaps: list[Record]) -> list[Record]:
    """Give of each state the gaps that differ most, those of the plans alone last."""
    ordered = sorted(gaps, key=lambda each: -abs(each.get("seen", {}).get("difference", 0.0)))
    return [gap for state in STATES for gap in [each for each in ordered if each["state"] == state][:EACH]]


def _verdict(each: Record, lang: str) -> str:
    if each.get("cut_off") and "in_time" not in each:
        return tell(say("cut off by the end in {count} replications", count=each["cut_off"]), lang)
    return tell(VERDICTS[each["verdict"]], lang)


def _minutes(found: Record | None, reached: Record | None = None) -> str:
    """Give a mean in A and in B in minutes; after `>` where what was not reached counts as the horizon."""
    if not found:
        return "–"
    sides = ("before", "after")
    means = [f"{found[f'{side}_s'] / 60:.1f}" for side in sides]
    beyond = [reached is not None and reached[side] < 1 for side in sides]
    return " → ".join(f"> {mean}" if more else mean for mean, more in zip(means, beyond, strict=True))


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
    hidden = sum(len(record[part]) for part in PARTS) - shown
    if hidden:
        note(say("left out: {count} that say less; --all shows them", count=hidden), lang)
    if record["tests"] and (few := too_few(record["runs"])):
        note(few, lang)
    for each in record["not_compared"]:
        note(
            say("not compared: {what} ({reason})", what=each["what"][lang], reason=each["reason"][lang]), lang
        )
