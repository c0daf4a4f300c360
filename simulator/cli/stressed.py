"""A stress study: found or played, shown as tables, kept in a folder."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, tell
from simulator.cli.kept import Study, find_or_play
from simulator.cli.played import Outcome
from simulator.cli.playing import Playing
from simulator.cli.tables import new_table
from simulator.errors import Message, StoppedError, say
from simulator.report.figures import VERDICTS, interval, share, signed
from simulator.report.start_words import clock
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.study.stress import How, Stress

Record = Mapping[str, Any]

ROWS = 12
"""Losses, and sets of each objective, that the console shows."""
SETS = 6
KINDS = {
    "agencies": say("agency"),
    "links": say("link"),
    "media": say("medium"),
    "pools": say("pool"),
}


def stress_or_find(
    path: Path, case: "Case", lang: str, playing: Playing, options: Mapping[str, Any]
) -> Outcome:
    """Give the study that is there, or a new one.

    Raises
    ------
    KeyboardInterrupt
        When it was interrupted before anything was known.
    StoppedError
        When the scenario has no objectives.
    """
    from simulator.study.second import beside
    from simulator.study.start_sweep import objectives_of
    from simulator.study.stress import replications, stress
    from simulator.study.stress_parts import PARTS, RUNS
    from simulator.study.stress_record import stress_record

    if not objectives_of(case):
        raise StoppedError(
            say("the scenario has no objectives that could break: give a milestone `within` and `share`")
        )
    runs, pairs = options["runs"] or RUNS, options["pairs"]
    parts = tuple(part for part in PARTS if part in (options["only"] or PARTS))

    def play(how: "How") -> "tuple[Study, dict[str, Content]] | None":
        found = stress(path, case, how, parts=parts, pairs=pairs)
        record = stress_record(found) if found else {}
        return (record, _charts(found, record, lang)) if found else None

    total = replications(case, runs=runs, parts=parts, pairs=pairs)
    others = beside(path) if "second" in parts else ""
    study = {"stress": " ".join(parts), "pairs": str(pairs), "beside": others}
    return find_or_play(case, lang, playing, study=study, runs=runs, total=total, play=play)


def _charts(found: "Stress", record: Record, lang: str) -> "dict[str, Content]":
    from simulator.report.run_files import chart_files
    from simulator.report.start_chart import start_chart
    from simulator.report.stress_chart import stress_chart

    charts = chart_files("stress", lambda: stress_chart(record, lang=lang))
    starts, title = found.starts, found.case.scenario.name.show(lang)
    if starts is not None:
        charts |= chart_files("start_hours", lambda: start_chart(starts, lang=lang, title=title))
    return charts


# -- tables --------------------------------------------------------------------------------------------------


def show_stress(record: Record, lang: str) -> None:
    """Print the objectives as they are, what breaks them, alone and together, and what was only screened."""
    from simulator.report.style import MARK

    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(record['title'][lang])}  ·  {MARK}")
    heading = say(
        "{runs} replications each with the same draws, seed {seed}; falls of the share in time are in "
        "percentage points, with 95 % intervals",
        runs=record["runs"],
        seed=record["seed"],
    )
    screen.print(tell(heading, lang))
    for table in (
        _objectives(record, lang),
        _sets(record, lang),
        _losses(say("What costs most, lost alone"), record["losses"], record, lang),
        _losses(say("What costs more lost in pairs than alone"), _together(record), record, lang),
        _losses(say("A second incident at the same time"), record["second"], record, lang),
    ):
        if table.row_count:
            screen.print()
            screen.print(table)
    screen.print()
    for line in (*_unused(record), *_screened(record), *_refused(record, lang), *_starts(record)):
        screen.print(tell(line, lang))


def _objectives(record: Record, lang: str) -> "Table":
    columns = (
        (say("objective"), "left"),
        (say("within"), "right"),
        (say("required"), "right"),
        (say("nothing lost (95 % interval)"), "right"),
        (say("verdict"), "left"),
        (say("broken by"), "right"),
    )
    table = new_table(say("Objectives"), columns, lang)
    for number, goal in enumerate(record["objectives"]):
        breaking = sum(row["objectives"][number]["breaks"] for row in record["losses"])
        table.add_row(
            safe_terminal(goal["title"][lang]),
            show_duration(goal["within_s"], lang),
            share(goal["required_share"]),
            interval(goal, "share"),
            tell(VERDICTS[goal["verdict"]], lang),
            "–" if goal["verdict"] == "missed" else f"{breaking} / {len(record['losses'])}",
        )
    return table


def _sets(record: Record, lang: str) -> "Table":
    columns = ((say("objective"), "left"), (say("broken by each of these (+: by both together)"), "left"))
    table = new_table(say("The smallest sets of losses that break an objective"), columns, lang)
    for goal in record["objectives"]:
        found = [each for each in record["minimal_sets"] if each["milestone"] == goal["milestone"]]
        lines = [safe_terminal(each["title"][lang]) for each in found[:SETS]]
        if len(found) > SETS:
            lines.append(tell(say("and {count} more", count=len(found) - SETS), lang))
        if lines:
            table.add_row(safe_terminal(goal["title"][lang]), "\n".join(lines))
    return table


def _losses(title: Message, rows: Iterable[Record], record: Record, lang: str) -> "Table":
    columns = (
        (say("lost"), "left"),
        (say("objectives broken"), "right"),
        (say("greatest fall"), "right"),
        (say("of"), "left"),
    )
    table = new_table(title, columns, lang)
    titles = {goal["milestone"]: goal["title"][lang] for goal in record["objectives"]}
    for row in [row for row in rows if _changes(row)][:ROWS]:
        worst = min(row["objectives"], key=lambda each: each["difference"])
        kinds = " + ".join(tell(KINDS[loss["kind"]], lang) for loss in row["losses"])
        table.add_row(
            safe_terminal(f"{row['title'][lang]} ({kinds})" if kinds else row["title"][lang]),
            str(row["breaks"]),
            _points(worst, lang),
            safe_terminal(titles[worst["milestone"]]),
        )
    return table


def _changes(row: Record) -> bool:
    return any(each["difference"] for each in row["objectives"])


def _together(record: Record) -> list[Record]:
    """Give the pairs that cost more than either loss alone, first those that cost most more."""
    more = [row for row in record["pairs"] if row["beyond"] > 0]
    return sorted(more, key=lambda row: (-row["breaks_beyond"], -row["beyond"]))


def _points(effect: Record, lang: str) -> str:
    value, low, high = (signed(100 * effect[end]) for end in ("difference", "low", "high"))
    text = f"{value} ({low}…{high})"
    return text if effect["sure"] else f"{text}\n{tell(say('not for certain'), lang)}"


def _unused(record: Record) -> Iterable[Message]:
    unused = sum(not row["used"] for row in record["losses"])
    if unused:
        yield say(
            "{unused} links and media are used by nobody in any replication: their loss changes nothing.",
            unused=unused,
        )


def _screened(record: Record) -> Iterable[Message]:
    quiet = [row for row in record["losses"] if row["screened_only"] and not _changes(row)]
    if quiet:
        runs = record["screened_runs"]
        yield say(
            "Of {all} losses {quiet} changed no objective in {runs} replications and were only screened: "
            "each changes fewer than {share} of all replications, with 95 % certainty.",
            all=len(record["losses"]),
            quiet=len(quiet),
            runs=runs,
            share=share(round(1 - 0.05 ** (1 / runs), 3)),
        )


def _refused(record: Record, lang: str) -> Iterable[Message]:
    for title in record.get("second_refused", ()):
        yield say("Not played as a second incident, the plans do not take it: {title}", title=title[lang])


def _starts(record: Record) -> Iterable[Message]:
    starts = record["starts"]
    if starts is not None:
        means = starts["mean_share"][0]
        if len(set(means)) == 1:
            yield say("The hours of the start do not differ ({runs} replications each).", runs=starts["runs"])
            return
        hours = [clock(means.index(end(means)), starts["minute"]) for end in (min, max)]
        yield say(
            "By hour of the start: worst {worst} ({low} of the objectives in time in the mean), best {best} "
            "({high}); {runs} replications each.",
            worst=hours[0],
            low=share(min(means)),
            best=hours[1],
            high=share(max(means)),
            runs=starts["runs"],
        )
