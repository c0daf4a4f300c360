"""The search for remedies: done or found, kept in a folder, shown as tables."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, note, tell
from simulator.cli.kept import find_or_play
from simulator.cli.played import Outcome
from simulator.cli.playing import Playing
from simulator.cli.run_folders import Opened
from simulator.cli.tables import new_table
from simulator.errors import Message, say
from simulator.report.figures import share, signed
from simulator.text.messages import listed, safe_terminal

if TYPE_CHECKING:
    from simulator.cli.tables import Table
    from simulator.report.run_folder import Content
    from simulator.scenario.case import Case
    from simulator.study.candidates import Candidate, PriceList
    from simulator.study.improve import Effort, Improvement, Read
    from simulator.study.run import Run
    from simulator.study.stress import How

Record = Mapping[str, Any]

FORM = 4
"""Of the record; one of another form is not shown but searched anew."""


def search(
    run: Opened,
    aims: Sequence[str],
    effort: "Effort",
    prices: "PriceList",
    lang: str,
    *,
    top: int,
    playing: Playing,
) -> Outcome:
    """Give what was found by a search that is there, or by a new one; one that was stopped goes on."""
    case = run.case()

    def play(how: "How") -> "tuple[Record, dict[str, Content]]":
        from simulator.plan.gap import gap_of
        from simulator.report.gap_words import by_weight
        from simulator.study.candidates import candidates_of

        candidates = candidates_of(case, map(gap_of, by_weight(run.gaps)), prices, most=top)
        _unknown(prices, candidates, lang)
        return _search(run, case, candidates, (aims, effort, prices), how, lang)

    study = {
        "improve": str(FORM),
        "run": run.folder.name,
        "search": repr((tuple(aims), effort, prices, top)),
    }
    total = _estimate(top, effort)
    return find_or_play(case, lang, playing, study=study, runs=effort.confirm, total=total, play=play)


def _unknown(prices: "PriceList", candidates: "Sequence[Candidate]", lang: str) -> None:
    known = {each.id for each in candidates}
    for name in prices.remedies:
        if name not in known:
            note(say("no remedy that is tried has the id {name} of the cost file", name=name), lang)


def _search(
    run: Opened,
    case: "Case",
    candidates: "Sequence[Candidate]",
    settings: "tuple[Sequence[str], Effort, PriceList]",
    how: "How",
    lang: str,
) -> "tuple[Record, dict[str, Content]]":
    from simulator.report.pareto import pareto
    from simulator.report.run_files import chart_files
    from simulator.scenario.read import read_case
    from simulator.study.candidates import patch_text
    from simulator.study.improve import improve
    from simulator.study.improve_record import improvement_record

    aims, effort, prices = settings
    whole = run.what_if

    def read(patches: Sequence[Path]) -> "Case":
        return read_case(run.scenario, replace(whole, patches=(*whole.patches, *patches)))

    found = improve(
        case, candidates, aims, effort,
        read=read, jobs=how.jobs, progress=how.progress, stage=lambda message: note(message, lang),
    )  # fmt: skip
    proof = None if found.interrupted else _proof(found, read, how, lang) if candidates else {}
    record: Record = improvement_record(found, run.summary, prices)
    record = {**record, "interrupted": proof is None, "run": run.folder.name}
    files: dict[str, Content] = {
        **{f"patches/{each.file}": patch_text(each, lang).encode() for each in candidates},
        **(proof or {}),
        **chart_files("pareto", lambda: pareto(record, lang=lang)),
    }
    return record, files


def _estimate(remedies: int, effort: "Effort") -> int:
    """Give about how many replications will be played."""
    steps = int(min(effort.budget, 5.0))
    turns = steps * min(remedies, 12) + remedies * 2
    return effort.screen * (2 + remedies * 2 + turns) + effort.confirm * (steps + 14)


# -- the proof -----------------------------------------------------------------------------------------------


def _proof(found: "Improvement", read: "Read", how: "How", lang: str) -> "dict[str, Content] | None":
    """Give summary and gaps of the scenario before and after what is kept, played as `drill run` plays it."""
    from simulator.study.candidates import patch_text
    from simulator.study.run import play_case

    kept = found.confirmation.kept if found.confirmation else ()
    note(say("the proof: before and after, {runs} replications each", runs=found.effort.confirm), lang)
    files: dict[str, Content] = {}
    with TemporaryDirectory(prefix="drill-") as folder:
        patches = []
        for number in sorted(kept):
            candidate = found.candidates[number]
            patches.append(Path(folder) / candidate.file)
            patches[-1].write_text(patch_text(candidate, lang), encoding="utf-8")
        for side, laid in (("before", []), ("after", patches)):
            effort = found.effort
            run = play_case(
                read(laid), runs=effort.confirm, seed=effort.fresh, jobs=how.jobs, progress=how.progress
            )
            if run is None or run.interrupted:
                return None
            files |= dict(_run_files(side, run))
    return files


def _run_files(side: str, run: "Run") -> "Iterator[tuple[str, bytes]]":
    from simulator.plan.gap import gap_record
    from simulator.report.run_folder import json_bytes, summary_bytes

    yield f"{side}/summary.json", summary_bytes(run.summary)
    yield f"{side}/gaps.json", json_bytes([gap_record(gap) for gap in run.gaps])


# -- tables --------------------------------------------------------------------------------------------------


def show(record: Record, lang: str) -> None:
    """Print what was found."""
    from simulator.report.style import MARK

    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(record['title'][lang])}  ·  {MARK}")
    aims = listed((each["title"][lang] for each in record["aims"]), lang)
    screen.print(tell(say("Minutes saved, added up over: {aims}", aims=aims), lang))
    for table in (_remedies(record, lang), _kept(record, lang)):
        if table.row_count:
            screen.print()
            screen.print(table)


def _remedies(record: Record, lang: str) -> "Table":
    columns = (
        (say("remedy"), "left"),
        (say("cost"), "right"),
        (say("minutes saved alone (95 % interval)"), "right"),
        (say("in time, before → after"), "right"),
        (say("how sure"), "left"),
    )
    title = say("Remedies, the best first")
    table = new_table(title, columns, lang)
    for each in record["remedies"]:
        if each["alone"] is None or (not each["confirmed"] and each["alone"]["saved_s"] <= 0):
            continue
        slower = tell(say("slower at {names}", names=_slower(each, lang)), lang)
        table.add_row(
            f"{safe_terminal(each['text'][lang])}\n{safe_terminal(each['id'])}"
            + (f"\n{slower}" if each["slower"] else ""),
            f"{each['cost']:g}",
            _minutes(each["alone"]),
            _in_time(record, each, lang),
            tell(_sureness(record, each), lang),
        )
    return table


def _sureness(record: Record, found: Record) -> Message:
    """Say how sure a remedy is; `confirmed` in a record is only that it was played on fresh draws."""
    sure = found["confirmed"] and found["alone"]["sure"]
    if found["id"] in record["dropped"]:
        return say("confirmed alone, not beside the others") if sure else say("not confirmed")
    if sure:
        return say("confirmed")
    if not found["confirmed"]:
        return say("screened alone")
    kept = {each["id"] for each in record["kept"]}
    if found["id"] in kept:  # what is kept is sure beside the others
        return say("confirmed only together with the others that are chosen")
    return say("not certain on fresh draws")


def _minutes(gain: Record | None) -> str:
    if gain is None:
        return "–"
    low, high = gain["saved_low_s"], gain["saved_high_s"]
    ends = "" if low is None else f" ({signed(low / 60)}…{signed(high / 60)})"
    return f"{signed(gain['saved_s'] / 60)}{ends}"


def _slower(found: Record, lang: str) -> str:
    titles = {each["milestone"]: each["title"][lang] for each in found["milestones"]}
    return listed((titles[name] for name in found["slower"]), lang)


def _in_time(record: Record, found: Record, lang: str) -> str:
    """Give the shares in time at each aim that has a limit."""
    aims = [each["milestone"] for each in record["aims"]]
    rows = [each for each in found["milestones"] if each["milestone"] in aims]
    return "\n".join(
        f"{safe_terminal(each['title'][lang])} {share(each['inside_before'])} → {share(each['inside_after'])}"
        for each in rows
        if each["inside_before"] is not None and each["inside_before"] != each["inside_after"]
    )


def _kept(record: Record, lang: str) -> "Table":
    columns = (
        (say("remedy, in the order of choice"), "left"),
        (say("cost so far"), "right"),
        (say("minutes saved together (95 % interval)"), "right"),
        (say("lost without this one (95 % interval)"), "right"),
    )
    title = say("Chosen and confirmed: {runs} replications with fresh draws", **record["confirmed"])
    table = new_table(title, columns, lang)
    texts = {each["id"]: each["text"][lang] for each in record["remedies"]}
    for each in record["kept"]:
        table.add_row(
            f"{safe_terminal(texts[each['id']])}\n{safe_terminal(each['id'])}",
            f"{each['cost_so_far']:g}",
            _minutes(each["so_far"]),
            _minutes(each["beside_the_others"]),
        )
    return table
